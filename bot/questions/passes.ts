/** Questions passed to somebody who may know, as they are kept: each person is passed the same one once. */
import type { Subject, UserRef } from '../core/ref.ts';
import type { Author } from '../words/author.ts';

/** One of them, as whom it was put to may see it now. */
export interface Pass {
  /** Who passed it on. */
  readonly by: Author;
  /** What they said with it; '' for nothing. */
  readonly line: string;
  /** It is not for them, they said. */
  readonly declined: boolean;
  /** They have answered it. */
  readonly answered: boolean;
  /** Whether it may be put to them still: they read it, and neither asked it nor passed it on. */
  readonly holds: boolean;
}

export interface PassStore {
  /**
   * Somebody to whom a question may be put: they read it by this account, are here, and have not paused. Null for anybody
   * else, without a reason.
   */
  passable(question: string, account: UserRef): Promise<(Author & { readonly identity: string }) | null>;
  /** By their accounts. @returns false where that person was passed it before */
  passOn(what: {
    readonly question: string;
    readonly to: string;
    readonly by: string;
    readonly line: string;
  }): Promise<boolean>;
  /** What was put to an account; null where nothing was. */
  passTo(question: string, account: UserRef): Promise<Pass | null>;
  /** It is not for them. @returns whether it was passed to that person */
  declinePass(question: string, person: string): Promise<boolean>;
  /** What was said with a question goes with its words. */
  forgetLines(question: string): Promise<void>;
  /** What shows questions of a community that were passed to somebody, or to an organisation's people. */
  passedIn(
    community: string,
    to: { readonly person: string } | { readonly organisation: string },
  ): Promise<readonly Subject[]>;
  /** What shows questions that were passed by somebody, or to them. */
  passing(person: string): Promise<readonly Subject[]>;
}
