/** Microsoft's ids as references and back. */
import type { ConversationRef, MessageRef, UserRef } from '../../bot/core/ref.ts';

export const PLATFORM = 'teams';
/** Stands for the place of what was done in none: a search bar. */
export const NOWHERE = 'nowhere';

/** A person is their directory id where Microsoft says it: the same in every app, unlike `29:...`. */
export function userRef(tenant: string, account: { id: string; aadObjectId?: string | null | undefined }): UserRef {
  return { kind: 'user', platform: PLATFORM, id: `${tenant}/${account.aadObjectId?.toLowerCase() || account.id}` };
}

/** A channel or chat. `conversation` may carry `;messageid=`: the thread is not part of the place. */
export function conversationRef(tenant: string, conversation: string): ConversationRef {
  return { kind: 'conversation', platform: PLATFORM, id: `${tenant}/${splitThread(conversation).base}` };
}

/** At the end of the id of a message that one person alone sees: it is drawn again and removed by other calls. */
const ASIDE = ';aside';

/**
 * A message. In a channel `root` is the first message of its thread; chats have no threads and `root` is null.
 * The key leaves the tenant out: a shared channel is heard by several.
 */
export function messageRef(
  tenant: string,
  base: string,
  root: string | null,
  message: string,
  aside = false,
): MessageRef {
  const place = root === null ? base : `${base};messageid=${root}`;
  const id = `${tenant}/${place}/${message}${aside ? ASIDE : ''}`;
  return { kind: 'message', platform: PLATFORM, id, key: `${base}/${message}` };
}

/** `19:x@thread.tacv2;messageid=170000` in its two halves. */
export function splitThread(conversation: string): { base: string; root: string | null } {
  const at = conversation.indexOf(';messageid=');
  if (at < 0) return { base: conversation, root: null };
  return { base: conversation.slice(0, at), root: conversation.slice(at + ';messageid='.length) };
}

/** The halves of a user's or a place's id. */
export function readRef(ref: UserRef | ConversationRef): { tenant: string; id: string } {
  const slash = ref.id.indexOf('/');
  return { tenant: ref.id.slice(0, slash), id: ref.id.slice(slash + 1) };
}

/** The parts of a message's id. Tenants and message ids hold no slash; a chat's id may. */
export function readMessage(ref: MessageRef): {
  tenant: string;
  base: string;
  root: string | null;
  message: string;
  aside: boolean;
} {
  const first = ref.id.indexOf('/');
  const last = ref.id.lastIndexOf('/');
  const aside = ref.id.endsWith(ASIDE);
  return {
    tenant: ref.id.slice(0, first),
    message: ref.id.slice(last + 1, aside ? -ASIDE.length : undefined),
    aside,
    ...splitThread(ref.id.slice(first + 1, last)),
  };
}
