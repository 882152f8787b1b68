/** Every class of fault by its name. */
import type { Fault } from '../fault.ts';
import { deliveriesLate, deliveriesReordered, deliveriesRepeated } from './deliveries.ts';
import { killWeb } from './kill-web.ts';
import { killWorker } from './kill-worker.ts';
import { platform429, platform500, platformTimeoutDone, platformTimeoutNotDone } from './platform.ts';
import { postgresCut, postgresRestart } from './postgres.ts';
import { redisFlush, redisRestart } from './redis.ts';
import { webAway } from './web-away.ts';
import { workersPaused } from './workers-paused.ts';

export const allFaults: readonly Fault[] = [
  killWorker,
  killWeb,
  webAway,
  postgresRestart,
  postgresCut,
  redisFlush,
  redisRestart,
  platform429,
  platform500,
  platformTimeoutDone,
  platformTimeoutNotDone,
  deliveriesRepeated,
  deliveriesReordered,
  deliveriesLate,
  workersPaused,
];

/** @param names separated by commas; all where it is absent or empty. @throws with the names that there are, for one that is none */
export function faultsNamed(names: string | undefined): readonly Fault[] {
  if (!names) return allFaults;
  return names.split(',').map((name) => {
    const found = allFaults.find((fault) => fault.name === name.trim());
    if (found) return found;
    throw new Error(`There is no fault “${name.trim()}”: ${allFaults.map((fault) => fault.name).join(', ')}.`);
  });
}
