/** Patience with Postgres: which of its failures pass, and the waiting and asking again that hides them from BullMQ. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Log } from '../bot/core/ports.ts';

/** Errors after which the very same statement will do: a deadlock, a serialisation failure. Nothing was done. */
const conflicts = new Set(['40P01', '40001']);

/** Codes of a server that is not there, not yet there, or about to go: Postgres's own, then the network's. */
const absences = new Set(['57P01', '57P02', '57P03', '57P05', '53300', '08000', '08001', '08003', '08004', '08006']);
const network = new Set(
  'ENOENT ECONNREFUSED ECONNRESET EPIPE ETIMEDOUT ENOTFOUND EAI_AGAIN EHOSTUNREACH ENETUNREACH ECONNABORTED'.split(' '),
);

/** The same from pg itself, which gives these no code. */
const lostConnection =
  /^(Connection terminated|timeout exceeded when trying to connect|Query read timeout|Client has encountered a connection error|Client was closed)/;

/**
 * The server cannot be asked. BullMQ keeps a job's outcome and asks again after `runRetryDelay` for one code alone;
 * with any other it would mark a job failed that succeeded (fault 1), or ask again at once and for ever.
 */
export class Away extends Error {
  override readonly name = 'Away';
  readonly code = 'ECONNREFUSED';
  /** What the server or the network said, for the log. */
  readonly reason: string;

  constructor(reason: string) {
    super(`The queue's database cannot be reached (${reason})`);
    this.reason = reason;
  }
}

/** Why the server is away, or undefined where the error is of another kind. */
export function awayReason(error: unknown): string | undefined {
  if (error instanceof Away) return error.reason;
  if (!(error instanceof Error)) return undefined;
  // A name with several addresses fails with one error for each of them, and no message.
  if (error instanceof AggregateError) return error.errors.map(awayReason).find((reason) => reason !== undefined);
  const code = codeOf(error);
  if (code !== undefined && (absences.has(code) || network.has(code))) return code;
  return code === undefined && lostConnection.test(error.message) ? 'connection lost' : undefined;
}

/** How long to go on, in milliseconds. */
export interface Limits {
  /** For a server that is away, before `Away` is thrown. */
  readonly awayMs: number;
  /** Tries of a statement that met a deadlock. */
  readonly tries: number;
}
export const usualLimits: Limits = { awayMs: 3_000, tries: 10 };

/** Says once that the server has gone and once that it is back, whoever notices. */
export class Presence {
  readonly #log: Log;
  #gone = false;
  #seenAt = Number.NEGATIVE_INFINITY;

  constructor(log: Log) {
    this.#log = log;
  }

  /** @param askedAt when it was asked what failed, by performance.now(): what began before the last answer is old news */
  away(reason: string, askedAt = performance.now()): void {
    if (askedAt < this.#seenAt) return;
    if (!this.#gone) this.#log.warn('queue.away', { reason });
    this.#gone = true;
  }

  back(): void {
    this.#seenAt = performance.now();
    if (this.#gone) this.#log.info('queue.back');
    this.#gone = false;
  }
}

/**
 * Runs a statement until it has an answer: at once again after a conflict, with growing waits while the server is away.
 * An answer lost on its way is asked for again too, so the statement must be one that may run twice: BullMQ's may,
 * because jobs are added under an id chosen beforehand (fault 8) and finished under a token.
 * @throws Away past the limit or when the signal stops it, and at once whatever is neither of the two kinds
 */
export async function patiently<T>(
  ask: () => Promise<T>,
  how: { presence: Presence; signal: AbortSignal; limits?: Limits },
): Promise<T> {
  const limits = how.limits ?? usualLimits;
  const until = performance.now() + limits.awayMs;
  for (let attempt = 1, waitMs = 50; ; attempt++) {
    if (how.signal.aborted) throw new Away('closed');
    const askedAt = performance.now();
    try {
      const answer = await ask();
      how.presence.back();
      return answer;
    } catch (error) {
      if (conflicts.has(codeOf(error) ?? '')) {
        if (attempt >= limits.tries) throw new Away('conflict');
        // Of different lengths, or those who met would meet again.
        await rest(Math.random() * 20 * attempt, how.signal);
        continue;
      }
      const reason = awayReason(error);
      if (reason === undefined) throw error;
      how.presence.away(reason, askedAt);
      if (performance.now() + waitMs > until) throw new Away(reason);
      await rest(waitMs, how.signal);
      waitMs = Math.min(waitMs * 2, 500);
    }
  }
}

/** Waits, or throws `Away` as soon as the signal comes. */
export async function rest(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await pause(ms, undefined, { signal });
  } catch {
    throw new Away('closed');
  }
}

/** An error's code where it has one: a Postgres SQLSTATE, a system error's name. */
export function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
