/** How far the sense of a session is made: what the engine asks before it goes on, what still blocks it in words, and what is asked for once. */
import type { Key } from '../../core/translate.ts';
import type { Work } from '../../core/work.ts';
import type { SessionRecord } from '../record.ts';
import type { Standing } from '../session.ts';
import { isDone } from './queue.ts';
import type { Counts, Topic } from './records.ts';
import { isMakingSense } from './rights.ts';

/**
 * Whether something that went well is still to be talked about: required of the group where anybody wrote such a thing, and
 * done once a topic of what to keep has an outcome, or a reason for having none.
 */
const needsStrength = ({ worked, keepDone }: Counts): boolean => worked > 0 && !keepDone;

export async function standing(w: Work, { id }: SessionRecord): Promise<Partial<Standing>> {
  const counts = await w.sessions.sense.counts(id);
  // Where one is among those to be talked about first, it is counted with them.
  const besides = needsStrength(counts) && counts.undiscussedKeeps === 0 ? 1 : 0;
  return { unplaced: counts.unplaced, undiscussed: counts.undiscussed + besides };
}

export interface Blocking {
  readonly unplaced: number;
  readonly suggested: number;
  /** To be talked about first, without an outcome or a reason. */
  readonly topics: readonly Topic[];
  readonly needsStrength: boolean;
}

/** What keeps it from going on. */
export async function blocking(w: Work, session: string): Promise<Blocking> {
  const counts = await w.sessions.sense.counts(session);
  const topics = await w.sessions.sense.topics(session);
  return {
    unplaced: counts.unplaced,
    suggested: counts.suggested,
    topics: topics.filter((topic) => topic.state === 'accepted' && topic.priority && !isDone(topic)),
    needsStrength: needsStrength(counts),
  };
}

/** What whoever presses Next is asked for once, where nothing keeps it from going on; a second press goes on. */
export async function nextAsks(w: Work, session: SessionRecord): Promise<Key | null> {
  if (!isMakingSense(session)) return null;
  const counts = await w.sessions.sense.counts(session.id);
  if (!counts.keepDone) return 'review.sense.next-balance';
  return counts.uncovered > 0 ? 'review.sense.next-uncovered' : null;
}
