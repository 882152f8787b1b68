/** Budgets: how often something may be done, counted for all processes together, with a part kept for people who are waiting. */
import { ChatError } from './chat.ts';
import type { Clock } from './ports.ts';

/**
 * `burst` at once, and one more for every `everyMs` that pass. In any window of W milliseconds, both its ends counted,
 * that is at most burst + W / everyMs (rounded down): where a platform allows A in W, burst and refill share A between
 * them, so that no window ever has more. 7 in a second is 3 at once and one every 250 ms: 3 + 1000 / 250 = 7.
 */
export interface Limit {
  /** What is counted, in ids alone. */
  readonly key: string;
  readonly burst: number;
  readonly everyMs: number;
  /** Of the burst, what is left to people who are waiting; less than the burst, none where absent. */
  readonly kept?: number;
}

export interface Budgets {
  /** By which they count. */
  readonly clock: Clock;
  /**
   * Spends one of each limit, or nothing where any has too little. @param how.waiting a person waits for it
   * @param how.queues whoever asks comes back when told: each of them is told its own turn
   * @returns 0 where it was spent, else the milliseconds until it may be tried again
   */
  spend(limits: readonly Limit[], how: { waiting: boolean; queues?: boolean }): Promise<number>;
  /** Nobody spends of this key for so long, in no process: a platform asked for it. */
  pause(key: string, ms: number): Promise<void>;
}

/** How an adapter pays: absent, it pays nothing. */
export interface Purse {
  readonly budgets: Budgets;
  /** Waits by the clock of the budgets. */
  readonly wait: (ms: number) => Promise<void>;
}

/** What one call costs. The first limit is the one that a platform's refusal pauses. */
export interface Bill {
  readonly limits: readonly Limit[];
  readonly waiting: boolean;
  /** It is not made after this: by then it is another's to make. */
  readonly until?: Date;
}

/** A person who waits is kept waiting a moment rather than refused: a form can be opened for three seconds. */
const PATIENCE_MS = 1_500;
/** Where it cannot be looked up what is left. */
const AWAY_MS = 1_000;
/** A platform that calls a halt without saying for how long. */
const HALT_MS = 1_000;
/** A longer halt is kept to for this long: the platform says once more what is left of it, and may have been mistaken. */
const LONGEST_HALT_MS = 3_600_000;

/**
 * Paying takes no longer than this: a process that stood still meanwhile, or had no database, has lost what it was to
 * speak for to another, who has spoken by now. In milliseconds; a sender has it to spare.
 */
export const PAYING_MS = 10_000;

/**
 * Makes a call that is paid for first. @param call given what throws when it is too late, for one that has more to do
 * before it calls. @throws ChatError `busy` with code `budget` and the wait, where nothing is left, or
 * with code `held_up` where paying took too long or it is too late; what the call throws
 */
export async function paying<T>(
  purse: Purse | undefined,
  bill: Bill,
  call: (inTime: () => void) => Promise<T>,
): Promise<T> {
  const [first] = bill.limits;
  if (!purse || !first) return call(() => undefined);
  const { clock } = purse.budgets;
  const inTime = (): void => {
    if (bill.until && clock.now() > bill.until) throw new ChatError('busy', 'held_up', AWAY_MS);
  };
  const from = clock.now().getTime();
  await pay(purse, bill);
  if (clock.now().getTime() - from > PAYING_MS) throw new ChatError('busy', 'held_up', AWAY_MS);
  inTime();
  try {
    return await call(inTime);
  } catch (error) {
    if (error instanceof ChatError && error.throttled) {
      const ms = Math.min(Math.max(error.retryAfterMs, HALT_MS), LONGEST_HALT_MS);
      // What is not written down is said again by the platform to whoever calls next.
      await purse.budgets.pause(first.key, ms).catch(() => undefined);
    }
    throw error;
  }
}

async function pay({ budgets, wait }: Purse, { limits, waiting }: Bill): Promise<void> {
  for (let patience = waiting ? PATIENCE_MS : 0; ; ) {
    const ms = await budgets.spend(limits, { waiting, queues: !waiting }).catch(() => {
      // The platform counts too: nobody who waits is refused because we could not.
      if (waiting) return 0;
      throw new ChatError('busy', 'budget_away', AWAY_MS);
    });
    if (ms === 0) return;
    if (ms > patience) throw new ChatError('busy', BUDGET, ms);
    patience -= ms;
    await wait(ms);
  }
}

/** The code of a call that was not made because its budget was spent. */
export const BUDGET = 'budget';
