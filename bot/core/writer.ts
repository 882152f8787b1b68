/** What words a summary, where there is something that can: whatever it gives is checked before anybody sees it. */

/** One record, without a word of whose it is. */
export interface Material {
  /** Means nothing outside this call. */
  readonly ref: string;
  readonly kind: 'fact' | 'topic' | 'factor' | 'lesson' | 'recommendation' | 'action' | 'point';
  readonly text: string;
  /** Its words may be given as they are. */
  readonly quotable: boolean;
}

export interface Worded {
  readonly text: string;
  /** The records that it rests on. */
  readonly refs: readonly string[];
}

export interface Writer {
  /** What is printed beside its words: which model, and which version of what it is asked. */
  readonly model: string;
  readonly prompt: string;
  /**
   * @param how.words at most so many in all
   * @returns null where it will not or cannot
   */
  summarise(
    records: readonly Material[],
    how: { readonly words: number; readonly locale: string },
  ): Promise<readonly Worded[] | null>;
}
