/** What the lifecycle needs of other features; assemble hands it in. */
import type { Block } from '../core/card.ts';
import type { Me } from '../core/me.ts';
import type { ConversationRef, UserRef } from '../core/ref.ts';
import type { Translate } from '../core/translate.ts';
import type { Work } from '../core/work.ts';
import type { Calendar } from '../words/working-time.ts';

export interface Person {
  readonly person: string;
  readonly ref: UserRef;
}

export interface Channel {
  readonly community: string;
  readonly ref: ConversationRef;
  /** Whose it is. */
  readonly organisation: string;
  readonly mode: 'off' | 'mention' | 'suggest';
}

/** A community as one person sees it, and what they may do about its life. */
export interface Known {
  readonly id: string;
  readonly name: string;
  readonly isMember: boolean;
  readonly isLead: boolean;
}

export interface Needs {
  /** Null for one that they may not know of. Who acts in it looks after it. */
  knownTo(w: Work, me: Me, community: string): Promise<Known | null>;
  communityName(w: Work, community: string): Promise<string>;
  channelsOf(w: Work, community: string): Promise<readonly Channel[]>;
  /** What is bound at a place. */
  channelAt(w: Work, place: ConversationRef): Promise<Channel | null>;
  /** When a community works; null for one that is not there. */
  calendarOf(w: Work, community: string): Promise<Calendar | null>;
  /** Who leads it, or stands in for them while they are away by their own wish; null where nobody does. */
  leading(w: Work, community: string): Promise<Person | null>;
  /** Whether an account is that of one of those who look after it. */
  keeps(w: Work, account: UserRef, community: string): Promise<boolean>;
  /** Whether an account is a member's. */
  isMember(w: Work, account: UserRef, community: string): Promise<boolean>;
  /** Whose account it is. */
  personAt(w: Work, account: UserRef): Promise<string | null>;
  /** Somebody who is in it leads it from now on, where nobody does. @returns whether they do */
  takeLead(w: Work, person: string, community: string): Promise<boolean>;
  /** Whether its lead may be told now that it is quiet: not in the same week in which they were told so in another way. It counts as told. */
  mayNote(w: Work, community: string): Promise<boolean>;
  /** What could be done in it now, drafted. */
  drafts(w: Work, t: Translate, community: string): Promise<readonly Block[]>;
  /** Nobody waits any more to be let in. */
  endWaiting(w: Work, community: string): Promise<void>;
  /** Questions with their marked answers, for whoever can open a channel of the community. */
  answered(
    w: Work,
    t: Translate,
    community: string,
    questions: readonly string[],
    channel: Channel,
  ): Promise<readonly Block[]>;
}
