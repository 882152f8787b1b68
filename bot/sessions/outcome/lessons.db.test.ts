/** Lessons: written down, changed, taken back; the same as earlier ones; and how far they come. */
import { expect, test } from 'vitest';
import type { Work } from '../../core/work.ts';
import type { Actor } from '../../testing/stage.ts';
import { DAY_MS } from '../../words/zone.ts';
import type { SessionRecord } from '../record.ts';
import type { Begun } from '../setup-store.ts';
import { type Agreed, agreed, cardOf, formOf, LESSON, labelsOf, problemsIn, wordsIn } from './testing/agreed.ts';

/** What a review is begun with. */
const setupOf = (now: SessionRecord): Omit<Begun, 'community' | 'by'> => ({
  method: now.method,
  organisation: now.organisation,
  attribution: now.attribution,
  k: now.k,
  isSelfLed: now.isSelfLed,
  screens: now.screens,
  title: now.title,
  event: now.event,
  startsOn: now.startsOn,
  endsOn: now.endsOn,
  purpose: now.purpose,
  scopeIn: now.scopeIn,
  scopeOut: now.scopeOut,
  level: now.level,
  place: now.place,
  readers: now.readers,
  label: now.label,
  boundary: now.boundary,
  zone: now.zone,
  tags: now.tags,
  opensAt: now.opensAt,
  follows: now.follows,
  partOf: now.partOf,
});

/** Another review of the same community with one lesson in it, published before. */
async function earlier(
  { run, community, session, personOf, priya }: Agreed,
  how: {
    readers?: 'participants' | 'community';
    words?: Partial<Record<keyof typeof LESSON, string>>;
    state?: string;
    daysAgo?: number;
  } = {},
): Promise<string> {
  const by = await personOf(priya);
  return run(async (w: Work) => {
    const now = await w.sessions.setup.get(session);
    if (!now) throw new Error('no session');
    const id = await w.sessions.setup.begin({
      ...setupOf(now),
      community,
      by: now.createdBy,
      title: 'The May count',
      readers: how.readers ?? 'community',
    });
    const state = how.state ?? 'published';
    await w.sessions.setup.save(id, { state, edition: state === 'published' ? 1 : 0, publishedAt: w.now });
    const words = { ...LESSON, ...how.words };
    const lesson = await w.sessions.outcome.addLesson({
      ...words,
      session: id,
      community,
      by,
      topic: null,
      context: '',
      appliesTo: '',
      tags: ['count'],
    });
    if (state === 'published') await w.sessions.outcome.publishLessons(id, new Date(w.now.getTime() + 365 * DAY_MS));
    return lesson;
  });
}

const inDatabase = ({ s }: Agreed, id: string) => s.prisma.lesson.findUniqueOrThrow({ where: { id } });

test('any who takes part proposes a lesson in three parts; who proposed it or leads changes it, and of two at once the second is told', async () => {
  const one = await agreed();
  const { press, submit, lesson, lessons, session, people, tom, priya, dev, other } = one;
  const [, , someone] = people as [Actor, Actor, Actor];
  const form = formOf(await press(someone, 'sessions.lesson-add', session));
  expect(form.fields.map(({ name }) => name)).toEqual(['when', 'do', 'because', 'context', 'appliesTo', 'tags']);
  // Who will read it stands before what is typed, and the review's own tags are there.
  expect(JSON.stringify(form.intro)).toContain('All who take part read it');
  expect(form.fields.at(-1)).toMatchObject({ value: 'count' });
  for (const name of ['when', 'do', 'because'])
    expect(problemsIn(await lesson(someone, { [name]: '  ' }))).toHaveProperty(name);
  expect(problemsIn(await lesson(someone, { when: 'x'.repeat(501) })).when).toContain('at most 500');
  await lesson(someone, { tags: '#Count, polling ,, count' });
  const [made] = await lessons();
  expect(made).toMatchObject({
    ...LESSON,
    standing: 'draft',
    lifecycle: 'identified',
    tags: ['count', 'polling'],
    times: 1,
  });
  const value = `${made?.id}/1`;
  expect(wordsIn(await press(priya, 'sessions.lesson-edit', value))).toContain('Only who proposed it');
  for (const who of [dev, other]) expect((await press(who, 'sessions.lesson-add', session))?.kind).toBe('tell');
  const edit = formOf(await press(tom, 'sessions.lesson-edit', value));
  expect(edit.fields[0]).toMatchObject({ value: LESSON.when });
  await submit(tom, 'sessions.lesson-write', edit.context, { ...LESSON, when: 'a count runs late' });
  expect(problemsIn(await submit(someone, 'sessions.lesson-write', edit.context, { ...LESSON }))).toHaveProperty('');
  expect(await lessons()).toMatchObject([{ when: 'a count runs late', version: 2 }]);
  await press(someone, 'sessions.lesson-withdraw', `${made?.id}/2`);
  expect(await lessons()).toEqual([]);
});

