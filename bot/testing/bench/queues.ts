/** The queue on both backends: how many jobs a second, and how long an added one waits for its start. */
import { setTimeout as sleep } from 'node:timers/promises';
import { openBackend } from '../../../jobs/backend.ts';
import { openQueue } from '../../../jobs/queue.ts';
import { hasRedis, startRedis } from '../../../jobs/testing/redis.ts';
import { noting, post } from '../../../jobs/testing/some-jobs.ts';
import { startWorker, work } from '../../../jobs/worker.ts';
import { silentLog } from '../../../prisma/embedded/temporary.ts';
import { systemClock } from '../../clock.ts';
import { type Waits, waitsOf } from './figures.ts';

export interface QueueFigures {
  readonly jobsASecond: number;
  /** From add to start, nothing else to do; in milliseconds. */
  readonly start: Waits;
}

/** As service.ts has it. */
const CONCURRENCY = 10;
const ALONE = 60;

/** @returns Redis null where there is none on this machine */
export async function measureQueues(
  databaseUrl: string,
  jobs: number,
): Promise<{ postgres: QueueFigures; redis: QueueFigures | null }> {
  const postgres = await measure({ databaseUrl }, jobs);
  if (!hasRedis) return { postgres, redis: null };
  const redis = await startRedis();
  try {
    return { postgres, redis: await measure({ databaseUrl, redisUrl: redis.url }, jobs) };
  } finally {
    await redis.stop();
  }
}

async function measure(where: { databaseUrl: string; redisUrl?: string }, jobs: number): Promise<QueueFigures> {
  const backend = await openBackend({ ...where, workers: 1, log: silentLog });
  const queue = openQueue(backend, { prefix: 'bench', clock: systemClock, log: silentLog });
  const begun = new Map<string, (at: number) => void>();
  const counted = noting(post);
  const lone = { ...post, name: 'lone' };
  const worker = startWorker({
    backend,
    works: [counted.work, work(lone, async ({ row }) => begun.get(row)?.(performance.now()))],
    concurrency: CONCURRENCY,
    clock: systemClock,
    log: silentLog,
    prefix: 'bench',
  });
  try {
    const waits: number[] = [];
    for (let at = 0; at < ALONE; at += 1) {
      const row = `lone${at}`;
      const start = new Promise<number>((resolve) => begun.set(row, resolve));
      const added = performance.now();
      await queue.add(lone, { row });
      waits.push((await start) - added);
      // A worker that has just ended a job looks for the next without being told.
      await sleep(20);
    }
    const began = performance.now();
    for (let at = 0; at < jobs; at += 100) {
      await Promise.all(Array.from({ length: 100 }, (_, more) => queue.add(post, { row: `r${at + more}` })));
    }
    while (counted.rows.length < jobs) await sleep(5);
    return { jobsASecond: (jobs * 1_000) / (performance.now() - began), start: waitsOf(waits) };
  } finally {
    await worker.close({ withinMs: 1_000 });
    await queue.close();
    await backend.close();
  }
}
