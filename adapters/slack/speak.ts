/** Speaking on Slack: the core's Chat over the Web API. */
import type { Card } from '../../bot/core/card.ts';
import { type Abilities, type Chat, ChatError } from '../../bot/core/chat.ts';
import type { Inbound } from '../../bot/core/inbound.ts';
import type { Clock } from '../../bot/core/ports.ts';
import type { ConversationRef, MessageRef, UserRef } from '../../bot/core/ref.ts';
import type { Method } from './budget.ts';
import type { ThreadRead } from './missed.ts';
import { isUserId, messageRef, readConversation, readMessage, readUser, userRef } from './refs.ts';
import { cardBlocks, fallback, VIEW } from './render.ts';
import { type Shape, shape, shapes, string, strings } from './shape.ts';
import { WAITING, type Workspaces } from './workspaces.ts';

/** The kind of metadata on every message that carries what is owed; docs.slack.dev/messaging/message-metadata. */
export const METADATA = 'guildhall';
/** How far a history is read at most: pages of this many messages. */
const PAGES = 5;
const PAGE = 200;
/** People on a page of a channel's members, and as many as are read of one channel. */
const MEMBERS = 1_000;
const MOST_MEMBERS = 100_000;

/** A card as the body of a message: its text is never read as markup. */
export const messageBody = (card: Card) => ({
  text: fallback(card),
  blocks: cardBlocks(card),
  mrkdwn: false,
  parse: 'none' as const,
  link_names: false,
});

/** Turns a thread as Slack stores it into the events that were missed in it. @throws ChatError where it is too early to say */
export type Reader = (team: string, thread: ThreadRead) => Promise<readonly Inbound[]>;

