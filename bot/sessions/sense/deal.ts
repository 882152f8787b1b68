/** Topics are talked about one at a time: whoever leads deals the next, and its card comes into every thread. */
import { Refusal, type Turn } from '../../core/feature.ts';
import type { InboundOf } from '../../core/inbound.ts';
import { type Reply, tell } from '../../core/reply.ts';
import type { Work } from '../../core/work.ts';
import { sentence } from '../../words/fragments.ts';
import type { Needs } from '../needs.ts';
import type { SessionRecord } from '../record.ts';
import { currentOf, isDone, queueOf } from './queue.ts';
import type { Topic } from './records.ts';
import { holding, mustMakeSense, mustSteer } from './rights.ts';
import { redrawAll, showToAll, subjectOfTopic } from './showing.ts';

/** "Deal the next topic". `value`: the session, and the topic that was talked about when the button was drawn. */
export async function dealNext(turn: Turn<InboundOf<'action'>>, needs: Needs): Promise<Reply> {
  const { w, t, me, event } = turn;
  const [id = '', seen = '-'] = event.value.split('/');
  const here = await holding(turn, needs, id);
  const { session } = here;
  mustMakeSense(t, session);
  mustSteer(t, here);
  if ((await w.sessions.sense.voting(id))?.state === 'open') throw new Refusal(sentence(t, 'review.sense.voting-now'));
  const topics = await w.sessions.sense.topics(id);
  const current = currentOf(topics);
  // Two who lead press at once: the second sees what the first did.
  if (current && current.id !== seen) return tell(sentence(t, 'review.sense.dealt-already', { topic: current.title }));
  const next = queueOf(topics).find((topic) => topic.id !== current?.id);
  if (!next) {
    if (current && !isDone(current)) return tell(sentence(t, 'review.sense.last-open', { topic: current.title }));
    return tell(sentence(t, 'review.sense.none-to-deal'));
  }
  await deal(w, needs, session, next);
  if (current) await w.refresh(subjectOfTopic(current.id));
  await needs.acted(w, me.person, session.community);
  return tell(sentence(t, 'review.sense.dealt', { topic: next.title }));
}

/** What is said below its card is about it, until the next one is dealt. */
export async function deal(w: Work, needs: Needs, session: SessionRecord, topic: Pick<Topic, 'id'>): Promise<void> {
  await w.sessions.sense.deal(topic.id);
  const subject = subjectOfTopic(topic.id);
  await showToAll(w, needs, session, subject, { view: 'sessions.topic', id: topic.id }, subject);
  await redrawAll(w, session.id);
}
