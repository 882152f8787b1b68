/** The small fault run of every test run: a dozen questions, two kills of the worker, one of the web part. The large one is faults.long.test.ts. */
import { expect, test } from 'vitest';
import { expectGood } from './testing/faults/expect.ts';
import { faultRun } from './testing/faults/run.ts';

test('nothing is lost and nothing doubled when the worker is killed twice', async () => {
  const seed = Number(process.env.TEST_SEED ?? Date.now() % 1_000_000);
  const report = await faultRun({
    seed,
    calm: 3,
    stormy: 9,
    kills: 2,
    webKills: 1,
    lines: 40,
    linesKills: 0,
    speed: 12,
  });
  expectGood(report, seed);
  expect(report.workerKills).toBe(2);
}, 300_000);