/** The Chat of all installed workspaces. */
export function createChat(workspaces: Workspaces, read: Reader, clock: Clock): Chat {
  const { call } = workspaces;

  /** Where a message goes. */
  const target = async (
    to: ConversationRef | MessageRef | UserRef,
  ): Promise<{ team: string; channel: string; root?: string }> => {
    switch (to.kind) {
      case 'message': {
        const { team, channel, root } = readMessage(to);
        return { team, channel, root };
      }
      case 'user': {
        const { team, user } = readUser(to);
        return { team, channel: await workspaces.privateChat(team, user) };
      }
      case 'conversation': {
        const { team, channel } = readConversation(to);
        return { team, channel: isUserId(channel) ? await workspaces.privateChat(team, channel) : channel };
      }
    }
  };

  /** Reads page after page until `look` finds something: 'absent' where all was read, 'cannot' where more is left than is worth reading. */
  const through = async <T>(
    team: string,
    method: Method,
    args: Record<string, unknown>,
    look: (page: readonly Shape[]) => T | undefined,
  ): Promise<T | 'absent' | 'cannot'> => {
    let cursor = '';
    try {
      for (let page = 0; page < PAGES; page += 1) {
        const answer = await call(team, method, { ...args, limit: PAGE, ...(cursor && { cursor }) });
        const found = look(shapes(answer, 'messages'));
        if (found !== undefined) return found;
        cursor = string(shape(answer, 'response_metadata'), 'next_cursor');
        if (cursor === '') return 'absent';
      }
    } catch (error) {
      if (!isUnreadable(error)) throw error;
    }
    return 'cannot';
  };

  /** What the app may not do, for want of a scope or by the workspace's own rules, is no fault. */
  const allowed = async <T>(ask: () => Promise<T>): Promise<T | 'cannot'> => {
    try {
      return await ask();
    } catch (error) {
      if (isUnreadable(error)) return 'cannot';
      throw error;
    }
  };

  /** @param isSo what Slack says where it is so already */
  const moving = async (
    method: 'conversations.invite' | 'conversations.kick',
    place: ConversationRef,
    who: Record<string, string>,
    isSo: string,
  ): Promise<'done' | 'cannot'> => {
    const { team, channel } = readConversation(place);
    try {
      await call(team, method, { channel, ...who });
      return 'done';
    } catch (error) {
      if (!(error instanceof ChatError)) throw error;
      if (error.code === isSo) return 'done';
      // Somebody of another workspace, a guest, a channel where only its owners may: Slack has many words for it.
      if (error.code === 'missing_scope') return 'cannot';
      if (error.reason === 'busy' || error.perhaps) throw error;
      return 'cannot';
    }
  };

  return {
    async post(to, card, how) {
      const { team, channel, root } = await target(to);
      const body = messageBody(card);
      const thread = root ? { thread_ts: root } : {};
      const paid = { waiting: false, ...(how.until && { until: how.until }) };
      if (how.only && to.kind !== 'user') {
        const answer = await call(
          team,
          'chat.postEphemeral',
          {
            channel,
            user: readUser(how.only).user,
            ...thread,
            ...withoutMrkdwn(body),
          },
          paid,
        );
        return messageRef(team, channel, string(answer, 'message_ts'), root);
      }
      const answer = await call(
        team,
        'chat.postMessage',
        {
          channel,
          ...thread,
          ...body,
          unfurl_links: false,
          unfurl_media: false,
          metadata: { event_type: METADATA, event_payload: { row: how.row } },
        },
        paid,
      );
      return messageRef(team, string(answer, 'channel') || channel, string(answer, 'ts'), root);
    },
    async update(message, card, how) {
      const { team, channel, ts } = readMessage(message);
      await call(team, 'chat.update', { channel, ts, ...withoutMrkdwn(messageBody(card)) }, how);
    },
    async remove(message) {
      const { team, channel, ts } = readMessage(message);
      try {
        await call(team, 'chat.delete', { channel, ts });
      } catch (error) {
        if (!(error instanceof ChatError && error.reason === 'gone')) throw error;
      }
    },
    async home(user, card) {
      const { team, user: id } = readUser(user);
      await call(team, 'views.publish', { user_id: id, view: { type: 'home', blocks: cardBlocks(card, VIEW) } });
    },
    whoIs(user) {
      const { team, user: id } = readUser(user);
      return workspaces.profile(team, id, WAITING);
    },
    saysWhoLeft: true,
    async roster(place) {
      const { team, channel } = readConversation(place);
      const bot = await workspaces.botOf(team);
      const people: UserRef[] = [];
      for (let cursor = '', pages = 0; pages < MOST_MEMBERS / MEMBERS; pages += 1) {
        const asked = { channel, limit: MEMBERS, ...(cursor && { cursor }) };
        const page = await allowed(() => call(team, 'conversations.members', asked));
        if (page === 'cannot') return 'cannot';
        for (const id of strings(page, 'members')) if (id !== bot) people.push(userRef(team, id));
        cursor = string(shape(page, 'response_metadata'), 'next_cursor');
        if (cursor === '') return people;
      }
      return 'cannot';
    },
    // docs.slack.dev/reference/methods/conversations.invite
    bring: (user, into) => moving('conversations.invite', into, { users: readUser(user).user }, 'already_in_channel'),
    // docs.slack.dev/reference/methods/conversations.kick
    takeOut: (user, from) => moving('conversations.kick', from, { user: readUser(user).user }, 'not_in_channel'),
    isThere: async () => 'cannot',
    async able(place) {
      const { team, channel } = readConversation(place);
      const id = isUserId(channel) ? await workspaces.privateChat(team, channel, WAITING) : channel;
      return abilities(shape(await call(team, 'conversations.info', { channel: id }, WAITING), 'channel'));
    },
    async since(thread, after, known = []) {
      const { team, channel, root } = readMessage(thread);
      const begun = clock.now();
      const reading = async (from: { oldest?: string }) => {
        const messages: Shape[] = [];
        const args = { channel, ts: root, ...from };
        const end = await through(team, 'conversations.replies', args, (page): undefined => {
          messages.push(...page);
        });
        return { end, messages };
      };
      // All of it, for a message may have been edited or deleted long after it was said; only where that is too much, its end.
      const all = await reading({});
      const isLong = all.end === 'cannot' && all.messages.length > 0;
      const found = isLong ? await reading({ oldest: seconds(after) }) : all;
      if (found.end === 'cannot') return 'cannot';
      return read(team, { channel, begun, messages: found.messages, whole: !isLong, after, known });
    },
    async find(row, near, after) {
      const { team, channel, root } = await target(near);
      const method = root ? 'conversations.replies' : 'conversations.history';
      const args = { ...(root && { ts: root }), channel, oldest: seconds(after), include_all_metadata: true };
      return through(team, method, args, (page) => {
        const found = page.find((message) => {
          const metadata = shape(message, 'metadata');
          return metadata.event_type === METADATA && string(shape(metadata, 'event_payload'), 'row') === row;
        });
        return found && messageRef(team, channel, string(found, 'ts'), string(found, 'thread_ts') || undefined);
      });
    },
  };
}

/** A place that may not be read; so is one for which the app was never given the right to read, while it may post. */
const isUnreadable = (error: unknown): boolean =>
  error instanceof ChatError && (error.reason === 'forbidden' || error.code === 'missing_scope');

/** `mrkdwn` is known to chat.postMessage alone. */
const withoutMrkdwn = ({ mrkdwn: _, ...body }: ReturnType<typeof messageBody>) => body;

/** An instant as Slack's timestamps count, a minute early: its clock and ours need not agree. */
const seconds = (at: Date): string => Math.max(0, at.getTime() / 1000 - 60).toFixed(6);

/** docs.slack.dev/reference/objects/conversation-object */
function abilities(channel: Shape): Abilities {
  const is = (key: string): boolean => channel[key] === true;
  const direct = is('is_im') || is('is_mpim');
  const present = (direct || is('is_member')) && !is('is_archived');
  const several = is('is_ext_shared') || is('is_pending_ext_shared') || is('is_org_shared') || is('is_shared');
  const inside = direct || is('is_private') ? 'members' : is('is_channel') ? 'workspace' : 'nobody';
  return {
    name: string(channel, 'name'),
    hears: present ? 'all' : 'mentions',
    threads: true,
    opens: several ? 'several' : inside,
    present,
  };
}
