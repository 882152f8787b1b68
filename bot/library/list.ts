/** What is in the library: the newest, those of a community, or those that somebody's words find. */
import type { Turn } from '../core/feature.ts';
import type { InboundOf } from '../core/inbound.ts';
import { mayBeOutside, Unchecked } from '../core/me.ts';
import { type Reply, tell } from '../core/reply.ts';
import { searchesTooFast, tooFastCard } from '../words/searching.ts';
import type { Item } from './item.ts';
import type { Needs } from './needs.ts';
import { isId } from './readable.ts';
import { type Listing, listCard } from './views.ts';

const LISTED = 10;
/** Of somebody's words so many are looked for. */
const LOOKED_FOR = 100;

/** `library`: of the channel's community where there is one; `library <community>`; `library <words>`. */
export async function listByCommand(turn: Turn<InboundOf<'command'>>, needs: Needs): Promise<Reply> {
  const { w, me, event } = turn;
  const words = event.text.trim().slice(0, LOOKED_FOR);
  if (words === '') {
    const here = event.where === 'channel' ? await needs.channelAt(w, event.in) : null;
    return here && here.mode !== 'off' && (await needs.mayRead(w, me, here.community, event.in))
      ? listOf(turn, needs, here.community)
      : listAll(turn, needs);
  }
  const named = await needs.named(w, me, words);
  if (named !== null && (await needs.mayRead(w, me, named.id, event.in))) return listOf(turn, needs, named.id);
  return listFound(turn, needs, words);
}

/** The button: of a community, or of all. */
export async function listByButton(turn: Turn<InboundOf<'action'>>, needs: Needs): Promise<Reply> {
  const { w, me, event } = turn;
  const of = event.value;
  return isId(of) && (await needs.mayRead(w, me, of, event.in)) ? listOf(turn, needs, of) : listAll(turn, needs);
}

async function listOf(turn: Turn, needs: Needs, community: string): Promise<Reply> {
  const { w, me, t } = turn;
  const name = await needs.communityName(w, community);
  const items = await w.library.newest(me, { community, limit: LISTED });
  const addTo = (await needs.isArchived(w, community)) ? null : community;
  return show(turn, needs, items, {
    title: t('library.title-of', { community: name }),
    none: t('library.none-of', { community: name }),
    addTo,
  });
}

async function listAll(turn: Turn, needs: Needs): Promise<Reply> {
  const { w, me, t } = turn;
  // To somebody who was not checked yet it would be said that there is nothing.
  if (me.unchecked === true) throw new Unchecked();
  const items = await w.library.newest(me, { limit: LISTED });
  return show(turn, needs, items, {
    title: t('library.title'),
    none: t('library.none'),
    addTo: mayBeOutside(me) ? null : '',
  });
}

async function listFound(turn: Turn, needs: Needs, words: string): Promise<Reply> {
  const { w, me, t } = turn;
  if (me.unchecked === true) throw new Unchecked();
  if (await searchesTooFast(w, me.person)) return tell(tooFastCard(turn, words));
  const items = await w.library.those(me, await needs.find(w, me, words, LISTED));
  return show(turn, needs, items, {
    title: t('library.title-for', { words }),
    none: t('library.none-for', { words }),
    addTo: mayBeOutside(me) ? null : '',
  });
}

async function show(
  { w, t }: Turn,
  needs: Needs,
  items: readonly Item[],
  listing: Omit<Listing, 'items'>,
): Promise<Reply> {
  const named: (Item & { communityName: string })[] = [];
  for (const item of items) named.push({ ...item, communityName: await needs.communityName(w, item.community) });
  return tell(listCard(t, { ...listing, items: named }, w.now));
}
