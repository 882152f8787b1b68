/** Clocks for tests: one that they move, the machine’s put forward, and one that stands where an office works. */
import type { Clock } from '../core/ports.ts';
import { isWorkingTime, OFFICE } from '../words/working-time.ts';
import { HOUR_MS } from '../words/zone.ts';

export interface SettableClock extends Clock {
  /** Moves it forward. */
  pass(ms: number): void;
}

export function settableClock(start = new Date('2026-11-23T09:00:00Z')): SettableClock {
  let now = start.getTime();
  return {
    now: () => new Date(now),
    pass(ms) {
      now += ms;
    },
  };
}

export interface MovedClock extends Clock {
  /** Puts it forward to a moment that is to come. */
  to(moment: Date): void;
}

/** The machine's clock, put forward. */
export function movedClock(start: Date): MovedClock {
  let ahead = start.getTime() - Date.now();
  return {
    now: () => new Date(Date.now() + ahead),
    to(moment) {
      ahead = moment.getTime() - Date.now();
    },
  };
}

export interface OfficeClock extends Clock {
  /** Puts it forward to where the office works on the next day that it does. */
  nextDay(): void;
}

/** Wednesday and Thursday: neither on these nor on the day after is a community's digest shown or sent, unless it chose that. */
const BEGINS_ON = [3, 4];

/**
 * The machine's clock, put forward to where an office works, and will for an hour, in the middle of a week: what is told in
 * working time comes at once, on whatever day and at whatever hour the test runs, and nobody has heard of a digest before.
 */
export function officeClock(): OfficeClock {
  const works = (ms: number): boolean => isWorkingTime(new Date(ms), OFFICE);
  const workingFrom = (ms: number): Date => {
    let at = ms;
    while (!works(at) || !works(at + HOUR_MS)) at += HOUR_MS / 4;
    return new Date(at);
  };
  let begins = workingFrom(Date.now());
  while (!BEGINS_ON.includes(begins.getUTCDay())) begins = workingFrom(begins.getTime() + HOUR_MS / 4);
  const { now, to } = movedClock(begins);
  return { now, nextDay: () => to(workingFrom(now().getTime() + 24 * HOUR_MS)) };
}
