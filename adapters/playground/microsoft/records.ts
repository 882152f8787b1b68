/** What the Microsoft stand-in remembers: messages, where the app is installed, open dialogs. */
import type { FileView } from '../api-types.ts';

export interface TeamsAttachment {
  readonly contentType: string;
  readonly content?: unknown;
  readonly contentUrl?: string;
  readonly name?: string;
}

export interface TeamsMessage {
  /** The channel's or chat's id, without `;messageid=`. */
  readonly conversation: string;
  /** Milliseconds since 1970, unique. */
  readonly id: string;
  /** Of a reply in a channel: the post's id. */
  readonly root?: string;
  /** A person's id, or the bot's (`28:…`). */
  readonly from: string;
  /** What was typed, or the bot's text as it sent it. */
  readonly typed: string;
  /** The text as the bot gets it: no formatting, mentions as `<at>`. */
  readonly text: string;
  /** The HTML that Teams gives the bot beside the text. */
  readonly rich: string;
  /** The HTML that the page shows. */
  readonly html: string;
  /** What the bot says that its card is about, for notifications and for who does not see it. */
  readonly summary?: string;
  readonly mentions: readonly TeamsMention[];
  readonly attachments: readonly TeamsAttachment[];
  readonly carousel?: boolean;
  readonly files: readonly FileView[];
  readonly at: string;
  readonly editedAt?: string;
  readonly deleted?: boolean;
  /** A targeted message: the one person who sees it. */
  readonly to?: string;
  /** Cards that an Action.Execute put in place for one person. */
  readonly own?: Readonly<Record<string, readonly TeamsAttachment[]>>;
  readonly reactions?: readonly { readonly type: string; readonly users: readonly string[] }[];
  readonly suggested?: readonly { readonly title: string; readonly value: string }[];
  readonly ai?: boolean;
}

export interface TeamsMention {
  readonly id: string;
  readonly name: string;
}

/** Where the app is, and what an owner allowed it there. Id of a team, a group chat, or a person (their own chat). */
export interface Install {
  readonly id: string;
  readonly installed: boolean;
  readonly consented: boolean;
}

/** An open dialog (task module); one per person. */
export interface Dialog {
  readonly id: string;
  readonly user: string;
  readonly conversation: string;
  readonly root?: string;
  /** What it was opened by, so that its submission goes back the same way. */
  readonly source:
    | { readonly kind: 'task'; readonly message?: string }
    | { readonly kind: 'compose'; readonly commandId: string; readonly message?: string };
  readonly title: string;
  readonly height: number | 'small' | 'medium' | 'large';
  readonly width: number | 'small' | 'medium' | 'large';
  readonly card?: unknown;
  readonly url?: string;
  readonly message?: string;
}

/** What the app's manifest declares. */
export interface TeamsSurfaces {
  readonly commands: readonly {
    readonly title: string;
    readonly description: string;
    readonly scopes: readonly ('personal' | 'team' | 'groupChat')[];
    readonly prompt?: string;
  }[];
  /** Personal tabs; `path` of their address. */
  readonly tabs: readonly { readonly id: string; readonly name: string; readonly path: string }[];
  readonly searches: readonly {
    readonly commandId: string;
    readonly title: string;
    readonly description: string;
    readonly parameter: string;
    readonly parameterTitle: string;
  }[];
  readonly actions: readonly {
    readonly commandId: string;
    readonly title: string;
    readonly description: string;
    readonly contexts: readonly ('compose' | 'message' | 'commandBox')[];
    readonly fetchTask: boolean;
  }[];
}
