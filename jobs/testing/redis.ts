/** A Redis for tests: the one at TEST_REDIS_URL, or `redis-server` from the PATH on a free port, or none. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { until } from './until.ts';

export interface TestRedis {
  /** Where it listens now. A restart keeps it. */
  readonly url: string;
  /** Whether it is ours to stop; otherwise `restart` does nothing, and what is before it must be shut instead. */
  readonly own: boolean;
  /** Ends the server and starts it again with the data that it had. */
  restart(): Promise<void>;
  /** Forgets everything, as FLUSHALL does; only where the server is our own. */
  flush(): Promise<void>;
  stop(): Promise<void>;
}

const given = process.env.TEST_REDIS_URL;

/** Whether servers of our own can be started. */
export const hasRedisServer = spawnSync('redis-server', ['--version']).status === 0;

/** Whether there is a Redis for tests at all. */
export const hasRedis = (given !== undefined && given !== '') || hasRedisServer;

/** @param settings more arguments for a server of our own, such as `['--maxmemory-policy', 'allkeys-lru']` */
export async function startRedis(settings: string[] = []): Promise<TestRedis> {
  if (given !== undefined && given !== '' && settings.length === 0) {
    return { url: given, own: false, restart: async () => {}, flush: async () => {}, stop: async () => {} };
  }
  const dir = await mkdtemp(join(tmpdir(), 'guildhall-redis-'));
  const port = await freePort();
  const url = `redis://127.0.0.1:${port}`;
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--dir', dir, '--save', '', '--appendonly', 'yes'];
  let server: ChildProcess;
  await launch();

  async function launch(): Promise<void> {
    const child = spawn('redis-server', [...args, ...settings], { stdio: ['ignore', 'pipe', 'ignore'] });
    server = child;
    // It would outlive a run that is broken off.
    process.once('exit', () => child.kill('SIGKILL'));
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
    await until('redis is ready', () => said.includes('Ready to accept connections'), 60_000);
  }
  async function end(): Promise<void> {
    const gone = new Promise((resolve) => server.once('exit', resolve));
    server.kill('SIGTERM');
    await gone;
  }
  return {
    url,
    own: true,
    async restart() {
      await end();
      await launch();
    },
    async flush() {
      const client = new Redis(url);
      await client.flushall();
      client.disconnect();
    },
    async stop() {
      await end();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
