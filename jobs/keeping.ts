/** The job that keeps communities and their channels in step. */
import type { InStep } from '../bot/communities/index.ts';
import { keepingJob } from './definitions.ts';
import { type Work, work } from './worker.ts';

export const keepingWork = ({ inStep }: { inStep: InStep }): Work => work(keepingJob, () => inStep.look());
