/** Cases at the edge, by the names that they have in the methods' table, as far as they touch making sense. */
import { expect, test } from 'vitest';
import { buttonsOf, wordsOf } from '../../testing/words-of.ts';
import { scene } from '../testing/scene.ts';
import { sensing, wordsIn } from '../testing/sense.ts';
import { takeUp } from './index.ts';

test('late joiner, after reveal: catches up in two minutes, and may comment, add facts and group', async () => {
  const all = await sensing();
  const { s, session, other, tom, priya, personOf, words, submit, press, topic } = all;
  await press(priya, 'sessions.topic-accept-all', session);
  await words(tom, 'sessions.topic-deal', `${session}/-`);
  const late = { sessionId: session, personId: await personOf(other), role: 'participant', since: s.clock.now() };
  await s.prisma.sessionPerson.create({ data: late });
  const card = await all.card(other, 'sessions.catch-up', session);
  const said = wordsOf(card);
  expect(said).toContain('9 points in 2 topics, 1 in none yet.');
  expect(said).toContain('Still open:\nTally, sheets\nBallot, boxes, north');
  expect(said).toContain('Talked about now: Ballot, boxes, north');
  expect(buttonsOf(card).map(({ action }) => action)).toEqual([
    'sessions.topic',
    'sessions.sense-points',
    'sessions.topics',
    'sessions.facts',
  ]);
  const { id } = await topic('Ballot, boxes, north');
  expect(wordsIn(await submit(other, 'sessions.topic-say', id, { text: 'I was at the depot.' }))).toContain(
    'Kept with',
  );
  expect(wordsIn(await submit(other, 'sessions.fact-add', session, { statement: 'The depot was shut' }))).toContain(
    'Added',
  );
});

test('participant leaves the organisation: what they said stays, under no name', async () => {
  const all = await sensing();
  const { s, session, priya, asha, tom, personOf, words, submit, press, topic, shownIn, channel } = all;
  await press(priya, 'sessions.topic-accept-all', session);
  await words(tom, 'sessions.topic-deal', `${session}/-`);
  const { id } = await topic('Ballot, boxes, north');
  await submit(priya, 'sessions.topic-say', id, { text: 'The list was old.' });
  await s.settle();
  expect(shownIn(channel).join('\n')).toContain('Priya Nair');
  const person = await personOf(priya);
  await s.prisma.person.update({ where: { id: person }, data: { leftAt: s.clock.now() } });
  await all.run((w) => w.fact({ fact: 'PersonLeft', person }));
  await s.settle();
  const shown = shownIn(channel).join('\n');
  expect(shown).not.toContain('Priya Nair');
  expect(shown).toContain('Former member');
  expect(shown).toContain('The list was old.');
  expect(await words(asha, 'sessions.topic-past', `${id}/0`)).toContain('Former member accepted');
});

test('a named review shows who wrote a point, to other organisations as they wish; one without names shows nobody', async () => {
  const named = await sensing({ named: true });
  const shown = await named.words(named.asha, 'sessions.sense-points', named.session);
  expect(shown).toContain('What was expected, by Priya Nair · beside the facts');
  const brief = { brief: true };
  const personId = await named.personOf(named.priya);
  await named.s.prisma.preference.upsert({
    where: { personId },
    create: { personId, updatedAt: named.s.clock.now(), ...brief },
    update: brief,
  });
  expect(await named.words(named.asha, 'sessions.sense-points', named.session)).toContain('by Priya ·');
  expect(await named.words(named.dev, 'sessions.sense-points', named.session)).toContain('by Priya Nair ·');
  const unnamed = await sensing();
  expect(await unnamed.words(unnamed.asha, 'sessions.sense-points', unnamed.session)).not.toMatch(/, by /);
});

test('advance while someone is writing: a form about a topic is taken for ten minutes, and grouping is not', async () => {
  const all = await sensing();
  const { s, session, priya, press, submit, topic, points } = all;
  await press(priya, 'sessions.topic-accept-all', session);
  const { id } = await topic('Ballot, boxes, north');
  await s.prisma.session.update({ where: { id: session }, data: { state: 'agreeing', since: s.clock.now() } });
  s.clock.pass(9 * 60_000);
  const reason = { statement: 'One van', category: 'tools' };
  expect(wordsIn(await submit(priya, 'sessions.topic-why', id, reason))).toContain('Added to');
  const sent = { points: [points[7] ?? ''], into: id };
  expect(wordsIn(await submit(priya, 'sessions.topic-group', `${session}/-/0/-`, sent))).toContain('locked');
  s.clock.pass(2 * 60_000);
  expect(wordsIn(await submit(priya, 'sessions.topic-why', id, reason))).toContain('locked');
});

