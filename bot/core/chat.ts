/** Speaking without being spoken to: what every platform adapter can do, nothing optional. */
import type { Card } from './card.ts';
import type { Hears, Inbound } from './inbound.ts';
import type { ConversationRef, MessageRef, UserRef } from './ref.ts';

/** What a platform says of a person. */
export interface Profile {
  readonly name: string;
  /** The first name, where the platform says it apart. */
  readonly given?: string;
  readonly email?: string;
  /** An IANA zone. */
  readonly zone?: string;
  /** A BCP 47 tag. */
  readonly locale?: string;
  readonly active: boolean;
  /** A guest of the workspace. */
  readonly guest: boolean;
  /** From another workspace (Slack Connect, a federated tenant). */
  readonly external: boolean;
  readonly title?: string;
  readonly department?: string;
}

/** What can be done in a place, and who can ever open it. */
export interface Abilities {
  readonly name: string;
  readonly hears: Hears;
  /** Replies have threads: a group chat in Teams has none. */
  readonly threads: boolean;
  /** workspace: everyone in it. members: only who is in the place. several: people of several organisations. nobody: unknown. */
  readonly opens: 'workspace' | 'members' | 'several' | 'nobody';
  /** The bot can post here now. */
  readonly present: boolean;
}

export interface Chat {
  /**
   * One new message: in a conversation, as a reply in a message's thread, or to a person in private.
   * `row` is the id of what is owed; it travels in the message's metadata where the platform has any, so that `find` can see it.
   * `only` makes it ephemeral or targeted. `until`: whatever had to come first, it is not sent after that, when another
   * may be sending it. @throws ChatError
   */
  post(
    to: ConversationRef | MessageRef | UserRef,
    card: Card,
    how: { row: string; only?: UserRef; until?: Date },
  ): Promise<MessageRef>;
  /** Draws a posted message again. @param how.waiting whether somebody waits to see it. @throws ChatError */
  update(message: MessageRef, card: Card, how?: { waiting: boolean }): Promise<void>;
  /** Removes a posted message; removing one that is gone is no error. @throws ChatError */
  remove(message: MessageRef): Promise<void>;
  /** The person's home page: Slack publishes it; Teams draws its own when asked. @throws ChatError */
  home(user: UserRef, card: Card): Promise<void>;
  /** @param near where they were met just now: some platforms know people by places. @throws ChatError */
  whoIs(user: UserRef, near?: ConversationRef): Promise<Profile>;
  /** An event says so when an account of a workspace is closed. */
  readonly saysWhoLeft: boolean;
  /** Everybody who is in a place but the bot itself, to the last. @throws ChatError where not all can be had */
  roster(place: ConversationRef): Promise<readonly UserRef[] | 'cannot'>;
  /** Brings somebody into a place; one who is there already is. `cannot`: that is not for the bot to do. @throws ChatError */
  bring(user: UserRef, into: ConversationRef): Promise<'done' | 'cannot'>;
  /** Takes somebody out of a place that members alone can open; one who is not there is out. @throws ChatError */
  takeOut(user: UserRef, from: ConversationRef): Promise<'done' | 'cannot'>;
  /** Whether an account is still there, asked of itself; only where no event says so. @throws ChatError */
  isThere(user: UserRef): Promise<boolean | 'cannot'>;
  /** @throws ChatError */
  able(place: ConversationRef): Promise<Abilities>;
  /**
   * What people said, edited and deleted in a thread after an instant, as the events by which it would have been heard
   * (the same ids), oldest first; only to mend a gap.
   * @param known keys of messages that were heard in it: edits of older ones are told of these alone, and that one of
   *   them is gone is told only where the whole thread could be read
   * @throws ChatError
   */
  since(thread: MessageRef, after: Date, known?: readonly string[]): Promise<readonly Inbound[] | 'cannot'>;
  /** Whether this row's message was sent, looked for near a place. @throws ChatError */
  find(
    row: string,
    near: ConversationRef | MessageRef | UserRef,
    after: Date,
  ): Promise<MessageRef | 'absent' | 'cannot'>;
}

/**
 * Why a platform did not do it. busy: wait and try again. gone: the place, the person or the message is no more.
 * forbidden: not allowed there. fault: the platform or we are broken; tried again a few times.
 */
export class ChatError extends Error {
  readonly reason: 'busy' | 'gone' | 'forbidden' | 'fault';
  readonly retryAfterMs: number;
  /** The platform's short error code, safe to log; never its sentence. */
  readonly code: string;
  /** It may have been done all the same: the answer was lost, not the call. */
  readonly perhaps: boolean;
  /** The platform said that we call too often: whoever calls next would hear the same. */
  readonly throttled: boolean;
  constructor(
    reason: 'busy' | 'gone' | 'forbidden' | 'fault',
    code: string,
    retryAfterMs = 0,
    perhaps = reason === 'fault',
    throttled = false,
  ) {
    super(`chat: ${reason} (${code})`);
    this.reason = reason;
    this.code = code;
    this.retryAfterMs = retryAfterMs;
    this.perhaps = perhaps;
    this.throttled = throttled;
  }
}
