/** The job that looks whether others came to be able to open a bound channel. */
import { opennessJob } from './definitions.ts';
import { type Work, work } from './worker.ts';

export const opennessWork = ({ openness }: { openness: { look(): Promise<void> } }): Work =>
  work(opennessJob, () => openness.look());
