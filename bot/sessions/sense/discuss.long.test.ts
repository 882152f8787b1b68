/** Talking about topics: one at a time in every thread, what made it so, what was said in either platform, and what becomes of it. */
import { expect, test } from 'vitest';
import { buttonsOf, wordsOf } from '../../testing/words-of.ts';
import { type Sensing, sensing, wordsIn } from '../testing/sense.ts';

/** With two topics to be talked about: "Boxes" of two points, and "Light" of one. */
async function grouped(how: Parameters<typeof sensing>[0] = {}): Promise<Sensing & { boxes: string; light: string }> {
  const all = await sensing(how);
  const { points, asha, group } = all;
  const light = await group(asha, [points[7] ?? ''], 'Light');
  const boxes = await group(asha, [points[5] ?? '', points[6] ?? ''], 'Boxes');
  return { ...all, boxes, light };
}

const deal = (all: Sensing, seen = '-') => all.words(all.tom, 'sessions.topic-deal', `${all.session}/${seen}`);

test('whoever leads deals the next, most points first, and its card is in every thread; nobody else does', async () => {
  const all = await grouped();
  const { s, priya, session, words, boxes, light, shownIn, channel, theirs, roots } = all;
  expect(await words(priya, 'sessions.topic-deal', `${session}/-`)).toContain('Only whoever leads');
  expect(await deal(all)).toContain('“Boxes” is talked about now.');
  await s.settle();
  for (const place of [channel, theirs]) {
    expect(shownIn(place).join('\n')).toContain('Topic: Boxes');
    expect(shownIn(place).join('\n')).not.toContain('Topic: Light');
  }
  // Below the session's card, and what is said there is about the topic.
  const card = s.teams.posted.find((one) => wordsOf(one.card).startsWith('Topic: Boxes'));
  expect(card?.to).toMatchObject({ id: roots.teams.id });
  expect(buttonsOf(card?.card ?? { summary: '', blocks: [] }).map(({ action }) => action)).toEqual([
    'sessions.topic-why',
    'sessions.topic-say',
    'sessions.topic-outcome',
    'sessions.topic-leave',
    'sessions.topic',
  ]);
  // Two who lead press: the second is told.
  expect(await deal(all)).toContain('already moved on: “Boxes” is talked about now');
  expect(await deal(all, boxes)).toContain('“Light” is talked about now.');
  // What is left open comes once more after the others.
  expect(await deal(all, light)).toContain('“Boxes” is talked about now.');
});

test('a reason stands with its kind in plain words, and it is asked once more what made that so', async () => {
  const all = await grouped();
  const { priya, press, submit, words, boxes, s, shownIn, channel } = all;
  await deal(all);
  await s.settle();
  expect(shownIn(channel).join('\n')).toContain('What made this so? Nobody has said it yet.');
  const form = await press(priya, 'sessions.topic-why', boxes);
  expect(form).toMatchObject({ kind: 'ask', form: { title: 'What made this so?' } });
  const first = await submit(priya, 'sessions.topic-why', boxes, { statement: 'There was one van', category: 'tools' });
  expect(wordsIn(first)).toContain('Ask once more: what made that so?');
  await s.settle();
  expect(shownIn(channel).join('\n')).toContain('Why: There was one van (Tools and equipment)');
  expect(shownIn(channel).join('\n')).toContain('Ask once more');
  const [factor] = await s.prisma.factor.findMany();
  // From the reason itself the form asks what made that so.
  const deeper = await press(priya, 'sessions.topic-why', `${boxes}/${factor?.id}`);
  if (deeper?.kind !== 'ask') throw new Error(wordsIn(deeper));
  expect(deeper.form.fields[0]).toMatchObject({ label: 'And what made that so?' });
  expect(deeper.form.fields[2]).toMatchObject({ name: 'under', value: factor?.id });
  const values = { statement: 'Vans are booked by noon', category: 'plan', under: factor?.id ?? '' };
  expect(wordsIn(await submit(priya, 'sessions.topic-why', boxes, values))).not.toContain('Ask once more');
  await s.settle();
  const shown = shownIn(channel).join('\n');
  expect(shown).toContain('And why that (2): Vans are booked by noon (The plan)');
  expect(shown).not.toContain('Ask once more');
  for (const [what, said] of [
    [{ statement: '', category: 'plan' }, 'Please write what made it so'],
    [{ statement: 'x', category: 'nothing' }, 'Please choose what kind'],
    [{ statement: 'x'.repeat(501), category: 'plan' }, 'at most 500'],
  ] as const)
    expect(wordsIn(await submit(priya, 'sessions.topic-why', boxes, what))).toContain(said);
  expect(
    wordsIn(await submit(priya, 'sessions.topic-why', boxes, { statement: 'Joe was careless', category: 'people' })),
  ).toContain('what made that likely?');
  expect(await words(priya, 'sessions.topic', boxes)).toContain('Joe was careless');
});

