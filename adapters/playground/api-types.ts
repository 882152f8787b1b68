/** The contract between the playground's page and its server: every endpoint, every body, and what the live stream sends. */

/*
 * Everything is JSON under `/playground/api/`, except the live stream. Requests that change something are POSTs with
 * `content-type: application/json`. Where something is refused the status is 4xx or 5xx and the body is `ApiError`.
 * Times are ISO 8601 strings. Slack's `blocks` and `view` and Microsoft's cards are handed over exactly as the bot sent them.
 */

/** The body of every answer whose status is not 2xx: a code for programs and a sentence for people. */
export interface ApiError {
  error: { code: string; message: string };
}

// ---------------------------------------------------------------------------------------------------------------- cast

/** `GET /playground/api/world`: who is there. Fetched once; names do not change while the page is open. */
export interface WorldView {
  /** The sentence every view carries: that this is a playground, and nothing leaves this machine. */
  notice: string;
  /** Slack workspaces, in the order to offer them. */
  slack: SlackTeamView[];
  /** Microsoft tenants, in the order to offer them (one). */
  teams: TenantView[];
}

export interface PersonView {
  id: string;
  name: string;
  /** The name a mention is typed with: `@` + this. Unique within the workspace or tenant. */
  handle: string;
  title: string;
  email: string;
  /** Two letters to draw instead of a picture. */
  initials: string;
  /** A CSS colour for the drawn picture, of enough contrast with white letters. */
  colour: string;
  bot: boolean;
}

export interface SlackTeamView {
  id: string;
  name: string;
  domain: string;
  people: PersonView[];
  bot: PersonView;
  /** What the app registered: offered in the composer, in the lightning menu and in each message's menu. */
  commands: { command: string; description: string; hint: string }[];
  globalShortcuts: SlackShortcutView[];
  messageShortcuts: SlackShortcutView[];
}
export interface SlackShortcutView {
  callbackId: string;
  name: string;
  description: string;
}

export interface TabView {
  id: string;
  name: string;
  path: string;
}

export interface TenantView {
  id: string;
  name: string;
  people: PersonView[];
  bot: PersonView;
  /** The command list shown when the bot is mentioned or its chat is open. */
  commands: { title: string; description: string; scopes: ('personal' | 'team' | 'groupChat')[]; prompt?: string }[];
  /** The app's personal tabs, by the path at which this machine has them. */
  tabs: TabView[];
  /** Search commands of the message extension, offered in the composer. */
  searches: { commandId: string; title: string; description: string; parameter: string; parameterTitle: string }[];
  /** Action commands of the message extension. `contexts` says where to offer each. */
  actions: {
    commandId: string;
    title: string;
    description: string;
    contexts: ('compose' | 'message' | 'commandBox')[];
    fetchTask: boolean;
  }[];
}

// --------------------------------------------------------------------------------------------------------------- Slack

/** `GET /playground/api/slack/snapshot?team=T…&as=U…`: the workspace as one person sees it. */
export interface SlackSnapshot {
  team: string;
  as: string;
  conversations: SlackConversationView[];
  /** Open modals, the lowest first; the last is the one to show. */
  modals: SlackViewView[];
  /** The App Home as the bot last published it for this person; null before the first. */
  home: SlackViewView | null;
}

export interface SlackConversationView {
  id: string;
  /** `app`: the direct messages with the bot (its Messages tab). `im`: a direct message with a person. */
  kind: 'channel' | 'private' | 'im' | 'app';
  /** Without the `#`; of a direct message the other person's name. */
  name: string;
  topic: string;
  archived: boolean;
  /** Whether `as` is a member; channels one is not in are listed too when they are public. */
  member: boolean;
  botIsMember: boolean;
  members: string[];
  /** Messages after the last one read, own ones not counted; thread replies not counted. */
  unread: number;
  /** Among the unread: those that mention `as`, and everything in direct messages. */
  mentions: number;
  /** `ts` of the newest message, or null. */
  latest: string | null;
}

/**
 * `GET /playground/api/slack/messages?team=T…&as=U…&channel=C…[&thread=<ts>][&before=<ts>][&limit=<1…200>]`
 * Without `thread`: the top-level messages, oldest first, the newest `limit` of those before `before`.
 * With `thread`: the root, then every reply. Ephemeral messages for `as` are among them.
 */
