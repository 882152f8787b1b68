/** Whom an action's messages go to. Each is grouped with the others of the day, and none is counted: it is what they took on. */
import { duty } from '../../core/attention.ts';
import type { Subject } from '../../core/ref.ts';
import type { View, Work } from '../../core/work.ts';
import type { Needs } from '../needs.ts';
import type { SessionRecord } from '../record.ts';
import type { Action } from './action.ts';
import { leadingOf, sponsorsOf, type Told } from './rights.ts';

/**
 * What a message is about, before its number: an offer, a reminder, something that happened. The number is what it was when
 * it was said: a version, a step, or the place among what happened.
 */
export type Message =
  | `offer-${number}`
  | `again-${number}`
  | `due-${'soon' | 'tomorrow' | 'late'}-${number}`
  | `back-${number}`
  | `news-${number}`
  | `unanswered-${number}`
  | `confirm-${number}`
  | `effect-${number}`;

const subjectOf = (action: string, what: Message): Subject => `action:${action}/${what}`;
const viewOf = (action: string, what: Message): View => ({ view: 'sessions.action', id: `${action}/${what}` });

async function tell(w: Work, action: string, what: Message, told: readonly Told[]): Promise<void> {
  for (const { ref } of told) await w.say(subjectOf(action, what), { to: ref, attention: duty }, viewOf(action, what));
}

/** @returns whether they can be told at all */
export async function tellOwner(w: Work, { id, session, owner }: Action, what: Message): Promise<boolean> {
  const ref = owner && (await w.sessions.setup.accountFor(session, owner.person));
  if (owner && ref) await tell(w, id, what, [{ person: owner.person, ref }]);
  return ref !== null;
}

/** Never its owner: whoever has it does not say whether it is done, or who does it instead. */
export async function tellLeading(
  w: Work,
  needs: Needs,
  session: SessionRecord,
  { id, owner }: Action,
  what: Message,
): Promise<void> {
  await tell(w, id, what, await leadingOf(w, needs, session, owner?.person));
}

export async function tellSponsors(w: Work, { id, session, owner }: Action, what: Message): Promise<void> {
  const sponsors = await sponsorsOf(w, session);
  await tell(
    w,
    id,
    what,
    sponsors.filter(({ person }) => person !== owner?.person),
  );
}

/** What happened last, for whoever leads. */
export async function tellNews(w: Work, needs: Needs, session: SessionRecord, action: Action): Promise<void> {
  const last = (await w.sessions.outcome.actionHistory(action.id)).at(-1);
  if (last) await tellLeading(w, needs, session, action, `news-${last.seq}`);
}
