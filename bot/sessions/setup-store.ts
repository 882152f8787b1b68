/** What sessions ask of the database about themselves: who is in them, what happened to them, and when to look at them. */
import type { UserRef } from '../core/ref.ts';
import type { Attending, Happened, Part, SessionRecord, Setup, TimerKind } from './record.ts';

/** Beginning one. */
export interface Begun extends Setup {
  readonly method: string;
  readonly community: string;
  readonly organisation: string;
  readonly by: string;
  readonly attribution: 'named' | 'unattributed';
  readonly k: number;
  readonly isSelfLed: boolean;
  readonly screens: boolean;
}

export interface Timer {
  readonly session: string;
  readonly kind: TimerKind;
  readonly version: number;
  readonly at: Date;
}

export interface SetupStore {
  /** A draft. @returns its id */
  begin(begun: Begun): Promise<string>;
  get(id: string): Promise<SessionRecord | null>;
  /** The same, and nobody else changes it until the transaction ends. */
  hold(id: string): Promise<SessionRecord | null>;
  /** What the engine and its effects changed; its version is what it was given. */
  save(id: string, changed: Partial<Omit<SessionRecord, 'id'>>): Promise<void>;
  /** The next reference of a series, unbroken. @param series such as AAR-2026 */
  nextReference(organisation: string, series: string): Promise<string>;

  /** Everybody in it, with all their parts: those who lead first, then by name. */
  people(id: string): Promise<readonly Attending[]>;
  /** One of them; null for anybody else. */
  attending(id: string, person: string): Promise<Attending | null>;
  /** @returns whether they did not have it before */
  give(id: string, person: string, part: Part): Promise<boolean>;
  take(id: string, person: string, part: Part): Promise<void>;
  /** Somebody who watches manages one who takes part, or does not. */
  watches(id: string, person: string, manages: boolean): Promise<void>;
  /** The account by which somebody is told of a session in private; null where there is none. */
  accountFor(id: string, person: string): Promise<UserRef | null>;
  /** Whose account it is, where its organisation shares the community of a session: nothing of it is shown to any other. */
  personAt(id: string, account: UserRef): Promise<string | null>;
  /** Members of its community who can be named for it, by name; those whose name begins a word with `query`. */
  nameable(community: string, query: string, limit: number): Promise<readonly Attending[]>;

  /** Those of some people who can be named for it. */
  nameableOf(community: string, persons: readonly string[]): Promise<readonly Attending[]>;
  /** Members of communities in which somebody is themselves, by name: for typing ahead, where no community is known yet. */
  nameableBy(account: UserRef, query: string, limit: number): Promise<readonly Attending[]>;

  /** Adds what happened; false where the same cause was added before. */
  happened(
    id: string,
    what: Omit<Happened, 'seq' | 'by' | 'at'> & { cause: string; by: string | null; version: number },
  ): Promise<boolean>;
  history(id: string): Promise<readonly Happened[]>;

  /** Sets a timer of a kind anew; null takes it away. */
  timer(id: string, kind: TimerKind, at: Date | null, version: number): Promise<void>;
  /** One that is due is due later, as it was set. */
  putOff(id: string, kind: TimerKind, to: Date): Promise<void>;
  /** Timers that are due, in order. */
  dueTimers(limit: number): Promise<readonly Timer[]>;
  /** One that is still due, and nobody else has it. It is gone with this transaction. */
  takeTimer(id: string, kind: TimerKind): Promise<Timer | null>;
  /** When sessions were last looked at; it is now. Null: never. */
  looked(): Promise<Date | null>;
  /** Sessions whose phase closes after a moment, for making them longer by the time in which nobody could reach them. */
  openOver(from: Date): Promise<readonly SessionRecord[]>;

  /** Sessions in which somebody has a part, or that they began, and that are not over: the nearest first. */
  mine(account: UserRef, limit: number): Promise<readonly SessionRecord[]>;
  /** Sessions of a community that are about the same days, for naming them before another is scheduled. */
  overlapping(community: string, days: { from: string; to: string }, but: string): Promise<readonly SessionRecord[]>;
  /** Sessions of a community that are scheduled or under way. */
  liveIn(community: string): Promise<readonly SessionRecord[]>;
  /** Sessions in which somebody leads, and in which somebody has any part. */
  ledBy(person: string): Promise<readonly string[]>;
  with(person: string): Promise<readonly string[]>;
}
