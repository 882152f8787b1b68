/** Two workers stand still for longer than what they hold is left to them, and go on as if nothing had been. */
import type { Fault } from '../fault.ts';

/** A lease, and the time after which somebody else takes what it was for, with some more: see bot/core/sender.ts. */
const PAST_LEASE_MS = 80_000;

export const workersPaused: Fault = {
  name: 'workers-paused',
  often: 4,
  each: 2,
  async inject({ workers, wait, count }, dice) {
    const spared = dice.pick(workers);
    const paused = workers.filter((worker) => worker !== spared).slice(0, 2);
    for (const worker of paused) worker.pause();
    await wait(PAST_LEASE_MS + dice.between(0, 20_000));
    for (const worker of paused) {
      worker.wake();
      count('workers-paused');
    }
  },
};
