/** The eight faults of BullMQ's Postgres backend that a trial found, each with what we do about it. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { z } from '../bot/core/schema.ts';
import type { Limits } from './patience.ts';
import { openPostgres, postgresPool, skewMs } from './postgres.ts';
import { type Ailment, ailing, sqlError } from './testing/ailing.ts';
import { heardLog } from './testing/log.ts';
import { type Place, postgresPlace } from './testing/place.ts';
import { shortLived } from './testing/short-lived.ts';
import { noting } from './testing/some-jobs.ts';
import { clock, stages } from './testing/stage.ts';
import { gate, until } from './testing/until.ts';
import { JobRefused } from './words.ts';
import { work } from './worker.ts';

const post = { name: 'post', schema: z.object({ row: z.string() }), attempts: 3, backoffMs: 20 };

describe("faults of the queue's Postgres backend", () => {
  const { open, closeAll } = stages();
  let place: Place;
  beforeAll(async () => {
    place = await postgresPlace();
  });
  afterEach(closeAll);
  afterAll(() => place?.end());

  /** Our patience, short enough for a fault to outlast it. */
  const short: Limits = { awayMs: 300, tries: 10 };

  /** A stage whose database ails. */
  async function openAiling(ails: (text: string) => Ailment) {
    const pool = ailing(postgresPool({ ...place.where, workers: 1 }), ails);
    return open(place, { backend: await openPostgres({ pool, log: heardLog(), limits: short }) });
  }

  test('1: a job that succeeded is not run again when its completion meets a database that is starting up', async () => {
    let from: number | undefined;
    const { queue, worker, log } = await openAiling((text) => {
      if (!text.includes('move_to_completed')) return undefined;
      from ??= performance.now();
      // Longer than our own patience: beyond it, BullMQ has to ask again itself.
      return performance.now() - from < 1_000 ? { instead: sqlError('57P03') } : undefined;
    });
    let runs = 0;
    worker([work(post, async () => void runs++)], { times: { runRetryDelay: 200 } });
    await queue.add(post, { row: 'x' });
    await until('it is gone', async () => {
      const { now } = await queue.counts();
      return now.active + now.waiting + now.delayed === 0;
    });
    expect(performance.now() - (from ?? 0)).toBeGreaterThan(990);
    expect(runs).toBe(1);
    expect((await queue.counts()).now.failed).toBe(0);
    expect(log.lines.filter(({ event }) => event.startsWith('job.'))).toEqual([]);
  });

  test('2: completions at concurrency 10 do not fail each other, and a deadlock is met with another try', async () => {
    let completions = 0;
    const { queue, worker } = await openAiling((text) => {
      if (!text.includes('move_to_completed')) return undefined;
      return ++completions % 10 === 0 ? { instead: sqlError('40P01') } : undefined;
    });
    const runs = new Map<string, number>();
    for (let batch = 0; batch < 15; batch++) {
      const rows = Array.from({ length: 20 }, (_, i) => `${batch}-${i}`);
      await Promise.all(rows.map((row) => queue.add(post, { row })));
    }
    worker([work(post, async ({ row }) => void runs.set(row, (runs.get(row) ?? 0) + 1))], {
      concurrency: 10,
      // With the locks of these tests a slow machine would lose some.
      times: {},
    });
    await until(
      'all are gone',
      async () => {
        const { now } = await queue.counts();
        return now.active + now.waiting + now.delayed === 0;
      },
      25_000,
    );
    expect((await queue.counts()).now.failed).toBe(0);
    expect(runs.size).toBe(300);
    expect([...runs.values()].every((times) => times === 1)).toBe(true);
  });

  test('3: what was made while the database was away comes to life when it is back', async () => {
    // A database of its own: the tables have not been made either.
    const own = await postgresPlace();
    await own.leave();
    const { queue, worker, log } = await open(own);
    const rows: string[] = [];
    worker([work(post, async ({ row }) => void rows.push(row))]);
    expect(await queue.healthy()).toBe(false);
    await queue.hint(post, { row: 'hinted' });
    expect(log.of('queue.away')).toMatchObject([{ fields: { reason: 'ECONNREFUSED' } }]);
    expect(log.of('queue.hint-lost')).toHaveLength(1);
    await own.comeBack();
    await until('it is healthy', () => queue.healthy());
    await queue.add(post, { row: 'added' });
    await until('it ran', () => rows.includes('added'));
    await closeAll();
    await own.end();
  });

  test('3: nor does a connection that breaks at the first look, for longer than our patience, leave them dead', async () => {
    const made = performance.now();
    let breaks = 0;
    const { queue, worker } = await openAiling((text) => {
      if (!text.includes('min_client_version') || performance.now() - made > 1_000) return undefined;
      breaks++;
      return { instead: new Error('Connection terminated') };
    });
    const rows: string[] = [];
    worker([work(post, async ({ row }) => void rows.push(row))]);
    await queue.add(post, { row: 'x' });
    await until('it ran', () => rows.length === 1);
    expect(breaks).toBeGreaterThan(1);
  });

  test('3: nor does one that the server ends in the same breath as it lets it in end the process', async () => {
    const url = new URL(place.where.databaseUrl);
    const door = await shortLived(Number(url.port));
    url.port = String(door.port);
    const pool = postgresPool({ databaseUrl: url.href, workers: 1 });
    const backend = await openPostgres({ pool, log: heardLog(), limits: short });
    door.ends(6);
    const { queue, worker } = await open(place, { backend });
    const { rows, work } = noting();
    worker([work]);
    await until('six have ended', () => door.left() === 0);
    await queue.add(post, { row: 'x' });
    await until('it ran', () => rows.includes('x'));
    await closeAll();
    await door.shut();
  });

  test('4: an error whose message holds what Postgres cannot store fails the job at once, and again', async () => {
    const { queue, worker, log } = await open(place);
    const thrown: unknown[] = [new Error('a\0b'), new Error('half \ud83d'), 'a\0 string'];
    const attempts: number[] = [];
    const failing = work(post, async (_, { attempt }) => {
      attempts.push(attempt);
      throw thrown[attempt - 1];
    });
    // With these locks, a job left active until it stalls would outlast the test.
    worker([failing], { times: {} });
    await queue.add(post, { row: 'x' });
    await until('it has failed', async () => (await queue.counts()).now.failed === 1, 5_000);
    expect(attempts).toEqual([1, 2, 3]);
    expect(log.of('queue.error')).toEqual([]);
  });

  test('4: what a work returns is not stored', async () => {
    const { queue, worker, log } = await open(place);
    let runs = 0;
    const returning = async () => {
      runs++;
      return 'a\0b \ud83d';
    };
    worker([{ definition: post, run: returning as unknown as () => Promise<void> }], { times: {} });
    await queue.add(post, { row: 'x' });
    await until('it is gone', async () => {
      const { now } = await queue.counts();
      return runs > 0 && now.active + now.delayed + now.failed === 0;
    });
    expect(runs).toBe(1);
    expect(log.lines).toEqual([]);
  });

  test('5: a work is given nothing to log into the job with, and the log takes what it says at once', async () => {
    const { queue, worker, log } = await open(place);
    let given: unknown[] = [];
    const talkative = work(post, async (...all) => {
      given = all;
      await Promise.all(Array.from({ length: 50 }, async (_, i) => log.info('said', { i })));
    });
    worker([talkative]);
    await queue.add(post, { row: 'x' });
    await until('it is gone', async () => {
      const { now } = await queue.counts();
      return given.length > 0 && now.active + now.delayed + now.failed === 0;
    });
    expect(given).toEqual([{ row: 'x' }, { attempt: 1, lastAttempt: false }]);
    expect(log.of('said')).toHaveLength(50);
  });

  test('6: a clock that is wrong shows, before it takes jobs that others run', async () => {
    const pool = postgresPool({ ...place.where, workers: 0 });
    const ahead = { now: () => new Date(Date.now() + 60_000) };
    expect(Math.abs((await skewMs(pool, ahead)) + 60_000)).toBeLessThan(1_000);
    expect(Math.abs(await skewMs(pool, clock))).toBeLessThan(1_000);
    await pool.end();
  });

  test('7: what waits for a database that is away ends when the queue is closed', async () => {
    const { queue } = await open(place);
    await queue.add(post, { row: 'before' });
    await place.leave();
    const waiting = queue.add(post, { row: 'x' }).catch((error: unknown) => error);
    const hinted = queue.hint(post, { row: 'y' });
    const before = performance.now();
    await queue.close();
    await hinted;
    expect(await waiting).toMatchObject({ reason: 'closed' });
    await expect(queue.add(post, { row: 'z' })).rejects.toMatchObject({ reason: 'closed' });
    expect(performance.now() - before).toBeLessThan(1_000);
    await place.comeBack();
  });

  test('8: an add whose answer was lost is one job, and stays addressable', async () => {
    let lost = 0;
    const { queue, worker } = await openAiling((text) =>
      text.includes('add_job(') && lost++ < 2 ? { after: sqlError('57P01') } : undefined,
    );
    await queue.add(post, { row: 'x' });
    expect(lost).toBe(3);
    expect((await queue.counts()).now.waiting).toBe(1);
    let runs = 0;
    worker([work(post, async () => void runs++)]);
    await until('it is gone', async () => {
      const { now } = await queue.counts();
      return runs > 0 && now.waiting + now.active + now.delayed === 0;
    });
    expect(runs).toBe(1);
    for (const id of ['17', 'a:b', '', '0']) {
      await expect(queue.add(post, { row: 'x' }, { id })).rejects.toThrow(JobRefused);
    }
  });

  test('and a worker whose questions are refused does not ask a thousand times a second', async () => {
    let asked = 0;
    const held = gate();
    const { queue, worker } = await openAiling((text) => {
      if (!text.includes('move_to_active')) return undefined;
      if (++asked === 3) held.open();
      return asked <= 3 ? { instead: sqlError('42501') } : undefined;
    });
    const before = performance.now();
    const rows: string[] = [];
    worker([work(post, async ({ row }) => void rows.push(row))]);
    await held.opened;
    await queue.add(post, { row: 'x' });
    await until('it ran when it was allowed', () => rows.length === 1);
    // Two queues' workers have asked three times between them.
    expect(performance.now() - before).toBeGreaterThan(900);
  });
});
