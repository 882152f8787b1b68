/** Voting in a review: where there are many topics, secret, changeable, and with nothing left by which it could be found whose votes they were. */
import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addressOf, everyRow } from '../../../prisma/testing/rows.ts';
import type { Actor } from '../../testing/stage.ts';
import { buttonsOf, wordsOf } from '../../testing/words-of.ts';
import { createWords } from '../../words/catalogue.ts';
import { carried, type Sensing, sensing, wordsIn } from '../testing/sense.ts';
import { budgetFor } from './ballot.ts';
import { leading } from './panel.ts';

/** A review with so many topics of a point each. */
async function ranked(
  topics: number,
  how: Parameters<typeof sensing>[0] = {},
): Promise<Sensing & { topics: string[] }> {
  const written = Array.from({ length: topics }, (_, at) => ['harder', `Trouble${at} alone`] as const);
  const all = await sensing({ written, ...how });
  const by = how.isSelfLed ? all.asha : all.tom;
  const ids: string[] = [];
  for (const [at, point] of all.points.entries()) ids.push(await all.group(by, [point], `Topic ${at}`));
  return { ...all, topics: ids };
}

const vote = (all: Sensing, who: Actor, one: readonly string[], two: readonly string[] = []) =>
  all.submit(who, 'sessions.vote', all.session, { one: [...one], two: [...two] });

test('is not offered of six topics, and of seven by whoever leads alone', async () => {
  const all = await ranked(6);
  const { tom, asha, priya, session, words, group, s, run, record } = all;
  expect(await words(tom, 'sessions.votes-open', session)).toContain(
    'There are 6 topics: up to 6 can all be talked about',
  );
  const more = crypto.randomUUID();
  const data = { id: more, sessionId: session, round: 1, question: 'harder', text: 'One more', status: 'revealed' };
  await s.prisma.contribution.create({ data: { ...data, place: 99, day: '2026-12-01' } });
  await group(tom, [more], 'The seventh');
  expect(await words(priya, 'sessions.votes-open', session)).toContain('Only whoever leads');
  expect(await words(asha, 'sessions.votes-open', session)).toContain('Voting is open, with 3 votes for each.');
  expect(await words(tom, 'sessions.votes-open', session)).toContain('open already');
  const shown = await run(async (w) => leading(w, createWords()('en-GB', 'UTC'), await record()));
  expect(buttonsOf({ summary: '', blocks: shown }).map(({ action }) => action)).toContain('sessions.votes-close');
});

test('is open in every channel, shows no totals until it is closed, and then all of them', async () => {
  const all = await ranked(7);
  const { s, tom, priya, asha, session, words, topics, shownIn, channel, theirs } = all;
  await words(tom, 'sessions.votes-open', session);
  await s.settle();
  for (const place of [channel, theirs])
    expect(shownIn(place).join('\n')).toContain('There are 7 topics. Each of you has 3 votes, up to 2 for one topic.');
  const [a = '', b = ''] = topics;
  await vote(all, priya, [a, b], [a]);
  await vote(all, asha, [a]);
  await s.settle();
  expect(shownIn(channel).join('\n')).not.toContain('Topic 0: ');
  expect(await words(priya, 'sessions.topics', session)).not.toContain('vote');
  await words(tom, 'sessions.votes-close', session);
  await s.settle();
  for (const place of [channel, theirs]) {
    const shown = shownIn(place).join('\n');
    expect(shown).toContain('Topic 0: 3 votes');
    expect(shown).toContain('Topic 1: 1 vote');
    expect(shown).toContain('Topic 6: no votes');
  }
  const kept = await s.prisma.topic.findMany({ where: { sessionId: session }, orderBy: { place: 'asc' } });
  // Those without votes are not dropped, and come in the coverage round.
  expect(kept.map(({ votes, priority, state }) => [votes, priority, state])).toEqual([
    [3, true, 'accepted'],
    [1, true, 'accepted'],
    ...Array.from({ length: 5 }, () => [0, false, 'accepted']),
  ]);
});

test('where nobody votes, all are talked about first as before', async () => {
  const all = await ranked(7);
  await all.words(all.tom, 'sessions.votes-open', all.session);
  await all.words(all.tom, 'sessions.votes-close', all.session);
  expect(await all.s.prisma.topic.count({ where: { priority: true } })).toBe(7);
});

