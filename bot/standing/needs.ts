/** What standing needs of other features, handed over by assemble: what is judged, and who may. */
import type { Me } from '../core/me.ts';
import type { ConversationRef, UserRef } from '../core/ref.ts';
import type { Work } from '../core/work.ts';
import type { Judged } from '../words/standing.ts';

export interface Needs {
  /** An answer by its id; null where it is none, or is gone. */
  judged(w: Work, id: string): Promise<Judged | null>;
  /** Draws again what was made of it. */
  rejudged(w: Work, one: Judged): Promise<void>;
  /** @param at where they are: who is in a channel of it reads there */
  mayRead(w: Work, me: Me, community: string, at: ConversationRef): Promise<boolean>;
  /** Whether what is said in a community may still be told to who has an account. @param at where they wrote */
  mayStillRead(w: Work, account: UserRef, community: string, at: ConversationRef | null): Promise<boolean>;
  isMember(w: Work, account: UserRef, community: string): Promise<boolean>;
  isFacilitator(w: Work, person: string, community: string): Promise<boolean>;
  facilitatorsOf(w: Work, community: string): Promise<readonly { readonly person: string; readonly ref: UserRef }[]>;
  isArchived(w: Work, community: string): Promise<boolean>;
  communityName(w: Work, community: string): Promise<string>;
  /** The organisation of who reads in a place or an account; null where that is not known. */
  readerAt(w: Work, to: ConversationRef | UserRef): Promise<string | null>;
  /** Somebody did something in it: where they look after it, it is looked after. */
  acted(w: Work, person: string, community: string): Promise<void>;
  /** Whose account it is. */
  personAt(w: Work, account: UserRef): Promise<string | null>;
}