test('ask again: what was done stays, what is new is suggested, and what was looked at is not suggested anew by itself', async () => {
  const all = await sensing();
  const { s, session, priya, press, words, topic, run, record } = all;
  const ballot = await topic('Ballot, boxes, north');
  await words(priya, 'sessions.topic-dismiss', ballot.id);
  await press(priya, 'sessions.topic-accept-all', session);
  const more = (text: string, place: number) => ({
    id: crypto.randomUUID(),
    sessionId: session,
    round: 2,
    question: 'again',
    text,
    status: 'revealed',
    place,
    day: '2026-12-03',
  });
  await s.prisma.contribution.createMany({
    data: [more('The lamps in the hall were off', 0), more('Too dark in the hall', 1)],
  });
  await run(async (w) => takeUp(w, await record()));
  expect((await s.prisma.topic.findMany({ where: { state: 'suggested' } })).map(({ title }) => title)).toEqual([
    'Dark, hall',
  ]);
  expect(await topic('Tally, sheets')).toMatchObject({ state: 'accepted' });
});

test('a hot debrief has facts and no topics, and its facts are checked with the draft', async () => {
  const { s, session, priya, run, record } = await scene({ method: 'hot_debrief' });
  const point = (question: string, text: string, place: number) => ({
    id: crypto.randomUUID(),
    sessionId: session,
    round: 1,
    question,
    text,
    status: 'revealed',
    place,
    day: '2026-12-01',
  });
  await s.prisma.contribution.createMany({
    data: [
      point('happened', 'It rained', 0),
      point('harder', 'Wet ballot boxes', 1),
      point('harder', 'Ballot boxes in the rain', 2),
    ],
  });
  await s.prisma.session.update({ where: { id: session }, data: { state: 'checking' } });
  await run(async (w) => takeUp(w, await record()));
  expect([await s.prisma.topic.count(), await s.prisma.sessionFact.count()]).toEqual([0, 1]);
  const fact = await s.prisma.sessionFact.findFirstOrThrow();
  const reply = await s.press(priya, s.private(priya), 'sessions.fact-voice', `${fact.id}/agree/0`);
  expect(wordsIn(reply)).toContain('1 agrees');
});

test('what was written is not shown before it is shown to all: nothing of it is in any list, for whoever asks', async () => {
  const all = await sensing();
  const { s, session, tom, priya, words } = all;
  await s.prisma.contribution.updateMany({ data: { status: 'screening' } });
  await s.prisma.sessionFact.deleteMany();
  for (const who of [tom, priya])
    for (const action of ['points', 'facts', 'catch-up']) {
      const said = await words(who, `sessions.${action}`, session);
      expect(said).not.toContain('dark');
      expect(said).not.toContain('The result was declared');
    }
});

test('a channel that is the community’s no more shows nothing further of it', async () => {
  const all = await sensing();
  const { s, session, priya, tom, press, words, theirs, shownIn, topic, submit } = all;
  await press(priya, 'sessions.topic-accept-all', session);
  await words(tom, 'sessions.topic-deal', `${session}/-`);
  await s.settle();
  expect(shownIn(theirs).join('\n')).toContain('Ballot');
  await s.prisma.channel.updateMany({ where: { ref: theirs.ref.id }, data: { goneAt: s.clock.now() } });
  await submit(priya, 'sessions.topic-say', (await topic('Ballot, boxes, north')).id, { text: 'For the others alone' });
  await s.settle();
  expect(shownIn(theirs).join('\n')).not.toContain('Ballot');
  expect(shownIn(theirs).join('\n')).not.toContain('For the others');
});

test('a form that is delivered twice has one effect', async () => {
  const all = await sensing();
  const { s, session, priya, points } = all;
  const values = { points: [points[7] ?? ''], into: 'new', title: 'Light' };
  const body = { kind: 'submission' as const, form: 'sessions.topic-group', context: `${session}/-/0/-`, values };
  const event = s.event(priya, s.private(priya), body, 'submission/twice');
  await s.bring(event);
  await s.bring(event);
  expect(await s.prisma.topic.count({ where: { title: 'Light' } })).toBe(1);
  expect(await s.prisma.groupingStep.count()).toBe(1);
});

test('reopened: topics are open again with what became of them, and what was done then can still be undone', async () => {
  const all = await sensing();
  const { s, session, priya, press, words, submit, topic, points, act } = all;
  await press(priya, 'sessions.topic-accept-all', session);
  await submit(priya, 'sessions.topic-group', `${session}/-/0/-`, { points: [points[7] ?? ''], into: 'alone' });
  await s.prisma.session.update({ where: { id: session }, data: { state: 'published', edition: 1 } });
  expect(await words(priya, 'sessions.topic-name', (await topic('Ballot, boxes, north')).id)).toContain('locked');
  await act({ event: 'reopen', reason: 'Something is missing' });
  expect(await press(priya, 'sessions.topic-name', (await topic('Ballot, boxes, north')).id)).toMatchObject({
    kind: 'ask',
  });
  const step = await s.prisma.groupingStep.findFirstOrThrow({ orderBy: { seq: 'desc' } });
  expect(await words(priya, 'sessions.topic-undo', step.id)).toContain('Undone: Priya Nair left 1 point on their own.');
});
