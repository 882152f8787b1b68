/** The job that notices each night who has left, where the platform does not say so. */
import { rostersJob } from './definitions.ts';
import { type Work, work } from './worker.ts';

export const rostersWork = ({ rosters }: { rosters: { compare(): Promise<void> } }): Work =>
  work(rostersJob, () => rosters.compare());
