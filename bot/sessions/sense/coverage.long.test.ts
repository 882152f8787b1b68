/** The coverage round, and what keeps a review from going on: nothing that was put in is lost. */
import { expect, test } from 'vitest';
import { buttonsOf, wordsOf } from '../../testing/words-of.ts';
import { createWords } from '../../words/catalogue.ts';
import { carried, type Sensing, sensing, wordsIn } from '../testing/sense.ts';
import { leading, panel } from './panel.ts';
import { blocking, nextAsks } from './standing.ts';

const t = createWords()('en-GB', 'Europe/London');
const counts = (all: Sensing) => all.run((w) => w.sessions.sense.counts(all.session));
/** The newest card of the round in a channel. */
const round = ({ s }: Sensing) => {
  const card = s.teams.posted.findLast((one) => wordsOf(one.card).includes('Not talked about yet'))?.card;
  if (!card) throw new Error('no card of the round');
  return card;
};
async function conclude(all: Sensing, topic: string, outcome: string): Promise<void> {
  const form = await all.press(all.tom, 'sessions.topic-outcome', `${topic}/0`);
  if (form?.kind !== 'ask') throw new Error(wordsIn(form));
  await all.submit(all.tom, 'sessions.topic-outcome', form.form.context, { outcome, why: 'So it is.' });
}

test('begins after the topics that come first, and shows each point once, a few at a time, on cards that stay', async () => {
  const all = await sensing();
  const { s, tom, priya, session, words, topic, press } = all;
  await press(priya, 'sessions.topic-accept-all', session);
  expect(await words(priya, 'sessions.coverage', session)).toContain('Only whoever leads');
  expect(await words(tom, 'sessions.coverage', session)).toContain('2 topics that come first are still open');
  await conclude(all, (await topic('Ballot, boxes, north')).id, 'change');
  await conclude(all, (await topic('Tally, sheets')).id, 'keep');
  // Three and two were talked about in their topics; two facts, what was expected and two more points were not.
  expect(await counts(all)).toMatchObject({ points: 9, uncovered: 4 });
  expect(await words(tom, 'sessions.coverage', session)).toContain('The first 4 points are shown in every thread.');
  await s.settle();
  const first = round(all);
  expect(wordsOf(first)).toContain('5 of 9 points have been seen or talked about');
  expect(wordsOf(first)).toContain('It was too dark to read in the hall');
  expect(await words(priya, 'sessions.points-seen', carried(first, 'sessions.points-seen'))).toContain(
    'Only whoever leads',
  );
  expect(await words(tom, 'sessions.points-seen', carried(first, 'sessions.points-seen'))).toContain(
    'All points have been seen or talked about.',
  );
  // Two who lead press: the second is told.
  expect(await words(all.asha, 'sessions.points-seen', carried(first, 'sessions.points-seen'))).toContain(
    'already moved on',
  );
  await s.settle();
  expect(await counts(all)).toMatchObject({ uncovered: 0 });
  expect(wordsOf(round(all))).toContain('These have been seen.');
  expect(buttonsOf(round(all)).map(({ action }) => action)).toEqual(['sessions.topic-group', 'sessions.points-read']);
});

test('goes on by fives until every point was shown exactly once', async () => {
  const written = Array.from({ length: 23 }, (_, at) => ['next', `Word${at}word`] as const);
  const all = await sensing({ written });
  const { s, tom, session, words, press } = all;
  await words(tom, 'sessions.coverage', session);
  await s.settle();
  for (;;) {
    const seen = buttonsOf(round(all)).find(({ action }) => action === 'sessions.points-seen');
    if (!seen) break;
    await press(tom, 'sessions.points-seen', seen.value);
    await s.settle();
  }
  expect(await counts(all)).toMatchObject({ uncovered: 0 });
  for (const [chat, cards] of [
    ['teams', s.teams.posted],
    ['slack', s.slack.posted],
  ] as const) {
    const shown = cards.filter((one) => wordsOf(one.card).includes('Not talked about yet'));
    expect(shown.length, chat).toBe(5);
    const said = shown.map((one) => wordsOf(one.card)).join('\n');
    for (const [, text] of written) expect(said.split(text).length - 1, text).toBe(1);
  }
});

test('a point is talked about from there, or put into a topic', async () => {
  const all = await sensing();
  const { s, tom, priya, session, words, press, submit, points, topic } = all;
  await words(tom, 'sessions.coverage', session);
  await s.settle();
  const talk = buttonsOf(round(all)).filter(({ action }) => action === 'sessions.point-talk');
  expect(talk.length).toBe(5);
  expect(await words(priya, 'sessions.point-talk', points[7] ?? '')).toContain('Only whoever leads');
  expect(await words(tom, 'sessions.point-talk', points[7] ?? '')).toContain(
    '“It was too dark to read in the hall” is talked about now.',
  );
  expect(await topic('It was too dark to read in the hall')).toMatchObject({ state: 'accepted', priority: true });
  // Into a topic: the form has the points of the card.
  const group = carried(round(all), 'sessions.topic-group');
  expect(group.length).toBeLessThanOrEqual(255);
  const form = await press(priya, 'sessions.topic-group', group);
  if (form?.kind !== 'ask') throw new Error(wordsIn(form));
  const [field] = form.form.fields;
  const ids = field?.field === 'choices' ? field.options.map(({ value }) => value) : [];
  expect(ids.length).toBe(5);
  const into = (await topic('Tally, sheets')).id;
  expect(
    wordsIn(await submit(priya, 'sessions.topic-group', form.form.context, { points: [ids[0] ?? ''], into })),
  ).toContain('Done');
});

