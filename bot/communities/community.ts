/** Communities, their channels and their codes as the bot knows them, and what the feature asks of the database. */
import type { Hears } from '../core/inbound.ts';
import type { Me } from '../core/me.ts';
import type { ConversationRef, UserRef } from '../core/ref.ts';

export type Role = 'member' | 'facilitator' | 'lead';

/** Who reads: whatever reaches a person is found for them alone (prisma/audience.ts). */
export type Reader = Pick<Me, 'person' | 'organisation' | 'outside' | 'unchecked'>;

/** A community as one reader sees it. */
export interface Listed {
  readonly id: string;
  readonly name: string;
  /** The name folded for comparison (name.ts). */
  readonly nameKey: string;
  readonly purpose: string;
  readonly access: string;
  readonly members: number;
  /** The reader's own part in it. */
  readonly role: Role | null;
}

export interface BoundChannel {
  readonly id: string;
  readonly community: string;
  readonly communityName: string;
  readonly ref: ConversationRef;
  readonly hears: Hears;
  /** The organisation whose channel it is. */
  readonly organisation: string;
  readonly organisationName: string;
  readonly name: string;
  /** Who bound it: with a code, somebody who facilitates nothing. */
  readonly boundBy: string;
  /** No longer bound: deleted, archived, or given up. */
  readonly gone: boolean;
}

export interface Facilitator {
  readonly person: string;
  readonly ref: UserRef;
}

/** What to look for; `words` are folded and each must begin a word of the name (or, with `purpose`, stand in the purpose). */
export interface Wish {
  readonly words?: string;
  readonly purpose?: boolean;
  readonly role?: 'any' | 'facilitator';
  readonly limit: number;
}

export interface Found {
  readonly communities: readonly Listed[];
  /** How many there are without the limit. */
  readonly total: number;
}

export type Leaving =
  | { readonly left: true }
  /** `others`: the members who would be without a facilitator. */
  | { readonly left: false; readonly why: 'not-member' | 'last-facilitator'; readonly others: number };

export type Redeemed =
  | { readonly code: 'good'; readonly community: string; readonly issuedBy: string }
  | { readonly code: 'wrong' }
  | { readonly code: 'too-many' };

export interface CommunityStore {
  /** What the reader may see: the very name first, then own ones, then by name. */
  find(reader: Reader, wish: Wish): Promise<Found>;
  /** One of those; null where the reader may not see it or it is not there. */
  one(reader: Reader, community: string): Promise<Listed | null>;
  /** For places and people whose right to read it is settled. */
  nameOf(community: string): Promise<string | null>;
  /** The reader's organisation founds it and the reader leads it. @returns its id; null where the organisation has one of that folded name */
  create(founder: Reader, what: NewCommunity): Promise<string | null>;
  /** Communities that a person created from an instant on; until the transaction ends, they create no others. */
  createdSince(person: string, since: Date): Promise<number>;

  /** Takes the reader in where it is open and theirs to see. @returns whether they are new in it */
  join(reader: Reader, community: string): Promise<boolean>;
  leave(person: string, community: string): Promise<Leaving>;
  /** Ends every membership of a person. @returns the communities */
  leaveAll(person: string): Promise<readonly string[]>;
  isFacilitator(person: string, community: string): Promise<boolean>;
  /** Facilitators and leads who can be reached, the longest-standing first, each once. */
  facilitators(community: string): Promise<readonly Facilitator[]>;

  /** The channel bound here, or null. */
  channelAt(place: ConversationRef): Promise<BoundChannel | null>;
  /** A binding by its id, ended ones as well. */
  channel(id: string): Promise<BoundChannel | null>;
  /** What is bound to a community, the oldest first. */
  channels(community: string): Promise<readonly BoundChannel[]>;
  /** @returns the binding's id; null where the place is bound already */
  bind(what: NewChannel): Promise<string | null>;
  /** Ends a binding. @returns it as it was; null where none was */
  unbind(place: ConversationRef): Promise<BoundChannel | null>;
  /** @returns the channel where something changed by it */
  setHears(place: ConversationRef, hears: Hears): Promise<BoundChannel | null>;
  rename(place: ConversationRef, name: string): Promise<BoundChannel | null>;
  /** Language and zone of the community to which a place belongs or belonged. */
  clockOf(place: ConversationRef): Promise<{ readonly locale: string; readonly zone: string } | null>;

  /** Keeps a code's digest. */
  issue(code: { digest: string; community: string; by: string; expiresAt: Date }): Promise<void>;
  /** Codes that a person gave out from an instant on; until the transaction ends, they give out no others. */
  issuedSince(person: string, since: Date): Promise<number>;
  /** Uses a code up: good once, before its time, while its giver facilitates. After five wrong ones in a row no more for an hour. */
  redeem(person: string, digest: string): Promise<Redeemed>;
  /** The reader's organisation agrees to share a community, and the reader is in it. @returns whether they are new in it */
  share(reader: Reader, community: string): Promise<boolean>;
}

export interface NewCommunity {
  readonly name: string;
  readonly nameKey: string;
  readonly purpose: string;
  readonly locale: string;
  /** Where the organisation has named none of its own. */
  readonly zone: string;
}

export interface NewChannel {
  readonly community: string;
  readonly organisation: string;
  readonly by: string;
  readonly place: ConversationRef;
  readonly name: string;
  readonly hears: Hears;
}

declare module '../core/work.ts' {
  interface Stores {
    communities: CommunityStore;
  }
}
