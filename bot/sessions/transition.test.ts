/** The engine's table: from where, by what, to where, and what refuses it; then whatever may happen, in any order. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { failing } from './guards.ts';
import { phaseOf } from './method.ts';
import { hotDebrief, liveReview, REVIEWS, review, writtenReview } from './methods/review.ts';
import type { Actor, Effect, Event, EventName, Role, Session, Standing } from './session.ts';
import { STATES } from './session.ts';
import { begun, GOOD } from './testing/begun.ts';
import { transition } from './transition.ts';

const as = (...roles: Role[]): Actor => ({ person: roles.join(), roles });
const tom = as('facilitator');

const at = (state: string, changed: Partial<Session> = {}): Session =>
  begun(review, { state, hasKey: state === 'collecting', ...changed });

/** What comes of one event, by whoever leads unless somebody else is named. */
function on(session: Session, event: Event, how: { standing?: Partial<Standing>; by?: Actor; seen?: number } = {}) {
  const actor = how.by ?? (event.event === 'due' ? 'time' : tom);
  return transition(session, { ...GOOD, ...how.standing }, event, { actor, seen: how.seen ?? session.version });
}
const stateOf = (outcome: ReturnType<typeof on>): string =>
  outcome.kind === 'moved' || outcome.kind === 'stays' ? outcome.session.state : outcome.kind;
const effectsOf = (outcome: ReturnType<typeof on>): string[] =>
  outcome.kind === 'moved' || outcome.kind === 'stays' ? outcome.effects.map(({ effect }) => effect) : [];
const reason = 'Because it must be';

describe('the moves of a review', () => {
  test.each<[string, Event, string, string[]]>([
    ['draft', { event: 'schedule' }, 'scheduled', ['give-reference', 'invite', 'plan']],
    ['scheduled', { event: 'edit' }, 'draft', []],
    ['scheduled', { event: 'open' }, 'collecting', ['make-key', 'send-forms', 'plan']],
    ['scheduled', { event: 'due' }, 'collecting', ['make-key', 'send-forms', 'plan']],
    ['collecting', { event: 'extend', days: 5 }, 'collecting', ['tell', 'plan']],
    ['collecting', { event: 'due' }, 'making_sense', ['destroy-key', 'reveal', 'suggest-topics', 'plan']],
    ['collecting', { event: 'next' }, 'making_sense', ['destroy-key', 'reveal', 'suggest-topics', 'plan']],
    ['making_sense', { event: 'next' }, 'agreeing', ['plan']],
    [
      'making_sense',
      { event: 'ask-again', question: 'And the keys?' },
      'collecting',
      ['tell', 'make-key', 'send-forms', 'plan'],
    ],
    ['agreeing', { event: 'next' }, 'checking', ['send-forms', 'send-draft', 'ask-sponsor', 'plan']],
    ['checking', { event: 'accept-objection' }, 'agreeing', ['tell', 'plan']],
    ['checking', { event: 'next' }, 'published', ['publish', 'plan']],
    ['checking', { event: 'due' }, 'published', ['publish', 'plan']],
    ['published', { event: 'amend', reason }, 'published', ['publish', 'plan']],
    ['published', { event: 'due' }, 'closed', ['ask-benefit']],
    ['published', { event: 'reopen', reason }, 'making_sense', ['mark-under-review', 'invite', 'plan']],
    ['closed', { event: 'reopen', reason }, 'making_sense', ['mark-under-review', 'invite', 'plan']],
    ['collecting', { event: 'pause', reason, holds: true }, 'paused', ['tell', 'hold']],
    ['agreeing', { event: 'pause', reason, holds: false }, 'paused', ['tell']],
    [
      'collecting',
      { event: 'cancel', reason },
      'cancelled',
      ['destroy-key', 'tell', 'plan-deletion', 'hand-actions-to-sponsor'],
    ],
    ['draft', { event: 'cancel', reason }, 'cancelled', ['tell', 'plan-deletion', 'hand-actions-to-sponsor']],
  ])('%s, %o: %s', (from, event, to, effects) => {
    const published = from === 'published' || from === 'closed';
    const outcome = on(at(from, published ? { edition: 1 } : {}), event);
    expect(stateOf(outcome)).toBe(to);
    expect(effectsOf(outcome)).toEqual(effects);
    if (outcome.kind === 'moved') expect(outcome.session.version).toBe(2);
  });

  test.each<[string, Event, Partial<Standing>, string[]]>([
    ['draft', { event: 'schedule' }, { missingFields: ['title'] }, ['fields-given']],
    ['draft', { event: 'schedule' }, { datesInOrder: false }, ['dates-in-order']],
    ['draft', { event: 'schedule' }, { invited: 3 }, ['enough-invited']],
    ['draft', { event: 'schedule' }, { invited: 41 }, ['enough-invited']],
    ['scheduled', { event: 'open' }, { reachable: 0 }, ['somebody-reachable']],
    ['collecting', { event: 'next' }, { contributors: 3 }, ['enough-contributors']],
    ['making_sense', { event: 'next' }, { unplaced: 1, undiscussed: 2 }, ['all-placed', 'all-discussed']],
    ['agreeing', { event: 'next' }, { lessons: 0 }, ['lessons-or-reason']],
    ['agreeing', { event: 'next' }, { unanswered: 1, vague: 1 }, ['recommendations-answered', 'actions-clear']],
    ['checking', { event: 'next' }, { openObjections: 1 }, ['objections-settled']],
    ['checking', { event: 'next' }, { namesFound: 1, sponsorOwes: 1 }, ['no-names', 'sponsor-answered']],
  ])('%s, %o is not done while %o', (from, event, standing, guards) => {
    expect(on(at(from), event, { standing })).toEqual({ kind: 'refused', why: 'guard', guards });
  });

  test('what has no lesson goes on with a reason for that', () => {
    expect(stateOf(on(at('agreeing'), { event: 'next' }, { standing: { lessons: 0, noLessonReason: true } }))).toBe(
      'checking',
    );
  });
});

