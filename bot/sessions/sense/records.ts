/** What making sense works with, as it is kept: points, topics, what made them so, what was said of them, and facts. */
import type { Text } from '../../core/text.ts';
import type { Author } from '../../words/author.ts';

/** Something that was put in, and is shown. */
export interface Point {
  readonly id: string;
  readonly session: string;
  /** By which people name it to each other; it stays the same. */
  readonly number: number;
  /** What it answers: expected, happened, worked, harder, next, urgent, again, and others of other methods. */
  readonly question: string;
  readonly text: string;
  readonly evidence: readonly string[];
  /** Null where names are not kept. */
  readonly author: Author | null;
  readonly topic: { readonly id: string; readonly title: string; readonly state: TopicState } | null;
  /** In no topic, on purpose. */
  readonly alone: boolean;
  /** It was shown to all by itself, or talked about. */
  readonly covered: boolean;
  /** It came after the others were shown. */
  readonly late: boolean;
  /** It stands among the facts. */
  readonly isFact: boolean;
}

/** Which points: those in no topic yet, those alone on purpose, what happened and was expected, those not seen together yet, or of a topic. */
export type Which =
  | 'all'
  | 'unplaced'
  | 'alone'
  | 'facts'
  | 'expected'
  | 'uncovered'
  | { readonly topic: string }
  | { readonly ids: readonly string[] };

export const KINDS = ['keep', 'change'] as const;
export type Kind = (typeof KINDS)[number];
export type TopicState = 'suggested' | 'accepted' | 'merged' | 'dismissed';
export const OUTCOMES = ['keep', 'change', 'refer', 'leave'] as const;
export type Outcome = (typeof OUTCOMES)[number];

export interface Topic {
  readonly id: string;
  readonly session: string;
  readonly title: string;
  readonly kind: Kind;
  readonly state: TopicState;
  /** The topic of which it is part by now. */
  readonly into: string | null;
  /** Words by which it was suggested. */
  readonly why: readonly string[];
  readonly priority: boolean;
  readonly place: number;
  /** With those of the topics that are part of it; null: it was not voted, or is not over yet. */
  readonly votes: number | null;
  readonly outcome: Outcome | null;
  readonly outcomeWhy: string | null;
  /** Why it was not talked about. */
  readonly undiscussed: string | null;
  readonly dealtAt: Date | null;
  readonly discussedAt: Date | null;
  readonly version: number;
  readonly points: number;
}

/** In plain words: the plan, people and skills, tools, information, surroundings, demand, rules. Never a person. */
export const CATEGORIES = ['plan', 'people', 'tools', 'information', 'environment', 'demand', 'policy'] as const;
export type Category = (typeof CATEGORIES)[number];

export interface Factor {
  readonly id: string;
  readonly topic: string;
  readonly statement: string;
  readonly category: Category;
  /** How often it was asked what made it so. */
  readonly depth: number;
  /** The factor of which it is the reason. */
  readonly under: string | null;
}

export interface Remark {
  readonly id: string;
  readonly topic: string;
  readonly author: Author;
  readonly text: Text;
  readonly at: Date;
}

export const STATUSES = ['proposed', 'agreed', 'disputed'] as const;
export type Status = (typeof STATUSES)[number];
/** recorded: whoever leads wrote down that it was agreed when it was talked about. */
export type Stance = 'agree' | 'dispute' | 'recorded';

export interface SessionFact {
  readonly id: string;
  readonly session: string;
  readonly number: number;
  /** When it happened, as it was said; '' where that was not said. */
  readonly when: string;
  readonly statement: string;
  readonly evidence: readonly string[];
  readonly status: Status;
  readonly version: number;
  readonly agree: number;
  readonly dispute: number;
  /** What those who dispute it say, the first first. Never who. */
  readonly disputes: readonly string[];
  /** What whoever looks said of it. */
  readonly mine: Stance | null;
}

/** One page of a list, and how many there are in all. */
export interface Page<T> {
  readonly rows: readonly T[];
  readonly total: number;
}

/** How far a session is, in numbers. */
export interface Counts {
  readonly points: number;
  readonly unplaced: number;
  readonly alone: number;
  readonly uncovered: number;
  /** Of what went well. */
  readonly worked: number;
  readonly suggested: number;
  readonly topics: number;
  readonly discussed: number;
  /** Topics to be talked about first that have no outcome and no reason for having none. */
  readonly undiscussed: number;
  /** Those of them that are to be kept. */
  readonly undiscussedKeeps: number;
  /** Of what to keep, something has an outcome, or a reason for having none. */
  readonly keepDone: boolean;
  readonly facts: Readonly<Record<Status, number>>;
  readonly expected: number;
}

/** Whether it is voted which topics are talked about first. */
export interface Voting {
  readonly state: 'open' | 'closed';
  /** How often it began. */
  readonly begun: number;
  readonly openedAt: Date;
  /** It is open, and what its votes were kept under is gone: it has to begin again. */
  readonly isLost: boolean;
}