export interface SlackMessagesView {
  messages: SlackMessageView[];
  more: boolean;
}

export interface SlackMessageView {
  channel: string;
  ts: string;
  /** The `ts` of the thread's root when this is a reply; absent on a root. */
  thread?: string;
  /** A person of the cast, the bot, or USLACKBOT. */
  user: string;
  text: string;
  /** Slack Block Kit, as sent. Messages typed by people carry one `rich_text` block. */
  blocks?: unknown[];
  attachments?: unknown[];
  files?: FileView[];
  time: string;
  edited: boolean;
  /** "This message was deleted." shown in place of a root that still has replies. */
  tombstone: boolean;
  /** `channel_join` and the like: drawn as a quiet line. */
  subtype?: string;
  /** Only `as` sees it; drawn with "Only visible to you". */
  ephemeral: boolean;
  replyCount: number;
  replyUsers: string[];
  latestReply?: string;
  reactions: { name: string; users: string[] }[];
  permalink: string;
}

export interface FileView {
  id: string;
  name: string;
  mimetype: string;
  size: number;
  url: string;
}

/** A modal or App Home as Slack would give it to its client. `blocks`, `title`, `submit` and `close` are Block Kit, as sent. */
export interface SlackViewView {
  id: string;
  hash: string;
  type: 'modal' | 'home';
  callbackId: string;
  title?: unknown;
  submit?: unknown;
  close?: unknown;
  blocks: unknown[];
  /** What was last typed and sent, so that a reload keeps it. Shape of `SlackValues`. */
  values: SlackValues;
  /** Set by the last submission that the bot refused, by block id. */
  errors: Record<string, string>;
  submitDisabled: boolean;
}

/**
 * `view.state.values` in Slack's own shape: block id, then action id, then the element's state, such as
 * `{ "type": "plain_text_input", "value": "…" }`, `{ "type": "static_select", "selected_option": { "text": …, "value": "…" } }`,
 * `{ "type": "multi_static_select" | "checkboxes", "selected_options": […] }`, `{ "type": "users_select", "selected_user": "U…" }`,
 * `{ "type": "multi_users_select", "selected_users": […] }`, `{ "type": "channels_select", "selected_channel": "C…" }`,
 * `{ "type": "conversations_select", "selected_conversation": "C…" }`, `{ "type": "radio_buttons", "selected_option": … }`,
 * `{ "type": "datepicker", "selected_date": "2026-11-23" }`, `{ "type": "timepicker", "selected_time": "10:00" }`,
 * `{ "type": "datetimepicker", "selected_date_time": 1795409982 }`, `{ "type": "rich_text_input", "rich_text_value": … }`.
 * Elements the person has not touched may be left out: the server fills in their initial value.
 */
export type SlackValues = Record<string, Record<string, { type: string; [key: string]: unknown }>>;

/** `POST /playground/api/slack/act`: one thing that a person does. The answer is `SlackActAnswer`. */
export interface SlackActRequest {
  team: string;
  as: string;
  act: SlackAct;
}

