/** From words that somebody typed to the community that they mean, among those that they may see. */
import type { Work } from '../core/work.ts';
import type { Listed, Reader, Wish } from './community.ts';
import { foldName, withoutFillers } from './name.ts';

export type Meant =
  | { readonly meant: 'one'; readonly one: Listed }
  | { readonly meant: 'several'; readonly several: readonly Listed[] }
  | { readonly meant: 'none' };

/** As many as one can choose from in a chat. */
const CHOICES = 10;

/** The very name wins; otherwise the only one that fits; "the licensing community" finds "Licensing officers". */
export async function meant(w: Work, me: Reader, words: string, role?: Wish['role']): Promise<Meant> {
  const folded = foldName(words);
  if (folded === '') return { meant: 'none' };
  for (const tried of new Set([folded, withoutFillers(folded)])) {
    const { communities } = await w.communities.find(me, { words: tried, limit: CHOICES, ...(role ? { role } : {}) });
    const named = communities.filter((one) => one.nameKey === tried);
    const fitting = named.length > 0 ? named : communities;
    const [first] = fitting;
    if (first && fitting.length === 1) return { meant: 'one', one: first };
    if (first) return { meant: 'several', several: fitting };
  }
  return { meant: 'none' };
}

/** Those that a person facilitates and may see from here. */
export async function facilitated(w: Work, me: Reader): Promise<readonly Listed[]> {
  const { communities } = await w.communities.find(me, { role: 'facilitator', limit: CHOICES });
  return communities;
}
