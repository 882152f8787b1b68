/** The job that has it said where a channel takes long to reach. */
import { backlogJob } from './definitions.ts';
import { type Work, work } from './worker.ts';

/** Tells of every lane that has waited too long, once for each question. */
export interface Backlog {
  tell(): Promise<void>;
}

export const backlogWork = ({ backlog }: { backlog: Backlog }): Work => work(backlogJob, () => backlog.tell());
