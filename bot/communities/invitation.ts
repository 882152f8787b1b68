/** Invitations to a community, as they are kept: one for each account at a time, good once, for fourteen days. */
import type { UserRef } from '../core/ref.ts';
import type { Access, Named } from './community.ts';
import type { InvitedAs } from './roles.ts';

export interface Invitation {
  readonly id: string;
  readonly community: string;
  readonly communityName: string;
  readonly purpose: string;
  readonly access: Access;
  readonly members: number;
  readonly account: UserRef;
  readonly as: InvitedAs;
  readonly by: string;
  readonly inviter: Named;
  readonly endsAt: Date;
  readonly state: 'open' | 'accepted' | 'declined';
}

export interface InvitationStore {
  /** @returns its id; null where one is open for that account there, for the same part or a greater one */
  invite(what: {
    community: string;
    account: UserRef;
    as: InvitedAs;
    by: string;
    endsAt: Date;
    /** The channel for being in which they are invited: it counts for nobody's invitations of a day. */
    channel?: string;
  }): Promise<string | null>;
  /** Invitations that a person gave out, and questions that they passed on, from an instant on; until the transaction ends, they do no more of either. */
  invitedSince(person: string, since: Date): Promise<number>;
  invitation(id: string): Promise<Invitation | null>;
  /** Those to a person's accounts that can still be answered, oldest first. */
  invitationsOf(person: string, limit: number): Promise<readonly string[]>;
  /** @returns whether it was open and has not ended */
  answerInvitation(id: string, state: 'accepted' | 'declined'): Promise<boolean>;
  /**
   * Whose account it is, whether they are in a community, and whether they are known to work for an organisation that shares
   * it; null where nobody known has it.
   */
  holder(account: UserRef, community: string): Promise<Holder | null>;
}

export interface Holder {
  readonly person: string;
  readonly isMember: boolean;
  readonly isColleague: boolean;
}
