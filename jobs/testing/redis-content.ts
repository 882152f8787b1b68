/** Everything that a Redis holds, as text: for tests that look for what must not be there. */
import { Redis } from 'ioredis';

/** A line a key: its name and all that is in it. */
export async function redisContent(url: string): Promise<readonly string[]> {
  const redis = new Redis(url);
  try {
    const lines: string[] = [];
    for (const key of await redis.keys('*')) lines.push(`${key} ${JSON.stringify(await held(redis, key))}`);
    return lines.sort();
  } finally {
    redis.disconnect();
  }
}

async function held(redis: Redis, key: string): Promise<unknown> {
  const type = await redis.type(key);
  switch (type) {
    case 'string':
      return redis.get(key);
    case 'hash':
      return redis.hgetall(key);
    case 'list':
      return redis.lrange(key, 0, -1);
    case 'set':
      return redis.smembers(key);
    case 'zset':
      return redis.zrange(key, '0', '-1', 'WITHSCORES');
    case 'stream':
      return redis.xrange(key, '-', '+');
    case 'none':
      return null;
    default:
      throw new Error(`a key of the type ${type}, which this does not read`);
  }
}
