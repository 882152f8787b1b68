/** The connection to Postgres: one pool, and Prisma's client over it. */
import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import type { Interest } from '../bot/core/interest.ts';
import type { Log } from '../bot/core/ports.ts';
import { connectTimeoutMs, withClient } from './connection.ts';
import { createDoor, DOOR_CONNECTIONS, DOOR_INSIST, DOOR_PATIENCE_MS, type Door } from './door.ts';
import { codeOf } from './errors.ts';
import { PrismaClient } from './generated/client.ts';

/** Before anything else on a connection; stricter settings stay. postgresql.org/docs/18/wal-async-commit.html */
const INSIST = `SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'`;

/**
 * The longest that a statement may run, and a transaction stand idle, in milliseconds: the server ends what hangs, and whoever
 * waited goes on. Longer than any transaction here may take in all. Migrations, backups, restores and sealing anew have
 * connections of their own, without it.
 */
const LONGEST_MS = 90_000;
/** Stricter settings stay here too. 0 is no limit. postgresql.org/docs/18/runtime-config-client.html */
const limits = (ms: number): string => `
  SELECT set_config(name, '${ms}', false) FROM pg_settings
  WHERE name IN ('statement_timeout', 'idle_in_transaction_session_timeout') AND setting::int NOT BETWEEN 1 AND ${ms}`;

export interface Database {
  readonly prisma: PrismaClient;
  /** For SQL where a query is the point. A client taken from it must be released. */
  readonly pool: pg.Pool;
  /** For what must be known and written before an event is acknowledged, over connections of its own. */
  readonly door: Door;
  close(): Promise<void>;
}

export interface ConnectOptions {
  /** The most connections that this process may hold at once, besides the few of its door. */
  readonly max: number;
  readonly log: Log;
  /** The longest that a statement may run, in milliseconds; usually 90,000. */
  readonly longestMs?: number;
}

/**
 * Opens the pool and checks that the database answers.
 * @throws StartError with one sentence, never with the password
 */
export async function connect(url: string, { max, log, longestMs = LONGEST_MS }: ConnectOptions): Promise<Database> {
  await withClient(url, (client) => client.query('SELECT 1'));
  let closing: Promise<void> | undefined;
  const open = (insist: string, how: pg.PoolConfig): pg.Pool => {
    const opened = new pg.Pool({
      connectionString: url,
      keepAlive: true,
      connectionTimeoutMillis: connectTimeoutMs,
      application_name: 'guildhall',
      // What was acknowledged or sent must be remembered after a crash, whatever the server's own default is.
      async onConnect(client) {
        await client.query(insist);
      },
      ...how,
    });
    // An idle connection that dies tells the pool, a lent one the client alone; unheard, either would end the process.
    opened.on('error', () => undefined);
    opened.on('connect', (client) => {
      client.on('error', (error) => {
        // After the pool's end, a bundled server that goes too is no news.
        if (!closing) log.warn('database.connection_lost', { code: codeOf(error) });
      });
    });
    return opened;
  };
  const pool = open(`${INSIST}; ${limits(longestMs)}`, { max });
  const doorPool = open(`${INSIST}; ${DOOR_INSIST}`, {
    max: DOOR_CONNECTIONS,
    connectionTimeoutMillis: DOOR_PATIENCE_MS,
    query_timeout: DOOR_PATIENCE_MS,
  });
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) });
  const close = async () => {
    await prisma.$disconnect();
    await Promise.all([pool.end(), doorPool.end()]);
  };
  return {
    prisma,
    pool,
    door: createDoor(doorPool),
    close: () => {
      closing ??= close();
      return closing;
    },
  };
}

/** A connection that swallows it is dropped, and not lent again. */
const PING = { text: 'SELECT 1', query_timeout: 2_000 };
/** What no event ever asks: an answer says that the door is open, whatever it is. */
const NOTHING: Interest = {
  platform: '',
  workspace: '',
  always: false,
  keys: [],
  lane: null,
  place: null,
  account: null,
};

/** Whether the database answers now, to handlers and at the door, within two seconds: for /readyz. Never throws. */
export async function healthy(db: Pick<Database, 'pool' | 'door'>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), 2_000);
  });
  const answer = Promise.all([db.pool.query(PING), db.door.concerns(NOTHING)]).then(
    () => true,
    () => false,
  );
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
