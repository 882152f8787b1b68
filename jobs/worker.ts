/** Running jobs: takes them from both queues, checks their data at the door, and says how each ended. */
import { UnrecoverableError } from 'bullmq';
import type { Clock, JobData, JobDefinition, Log } from '../bot/core/ports.ts';
import { type Backend, type ConsumerSettings, paces, queueName, type TakenJob, usualPrefix } from './bull.ts';
import { within } from './within.ts';
import { checkData, describeError, JobRefused } from './words.ts';

/** A job's definition and what is done for it. Safe to run twice: a crash or a lost lock runs it again. */
export interface Work<D extends JobData = JobData> {
  readonly definition: JobDefinition<D>;
  run(data: D, context: WorkContext): Promise<void>;
}
/** Nothing of BullMQ's job: concurrent `job.log()` fails it (fault 5), and results are not kept (fault 4). */
export interface WorkContext {
  /** Which try this is, from 1. A try cut off by a crash does not count. */
  readonly attempt: number;
  readonly lastAttempt: boolean;
}

export interface WorkerMetrics {
  /** `again` where it failed and will be tried again. */
  ran(job: string, outcome: 'done' | 'again' | 'failed', ms: number): void;
}

export interface Worker {
  /** How many jobs run now. */
  running(): number;
  /**
   * Takes no more, waits for those that run, and ends; never longer than `withinMs` (4,000). What has not ended by
   * then is left: it is run again, here or elsewhere, when its lock has expired. Whoever leaves one must end the
   * process itself, which it keeps alive.
   */
  close(how?: { withinMs?: number }): Promise<void>;
}

/** What the trial found to hold; tests shorten the locks. */
export type WorkerTimes = Omit<ConsumerSettings, 'concurrency'>;
export const usualTimes: WorkerTimes = {
  lockDuration: 30_000,
  stalledInterval: 10_000,
  maxStalledCount: 3,
  // BullMQ's own 15 s would be added to every outage.
  runRetryDelay: 1_000,
};

/** The part of a closing that is not waiting for jobs, in milliseconds. */
const endingMs = 500;

/** Joins a definition to its work: the definition's schema types the data. */
export function work<D extends JobData>(definition: JobDefinition<D>, run: Work<D>['run']): Work {
  return { definition, run };
}

/**
 * Starts taking jobs, at once or as soon as the server is up.
 * @param how.concurrency how many jobs of pace `now` run at once; of `calm` half as many beside them
 * @throws Error where two works have one name
 */
export function startWorker(how: {
  backend: Backend;
  works: readonly Work[];
  concurrency: number;
  clock: Clock;
  log: Log;
  metrics?: WorkerMetrics;
  prefix?: string;
  times?: Partial<WorkerTimes>;
}): Worker {
  const { backend, concurrency, clock, log, metrics, prefix = usualPrefix } = how;
  const works = byName(how.works);
  const running = new Set<Promise<void>>();
  let closing: Promise<void> | undefined;

  /** One job, from BullMQ's hands and back: it completes with nothing and fails with a safe word or two. */
  async function perform(job: TakenJob): Promise<void> {
    const began = clock.now().getTime();
    const attempt = job.attemptsMade + 1;
    const lastAttempt = attempt >= (job.opts.attempts ?? 1);
    const fields = { job: job.name, id: job.id, attempt };
    const ended = (outcome: 'done' | 'again' | 'failed') =>
      metrics?.ran(job.name, outcome, clock.now().getTime() - began);
    const found = works.get(job.name);
    // A newer release's job, taken by the old one during the change: the next try may meet the new one.
    if (found === undefined) return fail(new Error('no work of this name'), 'job.unknown');
    let data: JobData;
    try {
      data = checkData(found.definition, job.data);
    } catch (error) {
      const why = error instanceof JobRefused ? error.message : describeError(error);
      log.error('job.refused', { ...fields, why });
      ended('failed');
      throw new UnrecoverableError(why);
    }
    try {
      await found.run(data, { attempt, lastAttempt });
    } catch (error) {
      return fail(error, lastAttempt ? 'job.failed' : 'job.again');
    }
    ended('done');

    function fail(error: unknown, event: string): never {
      const words = describeError(error);
      log[lastAttempt ? 'error' : 'warn'](event, { ...fields, error: words });
      ended(lastAttempt ? 'failed' : 'again');
      const failure = new Error(words);
      // Its message is kept with the job; our stack is of no use there.
      delete failure.stack;
      throw failure;
    }
  }

  const run = (job: TakenJob): Promise<void> => {
    const performed = perform(job);
    running.add(performed);
    return performed.finally(() => running.delete(performed));
  };

  const consumers = paces.map((pace) => {
    const places = pace === 'now' ? concurrency : Math.max(1, Math.floor(concurrency / 2));
    const settings = { ...usualTimes, ...how.times, concurrency: places };
    const consumer = backend.consumer(queueName(prefix, pace), run, settings);
    consumer.bull.on('stalled', (id) => log.warn('job.stalled', { id, pace }));
    return consumer;
  });

  /** With no job running there is nothing to wait for but a server, and it may be away. */
  async function endedOrIdle(ended: Promise<unknown>): Promise<void> {
    do await Promise.allSettled([...running]);
    while (
      !(await within(
        endingMs,
        ended.then(() => true),
        false,
      )) &&
      running.size > 0
    );
  }

  return {
    running: () => running.size,
    close({ withinMs = 4_000 } = {}) {
      closing ??= (async () => {
        const ended = Promise.allSettled(consumers.map((consumer) => consumer.bull.close()));
        await within(Math.max(0, withinMs - endingMs), endedOrIdle(ended), undefined);
        if (running.size > 0) log.warn('worker.left', { running: running.size });
        for (const consumer of consumers) consumer.release();
        await within(endingMs, ended, undefined);
      })();
      return closing;
    },
  };
}

/** Works by the names of their jobs. @throws Error where two have one name */
function byName(works: readonly Work[]): Map<string, Work> {
  const found = new Map<string, Work>();
  for (const each of works) {
    const { name } = each.definition;
    if (found.has(name)) throw new Error(`Two works for one job: ${name}`);
    found.set(name, each);
  }
  return found;
}
