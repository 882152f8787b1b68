/** Communities while somebody types: in a form, in Teams' search extension. Names that begin so come first, then what answers to the words. */
import type { Turn } from '../core/feature.ts';
import type { InboundOf } from '../core/inbound.ts';
import { type Reply, results } from '../core/reply.ts';
import { shorten } from '../core/text.ts';
import { body, buttons, heading } from '../words/fragments.ts';
import { searchesTooFast, tooFastResults } from '../words/searching.ts';
import type { Listed, Ranked } from './community.ts';
import { foldName } from './name.ts';
import { seek } from './seek.ts';
import { enterButton, members } from './views.ts';

/** What a typeahead shows at once. */
const HITS = 20;
/** With fewer names than this, what else answers to the words is looked for. */
const FEW = 5;

/** Communities that the asking person may see, their own first. */
export async function search(turn: Turn<InboundOf<'search'>>): Promise<Reply> {
  const { w, me, t, event } = turn;
  if (await searchesTooFast(w, me.person)) return tooFastResults(turn);
  // A form asks for a community to write to.
  const readable = event.by === 'form';
  const all = await typeahead(turn, event.query.slice(0, 100), readable);
  // What is put into a message is read by whoever is there: the name alone, and of none that is hidden, or that nobody can join.
  const shown =
    event.by === 'compose' ? all.filter(({ access, stage }) => access !== 'hidden' && stage !== 'archived') : all;
  return results(
    shown.map(({ id, name, purpose, access, members: count }) => ({
      value: id,
      title: name,
      text: `${shorten(purpose, 60) as string} · ${members(t, count)}`,
      ...(event.by === 'compose'
        ? {
            card: {
              summary: name,
              blocks: [heading(name), body(t('home.intro')), ...buttons(enterButton(t, { access }, id))],
            },
          }
        : {}),
    })),
  );
}

/**
 * By name as far as it is typed; by meaning too, where names alone say little.
 * @param readable only those in which the person may read
 * @param most how many at once
 */
export async function typeahead(
  { w, me }: Pick<Turn, 'w' | 'me'>,
  typed: string,
  readable: boolean,
  most = HITS,
): Promise<readonly (Listed | Ranked)[]> {
  const wish = { words: foldName(typed), limit: most, ...(readable ? { readable: true as const } : {}) };
  const { communities: named } = await w.communities.find(me, wish);
  if (named.length >= Math.min(FEW, most) || typed.trim() === '') return named;
  const but = named.map(({ id }) => id);
  const sought = await seek(w, me, typed, { limit: most - named.length, readable, but });
  return [...named, ...sought];
}
