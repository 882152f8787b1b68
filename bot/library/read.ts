/** Reading one item. */
import type { Card } from '../core/card.ts';
import type { Turn } from '../core/feature.ts';
import type { InboundOf } from '../core/inbound.ts';
import { type Reply, tell } from '../core/reply.ts';
import type { Item } from './item.ts';
import type { Needs } from './needs.ts';
import { looksAfter, needItem } from './readable.ts';
import { itemCard } from './views.ts';

export async function readItem(turn: Turn<InboundOf<'action'>>, needs: Needs): Promise<Reply> {
  return tell(await wholeFor(turn, needs, await needItem(turn, needs, turn.event.value)));
}

/** All of it, with what this person may do. */
export async function wholeFor(turn: Turn, needs: Needs, item: Item): Promise<Card> {
  const { w, me, t } = turn;
  const isTheirs = await looksAfter(turn, needs, item);
  return itemCard(t, {
    item,
    communityName: await needs.communityName(w, item.community),
    label: await needs.labelIn(w, item.community),
    reader: me.organisation,
    now: w.now,
    may: { keep: isTheirs, edit: isTheirs && !(await needs.isArchived(w, item.community)) },
  });
}
