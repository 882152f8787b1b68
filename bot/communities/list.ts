/** The list of communities: by command, by button, and while somebody types in a form. */
import type { Turn } from '../core/feature.ts';
import type { InboundOf } from '../core/inbound.ts';
import { type Reply, results, tell } from '../core/reply.ts';
import { shorten, type Text } from '../core/text.ts';
import { body, buttons, heading } from '../words/fragments.ts';
import { whereOf } from '../words/how-to.ts';
import { searchesTooFast, tooFastCard, tooFastResults } from '../words/searching.ts';
import { foldName } from './name.ts';
import { joinButton, listCard, members, ROWS } from './views.ts';

/** What a typeahead shows at once. */
const HITS = 20;

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

/** Communities that the asking person may see, their own first. */
export async function search(turn: Turn<InboundOf<'search'>>): Promise<Reply> {
  const { w, me, t, event } = turn;
  if (await searchesTooFast(w, me.person)) return tooFastResults(turn);
  // A form asks for a community to write to; what goes into a message must not name a hidden one there.
  const isForm = event.by === 'form';
  const wish = { words: foldName(event.query), limit: HITS, ...(isForm ? { readable: true as const } : {}) };
  const { communities } = await w.communities.find(me, wish);
  return results(
    communities
      .filter(({ access }) => isForm || access !== 'hidden')
      .map(({ id, name, purpose, members: count }) => ({
        value: id,
        title: name,
        text: shortPurpose(purpose, members(t, count)),
        // What is put into a message is read by whoever is there: the name alone.
        ...(event.by === 'compose'
          ? { card: { summary: name, blocks: [heading(name), body(t('home.intro')), ...buttons(joinButton(t, id))] } }
          : {}),
      })),
  );
}

const shortPurpose = (purpose: string, count: string): string => `${shorten(purpose, 60) as string} · ${count}`;
