/** Sharing a draft with everyone in the channel in which it was asked for, and what people found of it. */
import { Refusal, type Turn } from '../core/feature.ts';
import type { InboundOf } from '../core/inbound.ts';
import { sameRef } from '../core/ref.ts';
import { type Reply, tell } from '../core/reply.ts';
import type { Key } from '../core/translate.ts';
import { sentence } from '../words/fragments.ts';
import { currentFor, currentIn } from './current.ts';
import { subjectOfDraft, subjectOfShared } from './drafted.ts';
import type { Needs } from './needs.ts';

export async function share(turn: Turn<InboundOf<'action'>>, needs: Needs): Promise<Reply> {
  const { w, me, t, event } = turn;
  const refuse = (key: Key): never => {
    throw new Refusal(sentence(t, key));
  };
  const drafted = await w.drafting.get(event.value);
  if (!drafted || drafted.author.person !== me.person || drafted.state !== 'written' || drafted.place === null)
    return refuse('drafting.share-over');
  const { id, place } = drafted;
  if (drafted.shared) return tell(sentence(t, 'drafting.share-done'));
  const readers = await needs.readersBehind(w, drafted.author.ref);
  const own = await currentFor(w, needs, drafted, { me, readers });
  if (own.sentences.length === 0) return refuse('drafting.share-over');
  const channel = await needs.channelAt(w, place);
  if (!channel || channel.mode === 'off' || (await needs.isArchived(w, channel.community)))
    return refuse('drafting.share-unbound');
  // Whoever shares it must be one of those who read there.
  if (!(await needs.mayRead(w, me, channel.community, place))) return refuse('drafting.share-unbound');
  const there = await currentIn(w, needs, drafted, place, channel);
  if (there.sentences.length < own.sentences.length) return refuse('drafting.share-not-all');
  if (!(await w.drafting.share(id))) return refuse('drafting.share-over');
  await w.show(subjectOfShared(id), { to: place }, { view: 'drafting.shared', id });
  await w.refresh(subjectOfDraft(id));
  return tell(sentence(t, 'drafting.share-done'));
}

/** Whether a draft was useful: to who asked for it, and to whoever reads in the channel where it was shared. */
export async function feedback({ w, me, t, event }: Turn<InboundOf<'feedback'>>, needs: Needs): Promise<Reply | null> {
  const [, shared, id = ''] = /^drafted(-shared)?:(.+)$/.exec((await w.shownBy(event.on)) ?? '') ?? [];
  const drafted = id === '' ? null : await w.drafting.get(id);
  if (drafted?.state !== 'written') return null;
  const channel = shared && drafted.place ? await needs.channelAt(w, drafted.place) : null;
  const isTheirs = shared
    ? drafted.place !== null &&
      channel !== null &&
      sameRef(drafted.place, event.in) &&
      (await needs.mayRead(w, me, channel.community, drafted.place))
    : drafted.author.person === me.person;
  if (!isTheirs) return null;
  await w.drafting.vote(id, me.person, event.useful);
  return tell(sentence(t, 'drafting.thanks'));
}
