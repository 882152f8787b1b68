/** Every card, form, refusal and list of results that the bot can show, collected by walking a story through all its commands and buttons. */

import type { Card, Form } from '../core/card.ts';
import { refKey } from '../core/ref.ts';
import type { Reply, Result } from '../core/reply.ts';
import type { Translate } from '../core/translate.ts';
import { askAnyhow } from './ask.ts';
import { everyAlarm } from './every-alarm.ts';
import { everyDigest } from './every-digest.ts';
import { everyLeading } from './every-leading.ts';
import { everyLibrary } from './every-library.ts';
import { everyLife } from './every-life.ts';
import { everyMember } from './every-member.ts';
import { everyPass } from './every-pass.ts';
import { everyStanding } from './every-standing.ts';
import type { Stage } from './stage.ts';
import { story } from './story.ts';
import { buttonsOf, wordsOf } from './words-of.ts';

export interface EveryCard {
  readonly stage: Stage;
  /** What was answered and what was posted. */
  readonly cards: readonly Card[];
  /** What stands on people's home pages. */
  readonly homes: readonly Card[];
  readonly forms: readonly Form[];
  /** Why forms were refused, by field. */
  readonly refusals: readonly { readonly form: string; readonly problems: Readonly<Record<string, string>> }[];
  readonly results: readonly Result[];
}

/**
 * Walks the story on a fresh stage.
 * @param how.words the catalogue to speak from
 * @param how.typed what people type in place of a few characters; what is given must stand at its beginning
 */
