/** Recommendations as they are kept: to whom they are addressed, what becomes of them, and what the sponsor answers. */
import type { Subject, UserRef } from '../../core/ref.ts';
import type { Author } from '../../words/author.ts';

export const ANSWERS = ['accept', 'part', 'reject'] as const;
/** none: there was no answer by the day on which it was asked for. */
export type Answer = (typeof ANSWERS)[number] | 'none';

export interface RecommendationWords {
  readonly topic: string | null;
  readonly text: string;
  /** A body or a part of one, never a person; '' for the sponsor. */
  readonly addressedTo: string;
}

export interface Recommendation extends RecommendationWords {
  readonly id: string;
  readonly session: string;
  /** Put to the sponsor: no action came of it here. */
  readonly referral: boolean;
  /** Why nothing is done about it. */
  readonly noAction: string | null;
  readonly answer: Answer | null;
  readonly answerWhy: string | null;
  readonly answeredBy: Author | null;
  readonly answeredAt: Date | null;
  /** Whoever leads wrote it down, as the sponsor said it. */
  readonly recorded: boolean;
  readonly proposedBy: Author;
  readonly place: number;
  readonly version: number;
  readonly createdAt: Date;
  /** Its actions that are not dropped. */
  readonly actions: number;
}

/** It has an action, is put to the sponsor, or there is a reason for neither. */
export const isAnswered = ({ actions, referral, noAction }: Recommendation): boolean =>
  actions > 0 || referral || (noAction ?? '').trim() !== '';

/** The sponsor has not said yet what they think of it. */
export const isOwed = ({ answer }: Recommendation): boolean => answer === null;

export interface RecommendationStore {
  addRecommendation(
    one: RecommendationWords & { session: string; by: string; referral: boolean; noAction: string | null },
  ): Promise<string>;
  recommendation(id: string): Promise<Recommendation | null>;
  holdRecommendation(id: string): Promise<Recommendation | null>;
  /** Of a session, in the order in which they were proposed. */
  recommendationsOf(session: string): Promise<readonly Recommendation[]>;
  /** Its version is one more. */
  saveRecommendation(
    id: string,
    changed: Partial<RecommendationWords & Pick<Recommendation, 'referral' | 'noAction'>> & {
      readonly answer?: {
        readonly answer: Answer;
        readonly why: string | null;
        readonly by: string | null;
        readonly recorded: boolean;
      } | null;
    },
  ): Promise<void>;
  /** It is there no more; actions that came of it stay. */
  removeRecommendation(id: string): Promise<void>;
  /** What tells of a session's sponsor in private. */
  showingSponsor(session: string): Promise<readonly Subject[]>;
  /** Those who can be sponsor of a session whose sponsor has left, of an organisation that somebody is an admin of, by name. */
  sponsorable(admin: UserRef, query: string, limit: number): Promise<readonly Author[]>;
  /** Those of a session without an answer have none by now. */
  letPass(session: string): Promise<void>;
}
