/** What people put in, as it is asked of the database: by whoever writes, without a trace of who, and by everything else. */
import type { ConversationRef } from '../../core/ref.ts';
import type { Author } from '../../words/author.ts';
import type { Attending, SessionRecord } from '../record.ts';
import type { Point, Typed } from './points.ts';

/** One time at which people write apart and all is shown together. */
export interface Round {
  readonly session: string;
  readonly round: number;
  /** Names are not kept. */
  readonly unattributed: boolean;
  /** What is asked once more, in place of the method's questions. */
  readonly question: string | null;
  readonly closedAt: Date | null;
  readonly revealedAt: Date | null;
  /** How many were done at the last full hour, and when that was. */
  readonly done: number;
  readonly doneAt: Date | null;
  /** How many took part; null before it closed. */
  readonly contributors: number | null;
  /** How often each answer was chosen, by question. */
  readonly answers: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

export type Status = 'screening' | 'revealed' | 'held' | 'withdrawn';
/** Why something is held back. */
export const HELD_FOR = ['personal', 'abuse', 'other'] as const;
export type HeldFor = (typeof HELD_FOR)[number];

/** Something that somebody put in, once its round is closed. */
export interface Contribution {
  readonly id: string;
  readonly session: string;
  readonly round: number;
  readonly question: string;
  readonly text: string;
  readonly evidence: readonly string[];
  readonly status: Status;
  readonly place: number;
  /** Null where names are not kept. */
  readonly author: Author | null;
  readonly day: string;
  /** It came after the others were shown. */
  readonly late: boolean;
  readonly heldFor: HeldFor | null;
  readonly heldWhy: string | null;
}

/** Somebody asked whoever leads to look at something. */
export interface Challenge {
  readonly id: string;
  readonly contribution: Contribution;
  readonly text: string;
}

/** Something urgent of which whoever leads has been told. */
export interface Urgent {
  readonly id: string;
  readonly text: string;
  readonly author: Author | null;
}

/** Something that was written, as it is when it is not hidden any more. */
export interface Written extends Point {
  readonly round: number;
  readonly day: string;
  /** Null where names are not kept. */
  readonly person: string | null;
}

/** A round that is open, as what belongs to it is found. */
export type At = Pick<Round, 'session' | 'round' | 'unattributed'>;

export interface WritingStore {
  /** In order; the last is the one that is open, if any is. */
  rounds(session: string): Promise<readonly Round[]>;
  /** The one that is open, or a new one. */
  openRound(how: Omit<At, 'round'> & { question: string | null }): Promise<Round>;
  /** A key for its authors, where it has none. */
  makeKey(at: At): Promise<void>;
  /** Names are not kept, and the key by which authors find their own is gone before its time. */
  hasLostKey(at: At): Promise<boolean>;
  /** How many took part so far: where the key was lost, at least so many. */
  contributors(at: At): Promise<number>;
  /** Those of them who have handed something in; none once the key is gone. */
  finished(at: At, persons: readonly string[]): Promise<readonly string[]>;
  /** What is shown of how many are done, from now on. */
  count(at: At, done: number): Promise<void>;
  /** Who is known to be done. */
  receipts(at: At): Promise<readonly string[]>;
  /** Writes it down of all of these at once; without a time where names are not kept. */
  receive(at: At, persons: readonly string[]): Promise<void>;

  /** What was said in answer to these questions and nobody was told of yet; they are told now. */
  takeUrgent(at: At, questions: readonly string[]): Promise<readonly Urgent[]>;
  /** What whoever leads was told of, in all rounds. */
  urgent(session: string, questions: readonly string[]): Promise<readonly Urgent[]>;

  /**
   * Nothing more is of the round: drafts, marks and key are gone, and what was written is not hidden there any more.
   * @returns what was written; null where it was closed before
   */
  close(at: At): Promise<readonly Written[] | null>;
  /** Keeps how often each answer was chosen. */
  answer(at: At, answers: Round['answers']): Promise<void>;
  /** Drafts, marks and keys of a session, whatever round they are of; what was written stays as it is. */
  forgetAuthors(session: string): Promise<void>;
  /** What open forms carried, in rounds that are closed: nothing more is taken from them. */
  forgetCarried(session: string): Promise<void>;
  /** What was written and never shown. */
  deleteUnshown(session: string): Promise<void>;
  /** What came late is not hidden any more. */
  takeLate(session: string): Promise<readonly Written[]>;
  /** Behind what is there: in an order by chance, under ids of chance. @returns these, in that order */
  contribute(
    session: string,
    all: readonly (Written & { readonly evidence: readonly string[] })[],
    how: { status: Status; late: boolean },
  ): Promise<readonly string[]>;
  /** What was looked through and not held is shown. @returns ids of all of the round that are, in their places */
  reveal(at: At): Promise<readonly string[]>;
  /** The rewriting of tables that held keys, drafts or marks, so that no page holds what was deleted. */
  rewrite(): Promise<void>;

