/** Private deliveries: somebody writes, and nothing that is kept says who. What a handler of one is given, and all that it may do. */
import type { Value } from './card.ts';
import type { InboundOf } from './inbound.ts';
import type { Reply } from './reply.ts';
import type { Translate } from './translate.ts';

/** Each feature adds here, by its own name, the store of its private handlers; only that feature may use it (boundaries.test.ts). */
// biome-ignore lint/suspicious/noEmptyInterface: every feature that has private handlers adds their store to it
export interface PrivateStores {}

/**
 * The transaction of one private delivery. It can name nobody: no message is owed in it, no fact is written and no job is
 * hinted at, and it has no clock by which two who wrote on one day could be told apart.
 */
export interface PrivateWork extends PrivateStores {
  /** The day by UTC, as 2026-11-23: all that may be kept of when. */
  readonly day: string;
  /** Whether that instant is still to come: whether something is open. */
  isBefore(at: Date): boolean;
  /** A new id, by chance alone. The bot's other ids are in order of time. */
  id(): string;
}

/** What of an event a private handler is given: neither its id, nor its place, nor the account. */
export type PrivateEvent =
  | {
      readonly kind: 'action';
      readonly name: string;
      readonly value: string;
      /** Where the button is in a form: what was filled in so far. */
      readonly values: Readonly<Record<string, Value>>;
    }
  | {
      readonly kind: 'submission';
      readonly name: string;
      readonly context: string;
      readonly values: Readonly<Record<string, Value>>;
    };

export interface PrivateTurn<E extends PrivateEvent = PrivateEvent> {
  readonly w: PrivateWork;
  /** The person's id: to find what is theirs by, and never to be written. */
  readonly who: string;
  readonly t: Translate;
  readonly event: E;
}

/**
 * Answers within the request with `ask`, `invalid`, `tell` or `nothing`. A press may write nothing; what it asks is a private
 * form, whose buttons are private too and which has no field that is searched in: a search is an ordinary delivery.
 * What a submission wrote is undone by `invalid`, by a Refusal and by a fault. It is called again where the database asks for it.
 */
export type PrivateHandler<E extends PrivateEvent = PrivateEvent> = (turn: PrivateTurn<E>) => Promise<Reply>;

/** A feature's private handlers; their names are none of an ordinary one. */
export interface PrivateHandlers {
  readonly actions?: Readonly<Record<string, PrivateHandler<Extract<PrivateEvent, { kind: 'action' }>>>>;
  readonly forms?: Readonly<Record<string, PrivateHandler<Extract<PrivateEvent, { kind: 'submission' }>>>>;
}

/** What can be private. */
export type PrivateInbound = InboundOf<'action' | 'submission'>;

/** What is private is answered at once and with nothing that stays: no card is put in place of another. */
export type PrivateReply = Extract<Reply, { kind: 'nothing' | 'tell' | 'ask' | 'invalid' }>;
