/** When an action is looked at again, and whom that is for: the table of its reminders. They go on whatever becomes of its session. */

import { addWorkingDays, type Calendar } from '../../words/working-time.ts';
import { DAY_MS } from '../../words/zone.ts';
import { laterDay, morningOf } from '../days.ts';
import type { Action } from './action.ts';

export type Look =
  /** Accept or decline? Its owner is asked once more. */
  | 'ask-again'
  /** They did not say: whoever leads picks another. */
  | 'unanswered'
  /** Its owner is reminded: a week before, the day before, and when it is late. */
  | 'soon'
  | 'tomorrow'
  | 'late'
  /** It stands in the list of what is late. */
  | 'late-leading'
  | 'late-sponsor'
  /** Nobody looked whether it is done: it is, by its owner's word. */
  | 'by-word'
  /** Did it make a difference? */
  | 'effect'
  /** Nobody could say. */
  | 'waive';

export interface Moment {
  readonly at: Date;
  readonly what: Look;
}

const ASK_AGAIN_DAYS = 3;
const UNANSWERED_DAYS = 5;
const CONFIRM_DAYS = 5;
const EFFECT_DAYS = 90;
/** It is asked once, and at most twice more. */
const EFFECT_ASKS = 3;

/** Days from the day on which it is due. */
const OWNERS: readonly (readonly [days: number, what: Look])[] = [
  [-7, 'soon'],
  [-1, 'tomorrow'],
  [1, 'late'],
  [8, 'late'],
  [15, 'late'],
  [22, 'late'],
  [29, 'late'],
];
const LISTS: readonly (readonly [days: number, what: Look])[] = [
  [14, 'late-leading'],
  [28, 'late-sponsor'],
];

type Followed = Pick<
  Action,
  'state' | 'dueOn' | 'offeredAt' | 'saidDoneAt' | 'confirmedAt' | 'endedAt' | 'effectAskedAt' | 'step'
>;

/** By whose working days and mornings it goes. */
export interface Clocks {
  readonly owner: Calendar;
  readonly community: Calendar;
}

/** All moments of an action in the state in which it is, in order; those at which it was looked already are the first `step` of them. */
export function momentsOf(action: Followed, { owner, community }: Clocks): readonly Moment[] {
  if (action.endedAt !== null) return [];
  const due = (days: typeof OWNERS): readonly Moment[] =>
    action.dueOn === null
      ? []
      : days.map(([after, what]) => ({ at: morningOf(laterDay(action.dueOn ?? '', after), owner.zone), what }));
  switch (action.state) {
    case 'offered':
      return inOrder([
        ...after(action.offeredAt, ASK_AGAIN_DAYS, owner, 'ask-again'),
        ...after(action.offeredAt, UNANSWERED_DAYS, owner, 'unanswered'),
        ...due(LISTS),
      ]);
    case 'accepted':
    case 'doing':
    case 'blocked':
      return inOrder([...due(OWNERS), ...due(LISTS)]);
    case 'declined':
    case 'orphaned':
      return due(LISTS);
    case 'said_done':
      return after(action.saidDoneAt, CONFIRM_DAYS, community, 'by-word');
    case 'confirmed':
      return effects(action);
    case 'proposed':
    case 'merged':
    case 'dropped':
      return [];
  }
}

/** Where it begins anew in a state: what would have come before is not made up for. */
export function begin(moments: readonly Moment[], now: Date): { step: number; lookAt: Date | null } {
  const step = moments.filter(({ at }) => at <= now).length;
  return { step, lookAt: moments[step]?.at ?? null };
}

/** Which of them have come, and where it goes on. After a long silence several come at once. */
export function come(
  moments: readonly Moment[],
  step: number,
  now: Date,
): { due: readonly Look[]; step: number; lookAt: Date | null } {
  const due = moments.slice(step).filter(({ at }) => at <= now);
  const next = step + due.length;
  return { due: due.map(({ what }) => what), step: next, lookAt: moments[next]?.at ?? null };
}

const inOrder = (moments: readonly Moment[]): readonly Moment[] =>
  [...moments].sort((a, b) => a.at.getTime() - b.at.getTime());

const after = (since: Date | null, days: number, calendar: Calendar, what: Look): readonly Moment[] =>
  since === null ? [] : [{ at: workedFrom(since, days, calendar), what }];

/** Who works on no day is asked by the calendar's own days. */
function workedFrom(since: Date, days: number, calendar: Calendar): Date {
  try {
    return addWorkingDays(since, days, calendar);
  } catch {
    return new Date(since.getTime() + days * DAY_MS);
  }
}

/** Ninety days after it was confirmed, and ninety after each time that nobody could say yet. */
function effects({ confirmedAt, effectAskedAt, step }: Followed): readonly Moment[] {
  if (confirmedAt === null) return [];
  const first = confirmedAt.getTime();
  const last = effectAskedAt?.getTime() ?? first;
  const each = EFFECT_DAYS * DAY_MS;
  // What was asked already was asked when it was; what comes is counted from there.
  const at = (number: number): Date =>
    new Date(number < step ? first : step === 0 ? first + (number + 1) * each : last + (number + 1 - step) * each);
  return Array.from({ length: EFFECT_ASKS + 1 }, (_, number) => ({
    at: at(number),
    what: number < EFFECT_ASKS ? 'effect' : 'waive',
  }));
}

/** How often it was asked whether it made a difference, once it has been as often as it is. */
export const isLastAsk = ({ step }: Pick<Action, 'step'>): boolean => step >= EFFECT_ASKS;
