/**
 * The exhaustive fault run, on both queues: 1,000 questions and answers and 500 faults on each. `FAULTS=kill-web,postgres-cut`
 * runs classes alone, `SEED=123` a run again, `FAULT_SHARE=0.1` a tenth of it,
 * `FAULT_LOG=file` keeps what its processes logged where it does not come to its end.
 */
import { expect, test } from 'vitest';
import { hasRedisServer } from '../jobs/testing/redis.ts';
import { expectGood } from './testing/faults/expect.ts';
import { faultRun } from './testing/faults/run.ts';

const { SEED, FAULTS, FAULT_SHARE = '1' } = process.env;
const seed = Number(SEED ?? Date.now() % 1_000_000);
const share = Number(FAULT_SHARE);
/** Each with three answers. */
const CALM = 10;
const STORMY = 250;
const INJECTED = 500;
/** However small the share is: over both queues more than fifteen workers and four web processes die. */
const LEAST = { 'kill-worker': 8, 'kill-web': 2 };
const LINES = 500;

async function run(queue: 'postgres' | 'redis'): Promise<void> {
  const size = {
    seed,
    calm: Math.ceil(CALM * share),
    stormy: Math.ceil(STORMY * share),
    faults: FAULTS,
    share,
    least: LEAST,
    lines: LINES,
    linesKilled: true,
    webs: 2,
    // So that two can stand still.
    workers: 3,
    queue,
    ownDatabase: true,
    speed: 10,
  };
  const report = await faultRun(size);
  expectGood(report, size);
  expect(report.questions).toBe(size.calm + size.stormy);
  expect(report.questions + report.answers).toBeGreaterThanOrEqual(1_000 * share);
  if (!FAULTS) expect(report.injected).toBeGreaterThanOrEqual(INJECTED * share);
}

test('nothing is lost and nothing doubled with the queue in Postgres', () => run('postgres'), 2_400_000);
test.skipIf(!hasRedisServer)(
  'nothing is lost and nothing doubled with the queue on Redis',
  () => run('redis'),
  2_400_000,
);