test('participant in Teams, others in Slack: what is said in one thread stands in the other and on the card, edited and deleted with it', async () => {
  const all = await grouped();
  const { s, asha, priya, channel, theirs, roots, shownIn, boxes } = all;
  await deal(all);
  await s.settle();
  const said = await s.say(asha, channel, 'The van came from the wrong depot.', { thread: roots.teams });
  await s.settle();
  const inSlack = () => shownIn(theirs);
  expect(inSlack().some((text) => text.startsWith('Asha Verma said something') && text.includes('wrong depot'))).toBe(
    true,
  );
  // Where it was written it is not said once more; the card has it in both.
  expect(shownIn(channel).filter((text) => text.includes('wrong depot')).length).toBe(1);
  expect(shownIn(channel).find((text) => text.includes('wrong depot'))).toContain('Topic: Boxes');
  const edited = {
    kind: 'edited' as const,
    addressed: false,
    said: {
      message: said.message,
      thread: roots.teams,
      author: asha.ref,
      text: 'The van came from the far depot.',
      files: [],
      version: '999999',
      link: 'https://chat.example/1',
    },
  };
  await s.bring(s.event(asha, channel, edited));
  await s.settle();
  expect(inSlack().join('\n')).toContain('far depot');
  expect(inSlack().join('\n')).not.toContain('wrong depot');
  // An older edit that comes late changes nothing.
  await s.bring(s.event(asha, channel, { ...edited, said: { ...edited.said, version: '000001', text: 'Old' } }));
  expect((await s.prisma.remark.findFirst())?.text).toBe('The van came from the far depot.');
  await s.bring(s.event(asha, channel, { kind: 'deleted', message: said.message, thread: roots.teams, version: '9' }));
  await s.settle();
  expect([...inSlack(), ...shownIn(channel)].join('\n')).not.toContain('depot');
  expect((await s.prisma.remark.findFirst())?.text).toBe('');
  // And from Slack, under the topic's own card.
  const card = s.slack.posted.find((one) => wordsOf(one.card).startsWith('Topic: Boxes'));
  await s.say(priya, theirs, 'It rained.', { thread: card?.ref ?? roots.slack });
  await s.settle();
  expect(shownIn(channel).join('\n')).toContain('It rained.');
  expect(await s.prisma.remark.count({ where: { topicId: boxes, deletedAt: null } })).toBe(1);
});

test('a form says it in every thread; who only watches is told once that it is not kept', async () => {
  const all = await grouped();
  const { s, dev, priya, submit, theirs, channel, roots, shownIn, boxes } = all;
  await deal(all);
  await s.settle();
  expect(wordsIn(await submit(priya, 'sessions.topic-say', boxes, { text: 'We had no list.' }))).toContain(
    'Kept with “Boxes”',
  );
  await s.settle();
  for (const place of [channel, theirs])
    expect(shownIn(place).some((text) => text.startsWith('Priya Nair said'))).toBe(true);
  for (const text of ['I think so too', 'Indeed']) await s.say(dev, theirs, text, { thread: roots.slack });
  await s.settle();
  expect(await s.prisma.remark.count()).toBe(1);
  const told = s.slack.posted.filter((one) => wordsOf(one.card).includes('You do not take part in this review'));
  expect(told.map(({ only }) => only?.id)).toEqual([dev.ref.id]);
});

test('the same delivered twice is said once; before a topic is dealt nothing is kept; once the topics are locked, that is said', async () => {
  const all = await grouped();
  const { s, asha, channel, roots, session } = all;
  await s.say(asha, channel, 'Too early', { thread: roots.teams });
  expect(await s.prisma.remark.count()).toBe(0);
  await deal(all);
  await s.settle();
  const { message } = await s.say(asha, channel, 'Once', { thread: roots.teams });
  const again = { message, thread: roots.teams, author: asha.ref, text: 'Once', files: [], version: '0', link: '' };
  await s.bring(s.event(asha, channel, { kind: 'message', said: again, addressed: false }, `again/${message.key}`));
  expect(await s.prisma.remark.count()).toBe(1);
  await s.prisma.session.update({ where: { id: session }, data: { state: 'agreeing' } });
  // The next phase is talked about in the same thread; below a topic's own card it is said that nothing is kept.
  const card = s.teams.posted.find((one) => wordsOf(one.card).startsWith('Topic: Boxes'));
  await s.say(asha, channel, 'A lesson', { thread: roots.teams });
  await s.settle();
  expect(s.teams.posted.map((one) => wordsOf(one.card)).join('\n')).not.toContain(
    'The topics of this review are locked',
  );
  await s.say(asha, channel, 'Too late', { thread: card?.ref ?? roots.teams });
  await s.settle();
  expect(await s.prisma.remark.count()).toBe(1);
  expect(s.teams.posted.map(({ card }) => wordsOf(card)).join('\n')).toContain('The topics of this review are locked');
});

