/** Guildhall as it is run: several web processes and workers on one database, with or without Redis, between the stand-ins. */
import { createServer } from 'node:net';
import type pg from 'pg';
import { startRedis, type TestRedis } from '../../../jobs/testing/redis.ts';
import { connect } from '../../../prisma/client.ts';
import type { PrismaClient } from '../../../prisma/generated/client.ts';
import { freshDatabase } from '../../../prisma/testing/database.ts';
import { type OwnServer, startOwnServer } from '../../../prisma/testing/own-server.ts';
import type { Log } from '../../core/ports.ts';
import { bundleProcess } from './bundle.ts';
import type { Pace } from './fast-clock.ts';
import type { Web, World } from './fault.ts';
import { createPart, type Part } from './part.ts';
import { openStandIns, type StandIns } from './stand-ins.ts';
import type { Told } from './told.ts';

export interface Ground extends Omit<World, 'people' | 'wait' | 'count'> {
  readonly prisma: PrismaClient;
  readonly pool: pg.Pool;
  /** Starts all processes. */
  start(): Promise<void>;
  /** What all processes logged. */
  lines(): string[];
  close(): Promise<void>;
}

const SECRET = Buffer.alloc(32, 9).toString('base64');

export async function openGround(how: {
  pace: Pace;
  readonly webs: number;
  readonly workers: number;
  /** Where the queue lives. */
  queue: 'postgres' | 'redis';
  /** Whether the database can be restarted; otherwise it is one of the run's own server. */
  ownDatabase: boolean;
  log: Log;
  count: (fault: string) => void;
}): Promise<Ground> {
  const { pace, log, count } = how;
  const closing: (() => Promise<unknown>)[] = [];
  const close = async () => {
    for (const end of closing.splice(0).reverse()) await end();
  };
  try {
    const { url, restart } = await openDatabase(how.ownDatabase, closing);
    const { prisma, pool, close: disconnect } = await connect(url, { max: 4, log });
    closing.push(disconnect);
    const redis: TestRedis | null = how.queue === 'redis' ? await startRedis(['--loglevel', 'notice']) : null;
    if (redis) closing.push(() => redis.stop());
    const ports = await Promise.all(Array.from({ length: how.webs }, freePort));
    const standIns = await openStandIns({ pace, webs: ports.map((port) => `http://127.0.0.1:${port}`), log, count });
    closing.push(() => standIns.close());
    const bundle = await bundleProcess();
    closing.push(() => bundle.remove());
    const told = toldOf(standIns, { databaseUrl: url, redisUrl: redis?.url ?? null, pace });
    const partOf = (more: Pick<Told, 'role' | 'port'>): Part => {
      const part = createPart({ ...told, ...more }, bundle.file);
      closing.push(() => part.end());
      return part;
    };
    const webs = standIns.gates.all.map(
      (gate, at): Web => ({ gate, part: partOf({ role: 'web', port: ports[at] ?? 0 }) }),
    );
    const workers = Array.from({ length: how.workers }, () => partOf({ role: 'worker', port: 0 }));
    const parts = [...webs.map(({ part }) => part), ...workers];
    return {
      prisma,
      pool,
      webs,
      workers,
      redis,
      standIns,
      database: {
        async cut() {
          await pool.query(
            'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
          );
        },
        ...(restart && { restart }),
      },
      start: async () => void (await Promise.all(parts.map((part) => part.start()))),
      lines: () => parts.flatMap((part) => part.lines),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function openDatabase(
  isOwn: boolean,
  closing: (() => Promise<unknown>)[],
): Promise<Pick<OwnServer, 'url'> & Partial<Pick<OwnServer, 'restart'>>> {
  if (isOwn) {
    const server = await startOwnServer();
    closing.push(() => server.stop());
    return server;
  }
  const database = await freshDatabase();
  closing.push(() => database.drop());
  return { url: database.url };
}

function toldOf(
  { playground }: StandIns,
  more: Pick<Told, 'databaseUrl' | 'redisUrl' | 'pace'>,
): Omit<Told, 'role' | 'port'> {
  const { slack, teams } = playground;
  return {
    ...more,
    secret: SECRET,
    slack: {
      signingSecret: slack.signingSecret,
      apiUrl: slack.apiUrl,
      installations: slack.installations.map(({ teamId, botToken, botUserId, botId }) => ({
        teamId,
        token: botToken,
        botUserId,
        botId,
        appId: slack.appId,
      })),
    },
    teams: {
      appId: teams.appId,
      appPassword: teams.appPassword,
      tenantId: teams.tenantId,
      openIdMetadataUrl: teams.openIdMetadataUrl,
      loginUrl: `${teams.loginUrl}/${teams.tenantId}`,
    },
  };
}

/** A port that is free now; a web process takes it again after each kill. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
