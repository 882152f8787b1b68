/** A clock that tests move. */
import type { Clock } from '../core/ports.ts';

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