test('what becomes of a topic is recorded once: who had an older form before them is told', async () => {
  const all = await grouped();
  const { s, priya, asha, press, submit, boxes, points, shownIn, channel } = all;
  await deal(all);
  const form = await press(priya, 'sessions.topic-outcome', `${boxes}/1`);
  if (form?.kind !== 'ask') throw new Error(wordsIn(form));
  const { context } = form.form;
  expect(wordsIn(await submit(priya, 'sessions.topic-outcome', context, { outcome: 'leave', why: '' }))).toContain(
    'say why',
  );
  const sent = await submit(priya, 'sessions.topic-outcome', context, {
    outcome: 'change',
    why: 'Two vans, booked early',
  });
  expect(wordsIn(sent)).toContain('“Boxes”: It is something to change: Two vans, booked early');
  expect(wordsIn(await submit(asha, 'sessions.topic-outcome', context, { outcome: 'keep' }))).toContain(
    'already moved on',
  );
  await s.settle();
  expect(shownIn(channel).join('\n')).toContain('It is something to change: Two vans, booked early');
  const covered = await s.prisma.contribution.findMany({ where: { covered: true } });
  expect(covered.map(({ id }) => id).sort()).toEqual([points[5], points[6]].sort());
});

test('a topic is left out with a reason, by whoever leads', async () => {
  const all = await grouped();
  const { tom, priya, press, submit, light, words } = all;
  expect(wordsIn(await press(priya, 'sessions.topic-leave', `${light}/1`))).toContain('Only whoever leads');
  const form = await press(tom, 'sessions.topic-leave', `${light}/1`);
  if (form?.kind !== 'ask') throw new Error(wordsIn(form));
  expect(wordsIn(await submit(tom, 'sessions.topic-leave', form.form.context, { why: '' }))).toContain(
    'Please say why',
  );
  expect(
    wordsIn(await submit(tom, 'sessions.topic-leave', form.form.context, { why: 'It is being rebuilt' })),
  ).toContain('Not discussed because: It is being rebuilt');
  expect(await words(tom, 'sessions.topics', all.session)).toContain('Not discussed because');
});

test('live: the card says until when, and nothing counts down', async () => {
  const all = await grouped({ method: 'aar_live' });
  const { s, session, shownIn, channel } = all;
  const closesAt = new Date(s.clock.now().getTime() + 25 * 60_000);
  await s.prisma.session.update({ where: { id: session }, data: { closesAt } });
  await deal(all);
  await s.settle();
  expect(shownIn(channel).join('\n')).toContain(`Until ${closesAt.toISOString()}`);
});

test('in a review that is talked about in private, each who takes part gets the card, and nothing stands in a channel', async () => {
  const all = await grouped({ place: 'private' });
  const { s, priya, other, boxes, shownIn, channel } = all;
  await deal(all);
  for (let hours = 0; hours < 48; hours += 1) await all.pass(3_600_000);
  expect(shownIn(channel).join('\n')).not.toContain('Boxes');
  const told = (who: typeof priya) =>
    s.slack.posted.filter((one) => one.to.id === who.ref.id && wordsOf(one.card).includes('Boxes'));
  expect(told(priya).length).toBe(1);
  expect(told(other).length).toBe(0);
  // What is said stays in the review.
  await all.submit(priya, 'sessions.topic-say', boxes, { text: 'Nobody else hears this.' });
  await s.settle();
  expect([...shownIn(channel), ...shownIn(all.theirs)].join('\n')).not.toContain('Nobody else');
});

test('what was said while nobody could hear is found afterwards', async () => {
  const all = await grouped();
  const { s, priya, asha, theirs, channel, roots, shownIn } = all;
  await deal(all);
  await s.settle();
  await all.pass(60_000);
  s.saysUnheard(priya, theirs, 'Said in the dark', { thread: roots.slack });
  await s.away(30 * 60_000);
  await s.settle();
  expect(shownIn(channel).join('\n')).toContain('Said in the dark');
  // Teams cannot say what it missed: whoever said something there is asked to say it again.
  expect(shownIn(channel).join('\n')).toContain('I was away from');
  expect(asha.ref.platform).toBe('teams');
});