export async function everyCard(
  how: { words?: (locale: string, zone: string) => Translate; typed?: (short: string) => string } = {},
): Promise<EveryCard> {
  const { typed = (short) => short } = how;
  const told = await story(how.words ? { words: how.words } : {});
  const { s, asha, ben, fay, teamsChannel, slackChannel, community } = told;
  const cards: Card[] = [];
  const homes: Card[] = [];
  const forms: Form[] = [];
  const refusals: { form: string; problems: Readonly<Record<string, string>> }[] = [];
  const results: Result[] = [];

  const see = (reply: Reply | null, form = ''): Reply | null => {
    switch (reply?.kind) {
      case 'tell':
      case 'replace':
        cards.push(reply.card);
        break;
      case 'ask':
        forms.push(reply.form);
        break;
      case 'invalid':
        refusals.push({ form, problems: reply.problems });
        break;
      case 'results':
        results.push(...reply.results);
        for (const { card } of reply.results) if (card) cards.push(card);
        break;
    }
    return reply;
  };
  const submit = async (form: string, values: Parameters<typeof s.submit>[4]): Promise<unknown> =>
    see(await s.submit(ben, slackChannel, form, '', values), form);
  const look = (): void => {
    for (const chat of [s.slack, s.teams]) {
      cards.push(...chat.posted.map((one) => one.card));
      homes.push(...chat.homes.values());
    }
  };

  /** Everything by which a community is found, from somebody who is in none. */
  const everyFind = async (): Promise<void> => {
    for (const words of ['Licensing', '9']) {
      s.clock.pass(2_000);
      see(await s.command(asha, s.private(asha), 'find', words));
    }
    for (const action of ['find', 'look', 'like', 'members'])
      see(await s.press(asha, s.private(asha), `communities.${action}`, community));
    s.clock.pass(2_000);
    see(await s.press(asha, s.private(asha), 'communities.more', '10 Licensing'));
    see(await s.submit(asha, s.private(asha), 'communities.find', '', { words: 'Licensing' }), 'communities.find');
    s.clock.pass(2_000);
    see(
      await s.bring(s.event(asha, s.private(asha), { kind: 'search', of: 'communities', query: 'Lic', by: 'compose' })),
    );
  };

  /** What is read before a question is posted: what was answered before, what the words give away; and all that can be done then. */
  const beforeAsking = async (): Promise<void> => {
    const place = s.private(asha);
    for (const text of [typed('3 ?'), '07700 900123 ?']) {
      const reply = see(await s.submit(asha, place, 'questions.ask', '', { community, text }), 'questions.ask');
      const card = reply?.kind === 'tell' ? reply.card : null;
      if (card === null) throw new Error('it was not held up');
      for (const action of ['questions.read', 'questions.reword', 'questions.known'])
        for (const button of buttonsOf(card).filter((one) => one.action === action))
          see(await s.press(asha, place, action, button.value));
    }
    see(await s.command(asha, place, 'find', '3'));
  };

  /** More than one person may do, and more than a channel takes for a while. */
  const tooMuch = async (): Promise<void> => {
    for (let search = 0; search < 3; search += 1) see(await s.command(ben, s.private(ben), 'communities', 'Licensing'));
    const lane = refKey(teamsChannel.ref);
    await s.prisma.lane.update({
      where: { id: lane },
      data: { heldUntil: new Date(s.clock.now().getTime() + 400_000) },
    });
    for (let asked = 0; asked < 11; asked += 1) {
      const [sent = null, ...posted] = await askAnyhow(s, ben, { community, text: typed('7 ?') }, slackChannel);
      see(sent, 'questions.ask');
      for (const reply of posted) see(reply);
    }
    await s.settle();
    see((await s.say(ben, slackChannel, typed('8 ?'), { addressed: true })).reply);
    s.clock.pass(301_000);
    await s.backlog.tell();
    await s.settle();
    s.clock.pass(100_000);
    await s.settle();
  };

  /** Two accounts that are joined, and taken apart; what people say of themselves and how they want it. */
  const accounts = async (): Promise<void> => {
    const one = s.private(asha);
    const codeOf = async (): Promise<string> => {
      const told = see(await s.command(asha, one, 'link'));
      return told?.kind === 'tell' ? (/[A-Z2-9]{5}-[A-Z2-9]{5}/.exec(wordsOf(told.card))?.[0] ?? '') : '';
    };
    const linked = async () => (await s.prisma.linkCode.findFirstOrThrow({ where: { state: 'typed' } })).id;
    for (const wrong of ['Licensing', 'AAAAA-AAAAB']) see(await s.command(ben, s.private(ben), 'link', wrong));
    const first = await codeOf();
    see(await s.command(asha, one, 'link', first));
    see(await s.command(ben, s.private(ben), 'link', first));
    await s.settle();
    look();
    see(await s.press(ben, s.private(ben), 'people.decline', await linked()));
    see(await s.press(ben, s.private(ben), 'people.decline', crypto.randomUUID()));
    await s.settle();
    look();
    see(await s.command(ben, s.private(ben), 'link', await codeOf()));
    await s.settle();
    see(await s.press(asha, one, 'people.join', await linked()));
    see(await s.command(ben, s.private(ben), 'link', await codeOf()));
    await submit('people.profile', { askMe: typed('11'), languages: '12' });
    await submit('people.profile', { askMe: '1'.repeat(501) });
    see(await s.command(ben, s.private(ben), 'preferences'));
    const chosen = { days: ['1', '2'], evenDays: ['3'], quiet: '18:00-08:00', pause: '2099-12-24', shown: 'brief' };
    const { id: place } = await s.prisma.identity.findFirstOrThrow({ where: { ref: ben.ref.id } });
    await submit('people.preferences', { ...chosen, place });
    await submit('people.preferences', { quiet: '?', pause: '?', zone: '?' });
    await s.bring(s.event(ben, s.private(ben), { kind: 'home' }));
    await s.settle();
    look();
    await submit('people.preferences', {});
    see(await s.command(ben, s.private(ben), 'unlink'));
    const { id: joining } = await s.prisma.joining.findFirstOrThrow();
    for (let time = 0; time < 2; time += 1) see(await s.press(ben, s.private(ben), 'people.part', joining));
    see(await s.press(ben, s.private(ben), 'people.part', ''));
    await s.settle();
  };

  for (const name of s.tables.commands.keys()) {
    for (const place of [slackChannel, s.private(ben)]) {
      see(await s.command(ben, place, name));
      see(await s.command(ben, place, name, 'Licensing'));
    }
    if (name !== 'unbind') see(await s.command(fay, teamsChannel, name));
  }
  see(await s.command(ben, s.private(ben), 'no-such-command'));
  see(await s.press(ben, s.private(ben), 'no-such-button', ''));
  await accounts();
  await submit('communities.create', {});
  await submit('communities.create', { name: 'Allotments', purpose: 'Growing things together' });
  await submit('communities.create', { name: 'Bees', purpose: 'Keeping bees on roofs' });
  see(await s.command(ben, s.private(ben), 'calendar'));
  const { id: allotments } = await s.prisma.community.findFirstOrThrow({ where: { name: 'Allotments' } });
  see(await s.press(ben, s.private(ben), 'calendars.open', allotments));
  const values: readonly Record<string, string>[] = [{}, { zone: 'Europe/London', holidays: 'scotland' }];
  for (const chosen of values)
    see(await s.submit(ben, s.private(ben), 'calendars.change', allotments, chosen), 'calendars.change');
  await submit('questions.ask', {});
  await submit('questions.ask', { community, text: typed('1 ?') });
  see((await s.say(asha, s.private(asha), typed('2 ?'))).reply);
  see((await s.say(asha, s.private(asha), '')).reply);
  await s.say(asha, teamsChannel, typed('3 ?'), { addressed: true });
  await s.settle();
  const root = s.slack.posted.find((one) => one.card.summary.includes('3 ?'));
  if (!root) throw new Error('the question was not posted');
  const question = buttonsOf(root.card).find((button) => button.action === 'questions.answer')?.value ?? '';
  const file = { name: '4.5', type: 'x', bytes: 2_500_000, link: 'https://files.example/4' };
  const files = [file, { ...file, bytes: 900 }];
  await s.away(10 * 60_000);
  await s.settle();
  await s.say(ben, slackChannel, typed('6'), { thread: root.ref, said: { files } });
  await s.settle();
  look();
  for (const action of ['answer', 'choose', 'start', 'withdraw', 'unaccept'])
    see(await s.press(ben, slackChannel, `questions.${action}`, question));
  const choose = see(await s.press(fay, teamsChannel, 'questions.choose', question));
  if (choose?.kind === 'ask' && choose.form.fields[0]?.field === 'choice') {
    const reply = choose.form.fields[0].options[0]?.value ?? '';
    see(await s.submit(fay, teamsChannel, 'questions.choose', question, { reply }));
  }
  await s.settle();
  s.clock.pass(1_000);
  see(await s.bring(s.event(ben, slackChannel, { kind: 'search', of: 'questions', query: '3', by: 'compose' })));
  await everyFind();
  await beforeAsking();
  await tooMuch();
  see(await s.bring(s.event(ben, s.private(ben), { kind: 'home' })));
  see(await s.bring(s.event(fay, teamsChannel, { kind: 'place', change: 'hears', hears: 'mentions' })));
  const there = { ...s.channel('teams', 'shared', 'Licensing'), workspace: fay.workspace };
  const begins = { from: `${teamsChannel.ref.id}/`, to: `${there.ref.id}/` };
  const moved = { kind: 'place', change: 'moved', to: there.ref, ids: begins, keys: begins } as const;
  see(await s.bring(s.event(fay, teamsChannel, moved)));
  see(await s.command(fay, there, 'unbind'));
  see(await s.command(fay, there, 'bind', 'Licensing'));
  see(await s.bring(s.event(fay, there, { kind: 'place', change: 'gone' })));
  await everyDigest(told, { see, look }, typed);
  await everyMember(told, see, typed);
  await everyAlarm(s, how.words?.('en-GB', 'Europe/London'));
  await everyLeading(told, see);
  await everyStanding(told, { see, look }, typed);
  await everyPass(told, { see, look }, typed);
  await everyLibrary(told, see, typed);
  await everyLife(told, { see, look });
  await s.settle();
  // What a facilitator is told after today’s message comes with tomorrow’s.
  s.clock.pass(24 * 3_600_000);
  await s.settle();
  look();
  return { stage: s, cards, homes, forms, refusals, results };
}
