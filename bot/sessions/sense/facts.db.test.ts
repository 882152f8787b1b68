/** Facts in a review: agreed, shown, disputed and taken back, with voices counted and never named. */
import { expect, test } from 'vitest';
import { buttonsOf, wordsOf } from '../../testing/words-of.ts';
import { carried, type Sensing, sensing, wordsIn } from '../testing/sense.ts';

const factOf = async ({ s, session }: Sensing, statement: string) =>
  s.prisma.sessionFact.findFirstOrThrow({ where: { sessionId: session, statement } });
const BOXES = 'The first ballot boxes arrived';

test('stand apart, beside what was expected, with how far they are agreed in words', async () => {
  const all = await sensing();
  const said = await all.words(all.priya, 'sessions.facts', all.session);
  expect(said).toContain('0 agreed, 0 disputed, 2 to check');
  expect(said).toContain('What was expected:');
  expect(said).toContain('The declaration by two in the morning');
  expect(said).toContain('22:40: The first ballot boxes arrived');
  expect(said).toContain('to check · 0 agree, 0 dispute');
});

test('are agreed by two, and whoever presses sees it at once; what was put in counts as seen', async () => {
  const all = await sensing();
  const { priya, asha, press, s } = all;
  const { id, contributionId } = await factOf(all, BOXES);
  const first = await press(priya, 'sessions.fact-voice', `${id}/agree/0`);
  expect(first?.kind).toBe('replace');
  expect(wordsIn(first)).toContain('to check · 1 agrees, 0 dispute');
  // Once more is no second voice.
  expect(wordsIn(await press(priya, 'sessions.fact-voice', `${id}/agree/0`))).toContain('1 agrees');
  expect(wordsIn(await press(asha, 'sessions.fact-voice', `${id}/agree/0`))).toContain('agreed · 2 agree, 0 dispute');
  expect(await s.prisma.contribution.findUnique({ where: { id: contributionId ?? '' } })).toMatchObject({
    covered: true,
  });
});

test('are disputed by one with a reason, which all read and nobody by name; and stay so until that one takes it back', async () => {
  const all = await sensing();
  const { priya, asha, tom, people, press, submit, words, card } = all;
  const { id } = await factOf(all, BOXES);
  for (const who of [priya, asha]) await press(who, 'sessions.fact-voice', `${id}/agree/0`);
  const [, , someone = priya] = people;
  expect((await press(someone, 'sessions.fact-dispute', id))?.kind).toBe('ask');
  expect(wordsIn(await submit(someone, 'sessions.fact-dispute', id, { reason: ' ' }))).toContain('Please say what');
  const sent = await submit(someone, 'sessions.fact-dispute', id, { reason: 'They came at 22:55.' });
  expect(wordsIn(sent)).toContain('disputed');
  const seen = await words(priya, 'sessions.facts', all.session);
  expect(seen).toContain('disputed · 2 agree, 1 disputes');
  expect(seen).toContain('Disputed: They came at 22:55.');
  expect(seen).not.toContain(someone.name);
  // Whoever leads cannot settle it over their head, and has no button for it.
  expect(buttonsOf(await card(tom, 'sessions.facts', all.session)).map(({ label }) => label)).not.toContain(
    'Record 2 as agreed in the talk',
  );
  expect(await words(tom, 'sessions.fact-voice', `${id}/recorded/0`)).toContain('Only they can take that back');
  expect(await words(priya, 'sessions.fact-voice', `${id}/back/0`)).toContain('disputed · 1 agrees, 1 disputes');
  expect(await words(someone, 'sessions.fact-voice', `${id}/back/0`)).toContain('to check · 1 agrees, 0 dispute');
});

test('are agreed once whoever leads writes down that it was agreed in the talk, and nobody else can', async () => {
  const all = await sensing();
  const { priya, tom, words, submit } = all;
  const { id } = await factOf(all, BOXES);
  expect(await words(priya, 'sessions.fact-voice', `${id}/recorded/0`)).toContain('Only whoever leads');
  expect(await words(tom, 'sessions.fact-voice', `${id}/recorded/0`)).toContain('agreed · 1 agrees');
  await submit(priya, 'sessions.fact-dispute', id, { reason: 'Not so.' });
  expect(await words(tom, 'sessions.facts', all.session)).toContain('disputed · 1 agrees, 1 disputes');
});