describe('words without names', () => {
  test('are never shown of fewer than k, and never of fewer than three whatever k says', () => {
    for (const k of [0, 1, 2, 3]) {
      const session = at('collecting', { k });
      expect(failing(['enough-contributors'], session, { ...GOOD, contributors: 2 })).toHaveLength(1);
    }
    expect(failing(['enough-contributors'], at('collecting', { k: 6 }), { ...GOOD, contributors: 5 })).toHaveLength(1);
    // With names two are enough.
    expect(
      failing(['enough-contributors'], at('collecting', { attribution: 'named' }), { ...GOOD, contributors: 2 }),
    ).toEqual([]);
  });

  test('time that is up with too few gives five more days, then it lapses; what was written waits for a decision', () => {
    const few = { standing: { contributors: 2 } };
    const late = on(at('collecting'), { event: 'due' }, few);
    expect(late).toMatchObject({ kind: 'moved', session: { state: 'collecting', inGrace: true, hasKey: true } });
    expect(effectsOf(late)).toEqual(['tell', 'plan']);
    if (late.kind !== 'moved') throw new Error('it did not go on');
    const lapsed = on(late.session, { event: 'due' }, few);
    expect(lapsed).toMatchObject({ kind: 'moved', session: { state: 'lapsed', was: 'collecting', hasKey: true } });
    if (lapsed.kind !== 'moved') throw new Error('it did not lapse');
    expect(stateOf(on(lapsed.session, { event: 'go-on', how: 'longer' }))).toBe('collecting');
    expect(stateOf(on(lapsed.session, { event: 'go-on', how: 'live' }))).toBe('scheduled');
    const stopped = on(lapsed.session, { event: 'go-on', how: 'stop' });
    expect(effectsOf(stopped)).toEqual(['destroy-key', 'delete-unshown', 'tell']);
    // With names the text is kept for its thirty days.
    const named = on({ ...lapsed.session, attribution: 'named', hasKey: false }, { event: 'go-on', how: 'stop' });
    expect(effectsOf(named)).toEqual(['plan-deletion', 'tell']);
  });

  test('one that lapsed and goes live keeps the key with which people change what they wrote', () => {
    const scheduled = at('scheduled', { hasKey: true });
    expect(effectsOf(on(scheduled, { event: 'open' }))).toEqual(['send-forms', 'plan']);
  });

  test('somebody who is not finished is no reason to wait, once whoever leads was told of them', () => {
    const some = { standing: { unfinished: 2 } };
    expect(on(at('collecting'), { event: 'next' }, some)).toEqual({ kind: 'refused', why: 'not-sure' });
    expect(stateOf(on(at('collecting'), { event: 'next', sure: true }, some))).toBe('making_sense');
  });
});

