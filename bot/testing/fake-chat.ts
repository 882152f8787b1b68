/** A platform in memory: keeps what the bot posts, and fails when a test says so. */
import type { Card } from '../core/card.ts';
import { type Abilities, type Chat, ChatError, type Profile } from '../core/chat.ts';
import type { Inbound } from '../core/inbound.ts';
import type { ConversationRef, MessageRef, UserRef } from '../core/ref.ts';

export interface Posted {
  readonly ref: MessageRef;
  readonly row: string;
  /** The conversation or person it went to, or the thread it replied in. */
  readonly to: ConversationRef | MessageRef | UserRef;
  readonly only: UserRef | undefined;
  card: Card;
  /** Whether somebody waited for what it shows now. */
  waited: boolean;
  removed: boolean;
}

export interface FakeChat extends Chat {
  readonly posted: Posted[];
  readonly homes: Map<string, Card>;
  readonly profiles: Map<string, Profile>;
  readonly abilities: Map<string, Abilities>;
  /** What `since` gives of a thread, by its key; whatever is not in here has nothing new. */
  readonly missed: Map<string, readonly Inbound[]>;
  /** Everything that was asked of `since`, in order. */
  readonly read: { readonly thread: string; readonly after: Date; readonly known: readonly string[] }[];
  /** Who is in a place, by its id. */
  readonly rosters: Map<string, readonly UserRef[]>;
  /** Who was brought into places and taken out of them, as the bot asked; Slack alone does it. */
  readonly moved: { readonly user: string; readonly place: string; readonly is: 'brought' | 'taken out' }[];
  /** Whether the bot may bring and take out. */
  canMove: boolean;
  /** Accounts that are closed, and those of which it cannot be said. */
  readonly closed: Map<string, true | 'cannot'>;
  /** Whether `since` can read anything. */
  canRead: boolean;
  /** The next calls of this kind throw these, one each. */
  failNext(
    call: 'post' | 'update' | 'remove' | 'find' | 'since' | 'roster' | 'isThere' | 'bring' | 'takeOut' | 'whoIs',
    error: ChatError | Error,
  ): void;
  /** The next posts are done, and then throw these, one each: only the answer is lost. */
  loseAnswer(error: ChatError): void;
  /** Whether `find` can see what was sent. */
  canFind: boolean;
  calls: number;
  /** What it holds now, to be put into another. */
  state(): ChatState;
  put(state: ChatState): void;
}

/** What a platform remembers. */
export type ChatState = Pick<
  FakeChat,
  'posted' | 'homes' | 'profiles' | 'abilities' | 'missed' | 'read' | 'rosters' | 'closed' | 'moved'
> & { readonly posts: number };

export function createFakeChat(platform: string): FakeChat {
  const posted: Posted[] = [];
  /** Ever: a test may clear what was posted, and no id comes twice. */
  let posts = 0;
  const failures: { call: string; error: Error }[] = [];
  const lost: ChatError[] = [];
  const homes = new Map<string, Card>();
  const profiles = new Map<string, Profile>();
  const abilities = new Map<string, Abilities>();
  const missed: FakeChat['missed'] = new Map();
  const read: FakeChat['read'] = [];
  const rosters: FakeChat['rosters'] = new Map();
  const closed: FakeChat['closed'] = new Map();
  const moved: FakeChat['moved'] = [];
  const failing = (call: string) => {
    chat.calls += 1;
    const at = failures.findIndex((failure) => failure.call === call);
    const [failure] = at < 0 ? [] : failures.splice(at, 1);
    if (failure) throw failure.error;
  };
  const find = (message: MessageRef) => posted.find((one) => one.ref.key === message.key && !one.removed);
  const chat: FakeChat = {
    posted,
    homes,
    profiles,
    abilities,
    missed,
    read,
    rosters,
    closed,
    moved,
    // As the adapters are.
    canMove: platform === 'slack',
    canRead: platform === 'slack',
    canFind: true,
    calls: 0,
    failNext(call, error) {
      failures.push({ call, error });
    },
    loseAnswer(error) {
      lost.push(error);
    },
    async post(to, card, { row, only }) {
      failing('post');
      posts += 1;
      const id = `${platform}-post-${posts}`;
      const ref: MessageRef = { kind: 'message', platform, id, key: id };
      posted.push({ ref, row, to, only, card, waited: false, removed: false });
      const error = lost.shift();
      if (error) throw error;
      return ref;
    },
    async update(message, card, how) {
      failing('update');
      const one = find(message);
      if (!one) throw new ChatError('gone', 'no_message');
      one.card = card;
      one.waited = how?.waiting ?? false;
    },
    async remove(message) {
      failing('remove');
      const one = find(message);
      if (one) one.removed = true;
    },
    async home(user, card) {
      homes.set(user.id, card);
    },
    async whoIs(user) {
      failing('whoIs');
      const known = profiles.get(user.id);
      if (!known) throw new ChatError('gone', 'user_not_found');
      return known;
    },
    saysWhoLeft: platform === 'slack',
    async bring(user, into) {
      failing('bring');
      if (!chat.canMove) return 'cannot';
      moved.push({ user: user.id, place: into.id, is: 'brought' });
      return 'done';
    },
    async takeOut(user, from) {
      failing('takeOut');
      if (!chat.canMove) return 'cannot';
      moved.push({ user: user.id, place: from.id, is: 'taken out' });
      return 'done';
    },
    async roster(place) {
      failing('roster');
      const known = rosters.get(place.id);
      if (!known) throw new ChatError('gone', 'never_met');
      return known;
    },
    async isThere(user) {
      failing('isThere');
      const gone = closed.get(user.id);
      return gone === 'cannot' ? gone : !gone;
    },
    async able(place) {
      const known = abilities.get(place.id);
      if (!known) throw new ChatError('gone', 'channel_not_found');
      return known;
    },
    async since(thread, after, known = []) {
      failing('since');
      read.push({ thread: thread.key, after, known });
      return chat.canRead ? (missed.get(thread.key) ?? []) : 'cannot';
    },
    async find(row) {
      failing('find');
      if (!chat.canFind) return 'cannot';
      return posted.find((one) => one.row === row && !one.removed)?.ref ?? 'absent';
    },
    state: () => structuredClone({ posted, homes, profiles, abilities, missed, read, rosters, closed, moved, posts }),
    put(state) {
      const of = structuredClone(state);
      posts = of.posts;
      posted.splice(0, posted.length, ...of.posted);
      read.splice(0, read.length, ...of.read);
      moved.splice(0, moved.length, ...of.moved);
      for (const name of ['homes', 'profiles', 'abilities', 'missed', 'rosters', 'closed'] as const) {
        const mine: Map<string, unknown> = chat[name];
        mine.clear();
        for (const [key, value] of of[name]) mine.set(key, value);
      }
    },
  };
  return chat;
}
