/** Making sense of what was put in, in Postgres, one file for each part of it. */
import type { Sealer } from '../../bot/core/seal.ts';
import type { SenseStore } from '../../bot/sessions/sense/store.ts';
import type { Tx } from '../work.ts';
import { createSenseFacts } from './sense-facts.ts';
import { createSensePoints } from './sense-points.ts';
import { createSenseSteps } from './sense-steps.ts';
import { createSenseTalk } from './sense-talk.ts';
import { createSenseTopics } from './sense-topics.ts';
import { createSenseVotes } from './sense-votes.ts';

export const createSenseStore = (tx: Tx, now: Date, newId: () => string, sealer: Sealer): SenseStore => ({
  ...createSensePoints(tx),
  ...createSenseTopics(tx, now, newId),
  ...createSenseSteps(tx, now, newId),
  ...createSenseTalk(tx, now, newId),
  ...createSenseFacts(tx, now, newId),
  ...createSenseVotes(tx, now, sealer),
});
