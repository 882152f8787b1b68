/** The jobs of Guildhall as data: names, shapes (ids only) and patience. The work of each is in the file of its name. */
import type { JobDefinition } from '../bot/core/ports.ts';
import { z } from '../bot/core/schema.ts';

type NoData = Record<string, never>;

/** Longer than any id of a platform. */
const id = z.string().min(1).max(500);

/** Sends what is owed in a lane: one conversation, one person or one home page. */
export const sendJob: JobDefinition<{ lane: string }> = {
  name: 'send',
  schema: z.object({ lane: id }),
  attempts: 3,
  backoffMs: 1_000,
};

/** Takes up a stored delivery whose handler died or failed. */
export const resumeJob: JobDefinition<{ delivery: string }> = {
  name: 'resume',
  schema: z.object({ delivery: id }),
  attempts: 3,
  backoffMs: 2_000,
};

/** Looks into what was said while a platform could not reach us. */
export const catchUpJob: JobDefinition<{ gap: string }> = {
  name: 'catch-up',
  schema: z.object({ gap: id }),
  attempts: 3,
  backoffMs: 5_000,
  pace: 'calm',
};

/** Hands what happened to the features that follow it. */
export const followJob: JobDefinition<NoData> = { name: 'follow', schema: z.object({}), attempts: 3, backoffMs: 1_000 };

/** Has it said where a channel takes long to reach. */
export const backlogJob: JobDefinition<NoData> = {
  name: 'backlog',
  schema: z.object({}),
  attempts: 3,
  backoffMs: 5_000,
  pace: 'calm',
};

/** Tells who wants to hear everything of what was asked. */
export const everythingJob: JobDefinition<NoData> = {
  name: 'everything',
  schema: z.object({}),
  attempts: 3,
  backoffMs: 5_000,
  pace: 'calm',
};

/** Makes what questions are found by what they say now. */
export const indexJob: JobDefinition<NoData> = {
  name: 'index',
  schema: z.object({}),
  attempts: 3,
  backoffMs: 5_000,
  pace: 'calm',
};

/** Draws again what shows a community as it was before. */
export const redrawJob: JobDefinition<NoData> = {
  name: 'redraw',
  schema: z.object({}),
  attempts: 3,
  backoffMs: 5_000,
  pace: 'calm',
};

/** Asks the next of those who may answer, where somebody waits to be let into a community. */
export const requestsJob: JobDefinition<NoData> = {
  name: 'requests',
  schema: z.object({}),
  attempts: 3,
  backoffMs: 5_000,
  pace: 'calm',
};

/** Asks for reviews of answers whose day has come. */
export const reviewsJob: JobDefinition<NoData> = {
  name: 'reviews',
  schema: z.object({}),
  attempts: 3,
  backoffMs: 60_000,
  pace: 'calm',
};

/** Looks whether others came to be able to open a bound channel. */
export const opennessJob: JobDefinition<NoData> = {
  name: 'openness',
  schema: z.object({}),
  attempts: 3,
  backoffMs: 60_000,
  pace: 'calm',
};

/** Keeps communities and their channels in step. */
export const keepingJob: JobDefinition<NoData> = {
  name: 'keeping',
  schema: z.object({}),
  attempts: 3,
  backoffMs: 60_000,
  pace: 'calm',
};

/** Tells those who look after communities which are quiet from their side. */
export const presenceJob: JobDefinition<NoData> = {
  name: 'presence',
  schema: z.object({}),
  attempts: 3,
  backoffMs: 60_000,
  pace: 'calm',
};

/** Looks what becomes of communities as time passes. */
export const lifecycleJob: JobDefinition<NoData> = {
  name: 'lifecycle',
  schema: z.object({}),
  attempts: 3,
  backoffMs: 60_000,
  pace: 'calm',
};

/** Does what is due in sessions: their windows close, and people are reminded. */
export const sessionsJob: JobDefinition<NoData> = {
  name: 'sessions',
  schema: z.object({}),
  attempts: 3,
  backoffMs: 5_000,
  pace: 'calm',
};

/** Has the summary of a draft worded, where something can. */
export const summaryJob: JobDefinition<{ session: string }> = {
  name: 'summary',
  schema: z.object({ session: id }),
  // What fails of the model is tried again by the database's own count; this is for a database that is away.
  attempts: 3,
  backoffMs: 5_000,
  pace: 'calm',
};

/** Has an answer drafted by a language model, where something can. */
export const draftJob: JobDefinition<{ draft: string }> = {
  name: 'draft',
  schema: z.object({ draft: id }),
  // What fails of the model is not tried again: somebody waits. This is for a database that is away.
  attempts: 3,
  backoffMs: 1_000,
};

/** Plans, shows and sends weekly digests. */
export const digestsJob: JobDefinition<NoData> = {
  name: 'digests',
  schema: z.object({}),
  attempts: 3,
  backoffMs: 5_000,
  pace: 'calm',
};

/** Tells the operator what threatens the deployment. Not behind bulk, of which there may be too much. */
export const alarmsJob: JobDefinition<NoData> = {
  name: 'alarms',
  schema: z.object({}),
  attempts: 3,
  backoffMs: 5_000,
};

/** Notices who has left, where the platform does not say so. */
export const rostersJob: JobDefinition<NoData> = {
  name: 'rosters',
  schema: z.object({}),
  attempts: 3,
  backoffMs: 60_000,
  pace: 'calm',
};

/** Forgets the ids of deliveries that were settled long ago. */
export const forgetJob: JobDefinition<NoData> = {
  name: 'forget',
  schema: z.object({}),
  attempts: 3,
  backoffMs: 60_000,
  pace: 'calm',
};
