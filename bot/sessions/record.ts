/** A session as it is kept: what the engine knows of it, and what people said when they set it up. */
import type { Author } from '../words/author.ts';
import type { Label } from '../words/handling.ts';
import type { Session } from './session.ts';

/** What whoever sets it up says of it; '' or null where nothing was said yet. */
export interface Setup {
  readonly title: string;
  /** What it is about: the event. */
  readonly event: string;
  /** Days of the event, such as 2026-11-12. */
  readonly startsOn: string;
  readonly endsOn: string | null;
  readonly purpose: string;
  readonly scopeIn: string;
  readonly scopeOut: string;
  readonly level: 'team' | 'individual';
  /** Where it is talked about: in the channels of its community, or with those who take part alone. */
  readonly place: 'channels' | 'private';
  /** Who reads its report. */
  readonly readers: 'participants' | 'community' | 'organisation';
  /** null: as its community's. */
  readonly label: Label | null;
  /** Whoever set it up said that it is no disciplinary, grievance, safeguarding or statutory investigation. */
  readonly boundary: boolean;
  readonly zone: string;
  readonly tags: readonly string[];
  readonly opensAt: Date | null;
  /** The before-action review that it follows, and the session of which it is part. */
  readonly follows: string | null;
  readonly partOf: string | null;
}

/** `method`: its key. */
export interface SessionRecord extends Omit<Session, 'method'>, Setup {
  readonly id: string;
  readonly method: string;
  readonly community: string;
  /** Of who began it; its reference is in their series. */
  readonly organisation: string;
  /** Such as AAR-2026-0042; null before it is scheduled. */
  readonly reference: string | null;
  /** What is put in now is of this round; it counts the times at which all was shown together. */
  readonly round: number;
  /** What is asked once more. */
  readonly question: string | null;
  readonly noLesson: string | null;
  readonly closesAt: Date | null;
  /** Since when it is in its state. */
  readonly since: Date;
  /** Nothing of it may be deleted. */
  readonly held: boolean;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly publishedAt: Date | null;
}

/** The parts that people have in a session by being named for it. */
export const PARTS = ['participant', 'observer', 'facilitator', 'deputy', 'sponsor', 'note-taker'] as const;
export type Part = (typeof PARTS)[number];

export interface Attending extends Author {
  readonly parts: readonly Part[];
  /** They manage one who takes part. */
  readonly manages: boolean;
  /** They have an account by which they can be told in private in its community. */
  readonly reachable: boolean;
}

/** One thing that happened to a session. */
export interface Happened {
  readonly seq: number;
  readonly event: string;
  /** Null: time, or what names nobody. */
  readonly by: Author | null;
  readonly from: string;
  readonly to: string;
  readonly reason: string | null;
  readonly at: Date;
}

/** What a session's timers are for. */
export type TimerKind =
  /** The phase's time is up, the session opens, or what is looked through is shown. */
  | 'due'
  /** Those who are not finished are reminded. */
  | 'remind'
  /** Who is done is written down, for several at once. */
  | 'receipts'
  /** What came late is shown. */
  | 'late'
  /** Nobody moved it on for long: somebody else is asked to. */
  | 'silent'
  /** Tables that held a key are rewritten. */
  | 'erase'
  /** What was put in is deleted. */
  | 'clear';
