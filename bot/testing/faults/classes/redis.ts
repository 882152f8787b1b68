/** Redis forgets everything, or is restarted. */
import type { Fault } from '../fault.ts';

export const redisFlush: Fault = {
  name: 'redis-flush',
  needs: 'redis',
  often: 10,
  async inject({ redis, count }) {
    await redis?.flush();
    count('redis-flush');
  },
};

export const redisRestart: Fault = {
  name: 'redis-restart',
  needs: 'redis',
  often: 5,
  async inject({ redis, count }) {
    await redis?.restart();
    count('redis-restart');
  },
};
