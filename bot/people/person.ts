/** People behind platform accounts, and what the feature asks of the database. One person may have several accounts. */
import type { Me } from '../core/me.ts';
import type { UserRef } from '../core/ref.ts';

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
  /** The person behind an active account, as a handler knows them. */
  me(account: UserRef): Promise<Me | null>;
}

declare module '../core/work.ts' {
  interface Stores {
    people: PeopleStore;
  }
}
