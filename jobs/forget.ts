/** The job that forgets which deliveries were settled, once no platform will deliver them again. */
import type { Clock, Jobs } from '../bot/core/ports.ts';
import type { Inbox } from '../bot/core/stores.ts';
import { forgetJob } from './definitions.ts';
import { type Work, work } from './worker.ts';

/** How long a delivery's id is kept, in milliseconds: 72 hours, longer than any platform's retries. */
export const KEEP_MS = 72 * 60 * 60 * 1_000;
const BATCH = 1_000;
/** Batches in one go, so that the job ends long before its lock. */
const TURN = 20;

export const forgetWork = ({ inbox, jobs, clock }: { inbox: Pick<Inbox, 'forget'>; jobs: Jobs; clock: Clock }): Work =>
  work(forgetJob, async () => {
    const before = new Date(clock.now().getTime() - KEEP_MS);
    for (let turn = 0; turn < TURN; turn += 1) {
      if ((await inbox.forget(before, BATCH)) < BATCH) return;
    }
    await jobs.hint(forgetJob, {});
  });