test('what somebody chose is in their form alone, and is changed as often as they like', async () => {
  const all = await ranked(7);
  const { priya, tom, press, session, topics, words, s } = all;
  const [a = '', b = ''] = topics;
  await words(tom, 'sessions.votes-open', session);
  const said = wordsIn(await vote(all, priya, [a, b], [b]));
  expect(said).toContain('You can change them until voting is closed.');
  // Nothing of it is said back in a message.
  expect(said).not.toContain('Topic');
  const form = await press(priya, 'sessions.vote', session);
  if (form?.kind !== 'ask') throw new Error(wordsIn(form));
  expect(form.form.fields.map((field) => field.field === 'choices' && field.value)).toEqual(
    [[a, b].sort(), [b]].map((ids) => expect.arrayContaining(ids)),
  );
  await vote(all, priya, [a]);
  expect((await s.prisma.topicVote.findMany()).map(({ topicId, count }) => [topicId, count])).toEqual([[a, 1]]);
  await vote(all, priya, []);
  expect(await s.prisma.topicVote.count()).toBe(0);
});

test('whatever is sent, nobody ever has more than their budget or more than two for one topic', async () => {
  const all = await ranked(9);
  const { priya, asha, tom, topics, words, session, s } = all;
  await words(tom, 'sessions.votes-open', session);
  const some = fc.subarray([...topics, crypto.randomUUID()]);
  let taken = 0;
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(priya, asha), some, some, async (who, one, two) => {
      const reply = await vote(all, who, one, two);
      if (reply?.kind === 'tell') taken += 1;
      const marks = await s.prisma.topicVote.groupBy({ by: ['mark'], _sum: { count: true }, _max: { count: true } });
      expect(marks.length).toBeLessThanOrEqual(2);
      for (const { _sum, _max } of marks) {
        expect(_sum.count).toBeLessThanOrEqual(budgetFor(9));
        expect(_max.count).toBeLessThanOrEqual(2);
      }
    }),
    { numRuns: 40 },
  );
  expect(taken).toBeGreaterThan(0);
});

test('while it is open the topics stay as they are, and nobody deals one', async () => {
  const all = await ranked(7);
  const { tom, priya, session, words, topics, submit, points } = all;
  await words(tom, 'sessions.votes-open', session);
  const refused = 'The topics stay as they are while people vote.';
  expect(await words(priya, 'sessions.topic-dismiss', topics[0] ?? '')).toContain(refused);
  expect(await words(tom, 'sessions.topic-deal', `${session}/-`)).toContain(refused);
  const sent = { points: [points[0] ?? ''], into: 'alone' };
  expect(wordsIn(await submit(priya, 'sessions.topic-group', `${session}/-/0/-`, sent))).toContain(refused);
});

test('once it is closed, no row of any table says who voted for what, and the key is gone', async () => {
  const all = await ranked(7);
  const { tom, priya, asha, session, words, topics, s, personOf } = all;
  const [a = '', b = ''] = topics;
  await words(tom, 'sessions.votes-open', session);
  await vote(all, priya, [a], [a]);
  await vote(all, asha, [b]);
  const marks = await s.prisma.topicVote.findMany();
  expect(marks.length).toBe(2);
  const known = [await personOf(priya), await personOf(asha)];
  // Nor while it is open, without the key: a mark is no plain digest of whose it is.
  for (const { mark } of marks)
    for (const person of known)
      expect(Buffer.from(mark).equals(createHmac('sha256', '').update(`vote/${person}`).digest())).toBe(false);
  await words(tom, 'sessions.votes-close', session);
  const tables = await s.prisma.$queryRaw<{ table_name: string }[]>`
    SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`;
  expect(tables.length).toBeGreaterThan(50);
  for (const { table_name: table } of tables) {
    const rows = await s.prisma.$queryRawUnsafe<{ row: string }[]>(`SELECT t::text AS row FROM "${table}" t`);
    for (const { row } of rows) {
      for (const { mark } of marks) expect(row).not.toContain(Buffer.from(mark).toString('hex'));
      const named = [...known, priya.ref.id, asha.ref.id].some((id) => row.includes(id));
      // Whoever grouped a topic is named with it; they are others here.
      if (named) for (const topic of [a, b]) expect(row, table).not.toContain(topic);
    }
  }
  expect(await s.prisma.topicVote.count()).toBe(0);
  expect(await s.prisma.sessionKey.count()).toBe(0);
  expect(wordsIn(await vote(all, priya, [b]))).toContain('Voting is not open now.');
});

test('of the keys of others, none is lost when one is destroyed', async () => {
  const all = await ranked(7);
  const other = { sessionId: crypto.randomUUID(), what: 'round:1', key: new Uint8Array([1, 2, 3]) };
  await all.s.prisma.sessionKey.create({ data: other });
  await all.words(all.tom, 'sessions.votes-open', all.session);
  await all.words(all.tom, 'sessions.votes-close', all.session);
  expect(await all.s.prisma.sessionKey.findMany()).toEqual([other]);
});

