/** Adding jobs: `hint` for the bot, which must never fail or wait for it, `add` and `schedule` for what may. */
import { randomUUID } from 'node:crypto';
import type { Clock, JobData, JobDefinition, Jobs, Log } from '../bot/core/ports.ts';
import { type Backend, type BullQueue, type JobOptions, type Pace, paces, queueName, usualPrefix } from './bull.ts';
import { within } from './within.ts';
import { checkData, describeError, JobRefused } from './words.ts';

export interface Queue extends Jobs {
  /**
   * Adds a job, for those who must know that it was added.
   * @param how.id the job's own id, where the same job added twice should be one for as long as it waits or runs,
   * or the record of its failure is kept; begins with a letter and has no colon
   * @throws JobRefused where name, id or data will not do; QueueError where it was not added within ten seconds
   */
  add<D extends JobData>(job: JobDefinition<D>, data: D, how?: { delayMs?: number; id?: string }): Promise<void>;
  /**
   * Runs the job every so many milliseconds, once for all processes however many of them say so. Saying it again
   * changes nothing but what is different, and mends what was lost.
   * @throws as `add`
   */
  schedule<D extends JobData>(job: JobDefinition<D>, how: { everyMs: number }, data: D): Promise<void>;
  /** Ends every schedule but those of these names. @throws QueueError */
  unscheduleOthers(names: readonly string[]): Promise<void>;
  /** How many jobs there are; those that succeeded are gone. @throws QueueError */
  counts(): Promise<Record<Pace, Counts>>;
  /** Since when the oldest job waits that could run; null where none does. @throws QueueError */
  waitingSince(): Promise<Date | null>;
  /** Removes old records of failed jobs; returns how many. For one caller at a time. @throws QueueError */
  tidy(how?: { olderThanMs?: number; keep?: number }): Promise<number>;
  /** Whether the queue's server answers, within two seconds. */
  healthy(): Promise<boolean>;
  /** The server's clock minus ours in milliseconds, for the doctor; undefined where it does not answer. */
  skewMs(): Promise<number | undefined>;
  /** Ends it within a second. Afterwards, and for those who still wait, `add` throws and `hint` returns at once. */
  close(): Promise<void>;
}
export interface Counts {
  readonly waiting: number;
  readonly delayed: number;
  readonly active: number;
  readonly failed: number;
}

/** It could not be done: the queue is closed, or its server did not answer in time. */
export class QueueError extends Error {
  override readonly name = 'QueueError';
  readonly reason: 'closed' | 'late';

  constructor(reason: 'closed' | 'late') {
    super(reason === 'closed' ? 'The queue is closed' : 'The queue did not answer in time');
    this.reason = reason;
  }
}

/** In milliseconds: what a hint may cost a person who waits, and what may pass before an `add` is given up. */
const hintMs = 1_000;
const addMs = 10_000;

/** How long records of failed jobs are kept, and how many at most. */
const keepFailedMs = 7 * 24 * 60 * 60 * 1_000;
const keepFailed = 5_000;

