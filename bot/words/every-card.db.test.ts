/** Every card and form that the bot can show, in the pretended language: whatever stays plain English is not from the catalogue. */
import { expect, test } from 'vitest';
import type { Reply } from '../core/reply.ts';
import { story } from '../testing/story.ts';
import { buttonsOf, stringsOf, stringsOfForm } from '../testing/words-of.ts';
import { createWords } from './catalogue.ts';
import { pseudo } from './pseudo.ts';

/** What people and organisations are called, and what they wrote: never translated. */
const THEIRS = [
  'Licensing officers help each other',
  'Growing things together',
  'no-such-command',
  'Brackenford Council',
  'Ashcombe Council',
  'Asha Verma',
  'Ben Carter',
  'Fay Olsen',
  'Allotments',
  'Licensing',
  'licensing',
];
/** Commands are typed as they are in every language. */
const TYPED =
  /\/guild [a-z-]+|\b(ask|bind|unbind|code|create|join|leave|communities|questions|home|help)\b|[A-Z2-9]{5}-[A-Z2-9]{5}/g;

const english = (text: string): string[] => {
  const left = THEIRS.reduce((rest, theirs) => rest.replaceAll(theirs, ''), text).replace(TYPED, '');
  return left.match(/[A-Za-z]{3,}/g) ?? [];
};

test('nothing that the bot says is outside the catalogue', async () => {
  const { s, asha, ben, fay, teamsChannel, slackChannel, community } = await story({ words: createWords({}, pseudo) });
  const seen: string[] = [];
  const see = (reply: Reply | null): Reply | null => {
    if (reply?.kind === 'tell' || reply?.kind === 'replace') seen.push(...stringsOf(reply.card));
    if (reply?.kind === 'ask') seen.push(...stringsOfForm(reply.form));
    if (reply?.kind === 'invalid') seen.push(...Object.values(reply.problems));
    if (reply?.kind === 'results')
      for (const result of reply.results) seen.push(...(result.card ? stringsOf(result.card) : []));
    return reply;
  };
  const commands = [...s.tables.commands.keys()];
  for (const name of commands) {
    for (const place of [slackChannel, s.private(ben)]) {
      see(await s.command(ben, place, name));
      see(await s.command(ben, place, name, 'Licensing'));
    }
    if (name !== 'unbind') see(await s.command(fay, teamsChannel, name));
  }
  see(await s.command(ben, s.private(ben), 'no-such-command'));
  see(await s.press(ben, s.private(ben), 'no-such-button', ''));
  see(await s.submit(ben, slackChannel, 'communities.create', '', {}));
  see(
    await s.submit(ben, slackChannel, 'communities.create', '', {
      name: 'Allotments',
      purpose: 'Growing things together',
    }),
  );
  see(await s.submit(ben, slackChannel, 'questions.ask', '', {}));
  see(await s.submit(ben, slackChannel, 'questions.ask', '', { community, text: '1 ?' }));
  see((await s.say(asha, s.private(asha), '2 ?')).reply);
  see((await s.say(asha, s.private(asha), '')).reply);
  const asked = await s.say(asha, teamsChannel, '3 ?', { addressed: true });
  await s.settle();
  const root = s.slack.posted.find((one) => one.card.summary.includes('3 ?'));
  if (!root) throw new Error('a card');
  const question = buttonsOf(root.card).find((button) => button.action === 'questions.answer')?.value ?? '';
  const file = { name: '4.5', type: 'x', bytes: 2_500_000, link: 'https://files.example/4' };
  await s.say(ben, slackChannel, '6', { thread: root.ref, said: { files: [file, { ...file, bytes: 900 }] } });
  await s.settle();
  for (const chat of [s.slack, s.teams]) for (const one of chat.posted) seen.push(...stringsOf(one.card));
  for (const action of [
    'questions.answer',
    'questions.choose',
    'questions.start',
    'questions.withdraw',
    'questions.unaccept',
  ]) {
    see(await s.press(ben, slackChannel, action, question));
  }
  const choose = see(await s.press(fay, teamsChannel, 'questions.choose', question));
  if (choose?.kind === 'ask' && choose.form.fields[0]?.field === 'choice') {
    see(
      await s.submit(fay, teamsChannel, 'questions.choose', question, {
        reply: choose.form.fields[0].options[0]?.value ?? '',
      }),
    );
  }
  await s.settle();
  see(await s.bring(s.event(ben, slackChannel, { kind: 'search', of: 'questions', query: '3', by: 'compose' })));
  see(await s.bring(s.event(ben, s.private(ben), { kind: 'home' })));
  see(await s.bring(s.event(fay, teamsChannel, { kind: 'place', change: 'hears', hears: 'mentions' })));
  see(await s.command(fay, teamsChannel, 'unbind'));
  see(await s.command(fay, teamsChannel, 'bind', 'Licensing'));
  see(await s.bring(s.event(fay, teamsChannel, { kind: 'place', change: 'gone' })));
  await s.settle();
  for (const chat of [s.slack, s.teams]) {
    for (const one of chat.posted) seen.push(...stringsOf(one.card));
    for (const card of chat.homes.values()) seen.push(...stringsOf(card));
  }
  expect(asked.message.key).toBeTruthy();
  expect(seen.length).toBeGreaterThan(200);
  expect([...new Set(seen.flatMap(english))]).toEqual([]);
});

test('an English sentence among them would be found', () => {
  expect(english('Press the button')).toEqual(['Press', 'the', 'button']);
  expect(english(pseudo('Press the button'))).toEqual([]);
});
