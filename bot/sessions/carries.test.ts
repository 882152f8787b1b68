/** Methods that come later, as data in their first lines: the engine carries each from its beginning to its end as it is. */
import { expect, test } from 'vitest';
import type { Method, Phase } from './method.ts';
import { review } from './methods/review.ts';
import type { Actor } from './session.ts';
import { begun, GOOD } from './testing/begun.ts';
import { transition } from './transition.ts';

const phase = (key: string, changed: Partial<Phase> = {}): Phase => ({
  key,
  input: 'thread',
  visibility: 'visible',
  attribution: 'named',
  window: { days: 1 },
  begins: [],
  endsByTime: true,
  exit: [],
  extensions: { most: 1, days: 2 },
  grace: null,
  ...changed,
});

/** Peers say what they would do while those who asked only listen: written apart, shown together. */
const peerAssist: Method = {
  key: 'peer_assist',
  publishes: false,
  reopensAt: 'agreeing',
  selfLed: true,
  contributors: 3,
  people: { min: 3, max: 8 },
  phases: [
    phase('inviting', { window: { days: 2 }, exit: ['enough-invited'], grace: 2 }),
    phase('clarifying'),
    phase('advising', {
      input: 'private-form',
      visibility: 'hidden',
      window: { days: 2 },
      exit: ['enough-contributors'],
    }),
    phase('reflecting'),
    phase('agreeing', { exit: ['actions-clear'] }),
  ],
};
const beforeAction: Method = {
  key: 'before_action',
  publishes: false,
  reopensAt: 'answering',
  selfLed: true,
  contributors: 1,
  people: { min: 1, max: 15 },
  phases: [phase('answering', { input: 'private-form', window: { days: 2 } }), phase('running', { window: null })],
};
const hotSeat: Method = {
  key: 'hot_seat',
  publishes: true,
  reopensAt: 'writing_up',
  selfLed: false,
  contributors: 0,
  people: { min: 1, max: Number.POSITIVE_INFINITY },
  phases: [
    phase('promoting', { window: { days: 7 } }),
    phase('answering', { input: 'live', window: { minutes: 90 } }),
    phase('writing_up', { window: { days: 5 }, exit: ['no-names'], begins: ['send-draft'] }),
  ],
};
const retrospect: Method = {
  ...review,
  key: 'retrospect',
  people: { min: 3, max: 12 },
  phases: [{ ...review.phases[0], window: { days: 5 } }, ...review.phases.slice(1)],
};

/** As many as the smallest of them takes. */
const SIX = { ...GOOD, invited: 6 };
const lead: Actor = { person: 'lead', roles: ['facilitator'] };

test.each([
  [peerAssist, 'inviting clarifying advising reflecting agreeing closed'],
  [beforeAction, 'answering running closed'],
  [hotSeat, 'promoting answering writing_up published'],
  [retrospect, 'collecting making_sense agreeing checking published'],
])('$key goes its way', (method, way) => {
  let session = begun(method, { attribution: 'named' });
  const seen: string[] = [];
  const shown: string[] = [];
  for (const event of [
    'schedule',
    'open',
    ...way
      .split(' ')
      .slice(1)
      .map(() => 'next' as const),
  ] as const) {
    const outcome = transition(session, SIX, { event }, { actor: lead, seen: session.version });
    if (outcome.kind !== 'moved') throw new Error(`${session.state}: ${JSON.stringify(outcome)}`);
    if (outcome.effects.some(({ effect }) => effect === 'reveal')) shown.push(session.state);
    session = outcome.session;
    seen.push(session.state);
  }
  expect(seen.slice(1).join(' ')).toBe(way);
  // What is written apart is shown when that is over, and only then.
  expect(shown).toEqual(method.phases.filter(({ visibility }) => visibility === 'hidden').map(({ key }) => key));
});
