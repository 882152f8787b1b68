/** Works off everything that is due for weekly digests. */
import { type Due, eachDue } from '../core/each-due.ts';
import type { Log } from '../core/ports.ts';
import { MINUTE_MS } from '../words/zone.ts';
import { advance } from './flow.ts';
import type { Needs } from './needs.ts';

export interface Digests {
  /** Plans, shows and sends what is due. */
  run(): Promise<void>;
}

/** Communities looked up in one go. */
const BATCH = 100;

export const createDigests = ({
  needs,
  log,
  ...how
}: Pick<Due, 'run' | 'clock'> & { readonly needs: Needs; readonly log: Log }): Digests => ({
  run: () =>
    eachDue({
      ...how,
      next: (w) => w.digests.due(BATCH),
      advance: (w, community) => advance(w, needs, community),
      againMs: 5 * MINUTE_MS,
      lookAt: (w, community, at) => w.digests.lookAt(community, at),
      failed: (community, why) => log.error('a digest could not be moved on', { community, ...why }),
    }),
});
