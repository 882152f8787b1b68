/** A drafted answer as it is kept, and what the feature asks of the database. */
import type { ConversationRef, Subject, UserRef } from '../core/ref.ts';
import type { Text } from '../core/text.ts';
import type { Author } from '../words/author.ts';

/** An answer to a question, by their ids. */
export interface Pick {
  readonly question: string;
  readonly reply: string;
}

export interface Numbered extends Pick {
  readonly number: number;
  /** Of its words as they were given to the model; null before. */
  readonly mark: string | null;
}

/** A sentence with the numbers of what it rests on. */
export interface Sentence {
  readonly text: string;
  readonly on: readonly number[];
}

export type DraftState = 'writing' | 'written' | 'empty' | 'failed';

export interface Drafted {
  readonly id: string;
  /** Who asked for it, by the account that did. */
  readonly author: Author;
  readonly state: DraftState;
  readonly sentences: readonly Sentence[];
  /** By number. */
  readonly sources: readonly Numbered[];
  /** What the log calls what went wrong. */
  readonly fault: string | null;
  /** The channel in which it was asked for. */
  readonly place: ConversationRef | null;
  readonly shared: boolean;
}

/** What somebody took on to write. */
export interface Taken {
  readonly account: UserRef;
  readonly words: Text;
  readonly tries: number;
  readonly sources: readonly Numbered[];
}

export interface DraftingStore {
  ask(asked: {
    readonly person: string;
    readonly identity: string;
    readonly words: Text;
    readonly place: ConversationRef | null;
    readonly sources: readonly Pick[];
  }): Promise<string>;
  get(id: string): Promise<Drafted | null>;
  /** Counts a try before it is made. @returns null where nobody is to write it, or somebody does just now */
  take(id: string, until: Date): Promise<Taken | null>;
  /** Ends the writing and forgets what was looked for. @returns false where it had ended before */
  end(
    id: string,
    how: {
      readonly state: DraftState;
      readonly sentences?: readonly Sentence[];
      readonly marks?: ReadonlyMap<number, string>;
      readonly model?: string;
      readonly prompt?: string;
      readonly fault?: string;
    },
  ): Promise<boolean>;
  /** Those that nobody writes any more and that did not end, some of them. */
  due(limit: number): Promise<readonly string[]>;
  /** @returns false where it is in its channel already, or not written */
  share(id: string): Promise<boolean>;
  /** Whether somebody found it useful; who says so again changes it. */
  vote(id: string, person: string, useful: boolean): Promise<void>;
  /**
   * Of these communities, those from which may be drafted for an organisation's people: it allows it, the community does, and so
   * does every organisation that shares that; and what is written in it may go further.
   */
  open(organisation: string, communities: readonly string[]): Promise<ReadonlySet<string>>;
  /** Whether everybody who can ever open a place may read what is asked in a community. */
  tells(place: ConversationRef, community: string): Promise<boolean>;
  /** What shows drafts that rest on a question, on a message, on what is in a community, or on what somebody wrote or shared. */
  showing(
    what:
      | { readonly question: string }
      | { readonly message: { readonly platform: string; readonly key: string } }
      | { readonly community: string }
      | { readonly organisation: string }
      | { readonly person: string },
  ): Promise<readonly Subject[]>;
  /**
   * Forgets drafts from before an instant, and of those in channels who found them useful; counts what they said.
   * @returns what shows those that are gone
   */
  forget(before: Date, limit: number): Promise<readonly Subject[]>;
}

export const subjectOfDraft = (id: string): Subject => `drafted:${id}`;
export const subjectOfShared = (id: string): Subject => `drafted-shared:${id}`;

declare module '../core/work.ts' {
  interface Stores {
    drafting: DraftingStore;
  }
}
