/** A feature: tables of handlers by name. bot/assemble.ts puts them together; two of one name do not start. */
import type { Card } from './card.ts';
import type { Abilities } from './chat.ts';
import { clean } from './clean.ts';
import type { FactKind, FactOf } from './facts.ts';
import type { Missed } from './gap.ts';
import type { Inbound, InboundOf } from './inbound.ts';
import type { Me } from './me.ts';
import type { PrivateHandlers } from './private.ts';
import type { ConversationRef, UserRef } from './ref.ts';
import type { Reply } from './reply.ts';
import type { z } from './schema.ts';
import type { Translate } from './translate.ts';
import type { Work } from './work.ts';

/** What a handler is given: the transaction, what happened, who did it, and their language. */
export interface Turn<E extends Inbound = Inbound> {
  readonly w: Work;
  readonly event: E;
  readonly me: Me;
  readonly t: Translate;
  /** What can be done in the place of the event; only for handlers that asked (`looks`), null where the platform did not say. */
  readonly place: Abilities | null;
}
export type Handler<E extends Inbound> = (turn: Turn<E>) => Promise<Reply>;
/** A handler that passes on what is not its own by giving null. */
export type Listener<E extends Inbound> = (turn: Turn<E>) => Promise<Reply | null>;

export interface Command {
  readonly handle: Handler<InboundOf<'command'>>;
  /**
   * Whether words typed after a mention are this command and not a question that begins with the same word:
   * "bind AB12-CD34" is, "find out how others did it" is not. Without it, only the bare word is.
   */
  readonly typed?: (rest: string) => boolean;
}

/** A command found in words that somebody typed. */
export interface TypedCommand {
  readonly name: string;
  readonly rest: string;
}

/** Hears of a change that nobody waits for an answer to. */
export type Notice<E extends Inbound> = (w: Work, event: E) => Promise<void>;

/** Draws a card from the database for one reader; null: there is nothing to show, remove it. */
export type Drawer = (d: {
  w: Work;
  id: string;
  to: ConversationRef | UserRef;
  t: Translate;
  /** Whether it is there already: what would only say that it is over need not be posted anew. */
  there: boolean;
}) => Promise<Card | null>;

/** What a page asks for, as data: who asks, and what came with it, which is whatever somebody sent. @throws BadInput */
export type Read = (asking: Asking, input: unknown) => Promise<unknown>;
export type Asking = Pick<Turn, 'w' | 'me' | 't'>;

/** What was sent to a read is not what it takes. */
export class BadInput extends Error {}

/** A read whose input is checked before. What it gives can be JSON. */
export const reading =
  <I>(input: z.ZodType<I>, read: (asking: Asking, input: I) => Promise<unknown>): Read =>
  async (asking, given) => {
    const checked = input.safeParse(given);
    if (!checked.success) throw new BadInput();
    return read(asking, clean(checked.data));
  };

/** What people may do on pages, by the names of a feature's own handlers: what happens is what happens in chat. */
export interface Acts {
  /** Of `actions`, private ones among them. */
  readonly press: readonly string[];
  /** Of `forms`, likewise. */
  readonly submit: readonly string[];
}

export interface Feature {
  readonly name: string;
  readonly commands?: Readonly<Record<string, Command>>;
  readonly actions?: Readonly<Record<string, Handler<InboundOf<'action'>>>>;
  readonly forms?: Readonly<Record<string, Handler<InboundOf<'submission'>>>>;
  /** Actions and forms by which somebody writes without being written down (private.ts). */
  readonly privately?: PrivateHandlers;
  readonly shortcuts?: Readonly<Record<string, Handler<InboundOf<'shortcut'>>>>;
  readonly searches?: Readonly<Record<string, Handler<InboundOf<'search'>>>>;
  /** Asked before all else of a message, so that a reply that begins with a command's name is a reply. */
  readonly reply?: Listener<InboundOf<'message'>>;
  /** Asked of a typed command with words after it: whether they are talk after all, and go to the listeners. */
  readonly isTalk?: (turn: Turn<InboundOf<'message'>>, typed: TypedCommand) => Promise<boolean>;
  /** Asked in the order of assemble until one does not give null. */
  readonly message?: Listener<InboundOf<'message'>>;
  readonly edited?: Listener<InboundOf<'edited'>>;
  readonly home?: Listener<InboundOf<'home'>>;
  readonly feedback?: Listener<InboundOf<'feedback'>>;
  readonly member?: Notice<InboundOf<'member'>>;
  readonly person?: Notice<InboundOf<'person'>>;
  readonly place?: Notice<InboundOf<'place'>>;
  readonly draws?: Readonly<Record<string, Drawer>>;
  readonly reads?: Readonly<Record<string, Read>>;
  readonly acts?: Acts;
  /** Facts of any feature that this one follows, each once, in order per subject; safe to run twice. */
  readonly follows?: { readonly [K in FactKind]?: (w: Work, fact: FactOf<K>) => Promise<void> };
  /** Facts that a feature with a table must follow, and why this one need not. */
  readonly refuses?: { readonly [K in FactKind]?: string };
  /** Threads in which something may have been said while the bot could not hear. */
  readonly missed?: Missed;
  /** Names of commands, actions and forms whose handlers want to know the place (one call to the platform beforehand). */
  readonly looks?: readonly string[];
}

/** Thrown where nobody can know yet (a message of ours is still on its way): the handler is asked again shortly. */
export class NotYet extends Error {}

/** Something that the person should know instead of what they asked for; undoes the transaction. Its sentence is from the catalogue. */
export class Refusal extends Error {
  readonly card: Card;
  constructor(card: Card) {
    super('refused');
    this.card = card;
  }
}
