/** Adding an item: a form for whoever may read the community that keeps it. */
import { words as typedWords } from '../core/card.ts';
import { Refusal, type Turn } from '../core/feature.ts';
import type { InboundOf } from '../core/inbound.ts';
import { ask, invalid, type Reply, tell } from '../core/reply.ts';
import { sentence } from '../words/fragments.ts';
import { addForm, communityField, type Filled, kindIn, readWords } from './form.ts';
import type { Needs } from './needs.ts';
import { wholeFor } from './read.ts';
import { isId, needAlive } from './readable.ts';

/** The button: to a community, or to any. */
export const openAdd = (turn: Turn<InboundOf<'action'>>, needs: Needs): Promise<Reply> =>
  openAddFor(turn, needs, turn.event.value, {});

/** @param community the one that is meant; '' for the channel's, or none */
export async function openAddFor(
  turn: Turn,
  needs: Needs,
  community: string,
  filled: Filled,
  context = '',
): Promise<Reply> {
  const { w, me, t, event } = turn;
  const here = community === '' && event.where === 'channel' ? await needs.channelAt(w, event.in) : null;
  const meant = here?.mode === 'off' ? '' : (here?.community ?? community);
  const isTheirs = isId(meant) && (await needs.mayRead(w, me, meant, event.in));
  if (isTheirs && community !== '') await needAlive(turn, needs, meant);
  const wish =
    isTheirs && !(await needs.isArchived(w, meant)) ? { id: meant, name: await needs.communityName(w, meant) } : null;
  const field = await communityField(turn, needs, wish);
  if (field === null) throw new Refusal(sentence(t, 'library.no-community'));
  const label = wish === null ? null : await needs.labelIn(w, wish.id);
  return ask(addForm(t, { context, community: field, label }, filled));
}

export async function addByForm(turn: Turn<InboundOf<'submission'>>, needs: Needs): Promise<Reply> {
  const { w, me, t, event } = turn;
  const community = typedWords(event.values.community);
  if (!isId(community) || !(await needs.mayRead(w, me, community, event.in)))
    return invalid({ community: t.plain('questions.no-community-chosen') });
  if (await needs.isArchived(w, community))
    return invalid({
      community: t.plain('stage.is-archived', { community: await needs.communityName(w, community) }),
    });
  const kind = kindIn(event.values);
  if (kind === null) return invalid({ kind: t.plain('library.no-kind') });
  const read = readWords(t, kind, event.values, w.now);
  if (read.problems) return invalid(read.problems);
  if (read.words.official !== null && !(await needs.mayVouch(w, me.person, community)))
    return invalid({ official: t.plain('library.official-not-yours') });
  const id = await w.library.add({ ...read.words, community, kind, identity: me.identity, person: me.person });
  await needs.acted(w, me.person, community);
  const item = await w.library.get(id);
  if (item === null) throw new Error('what was just added is not there');
  return tell(await wholeFor(turn, needs, item));
}
