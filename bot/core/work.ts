/** One transaction, seen as an interface: everything a handler changes, says and shows commits together or not at all. */
import type { Attention } from './attention.ts';
import type { Limit } from './budget.ts';
import type { Card } from './card.ts';
import type { Fact } from './facts.ts';
import type { Gap, Look } from './gap.ts';
import type { Moved } from './inbound.ts';
import type { ConversationRef, MessageRef, Subject, UserRef } from './ref.ts';

/** Each feature adds its own store here, by its own name; only that feature may use it (boundaries.test.ts). */
// biome-ignore lint/suspicious/noEmptyInterface: every feature adds its store to it
export interface Stores {}

/** A card named, not made: drawn from the database at the moment of sending. `id` is what the view draws. */
export interface View {
  readonly view: string;
  readonly id: string;
}

/** Where a message goes: a place; a person, who is told by its class; or their home page. */
export type Destination = ToPlace | ToPerson | ToHome;

/** `thread`: a reply to a message that is there. `under`: a reply to what we show of that subject there. */
export interface ToPlace {
  readonly to: ConversationRef;
  readonly thread?: MessageRef | undefined;
  readonly under?: Subject;
  /** Ephemeral or targeted: seen by one person in a shared place, not kept; never the only copy. */
  readonly only?: UserRef;
}

/** In private. What is below another message, or keeps a thread, is never put together with others. */
export interface ToPerson {
  readonly to: UserRef;
  /** What it may take of their attention, and so when it comes (attention.ts). */
  readonly attention: Attention;
  readonly under?: Subject;
  /** To this account of the person's, wherever they want their messages: it is about the account, or answers what was done with it. */
  readonly exactly?: true;
}

/** The person's home page instead of a message. */
export interface ToHome {
  readonly to: UserRef;
  readonly home: true;
}

/** What is worked on outside of any transaction. */
export type Later = 'draft';

/** A place in a row: among what, and since when. */
export interface Order {
  readonly among: Subject;
  readonly said: Date;
}

export interface Work extends Stores {
  readonly now: Date;
  /** A new id. */
  id(): string;
  /** One post, once for this cause and destination. A fixed card is kept encrypted until it is sent. */
  say(cause: Subject, at: Destination, what: View | Card): Promise<void>;
  /**
   * Something that must stay true, once for this subject and destination: posted if it was not, drawn again if it was,
   * removed when its view draws null. `keeps`: replies under it are heard as being about that subject. `order`: of all
   * that is shown among a subject in one conversation, what was said earlier stands before what was said later.
   */
  show(subject: Subject, at: Destination, what: View, how?: { keeps?: Subject; order?: Order }): Promise<void>;
  /** Draws everything shown for a subject, or for each of several, again, wherever it is; with `at`, there alone. */
  refresh(subject: Subject | readonly Subject[], at?: ConversationRef | UserRef): Promise<void>;
  /** A message of ours that somebody pressed on: where it is to change, it changes before what nobody waits for. */
  pressed(message: MessageRef): Promise<void>;
  /** Tries again what was given up in a place that has become reachable. */
  retry(place: ConversationRef): Promise<void>;
  /**
   * Everything that is known of a place and of its messages goes on under their new ids. What was said there meanwhile is looked for.
   * @param at when it moved
   * @throws NotYet while a message is on its way there, or one from there is not acted on, for a minute at most
   */
  move(from: ConversationRef, moved: Moved, how: { workspace: string; at: Date }): Promise<void>;
  /** From now on, messages in this thread are about the subject. */
  keep(thread: MessageRef, subject: Subject, conversation: ConversationRef): Promise<void>;
  /** What a thread is kept for, or null. */
  threadOf(thread: MessageRef): Promise<Subject | null>;
  /** What a message of ours shows; null for any other. */
  shownBy(message: MessageRef): Promise<Subject | null>;
  /** Whether the bot itself wrote it, through whichever connection. */
  isOurs(message: MessageRef): Promise<boolean>;
  /** Whether a message of ours is on its way to this conversation, its key not known yet. */
  isSending(conversation: ConversationRef): Promise<boolean>;
  /** Whether a message was accepted that is not acted on yet: what is said below it has to wait. */
  isWaiting(message: MessageRef): Promise<boolean>;
  /** Remembers that a message was deleted, so that its creation arriving later is ignored. */
  bury(message: MessageRef): Promise<void>;
  isBuried(message: MessageRef): Promise<boolean>;
  /** Has one thing looked into with the next sweep, as after a gap: something may have been said below it before it was known. */
  lookInto(look: Look, gap: Omit<Gap, 'id' | 'to'>): Promise<void>;
  fact(fact: Fact): Promise<void>;
  /** Hints, once this is committed, that something is to be worked on that the database says is owed. */
  later(work: Later, id: string): void;
  /**
   * Spends of a budget with this transaction, as `Budgets.spend` for somebody who waits; refused at once where as many
   * transactions as its burst spend of it now, so that no more than those wait for each other.
   * @returns 0, or how many milliseconds to wait
   */
  spend(limit: Limit): Promise<number>;
}

/** Whether a card or the name of one. */
export const isView = (what: View | Card): what is View => 'view' in what;
