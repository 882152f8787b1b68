/** The job that plans, shows and sends weekly digests. */
import type { Digests } from '../bot/digests/index.ts';
import { digestsJob } from './definitions.ts';
import { type Work, work } from './worker.ts';

export const digestsWork = ({ digests }: { digests: Digests }): Work => work(digestsJob, () => digests.run());
