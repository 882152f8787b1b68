/** Two accounts become one person's, and two people's again: what follows, and what both ends are told. */
import { yours } from '../core/attention.ts';
import type { FactOf } from '../core/facts.ts';
import type { Drawer, Turn } from '../core/feature.ts';
import type { InboundOf } from '../core/inbound.ts';
import { type Subject, sameRef } from '../core/ref.ts';
import { type Reply, tell } from '../core/reply.ts';
import type { Work } from '../core/work.ts';
import { sentence } from '../words/fragments.ts';
import type { Joining } from './person.ts';
import { apartCard, joinedCard } from './views.ts';

const subjectOf = (joining: string): Subject => `joining:${joining}`;

/** Makes two accounts one person's and tells both ends. @returns false where they are one already, or an account is closed */
export async function join(w: Work, how: { one: string; other: string; how: Joining['how'] }): Promise<boolean> {
  const joined = await w.people.join(how);
  const joining = joined && (await w.people.joining(joined.joining));
  if (!joined || !joining) return false;
  for (const { ref } of [joining.one, joining.other]) {
    // To both ends, wherever the person would have their messages: one of them may not know of the other.
    await w.show(
      subjectOf(joining.id),
      { to: ref, attention: yours, exactly: true },
      { view: 'people.joined', id: joining.id },
    );
  }
  await w.fact({ fact: 'PeopleJoined', person: joined.person, other: joined.other });
  return true;
}

/** An e-mail says that two accounts are one person's: whether it still does is asked again. */
export async function joinMatched(w: Work, { account }: FactOf<'AccountMatched'>): Promise<void> {
  for (let other = await w.people.match(account); other !== null; other = await w.people.match(account)) {
    if (!(await join(w, { one: other, other: account, how: 'email' }))) return;
  }
}

/** "These are not both mine": `value` is the joining. Either account may. */
export async function part(turn: Turn<InboundOf<'action'>>): Promise<Reply> {
  const { w, me, t, event } = turn;
  const joining = await w.people.joining(event.value);
  if (!joining || (joining.together && joining.one.person !== me.person)) return tell(sentence(t, 'joined.not-there'));
  const parted = await w.people.part(joining.id);
  if (!parted) return tell(sentence(t, 'joined.apart-already'));
  const { person, other, left } = parted;
  await w.fact({ fact: 'PeopleParted', person, other });
  for (const gone of left) await w.fact({ fact: 'PersonLeft', person: gone });
  await w.refresh(subjectOf(joining.id));
  return tell(apartCard(t, joining));
}

/** Told to each end in the account that it is about; once they are apart, that. */
export const joinedView: Drawer = async ({ w, id, to, t }) => {
  const joining = await w.people.joining(id);
  const here = joining && [joining.one, joining.other].find(({ ref }) => sameRef(ref, to));
  if (!joining || !here) return null;
  return joining.together ? joinedCard(t, joining, here) : apartCard(t, joining);
};