test('a key that was lost, as with a crash of the database, begins it anew for all, by a press of anybody, and says so', async () => {
  const all = await ranked(7);
  const { s, tom, priya, asha, dev, session, words, topics, shownIn, channel } = all;
  const [a = '', b = ''] = topics;
  await words(tom, 'sessions.votes-open', session);
  await vote(all, priya, [a]);
  const crash = () => s.prisma.$executeRaw`TRUNCATE session_key`;
  await crash();
  const lost = 'What the votes were kept under was lost on our side';
  // Whoever votes, or opens the form, hears of it: nothing is kept, and nothing can be owed to others there.
  expect(wordsIn(await vote(all, asha, [b]))).toContain(lost);
  const opened = await all.card(priya, 'sessions.vote', session);
  expect(wordsOf(opened)).toContain(lost);
  expect(await s.prisma.topicVote.count()).toBe(1);
  expect(await words(dev, 'sessions.votes-anew', session)).toContain('Only those who take part');
  expect(await words(priya, 'sessions.votes-anew', carried(opened, 'sessions.votes-anew'))).toContain('begun anew');
  expect(await words(asha, 'sessions.votes-anew', session)).toContain('open already');
  await s.settle();
  expect(shownIn(channel).join('\n')).toContain('Voting has begun anew');
  expect(await s.prisma.topicVote.count()).toBe(0);
  // The same where whoever closes it sees it first.
  await crash();
  expect(await words(tom, 'sessions.votes-close', session)).toContain('begun anew');
  await vote(all, priya, [b], [b]);
  await words(tom, 'sessions.votes-close', session);
  expect(await s.prisma.topic.findUnique({ where: { id: b } })).toMatchObject({ votes: 2 });
});

test('a vote writes marks and a claim, and nothing else anywhere', async () => {
  const all = await ranked(7);
  const { s, tom, priya, session, words, topics } = all;
  await words(tom, 'sessions.votes-open', session);
  await s.settle();
  await all.press(priya, 'sessions.vote', session);
  const url = await addressOf(s.prisma);
  const before = await everyRow(url, { versions: true });
  const lines = s.lines.length;
  await vote(all, priya, [topics[0] ?? '']);
  const after = await everyRow(url, { versions: true });
  const changed = Object.keys(after).filter((table) => JSON.stringify(after[table]) !== JSON.stringify(before[table]));
  expect(changed).toEqual(['public.private_claim', 'public.topic_vote']);
  expect(s.lines.length).toBe(lines);
});

test('who comes late has as many votes as everybody else while it is open, and who was taken out has none', async () => {
  const all = await ranked(7);
  const { s, tom, priya, other, session, words, topics, personOf } = all;
  const [a = '', b = '', c = ''] = topics;
  await words(tom, 'sessions.votes-open', session);
  expect(await words(other, 'sessions.vote', session)).toContain('for those who take part');
  const late = { sessionId: session, personId: await personOf(other), role: 'participant', since: s.clock.now() };
  await s.prisma.sessionPerson.create({ data: late });
  expect(wordsIn(await vote(all, other, [a, b, c]))).toContain('Your votes are in');
  await vote(all, priya, [a]);
  await s.prisma.sessionPerson.deleteMany({ where: { personId: await personOf(priya) } });
  await words(tom, 'sessions.votes-close', session);
  expect(await s.prisma.topic.findUnique({ where: { id: a } })).toMatchObject({ votes: 1 });
});

test('in one that nobody leads, whoever takes part opens and closes it', async () => {
  const all = await ranked(7, { isSelfLed: true });
  const [, , someone] = all.people;
  if (!someone) throw new Error('nobody');
  expect(await all.words(someone, 'sessions.votes-open', all.session)).toContain('Voting is open');
  expect(await all.words(all.dev, 'sessions.votes-close', all.session)).toContain('Only those who take part');
  expect(await all.words(someone, 'sessions.votes-close', all.session)).toContain('Voting is closed');
});

test('a review that is cancelled, or opened to be written in again, closes it, and the key goes', async () => {
  const all = await ranked(7);
  const { s, tom, priya, session, words, topics, act } = all;
  await words(tom, 'sessions.votes-open', session);
  await vote(all, priya, [topics[0] ?? '']);
  // It waits while the review is paused.
  await act({ event: 'pause', reason: 'The hall is closed', holds: false });
  expect(await s.prisma.sessionKey.count({ where: { what: 'votes' } })).toBe(1);
  expect(wordsIn(await vote(all, priya, []))).toContain('not open now');
  expect(await words(priya, 'sessions.topic-name', topics[0] ?? '')).toContain('This review is paused.');
  await act({ event: 'resume' });
  await act({ event: 'cancel', reason: 'The count is repeated' });
  expect(await s.prisma.sessionKey.count({ where: { what: 'votes' } })).toBe(0);
  expect(await s.prisma.topicVote.count()).toBe(0);
});
