/** Checks of what Guildhall stands on: the database, its disk, the queue and Redis, the secret, the operator's channel. */
import { openBackend } from '../../../jobs/backend.ts';
import { queueConnections } from '../../../jobs/postgres.ts';
import { openQueue } from '../../../jobs/queue.ts';
import { inspectRedis } from '../../../jobs/redis.ts';
import { DOOR_CONNECTIONS } from '../../../prisma/door.ts';
import type { PrismaClient } from '../../../prisma/generated/client.ts';
import { type DatabaseFacts, inspectClock, inspectLane } from '../../../prisma/inspect.ts';
import { remaining } from '../../../prisma/rekey.ts';
import { operatorChannel } from '../../../prisma/settings.ts';
import type { Config } from '../../config.ts';
import type { Clock, Log } from '../../core/ports.ts';
import { refKey } from '../../core/ref.ts';
import { StartError } from '../../core/start-error.ts';
import { LIMITS } from '../../operations/watched.ts';
import type { Closers } from '../closers.ts';
import { CONNECTIONS } from '../database.ts';
import { ago, type Finding, ok, problem, warning } from './finding.ts';

/** All that one process takes of Postgres at most, where the queue is there too: three fit into its usual 100. */
export const MOST_CONNECTIONS = CONNECTIONS + DOOR_CONNECTIONS + queueConnections(1);
/** Budgets are counted by each process's own clock, in fractions of a second. */
const SKEWED_MS = 1_000;
const WRONG_MS = 10_000;
const megabytes = (bytes: number): string => `${Math.round(bytes / 1e6).toLocaleString('en-GB')} MB`;

export function databaseFindings({
  version,
  bytes,
  free,
  connections,
  lacking,
  newer,
}: DatabaseFacts): readonly Finding[] {
  const what = { check: 'database' };
  return [
    ok(what, `Postgres ${version}, ${megabytes(bytes)}.`),
    free < MOST_CONNECTIONS
      ? warning(
          { check: 'database connections' },
          `${free} of ${connections} are free, and a process takes up to ${MOST_CONNECTIONS}.`,
          {
            todo: 'Raise max_connections in Postgres, or run fewer processes.',
          },
        )
      : ok({ check: 'database connections' }, `${free} of ${connections} are free.`),
    lacking > 0
      ? problem({ check: 'migrations' }, `${lacking} are missing.`, { todo: 'Run: npm run migrate' })
      : newer > 0
        ? warning({ check: 'migrations' }, `the database is ${newer} ahead of this release.`, {
            todo: 'Start the newer release everywhere.',
          })
        : ok({ check: 'migrations' }, 'all are there.'),
  ];
}

export async function clockFinding(prisma: PrismaClient, clock: Clock): Promise<Finding> {
  const what = { check: 'clock', of: 'database' };
  const ms = await inspectClock(prisma, clock);
  const off = Math.abs(ms);
  if (off <= SKEWED_MS) return ok(what, 'as this machine’s.');
  const says = `${(off / 1_000).toFixed(1)} seconds ${ms > 0 ? 'ahead of' : 'behind'} this machine’s.`;
  const todo = 'Have the clocks of both, and of every machine that runs Guildhall, set by the network (NTP).';
  return off > WRONG_MS ? problem(what, says, { todo }) : warning(what, says, { todo });
}

/** @param free bytes, as `freeBytes` has them */
export function diskFinding({ databaseUrl }: Pick<Config, 'databaseUrl'>, free: number | null): Finding {
  const what = { check: 'disk' };
  if (free === null)
    return ok(
      what,
      databaseUrl === null ? 'it cannot be asked here.' : 'it is the database’s own; Postgres does not say.',
    );
  if (free >= LIMITS.freeBytes) return ok(what, `${megabytes(free)} are free.`);
  return problem(what, `${megabytes(free)} are free.`, { todo: 'Free room there, or enlarge it.', section: 3 });
}

