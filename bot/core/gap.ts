/** Times in which a platform could not reach the bot: how they are remembered, and what a feature wants looked into after one. */
import type { MessageRef } from './ref.ts';
import type { Destination, View, Work } from './work.ts';

export interface Gap {
  readonly id: string;
  readonly platform: string;
  /** The one workspace that was not heard; null: none was. */
  readonly workspace: string | null;
  readonly from: Date;
  readonly to: Date;
  /** Whether it is certain that nothing was heard. If it only may be, threads are read again where they can be and nobody is told. */
  readonly sure: boolean;
}

/** A thread in which something may have been said meanwhile. */
export interface MissedThread {
  readonly thread: MessageRef;
  /** What was said before is none of ours: the place was not bound yet. */
  readonly notBefore: Date;
  /** Keys of messages that were heard in it before the gap: their edits are followed, and their deletions. */
  readonly known: readonly string[];
  /** What is said in it where the platform cannot say what was missed; null: nothing. */
  readonly tell: { readonly at: Destination; readonly what: View } | null;
}

/** What a feature wants looked into after a gap. */
export interface Missed {
  /** Ids of what has threads on the platform of the gap in which something may have been said, the most urgent first. */
  subjects(w: Work, gap: Gap): Promise<readonly string[]>;
  /** Its threads there, as they are now. @throws NotYet while one of them may be there whose id is not known */
  threads(w: Work, gap: Gap, subject: string): Promise<readonly MissedThread[]>;
}

/** One thing to look into after a gap: `subject` is an id of the feature's. */
export interface Look {
  readonly feature: string;
  readonly subject: string;
}

/** Through what a platform reaches us: for most connections one and the same, for some a door of their own. */
export interface Door {
  readonly platform: string;
  /** Absent: the platform's common door. */
  readonly own?: {
    readonly name: string;
    /** The workspaces that are heard through it alone. */
    readonly workspaces: readonly string[];
  };
}

/** What remembers gaps; prisma/ implements it. */
export interface GapStore {
  /**
   * A platform reaches us through a door now. @param mostMs a silence of the door that is no gap yet
   * @returns the gaps that have ended with it, already stored: one for each workspace of a door of its own. What was a gap
   *   of the whole platform is not one of such a door again
   */
  heard(door: Door, now: Date, mostMs: number): Promise<readonly Gap[]>;
  /** Stores a gap; one like it that it touches and that nobody has begun with grows instead. */
  add(gap: Omit<Gap, 'id'>, dueAt: Date): Promise<void>;
  /** Ids of gaps that have something to be looked into now. */
  due(now: Date, limit: number): Promise<readonly string[]>;
  /** Writes down what is to be looked into, once and in this order. Does nothing where that was done, or is being done elsewhere. */
  plan(id: string, now: Date, list: (w: Work, gap: Gap) => Promise<readonly Look[]>): Promise<void>;
  /** The thing that has been due longest, left to whoever takes it until `leaseUntil`; null when there is none. */
  take(id: string, now: Date, leaseUntil: Date): Promise<{ gap: Gap; look: Look; attempts: number } | null>;
  /** It was looked into: `run` says what is left to say. The gap is done with the last one. */
  end(gap: Gap, look: Look, now: Date, run: (w: Work) => Promise<void>): Promise<void>;
  /** It has to be looked into later. @param how.waiting it only has to wait: that was no try */
  again(gap: Gap, look: Look, dueAt: Date, how: { waiting: boolean }): Promise<void>;
  /** Everything that is left of it has to wait. */
  hold(gap: string, dueAt: Date): Promise<void>;
}
