/** The job that tells the operator what threatens the deployment. */
import type { Alarms } from '../bot/operations/index.ts';
import { alarmsJob } from './definitions.ts';
import { type Work, work } from './worker.ts';

export const alarmsWork = ({ alarms }: { alarms: Alarms }): Work => work(alarmsJob, () => alarms.tell());
