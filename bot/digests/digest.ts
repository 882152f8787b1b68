/** The weekly digest of a community as the feature knows it, and what it asks of the database. */
import type { Me } from '../core/me.ts';
import type { ConversationRef, Subject, UserRef } from '../core/ref.ts';
import type { Text } from '../core/text.ts';
import type { Author } from '../words/author.ts';
import type { Standing } from '../words/standing.ts';
import type { WeeklyRule } from '../words/working-time.ts';
import type { State, Step } from './states.ts';

/** How it comes: every week, by itself or when a facilitator has said yes, or not at all. */
export interface Rule extends WeeklyRule {
  readonly approve: boolean;
  readonly off: boolean;
}

/** Why one was skipped by itself. */
export type Why = 'empty' | 'no-channel' | 'unapproved' | 'off';

export interface Times {
  readonly previewAt: Date;
  readonly sendsAt: Date;
  readonly zone: string;
}

/** Of one community and one week: it goes at most once. */
export interface Digest extends Times {
  readonly id: string;
  readonly community: string;
  /** The ISO week of its rule: `2026-W48`. */
  readonly week: string;
  readonly state: State;
  /** It was shown to its facilitators too late to go at its time. */
  readonly notBefore: Date | null;
  /** There was nothing to tell when it was shown to them. */
  readonly wasEmpty: boolean;
  readonly intro: { readonly words: string; readonly author: Author } | null;
  /** Refs of entries that are not to be in it. */
  readonly leftOut: readonly string[];
  /** Who approved, skipped or sent it; null: it went by itself. */
  readonly decider: Author | null;
  readonly why: Why | null;
  readonly endedAt: Date | null;
}

/** In the order in which they stand. */
export const BLOCKS = ['help', 'answered', 'review', 'thanks', 'welcome'] as const;
export type Block = (typeof BLOCKS)[number];
/** Without any of these there is no digest. */
const MAIN: readonly Block[] = ['help', 'answered', 'review'];
export const isMain = ({ block }: { readonly block: Block }): boolean => MAIN.includes(block);

/** One thing that is told of: a question; of a review its session, of thanks a reply, of a welcome a person. */
export interface Ref {
  readonly block: Block;
  readonly ref: string;
}

interface Asked {
  readonly ref: string;
  readonly text: Text;
  readonly asker: Author;
  /** Where it was asked, for those who read: null where they could not open that. */
  readonly link: string | null;
  readonly isOpen: boolean;
}

/** The same with what it says, as it is now. */
export type Entry =
  | (Asked & { readonly block: 'help' })
  | (Asked & {
      readonly block: 'answered';
      /** The answer that was marked. */
      readonly accepted: {
        readonly id: string;
        readonly text: Text;
        readonly author: Author;
        /** How far to trust it, where that was looked up (entries.ts). */
        readonly standing?: Standing;
      } | null;
    })
  /** What a review learned was published. */
  | {
      readonly block: 'review';
      readonly ref: string;
      readonly title: string;
      readonly edition: number;
      readonly lessons: number;
      /** The first of them, as its report prints it. */
      readonly lesson: { readonly when: string; readonly do: string } | null;
      readonly underReview: boolean;
      /** How it may be handled, where that was said of it and not of its community alone. */
      readonly label: string | null;
    }
  /** Their answer to this question was marked. */
  | { readonly block: 'thanks'; readonly ref: string; readonly author: Author; readonly text: Text }
  /** They are new, and said hello to everybody. */
  | { readonly block: 'welcome'; readonly ref: string; readonly author: Author };

type Reader = Pick<Me, 'person' | 'organisation' | 'outside' | 'unchecked'>;

/** For whom something is found: everybody who can open a place, or one person. */
export type Audience = { readonly place: ConversationRef } | { readonly reader: Reader; readonly platform: string };

/** A community of which a person is told in private. */
export interface Own {
  readonly digest: string;
  readonly community: string;
  readonly name: string;
  /** As whose colleague they read it: the reader's own organisation, or that of another account of theirs. */
  readonly organisation: string;
}