describe('who may', () => {
  const live: [string, Event][] = [
    ['scheduled', { event: 'open' }],
    ['collecting', { event: 'extend', days: 1 }],
    ['collecting', { event: 'next' }],
    ['making_sense', { event: 'ask-again', question: 'Why?' }],
    ['checking', { event: 'accept-objection' }],
  ];
  test.each(live)('%s, %o: facilitator and deputy alone', (from, event) => {
    for (const role of ['facilitator', 'deputy'] as const)
      expect(on(at(from), event, { by: as(role) }).kind).toBe('moved');
    for (const role of ['participant', 'observer', 'sponsor', 'admin', 'creator', 'community-facilitator'] as const)
      expect(on(at(from), event, { by: as(role) })).toEqual({ kind: 'refused', why: 'not-yours' });
  });

  test('nobody is the clock, and the clock is nobody', () => {
    expect(on(at('collecting'), { event: 'due' }, { by: tom })).toEqual({ kind: 'refused', why: 'not-yours' });
    expect(on(at('collecting'), { event: 'next' }, { by: 'time' })).toEqual({ kind: 'refused', why: 'not-yours' });
  });

  test('a sponsor closes and opens again, an admin pauses and cancels', () => {
    expect(stateOf(on(at('published', { edition: 1 }), { event: 'close', reason }, { by: as('sponsor') }))).toBe(
      'closed',
    );
    expect(stateOf(on(at('closed', { edition: 1 }), { event: 'reopen', reason }, { by: as('sponsor') }))).toBe(
      'making_sense',
    );
    expect(stateOf(on(at('agreeing'), { event: 'pause', reason, holds: false }, { by: as('admin') }))).toBe('paused');
    expect(stateOf(on(at('agreeing'), { event: 'cancel', reason }, { by: as('admin') }))).toBe('cancelled');
    expect(on(at('published', { edition: 1 }), { event: 'close', reason }).kind).toBe('refused');
  });

  test('in one that nobody leads two who take part move it on, and whoever began it does the rest', () => {
    const session = at('making_sense', { isSelfLed: true });
    const [ann, bob] = [
      { person: 'ann', roles: ['participant'] },
      { person: 'bob', roles: ['participant'] },
    ] as const;
    const asked = on(session, { event: 'next' }, { by: ann });
    expect(asked).toMatchObject({ kind: 'stays', session: { state: 'making_sense', nextBy: 'ann', version: 1 } });
    expect(effectsOf(asked)).toEqual(['ask-second']);
    if (asked.kind !== 'stays') throw new Error('it went on by one');
    expect(on(asked.session, { event: 'next' }, { by: ann })).toEqual({ kind: 'refused', why: 'needs-second' });
    expect(stateOf(on(asked.session, { event: 'next' }, { by: bob }))).toBe('agreeing');
    expect(on(session, { event: 'next' }, { by: tom }).kind).toBe('refused');
    expect(stateOf(on(session, { event: 'extend', days: 2 }, { by: as('creator') }))).toBe('making_sense');
  });
});

