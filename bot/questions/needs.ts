/** What questions need from other features, handed over by assemble: reads and decisions, never their stores. */

import type { Hears } from '../core/inbound.ts';
import type { Me } from '../core/me.ts';
import type { ConversationRef, UserRef } from '../core/ref.ts';
import type { Text } from '../core/text.ts';
import type { Translate } from '../core/translate.ts';
import type { Work } from '../core/work.ts';

export interface BoundChannel {
  /** Of this binding: a channel that is bound again has a new one. */
  readonly id: string;
  readonly community: string;
  readonly communityName: string;
  readonly ref: ConversationRef;
  readonly hears: Hears;
  /** The organisation whose channel it is. */
  readonly organisation: string;
}

export interface Needs {
  channelAt(w: Work, place: ConversationRef): Promise<BoundChannel | null>;
  channelsOf(w: Work, community: string): Promise<readonly BoundChannel[]>;
  /** Communities that the person may ask, own ones first. */
  visibleTo(
    w: Work,
    me: Me,
    query?: string,
    limit?: number,
  ): Promise<readonly { id: string; name: string; purpose: string }[]>;
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
  isFacilitator(w: Work, person: string, community: string): Promise<boolean>;
  /** The organisation of who reads in a place or an account; null where that is not known. */
  readerAt(w: Work, to: ConversationRef | UserRef): Promise<string | null>;
  communityName(w: Work, community: string): Promise<string>;
  /** Another number of questions than a person may usually ask in a day. */
  readonly questionsADay?: number;
}
