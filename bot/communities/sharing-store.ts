/** Sharing a community with other organisations, as it is kept: one row for each community and organisation. */
import type { UserRef } from '../core/ref.ts';
import type { Label } from '../words/handling.ts';
import type { Access, BoundChannel, Named, Reader, Succession } from './community.ts';

/**
 * asked: an admin of the founder has to allow it. offered: the organisation has to accept. refused: the founder's admin did
 * not allow it. withdrew: the organisation did. ended: the founder did.
 */
export const SHARING = ['asked', 'offered', 'accepted', 'declined', 'refused', 'withdrew', 'ended'] as const;
export type SharingState = (typeof SHARING)[number];

/** What an organisation accepts, as it stood then. */
export interface Rules {
  readonly access: Access;
  readonly label: Label;
}

export interface Sharing {
  readonly id: string;
  readonly community: string;
  readonly organisation: string;
  readonly organisationName: string;
  readonly state: SharingState;
  readonly offerer: Named;
  /** Who spoke for the organisation last; null: nobody yet. */
  readonly answerer: Named | null;
  /** Who allowed, refused or ended it for the founder; null: nobody yet. */
  readonly decider: Named | null;
  /** Of the code that brought it about. */
  readonly digest: string | null;
}

/** An organisation that shares a community. */
export interface Partner {
  readonly organisation: string;
  readonly name: string;
  readonly isFounder: boolean;
  readonly agreedBy: string;
}

/** One row of what an organisation's admins see of sharing. */
export interface SharedRow {
  readonly community: string;
  /** Null where the reader may not know of it: a hidden one that a colleague agreed to. */
  readonly name: string | null;
  readonly founderName: string;
  readonly others: number;
}

/** What ended with an organisation's part in a community. */
export interface Withdrawal {
  readonly channels: readonly BoundChannel[];
  /** Of those who looked after it; all others follow in rounds. */
  readonly keepers: readonly (Succession & { readonly person: string })[];
  readonly requests: readonly string[];
  readonly invitations: readonly string[];
}

export interface SharingStore {
  /** Who shares it, the founder first, then by when they agreed. */
  partners(community: string): Promise<readonly Partner[]>;
  /** What is under way or was declined, the newest first; accepted and ended ones left out. */
  sharings(community: string): Promise<readonly Sharing[]>;
  sharing(id: string): Promise<Sharing | null>;
  /** What waits for an organisation: offers to it, and what its admins are asked to allow. */
  sharingsFor(organisation: string): Promise<readonly (Sharing & { readonly communityName: string })[]>;
  /** Of what is shared with others, that in which an organisation has a part. */
  sharedBy(reader: Reader, limit: number): Promise<readonly SharedRow[]>;
  /** Whether the founder lets an organisation share it: it has no admin, lets any, or offered it. */
  isAllowed(community: string, organisation: string): Promise<boolean>;
  /**
   * Asks or offers. One that waits already, or is accepted, stays as it is, but that an offer takes the place of a question
   * and carries the newest code.
   * @returns its id, and whether it is new as what it is
   */
  offerSharing(what: {
    community: string;
    organisation: string;
    state: 'asked' | 'offered';
    by: string;
    decidedBy?: string;
    digest?: string;
    answeredBy?: string;
  }): Promise<{ readonly id: string; readonly isNew: boolean }>;
  /** The founder's admin decides about one that was asked for. @returns whether it was so */
  decideSharing(id: string, state: 'offered' | 'refused', by: string): Promise<boolean>;
  /** The organisation answers an offer; with a yes it shares the community. @returns whether it was so */
  answerSharing(id: string, state: 'accepted' | 'declined', by: string, rules: Rules): Promise<boolean>;
  /** Any organisation may share it, or only those that were named. */
  setSharedWithAll(community: string, is: boolean): Promise<void>;
  isSharedWithAll(community: string): Promise<boolean>;
  /** Whether the reader's organisation shares it now; until the transaction ends, it does not withdraw. */
  holdShare(organisation: string, community: string): Promise<boolean>;
  /** Ends an organisation's part: channels, keepers, requests and invitations at once. @returns null where it has none, or founded it */
  endShare(
    community: string,
    organisation: string,
    how: { state: 'withdrew' | 'ended'; by: string },
  ): Promise<(Withdrawal & { readonly sharing: string }) | null>;
  /** Members who work for no organisation that shares it any more, but worked for this one, go: so many at once. */
  endMembers(
    community: string,
    organisation: string,
    limit: number,
  ): Promise<readonly { readonly person: string; readonly joinedAt: Date }[]>;
  /** Organisations that may be named, but those that share it: by the beginning of a word of their name. */
  organisations(but: string | null, words: string, limit: number): Promise<readonly { id: string; name: string }[]>;
  /** Who speaks for an organisation about a community it shares: its admins, else whoever agreed for it. */
  speakers(community: string, organisation: string): Promise<readonly { person: string; ref: UserRef }[]>;
}
