/** Lessons, recommendations, actions and objections, as they are asked of the database. */
import type { ActionStore } from './action.ts';
import type { LessonStore } from './lesson.ts';
import type { ObjectionStore } from './objection.ts';
import type { RecommendationStore } from './recommendation.ts';

export interface OutcomeStore extends LessonStore, RecommendationStore, ActionStore, ObjectionStore {}
