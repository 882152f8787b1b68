/** What people say against a draft, always under their name, and what becomes of it. */
import type { Author } from '../../words/author.ts';

/** settled: answered, and the draft stays. printed: it stands in the report, as disputed. */
export type ObjectionState = 'open' | 'accepted' | 'settled' | 'withdrawn' | 'printed';

export interface Objection {
  readonly id: string;
  readonly session: string;
  readonly by: Author;
  readonly text: string;
  readonly state: ObjectionState;
  readonly answer: string | null;
  readonly decidedBy: Author | null;
  readonly decidedAt: Date | null;
  readonly at: Date;
}

export interface ObjectionStore {
  object(what: { session: string; by: string; text: string }): Promise<string>;
  objection(id: string): Promise<Objection | null>;
  holdObjection(id: string): Promise<Objection | null>;
  /** In the order in which they came. */
  objectionsOf(session: string): Promise<readonly Objection[]>;
  decideObjection(
    id: string,
    decided: { state: Exclude<ObjectionState, 'open'>; answer: string | null; by: string },
  ): Promise<void>;
}
