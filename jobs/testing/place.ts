/** Where a test's queue lives: a server that can be away, wiped and restarted, at an address that stays. */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import pg from 'pg';
import { silentLog } from '../../prisma/embedded/temporary.ts';
import { startEmbedded } from '../../prisma/embedded.ts';
import { freshDatabase } from '../../prisma/testing/database.ts';
import { startRedis } from './redis.ts';
import { startRelay } from './relay.ts';

export interface Place {
  /** What `openBackend` wants to know. */
  readonly where: { readonly databaseUrl: string; readonly redisUrl?: string };
  /** The server is away for its clients, and comes back. */
  leave(): Promise<void>;
  comeBack(): Promise<void>;
  /** Forgets all that the queues of this prefix hold, as FLUSHALL does; a Redis that we were given may hold more. */
  wipe(prefix: string): Promise<void>;
  /** Stops the server and starts it again. Where it is shared with other tests, it only leaves and comes back. */
  restart(): Promise<void>;
  end(): Promise<void>;
}

/** An empty database on the run's Postgres. */
export async function postgresPlace(): Promise<Place> {
  const database = await freshDatabase({ empty: true });
  const relay = await startRelay(Number(new URL(database.url).port));
  const restart = async () => {
    await relay.shut();
    await relay.open();
  };
  return {
    where: { databaseUrl: through(relay.port, database.url) },
    leave: relay.shut,
    comeBack: () => relay.open(),
    wipe: (prefix) => empty(database.url, prefix),
    restart,
    end: async () => {
      await relay.shut();
      await database.drop();
    },
  };
}

/** A Postgres of its own. */
export async function ownPostgresPlace(): Promise<Place> {
  const dir = await mkdtemp(join(tmpdir(), 'guildhall-jobs-'));
  // As root, Postgres runs as another user, who has to pass.
  await chmod(dir, 0o755);
  const start = () => startEmbedded({ dir, log: silentLog, durable: false });
  let server = await start();
  const relay = await startRelay(Number(new URL(server.url).port));
  return {
    where: { databaseUrl: through(relay.port, server.url) },
    leave: relay.shut,
    comeBack: () => relay.open(),
    wipe: (prefix) => empty(server.url, prefix),
    async restart() {
      await server.stop();
      await relay.shut();
      server = await start();
      await relay.open(Number(new URL(server.url).port));
    },
    async end() {
      await relay.shut();
      await server.stop();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

/** The Redis for tests. */
export async function redisPlace(): Promise<Place> {
  const redis = await startRedis();
  const relay = await startRelay(Number(new URL(redis.url).port || '6379'));
  return {
    where: { databaseUrl: '', redisUrl: through(relay.port, redis.url) },
    leave: relay.shut,
    comeBack: () => relay.open(),
    async wipe(prefix) {
      const client = new Redis(redis.url);
      const keys = await client.keys(`bull:${prefix}-*`);
      await client.del(keys);
      client.disconnect();
    },
    async restart() {
      if (redis.own) return redis.restart();
      await relay.shut();
      await relay.open();
    },
    async end() {
      await relay.shut();
      await redis.stop();
    },
  };
}

function through(port: number, url: string): string {
  const changed = new URL(url);
  changed.hostname = '127.0.0.1';
  changed.port = String(port);
  return changed.href;
}

async function empty(url: string, prefix: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  for (const table of ['job', 'scheduler']) {
    await client.query(`DELETE FROM bullmq.${table} WHERE queue LIKE $1`, [`${prefix}-%`]);
  }
  await client.end();
}
