/** What follows for communities when people turn out to be one or two, or are shown under another name. */
import type { FactOf } from '../core/facts.ts';
import type { Work } from '../core/work.ts';
import { newcomersOf } from './joining.ts';

/** What names them is drawn again, and their home page. */
export async function redraw(w: Work, fact: FactOf<'AuthorChanged' | 'PeopleJoined' | 'PeopleParted'>): Promise<void> {
  for (const person of 'other' in fact ? [fact.person, fact.other] : [fact.person]) {
    await w.refresh([...(await w.communities.naming(person)), `home:${person}`]);
    for (const { community, joinedAt } of await w.communities.memberships(person)) {
      const newcomers = await newcomersOf(w, community, joinedAt);
      if (newcomers) await w.refresh(newcomers);
    }
  }
}
