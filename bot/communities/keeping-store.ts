/** How a community and its channels are kept in step, as it is kept: what its lead chose, who is where, and what is still to be done. */
import type { ConversationRef, UserRef } from '../core/ref.ts';
import type { BoundChannel, Named } from './community.ts';

/**
 * apart: being in one changes nothing in the other. channel: who comes into a channel comes into the community, and who leaves
 * the last one leaves it. community: who joins it is brought into a channel, and who leaves it is taken out.
 */
export const KEEPINGS = ['apart', 'channel', 'community'] as const;
export type Keeping = (typeof KEEPINGS)[number];
export const keepingOf = (text: string): Keeping | null => KEEPINGS.find((one) => one === text) ?? null;

/** What is to be done about an account and a channel: bring it in, take it out, or invite whoever it is to the community. */
export type Wanted = 'in' | 'out' | 'ask';

export interface Step {
  readonly channel: BoundChannel;
  readonly account: UserRef;
  readonly wanted: Wanted;
  /** The person who wishes it; null where it follows from what the community chose. */
  readonly by: string | null;
  /** Tries before this one. */
  readonly tries: number;
}

/** Who is in a bound channel beside who is in its community. */
export interface ChannelDifference {
  readonly channel: BoundChannel;
  /** When everybody in it was last counted; null: not yet. */
  readonly countedAt: Date | null;
  readonly people: number;
  readonly members: number;
  /** Of those who are no members and are known: some, by when they came. */
  readonly others: readonly Named[];
}

export interface Difference {
  readonly channels: readonly ChannelDifference[];
  /** How many members are in none of its channels as far as is known, and some of them. */
  readonly nowhere: number;
  readonly some: readonly Named[];
}

export interface KeepingStore {
  setKeeping(community: string, keeping: Keeping): Promise<void>;
  /** For places and people whose right to know is settled; `apart` where there is none. */
  keepingOf(community: string): Promise<Keeping>;
  /** An account came to be in a place, or left it. @returns whether that is news */
  seenAt(place: ConversationRef, account: UserRef, is: 'there' | 'gone'): Promise<boolean>;
  /** Bound channels in which nobody was counted since then, so many at once: they count as looked at. */
  uncounted(since: Date, limit: number): Promise<readonly BoundChannel[]>;
  /**
   * Everybody who was in a channel when it was asked. @returns who came and who went since the last time; null where it was the
   * first, or where it is bound no more
   */
  counted(
    channel: string,
    accounts: readonly UserRef[],
    askedAt: Date,
  ): Promise<{ readonly came: readonly UserRef[]; readonly went: readonly UserRef[]; readonly were: number } | null>;
  /** Whether a person is known to be in a channel of a community. */
  inAnyChannel(person: string, community: string): Promise<boolean>;
  /** Where the community leads: somebody who is in none of its channels is to be brought into the first of their organisation's. */
  bringIn(person: string, community: string): Promise<void>;
  /** Where the community leads: somebody is to be taken out of its channels that members alone can open. */
  takeOut(person: string, community: string): Promise<void>;
  /** Whoever has this account is to be invited, once. */
  toAsk(channel: string, account: UserRef): Promise<void>;
  /** Everybody in a channel who is not in its community is to be invited. @param by an account of who wishes it. @returns how many */
  toAskAll(channel: string, by: string): Promise<number>;
  /** What is due: nobody else takes it up for some minutes. */
  dueSteps(limit: number): Promise<readonly Step[]>;
  /** It is done, cannot be, or is tried again then. */
  stepped(step: Step, end: 'done' | 'cannot' | { readonly again: Date }): Promise<void>;
  /** Whether somebody was ever invited to a community by this account. */
  wasInvited(community: string, account: UserRef): Promise<boolean>;
  difference(community: string, most: number): Promise<Difference>;
}
