/** The half of the contract about beginnings and ends: closing, being killed, and a server that is away. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { QueueError } from '../queue.ts';
import { keepSchedules } from '../schedules.ts';
import { work } from '../worker.ts';
import type { Place } from './place.ts';
import { nothing, noting, post } from './some-jobs.ts';
import type { stages } from './stage.ts';
import { gate, until } from './until.ts';

/** @param how.place the suite's server; it is there when the tests run */
export function lifecycleContract(
  how: ReturnType<typeof stages> & { place: () => Place; ownPlace: () => Promise<Place> },
): void {
  const { open, closeAll, place } = how;

  describe('ending', () => {
    test('closing lets the running job finish and takes no other', async () => {
      const { queue, worker, prefix } = await open(place());
      const held = gate();
      const done: string[] = [];
      const slow = work(post, async ({ row }) => {
        await held.opened;
        done.push(row);
      });
      const running = worker([slow], { concurrency: 1 });
      await queue.add(post, { row: 'running' });
      await until('it runs', () => running.running() === 1);
      await queue.add(post, { row: 'waiting' });
      const closed = running.close();
      held.open();
      await closed;
      expect(done).toEqual(['running']);
      const after = await open(place(), { prefix });
      expect((await after.queue.counts()).now).toMatchObject({ waiting: 1, active: 0, failed: 0 });
    });

    test('closing does not wait for a job that never ends; another worker runs it again', async () => {
      const one = await open(place());
      const held = gate();
      const stuck = one.worker([work(post, () => held.opened)]);
      await one.queue.add(post, { row: 'stuck' });
      await until('it runs', () => stuck.running() === 1);
      const before = performance.now();
      await stuck.close({ withinMs: 800 });
      expect(performance.now() - before).toBeLessThan(1_500);
      expect(one.log.of('worker.left')).toMatchObject([{ fields: { running: 1 } }]);
      const { rows, work: again } = noting();
      (await open(place(), { prefix: one.prefix })).worker([again]);
      await until('it ran elsewhere', () => rows.length === 1);
      held.open();
    });

    test('after closing, and for those who still wait, add throws and hint returns', async () => {
      const { queue } = await open(place());
      const underway = Array.from({ length: 20 }, (_, i) => queue.add(post, { row: `${i}` }).catch((error) => error));
      await queue.close();
      for (const outcome of await Promise.all(underway)) {
        if (outcome !== undefined) expect(outcome).toMatchObject({ reason: 'closed' });
      }
      const before = performance.now();
      await expect(queue.add(post, { row: 'late' })).rejects.toThrow(QueueError);
      await expect(queue.counts()).rejects.toThrow(QueueError);
      await queue.hint(post, { row: 'late' });
      expect(await queue.healthy()).toBe(false);
      expect(performance.now() - before).toBeLessThan(100);
    });

    test('a job whose worker was killed is run again', async () => {
      const { queue, worker, prefix, log } = await open(place());
      await queue.add(post, { row: 'survivor' });
      const told = JSON.stringify({ ...place().where, prefix });
      const file = fileURLToPath(new URL('./victim.ts', import.meta.url));
      const child = spawn(process.execPath, ['--import', 'tsx', file, told], { stdio: ['ignore', 'pipe', 'inherit'] });
      await new Promise((resolve) => child.stdout.once('data', resolve));
      child.kill('SIGKILL');
      const { rows, work } = noting();
      worker([work]);
      await until('it ran again', () => rows.length === 1);
      expect(rows).toEqual(['survivor']);
      await until('it is said', () => log.of('job.stalled').length === 1);
    });
  });

  describe('a server that is away', () => {
    test('a hint neither throws nor waits, and says it once; add throws; all is well afterwards', async () => {
      const { queue, worker, log } = await open(place());
      const { rows, work } = noting();
      worker([work]);
      await queue.add(post, { row: 'before' });
      await until('it ran', () => rows.length === 1);
      expect(await queue.healthy()).toBe(true);
      await place().leave();
      const before = performance.now();
      await Promise.all([1, 2, 3].map((i) => queue.hint(post, { row: `lost ${i}` })));
      await queue.hint(post, { row: 'lost 4' });
      expect(performance.now() - before).toBeLessThan(2_300);
      expect(log.of('queue.hint-lost')).toHaveLength(1);
      expect(await queue.healthy()).toBe(false);
      await expect(queue.add(post, { row: 'never' })).rejects.toThrow();
      await place().comeBack();
      await until('it is healthy', () => queue.healthy());
      await queue.add(post, { row: 'after' });
      await until('it ran too', () => rows.includes('after'));
      await until('both are said', () => log.of('queue.back').length > 0);
      expect(log.of('queue.away')).toHaveLength(1);
      expect(log.of('queue.back')).toHaveLength(1);
    });

    test('what begins while it is away works when it is back', async () => {
      const { backend } = await open(place());
      await place().leave();
      const { queue, worker, log } = await open(place(), { backend });
      const { rows, work } = noting();
      worker([work]);
      await until('it noticed', async () => !(await queue.healthy()));
      await queue.hint(post, { row: 'lost' });
      await place().comeBack();
      await until('it is healthy', () => queue.healthy());
      await queue.add(post, { row: 'kept' });
      await until('it ran', () => rows.includes('kept'));
      expect(log.lines.filter(({ level }) => level === 'error')).toEqual([]);
    });

    test('closing while it is away is quick', async () => {
      const { queue, worker, backend } = await open(place());
      const { rows, work } = noting();
      const idle = worker([work]);
      await queue.add(post, { row: 'x' });
      await until('it ran', () => rows.length === 1);
      await place().leave();
      const before = performance.now();
      await idle.close();
      await queue.close();
      await backend.close();
      const took = performance.now() - before;
      await place().comeBack();
      expect(took).toBeLessThan(4_000);
    });

    test('a restart: what waited is run, what runs is finished once, schedules go on', {
      timeout: 60_000,
    }, async () => {
      const own = await how.ownPlace();
      try {
        const { queue, worker, log } = await open(own);
        const held = gate();
        const runs: string[] = [];
        let ticks = 0;
        const posting = work(post, async ({ row }) => {
          runs.push(row);
          if (row === 'long') await held.opened;
        });
        const tick = { ...nothing, name: 'tick' };
        // Locks as long as ever: what runs must not be taken for dead in between.
        worker([posting, work(tick, async () => void ticks++)], { times: {} });
        const keeper = keepSchedules(queue, [{ definition: tick, everyMs: 300 }], { log });
        await queue.add(post, { row: 'long' });
        await queue.add(post, { row: 'delayed' }, { delayMs: 2_000 });
        await until('it runs', () => runs.includes('long') && ticks > 0);
        const restarted = own.restart();
        held.open();
        await restarted;
        await until('it answers', () => queue.healthy(), 15_000);
        const before = ticks;
        await queue.add(post, { row: 'after' });
        await until('all have run', () => runs.includes('after') && runs.includes('delayed') && ticks > before, 15_000);
        await until('none is left', async () => {
          const { now } = await queue.counts();
          return now.active + now.waiting + now.failed === 0;
        });
        expect(runs.toSorted()).toEqual(['after', 'delayed', 'long']);
        keeper.stop();
      } finally {
        await closeAll();
        await own.end();
      }
    });
  });
}
