/** The small fault run of every test run: a dozen questions, each process killed, connections cut, calls and deliveries gone wrong. The large one is faults.long.test.ts. */
import { expect, test } from 'vitest';
import { expectGood } from './testing/faults/expect.ts';
import { faultRun } from './testing/faults/run.ts';

test('nothing is lost and nothing doubled while everything goes wrong now and then', async () => {
  const size = {
    seed: Number(process.env.TEST_SEED ?? Date.now() % 1_000_000),
    calm: 2,
    stormy: 8,
    faults: 'kill-worker,kill-web,postgres-cut,platform-429,platform-500,deliveries-repeated,deliveries-reordered',
    share: 0.05,
    lines: 40,
    linesKilled: false,
    webs: 1,
    workers: 1,
    queue: 'postgres',
    ownDatabase: false,
    speed: 12,
  } as const;
  const report = await faultRun(size);
  expectGood(report, size);
  expect(report.faults).toMatchObject({ 'kill-worker': 2, 'kill-web': 1, 'postgres-cut': 1 });
  expect(Object.keys(report.faults).sort()).toEqual(size.faults.split(',').sort());
}, 300_000);
