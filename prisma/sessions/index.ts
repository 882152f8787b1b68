/** Sessions in Postgres, one file for each part of them. */
import type { PrivateStores } from '../../bot/core/private.ts';
import type { Sealer } from '../../bot/core/seal.ts';
import type { SessionStores } from '../../bot/sessions/stores.ts';
import type { Tx } from '../work.ts';
import { createInputSeal } from './input.ts';
import { createOutcomeStore } from './outcome.ts';
import { createPrivateWriting } from './private.ts';
import { createReportStore } from './report.ts';
import { createSenseStore } from './sense.ts';
import { createVoteBox } from './sense-votes.ts';
import { createSetupStore } from './setup.ts';
import { createWritingStore } from './writing.ts';

/** @param sealer for INPUT_PURPOSE */
export const createSessionStores = (tx: Tx, now: Date, newId: () => string, sealer: Sealer): SessionStores => ({
  setup: createSetupStore(tx, now, newId),
  writing: createWritingStore(tx, now, createInputSeal(sealer)),
  sense: createSenseStore(tx, now, newId, sealer),
  outcome: createOutcomeStore(tx, now, newId),
  report: createReportStore(tx, now, newId),
});

export const createPrivateSessionStores = (
  tx: Tx,
  day: string,
  newId: () => string,
  sealer: Sealer,
): PrivateStores['sessions'] => ({
  writing: createPrivateWriting(tx, day, newId, createInputSeal(sealer)),
  votes: createVoteBox(tx, sealer),
});
