/** The job that forgets what says nothing any more: deliveries that no platform will bring again, claims of private ones, budgets that are whole, links and sessions that are over, and drafted answers. */

import type { Clock, Jobs } from '../bot/core/ports.ts';
import type { Inbox } from '../bot/core/stores.ts';
import type { Drafts } from '../bot/drafting/index.ts';
import { forgetJob } from './definitions.ts';
import { type Work, work } from './worker.ts';

/** How long a delivery's id is kept, in milliseconds: 72 hours, longer than any platform's retries. */
export const KEEP_MS = 72 * 60 * 60 * 1_000;
const BATCH = 1_000;
/** Batches of each in one go, so that the job ends long before its lock. */
const TURN = 20;

export const forgetWork = (needs: {
  inbox: Pick<Inbox, 'forget'>;
  /** Forgets limits of which everything may be spent, as of one that was never spent of. @returns how many */
  forgetBudgets: (limit: number) => Promise<number>;
  /** Forgets links to the pages, and sessions on them, that are over. @returns how many */
  forgetPages: (limit: number) => Promise<number>;
  /** Forgets that private deliveries came, of days long enough ago. @returns how many */
  forgetClaims: (limit: number) => Promise<number>;
  /** Forgets drafted answers, and what was found of them, that were kept long enough. */
  drafts: Pick<Drafts, 'forget'>;
  jobs: Jobs;
  clock: Clock;
}): Work =>
  work(forgetJob, async () => {
    const { inbox, forgetBudgets, forgetPages, forgetClaims, drafts, jobs, clock } = needs;
    const before = new Date(clock.now().getTime() - KEEP_MS);
    const isMore = [
      await full(() => inbox.forget(before, BATCH)),
      await full(() => forgetBudgets(BATCH)),
      await full(() => forgetPages(BATCH)),
      await full(() => forgetClaims(BATCH)),
      await full(() => drafts.forget(BATCH)),
    ];
    if (isMore.includes(true)) await jobs.hint(forgetJob, {});
  });

/** Whether there may be more after a turn of batches. */
async function full(forget: () => Promise<number>): Promise<boolean> {
  for (let turn = 0; turn < TURN; turn += 1) if ((await forget()) < BATCH) return false;
  return true;
}
