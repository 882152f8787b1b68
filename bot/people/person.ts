/** People behind platform accounts, and what the feature asks of the database. One person may have several accounts. */
import type { Me } from '../core/me.ts';
import type { ConversationRef, UserRef } from '../core/ref.ts';

/** One account of somebody's, as they see it themselves. */
export interface Account {
  readonly id: string;
  readonly person: string;
  readonly ref: UserRef;
  readonly name: string;
  /** The first name, where the platform says it apart. */
  readonly given: string | null;
  readonly organisation: string;
  readonly platform: string;
  readonly active: boolean;
}

/** Two accounts of one human being. */
export interface Joining {
  readonly id: string;
  readonly how: 'email' | 'code';
  readonly one: Account;
  readonly other: Account;
  /** Until somebody takes the two apart. */
  readonly together: boolean;
}

/** A code that was typed. */
export interface Link {
  readonly id: string;
  /** The account in which it was made, and in which it is confirmed. */
  readonly madeBy: string;
  readonly typedBy: string;
  readonly typedAt: Date;
  readonly state: 'typed' | 'confirmed' | 'declined';
}

export type TypedLink =
  | { readonly link: 'good'; readonly id: string; readonly madeBy: string }
  /** own: typed where it was made. same: the two accounts are one person's already. */
  | { readonly link: 'wrong' | 'too-many' | 'own' | 'same' };

/** What somebody says of themselves; '' where they say nothing. */
export interface Profile {
  readonly askMe: string;
  readonly done: string;
  readonly learn: string;
  readonly languages: string;
}
export const PROFILE_FIELDS = ['askMe', 'done', 'learn', 'languages'] as const satisfies readonly (keyof Profile)[];

/** How somebody wants Guildhall to be with them. */
export interface Preferences {
  /** Working days, Monday is 1; none where they were never chosen. */
  readonly days: readonly number[];
  /** Those of weeks with an even number, where they differ. */
  readonly evenDays: readonly number[];
  /** Times of day between which they have no private messages. */
  readonly quiet: { readonly from: string; readonly until: string } | null;
  /** Null: what their platform says. */
  readonly zone: string | null;
  readonly locale: string | null;
  /** Until then they are neither found, suggested nor asked. */
  readonly pausedUntil: Date | null;
  /** The account in which they have their private messages; null: the one that a message is about, or their oldest. */
  readonly place: string | null;
  /** Shown to other organisations by first name and organisation alone. */
  readonly brief: boolean;
}
export const NO_PREFERENCES: Preferences = {
  days: [],
  evenDays: [],
  quiet: null,
  zone: null,
  locale: null,
  pausedUntil: null,
  place: null,
  brief: false,
};

/** A workspace, and its clock: that of most of its people. */
export interface Compared {
  readonly id: string;
  readonly platform: string;
  readonly zone: string;
  readonly comparedAt: Date | null;
}

export interface PeopleStore {
  /** The platform said that the profile changed: it is asked for again at the next occasion. */
  stale(account: UserRef): Promise<void>;
  /**
   * The platform closed the account. @returns whose it was and whether it was the last that they had;
   * null where the account is not known or was closed before
   */
  deactivate(account: UserRef): Promise<{ readonly person: string; readonly left: boolean } | null>;
  /** The person's active accounts, the oldest first. */
  accounts(person: string): Promise<readonly UserRef[]>;
  /** The organisation of an active account; null for one that is unknown or closed. */
  organisationOf(account: UserRef): Promise<string | null>;
  /** The person behind an active account, as a handler knows them. */
  me(account: UserRef): Promise<Me | null>;
  /** The same with each account that they have, as their platforms said last; none where that account is unknown or closed. */
  readers(account: UserRef): Promise<readonly Pick<Me, 'person' | 'organisation' | 'outside'>[]>;

  /** An account by the id of its identity. */
  account(id: string): Promise<Account | null>;
  /** Keeps a code's digest, in place of an earlier one of that account that nobody typed. */
  issueLink(code: { digest: string; account: string; expiresAt: Date }): Promise<void>;
  /** Uses a code up: good once, before its time, with another account. After five wrong ones in a row no more for an hour. */
  typeLink(account: string, digest: string): Promise<TypedLink>;
  /** A code that was typed, by its id; null where there is none. */
  link(id: string): Promise<Link | null>;
  /** @returns false where it was answered already */
  endLink(id: string, state: 'confirmed' | 'declined'): Promise<boolean>;

  /** Another account of the same human being, as far as e-mails say so; null where they do not. */
  match(account: string): Promise<string | null>;
  /**
   * Two accounts are one person's from now on, with everything that either person has.
   * @returns who that is, and who they were besides; null where they are one already or an account is closed
   */
  join(how: { one: string; other: string; how: Joining['how'] }): Promise<Joined | null>;
  /** What was still done in the name of whom somebody was besides. */
  carryLate(joined: Pick<Joined, 'person' | 'other'>): Promise<void>;
  joining(id: string): Promise<Joining | null>;
  /** By what a person's accounts hang together, the oldest first. */
  joinings(person: string): Promise<readonly Joining[]>;
  /** Undoes a joining: everything goes back where it came from. @returns null where that was done already */
  part(joining: string): Promise<Parted | null>;

  /** What somebody said of themselves; null where they never did. */
  profile(person: string): Promise<Profile | null>;
  /** Says it anew, of oneself. */
  describe(person: string, profile: Profile): Promise<void>;
  preferences(person: string): Promise<Preferences | null>;
  prefer(person: string, preferences: Preferences): Promise<void>;
  /** A person's accounts that are open, the oldest first. */
  openAccounts(person: string): Promise<readonly Account[]>;
  /** Those of these people who may be found, matched or suggested now: neither paused nor gone. */
  available(persons: readonly string[]): Promise<readonly string[]>;
  /** Workspaces that are connected, and when each was compared with its roster. */
  comparable(): Promise<readonly Compared[]>;
  /** Channels in which a workspace's people are met. */
  placesIn(workspace: string): Promise<readonly ConversationRef[]>;
  /** Accounts of a workspace's own that are open, by id after another. */
  knownIn(workspace: string, after: string, limit: number): Promise<readonly { id: string; ref: UserRef }[]>;
  compared(workspace: string): Promise<void>;
  /** Who has left is neither described nor preferred any more. */
  forget(person: string): Promise<void>;
}

export interface Joined {
  readonly joining: string;
  readonly person: string;
  readonly other: string;
}

export interface Parted {
  readonly person: string;
  readonly other: string;
  /** Those of the two who have no account left. */
  readonly left: readonly string[];
}

declare module '../core/work.ts' {
  interface Stores {
    people: PeopleStore;
  }
}
