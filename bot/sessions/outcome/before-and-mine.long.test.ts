/** What is shown from last time, a person's own actions, the cards of a review, and checks that nobody can answer. */
import { expect, test } from 'vitest';
import { sessionFlow } from '../../features.ts';
import type { Actor } from '../../testing/stage.ts';
import { toldBy } from '../../testing/town.ts';
import { wordsOf } from '../../testing/words-of.ts';
import { createWords } from '../../words/catalogue.ts';
import { DAY_MS } from '../../words/zone.ts';
import { leads, rolesOf } from '../viewer.ts';
import { fromBefore, fromBeforeBlocks, myActions } from './index.ts';
import { leading, panel } from './panel.ts';
import { type Agreed, agreed } from './testing/agreed.ts';

const t = createWords()('en-GB', 'Europe/London');
const said = (blocks: readonly unknown[]): string => wordsOf({ summary: '', blocks: blocks as never });

const shownTo = async ({ run, session, personOf }: Agreed, who: Actor) =>
  run(async (w) => {
    const record = await w.sessions.setup.get(session);
    if (!record) throw new Error('no session');
    const viewer = await rolesOf(w, sessionFlow.needs, record, await personOf(who));
    return {
      own: said(await panel(w, t, record, viewer, sessionFlow.needs)),
      lead: leads(record, viewer) ? said(await leading(w, t, record)) : '',
    };
  });

test('a review like an earlier one begins with its open actions and lessons; one that only few may read gives nothing', async () => {
  const one = await agreed();
  const { lesson, proposed, published, on, priya, asha, run, session, s } = one;
  await lesson(priya);
  const { id } = await proposed(priya, asha);
  await published();
  await on(asha, 'accept', id);
  const like = {
    id: crypto.randomUUID(),
    community: one.community,
    title: 'Counting in May',
    event: 'The May election',
    tags: ['Count'],
  };
  const found = await run((w) => fromBefore(w, like));
  expect([found.actions.map((action) => action.id), found.lessons.length]).toEqual([[id], 1]);
  const words = said(fromBeforeBlocks(t, found, { reader: null, now: s.clock.now(), zone: 'Europe/London' }));
  expect(words).toContain('From last time: 1 open action, 1 lesson');
  expect(words).toContain('Shown because');
  const unlike = { ...like, title: 'Bin rounds', event: 'The flood in the depot', tags: ['waste'] };
  expect(await run((w) => fromBefore(w, unlike))).toEqual({ actions: [], lessons: [] });
  expect(await run((w) => fromBefore(w, { ...like, community: crypto.randomUUID() }))).toEqual({
    actions: [],
    lessons: [],
  });
  // Its own are not from before; and what only those read who took part is nobody else's.
  expect(await run((w) => fromBefore(w, { ...like, id: session }))).toEqual({ actions: [], lessons: [] });
  await s.prisma.session.update({ where: { id: session }, data: { readers: 'participants' } });
  expect(await run((w) => fromBefore(w, like))).toEqual({ actions: [], lessons: [] });
});

test('whoever takes part in one like it sees that there is something from last time, and looks; a guest in it sees this session alone', async () => {
  const one = await agreed();
  const { lesson, published, priya, session, s, run, personOf, community } = one;
  await lesson(priya);
  await published();
  const { windows: _, ...like } = await s.prisma.session.findUniqueOrThrow({ where: { id: session } });
  const next = { ...like, id: crypto.randomUUID(), reference: 'AAR-2026-0002', title: 'Counting in May', edition: 0 };
  const createdBy = await personOf(one.tom);
  await s.prisma.session.create({ data: { ...next, state: 'collecting', publishedAt: null, createdBy } });
  const person = await personOf(priya);
  await s.prisma.sessionPerson.create({
    data: { sessionId: next.id, personId: person, role: 'participant', since: s.clock.now() },
  });
  const line = 'From last time: no open action, 1 lesson';
  const card = async () => {
    const record = await run((w) => w.sessions.setup.get(next.id));
    if (!record) throw new Error('no session');
    const viewer = await run((w) => rolesOf(w, sessionFlow.needs, record, person));
    return said(await run((w) => panel(w, t, record, viewer, sessionFlow.needs)));
  };
  const look = async () => toldBy(await s.press(priya, s.private(priya), 'sessions.before', next.id));
  expect(await card()).toContain(line);
  expect(await look()).toContain(line);
  await s.prisma.community.update({ where: { id: community }, data: { access: 'hidden' } });
  await s.prisma.membership.deleteMany({ where: { communityId: community, personId: person } });
  expect(await card()).not.toContain('From last time');
  expect(await look()).toContain('nothing from last time that you can read');
  await s.prisma.sessionPerson.deleteMany({ where: { sessionId: next.id, personId: person } });
  expect(await look()).not.toContain('last time');
});

