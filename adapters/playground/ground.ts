/** What both stand-ins stand on: the store, the clock, the way to the bot, the live stream and the list of calls. */
import type { Clock, Log } from '../../bot/core/ports.ts';
import type { Hub } from './live.ts';
import type { Keep } from './store.ts';
import type { Wire } from './wire.ts';

/** Things to do later. A test hands one over that it moves itself. */
export interface Timers {
  /** Runs `run` once after `ms` milliseconds; the answer cancels it. */
  after(ms: number, run: () => void): () => void;
}

/** The process's own timers; they do not keep it alive. */
export const realTimers: Timers = {
  after(ms, run) {
    const timer = setTimeout(run, ms);
    timer.unref();
    return () => clearTimeout(timer);
  },
};

/** Disorder for fault tests: deliveries that arrive twice, late and out of order, as the real platforms' do. */
export interface Chaos {
  /** Of each delivery, the share (0 to 1) that is sent a second time although the first was answered. */
  repeat: number;
  /** Each delivery waits a random time up to this many milliseconds first, so that neighbours overtake each other. */
  delayMs: number;
  random(): number;
}

export interface Ground {
  readonly keep: Keep;
  /** The world's time: what messages say. */
  readonly clock: Clock;
  /** The wall's time, in which requests are signed and tokens expire; another only while the seed plays the past. */
  readonly wall: Clock;
  readonly log: Log;
  readonly timers: Timers;
  readonly fetch: typeof fetch;
  /** Where the stand-ins are reached, without a slash at the end. */
  readonly baseUrl: string;
  /** Where the bot is reached, without a slash at the end. */
  readonly botUrl: string;
  readonly hub: Hub;
  readonly wire: Wire;
  /** Waits between tries are multiplied by this: 1 is real time. */
  readonly timeScale: number;
  chaos: Chaos | null;
}

/** A refusal of the page's API: `status` and the code and sentence of `ApiError`. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: string;
  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** `value` when it is text, else `undefined`. */
export const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
