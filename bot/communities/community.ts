/** Communities, their channels and their codes as the bot knows them, and what the feature asks of the database. */
import type { Hears } from '../core/inbound.ts';
import type { Me } from '../core/me.ts';
import type { ConversationRef, Subject, UserRef } from '../core/ref.ts';
import type { Text } from '../core/text.ts';
import type { Author } from '../words/author.ts';
import type { Label } from '../words/handling.ts';
import type { Stage } from '../words/stage.ts';
import type { Calendar } from '../words/working-time.ts';
import type { AdminStore } from './admin-store.ts';
import type { InvitationStore } from './invitation.ts';
import type { Keeping, KeepingStore } from './keeping-store.ts';
import type { PresenceStore } from './presence-store.ts';
import type { RedrawStore } from './redraw-store.ts';
import type { RequestStore } from './request.ts';
import type { Part } from './roles.ts';
import type { SharingStore } from './sharing-store.ts';

export type Role = 'member' | 'facilitator' | 'lead';

/** open: anybody joins. request: a facilitator lets people in, and it is known. hidden: by invitation, and known to its members alone. */
export const ACCESS = ['open', 'request', 'hidden'] as const;
export type Access = (typeof ACCESS)[number];
export const accessOf = (text: string): Access | null => ACCESS.find((one) => one === text) ?? null;

/** What a community is mostly for; it may come to be for another. */
export const KINDS = ['helping', 'practice', 'stewarding', 'innovation'] as const;
export type Kind = (typeof KINDS)[number];
export const kindOf = (text: string | null): Kind | null => KINDS.find((one) => one === text) ?? null;

/** How a member wants to hear of what is asked and answered. */
export const HEARS = ['everything', 'digest', 'nothing'] as const;
export type HearsHow = (typeof HEARS)[number];
export const hearsOf = (text: string | null): HearsHow | null => HEARS.find((one) => one === text) ?? null;

/**
 * What the bot does in a channel. off: it hears nothing and says nothing, but to who looks after the community. mention: asked
 * by a mention, it carries questions and answers. suggest: besides, whoever seems to ask gets a private hint.
 */
export const MODES = ['off', 'mention', 'suggest'] as const;
export type Mode = (typeof MODES)[number];
export const modeOf = (text: string): Mode | null => MODES.find((one) => one === text) ?? null;

/** Who reads: whatever reaches a person is found for them alone (prisma/audience.ts). */
export type Reader = Pick<Me, 'person' | 'organisation' | 'outside' | 'unchecked'>;

/** A community as one reader sees it. */
export interface Listed {
  readonly id: string;
  readonly name: string;
  /** The name folded for comparison (name.ts). */
  readonly nameKey: string;
  readonly purpose: string;
  readonly access: Access;
  readonly kind: Kind | null;
  /** How what is written in it is to be handled. */
  readonly label: Label;
  readonly stage: Stage;
  readonly members: number;
  /** The reader's own part in it. */
  readonly role: Role | null;
  /** The reader has asked to be let in, and nobody has decided. */
  readonly waits: boolean;
}

export interface BoundChannel {
  readonly id: string;
  readonly community: string;
  readonly communityName: string;
  readonly access: Access;
  readonly ref: ConversationRef;
  readonly hears: Hears;
  /** The organisation whose channel it is. */
  readonly organisation: string;
  readonly organisationName: string;
  readonly name: string;
  /** Who bound it: with a code, somebody who facilitates nothing. */
  readonly boundBy: string;
  /** Who could open it when it was bound; null where that was not kept. */
  readonly opens: 'workspace' | 'members' | null;
  readonly mode: Mode;
  /** Its community is: nothing new is asked or answered in it. */
  readonly archived: boolean;
  /** No longer bound: deleted, archived, or given up. */
  readonly gone: boolean;
}

/** Everybody in the workspace can open it, or nobody kept who can: a Slack channel may be such a one. */
export const isPublic = ({ opens, ref }: Pick<BoundChannel, 'opens' | 'ref'>): boolean =>
  opens === null ? ref.platform === 'slack' : opens === 'workspace';

export interface Facilitator {
  readonly person: string;
  readonly ref: UserRef;
}

/** One thing that is sought: as it was typed, and the words by which it may be called, each with what a hit of it is worth. */
export interface SoughtWord {
  readonly typed: string;
  readonly ways: readonly { readonly word: string; readonly weight: number }[];
}

