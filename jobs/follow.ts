/** The job that hands what happened to the features that follow it. */
import type { Follower } from '../bot/core/follow.ts';
import type { Jobs } from '../bot/core/ports.ts';
import { followJob } from './definitions.ts';
import { type Work, work } from './worker.ts';

export const followWork = ({ follower, jobs }: { follower: Follower; jobs: Jobs }): Work =>
  work(followJob, async () => {
    if (await follower.follow()) await jobs.hint(followJob, {});
  });
