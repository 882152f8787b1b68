/** The queue's contract, kept in Redis, and what a start says of a Redis that will not do. */
import { describe, expect, test } from 'vitest';
import { StartError } from '../bot/core/start-error.ts';
import { openBackend } from './backend.ts';
import { queueContract } from './contract.ts';
import { heardLog } from './testing/log.ts';
import { redisPlace } from './testing/place.ts';
import { hasRedis, hasRedisServer, startRedis } from './testing/redis.ts';

describe.skipIf(!hasRedis)('the queue in Redis (needs TEST_REDIS_URL or redis-server)', () =>
  queueContract({ place: redisPlace, ownPlace: redisPlace }),
);

/** The sentence that a start with this address ends in. */
async function refusal(redisUrl: string): Promise<string> {
  const opened = openBackend({ databaseUrl: '', redisUrl, workers: 1, log: heardLog() });
  const error = await opened.catch((error: unknown) => error);
  expect(error).toBeInstanceOf(StartError);
  return error instanceof Error ? error.message : '';
}

describe('a start with REDIS_URL', () => {
  test.each(['', 'localhost:6379', 'http://localhost:6379', 'redis://', 'redis:'])(
    '"%s" is no address',
    async (url) => {
      expect(await refusal(url)).toBe(
        'REDIS_URL is not the address of a Redis: write redis://host:6379 (rediss:// for TLS).',
      );
    },
  );

  test('where nobody answers says where and why, without the password', async () => {
    // Port 1 is reserved and nothing listens there.
    expect(await refusal('redis://user:secret@127.0.0.1:1')).toBe(
      'There is no Redis at 127.0.0.1:1 (ECONNREFUSED): check REDIS_URL, or remove it to keep the queue in Postgres.',
    );
  });
});

describe.skipIf(!hasRedisServer)('a start with a Redis (needs redis-server)', () => {
  test('that wants another password is told so', async () => {
    const redis = await startRedis(['--requirepass', 'right']);
    const { port } = new URL(redis.url);
    const words = `The Redis at 127.0.0.1:${port} refused the user or password in REDIS_URL.`;
    expect(await refusal(redis.url)).toBe(words);
    expect(await refusal(`redis://:wrong@127.0.0.1:${port}`)).toBe(words);
    await redis.stop();
  });

  test('that may throw keys away goes on, with a warning', async () => {
    const redis = await startRedis(['--maxmemory-policy', 'allkeys-lru']);
    const log = heardLog();
    const backend = await openBackend({ databaseUrl: '', redisUrl: redis.url, workers: 1, log });
    expect(log.of('queue.redis-may-forget')).toMatchObject([{ level: 'warn', fields: { policy: 'allkeys-lru' } }]);
    await backend.close();
    await redis.stop();
  });
});
