/** Time that goes by in a world, with everything that is done meanwhile. */
import type { Stage } from '../stage.ts';

export const HOUR = 3_600_000;
export const A_DAY = 24 * HOUR;

/** A week, with everything that is done for digests in it. */
export async function aWeek(s: Stage): Promise<void> {
  // In steps that come at another hour each day: what is private waits for somebody's working time.
  for (let hour = 0; hour <= 7 * 24; hour += 7) {
    await s.digests.run();
    await s.settle();
    s.clock.pass(7 * HOUR);
  }
}