test('my actions are mine alone, what is due first, and gone once they have ended', async () => {
  const { proposed, on, say, run, priya, asha, tom } = await agreed();
  const later = await proposed(priya, asha);
  const sooner = await proposed(priya, asha, { text: 'Phone the printers', due: '2026-12-20' });
  const mine = (who: Actor) =>
    run(async (w) => {
      const me = await w.people.me(who.ref);
      if (!me) throw new Error('nobody');
      return said(await myActions(w, me, t));
    });
  expect(await mine(asha)).toContain('You have no actions');
  for (const { id } of [later, sooner]) await on(tom, 'offer', id);
  const words = await mine(asha);
  expect(words.indexOf('Phone the printers')).toBeLessThan(words.indexOf('Order spare ballot boxes'));
  expect(await mine(priya)).toContain('You have no actions');
  await say(tom, 'drop', later.id, { why: 'No' });
  expect(await mine(asha)).not.toContain('Order spare ballot boxes');
});

test('the cards say what there is, what is missing and what waits, to whom it concerns', async () => {
  const one = await agreed();
  const {
    lesson,
    proposed,
    recommend,
    priya,
    tom,
    dev,
    other,
    people,
    draft,
    press,
    submit,
    session,
    recommendations,
  } = one;
  const [, , owner] = people as [Actor, Actor, Actor];
  expect((await shownTo(one, tom)).lead).toContain('at least one lesson, or the reason why there is none');
  await lesson(priya);
  const advice = await recommend(priya);
  await proposed(priya, owner, { strength: 'weak' });
  const { own, lead } = await shownTo(one, tom);
  for (const words of ['Add a lesson', '1 lesson', '1 action']) expect(own).toContain(words);
  for (const words of ['1 recommendation needs', 'All actions so far are weak', 'has not been put to the owner yet'])
    expect(lead).toContain(words);
  await proposed(priya, owner, { text: 'Let the software count', strength: 'strong' });
  expect((await shownTo(one, tom)).lead).not.toContain('weak ones');
  // Who only answers for it adds nothing; who has no part in it sees nothing.
  expect((await shownTo(one, dev)).own).not.toContain('Add a lesson');
  expect((await shownTo(one, other)).own).toBe('');
  await press(tom, 'sessions.recommendation-refer', `${advice.id}/${advice.version}`);
  await draft();
  expect((await shownTo(one, dev)).own).toContain('1 recommendation waits for your answer');
  expect((await shownTo(one, priya)).own).toContain('Object to the draft');
  await submit(priya, 'sessions.objection-write', session, { text: 'Not so' });
  const checked = (await shownTo(one, tom)).lead;
  for (const words of ['1 objection waits for you', 'The sponsor has not answered 1 recommendation'])
    expect(checked).toContain(words);
  expect(await recommendations()).toHaveLength(1);
});

test('too early is asked again after ninety days, twice at most; then nobody is asked, and the review closes by itself', async () => {
  const one = await agreed();
  const { lesson, proposed, published, on, say, action, priya, tom, people, mornings, record, s, told } = one;
  const [, , owner] = people as [Actor, Actor, Actor];
  await lesson(priya);
  const { id } = await proposed(priya, owner);
  await published();
  await on(owner, 'accept', id);
  await say(owner, 'done', id, {});
  await say(tom, 'confirm', id, {});
  for (const asked of [1, 2, 3]) {
    s.clock.pass(88 * DAY_MS);
    await mornings(5);
    expect(await action(id)).toMatchObject({ step: asked, endedAt: null });
    expect((await told(owner)).join()).toContain('Did it make a difference?');
    expect((await record()).state).toBe('published');
    await on(owner, 'early', id);
  }
  expect(await action(id)).toMatchObject({ effect: 'waived', endedAt: expect.any(Date), lookAt: null });
  await mornings(1);
  expect((await record()).state).toBe('closed');
}, 300_000);

test('who is on leave hears of an action once they are back, and once', async () => {
  const one = await agreed();
  const { lesson, proposed, published, on, priya, people, mornings, personOf, s, postedTo } = one;
  const [, , owner] = people as [Actor, Actor, Actor];
  await lesson(priya);
  const { id } = await proposed(priya, owner);
  await published();
  await on(owner, 'accept', id);
  const personId = await personOf(owner);
  const pausedUntil = new Date('2027-01-20T00:00:00Z');
  await s.prisma.preference.upsert({
    where: { personId },
    create: { personId, pausedUntil, updatedAt: s.clock.now() },
    update: { pausedUntil },
  });
  s.clock.pass(new Date('2027-01-07T10:00:00Z').getTime() - s.clock.now().getTime());
  const before = (await postedTo(owner)).length;
  await mornings(12);
  expect(await postedTo(owner)).toHaveLength(before);
  await mornings(3);
  const since = (await postedTo(owner)).slice(before);
  expect(since.map(({ card }) => wordsOf(card).split('This was due on').length - 1)).toEqual([2]);
  expect(since.length).toBe(1);
}, 300_000);
