/** The job that notices communities which nobody looks after. */
import { presenceJob } from './definitions.ts';
import { type Work, work } from './worker.ts';

/** Tells whoever is next, once for each time of quiet. */
export interface Presence {
  look(): Promise<void>;
}

export const presenceWork = ({ presence }: { presence: Presence }): Work => work(presenceJob, () => presence.look());
