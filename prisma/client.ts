/** The connection to Postgres: one pool, and Prisma's client over it. */
import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import type { Log } from '../bot/core/ports.ts';
import { connectTimeoutMs, withClient } from './connection.ts';
import { createDoor, DOOR_CONNECTIONS, type Door } from './door.ts';
import { codeOf } from './errors.ts';
import { PrismaClient } from './generated/client.ts';

/** Before anything else on a connection; stricter settings stay. postgresql.org/docs/18/wal-async-commit.html */
const INSIST = `SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'`;

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
}

/**
 * Opens the pool and checks that the database answers.
 * @throws StartError with one sentence, never with the password
 */
export async function connect(url: string, { max, log }: ConnectOptions): Promise<Database> {
  await withClient(url, (client) => client.query('SELECT 1'));
  let closing: Promise<void> | undefined;
  const open = (most: number): pg.Pool => {
    const opened = new pg.Pool({
      connectionString: url,
      max: most,
      keepAlive: true,
      connectionTimeoutMillis: connectTimeoutMs,
      application_name: 'guildhall',
      // What was acknowledged or sent must be remembered after a crash, whatever the server's own default is.
      async onConnect(client) {
        await client.query(INSIST);
      },
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
  const pool = open(max);
  const doorPool = open(DOOR_CONNECTIONS);
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

/** Whether the database answers now, within two seconds: for /readyz. Never throws. */
export async function healthy(db: Pick<Database, 'pool'>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), 2_000);
  });
  const answer = db.pool.query('SELECT 1').then(
    () => true,
    () => false,
  );
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
