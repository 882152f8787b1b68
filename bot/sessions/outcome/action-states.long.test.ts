/** Whatever people press, in whatever order, twice and by other accounts: an action goes only where its states lead, and only by whom it may. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Actor } from '../../testing/stage.ts';
import { ACTION_EVENTS, type ActionEvent, type ActionState, moveAction } from '../actions.ts';
import { agreed } from './testing/agreed.ts';

/** Each with what its form says; what has none is a press alone. */
const DOING = {
  offer: null,
  accept: null,
  begin: null,
  unblock: null,
  early: null,
  'to-sponsor': null,
  decline: { why: 'Not mine' },
  block: { why: 'No budget', who: 'The board' },
  done: { why: 'It is there' },
  longer: { why: 'Later', due: '2027-03-01' },
  drop: { why: 'Not needed' },
  confirm: { why: 'I looked' },
  'not-done': { why: 'One is missing' },
  owner: { due: '2027-02-01' },
  effect: { effect: 'no', why: '' },
} as const;
const NAMES = Object.keys(DOING) as (keyof typeof DOING)[];

test('random presses, duplicates and two accounts', async () => {
  const one = await agreed();
  const { s, proposed, action, personOf, priya, asha, tom, people, lesson, published } = one;
  const [, , owner, next] = people as [Actor, Actor, Actor, Actor];
  await lesson(priya);
  // The owner's second account.
  const second = s.actor('teams', 'ashcombe', 'Owner again');
  await s.command(second, s.private(second), 'help');
  const mine = await s.prisma.identity.findFirstOrThrow({ where: { ref: owner.ref.id } });
  const other = await s.prisma.identity.findFirstOrThrow({ where: { ref: second.ref.id } });
  await s.prisma.identity.update({ where: { id: other.id }, data: { personId: mine.personId, ownId: other.personId } });
  const actors = [owner, second, tom, asha, priya, next];
  const ids: string[] = [];
  for (let at = 0; at < 40; at += 1) ids.push((await proposed(priya, owner, { text: `Do thing ${at}` })).id);
  await published();
  const [ownerId, nextId] = [await personOf(owner), await personOf(next)];
  const step = fc.record({
    who: fc.nat({ max: actors.length - 1 }),
    name: fc.constantFrom(...NAMES),
    /** With what they saw before somebody else pressed. */
    stale: fc.boolean(),
    twice: fc.boolean(),
  });
  /** What leads on comes oftener than by chance alone. */
  const likely = fc.constantFrom<{ who: number; name: keyof typeof DOING; stale: boolean; twice: boolean }>(
    ...(['accept', 'begin', 'done', 'decline'] as const).map((name) => ({ who: 0, name, stale: false, twice: true })),
    ...(['confirm', 'owner', 'not-done'] as const).map((name) => ({ who: 2, name, stale: false, twice: false })),
    { who: 5, name: 'accept', stale: false, twice: true },
    { who: 1, name: 'accept', stale: false, twice: true },
  );
  const reached = new Set<ActionState>();
  await fc.assert(
    fc.asyncProperty(fc.array(fc.oneof(likely, step), { minLength: 5, maxLength: 16 }), async (steps) => {
      const id = ids.pop();
      if (id === undefined) return;
      let before = `${id}/${(await action(id)).version}`;
      for (const { who, name, stale, twice } of steps) {
        const actor = actors[who] ?? owner;
        const now = `${id}/${(await action(id)).version}`;
        const value = stale ? before : now;
        before = now;
        const typed = DOING[name];
        const values = name === 'owner' ? { ...typed, owner: who % 2 === 0 ? nextId : ownerId } : typed;
        for (let time = 0; time < (twice ? 2 : 1); time += 1) {
          if (values === null) await s.press(actor, s.private(actor), `sessions.action-${name}`, value);
          else await s.submit(actor, s.private(actor), `sessions.action-${name}`, value, values);
        }
      }
      const rows = await s.prisma.actionEvent.findMany({ where: { actionId: id }, orderBy: { seq: 'asc' } });
      const is = await action(id);
      reached.add(is.state);
      expect(rows.map(({ seq }) => seq)).toEqual(rows.map((_, at) => at + 1));
      // Each happening is one change of what is kept, and nothing else is one.
      expect(is.version).toBe(rows.length + 1);
      let state: ActionState = 'proposed';
      for (const { event, fromState, toState, personId } of rows) {
        expect(fromState).toBe(state);
        const isMove = (ACTION_EVENTS as readonly string[]).includes(event);
        expect(toState).toBe(isMove ? moveAction(state, event as ActionEvent) : state);
        state = toState as ActionState;
        // Only ever one of the two who were named, by whichever account; what leads on is never theirs to confirm.
        if (event === 'accept' || event === 'say_done' || event === 'begin')
          expect([ownerId, nextId]).toContain(personId);
        if (event === 'confirm' || event === 'offer') expect([ownerId, nextId]).not.toContain(personId);
      }
      expect(is.state).toBe(state);
      expect(is.endedAt !== null).toBe(state === 'dropped' || (state === 'confirmed' && is.effect === 'no'));
    }),
    { numRuns: 40 },
  );
  // It did go somewhere.
  expect(reached.size).toBeGreaterThan(3);
}, 300_000);