test('of two who press Next the second hears that it has moved on, and a timer of what is over does nothing', () => {
  const moved = on(at('agreeing'), { event: 'next' });
  if (moved.kind !== 'moved') throw new Error('it did not move');
  expect(on(moved.session, { event: 'next' }, { seen: 1 })).toEqual({ kind: 'refused', why: 'moved-on' });
  expect(on(moved.session, { event: 'due' }, { seen: 1 })).toEqual({ kind: 'nothing' });
});

test('it is made longer twice, and by five days at most', () => {
  expect(on(at('collecting', { extended: 2 }), { event: 'extend', days: 1 })).toEqual({
    kind: 'refused',
    why: 'too-often',
  });
  for (const days of [0, 6, 1.5])
    expect(on(at('collecting'), { event: 'extend', days })).toEqual({ kind: 'refused', why: 'too-long' });
  expect(on(at('scheduled'), { event: 'extend', days: 1 })).toEqual({ kind: 'refused', why: 'not-now' });
});

test('a phase is opened once more only once, until it is published and opened again', () => {
  const again = at('making_sense', { askedAgain: ['collecting'] });
  expect(on(again, { event: 'ask-again', question: 'Why?' })).toEqual({ kind: 'refused', why: 'asked-before' });
  const reopened = on({ ...again, state: 'published', edition: 1 }, { event: 'reopen', reason });
  expect(reopened).toMatchObject({ session: { state: 'making_sense', askedAgain: [], edition: 1 } });
});

test('what others must understand later has its reason', () => {
  const events: [string, Event][] = [
    ['agreeing', { event: 'pause', reason: ' ', holds: false }],
    ['agreeing', { event: 'cancel', reason: '' }],
    ['making_sense', { event: 'ask-again', question: '' }],
  ];
  for (const [from, event] of events) expect(on(at(from), event)).toEqual({ kind: 'refused', why: 'needs-reason' });
});

test('what was published once is not made never to have been', () => {
  for (const state of ['published', 'closed', 'making_sense'])
    expect(on(at(state, { edition: 1 }), { event: 'cancel', reason })).toEqual({ kind: 'refused', why: 'not-now' });
});

test('a hot debrief has one form and one summary; all are together in a live one, and write all the same', () => {
  const closed = on(begun(hotDebrief, { state: 'collecting', hasKey: true }), { event: 'due' });
  expect(closed).toMatchObject({ session: { state: 'checking' } });
  expect(effectsOf(closed)).toEqual(['destroy-key', 'reveal', 'suggest-topics', 'send-forms', 'send-draft', 'plan']);
  expect(phaseOf(liveReview, 'collecting')).toMatchObject({ visibility: 'hidden', window: { minutes: 15 } });
  expect(phaseOf(writtenReview, 'making_sense')?.input).toBe('thread');
});

test('what is looked through first is shown when that is done, or when its time is up; nothing goes on before', () => {
  const closed = on(at('collecting', { screens: true }), { event: 'due' });
  expect(closed).toMatchObject({ session: { state: 'making_sense', isScreening: true, hasKey: false } });
  expect(effectsOf(closed)).toEqual(['destroy-key', 'screen', 'plan']);
  if (closed.kind !== 'moved') throw new Error('it did not go on');
  expect(on(closed.session, { event: 'next' })).toEqual({ kind: 'refused', why: 'guard', guards: ['screened'] });
  expect(on(closed.session, { event: 'ask-again', question: 'Why?' })).toEqual({ kind: 'refused', why: 'not-now' });
  for (const event of ['reveal', 'due'] as const) {
    const shown = on(closed.session, { event });
    expect(shown).toMatchObject({ session: { state: 'making_sense', isScreening: false } });
    expect(effectsOf(shown)).toEqual(['reveal', 'suggest-topics', 'plan']);
  }
  // What begins with the next phase begins once all is shown.
  const hot = on(begun(hotDebrief, { state: 'collecting', hasKey: true, screens: true }), { event: 'due' });
  expect(effectsOf(hot)).toEqual(['destroy-key', 'screen', 'send-forms', 'plan']);
  if (hot.kind !== 'moved') throw new Error('it did not go on');
  expect(effectsOf(on(hot.session, { event: 'reveal' }))).toEqual(['reveal', 'suggest-topics', 'send-draft', 'plan']);
  // Where nobody leads, nobody looks it through.
  expect(effectsOf(on(at('collecting', { screens: true, isSelfLed: true }), { event: 'due' }))).toContain('reveal');
});

