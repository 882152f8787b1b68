/** What the Slack-like window knows, and how each live event changes it. Pure: no requests, no clock. */
import type {
  LiveEvent,
  SlackConversationView,
  SlackMessageView,
  SlackSnapshot,
  SlackViewView,
} from '../../api-types.ts';
import type { Said } from '../ui/notice.tsx';

/** What is open: a conversation, perhaps a thread of it, and for the app which of its tabs. */
export interface SlackPlace {
  conversation: string;
  thread?: string;
  tab: 'home' | 'messages' | 'about';
}

export interface MessageList {
  state: 'loading' | 'ready' | 'failed';
  messages: SlackMessageView[];
  /** Whether older ones can be asked for. */
  more: boolean;
}

export interface SlackState {
  team: string;
  as: string;
  ready: boolean;
  conversations: SlackConversationView[];
  modals: SlackViewView[];
  home: SlackViewView | null;
  place: SlackPlace | null;
  lists: Record<string, MessageList>;
  /** Who is writing where: the text by `listKey`. */
  typing: Record<string, string>;
  /** A sentence over the window, about something that went wrong or was done. */
  said: Said | null;
}

export const emptySlack = (team: string, as: string): SlackState => ({
  team,
  as,
  ready: false,
  conversations: [],
  modals: [],
  home: null,
  place: null,
  lists: {},
  typing: {},
  said: null,
});

/** Under which name a conversation's or a thread's messages are kept. */
export const listKey = (conversation: string, thread?: string): string =>
  thread ? `${conversation}/${thread}` : conversation;

const byTs = (a: SlackMessageView, b: SlackMessageView): number => (a.ts < b.ts ? -1 : a.ts > b.ts ? 1 : 0);

/** The message in place of the one with its `ts`, or among the others in order. */
export function put(messages: SlackMessageView[], message: SlackMessageView): SlackMessageView[] {
  const at = messages.findIndex((other) => other.ts === message.ts);
  if (at >= 0) return messages.with(at, message);
  return [...messages, message].sort(byTs);
}

/** What was fetched, with what the live stream brought meanwhile, which is newer. */
export const merge = (fetched: SlackMessageView[], heard: SlackMessageView[]): SlackMessageView[] =>
  heard.reduce(put, fetched);

function inList(state: SlackState, key: string, change: (list: MessageList) => MessageList): SlackState {
  const list = state.lists[key];
  return list ? { ...state, lists: { ...state.lists, [key]: change(list) } } : state;
}

function withMessage(state: SlackState, message: SlackMessageView): SlackState {
  const add = (list: MessageList): MessageList => ({ ...list, messages: put(list.messages, message) });
  const isReply = message.thread !== undefined && message.thread !== message.ts;
  const { [listKey(message.channel, message.thread)]: _, ...typing } = state.typing;
  const quiet = { ...state, typing };
  if (isReply) return inList(quiet, listKey(message.channel, message.thread), add);
  return inList(inList(quiet, listKey(message.channel), add), listKey(message.channel, message.ts), add);
}

function without(state: SlackState, channel: string, ts: string): SlackState {
  const drop = (list: MessageList): MessageList => ({
    ...list,
    messages: list.messages.filter((message) => message.ts !== ts),
  });
  return Object.keys(state.lists)
    .filter((key) => key === channel || key.startsWith(`${channel}/`))
    .reduce((next, key) => inList(next, key, drop), state);
}

function withConversation(state: SlackState, row: SlackConversationView): SlackState {
  const at = state.conversations.findIndex((other) => other.id === row.id);
  const conversations = at >= 0 ? state.conversations.with(at, row) : [...state.conversations, row];
  return { ...state, conversations };
}

export const withSnapshot = (state: SlackState, snapshot: SlackSnapshot): SlackState => ({
  ...state,
  ready: true,
  conversations: snapshot.conversations,
  modals: snapshot.modals,
  home: snapshot.home,
});

/** The state after an event; the same state when the event is not for these eyes. */
export function applySlack(state: SlackState, event: LiveEvent): SlackState {
  if (event.type === 'typing') {
    if (event.platform !== 'slack' || event.as !== state.as) return state;
    return { ...state, typing: { ...state.typing, [listKey(event.conversation, event.thread)]: event.text } };
  }
  if (!('team' in event) || event.team !== state.team || event.as !== state.as) return state;
  switch (event.type) {
    case 'slack.message':
      return withMessage(state, event.message);
    case 'slack.removed':
      return without(state, event.channel, event.ts);
    case 'slack.conversation':
      return withConversation(state, event.conversation);
    case 'slack.modals':
      return { ...state, modals: event.modals };
    case 'slack.home':
      return { ...state, home: event.home };
  }
}
