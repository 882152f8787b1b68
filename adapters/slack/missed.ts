/** A thread as Slack stores it, as what was said, edited and deleted in it after an instant. */
import { ChatError } from '../../bot/core/chat.ts';
import type { Inbound } from '../../bot/core/inbound.ts';
import { type Shape, shape, string } from './shape.ts';
import type { Hearing } from './translate.ts';
import { readGone, readStored } from './translate-events.ts';

/**
 * A workspace that pays nothing hides what is older than 90 days (slack.com/help/articles/27204752526611): hidden or
 * deleted, that looks the same, so what is nearly as old is never taken for deleted.
 */
const HIDDEN_S = 80 * 24 * 3_600;

/** So long after its end a second is taken to be over for Slack: its clock and ours need not agree. In milliseconds. */
const OVER_MS = 5_000;

export interface ThreadRead {
  readonly channel: string;
  /** When it was begun to read it, by our clock: what came later need not stand in it. */
  readonly begun: Date;
  /** What stands in it, the root first where it was read. */
  readonly messages: readonly Shape[];
  /** All of it was read. */
  readonly whole: boolean;
  readonly after: Date;
  /** Keys of messages that were heard in it. */
  readonly known: readonly string[];
}

/**
 * Slack counts edits in whole seconds. What is read counts as the last of its second, since it has all that was told of and
 * all that was not; that is so only once the second is over, for what stands there may be edited again within it.
 * @returns the events by which it would have been heard, in the order of the thread, deletions last
 * @throws ChatError `busy` with the wait, where something was edited too shortly before
 */
export function readMissed(read: ThreadRead, hearing: Hearing): Inbound[] {
  const { channel, begun, messages, whole, after, known } = read;
  const since = after.getTime() / 1000;
  const heard = new Set(known.map(timestampOf));
  // Every page may begin with the root.
  const byTs = new Map(messages.map((message) => [string(message, 'ts'), message]));
  const standing = [...byTs].filter(([, message]) => message.subtype !== 'tombstone');
  const events = standing.flatMap(([ts, message]) => {
    const isNew = Number(ts) > since;
    const isEdited = Number(string(shape(message, 'edited'), 'ts')) > since && (isNew || heard.has(ts));
    const { said, edited } = readStored(message, channel, hearing);
    return [...(isNew ? said : []), ...(isEdited ? edited : [])];
  });
  const edits = events.map(({ kind, at }) => (kind === 'edited' ? Date.parse(at) : 0));
  const last = Math.floor(Math.max(0, ...edits) / 1_000);
  const early = (last + 1) * 1_000 + OVER_MS - begun.getTime();
  if (early > 0) throw new ChatError('busy', 'just_edited', early);
  const left = new Set(standing.map(([ts]) => ts));
  const gone = whole ? [...heard].filter((ts) => !left.has(ts) && Number(ts) > since - HIDDEN_S) : [];
  return [...events, ...gone.flatMap((ts) => readGone(ts, channel, hearing))];
}

/** Of a message's key: see refs.ts. */
const timestampOf = (key: string): string => key.split('/')[1] ?? '';
