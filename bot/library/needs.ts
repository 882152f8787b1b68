/** What the library needs from other features, handed over by assemble. */

import type { Me } from '../core/me.ts';
import type { ConversationRef, UserRef } from '../core/ref.ts';
import type { Work } from '../core/work.ts';
import type { Label } from '../words/handling.ts';

export interface Needs {
  /** Communities that somebody may read, their own first. */
  visibleTo(
    w: Work,
    me: Me,
    query?: string,
    limit?: number,
  ): Promise<
    readonly { readonly id: string; readonly name: string; readonly purpose: string; readonly label: Label }[]
  >;
  /** The one community that words name, of those that the person may know of; null where they name none, or several. */
  named(w: Work, me: Me, words: string): Promise<{ readonly id: string; readonly name: string } | null>;
  /** The community of the channel in which somebody is; null elsewhere. */
  channelAt(w: Work, place: ConversationRef): Promise<{ readonly community: string; readonly mode: string } | null>;
  /** @param at where they are: who is in a channel of it reads there */
  mayRead(w: Work, me: Me, community: string, at: ConversationRef): Promise<boolean>;
  /** Whether somebody may say of what is kept there what an organisation's page says officially: who may vet, or looks after it. */
  mayVouch(w: Work, person: string, community: string): Promise<boolean>;
  isFacilitator(w: Work, person: string, community: string): Promise<boolean>;
  /** Whether nothing new is kept in it any more. */
  facilitatorsOf(w: Work, community: string): Promise<readonly { readonly person: string; readonly ref: UserRef }[]>;
  /** Whose account it is. */
  personAt(w: Work, account: UserRef): Promise<string | null>;
  /** Whether what is kept in a community may still be told to who has an account. */
  mayStillRead(w: Work, account: UserRef, community: string, at: ConversationRef | null): Promise<boolean>;
  isArchived(w: Work, community: string): Promise<boolean>;
  isOpen(w: Work, community: string): Promise<boolean>;
  communityName(w: Work, community: string): Promise<string>;
  labelIn(w: Work, community: string): Promise<Label | null>;
  /** Somebody did something in it: where they look after it, it is looked after. */
  acted(w: Work, person: string, community: string): Promise<void>;
  /** Items among which somebody's words find some, the best first. */
  find(w: Work, me: Me, words: string, limit: number): Promise<readonly string[]>;
}
