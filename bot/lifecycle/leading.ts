/** Somebody is found who looks after a community that nobody did; or says that they will not. */
import { Refusal, type Turn } from '../core/feature.ts';
import type { InboundOf } from '../core/inbound.ts';
import { type Reply, replace } from '../core/reply.ts';
import { sentence } from '../words/fragments.ts';
import { askAll, notAlone } from './alone.ts';
import type { Needs } from './needs.ts';
import { joined } from './voting.ts';

type Pressed = Turn<InboundOf<'action'>>;

/** The first who wants to leads it. */
export async function takeLead(turn: Pressed, needs: Needs): Promise<Reply> {
  const { w, me, t, event } = turn;
  const { id, name } = await joined(turn, needs, event.value);
  if (me.outside) throw new Refusal(sentence(t, 'communities.outside', { organisation: me.organisationName }));
  const one = await w.lifecycle.hold(id);
  if (!one?.aloneSince || !(await needs.takeLead(w, me.person, id)))
    return replace(sentence(t, 'lifecycle.lead-over', { community: name }));
  await notAlone(w, id, one.aloneSince);
  return replace(sentence(t, 'lead.yours', { community: name }));
}

/** Whoever was asked first will not: then all are asked. */
export async function notLead(turn: Pressed, needs: Needs): Promise<Reply> {
  const { w, t, event } = turn;
  const { id, name } = await joined(turn, needs, event.value);
  const one = await w.lifecycle.hold(id);
  if (one?.aloneSince && one.aloneStep === 1) {
    await askAll(w, needs, id);
    await w.lifecycle.lookAt(id, w.now);
  }
  return replace(sentence(t, 'lifecycle.not-lead-done', { community: name }));
}
