/** What of the library others show: items among what was found, and one in a channel. */
import type { Card } from '../core/card.ts';
import type { Turn } from '../core/feature.ts';
import { plain } from '../core/text.ts';
import type { Translate } from '../core/translate.ts';
import type { Work } from '../core/work.ts';
import type { KeptItem } from '../words/kept-item.ts';
import type { Item, Reader } from './item.ts';
import type { Needs } from './needs.ts';
import { isId } from './readable.ts';
import { itemCard, itemStanding } from './views.ts';

const shownFrom = (t: Translate, item: Item, now: Date): KeptItem => ({
  id: item.id,
  community: item.community,
  title: item.title,
  text: plain(item.text) === '' && item.link !== null ? [{ run: 'link', url: item.link, text: item.link }] : item.text,
  owner: item.owner,
  standing: itemStanding(t, item, now),
  changed: item.changedAt,
  sources: item.sources,
});

/** Those that a reader may read and find, in the order of the ids. */
export const items = async (w: Work, me: Reader, t: Translate, ids: readonly string[]): Promise<readonly KeptItem[]> =>
  (await w.library.those(me, ids)).map((item) => shownFrom(t, item, w.now));

/** One, of a button that somebody pressed; null for one that they may not read, or that is withdrawn. */
export const createItem =
  (needs: Needs) =>
  async (turn: Turn, id: string): Promise<KeptItem | null> => {
    const item = await readable(turn, needs, id);
    return item && shownFrom(turn.t, item, turn.w.now);
  };

/** All of one, for everybody in a channel of its community. @param reader the organisation whose channel it is */
export const createItemCard =
  (needs: Needs) =>
  async (turn: Turn, id: string, reader: string | null): Promise<Card | null> => {
    const { w, t } = turn;
    const item = await readable(turn, needs, id);
    return (
      item &&
      itemCard(t, {
        item,
        communityName: await needs.communityName(w, item.community),
        label: await needs.labelIn(w, item.community),
        reader,
        now: w.now,
        may: { edit: false, keep: false },
        quiet: true,
      })
    );
  };

/** It answered somebody, who need not ask. */
export const itemUsed = (w: Work, id: string, person: string): Promise<void> => w.library.use(id, person);

async function readable({ w, me, event }: Turn, needs: Needs, id: string): Promise<Item | null> {
  const item = isId(id) ? await w.library.get(id) : null;
  return item?.state === 'kept' && (await needs.mayRead(w, me, item.community, event.in)) ? item : null;
}
