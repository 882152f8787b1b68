/** The job by which vetted answers are reviewed in time. */
import { reviewsJob } from './definitions.ts';
import { type Work, work } from './worker.ts';

/** Asks whoever vetted, once, and says later on the answer that nobody looked at it again. */
export interface Reviews {
  look(): Promise<void>;
}

export const reviewsWork = ({ reviews }: { reviews: Reviews }): Work => work(reviewsJob, () => reviews.look());
