/** The queue in Postgres: a pool of its own, its tables in the schema `bullmq`, and patience where the server is away. */
import { setMaxListeners } from 'node:events';
import { createPostgresBackend, Queue, runMigrations, SchemaVersionMismatchError, Worker } from 'bullmq';
import pg from 'pg';
import type { Clock, Log } from '../bot/core/ports.ts';
import { StartError } from '../bot/core/start-error.ts';
import { type Backend, paces } from './bull.ts';
import { Away, awayReason, codeOf, type Limits, Presence, rest, usualLimits } from './patience.ts';
import { PatientPool } from './postgres-pool.ts';
import { within } from './within.ts';
import { describeError, sayQueueError } from './words.ts';

/** Connections beside those that listen for jobs. With too few, adds wait for listeners for ever. */
const spare = 8;

/** How many connections the queue of one process takes at most, with so many workers. */
export const queueConnections = (workers: number): number => workers * paces.length + spare;

/**
 * The pool, as the trial found it to hold. Each BullMQ worker keeps one connection for listening.
 * @throws StartError where the address cannot be read
 */
export function postgresPool(how: { databaseUrl: string; workers: number }): pg.Pool {
  const pool = new pg.Pool({
    connectionString: withSearchPath(how.databaseUrl),
    max: queueConnections(how.workers),
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    connectionTimeoutMillis: 10_000,
    // Without it, a server gone without a word holds a finished job for as long as TCP likes.
    query_timeout: 15_000,
    application_name: 'guildhall-queue',
  });
  pool.setMaxListeners(0);
  // Idle connections break when the server goes; whoever asks next finds out.
  pool.on('error', () => {});
  return pool;
}

/** BullMQ's statements name no schema. Said in the address, since pg lets an address win over every other setting. */
function withSearchPath(databaseUrl: string): string {
  const url = URL.canParse(databaseUrl) ? new URL(databaseUrl) : undefined;
  if (url?.protocol !== 'postgres:' && url?.protocol !== 'postgresql:') {
    throw new StartError(
      'DATABASE_URL is not the address of a Postgres: write postgres://user:password@host:5432/name.',
    );
  }
  const given = url.searchParams.get('options');
  url.searchParams.set('options', `${given === null ? '' : `${given} `}-c search_path=bullmq`);
  return url.toString();
}

/**
 * The backend on a pool, which it ends when it is closed. BullMQ's tables are brought up to date first; where the
 * server is away, that is done when it comes, and what was made meanwhile waits for it.
 * @param how.limits how long a statement is repeated; usually `usualLimits`
 * @throws StartError where the server is there and will not have the tables
 */
