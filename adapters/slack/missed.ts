/** A thread as Slack stores it, as what was said, edited and deleted in it after an instant. */
import type { Inbound } from '../../bot/core/inbound.ts';
import { type Shape, shape, string } from './shape.ts';
import type { Hearing } from './translate.ts';
import { readGone, readStored } from './translate-events.ts';

/**
 * A workspace that pays nothing hides what is older than 90 days (slack.com/help/articles/27204752526611): hidden or
 * deleted, that looks the same, so what is nearly as old is never taken for deleted.
 */
const HIDDEN_S = 80 * 24 * 3_600;

export interface ThreadRead {
  readonly channel: string;
  /** What stands in it, the root first where it was read. */
  readonly messages: readonly Shape[];
  /** All of it was read. */
  readonly whole: boolean;
  readonly after: Date;
  /** Keys of messages that were heard in it. */
  readonly known: readonly string[];
}

/** @returns the events by which it would have been heard, in the order of the thread, deletions last */
export function readMissed({ channel, messages, whole, after, known }: ThreadRead, hearing: Hearing): Inbound[] {
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
  const left = new Set(standing.map(([ts]) => ts));
  const gone = whole ? [...heard].filter((ts) => !left.has(ts) && Number(ts) > since - HIDDEN_S) : [];
  return [...events, ...gone.flatMap((ts) => readGone(ts, channel, hearing))];
}

/** Of a message's key: see refs.ts. */
const timestampOf = (key: string): string => key.split('/')[1] ?? '';
