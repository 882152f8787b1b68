/** The queue's inside: the part of BullMQ that we use, the same on both backends, and what a backend must give. */
import type { Clock } from '../bot/core/ports.ts';

/**
 * The two queues. A job of pace `now` has someone waiting for it; bulk is `calm`. Each has workers of its own, so that
 * no amount of bulk, waiting or running, stands before a person's message; priorities within one queue would let the
 * bulk that already runs hold every place.
 */
export const paces = ['now', 'calm'] as const;
export type Pace = (typeof paces)[number];

/** A queue's name: letters and dashes, since BullMQ refuses a colon. On both backends the prefix keeps deployments apart. */
export function queueName(prefix: string, pace: Pace): string {
  return `${prefix}-${pace}`;
}
export const usualPrefix = 'guildhall';

export interface Backend {
  readonly kind: 'postgres' | 'redis';
  /** An object to add jobs with. */
  producer(name: string): Producer;
  /** An object that takes jobs and runs them, at once. */
  consumer(name: string, run: (job: TakenJob) => Promise<void>, settings: ConsumerSettings): Consumer;
  /** Whether the server answers, within two seconds. The workers hide that it does not (fault 7). */
  healthy(): Promise<boolean>;
  /**
   * The server's clock minus ours, in milliseconds; undefined where it cannot be asked. Locks are measured by the
   * clock of each process: one that is 60 s ahead takes jobs that others still run (fault 6).
   */
  skewMs(clock: Clock): Promise<number | undefined>;
  /** Ends the connections, within a second. Producers and consumers are released before. */
  close(): Promise<void>;
}

export interface Producer {
  readonly bull: BullQueue;
  /** Ends it without waiting for a server; what is still being added settles with an error or never. */
  release(): void;
}

export interface Consumer {
  readonly bull: BullWorker;
  /** Cuts its connections, after `bull.close()` or in its place; what still runs cannot reach the queue any more. */
  release(): void;
}

export interface ConsumerSettings {
  readonly concurrency: number;
  /** All in milliseconds but the count. */
  readonly lockDuration: number;
  readonly stalledInterval: number;
  readonly maxStalledCount: number;
  readonly runRetryDelay: number;
}

export interface BullQueue {
  add(name: string, data: unknown, how: JobOptions & { jobId: string; delay?: number }): Promise<unknown>;
  upsertJobScheduler(
    id: string,
    repeat: { every: number; offset: number },
    template: { name: string; data: unknown; opts: JobOptions },
  ): Promise<unknown>;
  removeJobScheduler(id: string): Promise<boolean>;
  getJobSchedulers(): Promise<{ key: string }[]>;
  getJobCounts(...states: ('waiting' | 'delayed' | 'active' | 'failed')[]): Promise<Record<string, number>>;
  /** Of a state, the oldest first. */
  getJobs(
    state: 'waiting',
    start: number,
    end: number,
    asc: true,
  ): Promise<{ timestamp: number; opts: { delay?: number } }[]>;
  /** Removes the oldest of a state that are older than the grace, in milliseconds; returns their ids. */
  clean(graceMs: number, limit: number, state: 'failed'): Promise<string[]>;
  close(): Promise<void>;
}

export interface JobOptions {
  attempts: number;
  backoff: { type: 'exponential'; delay: number };
  removeOnComplete: true;
  removeOnFail: false;
  stackTraceLimit: 0;
}

export interface BullWorker {
  close(): Promise<void>;
  on(event: 'stalled', heard: (jobId: string) => void): unknown;
}

/** A job as a worker gets it. Its data are not yet parsed. */
export interface TakenJob {
  readonly id?: string;
  readonly name: string;
  readonly data: unknown;
  /** Tries that have ended; one cut off by a crash has not. */
  readonly attemptsMade: number;
  readonly opts: { readonly attempts?: number };
}