test('get more that shows them, each once, and new ones are proposed by a form under no name', async () => {
  const all = await sensing();
  const { priya, submit, words, s } = all;
  const { id } = await factOf(all, BOXES);
  const address = 'https://files.example/log.pdf';
  for (let twice = 0; twice < 2; twice += 1) await submit(priya, 'sessions.fact-evidence', id, { evidence: address });
  expect((await factOf(all, BOXES)).evidence).toEqual([address]);
  const values = { when: '23:15', statement: 'The power failed for five minutes', evidence: '' };
  expect(wordsIn(await submit(priya, 'sessions.fact-add', all.session, values))).toContain('Added');
  const seen = await words(priya, 'sessions.facts', all.session);
  expect(seen).toContain('3. 23:15: The power failed for five minutes');
  expect(seen).toContain(`Shown by: ${address}`);
  expect(await s.prisma.sessionFact.count()).toBe(3);
  expect(wordsIn(await submit(priya, 'sessions.fact-add', all.session, { statement: '' }))).toContain('Please write');
  expect(wordsIn(await submit(priya, 'sessions.fact-add', all.session, { statement: 'x'.repeat(1_001) }))).toContain(
    'at most 1000',
  );
});

test('are paged, and none is cut', async () => {
  const written = Array.from(
    { length: 12 },
    (_, at) => ['happened', `Thing ${at}. ${'It went on. '.repeat(60)}`] as const,
  );
  const all = await sensing({ written });
  const seen: string[] = [];
  let value: string | null = all.session;
  while (value !== null) {
    const page = await all.card(all.priya, 'sessions.facts', value);
    const said = wordsOf(page);
    expect(said).not.toContain('…');
    seen.push(...(said.match(/Thing \d+/g) ?? []));
    const next = buttonsOf(page).find(({ label }) => label.startsWith('More facts'));
    value = next?.value ?? null;
  }
  expect(seen).toEqual(written.map((_, at) => `Thing ${at}`));
});

test('that came from what was held or withdrawn since are not shown, and those of one who left stay', async () => {
  const all = await sensing();
  const { s, priya, words, press } = all;
  const { id, contributionId } = await factOf(all, BOXES);
  await press(priya, 'sessions.fact-voice', `${id}/agree/0`);
  await s.prisma.contribution.update({ where: { id: contributionId ?? '' }, data: { status: 'withdrawn' } });
  expect(await words(priya, 'sessions.facts', all.session)).not.toContain(BOXES);
  expect(await words(priya, 'sessions.fact-voice', `${id}/agree/0`)).toContain('not there any more');
});

test('are agreed and disputed while lessons are agreed, and no more once the draft is checked', async () => {
  const all = await sensing();
  const { s, session, priya, words, card } = all;
  const { id } = await factOf(all, BOXES);
  await s.prisma.session.update({ where: { id: session }, data: { state: 'agreeing' } });
  expect(await words(priya, 'sessions.fact-voice', `${id}/agree/0`)).toContain('1 agrees');
  await s.prisma.session.update({ where: { id: session }, data: { state: 'checking' } });
  expect(await words(priya, 'sessions.fact-voice', `${id}/agree/0`)).toContain('objected to in the draft');
  expect(buttonsOf(await card(priya, 'sessions.facts', session)).map(({ action }) => action)).not.toContain(
    'sessions.fact-voice',
  );
});

test('whoever only watches reads them, and has nothing to press', async () => {
  const all = await sensing();
  const page = await all.card(all.dev, 'sessions.facts', all.session);
  expect(wordsOf(page)).toContain(BOXES);
  expect(buttonsOf(page).map(({ action }) => action)).toEqual(['sessions.sense-points']);
  const { id } = await factOf(all, BOXES);
  expect(await all.words(all.dev, 'sessions.fact-voice', `${id}/agree/0`)).toContain('Only those who take part');
  expect(carried(page, 'sessions.sense-points')).toBe(`${all.session}/expected`);
});