test('a lesson comes from a topic where there are some', async () => {
  const { s, press, lesson, lessons, session, priya } = await agreed();
  const [topic, merged] = [crypto.randomUUID(), crypto.randomUUID()];
  const of = { sessionId: session, kind: 'change', createdAt: s.clock.now() };
  await s.prisma.topic.create({ data: { ...of, id: topic, title: 'Boxes were counted twice', state: 'accepted' } });
  await s.prisma.topic.create({ data: { ...of, id: merged, title: 'Was merged', state: 'merged' } });
  const form = formOf(await press(priya, 'sessions.lesson-add', `${session}/${topic}`));
  expect(form.fields.at(-1)).toMatchObject({ name: 'topic', value: topic, options: [{ value: topic }] });
  await lesson(priya, { topic });
  await lesson(priya, { topic: merged, when: 'something else entirely happens' });
  expect((await lessons()).map((one) => one.topic)).toEqual([topic, null]);
});

test('Person named in a text: it is asked once whether it must be, and can be saved as it is', async () => {
  const { lesson, lessons, priya } = await agreed();
  const form = formOf(await lesson(priya, { because: 'Tom Reed was asleep' }));
  expect(JSON.stringify(form.intro)).toContain('This names Tom Reed');
  expect(form.fields.find(({ name }) => name === 'because')).toMatchObject({ value: 'Tom Reed was asleep' });
  expect(await lessons()).toEqual([]);
  await lesson(priya, { because: 'Tom Reed was asleep' }, form.context);
  expect(await lessons()).toHaveLength(1);
});

test('an earlier lesson that says the same is shown, and “the same” raises its count; the report can say “3rd time”', async () => {
  const one = await agreed();
  const { lesson, lessons, press, priya, tom, run, session } = one;
  const first = await earlier(one);
  one.s.clock.pass(1_000);
  const second = await earlier(one, { words: { do: 'bring in a second team at eleven' } });
  await run(async (w) => {
    await w.sessions.outcome.suggestEarlier(second, 3);
    await w.sessions.outcome.sayLikeness(second, first, 'same', await one.personOf(priya));
    await w.sessions.outcome.recount([first, second]);
  });
  expect(await inDatabase(one, first)).toMatchObject({ repeats: 1 });
  one.s.clock.pass(1_000);
  const card = cardOf(await lesson(priya));
  expect(labelsOf(card).filter((label) => label === 'The same')).toHaveLength(2);
  expect(wordsIn({ kind: 'tell', card })).toContain('From “The May count”, learned twice so far');
  const [mine] = await lessons();
  const like = (kind: string, earlierId = second) =>
    press(priya, 'sessions.lesson-like', `${mine?.id}/${earlierId}/${kind}`);
  expect(wordsIn(await like('same'))).toContain('seen for the 3rd time');
  expect(await lessons()).toMatchObject([{ times: 3 }]);
  expect([(await inDatabase(one, first)).repeats, (await inDatabase(one, second)).repeats]).toEqual([2, 1]);
  expect((await inDatabase(one, first)).lastSeenAt).toEqual(mine?.createdAt);
  // Changed their mind: it counts no more. Whoever leads may say it too.
  await press(tom, 'sessions.lesson-like', `${mine?.id}/${second}/related`);
  expect([(await inDatabase(one, first)).repeats, (await inDatabase(one, second)).repeats]).toEqual([1, 0]);
  await like('same');
  expect((await inDatabase(one, first)).repeats).toBe(2);
  await press(priya, 'sessions.lesson-withdraw', `${mine?.id}/${mine?.version}`);
  expect((await inDatabase(one, first)).repeats).toBe(1);
  expect(session).toBe(mine?.session);
});

