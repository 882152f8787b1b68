/** How lively a community is, held against itself alone: whether it has found its people, and whether less than usual is said in it. */
import { DAY_MS } from '../words/zone.ts';

/** What is counted of a community. Nobody is named, and nobody is counted by themselves. */
export interface Measured {
  readonly members: number;
  readonly facilitators: number;
  /** People besides the facilitators who contributed in the last 28 days. */
  readonly contributors: number;
  /** Contributions of each of the last weeks, this one first: as many weeks as a judgement needs. */
  readonly weeks: readonly number[];
  /** When the last contribution was made; null: never. */
  readonly lastAt: Date | null;
  readonly createdAt: Date;
}

export const WEEK_MS = 7 * DAY_MS;
/** Weeks of which the usual is taken, and weeks that are judged by it. */
const USUAL_WEEKS = 8;
const JUDGED_WEEKS = 2;
/** With fewer weeks behind it, nothing is usual in it yet. */
const LEAST_WEEKS = 4;
/** Where so little is usual that nothing could be less, this long without anything is. */
const NOTHING_WEEKS = 4;
/** Weeks that are counted. */
export const WEEKS = USUAL_WEEKS + JUDGED_WEEKS;

const FACILITATORS = 2;
const MEMBERS = 8;
const CONTRIBUTORS = 3;

/** Whether a forming community has found its people. */
export const isGrown = ({ members, facilitators, contributors }: Measured): boolean =>
  facilitators >= FACILITATORS && members >= MEMBERS && contributors >= CONTRIBUTORS;

/** The middle of some numbers; of an even count the mean of the two in the middle. */
export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const at = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(at)] ?? 0) + (sorted[Math.ceil(at)] ?? 0)) / 2;
}

/** What is less than usual, by the weeks before: their median less twice their median deviation, which is 1 at least. */
export function floorOf(weeks: readonly number[]): number {
  const middle = median(weeks);
  return middle - 2 * Math.max(1, median(weeks.map((count) => Math.abs(count - middle))));
}

/** Whether less than usual is said in it, two weeks running. @param now each week is judged by those that it had behind it */
export function isBelow({ weeks, createdAt }: Measured, now: Date): boolean {
  const lived = Math.floor((now.getTime() - createdAt.getTime()) / WEEK_MS);
  if (lived >= NOTHING_WEEKS && weeks.slice(0, NOTHING_WEEKS).every((count) => count === 0)) return true;
  return Array.from({ length: JUDGED_WEEKS }, (_, at) => at).every((at) => {
    const behind = weeks.slice(at + 1, Math.min(at + 1 + USUAL_WEEKS, lived));
    return behind.length >= LEAST_WEEKS && (weeks[at] ?? 0) < floorOf(behind);
  });
}

/** What is usual in it, as it was before the weeks that were judged: one contribution a week at least. */
export function usualOf({ weeks, createdAt }: Measured, now: Date): number {
  const lived = Math.floor((now.getTime() - createdAt.getTime()) / WEEK_MS);
  return Math.max(1, Math.ceil(median(weeks.slice(JUDGED_WEEKS, Math.max(JUDGED_WEEKS + 1, lived)))));
}

/** Whether it is as lively as usual again. */
export const isUsual = ({ weeks }: Measured, usual: number): boolean => (weeks[0] ?? 0) >= usual;
