/** What the core itself asks of the database; prisma/ implements it. */
import type { Taken } from './bot.ts';
import type { Card } from './card.ts';
import type { Profile } from './chat.ts';
import type { FactKind } from './facts.ts';
import type { Inbound } from './inbound.ts';
import type { Interest } from './interest.ts';
import type { Me } from './me.ts';
import type { PrivateInbound, PrivateWork } from './private.ts';
import type { ConversationRef, MessageRef, Subject, UserRef } from './ref.ts';
import type { View, Work } from './work.ts';

/** How a claimed delivery ended: settle keeps its id and empties its body; release forgets that it came. */
export type Ended<R> = { readonly end: 'settle' | 'release'; readonly result: R };

export interface Inbox {
  /** One indexed read: whether something that the event touches is ours. */
  concerns(interest: Interest): Promise<boolean>;
  /**
   * Stores an event, held for `holdMs` so that the sweep leaves it to the one who is about to handle it. Of two connections
   * that bring the same message the first has it, unless the second is the one that was spoken to and it is not settled yet.
   */
  store(event: Inbound, now: Date, holdMs: number): Promise<void>;
  /** `concerns` and `store` in one statement and one commit, for an event about which nothing has to be learnt in between. */
  take(event: Inbound, interest: Interest, now: Date, how: { holdMs: number; within: string | null }): Promise<Taken>;
  /** The stored event, or null where it is settled. */
  read(id: string): Promise<Inbound | null>;
  /**
   * Runs `decide` in one transaction that also ends the delivery (`release` undoes it all). Null when it is settled already,
   * another has it, or another connection brought it.
   * A rejection rolls everything back and leaves the delivery stored.
   */
  work<R>(
    event: Pick<Inbound, 'id' | 'connection'>,
    now: Date,
    decide: (w: Work) => Promise<Ended<R>>,
  ): Promise<R | null>;
  /** A transaction of its own, for what is still owed to a person whose delivery is settled already. */
  afterwards(now: Date, run: (w: Work) => Promise<void>): Promise<void>;
  /** Settles without a decision: what the person was told stands. */
  settle(id: string, now: Date): Promise<void>;
  /** Too early to act on: when to look again. No try is counted. */
  postpone(id: string, dueAt: Date): Promise<void>;
  /** After a fault: when to try again; dead after `tries`. @returns whether it is dead now */
  failed(id: string, fault: { id: string; dueAt: Date; tries: number }): Promise<boolean>;
  /** Ids of stored deliveries that are due. */
  due(now: Date, limit: number): Promise<readonly string[]>;
  /** Forgets the ids of deliveries settled before an instant. @returns how many */
  forget(before: Date, limit: number): Promise<number>;
}

/** One message owed, leased to a sender. */
export interface Owed {
  readonly id: string;
  readonly subject: Subject;
  readonly to: ConversationRef | UserRef;
  readonly thread: MessageRef | null;
  readonly only: UserRef | null;
  readonly home: boolean;
  /** Null: a card that cannot be unsealed any more. */
  readonly what: { readonly view: string; readonly id: string } | Card | null;
  /** Several things told in one message, in place of `what`; null: it is one. */
  readonly together: readonly View[] | null;
  readonly keeps: Subject | null;
  /** The `wanted` that this sending satisfies. */
  readonly wanted: number;
  /** Somebody pressed on it and waits to see it change. */
  readonly pressed: boolean;
  /** Where it stands on the platform, if it was posted. */
  readonly remote: MessageRef | null;
  /** What it would stand below was taken away before it was there: it has no place now. */
  readonly groundless: boolean;
  /** It may be there already: a sender before us died with it in hand, or never heard what became of its call. */
  readonly doubtful: boolean;
  /** Until when it is ours. */
  readonly leaseUntil: Date;
  readonly attempts: number;
  /** Since when every try has failed for a reason that does not pass by itself; null where none has. */
  readonly failingSince: Date | null;
  readonly createdAt: Date;
}

