/** What would make an event ours: decided here, looked up in one indexed read, with nothing written. */
import type { Hears, Inbound, InboundOf } from './inbound.ts';
import { looksLikeQuestion } from './question-like.ts';
import { type ConversationRef, type MessageRef, refKey } from './ref.ts';
import { plain } from './text.ts';

/** The event is ours when its workspace is and any of the others holds. */
export interface Interest {
  readonly platform: string;
  readonly workspace: string;
  /** Said to us: no more to look up. */
  readonly always: boolean;
  /** Content keys of messages and threads: ours where one is kept, is a source of ours, or was posted by us. */
  readonly keys: readonly string[];
  /** A lane: ours while a message of ours is on its way there and its key is not yet known, so that no early reply is missed. */
  readonly lane: string | null;
  /** A place: ours where it is bound; with `hears`, only where something else is remembered. */
  readonly place: { readonly ref: ConversationRef; readonly hears: Hears | null } | null;
  /** A place where somebody asks something of nobody in particular: ours where questions are suggested there. */
  readonly asks?: ConversationRef;
  /** Accounts: ours where we know one. */
  readonly account: string | null;
}

/** Said to us, or in a thread: of all that is talked in channels, what may well be ours. */
export const isLikely = ({ always, lane }: Interest): boolean => always || lane !== null;

export function interestOf(event: Inbound): Interest {
  const none = { keys: [], lane: null, place: null, account: null };
  const base = { platform: event.in.platform, workspace: event.workspace };
  switch (event.kind) {
    case 'command':
    case 'action':
    case 'submission':
    case 'shortcut':
    case 'search':
    case 'home':
    case 'feedback':
      return { ...base, ...none, always: true };
    case 'message':
    case 'edited': {
      const { message, thread } = event.said;
      const asks = isAsking(event) ? { asks: event.in } : {};
      return { ...base, ...none, always: event.addressed, ...inThread(event, message, thread), ...asks };
    }
    case 'deleted': {
      const { addressed = false, message, thread } = event;
      return { ...base, ...none, always: addressed, ...inThread(event, message, thread) };
    }
    case 'member':
      return { ...base, ...none, always: false, place: { ref: event.in, hears: null } };
    case 'person':
      return { ...base, ...none, always: false, account: event.who.id };
    case 'place':
      if (event.change === 'added' || event.change === 'moved') return { ...base, ...none, always: true };
      return {
        ...base,
        ...none,
        always: false,
        place: { ref: event.in, hears: event.change === 'hears' ? event.hears : null },
      };
  }
}

/** Said at the top of a channel to nobody in particular, and looks like a question. */
export const isAsking = (event: Inbound): event is InboundOf<'message'> =>
  event.kind === 'message' &&
  event.where === 'channel' &&
  !event.addressed &&
  event.said.author !== 'bot' &&
  event.said.message.key === event.said.thread.key &&
  looksLikeQuestion(plain(event.said.text));

/** Only what is said in a thread can be under a message of ours. */
const inThread = (event: Inbound, message: MessageRef, thread: MessageRef): Pick<Interest, 'keys' | 'lane'> => ({
  keys: [message.key, thread.key],
  lane: message.key === thread.key ? null : refKey(event.in),
});