test('what not all in the community may read is never suggested: other communities’, drafts, and what only those read who took part', async () => {
  const one = await agreed();
  await earlier(one, { readers: 'participants' });
  await earlier(one, { state: 'agreeing' });
  const elsewhere = await earlier(one);
  await one.s.prisma.lesson.update({ where: { id: elsewhere }, data: { communityId: crypto.randomUUID() } });
  expect(labelsOf(cardOf(await one.lesson(one.priya)))).not.toContain('The same');
  const seen = await earlier(one);
  expect(labelsOf(cardOf(await one.lesson(one.priya)))).toContain('The same');
  expect(await one.s.prisma.lessonLink.findMany()).toMatchObject([{ earlierId: seen, kind: 'suggested' }]);
  // Nor can anything else be linked by a press.
  const [mine] = await one.lessons();
  expect(wordsIn(await one.press(one.priya, 'sessions.lesson-like', `${mine?.id}/${elsewhere}/same`))).toContain(
    'moved on',
  );
});

test('a cancelled review’s lessons stay as they were, drafts, and count no repeat', async () => {
  const one = await agreed();
  const first = await earlier(one);
  await one.lesson(one.priya);
  const [mine] = await one.lessons();
  await one.press(one.priya, 'sessions.lesson-like', `${mine?.id}/${first}/same`);
  expect((await inDatabase(one, first)).repeats).toBe(1);
  await one.act({ event: 'cancel', reason: 'No time' });
  expect(await one.lessons()).toMatchObject([{ ...LESSON, standing: 'draft' }]);
  expect((await inDatabase(one, first)).repeats).toBe(0);
});

test('Nothing went wrong: no lesson, with a reason by whoever leads, and what to keep', async () => {
  const { press, submit, session, priya, tom, act, record } = await agreed();
  expect(await act({ event: 'next' })).toMatchObject({ kind: 'refused', guards: ['lessons-or-reason'] });
  expect(wordsIn(await press(priya, 'sessions.lesson-none', session))).toContain('Only whoever leads');
  formOf(await press(tom, 'sessions.lesson-none', session));
  expect(problemsIn(await submit(tom, 'sessions.lesson-none', session, { why: '' }))).toHaveProperty('why');
  await submit(tom, 'sessions.lesson-none', session, { why: 'All went as planned', keep: 'The second team' });
  expect((await record()).noLesson).toBe('All went as planned\nTo be kept: The second team');
  expect(await act({ event: 'next' })).toMatchObject({ kind: 'moved', session: { state: 'checking' } });
});

test('published, a lesson is unofficial; taken on, done and of use, it goes from identified to embedded, the last by a person', async () => {
  const one = await agreed();
  const { lesson, lessons, proposed, published, on, say, press, priya, asha, tom, other, told, mornings } = one;
  await lesson(priya);
  const [{ id } = { id: '' }] = await lessons();
  const action = await proposed(priya, asha, { lessons: [id] });
  await published();
  const now = async () => inDatabase(one, id);
  expect(await now()).toMatchObject({ standing: 'conversation', lifecycle: 'identified' });
  await on(asha, 'accept', action.id);
  expect((await now()).lifecycle).toBe('being-implemented');
  await say(asha, 'done', action.id, {});
  expect((await now()).lifecycle).toBe('being-implemented');
  await say(tom, 'confirm', action.id, {});
  expect((await now()).lifecycle).toBe('implemented');
  // Nothing shows yet that it helped.
  const version = async () => `${id}/${(await now()).version}`;
  expect(wordsIn(await press(tom, 'sessions.lesson-embed', await version()))).toContain('nothing yet on which');
  one.s.clock.pass(89 * DAY_MS);
  await mornings(4);
  expect(problemsIn(await say(asha, 'effect', action.id, { effect: 'yes', why: '' }))).toHaveProperty('why');
  await say(asha, 'effect', action.id, { effect: 'yes', why: 'In March nobody counted twice' });
  await mornings(4);
  expect((await told(tom)).join()).toContain(
    'An action from this lesson made a difference: “In March nobody counted twice”',
  );
  for (const who of [priya, other])
    expect((await press(who, 'sessions.lesson-embed', await version()))?.kind).toBe('tell');
  expect((await now()).lifecycle).toBe('implemented');
  await press(tom, 'sessions.lesson-embed', await version());
  expect(await now()).toMatchObject({ lifecycle: 'embedded', lookAt: null });
}, 60_000);