/** One of each event, as it is done. */
const ONE_OF_EACH: Record<EventName, Event> = {
  schedule: { event: 'schedule' },
  edit: { event: 'edit' },
  open: { event: 'open' },
  extend: { event: 'extend', days: 1 },
  next: { event: 'next' },
  reveal: { event: 'reveal' },
  due: { event: 'due' },
  'ask-again': { event: 'ask-again', question: 'Why?' },
  'accept-objection': { event: 'accept-objection' },
  amend: { event: 'amend', reason },
  close: { event: 'close', reason },
  reopen: { event: 'reopen', reason },
  pause: { event: 'pause', reason, holds: false },
  resume: { event: 'resume' },
  cancel: { event: 'cancel', reason },
  'go-on': { event: 'go-on', how: 'longer' },
};

/** Whatever people and the clock do, each as often as they like, seen late or at once. */
const events: fc.Arbitrary<Event> = fc.oneof(
  fc.constantFrom<Event>(
    { event: 'schedule' },
    { event: 'edit' },
    { event: 'open' },
    { event: 'next' },
    { event: 'next', sure: true },
    { event: 'reveal' },
    { event: 'due' },
    { event: 'accept-objection' },
    { event: 'resume' },
  ),
  fc.record({ event: fc.constant('extend' as const), days: fc.integer({ min: -1, max: 7 }) }),
  fc.record({ event: fc.constant('ask-again' as const), question: fc.constantFrom('', 'Why?') }),
  fc.record({
    event: fc.constantFrom('amend' as const, 'close' as const, 'reopen' as const, 'cancel' as const),
    reason: fc.constantFrom('', reason),
  }),
  fc.record({ event: fc.constant('pause' as const), reason: fc.constant(reason), holds: fc.boolean() }),
  fc.record({
    event: fc.constant('go-on' as const),
    how: fc.constantFrom('longer' as const, 'live' as const, 'stop' as const),
  }),
);
// Mostly whoever leads, and what is so now: so that a walk gets far.
const actors: fc.Arbitrary<Actor> = fc.oneof(
  { arbitrary: fc.constant<Actor>('time'), weight: 4 },
  { arbitrary: fc.constant<Actor>(tom), weight: 8 },
  {
    arbitrary: fc.constantFrom<Actor>(as('deputy'), as('sponsor'), as('creator'), as('participant'), as('admin'), {
      person: 'second',
      roles: ['participant'],
    }),
    weight: 4,
  },
);
const lateness = fc.oneof(
  { arbitrary: fc.constant(0), weight: 6 },
  { arbitrary: fc.integer({ min: 1, max: 2 }), weight: 1 },
);
const small = fc.constantFrom(0, 1, 2, 3, 4, 8);
const standings: fc.Arbitrary<Partial<Standing>> = fc.record(
  {
    contributors: small,
    invited: small,
    unfinished: small,
    unplaced: small,
    lessons: small,
    openObjections: small,
    openActions: small,
  },
  { requiredKeys: [] },
);

/** What moves it on now, by whomever; what ends it or holds it up comes by chance. */
const possible = (session: Session, now: Standing) =>
  Object.values(ONE_OF_EACH)
    .filter(({ event }) => event !== 'cancel' && event !== 'pause')
    .flatMap((event) =>
      ([tom, as('sponsor'), as('participant'), 'time'] as const)
        .filter((actor) => transition(session, now, event, { actor, seen: session.version }).kind === 'moved')
        .map((actor) => ({ event, actor })),
    );

