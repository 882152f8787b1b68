/** From free words to the right communities: as they are typed, as councils say it, and as they may have been meant. */
import type { Work } from '../core/work.ts';
import type { Ranked, RankedWish, Reader, SoughtWord } from './community.ts';
import { alike, keysOf, MOST, soughtIn } from './words.ts';

/** Misspelt words that are looked up in one search. */
const MISSPELT = 4;
/** Of a text that was written for something else so many words are looked at. */
const WRITTEN = 8;

/**
 * The communities that answer best, of those that the reader may know of.
 * @param wish.written it is a text that was not typed to look for something: slips in it are left as they are
 */
export async function seek(
  w: Work,
  me: Reader,
  typed: string,
  wish: RankedWish & { readonly written?: boolean },
): Promise<readonly Ranked[]> {
  const sought = soughtIn(typed, wish.written === true ? WRITTEN : MOST);
  if (sought.length === 0) return [];
  const first = await w.communities.ranked(me, sought, wish);
  if (wish.written === true) return first.communities;
  const mended = await mend(w, sought, first.lacking);
  return mended === null ? first.communities : (await w.communities.ranked(me, mended, wish)).communities;
}

/** A word of which nothing is found may be a slip. @returns null where nothing can be mended */
async function mend(
  w: Work,
  sought: readonly SoughtWord[],
  lacking: readonly number[],
): Promise<readonly SoughtWord[] | null> {
  const slips = lacking.filter((at) => /^\p{L}{4,24}$/u.test(sought[at]?.typed ?? '')).slice(0, MISSPELT);
  if (slips.length === 0) return null;
  const known = await w.communities.spelled(slips.flatMap((at) => keysOf(sought[at]?.typed ?? '')));
  let any = false;
  const mended = sought.map((one, at) => {
    const meant = slips.includes(at) ? alike(one.typed, known) : [];
    if (meant.length === 0) return one;
    any = true;
    return { ...one, ways: [...one.ways, ...meant] };
  });
  return any ? mended : null;
}
