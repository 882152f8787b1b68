/** The job by which questions are found as they are now. */
import { indexJob } from './definitions.ts';
import { type Work, work } from './worker.ts';

/** All that changed. */
export interface Indexing {
  next(): Promise<void>;
}

export const indexWork = ({ indexing }: { indexing: Indexing }): Work => work(indexJob, () => indexing.next());