test('whatever happens, in whatever order, twice or late: no illegal state, nothing shown too early, each effect once', () => {
  // Half of the time something that can be done now, so that a walk gets far.
  const one = fc.record({
    event: events,
    actor: actors,
    standing: standings,
    late: lateness,
    fits: fc.option(fc.nat()),
  });
  fc.assert(
    fc.property(
      fc.constantFrom(...REVIEWS),
      fc.boolean(),
      fc.constantFrom('named' as const, 'unattributed' as const),
      fc.boolean(),
      fc.array(one, { maxLength: 60 }),
      (method, isSelfLed, attribution, screens, steps) => {
        let session = begun(method, { isSelfLed, attribution, screens });
        const all: Effect[] = [];
        let key = false;
        for (const { standing, late, fits, ...step } of steps) {
          const now = { ...GOOD, ...standing };
          const seen = session.version - late;
          const fitting = fits === null ? [] : possible(session, now);
          const { event, actor } = fitting[(fits ?? 0) % Math.max(1, fitting.length)] ?? step;
          const outcome = transition(session, now, event, { actor, seen });
          if (late > 0) expect(outcome.kind === 'nothing' || outcome.kind === 'refused').toBe(true);
          if (outcome.kind !== 'moved' && outcome.kind !== 'stays') continue;
          const before = session;
          session = outcome.session;
          expect(session.version).toBe(before.version + (outcome.kind === 'moved' ? 1 : 0));
          expect(STATES.some((state) => state === session.state) || phaseOf(method, session.state) !== null).toBe(true);
          const names = outcome.effects.map(({ effect }) => effect);
          // Who wrote what can be found out only while something is hidden, and never by names that are kept anyway.
          for (const name of names) {
            if (name === 'make-key') {
              expect(key).toBe(false);
              key = true;
            }
            if (name === 'destroy-key') {
              expect(key).toBe(true);
              key = false;
            }
            if (name === 'screen' || (name === 'reveal' && !before.isScreening)) {
              expect(key).toBe(false);
              expect(failing(['enough-contributors'], before, now)).toEqual([]);
            }
            // It is looked through before it is shown, and shown once.
            if (name === 'reveal')
              expect([before.isScreening, session.isScreening]).toEqual([screens && !isSelfLed, false]);
          }
          expect(session.hasKey).toBe(key);
          if (attribution === 'named') expect(key).toBe(false);
          if (['published', 'closed', 'cancelled'].includes(session.state)) expect(key).toBe(false);
          expect(session.was === null).toBe(!['paused', 'lapsed'].includes(session.state));
          // Words are deleted only where they were never shown and somebody stopped it.
          if (names.includes('delete-unshown')) expect([before.state, attribution]).toEqual(['lapsed', 'unattributed']);
          expect(session.edition).toBe(before.edition + names.filter((name) => name === 'publish').length);
          expect(new Set(names).size).toBe(names.length);
          all.push(...outcome.effects);
        }
        if (session.edition > 0) expect(session.state).not.toBe('cancelled');
      },
    ),
    { numRuns: 2_000 },
  );
});

test('every event has somebody who may, in some state', () => {
  for (const [name, event] of Object.entries(ONE_OF_EACH)) {
    const places = [...STATES, ...review.phases.map(({ key }) => key)];
    const done = places.some((state) =>
      ([tom, as('sponsor'), 'time'] as Actor[]).some((by) => {
        const was = state === 'paused' || state === 'lapsed' ? 'collecting' : null;
        const edition = state === 'published' || state === 'closed' ? 1 : 0;
        const isScreening = event.event === 'reveal' && state === 'making_sense';
        return on(at(state, { was, edition, isScreening }), event, { by }).kind === 'moved';
      }),
    );
    expect([name, done]).toEqual([name, true]);
  }
});
