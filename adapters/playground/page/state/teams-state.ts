/** What the Teams-like window knows, and how each live event changes it. Pure: no requests, no clock. */
import type {
  ChatView,
  DialogView,
  LiveEvent,
  TeamsMessageView,
  TeamsPostView,
  TeamsSnapshot,
  TeamView,
} from '../../api-types.ts';
import type { Said } from '../ui/notice.tsx';

export interface PostList {
  state: 'loading' | 'ready' | 'failed';
  posts: TeamsPostView[];
  more: boolean;
}

export interface TeamsState {
  tenant: string;
  as: string;
  ready: boolean;
  teams: TeamView[];
  chats: ChatView[];
  dialog: DialogView | null;
  /** The open channel or chat. */
  place: string | null;
  lists: Record<string, PostList>;
  typing: Record<string, string>;
  said: Said | null;
}

export const emptyTeams = (tenant: string, as: string): TeamsState => ({
  tenant,
  as,
  ready: false,
  teams: [],
  chats: [],
  dialog: null,
  place: null,
  lists: {},
  typing: {},
  said: null,
});

const earlier = (a: TeamsMessageView, b: TeamsMessageView): number =>
  a.time < b.time ? -1 : a.time > b.time ? 1 : a.id < b.id ? -1 : a.id > b.id ? 1 : 0;

function putMessage(messages: TeamsMessageView[], message: TeamsMessageView): TeamsMessageView[] {
  const at = messages.findIndex((other) => other.id === message.id);
  return at >= 0 ? messages.with(at, message) : [...messages, message].sort(earlier);
}

/** The message in its place: a post among the posts, a reply under its post. A reply to a post that is not shown is left out. */
export function putPost(posts: TeamsPostView[], message: TeamsMessageView): TeamsPostView[] {
  const root = message.root && message.root !== message.id ? message.root : undefined;
  if (root) {
    return posts.map((post) =>
      post.message.id === root ? { ...post, replies: putMessage(post.replies, message) } : post,
    );
  }
  const at = posts.findIndex((post) => post.message.id === message.id);
  const present = posts[at];
  if (present) return posts.with(at, { ...present, message });
  return [...posts, { message, replies: [] }].sort((a, b) => earlier(a.message, b.message));
}

/** What was fetched, with what the live stream brought meanwhile, which is newer. */
export function mergePosts(fetched: TeamsPostView[], heard: TeamsPostView[]): TeamsPostView[] {
  return heard.reduce((posts, { message, replies }) => replies.reduce(putPost, putPost(posts, message)), fetched);
}

function inList(state: TeamsState, key: string, change: (posts: TeamsPostView[]) => TeamsPostView[]): TeamsState {
  const list = state.lists[key];
  return list ? { ...state, lists: { ...state.lists, [key]: { ...list, posts: change(list.posts) } } } : state;
}

const without = (posts: TeamsPostView[], id: string): TeamsPostView[] =>
  posts
    .filter((post) => post.message.id !== id)
    .map((post) => ({ ...post, replies: post.replies.filter((reply) => reply.id !== id) }));

export const withSnapshot = (state: TeamsState, snapshot: TeamsSnapshot): TeamsState => ({
  ...state,
  ready: true,
  teams: snapshot.teams,
  chats: snapshot.chats,
  dialog: snapshot.dialog,
});

/** The state after an event; the same state when the event is not for these eyes. */
export function applyTeams(state: TeamsState, event: LiveEvent): TeamsState {
  if (event.type === 'typing') {
    if (event.platform !== 'teams' || event.as !== state.as) return state;
    return { ...state, typing: { ...state.typing, [event.conversation]: event.text } };
  }
  if (!('tenant' in event) || event.tenant !== state.tenant || event.as !== state.as) return state;
  switch (event.type) {
    case 'teams.message': {
      const { [event.message.conversation]: _, ...typing } = state.typing;
      return inList({ ...state, typing }, event.message.conversation, (posts) => putPost(posts, event.message));
    }
    case 'teams.removed':
      return inList(state, event.conversation, (posts) => without(posts, event.id));
    case 'teams.lists':
      return { ...state, teams: event.teams, chats: event.chats };
    case 'teams.dialog':
      return { ...state, dialog: event.dialog };
  }
}

/** What a channel or chat is: its row, its name, and the team it is in. */
export interface TeamsRow {
  id: string;
  name: string;
  unread: number;
  mentions: number;
  team?: TeamView;
  chat?: ChatView;
}

/** Every channel and chat that can be opened. */
export const rowsOf = (state: TeamsState): TeamsRow[] => [
  ...state.chats.map((chat) => ({ id: chat.id, name: chat.name, unread: chat.unread, mentions: chat.mentions, chat })),
  ...state.teams.flatMap((team) => team.channels.map((channel) => ({ ...channel, team }))),
];
