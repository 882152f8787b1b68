/** Who leaves, and what is left: actions look for another owner, what waited for a facilitator waits for the next, and a cancelled review's actions for the sponsor. */
import { expect, test } from 'vitest';
import type { Actor } from '../../testing/stage.ts';
import { agreed, problemsIn, wordsIn } from './testing/agreed.ts';

test('Participant leaves the organisation: their actions are orphaned, and whoever leads names another', async () => {
  const {
    proposed,
    lesson,
    published,
    on,
    leaves,
    priya,
    tom,
    asha,
    people,
    action,
    told,
    mornings,
    submit,
    personOf,
    now,
    s,
  } = await agreed();
  const [, , owner] = people as [Actor, Actor, Actor];
  await lesson(priya);
  const first = await proposed(priya, owner);
  const second = await proposed(priya, owner, { text: 'Write a checklist for the count' });
  const third = await proposed(priya, owner, { text: 'Phone the printers' });
  const declined = await proposed(priya, owner, { text: 'Train the tellers' });
  await published();
  for (const { id } of [first, third]) await on(owner, 'accept', id);
  await submit(owner, 'sessions.action-done', await now(third.id), {});
  await submit(owner, 'sessions.action-decline', await now(declined.id), { why: 'No' });
  await leaves(owner);
  const states = await Promise.all([first, second, third, declined].map(async ({ id }) => (await action(id)).state));
  // What they did they did.
  expect(states).toEqual(['orphaned', 'orphaned', 'said_done', 'declined']);
  expect(await s.prisma.actionEvent.findMany({ where: { event: 'owner_left' } })).toMatchObject([
    { personId: null },
    { personId: null },
  ]);
  await mornings(4);
  expect((await told(tom)).join()).toContain('Whoever had this action has left');
  expect((await told(tom)).join()).toContain('Former member');
  await submit(tom, 'sessions.action-owner', await now(first.id), { owner: await personOf(asha), due: '2027-02-01' });
  expect(await action(first.id)).toMatchObject({ state: 'offered', owner: { name: 'Asha Verma' } });
  // Nobody who has left can be named.
  expect(
    problemsIn(
      await submit(tom, 'sessions.action-owner', await now(second.id), {
        owner: await personOf(owner),
        due: '2027-02-01',
      }),
    ),
  ).toHaveProperty('owner');
}, 300_000);

test('Facilitator leaves, with actions to confirm: they are put to the deputy, and nobody waits for them in the end', async () => {
  const { proposed, lesson, published, on, say, leaves, priya, tom, asha, people, action, told, mornings } =
    await agreed();
  const [, , owner, another] = people as [Actor, Actor, Actor, Actor];
  await lesson(priya);
  const first = await proposed(priya, owner);
  const second = await proposed(priya, another, { text: 'Write a checklist for the count' });
  const third = await proposed(priya, another, { text: 'Phone the printers' });
  await published();
  for (const [who, { id }] of [
    [owner, first],
    [another, second],
  ] as const) {
    await on(who, 'accept', id);
    await say(who, 'done', id, { why: 'It is there' });
  }
  await say(another, 'decline', third.id, { why: 'Not mine' });
  await leaves(tom);
  await mornings(4);
  const asked = (await told(asha)).join();
  expect(asked).toContain('says that this is done');
  expect(asked).toContain('does not take this on');
  await say(asha, 'confirm', first.id, {});
  expect((await action(first.id)).state).toBe('confirmed');
  await mornings(7);
  expect(await action(second.id)).toMatchObject({ state: 'confirmed', byWord: true });
}, 300_000);

test('nobody who leads is left: the sponsor is asked, and then who looks after the community', async () => {
  const { proposed, lesson, published, on, say, leaves, priya, tom, asha, dev, people, action, told, mornings } =
    await agreed();
  const [, , owner] = people as [Actor, Actor, Actor];
  await lesson(priya);
  const { id } = await proposed(priya, owner);
  await published();
  await on(owner, 'accept', id);
  for (const who of [tom, asha]) await leaves(who);
  await say(owner, 'done', id, {});
  await mornings(4);
  expect((await told(dev)).join()).toContain('says that this is done');
  await leaves(dev);
  await mornings(2);
  const fay: Actor = {
    ref: { kind: 'user', platform: 'teams', id: 'ashcombe/Fay Olsen' },
    workspace: 'ashcombe',
    name: 'Fay Olsen',
  };
  expect((await told(fay)).join()).toContain('says that this is done');
  await say(fay, 'confirm', id, {});
  expect((await action(id)).state).toBe('confirmed');
}, 300_000);

test('Cancelled: what was accepted goes to the sponsor to keep or drop, what was not is dropped, and everybody’s words stay', async () => {
  const {
    proposed,
    lesson,
    lessons,
    recommend,
    on,
    say,
    press,
    act,
    priya,
    tom,
    dev,
    asha,
    people,
    actions,
    action,
    told,
    mornings,
    now,
  } = await agreed();
  const [, , owner] = people as [Actor, Actor, Actor];
  await lesson(priya);
  await recommend(priya);
  const accepted = await proposed(priya, owner);
  const done = await proposed(priya, owner, { text: 'Write a checklist for the count' });
  const offered = await proposed(priya, owner, { text: 'Phone the printers' });
  const mine = await proposed(priya, asha, { text: 'Train the tellers' });
  for (const one of [accepted, done, offered]) await on(tom, 'offer', one.id);
  for (const one of [accepted, done]) await on(owner, 'accept', one.id);
  await say(owner, 'done', done.id, {});
  await act({ event: 'cancel', reason: 'The election was called off' });
  expect((await actions()).map(({ state }) => state)).toEqual(['accepted', 'said_done', 'dropped', 'dropped']);
  expect(await lessons()).toHaveLength(1);
  expect((await action(mine.id)).text).toBe('Train the tellers');
  await mornings(4);
  const card = async () => (await told(dev)).filter((words) => words.includes('Shall it go on?'));
  expect((await card()).join()).toContain('1 action had been accepted by then');
  expect(wordsIn(await press(priya, 'sessions.action-keep', await now(accepted.id)))).toContain('somebody else to do');
  await on(dev, 'keep', accepted.id);
  expect(await card()).toEqual([]);
  expect((await action(accepted.id)).state).toBe('accepted');
  // It goes on: its owner is reminded a week before.
  expect((await action(accepted.id)).lookAt?.toISOString()).toBe('2027-01-08T09:00:00.000Z');
  await say(dev, 'drop', accepted.id, { why: 'Not needed after all' });
  expect((await action(accepted.id)).state).toBe('dropped');
}, 300_000);
