/** The job that does what is due in sessions. */
import type { SessionTimers } from '../bot/sessions/index.ts';
import { sessionsJob } from './definitions.ts';
import { type Work, work } from './worker.ts';

export const sessionsWork = ({ sessionTimers }: { sessionTimers: SessionTimers }): Work =>
  work(sessionsJob, () => sessionTimers.look());
