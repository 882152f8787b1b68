/** The core's Chat over all connections: each reference's tenant says whose bot speaks. */
import { type Chat, ChatError } from '../../bot/core/chat.ts';
import type { ConversationRef, MessageRef, UserRef } from '../../bot/core/ref.ts';
import type { Lines } from './lines.ts';
import { readMessage, readRef } from './refs.ts';

/** How long to wait for a tenant that no bot serves now: until an operator has put it right. */
const NOBODY_WAIT_MS = 60_000;

export function chatOf(lines: Lines): Chat {
  const by = async (to: ConversationRef | MessageRef | UserRef): Promise<Chat> => {
    const { tenant } = to.kind === 'message' ? readMessage(to) : readRef(to);
    const line = await lines.of(tenant);
    if (!line) throw new ChatError('busy', 'not_connected', NOBODY_WAIT_MS);
    return line.chat;
  };
  return {
    post: async (to, card, how) => (await by(to)).post(to, card, how),
    update: async (message, card, how) => (await by(message)).update(message, card, how),
    remove: async (message) => (await by(message)).remove(message),
    home: async (user, card) => (await by(user)).home(user, card),
    whoIs: async (user, near) => (await by(user)).whoIs(user, near),
    saysWhoLeft: false,
    roster: async (place) => (await by(place)).roster(place),
    bring: async (user, into) => (await by(into)).bring(user, into),
    takeOut: async (user, from) => (await by(from)).takeOut(user, from),
    isThere: async (user) => (await by(user)).isThere(user),
    able: async (place) => (await by(place)).able(place),
    since: async (thread, after) => (await by(thread)).since(thread, after),
    find: async (row, near, after) => (await by(near)).find(row, near, after),
  };
}
