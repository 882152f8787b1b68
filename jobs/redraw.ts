/** The job that draws again what shows a community as it was before. */
import { redrawJob } from './definitions.ts';
import { type Work, work } from './worker.ts';

/** Some at a time. */
export interface Redraw {
  next(): Promise<void>;
}

export const redrawWork = ({ redraw }: { redraw: Redraw }): Work => work(redrawJob, () => redraw.next());