export interface Votes {
  readonly yes: number;
  readonly no: number;
}

export interface DigestStore {
  /** Communities for whose digest there may be something to do now, the longest due first. */
  due(limit: number): Promise<readonly string[]>;
  /** The rule of one that is due, held as `hold` does; null where another has it, or it is due no more. */
  take(community: string): Promise<Rule | null>;
  /** The rule of a community: until the transaction ends, nobody else changes it or moves its digest. */
  hold(community: string): Promise<Rule | null>;
  rule(community: string): Promise<Rule | null>;
  change(community: string, rule: Rule): Promise<void>;
  /** When to look again; null: never by itself. */
  lookAt(community: string, at: Date | null): Promise<void>;

  get(id: string): Promise<Digest | null>;
  /** The one that is to come; null where none is planned. */
  current(community: string): Promise<Digest | null>;
  /** The last week of which there is one, and when one was posted last. */
  last(community: string): Promise<{ readonly week: string | null; readonly postedAt: Date | null }>;
  /** @returns null where the week has one already */
  plan(community: string, week: string, times: Times): Promise<Digest | null>;
  retime(id: string, times: Times & { readonly notBefore: Date | null }): Promise<void>;
  /** Moves it by one of the steps of states.ts. @returns whether it was where this could happen */
  move(
    id: string,
    step: Step,
    how: { readonly by?: string; readonly why?: Why; readonly wasEmpty?: boolean },
  ): Promise<boolean>;
  /** Forgets one that nobody has seen: its week may have another. */
  unplan(id: string): Promise<void>;
  /** What a facilitator changed about it. @returns whether it was to come yet */
  edit(
    id: string,
    what: { readonly intro: string; readonly by: string; readonly leftOut: readonly string[] },
  ): Promise<boolean>;

  /** Whether there is a channel in which what is asked in it may be told. */
  hasChannel(community: string): Promise<boolean>;
  /** What is to be told of, best first, at most `each` a block: what happened from an instant on, and questions that wait. */
  candidates(
    community: string,
    how: { readonly since: Date; readonly leftOut: readonly string[]; readonly each: number },
  ): Promise<readonly Ref[]>;
  /** Writes down what one tells of. */
  fix(id: string, refs: readonly Ref[]): Promise<void>;
  /** What one that was posted tells of. */
  fixed(id: string): Promise<readonly Ref[]>;
  /** These of a community as they are now, in their order, without what this audience may not read and who does not want to be named. */
  entries(community: string, refs: readonly Ref[], audience: Audience): Promise<readonly Entry[]>;

  /** What shows something of a question: digests that were posted, and the one that its facilitators look at. */
  showing(question: string): Promise<readonly Subject[]>;
  /** The same of a session's report. */
  showingReport(session: string): Promise<readonly Subject[]>;
  /** The question that a message asked, or replied to. */
  questionOf(platform: string, key: string): Promise<string | null>;
  /** The private messages that tell of a question. */
  showingPrivately(question: string): Promise<readonly Subject[]>;
  /** What may name a person. */
  naming(person: string): Promise<readonly Subject[]>;

  /** A digest of a community that was posted and is not yet told to all who have it in private. */
  telling(community: string): Promise<Digest | null>;
  /** The next of those, who are told with this transaction. */
  nextReaders(id: string, limit: number): Promise<readonly { readonly person: string; readonly ref: UserRef }[]>;
  /** Everybody is told. */
  allTold(id: string): Promise<void>;
  /** What is told to a person of one week in private, as long as they want it so and may read it by an account of theirs: communities by name. */
  ownOf(reader: Pick<Reader, 'person' | 'organisation'>, week: string): Promise<readonly Own[]>;

  vote(id: string, person: string, useful: boolean): Promise<void>;
  /** What was said of the last one that was posted: each person once. */
  votes(community: string): Promise<Votes>;
}

declare module '../core/work.ts' {
  interface Stores {
    digests: DigestStore;
  }
}