test('not taken up needs a reason; another lesson can stand for one; a facilitator of the community keeps the list too', async () => {
  const one = await agreed();
  const { lesson, lessons, published, press, submit, priya, tom, s, community, other } = one;
  await lesson(priya);
  await lesson(priya, { when: 'the boxes arrive', do: 'sign for each', because: 'one was lost' });
  await published();
  const [first, second] = await lessons();
  const fay = {
    ref: { kind: 'user', platform: 'teams', id: 'ashcombe/Fay Olsen' },
    workspace: 'ashcombe',
    name: 'Fay Olsen',
  } as const;
  const form = formOf(await press(fay, 'sessions.lesson-life', `${first?.id}/${first?.version}`));
  const [life, , by] = form.fields;
  if (life?.field !== 'choice' || by?.field !== 'choice') throw new Error('no choices');
  // Embedded rests on nothing yet, and is not offered.
  expect(life.options.map(({ value }) => value)).toEqual(['not-taken-up', 'superseded']);
  const send = (values: Record<string, string>) => submit(fay, 'sessions.lesson-life', form.context, values);
  expect(problemsIn(await send({ life: 'embedded' }))).toHaveProperty('life');
  expect(problemsIn(await send({ life: 'not-taken-up' }))).toHaveProperty('why');
  expect(problemsIn(await send({ life: 'superseded' }))).toHaveProperty('by');
  await send({ life: 'superseded', by: second?.id ?? '' });
  expect(await inDatabase(one, first?.id ?? '')).toMatchObject({ lifecycle: 'superseded', supersededById: second?.id });
  expect(problemsIn(await send({ life: 'not-taken-up', why: 'No' }))).toHaveProperty('');
  await submit(tom, 'sessions.lesson-life', `${second?.id}/${second?.version}`, {
    life: 'not-taken-up',
    why: 'Done by others',
  });
  // All who read in the community read the list; nobody else does.
  const list = wordsIn(await press(other, 'sessions.lesson-list', community));
  for (const said of ['not taken up', 'another lesson stands for it', 'Conversation – unofficial, not checked'])
    expect(list).toContain(said);
  expect(wordsIn(await press(other, 'sessions.lesson', second?.id ?? ''))).toContain('Done by others');
  const cora = s.actor('slack', 'corvale', 'Cora Lind');
  expect(wordsIn(await press(cora, 'sessions.lesson-list', community))).toContain('not yours to see');
  expect(wordsIn(await press(cora, 'sessions.lesson', second?.id ?? ''))).toContain('not yours to see');
});

test('after a year without it in reviews of such work, whoever leads is asked once whether it is embedded; without such work nobody is', async () => {
  const one = await agreed();
  const { lesson, lessons, published, priya, tom, told, mornings, press, s } = one;
  await lesson(priya);
  await published();
  const [{ id } = { id: '' }] = await lessons();
  s.clock.pass(366 * DAY_MS);
  await mornings(4);
  expect((await told(tom)).join()).not.toContain('For a year nothing like this');
  expect((await inDatabase(one, id)).lookAt?.getTime()).toBeGreaterThan(s.clock.now().getTime() + 350 * DAY_MS);
  await earlier(one, { words: { when: 'papers are missing', do: 'print more', because: 'a queue formed' } });
  s.clock.pass(366 * DAY_MS);
  await mornings(4);
  const asked = async () =>
    (await told(tom)).filter((card) =>
      card.includes('For a year nothing like this was learned again, though 1 review'),
    );
  expect(await asked()).toHaveLength(1);
  await press(tom, 'sessions.lesson-later', `${id}/${(await inDatabase(one, id)).version}`);
  expect(await asked()).toHaveLength(0);
  // Learned again meanwhile: a year from then.
  const again = await earlier(one);
  await one.run(async (w) => {
    await w.sessions.outcome.suggestEarlier(again, 3);
    await w.sessions.outcome.sayLikeness(again, id, 'same', await one.personOf(priya));
    await w.sessions.outcome.recount([id, again]);
  });
  s.clock.pass(364 * DAY_MS);
  await mornings(4);
  expect(await asked()).toHaveLength(0);
}, 60_000);
