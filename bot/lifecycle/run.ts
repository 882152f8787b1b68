/** Looks at every community at which it is time to look. */
import { type Due, eachDue } from '../core/each-due.ts';
import type { Log } from '../core/ports.ts';
import { HOUR_MS } from '../words/zone.ts';
import { advance } from './flow.ts';
import type { Needs } from './needs.ts';

export interface Lifecycles {
  /** Does what is due. */
  look(): Promise<void>;
}

/** Communities looked up in one go. */
const BATCH = 100;

export const createLifecycles = ({
  needs,
  log,
  ...how
}: Pick<Due, 'run' | 'clock'> & { readonly needs: Needs; readonly log: Log }): Lifecycles => ({
  look: () =>
    eachDue({
      ...how,
      next: (w) => w.lifecycle.due(BATCH),
      advance: (w, community) => advance(w, needs, community),
      againMs: HOUR_MS,
      lookAt: (w, community, at) => w.lifecycle.lookAt(community, at),
      failed: (community, why) => log.error('a community could not be looked at', { community, ...why }),
    }),
});
