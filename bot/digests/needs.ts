/** What digests need of other features; assemble hands it in. */
import type { Me } from '../core/me.ts';
import type { ConversationRef, UserRef } from '../core/ref.ts';
import type { Work } from '../core/work.ts';
import type { Standing } from '../words/standing.ts';
import type { Calendar } from '../words/working-time.ts';

/** A community whose digest somebody looks after. */
export interface Kept {
  readonly id: string;
  readonly name: string;
}

/** A channel of a community. */
export interface Channel {
  readonly ref: ConversationRef;
  readonly community: string;
  /** Whose it is. */
  readonly organisation: string;
  readonly mode: 'off' | 'mention' | 'suggest';
}

export interface Needs {
  /** Those that a person facilitates and may see from here; with words, those that they may mean by them. */
  keptBy(w: Work, me: Me, words: string): Promise<readonly Kept[]>;
  /** One of those by its id; null for any other. */
  keptOne(w: Work, me: Me, community: string): Promise<Kept | null>;
  /** Whether a person looks after a community's digest. */
  keeps(w: Work, person: string, community: string): Promise<boolean>;
  facilitatorsOf(w: Work, community: string): Promise<readonly { readonly person: string; readonly ref: UserRef }[]>;
  channelsOf(w: Work, community: string): Promise<readonly Channel[]>;
  /** What is bound at a place. */
  channelAt(w: Work, place: ConversationRef): Promise<Channel | null>;
  /** A member is told nothing of a community in private any more. */
  hearNothing(w: Work, person: string, community: string): Promise<void>;
  /** Whether nothing is asked or answered in a community any more: it has no digest. */
  isArchived(w: Work, community: string): Promise<boolean>;
  communityName(w: Work, community: string): Promise<string>;
  /** How far to trust each of these answers. */
  standingsOf(w: Work, replies: readonly string[]): Promise<ReadonlyMap<string, Standing>>;
  /** When a community works; null for one that is not there. */
  calendarOf(w: Work, community: string): Promise<Calendar | null>;
  /** @param at where they are: who is in a channel of it reads there */
  mayRead(w: Work, me: Me, community: string, at: ConversationRef): Promise<boolean>;
  /** The person behind an account; null for one that is unknown or closed. */
  meOf(w: Work, account: UserRef): Promise<Me | null>;
}
