/** What the queue promises, whatever it lives in: the suite that both backends pass. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { queueName } from './bull.ts';
import { keepSchedules, type Schedule, tidyWork } from './schedules.ts';
import { lifecycleContract } from './testing/contract-lifecycle.ts';
import type { Place } from './testing/place.ts';
import { bulk, nothing, noting, post } from './testing/some-jobs.ts';
import { stages } from './testing/stage.ts';
import { gate, until } from './testing/until.ts';
import { JobRefused } from './words.ts';
import { work } from './worker.ts';

/**
 * @param how.place one server for the whole suite
 * @param how.ownPlace a server that can really be restarted
 */
export function queueContract(how: { place: () => Promise<Place>; ownPlace: () => Promise<Place> }): void {
  const { open, closeAll } = stages();
  let place: Place;
  beforeAll(async () => {
    place = await how.place();
  });
  afterEach(closeAll);
  afterAll(() => place?.end());

  describe('adding and running', () => {
    test('a job is run once, with its data, and is gone', async () => {
      const { queue, worker } = await open(place);
      const { rows, work } = noting();
      worker([work]);
      await queue.add(post, { row: 'one' });
      await queue.hint(post, { row: 'two' });
      await until('both ran', () => rows.length === 2);
      expect(rows.toSorted()).toEqual(['one', 'two']);
      await until('none is left', async () => {
        const { now } = await queue.counts();
        return now.waiting + now.active + now.delayed + now.failed === 0;
      });
    });

    test('it is known since when the oldest job waits that could run', async () => {
      const { queue, worker } = await open(place);
      expect(await queue.waitingSince()).toBeNull();
      const before = Date.now();
      await queue.add(post, { row: 'first' });
      const after = Date.now();
      await queue.add(bulk, { row: 'second' });
      await queue.add(post, { row: 'third' });
      const since = (await queue.waitingSince())?.getTime() ?? 0;
      // Postgres keeps it as a fraction of seconds, which may come back a millisecond off.
      expect(since).toBeGreaterThanOrEqual(before - 1);
      expect(since).toBeLessThanOrEqual(after + 1);
      worker([noting().work, noting(bulk).work]);
      await until('none waits', async () => (await queue.waitingSince()) === null);
    });

    test('a delayed job waits for its time', async () => {
      const { queue, worker } = await open(place);
      const { rows, work } = noting();
      worker([work]);
      const before = performance.now();
      await queue.add(post, { row: 'later' }, { delayMs: 1_500 });
      await queue.add(post, { row: 'now' });
      await until('both ran', () => rows.length === 2);
      expect(rows).toEqual(['now', 'later']);
      expect(performance.now() - before).toBeGreaterThanOrEqual(1_490);
    });

    test('a job of one id is there once, however often it is added', async () => {
      const { queue, worker } = await open(place);
      for (let i = 0; i < 3; i++) await queue.add(post, { row: 'same' }, { id: 'post-same' });
      expect((await queue.counts()).now.waiting).toBe(1);
      const { rows, work } = noting();
      worker([work]);
      await until('it ran', () => rows.length === 1);
    });

    test('bulk that holds every calm place does not keep a person waiting', async () => {
      const { queue, worker } = await open(place);
      const held = gate();
      const { rows, work: quick } = noting();
      const slow = work(bulk, () => held.opened);
      const running = worker([quick, slow], { concurrency: 2 });
      for (let i = 0; i < 20; i++) await queue.add(bulk, { row: `bulk ${i}` });
      await until('the calm places are taken', () => running.running() === 1);
      await queue.add(post, { row: 'a person' });
      await until('the person is served', () => rows.length === 1);
      expect((await queue.counts()).calm.waiting).toBe(19);
      held.open();
    });
  });

  describe('failing', () => {
    test('a failing job is tried again with growing waits, and is told of its last try', async () => {
      const { queue, worker, log } = await open(place);
      const tries: { attempt: number; lastAttempt: boolean; at: number }[] = [];
      const ran: string[] = [];
      const failing = work({ ...post, backoffMs: 100 }, async (_, context) => {
        tries.push({ ...context, at: performance.now() });
        throw new Error('Asha wrote: the licence expired');
      });
      worker([failing], { metrics: { ran: (job, outcome) => void ran.push(`${job} ${outcome}`) } });
      await queue.add({ ...post, backoffMs: 100 }, { row: 'x' });
      await until('it has failed for good', async () => (await queue.counts()).now.failed === 1);
      expect(tries.map(({ attempt, lastAttempt }) => [attempt, lastAttempt])).toEqual([
        [1, false],
        [2, false],
        [3, true],
      ]);
      const [first = 0, second = 0, third = 0] = tries.map(({ at }) => at);
      expect(second - first).toBeGreaterThanOrEqual(95);
      expect(third - second).toBeGreaterThanOrEqual(190);
      expect(ran).toEqual(['post again', 'post again', 'post failed']);
      expect(log.of('job.again')).toHaveLength(2);
      expect(log.of('job.failed')).toMatchObject([{ level: 'error', fields: { job: 'post', attempt: 3 } }]);
      // An error's own text may be a person's: it is in no line of the log.
      expect(JSON.stringify(log.lines)).not.toContain('Asha');
    });

    test('a second try that succeeds is the end of it', async () => {
      const { queue, worker } = await open(place);
      const attempts: number[] = [];
      const flaky = work(post, async (_, { attempt }) => {
        attempts.push(attempt);
        if (attempt === 1) throw new Error('once');
      });
      worker([flaky]);
      await queue.add(post, { row: 'x' });
      await until('it ran twice and is gone', async () => {
        const { now } = await queue.counts();
        return attempts.length === 2 && now.active + now.delayed + now.failed === 0;
      });
      expect(attempts).toEqual([1, 2]);
    });

    test('data that do not fit are refused before they are added, and stay out of the log', async () => {
      const { queue, log } = await open(place);
      const wrong: unknown[] = [{}, { row: 7 }, { row: 'a\0b' }, { row: 'half \ud83d' }, { row: 'secret'.repeat(200) }];
      for (const data of wrong) {
        await expect(queue.add(post, data as { row: string })).rejects.toThrow(JobRefused);
        await queue.hint(post, data as { row: string });
      }
      expect((await queue.counts()).now.waiting).toBe(0);
      expect(log.of('queue.hint-refused')).toHaveLength(1);
      expect(JSON.stringify(log.lines)).not.toContain('secret');
    });

    test('data that do not fit are refused at the door, for good and without a word of them', async () => {
      const { queue, worker, log, backend, prefix } = await open(place);
      const { rows, work } = noting();
      worker([work]);
      const raw = backend.producer(queueName(prefix, 'now'));
      const options = { attempts: 3, backoff: { type: 'exponential', delay: 10 }, jobId: 'raw-1' } as const;
      const rest = { removeOnComplete: true, removeOnFail: false, stackTraceLimit: 0 } as const;
      await raw.bull.add('post', { rows: ['secret'] }, { ...options, ...rest });
      await until('it has failed', async () => (await queue.counts()).now.failed === 1);
      expect(log.of('job.refused')).toMatchObject([
        { level: 'error', fields: { job: 'post', id: 'raw-1', attempt: 1 } },
      ]);
      expect(JSON.stringify(log.lines)).not.toContain('secret');
      expect(rows).toEqual([]);
      await raw.bull.close();
      raw.release();
    });

    test('a job that this release does not know is left for a release that does', async () => {
      const old = await open(place);
      const next = { ...post, name: 'from-the-next-release' };
      const stopped = old.worker([noting().work]);
      await old.queue.add(next, { row: 'new' });
      await until('the old one could not do it', () => old.log.of('job.unknown').length > 0);
      await stopped.close();
      const { rows, work } = noting(next);
      (await open(place, { prefix: old.prefix })).worker([work]);
      await until('the new one has', () => rows.length === 1);
    });

    test('two works of one name do not start', async () => {
      const { worker } = await open(place);
      expect(() => worker([noting().work, noting().work])).toThrow('Two works for one job: post');
    });

    test('old records of failed jobs are tidied away', async () => {
      const { queue, worker } = await open(place);
      const failing = work({ ...post, backoffMs: 1 }, async () => {
        throw new Error('always');
      });
      worker([failing, tidyWork(queue)]);
      for (let i = 0; i < 5; i++) await queue.add({ ...post, backoffMs: 1 }, { row: `${i}` });
      await until('all have failed', async () => (await queue.counts()).now.failed === 5);
      expect(await queue.tidy({ keep: 3 })).toBe(2);
      expect((await queue.counts()).now.failed).toBe(3);
      expect(await queue.tidy({ olderThanMs: 0 })).toBe(3);
    });
  });

  describe('schedules', () => {
    const tick = { ...nothing, name: 'tick' };
    const every = (everyMs: number): Schedule[] => [{ definition: tick, everyMs }];

    test('tick once, however many processes keep and run them', async () => {
      const one = await open(place);
      const two = await open(place, { prefix: one.prefix });
      const ticks: number[] = [];
      const ticking = work(tick, async () => void ticks.push(performance.now()));
      for (const { worker } of [one, two]) worker([ticking]);
      const keepers = [one, two].map(({ queue, log }) => keepSchedules(queue, every(100), { log, everyMs: 100 }));
      await until('twenty ticks', () => ticks.length >= 20);
      for (const keeper of keepers) keeper.stop();
      const [first = 0, last = 0] = [ticks[0], ticks.at(-1)];
      // Double ticks would make twice as many as fit into the time; one that was late is followed by one in time.
      expect(ticks.length - 1).toBeLessThanOrEqual(Math.ceil((last - first) / 100) + 2);
    });

    test('come back after the queue was wiped', async () => {
      const { queue, worker, log, prefix } = await open(place);
      let ticks = 0;
      worker([work(tick, async () => void ticks++)]);
      const keeper = keepSchedules(queue, every(200), { log, everyMs: 150 });
      await until('it ticks', () => ticks >= 1);
      await place.wipe(prefix);
      const before = ticks;
      await until('it ticks again', () => ticks >= before + 3);
      keeper.stop();
    });

    test('what is not on the list any more ends', async () => {
      const { queue, worker, log } = await open(place);
      const ran: string[] = [];
      const names = ['tick', 'tock'].map((name) => ({ ...nothing, name }));
      worker(names.map((definition) => work(definition, async () => void ran.push(definition.name))));
      for (const definition of names) await queue.schedule(definition, { everyMs: 100 }, {});
      await until('both ran', () => ran.includes('tick') && ran.includes('tock'));
      const keeper = keepSchedules(queue, every(100), { log });
      // One that was under way may still come.
      await until('the other has ended', () => ran.slice(-5).length === 5 && !ran.slice(-5).includes('tock'));
      keeper.stop();
    });
  });

  lifecycleContract({ open, closeAll, place: () => place, ownPlace: how.ownPlace });

  test("the server's clock can be compared with ours", async () => {
    const { queue } = await open(place);
    const skew = await queue.skewMs();
    // The servers of these tests run on this machine.
    expect(Math.abs(skew ?? Number.NaN)).toBeLessThan(1_000);
  });
}
