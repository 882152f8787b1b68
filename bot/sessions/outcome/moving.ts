/** The one way in which something happens to an action: what its states allow, written down once, with what follows from it. */
import type { Work } from '../../core/work.ts';
import { OFFICE } from '../../words/working-time.ts';
import { type ActionEvent, type ActionState, moveAction } from '../actions.ts';
import { redraw } from '../flow.ts';
import type { Needs } from '../needs.ts';
import type { Action, ActionChange, ActionHappening } from './action.ts';
import { begin, type Clocks, momentsOf } from './follow-up.ts';
import { followActions } from './lesson-life.ts';

interface How {
  /** Null: time. */
  readonly by: string | null;
  readonly why?: string | null;
  readonly changed?: ActionChange;
}

/** @returns the action as it is then; null where that cannot happen now, or the same happened before */
export async function happen(
  w: Work,
  needs: Needs,
  action: Action,
  event: ActionEvent,
  { by, why = null, changed = {} }: How,
): Promise<Action | null> {
  const to = moveAction(action.state, event);
  return (
    to &&
    kept(w, needs, action, { event, to, by, why, changed: { ...stamps(w.now, to), ...changed, state: to }, anew: true })
  );
}

/** The same of what leaves its state as it is. */
export const note = (
  w: Work,
  needs: Needs,
  action: Action,
  event: Exclude<ActionHappening, ActionEvent>,
  { by, why = null, changed = {} }: How,
): Promise<Action | null> => kept(w, needs, action, { event, to: action.state, by, why, changed, anew: false });

async function kept(
  w: Work,
  needs: Needs,
  action: Action,
  what: Required<How> & { event: ActionHappening; to: ActionState; anew: boolean },
): Promise<Action | null> {
  const { outcome } = w.sessions;
  const { event, to, by, why, changed, anew } = what;
  const dueWas = changed.dueOn !== undefined && changed.dueOn !== action.dueOn ? action.dueOn : null;
  // Of two who do the same with what both saw, the second finds it done.
  const cause = `${action.id}/${action.version}/${event}`;
  if (!(await outcome.actionHappened({ cause, action: action.id, event, by, from: action.state, to, why, dueWas })))
    return null;
  await outcome.saveAction(action.id, changed);
  const now = await outcome.action(action.id);
  if (!now) throw new Error('an action is gone while it is changed');
  await plan(w, needs, now, anew || dueWas !== null);
  for (const lesson of new Set([...action.lessons, ...now.lessons])) await followActions(w, lesson);
  await w.refresh([...(await outcome.showingAction(action.id)), `actions-kept:${action.session}`]);
  await redraw(w, action.session);
  return outcome.action(action.id);
}

function stamps(now: Date, to: ActionState): ActionChange {
  switch (to) {
    case 'offered':
      return { offeredAt: now, why: null };
    case 'accepted':
      return { acceptedAt: now };
    case 'said_done':
      return { saidDoneAt: now };
    case 'confirmed':
      return { confirmedAt: now };
    case 'merged':
    case 'dropped':
      return { endedAt: now };
    case 'proposed':
    case 'doing':
    case 'declined':
    case 'blocked':
    case 'orphaned':
      return {};
  }
}

/** When it is looked at next. What is only said of it moves nothing but what has ended. */
async function plan(w: Work, needs: Needs, action: Action, anew: boolean): Promise<void> {
  if (action.endedAt !== null) return w.sessions.outcome.planAction(action.id, action.step, null);
  if (!anew) return;
  const { step, lookAt } = begin(momentsOf({ ...action, step: 0 }, await clocksOf(w, needs, action)), w.now);
  await w.sessions.outcome.planAction(action.id, step, lookAt);
}

/** Whoever has it counts by their own days, everybody else by those of its community. */
export async function clocksOf(w: Work, needs: Needs, action: Action): Promise<Clocks> {
  const community = (await needs.calendarOf(w, action.community)) ?? OFFICE;
  return { community, owner: action.owner ? await needs.personCalendar(w, action.owner.person) : community };
}