export type SlackAct =
  /**
   * Post as typed: `*bold*`, `_italic_`, `~strike~`, `` `code` ``, fences, `> quote`, `- list`, `1. list`, links and `:emoji:` become
   * rich text as Slack's composer makes it; `@handle`, `@channel` and `#channel-name` become mentions; anything else is literal.
   * To write to the bot use the conversation of kind `app`. A text that begins with a registered slash command is sent as `command`
   * (not in threads, as in Slack).
   */
  | {
      kind: 'post';
      channel: string;
      thread?: string;
      text: string;
      files?: { name: string; mimetype?: string; size?: number }[];
    }
  | { kind: 'edit'; channel: string; ts: string; text: string }
  | { kind: 'delete'; channel: string; ts: string }
  /** Add the reaction, or take it back when it is there. `name` without colons. */
  | { kind: 'react'; channel: string; ts: string; name: string }
  /** A slash command; `text` is what follows it. Answers of the bot arrive as messages. */
  | { kind: 'command'; channel: string; command: string; text: string }
  | { kind: 'globalShortcut'; callbackId: string }
  | { kind: 'messageShortcut'; callbackId: string; channel: string; ts: string }
  /**
   * Use a button, menu, picker or checkbox in a message, a modal or the home. `element` is the element as the bot sent it (its `type`,
   * `action_id`, and for a button its `value`), with its new state in Slack's shape (`selected_option` …). `values`: the state of the
   * other inputs of the same message or view.
   */
  | {
      kind: 'press';
      on: SlackSurface;
      blockId: string;
      element: { type: string; action_id: string; [key: string]: unknown };
      values?: SlackValues;
    }
  /** What a person typed into an `external_select`; the answer's `options` are to be offered. Wait 300 ms after the last key. */
  | { kind: 'suggest'; on: SlackSurface; blockId: string; actionId: string; query: string }
  | { kind: 'submit'; view: string; values: SlackValues }
  /** The cross or the close button. `all`: the whole stack is thrown away. */
  | { kind: 'close'; view: string; all?: boolean }
  /** Open the app's page. `tab` home shows `home`, messages the conversation of kind `app`. */
  | { kind: 'openHome'; tab: 'home' | 'messages' }
  /** Everything up to `ts` (or the newest) is read. */
  | { kind: 'read'; channel: string; ts?: string }
  | { kind: 'join' | 'leave'; channel: string }
  /** Bring a person or the bot into a channel one is in. */
  | { kind: 'invite'; channel: string; user: string }
  /** Open (or find) the direct message with a person; the answer's `channel` names it. */
  | { kind: 'openIm'; user: string };

export type SlackSurface =
  | { in: 'message'; channel: string; ts: string }
  /** A modal or the home. */
  | { in: 'view'; view: string };

export interface SlackActAnswer {
  ok: true;
  /** The `ts` of the posted message. */
  ts?: string;
  channel?: string;
  /** For `suggest`, Slack's option objects or groups. */
  options?: unknown[];
  optionGroups?: unknown[];
  /** For `submit`: what became of the view. `errors` are by block id; `failed`: the bot did not answer, the form stays with what was typed. */
  view?: 'closed' | 'cleared' | 'errors' | 'updated' | 'pushed' | 'failed';
  errors?: Record<string, string>;
  /** What Slack would say when the bot did not answer within three seconds, such as `/guild failed with the error "operation_timeout"`. */
  failed?: string;
}

// --------------------------------------------------------------------------------------------------------------- Teams

/** `GET /playground/api/teams/snapshot?tenant=…&as=<person id>`: the tenant as one person sees it. */
export interface TeamsSnapshot {
  tenant: string;
  as: string;
  teams: TeamView[];
  chats: ChatView[];
  /** The open dialog of this person, or null. */
  dialog: DialogView | null;
}

export interface TeamView {
  id: string;
  name: string;
  /** Whether the app is installed in the team. */
  installed: boolean;
  /** The switch: false means that the owner has not consented, and the bot hears only messages that mention it. */
  consented: boolean;
  channels: TeamsChannelView[];
}
export interface TeamsChannelView {
  id: string;
  name: string;
  unread: number;
  mentions: number;
}

export interface ChatView {
  id: string;
  /** `bot`: the personal chat with the bot. `group`: several people and the bot. `person`: two people, the bot not in it. */
  kind: 'bot' | 'group' | 'person';
  name: string;
  members: string[];
  installed: boolean;
  /** Of a group chat, as for a team; true elsewhere. */
  consented: boolean;
  unread: number;
  mentions: number;
}

/**
 * `GET /playground/api/teams/messages?tenant=…&as=…&conversation=<channel or chat id>[&root=<id>][&before=<id>][&limit=<1…200>]`
 * For a channel: `posts`, oldest first, each with its replies. For a chat: each message is a post without replies.
 * Targeted messages for `as` are among them.
 */
export interface TeamsMessagesView {
  posts: TeamsPostView[];
  more: boolean;
}
export interface TeamsPostView {
  message: TeamsMessageView;
  replies: TeamsMessageView[];
}

