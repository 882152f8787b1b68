/** Organisations' admins, and what they decide about hidden communities, as it is kept. */
import type { UserRef } from '../core/ref.ts';
import type { Kind, Named } from './community.ts';

export interface Governed {
  readonly organisation: string;
  readonly name: string;
  /** Hidden communities need an admin's yes. */
  readonly hiddenNeedsAdmin: boolean;
  /** A language model may draft answers for its people, and from communities that it shares. */
  readonly drafting: boolean;
  readonly admins: readonly Named[];
}

export interface Proposal {
  readonly id: string;
  readonly organisation: string;
  readonly by: string;
  readonly proposer: Named;
  /** The community that is to become hidden; null: a new one. */
  readonly community: string | null;
  readonly name: string;
  readonly purpose: string;
  readonly kind: Kind | null;
  readonly locale: string;
  readonly zone: string;
  readonly state: 'open' | 'accepted' | 'declined';
  readonly decider: Named | null;
}

export interface AdminStore {
  isAdmin(person: string, organisation: string): Promise<boolean>;
  /** Admins who can be reached, each with one account. */
  admins(organisation: string): Promise<readonly { readonly person: string; readonly ref: UserRef }[]>;
  /** The organisation, for its admins. */
  governed(organisation: string): Promise<Governed | null>;
  setHiddenNeedsAdmin(organisation: string, is: boolean): Promise<void>;
  allowDrafting(organisation: string, is: boolean): Promise<void>;
  /** @returns `unknown` where nobody of the organisation has that account, or the platform has not said who they are */
  addAdmin(
    organisation: string,
    account: UserRef,
    by: string,
  ): Promise<{ readonly added: 'new' | 'known'; readonly person: string } | { readonly added: 'unknown' }>;
  /** @returns whether they were one */
  removeAdmin(organisation: string, person: string): Promise<boolean>;
  propose(what: Omit<Proposal, 'id' | 'proposer' | 'state' | 'decider'>): Promise<string>;
  proposedSince(person: string, since: Date): Promise<number>;
  proposal(id: string): Promise<Proposal | null>;
  /** Those to an organisation's admins that nobody decided, oldest first. */
  proposalsTo(organisation: string, limit: number): Promise<readonly string[]>;
  /** Whoever decides first. @returns whether it was so */
  decideProposal(id: string, state: 'accepted' | 'declined', by: string): Promise<boolean>;
}