test('long points are read in full from the card, a page at a time', async () => {
  const written = Array.from(
    { length: 5 },
    (_, at) => ['next', `Begin${at} ${'and on '.repeat(280)}End${at}`] as const,
  );
  const all = await sensing({ written });
  await all.words(all.tom, 'sessions.coverage', all.session);
  await all.s.settle();
  let value: string | undefined = carried(round(all), 'sessions.points-read');
  let said = '';
  while (value !== undefined) {
    const page = await all.card(all.priya, 'sessions.points-read', value);
    said += wordsOf(page);
    value = buttonsOf(page)[0]?.value;
  }
  for (let at = 0; at < 5; at += 1) expect(said).toContain(`End${at}`);
});

test('what keeps it from going on is said in words, and each has its button', async () => {
  const all = await sensing();
  const { run, record, press, priya, tom, session, act, topic, points, submit } = all;
  const lead = async () => run(async (w) => leading(w, t, await record()));
  const said = async () => wordsOf({ summary: '', blocks: await lead() });
  const actions = async () => buttonsOf({ summary: '', blocks: await lead() }).map(({ action }) => action);
  expect(await said()).toContain('6 points are in no topic yet, and 2 suggestions are not decided.');
  expect(await said()).toContain('People wrote what went well.');
  expect(await actions()).toContain('sessions.topic-group');
  expect(await act({ event: 'next' })).toMatchObject({ kind: 'refused', guards: ['all-placed', 'all-discussed'] });
  await press(priya, 'sessions.topic-accept-all', session);
  await submit(priya, 'sessions.topic-group', `${session}/-/0/-`, { points: [points[7] ?? ''], into: 'alone' });
  expect(await act({ event: 'next' })).toMatchObject({ kind: 'refused', guards: ['all-discussed'] });
  expect(await said()).toContain('“Ballot, boxes, north” is to be talked about, or needs a reason why not.');
  expect(await actions()).toContain('sessions.topic-deal');
  await conclude(all, (await topic('Ballot, boxes, north')).id, 'change');
  // Strengths are required of the group where anybody wrote one.
  const tally = await topic('Tally, sheets');
  await press(tom, 'sessions.topic-first', `${tally.id}/no`);
  expect((await run((w) => blocking(w, session))).needsStrength).toBe(true);
  expect(await act({ event: 'next' })).toMatchObject({ kind: 'refused', guards: ['all-discussed'] });
  expect(await said()).toContain('People wrote what went well.');
  expect(await actions()).toContain('sessions.topic-first');
  await conclude(all, tally.id, 'keep');
  expect(await said()).toContain('Nothing keeps it from going on.');
  // Asked for once, and no more than that.
  expect(await run(async (w) => nextAsks(w, await record()))).toBe('review.sense.next-uncovered');
  expect(await act({ event: 'next' })).toMatchObject({ kind: 'moved', session: { state: 'agreeing' } });
  expect(await run(async (w) => nextAsks(w, await record()))).toBeNull();
});

test('nothing went wrong, or nothing went well: what to keep is asked for, and a reason does as well', async () => {
  const bad = await sensing({
    written: [
      ['harder', 'It rained'],
      ['next', 'Umbrellas'],
    ],
  });
  await bad.group(bad.priya, bad.points, 'Rain');
  await conclude(bad, (await bad.topic('Rain')).id, 'change');
  expect(await bad.run(async (w) => nextAsks(w, await bad.record()))).toBe('review.sense.next-balance');
  expect(await bad.act({ event: 'next' })).toMatchObject({ kind: 'moved' });

  const good = await sensing({
    written: [
      ['worked', 'All went well'],
      ['worked', 'Everybody was there'],
    ],
  });
  const topic = await good.group(good.priya, good.points, 'All of it');
  const form = await good.press(good.tom, 'sessions.topic-leave', `${topic}/1`);
  if (form?.kind !== 'ask') throw new Error(wordsIn(form));
  await good.submit(good.tom, 'sessions.topic-leave', form.form.context, { why: 'We all know' });
  expect(await good.act({ event: 'next' })).toMatchObject({ kind: 'moved' });
});

test('each sees on their own card what there is to do for them', async () => {
  const all = await sensing();
  const { run, record, priya, dev, personOf, session, act, press } = all;
  const own = async (who: typeof priya, roles: readonly ('participant' | 'sponsor')[]) =>
    run(async (w) => panel(w, t, await record(), { person: await personOf(who), roles }));
  const mine = await own(priya, ['participant']);
  expect(wordsOf({ summary: '', blocks: mine })).toContain('9 points in 0 topics, 6 in none yet.');
  const actions = buttonsOf({ summary: '', blocks: mine }).map(({ action }) => action);
  expect(actions).toEqual(['sessions.topics', 'sessions.facts', 'sessions.topic-group', 'sessions.catch-up']);
  const theirs = buttonsOf({ summary: '', blocks: await own(dev, ['sponsor']) }).map(({ action }) => action);
  expect(theirs).not.toContain('sessions.topic-group');
  await press(priya, 'sessions.topic-accept-all', session);
  await act({ event: 'cancel', reason: 'Over' });
  expect(await own(priya, ['participant'])).toEqual([]);
});
