/** The job that has an answer drafted, for somebody who waits. Where nothing can, it does nothing: another process may have hinted at it. */
import type { Drafts } from '../bot/drafting/index.ts';
import { draftJob } from './definitions.ts';
import { type Work, work } from './worker.ts';

export const draftWork = ({ drafts }: { drafts: Pick<Drafts, 'write'> }): Work =>
  work(draftJob, ({ draft }) => drafts.write(draft));
