/** The job that brings what is owed in one lane to its platform. */
import type { Jobs } from '../bot/core/ports.ts';
import type { Sender } from '../bot/core/sender.ts';
import { sendJob } from './definitions.ts';
import { type Work, work } from './worker.ts';

/** Other lanes go first, and a lane that cannot move just now is not asked without pause. */
const AGAIN_MS = 50;

export const sendWork = ({ sender, jobs }: { sender: Pick<Sender, 'send'>; jobs: Jobs }): Work =>
  work(sendJob, async ({ lane }) => {
    if (await sender.send(lane)) await jobs.hint(sendJob, { lane }, { delayMs: AGAIN_MS });
  });