export async function openPostgres(how: { pool: pg.Pool; log: Log; limits?: Limits }): Promise<Backend> {
  const { pool, log, limits = usualLimits } = how;
  const presence = new Presence(log);
  const closing = new AbortController();
  setMaxListeners(0, closing.signal);
  const clients = new Set<pg.PoolClient>();
  pool.on('connect', (client) => clients.add(client));
  pool.on('remove', (client) => clients.delete(client));
  // One that breaks between being made and being lent tells nobody else: unheard, it would end the process.
  const broken = new WeakSet<pg.PoolClient>();
  pool.on('connect', (client) => client.on('error', () => broken.add(client)));

  let closed: Promise<void> | undefined;
  let ready = Promise.resolve();
  try {
    await makeTables(pool);
  } catch (error) {
    const reason = awayReason(error);
    if (reason === undefined) throw await explain(error, pool);
    presence.away(reason);
    ready = makeTablesLater();
    ready.catch(() => {});
  }

  async function makeTablesLater(): Promise<void> {
    for (let waitMs = 100; ; waitMs = Math.min(waitMs * 2, 1_000)) {
      await rest(waitMs, closing.signal);
      try {
        await makeTables(pool);
        return presence.back();
      } catch (error) {
        // A missing right may yet be given; the sentence for people was for those who start.
        if (awayReason(error) === undefined) log.error('queue.tables', { error: describeError(error) });
      }
    }
  }

  const isBroken = (client: pg.PoolClient) => broken.has(client);
  const view = () => new PatientPool({ pool, isBroken, presence, ready, closing: closing.signal, limits });
  const heard = (error: Error) => {
    // Whoever waited for the server has said so, and it may be back by now.
    if (error instanceof Away) return;
    const reason = awayReason(error);
    if (reason === undefined) sayQueueError(log, error);
    else if (!closing.signal.aborted) presence.away(reason);
  };

  return {
    kind: 'postgres',
    producer(name) {
      const own = view();
      const bull = new Queue(name, { connection: own, streams: { events: { maxLen: 1_000 } } }, createPostgresBackend);
      bull.on('error', heard);
      return { bull, release: () => own.shut() };
    },
    consumer(name, run, settings) {
      const own = view();
      const bull = new Worker(name, run, { connection: own, ...settings }, createPostgresBackend);
      bull.on('error', heard);
      return { bull, release: () => own.shut() };
    },
    async healthy() {
      // The table, and not merely the server: without the tables nothing can be added.
      const seen = pool.query('SELECT max(version) FROM migration').then(() => true);
      return within(2_000, seen, false).catch(() => false);
    },
    async skewMs(clock) {
      return within(2_000, skewMs(pool, clock), undefined).catch(() => undefined);
    },
    close() {
      closed ??= (async () => {
        closing.abort();
        const ended = pool.end().then(() => true);
        if (await within(500, ended, false)) return;
        // A connection that was never given back, by a job that would not end.
        await Promise.allSettled([...clients].map((client) => within(400, client.end(), undefined)));
      })();
      return closed;
    },
  };
}

/**
 * The database's clock minus ours, in milliseconds, to within half the round trip.
 * @throws what the pool throws
 */
export async function skewMs(pool: pg.Pool, clock: Clock): Promise<number> {
  const before = clock.now().getTime();
  const { rows } = await pool.query<{ ms: number }>(
    'SELECT extract(epoch FROM clock_timestamp())::float8 * 1000 AS ms',
  );
  const after = clock.now().getTime();
  return Math.round((rows[0]?.ms ?? Number.NaN) - (before + after) / 2);
}

/** As often and from as many processes as one likes: BullMQ's own lock lets them in one by one. */
async function makeTables(pool: pg.Pool): Promise<void> {
  const client = await pool.connect();
  let broken: unknown;
  try {
    await runMigrations(client, 'bullmq');
  } catch (error) {
    broken = error;
    throw error;
  } finally {
    client.release(broken !== undefined);
  }
}

/** The sentence for an error of a server that is there, and the end of the pool. */
async function explain(error: unknown, pool: pg.Pool): Promise<unknown> {
  const who = pool.query<{ role: string; name: string }>(
    'SELECT quote_ident(current_user) AS role, quote_ident(current_database()) AS name',
  );
  const { rows } = await within(2_000, who, { rows: [] }).catch(() => ({ rows: [] }));
  const { role = 'the role', name = 'the database' } = rows[0] ?? {};
  await pool.end();
  if (codeOf(error) === '42501') {
    return new StartError(
      `The queue may not make its tables: an administrator must run GRANT CREATE ON DATABASE ${name} TO ${role}; and the schema bullmq, where there is one, must belong to ${role}.`,
    );
  }
  if (error instanceof SchemaVersionMismatchError) {
    return new StartError('The queue in this database was made by a newer Guildhall: start that one, or a newer one.');
  }
  if (/^(28|3D)/.test(codeOf(error) ?? '')) {
    return new StartError(
      `The database refused the queue (${codeOf(error)}): check the user, the password and the name in DATABASE_URL.`,
    );
  }
  return new StartError(`The queue's tables could not be made (${describeError(error)}).`, { cause: error });
}