export interface TeamsMessageView {
  conversation: string;
  id: string;
  /** The id of the post that it replies to; absent on a post. */
  root?: string;
  from: string;
  /** What to show: HTML that the server made and cleaned (p, br, strong, em, s, code, pre, ul, ol, li, blockquote, a, span.at). */
  html: string;
  /** The plain text, for editing. */
  text: string;
  /** What its card is about, in one line: for who does not see it. '' where the sender did not say. */
  summary: string;
  /** Adaptive Cards and others, as sent, but with the card that this person is to see (an Action.Execute may have replaced it for them alone). */
  attachments: TeamsAttachmentView[];
  /** Whether the attachments are laid out side by side. */
  carousel: boolean;
  files: FileView[];
  time: string;
  edited: boolean;
  /** "This message has been deleted." */
  deleted: boolean;
  /** Only `as` sees it. */
  targeted: boolean;
  /** Whether the text has the label for generated content. */
  aiGenerated: boolean;
  suggestedActions: { title: string; value: string }[];
  reactions: { type: string; users: string[] }[];
  /** Set when the card asks to be refreshed for `as`: send `refreshCard` once when it comes into view. */
  refresh: boolean;
}
export interface TeamsAttachmentView {
  /** `application/vnd.microsoft.card.adaptive` and so on. */
  contentType: string;
  content: unknown;
  name?: string;
}

/** A dialog (task module): a card, or an address to show. */
export interface DialogView {
  id: string;
  title: string;
  height: number | 'small' | 'medium' | 'large';
  width: number | 'small' | 'medium' | 'large';
  card?: unknown;
  url?: string;
  /** A plain message in place of the form, after a submission that was answered with one. The dialog can only be closed. */
  message?: string;
}

/** `POST /playground/api/teams/tab-token`: what the Teams client gives the app's tab of somebody. The answer is `TabTokenView`. */
export interface TeamsTabRequest {
  tenant: string;
  as: string;
}
export interface TabTokenView {
  token: string;
}

/** `POST /playground/api/teams/act`. The answer is `TeamsActAnswer`. */
export interface TeamsActRequest {
  tenant: string;
  as: string;
  act: TeamsAct;
}

export type TeamsAct =
  /**
   * Post as typed; `**bold**`, `_italic_`, `~~strike~~`, `` `code` ``, fences, `> quote`, `- list`, `1. list` become formatting, `@handle` a mention.
   * `root` makes it a reply (channels only). `card`: attached by a search command (a `SearchResultView.preview`'s full card).
   */
  | {
      kind: 'post';
      conversation: string;
      root?: string;
      text: string;
      files?: { name: string; mimetype?: string; size?: number }[];
      card?: TeamsAttachmentView;
    }
  | { kind: 'edit'; conversation: string; id: string; text: string }
  | { kind: 'delete'; conversation: string; id: string }
  /** Take back a deletion of one's own message. */
  | { kind: 'undelete'; conversation: string; id: string }
  | { kind: 'react'; conversation: string; id: string; type: string }
  /** Action.Execute of a card. `action` as in the card (verb, data, title, id); `inputs` are the card's inputs by id. */
  | {
      kind: 'execute';
      conversation: string;
      id: string;
      action: { verb?: string; data?: unknown; title?: string; id?: string };
      inputs: Record<string, string>;
    }
  /**
   * Action.Submit of a card in a message. With `data.msteams.type` of `task/fetch` it opens a dialog, `messageBack` and `imBack` post,
   * anything else is a message to the bot with a `value`.
   */
  | { kind: 'submit'; conversation: string; id: string; data: unknown; inputs: Record<string, string> }
  /** The card asked to be refreshed for this person (see `TeamsMessageView.refresh`). */
  | { kind: 'refreshCard'; conversation: string; id: string }
  /** Submit in the open dialog: `data` of the button, `inputs` of the card. An Action.Execute in a dialog is sent the same way, with its `verb`. */
  | { kind: 'dialogSubmit'; dialog: string; data: unknown; inputs: Record<string, string>; verb?: string }
  | { kind: 'dialogClose'; dialog: string }
  /** A search command of the message extension: the answer has `results`. */
  | { kind: 'search'; conversation: string; root?: string; commandId: string; parameter: string; query: string }
  /** A result was picked: the bot may answer with a fuller card (composeExtension/selectItem) in `results`. */
  | { kind: 'select'; conversation: string; tap: unknown }
  /** An action command, of the composer or (with `message`) of a message: opens a dialog. */
  | { kind: 'messageAction'; conversation: string; commandId: string; message?: string; root?: string }
  /** Typeahead in an Input.ChoiceSet with `choices.data`: the answer has `choices`. */
  | { kind: 'typeahead'; conversation: string; id?: string; dialog?: string; dataset: string; query: string }
  | { kind: 'read'; conversation: string; id?: string }
  /** The switch "this team has consented" (a team's or a group chat's id). */
  | { kind: 'consent'; of: string; granted: boolean }
  /** Install or remove the app in a team, a group chat or the person's own chat. */
  | { kind: 'install' | 'uninstall'; in: string };

