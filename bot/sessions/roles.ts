/** Who may do what in a session: the one table, asked by the engine on every event. After the table of the methods' own sources. */
import type { Actor, EventName, Role, Session } from './session.ts';

const LEADING: readonly Role[] = ['facilitator', 'deputy'];

/** `due` is nobody's but the clock's. */
const MAY: Readonly<Record<EventName, readonly Role[]>> = {
  schedule: ['creator', ...LEADING],
  edit: ['creator', ...LEADING],
  open: LEADING,
  extend: LEADING,
  next: LEADING,
  reveal: LEADING,
  due: [],
  'ask-again': LEADING,
  'accept-objection': LEADING,
  amend: LEADING,
  close: ['sponsor'],
  reopen: [...LEADING, 'sponsor'],
  pause: [...LEADING, 'sponsor', 'admin'],
  resume: [...LEADING, 'sponsor', 'admin'],
  cancel: ['facilitator', 'sponsor', 'admin'],
  'go-on': LEADING,
};

/** In one that nobody leads, whoever began it does what is left to a facilitator, but for moving it on: two who take part do that. */
export function may(
  { isSelfLed, state }: Pick<Session, 'isSelfLed' | 'state'>,
  event: EventName,
  actor: Actor,
): boolean {
  if (actor === 'time') return event === 'due';
  const { roles } = actor;
  if (isSelfLed && event === 'next') return roles.includes('participant');
  // Nobody has heard of a draft yet: it is whose draft it is.
  if (event === 'cancel' && state === 'draft' && roles.includes('creator')) return true;
  const acting: readonly Role[] = isSelfLed && roles.includes('creator') ? [...roles, 'facilitator'] : roles;
  return MAY[event].some((role) => acting.includes(role));
}
