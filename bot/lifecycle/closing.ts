/** A lead's own decisions about a community's life: to give it more time, or to close it. */
import { Refusal, type Turn } from '../core/feature.ts';
import type { InboundOf } from '../core/inbound.ts';
import { type Reply, replace, tell } from '../core/reply.ts';
import { sentence } from '../words/fragments.ts';
import { happen } from './moving.ts';
import type { Known, Needs } from './needs.ts';
import { subjectOfForming } from './subjects.ts';
import { formedCard } from './views.ts';

type Pressed = Turn<InboundOf<'action'>>;

/** The community of a button, for who leads it. @throws Refusal */
async function led({ w, me, t, event }: Pressed, needs: Needs): Promise<Known> {
  const one = await needs.knownTo(w, me, event.value);
  if (!one) throw new Refusal(sentence(t, 'words.gone-community'));
  if (!one.isLead) throw new Refusal(sentence(t, 'lifecycle.only-lead', { community: one.name }));
  return one;
}

/** "Close this community": it is archived at once. */
export async function close(turn: Pressed, needs: Needs): Promise<Reply> {
  const { w, t } = turn;
  const { id, name } = await led(turn, needs);
  const one = await w.lifecycle.hold(id);
  if (one) await happen(w, needs, one, 'closed');
  return tell(sentence(t, 'lifecycle.closed', { community: name }));
}

/** A forming community gets as much time again. */
export async function extend(turn: Pressed, needs: Needs): Promise<Reply> {
  const { w, t } = turn;
  const { id, name } = await led(turn, needs);
  const one = await w.lifecycle.hold(id);
  if (!one) throw new Refusal(sentence(t, 'words.gone-community'));
  // Pressed a second time, it is no more time than that.
  if (one.stage !== 'forming' || !one.told) return replace(formedCard(t, one, name));
  await w.lifecycle.change(id, { clock: w.now, told: false });
  await w.refresh(subjectOfForming(one));
  return replace(formedCard(t, { ...one, clock: w.now }, name));
}
