/** What was found for somebody's words, and how far each answers them. */
import type { Text } from '../core/text.ts';
import type { KeptItem } from '../words/kept-item.ts';
import type { Standing } from '../words/standing.ts';
import type { Question, Reply } from './question.ts';

/** A question, or an item of a library, that says something that was looked for; each share from 0 to 1. */
export interface Candidate {
  readonly id: string;
  readonly kind: 'question' | 'item';
  /** Of an item, its title. */
  readonly text: Text;
  /** BM25 of the question's own words, or of the item's title and tags, of the most that it could be. */
  readonly asked: number;
  /** The same of the question with its answers, or of all of the item. */
  readonly said: number;
  /** The cosine of what was looked for with all that it and its answers say, as if each word of these were as rare as those; 1 at most. */
  readonly alike: number;
  /** Of the question's or the item's own words, those that were looked for. */
  readonly own: number;
}

export type Hit =
  | { readonly kind: 'question'; readonly question: Question }
  | { readonly kind: 'item'; readonly item: KeptItem };

/** What was asked before and answered, or is kept in a library. `shared`: what was typed and stands there: why it is shown. */
export type Known =
  | {
      readonly kind: 'question';
      readonly question: Question;
      /** The one that was marked, else the first. */
      readonly answer: Reply;
      /** How far to trust it. */
      readonly standing: Standing;
      readonly shared: readonly string[];
    }
  | { readonly kind: 'item'; readonly item: KeptItem; readonly shared: readonly string[] };
