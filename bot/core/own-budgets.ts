/** Budgets that one process counts by itself and writes nowhere: for calls that a private press needs. */
import type { Budgets, Limit } from './budget.ts';
import type { Clock } from './ports.ts';

/** Who has a whole one is forgotten beyond this. */
const ROOM = 1_000;

/**
 * As the shared ones, whose rows say when something was last spent: of a workspace in which one person alone takes part, that
 * would say when they wrote. Both together may ask more than a platform grants; then it says so.
 */
export function createOwnBudgets(clock: Clock): Budgets {
  /** By key: when all that was spent will have been earned again, as in a row of the shared ones. */
  const earnedAt = new Map<string, number>();
  const pausedUntil = new Map<string, number>();
  const forget = (now: number): void => {
    for (const kept of [earnedAt, pausedUntil])
      if (kept.size > ROOM) for (const [key, at] of kept) if (at <= now) kept.delete(key);
  };
  return {
    clock,
    async spend(limits, { waiting }) {
      const now = clock.now().getTime();
      forget(now);
      const since = ({ key }: Limit): number => Math.max(now, earnedAt.get(key) ?? now);
      const ahead = ({ burst, everyMs, kept = 0 }: Limit): number => (burst - (waiting ? 0 : kept) - 1) * everyMs;
      const halt = ({ key }: Limit): number => (pausedUntil.get(key) ?? now) - now;
      const ms = Math.max(
        0,
        ...limits.map((limit) => Math.ceil(Math.max(since(limit) - now - ahead(limit), halt(limit)))),
      );
      if (ms > 0) return ms;
      for (const limit of limits) earnedAt.set(limit.key, since(limit) + limit.everyMs);
      return 0;
    },
    async pause(key, ms) {
      const until = clock.now().getTime() + ms;
      pausedUntil.set(key, Math.max(until, pausedUntil.get(key) ?? until));
    },
  };
}
