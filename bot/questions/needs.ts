/** What questions need from other features, handed over by assemble: reads and decisions, never their stores. */

import type { Block, Card } from '../core/card.ts';
import type { Turn } from '../core/feature.ts';
import type { Hears } from '../core/inbound.ts';
import type { Me } from '../core/me.ts';
import type { ConversationRef, UserRef } from '../core/ref.ts';
import type { Text } from '../core/text.ts';
import type { Translate } from '../core/translate.ts';
import type { Work } from '../core/work.ts';
import type { Label } from '../words/handling.ts';
import type { KeptItem } from '../words/kept-item.ts';
import type { Standing } from '../words/standing.ts';
import type { Asker } from './question.ts';

export interface BoundChannel {
  /** Of this binding: a channel that is bound again has a new one. */
  readonly id: string;
  readonly community: string;
  readonly communityName: string;
  readonly ref: ConversationRef;
  readonly hears: Hears;
  /** The organisation whose channel it is. */
  readonly organisation: string;
  /** off: nothing is heard or said there. */
  readonly mode: string;
  /** Its community is: nothing new is asked or answered in it. */
  readonly archived: boolean;
}

/** What is offered under what was found: words that somebody looked for, or a draft of theirs. */
export type Offer = (
  turn: Turn,
  of: { readonly words: string } | { readonly question: string },
  found: readonly { readonly question: string; readonly reply: string; readonly community: string | null }[],
) => Promise<readonly Block[]>;

export interface Needs {
  readonly offer: Offer;
  channelAt(w: Work, place: ConversationRef): Promise<BoundChannel | null>;
  channelsOf(w: Work, community: string): Promise<readonly BoundChannel[]>;
  /** Communities that the person may ask, own ones first. */
  visibleTo(
    w: Work,
    me: Me,
    query?: string,
    limit?: number,
  ): Promise<readonly { id: string; name: string; purpose: string; label: Label }[]>;
  /** Communities in which a question may find an answer, the best first, each with the reason. */
  suggestFor(
    w: Work,
    me: Me,
    t: Translate,
    question: Text,
  ): Promise<readonly { id: string; name: string; why: Text }[]>;
  /** Whether words name a community that the person may see, as a command would take them. */
  isNamed(w: Work, me: Me, words: string): Promise<boolean>;
  /** @param at where they are: who is in a channel of it reads there */
  mayRead(w: Work, me: Me, community: string, at: ConversationRef): Promise<boolean>;
  /** Somebody did something in it: where they look after it, it is looked after. */
  acted(w: Work, person: string, community: string): Promise<void>;
  /**
   * Whether what is said in a community may still be told in private to who has an account, whichever of theirs may read it.
   * @param at where they asked or wrote
   */
  mayStillRead(w: Work, account: UserRef, community: string, at: ConversationRef | null): Promise<boolean>;
  /** Whether everybody who works for an organisation that shares it reads it. */
  isOpen(w: Work, community: string): Promise<boolean>;
  /** Whether nothing new is asked or answered in it any more. */
  isArchived(w: Work, community: string): Promise<boolean>;
  /** Its name for somebody who may know that it is there; null for anybody else. */
  nameTo(w: Work, me: Me, community: string): Promise<string | null>;
  isFacilitator(w: Work, person: string, community: string): Promise<boolean>;
  /** The organisation of who reads in a place or an account; null where that is not known. */
  readerAt(w: Work, to: ConversationRef | UserRef): Promise<string | null>;
  communityName(w: Work, community: string): Promise<string>;
  /** Whether the bot is off where somebody speaks: silent to them, or they look after the channel. */
  offFor(w: Work, me: Me, place: ConversationRef): Promise<'silent' | 'theirs' | 'on'>;
  /** How what is written in it is to be handled. */
  labelIn(w: Work, community: string): Promise<Label | null>;
  /** Whether an organisation shares a community now: whose does not, reads and writes nothing in it. */
  isSharedBy(w: Work, organisation: string, community: string): Promise<boolean>;
  /** Members who want to hear everything and are in none of its channels, as far as is known. */
  listenersOf(
    w: Work,
    community: string,
    page: { after: string | null; but: string; limit: number },
  ): Promise<readonly { person: string; ref: UserRef }[]>;
  /** Whether whoever has an account wants to hear everything of a community. */
  hearsEverything(w: Work, account: UserRef, community: string): Promise<boolean>;
  /** An account wrote in a bound channel: it is there. */
  wroteAt(w: Work, place: ConversationRef, account: UserRef): Promise<void>;
  /** Those of these items of libraries that somebody may read and find, in the order of the ids. */
  items(w: Work, me: Asker, t: Translate, ids: readonly string[]): Promise<readonly KeptItem[]>;
  /** One of them, of a button; null for any other. */
  item(turn: Turn, id: string): Promise<KeptItem | null>;
  /** All of one, to be put into a channel of its community. @param reader the organisation whose channel it is */
  itemCard(turn: Turn, id: string, reader: string | null): Promise<Card | null>;
  /** It answered somebody. */
  itemUsed(w: Work, id: string, person: string): Promise<void>;
  /** What somebody may still give out today of other people's attention: invitations, codes, questions passed on. */
  leftToGive(w: Work, me: Me): Promise<{ readonly most: number; readonly left: number }>;
  /** How far to trust each of these answers; those of which nobody said anything may be missing. */
  standingsOf(w: Work, replies: readonly string[]): Promise<ReadonlyMap<string, Standing>>;
  /** Another number of questions than a person may usually ask in a day. */
  readonly questionsADay?: number;
}
