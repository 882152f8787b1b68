/** "Was this useful?": once for a person, and changed by pressing the other. Who said what is told to nobody. */
import type { Turn } from '../core/feature.ts';
import type { InboundOf } from '../core/inbound.ts';
import { type Reply, tell } from '../core/reply.ts';
import { sentence } from '../words/fragments.ts';
import type { Needs } from './needs.ts';

export async function useful(turn: Turn<InboundOf<'action'>>, needs: Needs): Promise<Reply> {
  const { w, me, t, event } = turn;
  const [id = '', said = ''] = event.value.split(' ');
  const digest = await w.digests.get(id);
  const isKnown = digest?.state === 'posted' && (said === 'yes' || said === 'no');
  if (!isKnown || !(await needs.mayRead(w, me, digest.community, event.in)))
    return tell(sentence(t, 'digest.not-there'));
  await w.digests.vote(digest.id, me.person, said === 'yes');
  return tell(sentence(t, said === 'yes' ? 'digest.thanks-yes' : 'digest.thanks-no'));
}
