/** The job that moves on requests to be let into a community which nobody answered in time. */
import { requestsJob } from './definitions.ts';
import { type Work, work } from './worker.ts';

/** Asks the next of those who may answer, once for each request that has waited too long. */
export interface Requests {
  askNext(): Promise<void>;
}

export const requestsWork = ({ requests }: { requests: Requests }): Work => work(requestsJob, () => requests.askNext());
