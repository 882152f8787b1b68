/** The job that looks into a part of what was said while a platform could not reach us. */
import type { CatchUp } from '../bot/core/catch-up.ts';
import type { Jobs } from '../bot/core/ports.ts';
import { catchUpJob } from './definitions.ts';
import { type Work, work } from './worker.ts';

export const catchUpWork = ({ catchUp, jobs }: { catchUp: CatchUp; jobs: Jobs }): Work =>
  work(catchUpJob, async ({ gap }) => {
    if (await catchUp.catchUp(gap)) await jobs.hint(catchUpJob, { gap });
  });
