/** What drafts an answer from passages that were found, where there is something that can: whatever it gives is checked before anybody sees it. */
import type { Worded } from './writer.ts';

/** An answer that somebody gave, with what it answers. Without a word of whose it is, or where it was said. */
export interface Passage {
  /** Means nothing outside this call. */
  readonly ref: string;
  readonly asked: string;
  readonly answer: string;
}

export interface Drafter {
  /** What is kept beside its words: which model, and which version of what it is asked. */
  readonly model: string;
  readonly prompt: string;
  /**
   * @param how.words at most so many in all
   * @returns sentences with the passages that each rests on; null where it will not, or gives what is none
   * @throws where it cannot be asked, or does not answer in time
   */
  draft(
    question: string,
    passages: readonly Passage[],
    how: { readonly words: number; readonly locale: string },
  ): Promise<readonly Worded[] | null>;
}
