/** What an adapter's tests hand to the contract: the adapter over its real wire, and the platform on the other end, played. */
import type { Form, Value } from '../../bot/core/card.ts';
import type { Chat } from '../../bot/core/chat.ts';
import type { ConversationRef, MessageRef, UserRef } from '../../bot/core/ref.ts';
import type { FakeBot } from './fake-bot.ts';

/** Something that the platform was given to show: a call that we made, or the body of our answer to a delivery. */
export interface Native {
  /** 'chat.postMessage', 'POST activities', 'invoke response' ... */
  readonly what: string;
  readonly body: unknown;
}

/** What a reader would make of it by the platform's own rules; written apart from the renderer that it checks. */
export interface Seen {
  /** Every word that can be read, in order: texts, labels, hints, buttons. */
  readonly text: string;
  /** Whom it notifies: user ids, 'channel', 'here' ... */
  readonly rings: readonly string[];
  /** Addresses that can be pressed. */
  readonly links: readonly string[];
  /** Words drawn bold, italic, struck, as code, as a picture, a date, a list or a quote BECAUSE OF MARKUP INSIDE A TEXT. */
  readonly marked: readonly string[];
}

/** What the contract sends in. Each stands for the platform's ordinary way of saying it, signed and over HTTP. */
export type Incoming =
  | {
      readonly event: 'message' | 'mention' | 'private' | 'own' | 'other bot';
      readonly text: string;
      readonly thread?: MessageRef;
    }
  /** Of a message that was delivered before with this text. */
  | { readonly event: 'edited'; readonly text: string }
  | { readonly event: 'deleted' }
  /** `/guild <text>`, `@Guildhall <text>`: a command as this platform has it, if it has one (null: it has none). */
  | { readonly event: 'command'; readonly text: string }
  | { readonly event: 'action'; readonly action: string; readonly value: string }
  | { readonly event: 'feedback'; readonly useful: boolean }
  | { readonly event: 'shortcut'; readonly name: string }
  | { readonly event: 'search'; readonly of: string; readonly query: string };
export type IncomingKind = Incoming['event'];

/** An answered delivery. `again` delivers the same bytes once more, as the platform does when it saw no answer. */
export interface Delivered {
  readonly status: number;
  readonly body: string;
  again(): Promise<Delivered>;
}

/** How the platform is told to fail: every call until `recover`. */
export type Failing = 'busy' | 'gone' | 'forbidden' | 'broken' | 'unreachable';

export interface ChatHarness {
  readonly platform: string;
  readonly bot: FakeBot;
  readonly chat: Chat;
  /** A channel that the bot is in. */
  readonly channel: ConversationRef;
  /** Somebody in it: who sends what `deliver` delivers. */
  readonly person: UserRef;
  /** Everything given to the platform to show so far, oldest first. */
  shown(): readonly Native[];
  /** What the platform's judges say against it; empty when they accept it. */
  judge(native: Native): readonly string[];
  seen(native: Native): Seen;
  /** What it says by the platform's own means of words that a model made; null where it says that they are none. */
  marksGenerated(native: Native): { readonly sources: readonly number[]; readonly feedback: boolean } | null;
  /** Whether the platform has a way of its own to name what such words rest on. */
  readonly citesNatively: boolean;
  /** Delivers it and waits until the adapter has done with it. null: this platform has no such thing. */
  deliver(event: Incoming): Promise<Delivered | null>;
  /** Presses the button with this label (and, where several have it, the first) in something shown. */
  press(native: Native, label: string): Promise<Delivered>;
  /** Has the bot answer a press with `ask(form)`; gives the form as shown. */
  ask(form: Form): Promise<Native>;
  /** Fills in the form shown last and sends it: the fields named here ('' empties one), all others left as they are. */
  submit(form: Native, values: Readonly<Record<string, Value>>): Promise<Delivered>;
  /** Fills it in in the same way, and presses the button in it with this label. */
  pressIn(form: Native, label: string, values: Readonly<Record<string, Value>>): Promise<Delivered>;
  /** What stands now where the form stood: itself, or what took its place. */
  now(form: Native): Native;
  fail(how: Failing): void;
  recover(): void;
  close(): Promise<void>;
}
