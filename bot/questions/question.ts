/** A question and its replies as the feature knows them, and what it asks of the database. */
import type { Gap } from '../core/gap.ts';
import type { FileNote } from '../core/inbound.ts';
import type { Me } from '../core/me.ts';
import type { ConversationRef, MessageRef, Subject, UserRef } from '../core/ref.ts';
import type { Text } from '../core/text.ts';
import type { Author } from '../words/author.ts';
import type { Candidate } from './found.ts';
import type { PassStore } from './passes.ts';

/** States that questions can have in this version; the whole list stands in the product's words. */
export type QuestionState = 'drafted' | 'open' | 'answered' | 'resolved' | 'withdrawn';

export type { Author };

export interface Question {
  readonly id: string;
  readonly community: string | null;
  readonly asker: Author;
  readonly text: Text;
  readonly files: readonly FileNote[];
  readonly state: QuestionState;
  readonly accepted: string | null;
  readonly createdAt: Date;
  /** The message that asked it. */
  readonly source: {
    readonly platform: string;
    readonly key: string;
    readonly version: string;
    readonly link: string;
    /** When it was said; null for one that was kept before this was. */
    readonly at: Date | null;
  } | null;
  /** The address of a message that it is about: it was asked from that one, and is not it. */
  readonly about: string | null;
  /** Where it was asked in a bound channel: its thread is there already. */
  readonly asked: { readonly place: ConversationRef; readonly thread: MessageRef } | null;
  /** The bound channel in which it was asked, by a message, a command or a form; null elsewhere. */
  readonly from: ConversationRef | null;
  /** Replies that count as answers and are not deleted. */
  readonly answers: number;
}

export interface Reply {
  readonly id: string;
  readonly question: string;
  readonly author: Author;
  readonly text: Text;
  readonly files: readonly FileNote[];
  /** Where it was written as a message; null for one from a form. */
  readonly place: ConversationRef | null;
  readonly link: string | null;
  readonly counts: boolean;
  readonly deleted: boolean;
  /** When it was said, by its platform. */
  readonly said: Date;
  /** Of its words, by its platform. */
  readonly version: string;
}

export interface Asked {
  readonly identity: string;
  readonly person: string;
  readonly community: string | null;
  readonly text: Text;
  readonly files: readonly FileNote[];
  readonly source?: {
    readonly platform: string;
    readonly key: string;
    readonly version: string;
    readonly link: string;
    /** When it was said. */
    readonly at: Date;
  };
  readonly about?: string;
  readonly asked?: { readonly place: ConversationRef; readonly thread: MessageRef };
  /** The bound channel in which it was asked by a command or a form: whoever is there reads there what comes of it. */
  readonly from?: ConversationRef;
}

export interface Written {
  readonly question: string;
  readonly identity: string;
  readonly person: string;
  readonly platform: string;
  /** The message's content key, or the delivery's id for one from a form: one reply each. */
  readonly key: string;
  readonly version: string;
  /** When it was said, by its platform. */
  readonly said: Date;
  readonly place: ConversationRef | null;
  readonly link: string | null;
  readonly text: Text;
  readonly files: readonly FileNote[];
  readonly counts: boolean;
}

/** One of a question's threads. */
export interface QuestionThread {
  readonly thread: MessageRef;
  /** The bound channel that it is in; null for the asker's private chat. */
  readonly place: ConversationRef | null;
  /** Since when what is said in it is the community's. */
  readonly since: Date;
  /** Keys of the messages in it that were heard before a gap's end and are not deleted. */
  readonly known: readonly string[];
}

/** A channel that a question's words, or a reply's, have not reached. */
export interface Late {
  readonly question: string;
  /** The binding's id, and the lane of its conversation. */
  readonly channel: string;
  readonly lane: string;
  readonly name: string;
  readonly organisation: string;
  readonly platform: string;
}

/** A question of which not all were told who want to hear everything of its community. */
export interface Unheard {
  readonly id: string;
  readonly community: string;
  readonly asker: string;
  /** Who was told last. */
  readonly to: string | null;
}

/** Who looks for questions. */
export type Asker = Pick<Me, 'organisation' | 'person' | 'outside' | 'unchecked'>;

