/** What reaches the bot from a platform: one union, already verified and translated by an adapter. */
import type { Value } from './card.ts';
import type { ConversationRef, MessageRef, UserRef } from './ref.ts';
import type { Text } from './text.ts';

/** A file, named and linked and never copied. `name` is '' and `bytes` absent where the platform does not say them. */
export interface FileNote {
  readonly name: string;
  readonly type: string;
  readonly bytes?: number;
  readonly link: string;
}

/** A message that somebody wrote. `version` orders edits: of two, the greater string is the newer. */
export interface Said {
  readonly message: MessageRef;
  /** The root of its thread; the message itself where it starts one. */
  readonly thread: MessageRef;
  readonly author: UserRef | 'bot';
  /** Without the mention of the bot that addressed it. */
  readonly text: Text;
  readonly files: readonly FileNote[];
  readonly version: string;
  readonly link: string;
  /** When it was said, where that is known besides when this was told of it. */
  readonly at?: string;
}

/**
 * `id` is the same when the platform delivers the same thing twice, and never shared between kinds.
 * `from` is who did it; `where` says what kind of place `in` is.
 */
export interface Delivery {
  readonly id: string;
  readonly connection: string;
  readonly at: string;
  readonly from: UserRef;
  /** The platform's workspace (a Slack team id, a tenant id): decides the organisation. */
  readonly workspace: string;
  /** The person's name as it came with the event, for before the profile is known. */
  readonly called?: string;
  readonly in: ConversationRef;
  readonly where: 'channel' | 'group' | 'private' | 'nowhere';
}

export type InboundBody =
  | { readonly kind: 'command'; readonly name: string; readonly text: string }
  /** `values`: what was filled in so far, where the button stands in a form; of an empty one, none. */
  | {
      readonly kind: 'action';
      readonly action: string;
      readonly value: string;
      readonly on: MessageRef | null;
      readonly values?: Readonly<Record<string, Value>>;
    }
  | {
      readonly kind: 'submission';
      readonly form: string;
      readonly context: string;
      readonly values: Readonly<Record<string, Value>>;
    }
  /** A message action or a global shortcut. */
  | { readonly kind: 'shortcut'; readonly name: string; readonly on?: Said }
  /** `addressed`: it mentions the bot or is said to it in private. */
  | { readonly kind: 'message'; readonly said: Said; readonly addressed: boolean }
  | { readonly kind: 'edited'; readonly said: Said; readonly addressed: boolean }
  /** `addressed`: what was deleted mentioned the bot, where the platform says so. */
  | {
      readonly kind: 'deleted';
      readonly message: MessageRef;
      readonly thread: MessageRef;
      readonly version: string;
      readonly addressed?: boolean;
    }
  /** Typeahead in a form, or a search extension. */
  | { readonly kind: 'search'; readonly of: string; readonly query: string; readonly by: 'form' | 'compose' }
  | { readonly kind: 'home' }
  /** Whether words of a model were useful. What somebody wrote beside it does not come in. */
  | { readonly kind: 'feedback'; readonly on: MessageRef; readonly useful: boolean }
  /** `alone`: the platform says that nobody else brought them. */
  | { readonly kind: 'member'; readonly who: UserRef; readonly change: 'joined' | 'left'; readonly alone?: true }
  | { readonly kind: 'person'; readonly who: UserRef; readonly change: 'changed' | 'deactivated' }
  /** `added`: the bot came into a place. `hears`: the adapter has learnt what reaches it there. */
  | { readonly kind: 'place'; readonly change: 'renamed' | 'archived' | 'gone' | 'added'; readonly name?: string }
  | { readonly kind: 'place'; readonly change: 'hears'; readonly hears: Hears }
  | ({ readonly kind: 'place'; readonly change: 'moved' } & Moved);

/** The same place has another id from now on, and so have its messages: what their ids and keys begin with, before and now. */
export interface Moved {
  readonly to: ConversationRef;
  readonly ids: { readonly from: string; readonly to: string };
  readonly keys: { readonly from: string; readonly to: string };
}

export type Hears = 'all' | 'mentions';
export type Inbound = Delivery & InboundBody;
export type InboundKind = Inbound['kind'];
export type InboundOf<K extends InboundKind> = Extract<Inbound, { kind: K }>;
