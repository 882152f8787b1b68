/** The job that looks what becomes of communities as time passes. */
import type { Lifecycles } from '../bot/lifecycle/index.ts';
import { lifecycleJob } from './definitions.ts';
import { type Work, work } from './worker.ts';

export const lifecycleWork = ({ lifecycles }: { lifecycles: Lifecycles }): Work =>
  work(lifecycleJob, () => lifecycles.look());
