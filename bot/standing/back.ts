/** Standing behind an answer, and no more: one tap each, whoever may read it and is a member. */
import type { Turn } from '../core/feature.ts';
import type { InboundOf } from '../core/inbound.ts';
import { type Reply, tell } from '../core/reply.ts';
import { body, sentence } from '../words/fragments.ts';
import { aboutCard } from './about.ts';
import type { Needs } from './needs.ts';
import { asMember, changed, holdFor } from './open.ts';

/** `value` is the answer. */
export async function back(turn: Turn<InboundOf<'action'>>, needs: Needs): Promise<Reply> {
  const { w, me, t } = turn;
  const opened = await holdFor(turn, needs, turn.event.value, asMember);
  if ('instead' in opened) return tell(opened.instead);
  const { one, part, was } = opened;
  if (part.isAuthor) return tell(sentence(t, 'standing.own'));
  if (await w.standing.back(one.id, me.identity)) await changed(turn, needs, one, was);
  return tell(await aboutCard(turn, needs, one, body(t('standing.backed-now'))));
}

export async function unback(turn: Turn<InboundOf<'action'>>, needs: Needs): Promise<Reply> {
  const { w, me, t } = turn;
  const opened = await holdFor(turn, needs, turn.event.value, asMember, { evenWithdrawn: true });
  if ('instead' in opened) return tell(opened.instead);
  const { one, was } = opened;
  if (await w.standing.unback(one.id, me.person, me.identity)) await changed(turn, needs, one, was);
  return tell(await aboutCard(turn, needs, one, body(t('standing.unbacked-now'))));
}
