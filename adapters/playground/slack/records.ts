/** What the Slack stand-in remembers: messages, channels, views, deliveries owed, addresses to respond to. */
import type { FileView, SlackValues } from '../api-types.ts';

export interface SlackMessage {
  readonly team: string;
  readonly channel: string;
  readonly ts: string;
  /** Of a reply: the root's ts. */
  readonly thread?: string;
  /** A person, the bot's user, or USLACKBOT. */
  readonly user: string;
  readonly bot: boolean;
  readonly text: string;
  readonly blocks?: readonly Record<string, unknown>[];
  readonly attachments?: readonly unknown[];
  readonly files?: readonly FileView[];
  readonly metadata?: { readonly event_type: string; readonly event_payload: Record<string, unknown> };
  readonly subtype?: string;
  readonly clientMsgId?: string;
  readonly edited?: { readonly user: string; readonly ts: string };
  /** An ephemeral message: the one person who sees it. */
  readonly to?: string;
  readonly reactions?: readonly { readonly name: string; readonly users: readonly string[] }[];
  /** A root that was deleted while it had replies. */
  readonly tombstone?: true;
}

export interface SlackChannel {
  readonly team: string;
  readonly id: string;
  readonly kind: 'channel' | 'private' | 'im';
  readonly name: string;
  readonly topic: string;
  readonly created: number;
  readonly creator: string;
  readonly archived: boolean;
  /** Everyone in it; of an `im` both sides. The bot is among them by its user id. */
  readonly members: readonly string[];
}

export interface SlackView {
  readonly id: string;
  readonly team: string;
  readonly user: string;
  readonly type: 'modal' | 'home';
  /** As the bot sent it, with block ids. */
  readonly view: Record<string, unknown>;
  readonly hash: string;
  readonly root: string;
  readonly previous: string | null;
  readonly values: SlackValues;
  readonly errors: Readonly<Record<string, string>>;
  /** Places modals in their stack. */
  readonly order: number;
}

/** An event that the bot has not acknowledged yet. */
export interface OwedEvent {
  readonly id: string;
  readonly body: Record<string, unknown>;
  readonly what: string;
  /** Tries made so far, and why the last failed. */
  readonly tries: number;
  readonly reason?: 'http_timeout' | 'http_error' | 'connection_failed';
  /** When the next try is due, in milliseconds since 1970. */
  readonly due: number;
}

/** Where a `response_url` leads. Good for 30 minutes and 5 uses. */
export interface ResponseAddress {
  readonly id: string;
  readonly team: string;
  readonly user: string;
  readonly channel: string;
  readonly thread?: string;
  /** The message whose button was pressed: `replace_original` and `delete_original` mean it. */
  readonly original?: string;
  readonly uses: number;
  readonly made: number;
}

export interface Trigger {
  readonly id: string;
  readonly team: string;
  readonly user: string;
  readonly made: number;
  /** The modal that it came from: what `views.push` puts the next one on. */
  readonly view?: string;
  used: boolean;
}

/** What the app registered with Slack: from its manifest. */
export interface SlackSurfaces {
  readonly commands: readonly { readonly command: string; readonly description: string; readonly usageHint?: string }[];
  readonly shortcuts: readonly {
    readonly type: 'global' | 'message';
    readonly callbackId: string;
    readonly name: string;
    readonly description: string;
  }[];
  /** Events subscribed to (`message.channels` and so on); null for all. */
  readonly events: readonly string[] | null;
}
