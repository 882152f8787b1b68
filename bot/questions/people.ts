/** What follows for questions when people turn out to be one or two, leave, or are shown under another name. */
import type { FactOf } from '../core/facts.ts';
import type { Work } from '../core/work.ts';
import { refreshAll } from './publish.ts';

/** Nobody answers themselves with another account. */
export async function recount(w: Work, { person, other }: FactOf<'PeopleJoined' | 'PeopleParted'>): Promise<void> {
  for (const id of await w.questions.recount([person, other])) {
    const question = await w.questions.get(id);
    if (question) await refreshAll(w, question);
  }
}

/** Everything that names them is drawn again. */
export async function redraw(w: Work, { person }: FactOf<'AuthorChanged' | 'PersonLeft'>): Promise<void> {
  await w.refresh(await w.questions.naming(person));
}
