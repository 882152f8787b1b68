/** How far a lesson has come, as its actions say: somebody took one on, and all are done. Whether it stays so is for people to say. */
import type { Work } from '../../core/work.ts';
import { redraw } from '../flow.ts';
import { type Action, isLive } from './action.ts';
import type { Lifecycle } from './lesson.ts';

/** Nobody has taken it further, or said that it goes no further. */
const FOLLOWING: readonly Lifecycle[] = ['identified', 'being-implemented', 'implemented'];

/** @param actions all that came from it */
export function stageBy(actions: readonly Pick<Action, 'state'>[]): Lifecycle {
  const live = actions.filter(isLive);
  if (live.length > 0 && live.every(({ state }) => state === 'confirmed')) return 'implemented';
  return live.some(isTaken) ? 'being-implemented' : 'identified';
}

const isTaken = ({ state }: Pick<Action, 'state'>): boolean =>
  state === 'accepted' || state === 'doing' || state === 'blocked' || state === 'said_done' || state === 'confirmed';

/** Something happened to an action that came from it. */
export async function followActions(w: Work, id: string): Promise<void> {
  const lesson = await w.sessions.outcome.lesson(id);
  if (!lesson || !FOLLOWING.includes(lesson.lifecycle)) return;
  const lifecycle = stageBy(await w.sessions.outcome.actionsFrom(id));
  if (lifecycle === lesson.lifecycle) return;
  await w.sessions.outcome.saveLesson(id, { lifecycle });
  await redraw(w, lesson.session);
}
