/** The list of communities: by command and by button. */
import type { Turn } from '../core/feature.ts';
import type { InboundOf } from '../core/inbound.ts';
import { type Reply, tell } from '../core/reply.ts';
import type { Text } from '../core/text.ts';
import { whereOf } from '../words/how-to.ts';
import { searchesTooFast, tooFastCard } from '../words/searching.ts';
import { foldName } from './name.ts';
import { listCard, ROWS } from './views.ts';

/** The list as a card. @param said what was just done, above it */
export async function drawList({ w, me, t, event }: Turn, words: string, said?: Text) {
  const found = await w.communities.find(me, { words: foldName(words), purpose: true, limit: ROWS });
  return listCard(t, found, {
    where: whereOf(event),
    words,
    outside: me.outside,
    ...(said === undefined ? {} : { said }),
  });
}

/** With words it is a search. */
export async function list(turn: Turn<InboundOf<'command'>>): Promise<Reply> {
  const words = turn.event.text.trim().slice(0, 100);
  if (words !== '' && (await searchesTooFast(turn.w, turn.me.person))) return tell(tooFastCard(turn, words));
  return tell(await drawList(turn, words));
}

export async function listAgain(turn: Turn<InboundOf<'action'>>): Promise<Reply> {
  return tell(await drawList(turn, ''));
}
