/** Trying again for a while before the acknowledgement: what is not acknowledged in Teams does not come a second time. */
import type { Clock } from '../../bot/core/ports.ts';

export interface Patience {
  readonly clock: Clock;
  wait(ms: number): Promise<void>;
}

/** The waits between tries, in milliseconds: ten seconds in all. */
const WAITS = [100, 200, 400, 800, 1_500, 2_000, 2_500, 2_500];

/** @param work safe to do twice. @throws what it threw last, once `withinMs` are over */
export async function persistently<T>(work: () => Promise<T>, withinMs: number, { clock, wait }: Patience): Promise<T> {
  const until = clock.now().getTime() + withinMs;
  for (const pause of WAITS) {
    try {
      return await work();
    } catch (error) {
      // A try may have taken long itself.
      if (clock.now().getTime() + pause > until) throw error;
    }
    await wait(pause);
  }
  return work();
}