  /** Everything that was shown, in its place; of what is held or withdrawn there are no words. What is looked through is not in it. */
  contributions(session: string): Promise<readonly Contribution[]>;
  contribution(id: string): Promise<Contribution | null>;
  /** For whoever leads: what is looked through, or held, with its words and without its author. */
  lookedThrough(session: string): Promise<readonly Contribution[]>;
  /** The same of one, whatever became of it. */
  forLead(id: string): Promise<Contribution | null>;
  /** @returns false where it was held or withdrawn already */
  holdBack(id: string, why: { for: HeldFor; words: string; by: string }): Promise<boolean>;
  /** @returns false where it is not held */
  release(id: string, to: 'screening' | 'revealed'): Promise<boolean>;
  /** By its author. @returns false where it is not theirs, or is withdrawn already */
  withdraw(id: string, person: string): Promise<boolean>;
  /** Open ones of which somebody has been told. */
  challenges(session: string): Promise<readonly Challenge[]>;
  /** Those of which nobody has been told; they are told now. */
  takeChallenges(session: string): Promise<number>;
  /** @returns the session that it is of; null where it was settled already */
  settle(challenge: string, by: string): Promise<string | null>;
  challenge(id: string): Promise<Challenge | null>;
  /** All that is asked about a point, told or not. */
  settleAll(contribution: string, by: string): Promise<void>;

  /** When what is looked through is shown by itself; null where that is not set. */
  revealsAt(session: string): Promise<Date | null>;
  /** How many of what was put in stand in a conversation by now, and how many are to. */
  shownIn(session: string, conversation: ConversationRef): Promise<{ readonly shown: number; readonly of: number }>;
  /** Names of the people of a session and of its community: whom a text may name. */
  names(session: string): Promise<readonly string[]>;
  /** Raw input goes, wherever it is. @returns ids of what was shown */
  clear(session: string): Promise<readonly string[]>;
  /**
   * What a records officer exports while it is not shown: as hidden, and of nobody where names are not kept. For nothing
   * else: no card, page or message may be drawn from it.
   */
  forRecords(session: string): Promise<readonly Written[]>;
}

/** What a form is drawn from. */
export interface Desk {
  readonly session: SessionRecord;
  readonly rounds: readonly Round[];
  readonly people: readonly Attending[];
  readonly community: string;
}

/** What somebody has written in a round. */
export interface Own {
  /** As they typed it last; null for nothing. */
  readonly typed: Typed | null;
  /** What they handed in, as far as it can be found. */
  readonly points: readonly Point[];
  /** The key by which it is found is gone: more can be handed in, and nothing changed. */
  readonly isLost: boolean;
}

/** What private handlers of sessions may do. Where names are not kept, no row that they write says who. */
export interface PrivateWritingStore {
  /** Until the transaction ends nobody closes what is open in the session, and nobody else writes as this person. */
  hold(session: string, who: string): Promise<void>;
  desk(session: string): Promise<Desk | null>;
  own(at: At, who: string): Promise<Own>;
  /** Keeps what they typed so far, to be shown when they open the form again. Nothing where the key is lost. */
  keep(at: At, who: string, typed: Typed): Promise<void>;
  /** What was typed on the steps before of a form that is open, by what it carries; also after the round closed. */
  carried(at: At, token: string): Promise<Typed | null>;
  /** @param typed null: it is handed in */
  carry(at: At, token: string, typed: Typed | null): Promise<void>;
  /** In place of all that they handed in before. Where the key is lost, besides it. */
  handIn(at: At, who: string, points: readonly Point[]): Promise<void>;
  /** Takes back everything. @returns how many points it was */
  takeBack(at: At, who: string): Promise<number>;
  /** After it closed: it is shown later, and nobody can change it. What is there already is not there twice. */
  addLate(at: At, who: string, points: readonly Point[]): Promise<void>;
  /** Something that is shown; null for anything else. */
  shown(id: string): Promise<Contribution | null>;
  challenge(contribution: string, text: string): Promise<void>;
}