export async function redisFinding(redisUrl: string | undefined): Promise<readonly Finding[]> {
  if (redisUrl === undefined) return [];
  const what = { check: 'redis' };
  try {
    const { version, policy } = await inspectRedis(redisUrl);
    if (policy === undefined || policy === 'noeviction') return [ok(what, `version ${version}.`)];
    const says = `its maxmemory-policy is ${policy}, so it may forget jobs.`;
    return [warning(what, says, { todo: 'Set maxmemory-policy to noeviction.' })];
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    return [problem(what, error.message, { section: 4 })];
  }
}

/** Nothing is made for it: where the queue lives in a database without its tables, it is left alone. */
export async function queueFindings(
  { redisUrl }: Pick<Config, 'redisUrl'>,
  { url, hasTables }: { url: string; hasTables: boolean },
  { closers, clock, log }: { closers: Closers; clock: Clock; log: Log },
): Promise<readonly Finding[]> {
  const what = { check: 'queue' };
  if (redisUrl === undefined && !hasTables)
    return [warning(what, 'it has no tables yet.', { todo: 'Start Guildhall once.' })];
  const backend = await closers.open(
    'queue',
    () => openBackend({ databaseUrl: url, redisUrl, workers: 0, log }),
    (made) => made.close(),
  );
  const queue = await closers.open(
    'queue',
    () => openQueue(backend, { clock, log }),
    (made) => made.close(),
  );
  const [since, counts, skewMs] = await Promise.all([queue.waitingSince(), queue.counts(), queue.skewMs()]);
  const waiting = counts.now.waiting + counts.calm.waiting;
  const now = clock.now();
  const isLate = since !== null && now.getTime() - since.getTime() > LIMITS.dueMs;
  const isSkewed = skewMs !== undefined && Math.abs(skewMs) > 30_000;
  return [
    isLate
      ? problem(what, `${waiting} jobs wait, the oldest for ${ago(since, now)}.`, {
          todo: 'Start a worker, or one more.',
          section: 4,
        })
      : ok(what, waiting === 0 ? 'no job waits.' : `${waiting} jobs wait, none for long.`),
    // One that is a minute ahead takes jobs that others still run.
    isSkewed
      ? problem(
          { check: 'clock', of: 'queue' },
          `it differs from this machine’s by ${Math.round(Math.abs(skewMs) / 1_000)} seconds.`,
          {
            todo: 'Have both set by the network (NTP).',
          },
        )
      : ok({ check: 'clock', of: 'queue' }, 'as this machine’s.'),
  ];
}

export async function secretFinding(url: string, secrets: readonly Uint8Array[]): Promise<Finding> {
  const what = { check: 'secret' };
  if (secrets.length === 0)
    return problem(what, 'there is none.', { todo: 'Set GUILDHALL_SECRET, or put the file secret back.', section: 5 });
  const { older, unreadable } = await remaining(url, secrets);
  if (unreadable > 0)
    return problem(what, `${unreadable} values open with no secret that is configured.`, {
      todo: 'Put the one that sealed them at the end of GUILDHALL_SECRET.',
      section: 5,
    });
  return older
    ? warning(what, 'something is still sealed under an older one.', { todo: 'Run: npm run rekey', section: 5 })
    : ok(what, 'everything is sealed under the newest.');
}

export async function operatorFinding(prisma: PrismaClient): Promise<Finding> {
  const what = { check: 'operator channel' };
  const named = await operatorChannel(prisma);
  if (!named)
    return warning(what, 'none is named: alarms go to the log alone.', {
      todo: 'Run: npm run connect -- operator <the channel’s link>',
    });
  const { to } = named;
  const channel = `${to.platform}/${to.id}`;
  const { failed, waiting, code } = await inspectLane(prisma, refKey(to));
  if (failed + waiting === 0) return ok(what, `${channel}.`);
  return problem(what, `${failed + waiting} alarms could not be brought to ${channel} (${code ?? 'no reason'}).`, {
    todo: 'Invite Guildhall to that channel and name it once more, or another: npm run connect -- operator <the channel’s link>',
    section: 9,
  });
}