export interface QuestionStore extends PassStore {
  get(id: string): Promise<Question | null>;
  /** The one that this message asked. */
  bySource(platform: string, key: string): Promise<Question | null>;
  /** Open when it has a community, a draft otherwise. @returns the id; null when this message asked already */
  ask(asked: Asked): Promise<string | null>;
  /** Questions that a person put before a community from an instant on; until the transaction ends, they put no others. */
  askedSince(person: string, since: Date): Promise<number>;
  /** Puts a draft before a community. @returns false when it is no longer a draft */
  open(id: string, community: string): Promise<boolean>;
  /** The asker's message was edited. @returns the question's id when the edit is newer than what is kept */
  editSource(
    platform: string,
    key: string,
    version: string,
    text: Text,
    files: readonly FileNote[],
  ): Promise<string | null>;
  /** The asker's message was deleted. @returns the question's id when it was not withdrawn before */
  withdrawSource(platform: string, key: string): Promise<string | null>;
  withdraw(id: string): Promise<boolean>;
  /** Throws a draft away. @returns false when it is no longer a draft */
  discard(id: string): Promise<boolean>;
  /** A draft that need not be asked: it is in no list any more, and can be posted all the same. @returns false when it is no longer a draft */
  setAside(id: string): Promise<boolean>;
  /** Writes a draft anew. @returns false when it is no longer a draft */
  rewrite(id: string, text: Text): Promise<boolean>;
  /** What was asked before answered somebody. */
  use(question: string, person: string): Promise<void>;
  reply(id: string): Promise<Reply | null>;
  /** @returns the reply's id, and whether it is new; null when what is kept is newer */
  write(written: Written): Promise<{ id: string; isNew: boolean } | null>;
  /** Whether a message is kept as a reply. */
  isReply(platform: string, key: string): Promise<boolean>;
  /** @returns the reply when it was not deleted before; its words are emptied */
  erase(platform: string, key: string): Promise<{ id: string; question: string } | null>;
  /** Those of which not all who want to hear everything were told, the oldest first; until the transaction ends, nobody else tells of them. */
  unheard(limit: number): Promise<readonly Unheard[]>;
  /** Who was told of it last; `all`: nobody is left to be told. */
  heard(question: string, to: string | null, all: boolean): Promise<void>;
  /** Replies that are not deleted, in the order in which they were said. */
  replies(question: string): Promise<readonly Reply[]>;
  /** Marks the answer. @param by the account by which it is. @returns false when it is marked already or is no answer to mark */
  accept(question: string, reply: string, by: string): Promise<boolean>;
  /** By which account the answer was marked; null where none is, or that was not kept. */
  markedBy(question: string): Promise<UserRef | null>;
  /** @returns the reply that was marked, or null */
  unaccept(question: string): Promise<string | null>;
  /**
   * Of the questions of these people, replies of the asker's own count as no answer, and those of others do; the one that is
   * marked stays as it is. @returns questions where that changed something
   */
  recount(persons: readonly string[]): Promise<readonly string[]>;
  /** Everything shown that names a person as the author of something. */
  naming(person: string): Promise<readonly Subject[]>;
  /** A person's own, newest first, without withdrawn ones. */
  mine(person: string, limit: number): Promise<readonly Question[]>;
  /**
   * What is shown in a bound channel and says something of the channel itself: the cards of questions that are not
   * withdrawn, and replies from before it was bound, which were closed when it was taken out.
   */
  shownAt(place: ConversationRef): Promise<readonly Subject[]>;
  /**
   * Those of a community that are not resolved and were never put into any channel, the oldest first: at most `limit`
   * of the newest; with `only`, that one if it is such.
   */
  waiting(community: string, limit: number, only?: string): Promise<readonly Question[]>;
  /** What has waited for a channel since before an instant and was not told of yet, the longest first. */
  late(before: Date, limit: number): Promise<readonly Late[]>;
  /** The same of one question and one channel, told of or not; null where nothing of it waits so long. */
  lateIn(question: string, channel: string, before: Date): Promise<Late | null>;
  /** Conversations where a question's card is, or is on its way. */
  places(id: string): Promise<readonly ConversationRef[]>;
  /** Those with threads on the platform of a gap in which something may have been said, the latest active first: open, answered, or resolved not long ago. */
  missedIn(gap: Gap, limit: number): Promise<readonly string[]>;
  /** A question's threads there: in its bound channels, and under what its asker was told of late. */
  threadsIn(id: string, gap: Gap): Promise<readonly QuestionThread[]>;
  /** Whether a card of it from before the end of a gap may be there whose id is not known yet: what was said below it would be missed. */
  isComing(id: string, gap: Gap): Promise<boolean>;
  /** The newest questions of communities that the person may read. */
  newest(reader: Asker, limit: number): Promise<readonly Question[]>;
  /**
   * What may answer somebody's words, of communities that they may read, with what its score is made of (bot/questions/found.ts).
   * @param how.typing the last word may not be at its end yet
   */
  candidates(reader: Asker, words: string, how: { limit: number; typing?: boolean }): Promise<readonly Candidate[]>;
  /** Those of these that the person may read, in the order of the ids. */
  those(reader: Asker, ids: readonly string[]): Promise<readonly Question[]>;
  /** Makes what some questions that changed are found by what they say now. @returns whether there were any */
  index(): Promise<boolean>;
  /** Puts a part of that in order. @returns whether there may be more to do */
  tidyIndex(): Promise<boolean>;
  /** Forgets words that stand in nothing any more, some at a time. @returns where to go on; '' at the end */
  forgetWords(after: string): Promise<string>;
}

declare module '../core/work.ts' {
  interface Stores {
    questions: QuestionStore;
  }
}