/** A community that answers to words, with those of them for which it does, as they were typed. */
export interface Ranked extends Listed {
  /** In its name, tags or purpose. */
  readonly told: readonly string[];
  /** In what was asked in it lately; none where the reader may not read that. */
  readonly asked: readonly string[];
}

export interface RankedWish {
  readonly limit: number;
  /** Only those whose questions the reader may read, and in which they may ask. */
  readonly readable?: boolean;
  /** Without these. */
  readonly but?: readonly string[];
}

/** From words to communities (prisma/finding.ts). */
export interface FindingStore {
  /** The best first. `lacking`: at which places of `sought` nothing was found that the reader may know of. */
  ranked(
    reader: Reader,
    sought: readonly SoughtWord[],
    wish: RankedWish,
  ): Promise<{ readonly communities: readonly Ranked[]; readonly lacking: readonly number[] }>;
  /** Words of communities' names, tags and purposes kept under one of these keys. Only to look with: they may be of hidden ones. */
  spelled(keys: readonly string[]): Promise<readonly string[]>;
  /**
   * One page of a community's members that are here, those who look after it first, then by when they joined; none where the
   * reader may not read in it. `after` is the last of the page before.
   */
  members(
    reader: Reader,
    community: string,
    page: { readonly limit: number; readonly after?: Pick<Member, 'rank' | 'joinedAt' | 'person'> },
  ): Promise<readonly Member[]>;
  /** What somebody may see of a community before they join; null where they may not know of it. */
  preview(reader: Reader, community: string): Promise<Preview | null>;
}

/** What to recommend, each for its reason (prisma/recommending.ts). */
export interface RecommendingStore {
  /** What somebody asked last, in all communities: to find others by. */
  askedBy(person: string): Promise<readonly string[]>;
  /** Not hidden, not their own: those of whose name, tags and purpose at least two of the things sought are, the best first. */
  about(
    reader: Reader,
    sought: readonly SoughtWord[],
    limit: number,
  ): Promise<readonly (Listed & Pick<Ranked, 'told'>)[]>;
  /**
   * Not hidden, not their own, with at least five who share a community with them: nobody can be told from that. Who paused
   * or left does not count.
   */
  amongColleagues(reader: Reader, limit: number): Promise<readonly Listed[]>;
  /** Not hidden, not their own: those that the reader's own organisation founded last. */
  ofOwnOrganisation(reader: Reader, limit: number): Promise<readonly Listed[]>;
}

export interface Member extends Author {
  readonly role: Role;
  /** 0 for who leads, 1 for who facilitates, 2 for all others. */
  readonly rank: number;
  readonly joinedAt: Date;
}

export interface Preview {
  readonly community: Listed;
  /** Half of the answered ones of its latest questions had an answer by then, in hours; null where fewer than five had one. */
  readonly hours: number | null;
  /** Whether the reader may read what is asked in it. */
  readonly reads: boolean;
  /** The latest questions, newest first; none where they may not. */
  readonly questions: readonly { readonly id: string; readonly text: Text; readonly answers: number }[];
}

/** What to look for; `words` are folded and each must begin a word of the name (or, with `purpose`, stand in the purpose). */
export interface Wish {
  readonly words?: string;
  readonly purpose?: boolean;
  readonly role?: 'any' | 'facilitator';
  /** Only those of which the reader may read what is asked, and in which they may ask. */
  readonly readable?: true;
  readonly limit: number;
}

export interface Found {
  readonly communities: readonly Listed[];
  /** How many there are without the limit. */
  readonly total: number;
}

/** What became of a community's lead when somebody left. */
export interface Succession {
  readonly community: string;
  /** Who leads it from now on; null where the lead did not change. */
  readonly successor: string | null;
  readonly joinedAt: Date;
}

export type Leaving =
  | { readonly left: true; readonly successor: string | null; readonly joinedAt: Date }
  /** `others`: the members who would be without a facilitator. */
  | { readonly left: false; readonly why: 'not-member' | 'last-facilitator'; readonly others: number };

export type Redeemed =
  | { readonly code: 'good'; readonly community: string; readonly issuedBy: string }
  | { readonly code: 'wrong' }
  | { readonly code: 'too-many' };

/** Somebody who is named to others, by the account that they have had longest; under which name, words/author.ts says. */
export type Named = Author;

/** Of those who look after a community. */
export interface Keeper extends Named {
  readonly role: 'facilitator' | 'lead';
  readonly deputy: boolean;
  /** They are away by their own wish. */
  readonly paused: boolean;
}

