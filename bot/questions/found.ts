/** What was found for somebody's words, and how far each answers them. */
import type { Text } from '../core/text.ts';
import type { Standing } from '../words/standing.ts';
import type { Question, Reply } from './question.ts';

/** A question of which its words, or its answers', say something that was looked for; each share from 0 to 1. */
export interface Candidate {
  readonly id: string;
  readonly text: Text;
  /** BM25 of the question's own words, of the most that it could be. */
  readonly asked: number;
  /** The same of the question with its answers. */
  readonly said: number;
  /** The cosine of what was looked for with all that it and its answers say, as if each word of these were as rare as those; 1 at most. */
  readonly alike: number;
  /** Of the question's own words, those that were looked for. */
  readonly own: number;
}

/** What was asked before and answered. */
export interface Known {
  readonly question: Question;
  /** The one that was marked, else the first. */
  readonly answer: Reply;
  /** How far to trust it. */
  readonly standing: Standing;
  /** What was typed and stands there: why it is shown. */
  readonly shared: readonly string[];
}