export type Outcome =
  | { readonly done: 'shown'; readonly remote: MessageRef }
  | { readonly done: 'removed' }
  /**
   * `hold` keeps the whole lane waiting until `at`; without it only this row waits. `unsure`: it may have been posted.
   * `failing`: the reason does not pass by itself. `untried`: the platform was not asked, so it counts as no try.
   * `code`: the platform's short code for the problem, where it gave one.
   */
  | {
      readonly done: 'again';
      readonly at: Date;
      readonly hold: boolean;
      readonly unsure: boolean;
      readonly failing: boolean;
      readonly problem: string;
      readonly code?: string;
      readonly untried: boolean;
    }
  | { readonly done: 'failed'; readonly problem: string; readonly code?: string };

export interface Outbox {
  /**
   * Decides about what is to be told to the person of a lane and has waited for its moment: it is owed now, put together
   * with others, waits on, or is never told (bot/words/attention.ts). Counted by person, whatever their accounts.
   */
  admit(lane: string, now: Date): Promise<void>;
  /** Lanes where something is owed and due and that nobody holds. */
  due(now: Date, limit: number): Promise<readonly string[]>;
  /** Takes a lane for `ms`; false when another has it or the platform asked it to wait. The holder renews by taking it again. */
  take(lane: string, holder: string, now: Date, ms: number): Promise<boolean>;
  /** Gives it back. @returns whether something is owed and due in it after all */
  release(lane: string, holder: string, now: Date): Promise<boolean>;
  /**
   * The oldest row that is due, marked as being sent until `leaseUntil`: those that somebody pressed on before the others,
   * cards that are only to be drawn again after what is new. Null when there is none.
   */
  next(lane: string, now: Date, leaseUntil: Date): Promise<Owed | null>;
  /**
   * Writes what became of it. A row wanted again meanwhile stays owed. A failure becomes the fact MessageFailed.
   * @returns false, with nothing written, when its lease ended and another has taken it since
   */
  end(row: Owed, outcome: Outcome, now: Date): Promise<boolean>;
}

export interface FactStore {
  /** Features' debts to facts that are due, oldest first, only the first per feature and subject. */
  due(now: Date, limit: number): Promise<readonly FactDebt[]>;
  /** Follows one fact for one feature in one transaction. @returns false when it was followed already or another has it */
  follow(debt: FactDebt, now: Date, run: (w: Work, fact: unknown) => Promise<void>): Promise<boolean>;
  failed(debt: FactDebt, dueAt: Date): Promise<void>;
}
export interface FactDebt {
  readonly seq: string;
  readonly feature: string;
  readonly kind: FactKind;
}

/** Who is behind a platform account. */
export interface Recognition {
  /** What is known of an account without asking the platform; null for a workspace that is not ours. */
  known(user: UserRef, workspace: string): Promise<{ checkedAt: Date | null } | null>;
  /** The person, made on first sight. `profile` is what the platform just said; `name` what came with the event. */
  recognise(
    w: Work,
    who: { user: UserRef; workspace: string; profile: Profile | null; name: string | undefined },
  ): Promise<Me>;
  /** What the platform said of an account too late for what it was asked for. */
  keep(user: UserRef, workspace: string, profile: Profile, now: Date): Promise<void>;
}

/** Who is behind an account, as it is kept: nobody is asked, and nothing is made or brought up to date. */
export interface Behind {
  readonly person: string;
  readonly locale: string;
  readonly zone: string;
}

/** Private deliveries: no row says that one came, but for a digest of its id with the day. */
export interface PrivateDesk {
  /** Without the right to write. `run` is given null for an account that is not known, or is closed. */
  look<R>(account: UserRef, now: Date, run: (w: PrivateWork, who: Behind | null) => Promise<R>): Promise<R>;
  /**
   * Runs `decide` once for a delivery, in one transaction with its claim (`release` undoes both, and so does a rejection).
   * @returns null when it was claimed before
   */
  once<R>(
    event: Pick<PrivateInbound, 'id' | 'from'>,
    now: Date,
    decide: (w: PrivateWork, who: Behind | null) => Promise<Ended<R>>,
  ): Promise<R | null>;
  /** Forgets claims of days that no platform brings anything of again. @returns how many */
  forget(now: Date, limit: number): Promise<number>;
}

/** Read-only: for drawing what is to be sent. */
export interface Reads {
  read<R>(run: (w: Work) => Promise<R>): Promise<R>;
}
