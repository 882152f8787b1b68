/** The job that tells who wants to hear everything of what was asked. */
import { everythingJob } from './definitions.ts';
import { type Work, work } from './worker.ts';

/** Tells of every question of which not all were told, each person once. */
export interface Everything {
  tell(): Promise<void>;
}

export const everythingWork = ({ everything }: { everything: Everything }): Work =>
  work(everythingJob, () => everything.tell());
