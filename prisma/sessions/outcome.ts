/** What comes of sessions in Postgres: lessons, recommendations, actions and objections. */
import type { OutcomeStore } from '../../bot/sessions/outcome/store.ts';
import type { Tx } from '../work.ts';
import { createActionStore } from './actions.ts';
import { createLessonStore } from './lessons.ts';
import { createObjectionStore, createRecommendationStore } from './recommendations.ts';

export const createOutcomeStore = (tx: Tx, now: Date, newId: () => string): OutcomeStore => ({
  ...createLessonStore(tx, now, newId),
  ...createRecommendationStore(tx, now, newId),
  ...createActionStore(tx, now, newId),
  ...createObjectionStore(tx, now, newId),
});
