/** Looks at every community at which it is time to look: one at a time, so that a stop or a fault of one leaves the others. */
import { describe } from '../core/create-bot.ts';
import type { Clock, Log } from '../core/ports.ts';
import type { Work } from '../core/work.ts';
import { HOUR_MS } from '../words/zone.ts';
import { advance } from './flow.ts';
import type { Needs } from './needs.ts';

export interface Lifecycles {
  /** Does what is due. Safe to run twice and by several at once; what is left is done by the next. */
  look(): Promise<void>;
}

/** Communities looked up in one go. */
const BATCH = 100;
/** As many in one run; the next goes on. */
const MOST = 2_000;
/** After a fault, one is tried again. */
const AGAIN_MS = HOUR_MS;

export function createLifecycles(how: {
  needs: Needs;
  run: <R>(now: Date, run: (w: Work) => Promise<R>) => Promise<R>;
  clock: Clock;
  log: Log;
}): Lifecycles {
  const { needs, clock, log } = how;
  return {
    async look() {
      const seen = new Set<string>();
      while (seen.size < MOST) {
        const due = await how.run(clock.now(), (w) => w.lifecycle.due(BATCH));
        const anew = due.filter((community) => !seen.has(community));
        // What is still due is in another's hands.
        if (anew.length === 0) return;
        for (const community of anew) {
          seen.add(community);
          try {
            while (await how.run(clock.now(), (w) => advance(w, needs, community)));
          } catch (error) {
            log.error('a community could not be looked at', { community, ...describe(error) });
            const at = new Date(clock.now().getTime() + AGAIN_MS);
            await how.run(clock.now(), (w) => w.lifecycle.lookAt(community, at));
          }
        }
      }
    },
  };
}