export interface SearchResultView {
  /** What to list. */
  preview: TeamsAttachmentView;
  /** What to attach when it is picked. */
  card: TeamsAttachmentView;
  /** When the preview has a tap of type invoke: send it with `select` first. */
  tap?: unknown;
}

export interface TeamsActAnswer {
  ok: true;
  id?: string;
  /** The dialog that is now open; null when it closed. Absent when nothing changed. */
  dialog?: DialogView | null;
  results?: SearchResultView[];
  /** A sentence to show instead of results, or after an Action.Execute. */
  message?: string;
  choices?: { title: string; value: string }[];
  /** What Teams would say when the bot did not answer: "Unable to reach app. Please try again." */
  failed?: string;
}

// ----------------------------------------------------------------------------------------------------------- the wire

/** `GET /playground/api/wire`: the last calls between the stand-ins and the bot, newest first. No bodies, no text. */
export interface WireView {
  calls: WireCall[];
}
export interface WireCall {
  seq: number;
  time: string;
  platform: 'slack' | 'teams';
  /** `out`: signed delivery to the bot. `in`: a call that the bot made. */
  direction: 'out' | 'in';
  /** `event app_mention`, `chat.postMessage`, `invoke task/fetch`, `PUT activity` … */
  what: string;
  /** HTTP status, or 0 when there was no answer. Of a Slack API call that was refused, 200 with `error`. */
  status: number;
  error?: string;
  ms: number;
  /** Which try of a delivery this was, from 1. */
  attempt: number;
}

// --------------------------------------------------------------------------------------------------------------- live

/**
 * `GET /playground/live?slack=<team>:<person>&teams=<tenant>:<person>`: server-sent events (either may be absent or repeated).
 * Only what those people may see is sent. Every `data:` is one `LiveEvent`; the SSE event name is always `message`. A comment line comes
 * every 15 s. After a reconnection the first event is again `hello`: fetch the snapshots anew (`run` tells whether the server restarted).
 */
export type LiveEvent =
  | { type: 'hello'; run: string }
  /** A message was posted, changed, got a reply or a reaction: put it in place of the one with the same channel and ts. */
  | { type: 'slack.message'; team: string; as: string; message: SlackMessageView }
  | { type: 'slack.removed'; team: string; as: string; channel: string; ts: string; thread?: string }
  /** A conversation's row changed (unread, members, name) or is new. */
  | { type: 'slack.conversation'; team: string; as: string; conversation: SlackConversationView }
  /** The whole stack of open modals, the lowest first. */
  | { type: 'slack.modals'; team: string; as: string; modals: SlackViewView[] }
  | { type: 'slack.home'; team: string; as: string; home: SlackViewView }
  | { type: 'teams.message'; tenant: string; as: string; message: TeamsMessageView }
  | { type: 'teams.removed'; tenant: string; as: string; conversation: string; id: string; root?: string }
  /** A chat or channel's row or a team's switch changed: the lists of the snapshot, without the messages. */
  | { type: 'teams.lists'; tenant: string; as: string; teams: TeamView[]; chats: ChatView[] }
  | { type: 'teams.dialog'; tenant: string; as: string; dialog: DialogView | null }
  /** The bot is writing (a typing activity, or Slack's status). */
  | { type: 'typing'; platform: 'slack' | 'teams'; as: string; conversation: string; thread?: string; text: string }
  | { type: 'wire'; call: WireCall };
