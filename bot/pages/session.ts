/** Links that lead to the pages and sessions in a browser, as they are kept: by their digests alone. */
import type { UserRef } from '../core/ref.ts';

/** The account that a link was given to, or that a session is of. */
export interface Holder {
  readonly account: UserRef;
  /** The platform's workspace. */
  readonly workspace: string;
  readonly name: string;
  readonly organisation: string;
}

export interface PageStore {
  /** Keeps a link's digest, in place of an earlier one of that account. */
  issueLink(link: { digest: string; identity: string; expiresAt: Date }): Promise<void>;
  /** Whose link it is; null for one that was used, is over, or is of a closed account. */
  linkOf(digest: string): Promise<Holder | null>;
  /** Uses a link up, for a session. @returns false where it is good no more */
  openSession(link: string, session: { digest: string; endsAt: Date }): Promise<boolean>;
  /** Whose session it is; null for one that ended, or is of a closed account. */
  sessionOf(digest: string): Promise<Holder | null>;
  endSession(digest: string): Promise<void>;
}

declare module '../core/work.ts' {
  interface Stores {
    pages: PageStore;
  }
}