/** The adding side of the queue. Nothing here needs the server to be up. */
export function openQueue(backend: Backend, how: { prefix?: string; clock: Clock; log: Log }): Queue {
  const { prefix = usualPrefix, clock, log } = how;
  const producers = {
    now: backend.producer(queueName(prefix, 'now')),
    calm: backend.producer(queueName(prefix, 'calm')),
  };
  const waiting = new Set<() => void>();
  let closed: Promise<void> | undefined;
  let hintsFail = false;
  const refusedNames = new Set<string>();

  /** BullMQ's promises may never settle, those made after its closing never do (fault 7): ours do. */
  function bounded<T>(ms: number, ask: () => Promise<T>): Promise<T> {
    if (closed) return Promise.reject(new QueueError('closed'));
    return new Promise<T>((resolve, reject) => {
      const over = () => {
        clearTimeout(timer);
        waiting.delete(stop);
      };
      const stop = () => {
        over();
        reject(new QueueError('closed'));
      };
      const timer = setTimeout(() => {
        over();
        reject(new QueueError('late'));
      }, ms);
      waiting.add(stop);
      ask().finally(over).then(resolve, reject);
    });
  }

  async function put<D extends JobData>(
    ms: number,
    job: JobDefinition<D>,
    data: D,
    to: { delayMs?: number; id?: string },
  ) {
    const options = optionsOf(job);
    const clean = checkData(job, data);
    const jobId = to.id ?? `${job.name}-${randomUUID()}`;
    if (!/^[A-Za-z][\w.-]{0,150}$/.test(jobId)) throw new JobRefused('A job id begins with a letter and has no colon');
    const delay = Math.max(0, Math.round(to.delayMs ?? 0));
    await bounded(ms, () => bullOf(job).add(job.name, clean, { ...options, jobId, delay }));
  }
  const bullOf = (job: Pick<JobDefinition, 'pace'>): BullQueue => producers[job.pace ?? 'now'].bull;
  const each = <T>(ask: (bull: BullQueue) => Promise<T>) =>
    Promise.all(paces.map((pace) => bounded(addMs, () => ask(producers[pace].bull))));

  return {
    async hint(job, data, to = {}) {
      try {
        await put(hintMs, job, data, { delayMs: to.delayMs ?? 0 });
        hintsFail = false;
      } catch (error) {
        if (closed) return;
        if (error instanceof JobRefused) {
          if (!refusedNames.has(job.name)) log.error('queue.hint-refused', { job: job.name, why: error.message });
          refusedNames.add(job.name);
          return;
        }
        if (!hintsFail) log.warn('queue.hint-lost', { job: job.name, error: describeError(error) });
        hintsFail = true;
      }
    },
    add: (job, data, to = {}) => put(addMs, job, data, to),
    async schedule(job, { everyMs }, data) {
      const opts = optionsOf(job);
      const clean = checkData(job, data);
      // The offset ties the ticks to the clock: processes that say it for the first time at once mean the same tick.
      const repeat = { every: everyMs, offset: 1 };
      await bounded(addMs, () =>
        bullOf(job).upsertJobScheduler(job.name, repeat, { name: job.name, data: clean, opts }),
      );
    },
    async unscheduleOthers(names) {
      await each(async (bull) => {
        for (const { key } of await bull.getJobSchedulers())
          if (!names.includes(key)) await bull.removeJobScheduler(key);
      });
    },
    async counts() {
      const [now, calm] = await Promise.all([countsOf('now'), countsOf('calm')]);
      return { now, calm };
    },
    async waitingSince() {
      const oldest = await each((bull) => bull.getJobs('waiting', 0, 0, true));
      const since = oldest.flat().map(({ timestamp, opts }) => timestamp + (opts.delay ?? 0));
      return since.length === 0 ? null : new Date(Math.min(...since));
    },
    async tidy({ olderThanMs = keepFailedMs, keep = keepFailed } = {}) {
      const removed = await each(async (bull) => {
        const old = await bull.clean(olderThanMs, 10_000, 'failed');
        const { failed = 0 } = await bull.getJobCounts('failed');
        const surplus = failed > keep ? await bull.clean(0, failed - keep, 'failed') : [];
        return old.length + surplus.length;
      });
      return removed.reduce((sum, count) => sum + count, 0);
    },
    healthy: async () => closed === undefined && (await backend.healthy()),
    skewMs: () => backend.skewMs(clock),
    close() {
      closed ??= (async () => {
        const ended = Promise.allSettled(paces.map((pace) => producers[pace].bull.close()));
        for (const stop of waiting) stop();
        await within(500, ended, undefined);
        for (const pace of paces) producers[pace].release();
      })();
      return closed;
    },
  };

  async function countsOf(pace: Pace): Promise<Counts> {
    const states = ['waiting', 'delayed', 'active', 'failed'] as const;
    const found = await bounded(addMs, () => producers[pace].bull.getJobCounts(...states));
    const { waiting = 0, delayed = 0, active = 0, failed = 0 } = found;
    return { waiting, delayed, active, failed };
  }
}

/** How BullMQ is to treat a job. */
function optionsOf(job: Omit<JobDefinition, 'schema'>): JobOptions {
  if (!/^[a-z][a-z0-9-]{0,60}$/.test(job.name))
    throw new JobRefused('A job name is lower-case letters, digits and dashes');
  return {
    // Never fewer than three: one is used up by a crash, one by a restart of the server.
    attempts: Math.max(3, job.attempts),
    backoff: { type: 'exponential', delay: job.backoffMs },
    // By age or count, completions delete each other's rows and deadlock (fault 2); failures are few and `tidy` has them.
    removeOnComplete: true,
    removeOnFail: false,
    stackTraceLimit: 0,
  };
}
