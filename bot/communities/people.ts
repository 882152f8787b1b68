/** What follows for communities when people turn out to be one or two, or are shown under another name. */
import type { FactOf } from '../core/facts.ts';
import type { Work } from '../core/work.ts';

/** What names them is drawn again; one person asks once, and is home once. */
export async function redraw(w: Work, fact: FactOf<'AuthorChanged' | 'PeopleJoined' | 'PeopleParted'>): Promise<void> {
  for (const person of 'other' in fact ? [fact.person, fact.other] : [fact.person])
    await w.refresh([...(await w.communities.naming(person)), `home:${person}`]);
}
