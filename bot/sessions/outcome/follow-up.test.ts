/** When actions are looked at again: every row of the table, in every state, and after a long silence. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { OFFICE } from '../../words/working-time.ts';
import { DAY_MS } from '../../words/zone.ts';
import { ACTION_STATES } from '../actions.ts';
import { begin, come, momentsOf } from './follow-up.ts';

type Followed = Parameters<typeof momentsOf>[0];
const CLOCKS = { owner: OFFICE, community: OFFICE };
const none: Followed = {
  state: 'proposed',
  dueOn: '2026-12-24',
  offeredAt: null,
  saidDoneAt: null,
  confirmedAt: null,
  endedAt: null,
  effectAskedAt: null,
  step: 0,
};
const at = (iso: string): Date => new Date(iso);
const shown = (action: Partial<Followed>) =>
  momentsOf({ ...none, ...action }, CLOCKS).map((one) => `${one.at.toISOString().slice(0, 16)} ${one.what}`);

describe('in each state', () => {
  test('offered on a Thursday: asked again after three working days, another is picked after five; and lists of what is late', () => {
    expect(shown({ state: 'offered', offeredAt: at('2026-12-03T10:00:00Z') })).toEqual([
      '2026-12-08T10:00 ask-again',
      '2026-12-10T10:00 unanswered',
      '2027-01-07T09:00 late-leading',
      '2027-01-21T09:00 late-sponsor',
    ]);
  });

  test.each(['accepted', 'doing', 'blocked'] as const)('%s: by the day on which it is due', (state) => {
    expect(shown({ state })).toEqual([
      '2026-12-17T09:00 soon',
      '2026-12-23T09:00 tomorrow',
      '2026-12-25T09:00 late',
      '2027-01-01T09:00 late',
      '2027-01-07T09:00 late-leading',
      '2027-01-08T09:00 late',
      '2027-01-15T09:00 late',
      '2027-01-21T09:00 late-sponsor',
      '2027-01-22T09:00 late',
    ]);
  });

  test.each(['declined', 'orphaned'] as const)('%s: nobody has it, so only the lists', (state) => {
    expect(shown({ state })).toEqual(['2027-01-07T09:00 late-leading', '2027-01-21T09:00 late-sponsor']);
  });

  test('said to be done: five working days, over Christmas', () => {
    expect(shown({ state: 'said_done', saidDoneAt: at('2026-12-23T15:00:00Z') })).toEqual(['2027-01-04T15:00 by-word']);
  });

  test('confirmed: after ninety days, and ninety after each asking; then nobody is asked any longer', () => {
    const confirmed = { state: 'confirmed', confirmedAt: at('2027-01-01T12:00:00Z') } as const;
    expect(shown(confirmed)).toEqual([
      '2027-04-01T12:00 effect',
      '2027-06-30T12:00 effect',
      '2027-09-28T12:00 effect',
      '2027-12-27T12:00 waive',
    ]);
    // Asked two days late: what follows is counted from then.
    expect(shown({ ...confirmed, step: 1, effectAskedAt: at('2027-04-03T12:00:00Z') }).slice(1)).toEqual([
      '2027-07-02T12:00 effect',
      '2027-09-30T12:00 effect',
      '2027-12-29T12:00 waive',
    ]);
  });

  test('what is over, or was never put to anybody, has none', () => {
    for (const state of ['proposed', 'merged', 'dropped'] as const) expect(shown({ state })).toEqual([]);
    expect(
      shown({ state: 'confirmed', confirmedAt: at('2027-01-01T12:00:00Z'), endedAt: at('2027-04-02T12:00:00Z') }),
    ).toEqual([]);
    expect(shown({ state: 'accepted', dueOn: null })).toEqual([]);
  });

  test('mornings are the owner’s, working days too', () => {
    const owner = { ...OFFICE, zone: 'America/New_York', week: { 1: OFFICE.week[1] ?? { from: 540, to: 1020 } } };
    const clocks = { owner, community: OFFICE };
    const action = { ...none, state: 'offered', offeredAt: at('2026-12-01T15:00:00Z') } as const;
    expect(momentsOf(action, clocks)[0]?.at.toISOString()).toBe('2026-12-21T15:00:00.000Z');
    expect(momentsOf({ ...none, state: 'doing' }, clocks)[0]?.at.toISOString()).toBe('2026-12-17T14:00:00.000Z');
    // Who works on no day at all is asked all the same.
    const never = { owner: { ...owner, week: {} }, community: OFFICE };
    expect(momentsOf(action, never)[0]?.at.toISOString()).toBe('2026-12-04T15:00:00.000Z');
  });
});

test('accepted three days before it is due, what would have come before is not made up for', () => {
  const moments = momentsOf({ ...none, state: 'accepted' }, CLOCKS);
  expect(begin(moments, at('2026-12-21T11:00:00Z'))).toEqual({ step: 1, lookAt: at('2026-12-23T09:00:00Z') });
});

test('after a silence of a month everything that came is there at once, and it goes on from there', () => {
  const moments = momentsOf({ ...none, state: 'accepted' }, CLOCKS);
  expect(come(moments, 1, at('2027-01-10T00:00:00Z'))).toEqual({
    due: ['tomorrow', 'late', 'late', 'late-leading', 'late'],
    step: 6,
    lookAt: at('2027-01-15T09:00:00Z'),
  });
});

test('whenever it is looked at, each moment comes once and in order, and none before its time', () => {
  const looks = fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 60 });
  fc.assert(
    fc.property(fc.constantFrom(...ACTION_STATES), looks, (state, days) => {
      const since = at('2026-12-01T10:00:00Z');
      const action = { ...none, state, offeredAt: since, saidDoneAt: since, confirmedAt: since };
      const moments = momentsOf(action, CLOCKS);
      let { step } = begin(moments, since);
      const heard: string[] = [];
      for (const day of [...days].sort((a, b) => a - b)) {
        const now = new Date(since.getTime() + day * DAY_MS);
        const found = come(moments, step, now);
        heard.push(...found.due);
        expect(found.lookAt === null || found.lookAt > now).toBe(true);
        step = found.step;
      }
      expect(heard).toEqual(moments.slice(0, step).map(({ what }) => what));
    }),
  );
});