export type Raised = 'done' | 'full' | 'no-member';

export interface CommunityStore
  extends FindingStore,
    RecommendingStore,
    RequestStore,
    InvitationStore,
    AdminStore,
    SharingStore,
    KeepingStore,
    PresenceStore,
    RedrawStore {
  /** What the reader may see: the very name first, then own ones, then by name. */
  find(reader: Reader, wish: Wish): Promise<Found>;
  /** One of those; null where the reader may not see it or it is not there. */
  one(reader: Reader, community: string): Promise<Listed | null>;
  /** Whether the reader may read what is asked and answered in it. */
  readable(reader: Reader, community: string): Promise<boolean>;
  /** Whether somebody may know of it by one of their accounts: for what they are told in private. */
  knows(person: string, community: string): Promise<boolean>;
  /** Whether an organisation shares a community. */
  shares(organisation: string, community: string): Promise<boolean>;
  /** Of those that the reader may know of, the ones whose name or purpose is like a new one's; the likest first. */
  alike(
    reader: Reader,
    what: { nameWords: readonly string[]; purposeWords: readonly string[] },
    limit: number,
  ): Promise<readonly Listed[]>;
  /** For places and people whose right to read it is settled. */
  nameOf(community: string): Promise<string | null>;
  /** The reader's organisation founds it and the reader leads it. @returns its id; null where the organisation has one of that folded name */
  create(founder: Reader, what: NewCommunity): Promise<string | null>;
  /** Communities that a person created from an instant on; until the transaction ends, they create no others. */
  createdSince(person: string, since: Date): Promise<number>;

  /** Takes the reader in where it is open and theirs to see. @returns whether they are new in it */
  join(reader: Reader, community: string): Promise<boolean>;
  /** Takes somebody in who was let in or invited. @returns whether they are new in it */
  letIn(person: string, community: string): Promise<boolean>;
  /** Where a lead goes, the deputy leads, else the longest-standing facilitator. */
  leave(person: string, community: string): Promise<Leaving>;
  /** Ends every membership of a person; their requests end too. */
  leaveAll(person: string): Promise<readonly Succession[]>;
  /** The stage of a community's life; null where there is none. */
  stageOf(community: string): Promise<Stage | null>;
  /** A person's parts in a community (roles.ts). */
  parts(person: string, community: string): Promise<readonly Part[]>;
  /** Who looks after it, the lead first. */
  keepers(community: string): Promise<readonly Keeper[]>;
  /** Gives a member a part in looking after it. `lead`: in the place of whoever leads, who is a facilitator from then on. `most`: facilitators, the lead among them. */
  raise(person: string, community: string, part: 'facilitator' | 'deputy' | 'lead', most: number): Promise<Raised>;
  /** A facilitator is a member again; never the lead. @returns whether anything changed */
  lower(person: string, community: string): Promise<boolean>;
  /** How a member hears of it; it is their yes to the code of conduct. @returns whether they are a member */
  choose(person: string, community: string, hears: HearsHow): Promise<boolean>;
  /** How a member hears of it; null where they have not chosen, undefined where they are none. */
  hearsHow(person: string, community: string): Promise<HearsHow | null | undefined>;
  /**
   * Members who want to hear everything, in the order of their ids, and as far as is known are in none of the community's
   * channels but where the bot is off; each with one account that may be told. @param page.but somebody who need not hear it
   */
  listeners(
    community: string,
    page: { after: string | null; but: string; limit: number },
  ): Promise<readonly Facilitator[]>;
  /** How a person hears of each community that they chose it for, by name; at most `limit`. */
  hearing(
    reader: Reader,
    limit: number,
  ): Promise<readonly { readonly id: string; readonly name: string; readonly hears: HearsHow }[]>;
  /** What a member says to the others. @returns whether they are a member */
  greet(person: string, community: string, words: string): Promise<boolean>;
  greeting(person: string, community: string): Promise<(Named & { readonly words: string }) | null>;
  /** Who joined from one instant on and before another, and is still there. */
  newcomers(community: string, from: Date, before: Date): Promise<readonly Named[]>;
  /** Somebody as others know them. */
  named(person: string): Promise<Named | null>;
  /** Whose account it is, and in which organisation; null where nobody known has it. */
  holderOf(account: UserRef): Promise<{ readonly person: string; readonly organisation: string } | null>;
  /** Whether somebody may be given a hint: they are here, have not paused, and want to hear something of the community. */
  mayHint(person: string, community: string): Promise<boolean>;
  /** What is shown that names a person: requests, invitations, proposals, greetings. */
  naming(person: string): Promise<readonly Subject[]>;
  /** In what they are, and since when. */
  memberships(person: string): Promise<readonly { readonly community: string; readonly joinedAt: Date }[]>;
  /** Their oldest account in use; null where there is none. */
  accountOf(person: string): Promise<UserRef | null>;
  /** A community for who looks after it: whoever may is asked before. */
  whole(community: string): Promise<Whole | null>;
  /** When it works: its zone, and the bank holidays that its lead chose or else its founder's. */
  calendar(community: string): Promise<Calendar>;
  /** Until the transaction ends, nobody else changes its access, its channels or who looks after it. */
  hold(community: string): Promise<void>;
  /** @returns `taken` where another of the founder has its name, so that it cannot be found beside it */
  setAccess(community: string, access: Access): Promise<'done' | 'taken'>;
  setLabel(community: string, label: Label): Promise<void>;
  /** Whether a language model may draft answers from what is answered in it, as far as it is for the community to say. */
  draftingIn(community: string): Promise<boolean>;
  setDrafting(community: string, is: boolean): Promise<void>;
  /** For places and people whose right to read it is settled; null where there is none. */
  labelOf(community: string): Promise<Label | null>;
  /** Facilitators and leads who can be reached, the longest-standing first, each once. */
  facilitators(community: string): Promise<readonly Facilitator[]>;

  /** The channel bound here, or null. */
  channelAt(place: ConversationRef): Promise<BoundChannel | null>;
  /** A binding by its id, ended ones as well. */
  channel(id: string): Promise<BoundChannel | null>;
  /** What is bound to a community, the oldest first. */
  channels(community: string): Promise<readonly BoundChannel[]>;
  /**
   * @returns the binding's id; null where the place is bound already, its organisation does not share the community, or
   *   anybody could open it and the community is not open
   */
  bind(what: NewChannel): Promise<string | null>;
  /** Ends a binding. @returns it as it was; null where none was */
  unbind(place: ConversationRef): Promise<BoundChannel | null>;
  /** @returns the channel where something changed by it */
  setHears(place: ConversationRef, hears: Hears): Promise<BoundChannel | null>;
  /** @returns the channel where something changed by it */
  setMode(place: ConversationRef, mode: Mode): Promise<BoundChannel | null>;
  /** @returns the channel where something changed by it */
  setOpens(place: ConversationRef, opens: 'workspace' | 'members'): Promise<BoundChannel | null>;
  /** Channels at which nobody looked since then, so many at once: they count as looked at. */
  unlooked(since: Date, limit: number): Promise<readonly BoundChannel[]>;
  rename(place: ConversationRef, name: string): Promise<BoundChannel | null>;
  /** Language and zone of the community to which a place belongs or belonged. */
  clockOf(place: ConversationRef): Promise<{ readonly locale: string; readonly zone: string } | null>;

  /** Keeps a code's digest. */
  issue(code: { digest: string; community: string; by: string; expiresAt: Date }): Promise<void>;
  /** Codes that a person gave out from an instant on; until the transaction ends, they give out no others. */
  issuedSince(person: string, since: Date): Promise<number>;
  /**
   * Uses a code up: good once, before its time, while its giver facilitates. After five wrong ones in a row no more for an hour.
   * @param isUsed not yet, where it is only read
   */
  redeem(person: string, digest: string, isUsed?: boolean): Promise<Redeemed>;
}

export interface Whole {
  readonly id: string;
  readonly name: string;
  readonly purpose: string;
  readonly access: Access;
  readonly kind: Kind | null;
  /** How what is written in it is to be handled. */
  readonly label: Label;
  /** Whether being in it and being in its channels are kept in step. */
  readonly keeping: Keeping;
  readonly stage: Stage;
  /** The organisation that founded it. */
  readonly founder: string;
  readonly founderName: string;
  readonly members: number;
  readonly locale: string;
  readonly zone: string;
}

export interface NewCommunity {
  readonly name: string;
  readonly nameKey: string;
  readonly purpose: string;
  readonly access: Access;
  readonly kind: Kind | null;
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
  readonly opens: 'workspace' | 'members';
}

declare module '../core/work.ts' {
  interface Stores {
    communities: CommunityStore;
  }
}
