/** A process with a queue, as main assembles it, made and taken down within one test. */
import { randomUUID } from 'node:crypto';
import type { Clock } from '../../bot/core/ports.ts';
import { type Backend, openBackend } from '../backend.ts';
import { openQueue, type Queue } from '../queue.ts';
import { startWorker, type Work, type Worker, type WorkerMetrics, type WorkerTimes } from '../worker.ts';
import { type HeardLog, heardLog } from './log.ts';
import type { Place } from './place.ts';

export const clock: Clock = { now: () => new Date() };

/** Locks short enough for a test to see them expire. */
export const shortTimes: Partial<WorkerTimes> = { lockDuration: 1_000, stalledInterval: 400, runRetryDelay: 200 };

export interface Stage {
  readonly backend: Backend;
  readonly queue: Queue;
  readonly log: HeardLog;
  /** Queues are kept apart by it: two stages with one prefix are two processes of one deployment. */
  readonly prefix: string;
  worker(
    works: readonly Work[],
    how?: { concurrency?: number; times?: Partial<WorkerTimes>; metrics?: WorkerMetrics },
  ): Worker;
  close(): Promise<void>;
}

/** Makes stages, and takes down all that were made. */
export function stages(): {
  open(place: Place, how?: { prefix?: string; backend?: Backend }): Promise<Stage>;
  closeAll(): Promise<void>;
} {
  const opened: Stage[] = [];
  return {
    async open(place, how = {}) {
      const prefix = how.prefix ?? `t${randomUUID().slice(0, 8)}`;
      const log = heardLog();
      const backend = how.backend ?? (await openBackend({ ...place.where, workers: 1, log }));
      const queue = openQueue(backend, { prefix, clock, log });
      const workers: Worker[] = [];
      const stage: Stage = {
        backend,
        queue,
        log,
        prefix,
        worker(works, { concurrency = 4, times = shortTimes, metrics } = {}) {
          const shared = { backend, works, concurrency, clock, log, prefix, times };
          const worker = startWorker(metrics === undefined ? shared : { ...shared, metrics });
          workers.push(worker);
          return worker;
        },
        async close() {
          await Promise.all(workers.map((worker) => worker.close({ withinMs: 1_500 })));
          await queue.close();
          await backend.close();
        },
      };
      opened.push(stage);
      return stage;
    },
    async closeAll() {
      await Promise.all(opened.splice(0).map((stage) => stage.close()));
    },
  };
}
