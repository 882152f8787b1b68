/** The job that has the summary of a draft worded. Where nothing can, it does nothing: another process may have hinted at it. */
import type { Summaries } from '../bot/sessions/index.ts';
import { summaryJob } from './definitions.ts';
import { type Work, work } from './worker.ts';

export const summaryWork = ({ summaries }: { summaries: Summaries | null }): Work =>
  work(summaryJob, async ({ session }) => {
    await summaries?.prepare(session);
  });
