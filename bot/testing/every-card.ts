/** Every card, form, refusal and list of results that the bot can show, collected by walking a story through all its commands and buttons. */
import type { Card, Form } from '../core/card.ts';
import { refKey } from '../core/ref.ts';
import type { Reply, Result } from '../core/reply.ts';
import type { Translate } from '../core/translate.ts';
import { everyAlarm } from './every-alarm.ts';
import { everyMember } from './every-member.ts';
import { story } from './story.ts';
import { buttonsOf } from './words-of.ts';

export interface EveryCard {
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

  /** More than one person may do, and more than a channel takes for a while. */
  const tooMuch = async (): Promise<void> => {
    for (let search = 0; search < 3; search += 1) see(await s.command(ben, s.private(ben), 'communities', 'Licensing'));
    const lane = refKey(teamsChannel.ref);
    await s.prisma.lane.update({
      where: { id: lane },
      data: { heldUntil: new Date(s.clock.now().getTime() + 400_000) },
    });
    for (let asked = 0; asked < 11; asked += 1) await submit('questions.ask', { community, text: typed('7 ?') });
    await s.settle();
    see((await s.say(ben, slackChannel, typed('8 ?'), { addressed: true })).reply);
    s.clock.pass(301_000);
    await s.backlog.tell();
    await s.settle();
    s.clock.pass(100_000);
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
  await submit('communities.create', {});
  await submit('communities.create', { name: 'Allotments', purpose: 'Growing things together' });
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
  await everyMember(told, see, typed);
  await everyAlarm(s, how.words?.('en-GB', 'Europe/London'));
  await s.settle();
  look();
  return { cards, homes, forms, refusals, results };
}
