/**
 * Where the queue lives: the one place that chooses between Postgres (the default) and Redis (where REDIS_URL is set).
 * What stands behind `Backend` differs; what queue.ts and worker.ts do with it does not, and one contract suite says so.
 */
import type { Log } from '../bot/core/ports.ts';
import type { Backend } from './bull.ts';
import { openPostgres, postgresPool } from './postgres.ts';
import { openRedis } from './redis.ts';

export type { Backend } from './bull.ts';

/**
 * Opens the queue's backend. Postgres may be down: what is made meanwhile comes to life when it is back (fault 3).
 * @param how.workers how many times this process will call `startWorker`: 1 or, for a process that only adds, 0
 * @throws StartError, a sentence for people: a malformed address, a missing right, a Redis that does not answer
 */
export async function openBackend(how: {
  databaseUrl: string;
  redisUrl?: string | undefined;
  workers: number;
  log: Log;
}): Promise<Backend> {
  const { databaseUrl, redisUrl, workers, log } = how;
  if (redisUrl !== undefined) return openRedis({ redisUrl, log });
  return openPostgres({ pool: postgresPool({ databaseUrl, workers }), log });
}
