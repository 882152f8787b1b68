/** The job that takes up one stored delivery that nobody finished. */
import type { ResumingBot } from '../bot/core/create-bot.ts';
import { resumeJob } from './definitions.ts';
import { type Work, work } from './worker.ts';

export const resumeWork = ({ bot }: { bot: Pick<ResumingBot, 'resume'> }): Work =>
  work(resumeJob, ({ delivery }) => bot.resume(delivery));
