/** The fault run: 200 questions and answers between Slack and Teams while the worker and the web part are killed at random; nothing is lost and nothing doubled. */
import { expect, test } from 'vitest';
import { expectGood } from './testing/faults/expect.ts';
import { faultRun } from './testing/faults/run.ts';

test('200 questions and their answers survive the deaths of every process', async () => {
  const seed = Number(process.env.TEST_SEED ?? Date.now() % 1_000_000);
  const report = await faultRun({
    seed,
    calm: 20,
    stormy: 180,
    kills: 18,
    webKills: 4,
    lines: 1_000,
    linesKills: 1,
    speed: 10,
  });
  expectGood(report, seed);
  expect(report.questions).toBe(200);
  expect(report.workerKills).toBeGreaterThanOrEqual(15);
  expect(report.webKills).toBeGreaterThanOrEqual(4);
}, 1_800_000);
