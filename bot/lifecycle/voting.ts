/** What members decide together: whether a dormant community goes on, and whether an archived one comes back. One choice each, and the last one counts. */
import { Refusal, type Turn } from '../core/feature.ts';
import type { InboundOf } from '../core/inbound.ts';
import { type Reply, tell } from '../core/reply.ts';
import { sentence } from '../words/fragments.ts';
import { choiceOf, type Votes } from './lifecycle.ts';
import { happen } from './moving.ts';
import type { Known, Needs } from './needs.ts';
import type { Event } from './stages.ts';
import { subjectOfLearned, subjectOfVote } from './subjects.ts';
import { decidedCard } from './views.ts';

type Pressed = Turn<InboundOf<'action'>>;

/** Who have to want it back. */
const REVIVERS = 2;

/** What most of all members have decided; null: nothing yet. */
export function decided({ keep, archive, members }: Votes): Extract<Event, 'ended' | 'kept'> | null {
  if (archive * 2 > members) return 'ended';
  return keep * 2 > members ? 'kept' : null;
}

/** The community of a button, for who is in it. @throws Refusal */
export async function joined({ w, me, t }: Pressed, needs: Needs, community: string): Promise<Known> {
  const one = await needs.knownTo(w, me, community);
  if (!one) throw new Refusal(sentence(t, 'words.gone-community'));
  if (!one.isMember) throw new Refusal(sentence(t, 'roles.only-members', { community: one.name }));
  return one;
}

/** A button's value: the community, and what is chosen. */
export async function vote(turn: Pressed, needs: Needs): Promise<Reply> {
  const { w, me, t, event } = turn;
  const [community = '', said = ''] = event.value.split(' ');
  const { id, name } = await joined(turn, needs, community);
  const choice = choiceOf(said);
  const one = await w.lifecycle.hold(id);
  if (!choice || one?.stage !== 'dormant') return tell(decidedCard(t, one ?? { stage: 'active' }, name));
  await w.lifecycle.vote(id, me.person, choice);
  await w.refresh(subjectOfVote(one));
  const outcome = decided(await w.lifecycle.votes(id));
  if (outcome) await happen(w, needs, one, outcome);
  return tell(sentence(t, `lifecycle.voted-${choice}`, { community: name }));
}

/** "Bring it back": the second of two people does it. */
export async function revive(turn: Pressed, needs: Needs): Promise<Reply> {
  const { w, me, t, event } = turn;
  const { id, name } = await joined(turn, needs, event.value);
  const one = await w.lifecycle.hold(id);
  if (one?.stage !== 'archived') return tell(sentence(t, 'lifecycle.back', { community: name }));
  await w.lifecycle.vote(id, me.person, 'revive');
  const { revive: wanted } = await w.lifecycle.votes(id);
  if (wanted >= REVIVERS && (await happen(w, needs, one, 'revived')))
    return tell(sentence(t, 'lifecycle.back', { community: name }));
  await w.refresh(subjectOfLearned(id));
  return tell(sentence(t, 'lifecycle.revive-waits', { community: name }));
}
