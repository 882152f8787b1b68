/** A worker dies as by `kill -9`: at a random moment, or as soon as its next message has reached its platform, so that what was to be written then is not. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Fault } from '../fault.ts';

/** So long it is waited for a message, in machine milliseconds. */
const PATIENCE_MS = 3_000;

export const killWorker: Fault = {
  name: 'kill-worker',
  often: 40,
  async inject({ workers, standIns, count }, dice) {
    const worker = dice.pick(workers);
    if (dice.chance(0.6)) {
      let killing: Promise<void> | null = null;
      // Whoever of the workers sent it: of several, the one that is killed may be another.
      const takeBack = standIns.atNextPost(() => {
        killing = worker.kill();
      });
      const deadline = performance.now() + PATIENCE_MS;
      while (!killing && performance.now() < deadline) await pause(5);
      takeBack();
      await (killing ?? worker.kill());
    } else await worker.kill();
    count('kill-worker');
    await pause(dice.between(0, 1_000));
    await worker.start();
  },
};
