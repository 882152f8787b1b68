/** The journey of a Redis that goes and comes back empty: what is said meanwhile is kept, and arrives once it is there. */
import { afterAll, describe, expect, it } from 'vitest';
import { hasRedisServer, startRedis } from '../../jobs/testing/redis.ts';
import { startRelay } from '../../jobs/testing/relay.ts';
import { journey } from '../testing/journey/journey.ts';
import { eventually } from '../testing/journey/until.ts';

describe.skipIf(!hasRedisServer)('with the queue on Redis', async () => {
  if (!hasRedisServer) return;
  const redis = await startRedis(['--maxmemory-policy', 'noeviction']);
  const relay = await startRelay(Number(new URL(redis.url).port));
  afterAll(async () => {
    await relay.shut();
    await redis.stop();
  });
  const town = journey({ env: { REDIS_URL: `redis://127.0.0.1:${relay.port}` } });
  const ready = async () => {
    const answer = await fetch(`${town.product.url}/readyz`);
    return [answer.status, await answer.text()];
  };

  it('a question that is asked while Redis is away is mirrored when an empty one is back (needs redis-server)', async () => {
    const priya = town.teams('priya.nair');
    const asha = town.slack('asha.verma');
    expect(await ready()).toEqual([200, 'database ok\nqueue ok\n']);
    await relay.shut();
    await eventually(async () => expect(await ready()).toEqual([503, 'database ok\nqueue failed\n']));
    const root = await priya.says('Licensing', '@Guildhall Who keeps the flood gates?');
    // Acknowledged and acted on: what is missing is somebody who sends.
    await eventually(async () =>
      expect(await town.product.prisma.question.count({ where: { sourceKey: { contains: root } } })).toBe(1),
    );
    expect((await asha.sees('licensing')).filter(({ text }) => text.includes('flood gates'))).toEqual([]);
    await redis.flush();
    await relay.open();
    await eventually(async () => expect(await ready()).toEqual([200, 'database ok\nqueue ok\n']), 30_000);
    // A queue that forgot its schedules is told of them again every minute.
    await eventually(
      async () =>
        expect((await asha.sees('licensing')).filter(({ text }) => text.includes('flood gates'))).toHaveLength(1),
      75_000,
    );
    await town.product.quiet();
    expect((await asha.sees('licensing')).filter(({ text }) => text.includes('flood gates'))).toHaveLength(1);
  }, 180_000);
});
