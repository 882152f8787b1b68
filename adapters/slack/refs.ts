/** Slack's ids as references, and back. Nobody else reads the inside of a reference's id. */
import type { ConversationRef, MessageRef, UserRef } from '../../bot/core/ref.ts';

export const PLATFORM = 'slack';

/*
 * A user's id carries the workspace that the person belongs to; a conversation's the workspace in which the app hears it.
 * A message's id carries both of its conversation and, in a thread, the root; its key is the same whoever heard it.
 */

/** The person `user` of workspace `team`. */
export const userRef = (team: string, user: string): UserRef => ({
  kind: 'user',
  platform: PLATFORM,
  id: `${team}/${user}`,
});

/** The channel, group or direct message as the app in `team` hears it. A user's id stands for the private chat with that user. */
export const conversationRef = (team: string, channel: string): ConversationRef => ({
  kind: 'conversation',
  platform: PLATFORM,
  id: `${team}/${channel}`,
});

/** A message by its timestamp; `root` is the timestamp of its thread's first message, where it is in one. */
export const messageRef = (team: string, channel: string, ts: string, root?: string): MessageRef => ({
  kind: 'message',
  platform: PLATFORM,
  id: root && root !== ts ? `${team}/${channel}/${ts}/${root}` : `${team}/${channel}/${ts}`,
  key: `${channel}/${ts}`,
});

const parts = (id: string): string[] => id.split('/');

export function readUser(ref: UserRef): { team: string; user: string } {
  const [team = '', user = ''] = parts(ref.id);
  return { team, user };
}

export function readConversation(ref: ConversationRef): { team: string; channel: string } {
  const [team = '', channel = ''] = parts(ref.id);
  return { team, channel };
}

/** `root` is the timestamp to reply under: the message's own where it starts a thread. */
export function readMessage(ref: MessageRef): { team: string; channel: string; ts: string; root: string } {
  const [team = '', channel = '', ts = '', root = ts] = parts(ref.id);
  return { team, channel, ts, root };
}

/** Whether an id is a user's and not a conversation's. */
export const isUserId = (id: string): boolean => /^[UW]/.test(id);
