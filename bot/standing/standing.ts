/** What is kept of how far answers may be trusted, and what the feature asks of the database. */
import type { Subject, UserRef } from '../core/ref.ts';
import type { Author } from '../words/author.ts';
import type { Marks } from './level.ts';

export interface Dispute {
  readonly id: string;
  readonly of: string;
  readonly reason: string;
  readonly at: Date;
  /** Who disputed it: told what is answered, and shown to nobody. */
  readonly by: { readonly person: string; readonly ref: UserRef };
  /** Null while it is open. Without words where it was taken back. */
  readonly settled: { readonly at: Date; readonly by: Author | null; readonly answer: string | null } | null;
}

export interface Validator {
  readonly identity: string;
  readonly author: Author;
  readonly role: string;
}

/** Something to be reviewed. */
export interface Due {
  readonly of: string;
  readonly community: string;
  readonly reviewBy: Date | null;
  readonly by: Author | null;
  /** Why it is disputed, where it is. */
  readonly reason: string | null;
}

export interface Vetting {
  readonly identity: string;
  readonly role: string;
  readonly source: string;
  /** Which version of the words was checked. */
  readonly version: string;
  /** YYYY-MM-DD. */
  readonly reviewBy: string;
}

/** Somebody who used an answer or vetted it, by an account that reads in its community. */
export interface Reached {
  readonly person: string;
  readonly ref: UserRef;
}

export type Act =
  | 'backed'
  | 'unbacked'
  | 'disputed'
  | 'settled'
  | 'taken-back'
  | 'vetted'
  | 'reviewed'
  | 'changed'
  | 'linked'
  | 'unlinked'
  | 'withdrawn'
  | 'restored';

export interface StandingStore {
  /** What is known of each of these answers; those of which nothing is, with nothing. */
  marks(ids: readonly string[]): Promise<ReadonlyMap<string, Marks>>;
  /** Holds an answer's standing until the transaction ends: who decides by it sees it as it is. */
  hold(of: string, community: string): Promise<void>;
  /** @returns false where they back it already */
  back(of: string, identity: string): Promise<boolean>;
  /** By whichever account. @returns false where they do not back it */
  unback(of: string, person: string, identity: string): Promise<boolean>;
  backs(of: string, person: string): Promise<boolean>;
  /** @returns its id; null where a dispute of theirs is open */
  dispute(of: string, identity: string, person: string, reason: string): Promise<string | null>;
  oneDispute(id: string): Promise<Dispute | null>;
  /** Those that are open and those that were answered, the newest first, at most `limit`. */
  disputes(of: string, limit: number): Promise<readonly Dispute[]>;
  /** @param answer null: it is taken back. @returns false where it is not open any more */
  settle(id: string, identity: string, answer: string | null): Promise<boolean>;
  vet(of: string, vetting: Vetting): Promise<void>;
  /** What it was checked against, as it is vetted now. */
  sourceOf(of: string): Promise<string | null>;
  /** Its review is done. @returns false where it is not vetted */
  review(of: string, how: { identity: string; version: string; reviewBy: string }): Promise<boolean>;
  /** Whether it is obsolete by what they did. */
  withdrew(of: string, person: string): Promise<boolean>;
  /** What quotes it in private: what became of it, and what was said against it. */
  quoting(of: string): Promise<readonly Subject[]>;
  /** Answers to a question of which anybody said anything. */
  ofQuestion(question: string): Promise<readonly string[]>;
  /** Its words changed: nobody vetted them, and no page says them. @returns whether that took anything away */
  changed(of: string): Promise<boolean>;
  /** @param version of the words for which it was said */
  link(of: string, identity: string, url: string, version: string): Promise<void>;
  unlink(of: string, identity: string): Promise<boolean>;
  withdraw(of: string, identity: string): Promise<boolean>;
  restore(of: string, identity: string): Promise<boolean>;
  /** Nothing is left of it but what was done. */
  forget(of: string): Promise<void>;
  /** Who vetted it, by whichever account: as it is, or as it was. */
  vettedBy(of: string, person: string): Promise<boolean>;
  /** Those who said since an instant that it answers them, but some, at most `limit`. */
  users(of: string, since: Date, but: readonly string[], limit: number): Promise<readonly Reached[]>;

  validators(community: string): Promise<readonly Validator[]>;
  /** Whether they may vet there, and as what. */
  roleOf(community: string, person: string): Promise<string | null>;
  /** The account that is chosen for it: null where it reads nothing there, or is no member's. */
  mayVet(community: string, account: UserRef): Promise<(Author & { readonly identity: string }) | null>;
  name(community: string, identity: string, role: string, by: string): Promise<void>;
  /** By whichever account. @returns whether they could vet */
  unname(community: string, identity: string): Promise<boolean>;
  /** What tells people that they may vet there. */
  tellingValidators(community: string): Promise<readonly Subject[]>;
  /** Somebody by whichever account. */
  resign(community: string, person: string): Promise<boolean>;

  /** What somebody is to review: what they vetted and is due by a day (YYYY-MM-DD), and in communities that they look after what is due or disputed. */
  dueFor(person: string, by: string, limit: number): Promise<{ readonly due: readonly Due[]; readonly count: number }>;
  /**
   * Of answers whose review is due by a day and was not asked for, the ones of whoever vetted the oldest: they count as asked for.
   * @returns who is to be asked, and in which communities; null where nothing is due
   */
  nextAsked(
    by: string,
  ): Promise<{ readonly validator: Reached | null; readonly communities: readonly string[] } | null>;
  /** Says of those whose review has been due since before a day that it is. @returns which */
  pastReview(before: string, limit: number): Promise<readonly string[]>;
  /** Answers that show somebody's name for having vetted them or answered a dispute; with `counts`, those too that count them. */
  naming(person: string, counts: boolean): Promise<readonly string[]>;
}

declare module '../core/work.ts' {
  interface Stores {
    readonly standing: StandingStore;
  }
}
