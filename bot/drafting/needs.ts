/** What drafting needs of other features, handed over by assemble. */
import type { Turn } from '../core/feature.ts';
import type { Me } from '../core/me.ts';
import type { ConversationRef, UserRef } from '../core/ref.ts';
import type { Text } from '../core/text.ts';
import type { Translate } from '../core/translate.ts';
import type { Work } from '../core/work.ts';
import type { Author } from '../words/author.ts';
import type { Pick } from './drafted.ts';

/** An answer as it is now, for somebody who may read it now. */
export interface SourceNow<L = string> extends Pick {
  readonly community: string;
  readonly asked: string;
  readonly answer: string;
  readonly author: Author;
  readonly said: Date;
  readonly link: string | null;
  readonly level: L;
  /** Another one once a word of it is another. */
  readonly mark: string;
}

/** A person as one of their accounts reads. */
export type Reader = Omit<Me, 'identity' | 'organisationName' | 'name' | 'ref' | 'locale' | 'zone'>;

export interface Found extends Pick {
  readonly community: string | null;
}

export interface Needs<L = string> {
  /** Whether there is a model to draft with. */
  readonly isConfigured: boolean;
  /** What is found for somebody's words, of what they may read, the best first. */
  known(turn: Turn, words: Text): Promise<readonly Found[]>;
  /** The words of a draft of a question; null where it is not theirs, or no draft any more. */
  ownWords(turn: Turn, question: string): Promise<Text | null>;
  /** Those of these that one of the readers may read. */
  sourcesFor(w: Work, readers: readonly Reader[], picks: readonly Pick[]): Promise<readonly SourceNow<L>[]>;
  /** Those of one community. */
  sourcesIn(w: Work, community: string, picks: readonly Pick[]): Promise<readonly SourceNow<L>[]>;
  lowest(levels: readonly L[]): L;
  levelText(t: Translate, level: L): Text;
  /** A person by each of their accounts, that one first. */
  readersBehind(w: Work, account: UserRef): Promise<readonly Reader[]>;
  /** Whoever has an account, from there. */
  meOf(w: Work, account: UserRef): Promise<Me | null>;
  channelAt(
    w: Work,
    place: ConversationRef,
  ): Promise<{ readonly community: string; readonly organisation: string; readonly mode: string } | null>;
  mayRead(w: Work, me: Me, community: string, at: ConversationRef): Promise<boolean>;
  isArchived(w: Work, community: string): Promise<boolean>;
  communityName(w: Work, community: string): Promise<string>;
}
