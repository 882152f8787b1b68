/** What follows when points are shown: those of what happened stand among the facts, and topics are suggested by likeness. A person decides about each. */
import type { Work } from '../../core/work.ts';
import { suggestTopics } from '../../text/topics.ts';
import { phaseOf } from '../method.ts';
import { methodOf } from '../methods/index.ts';
import type { SessionRecord } from '../record.ts';
import { kindOf } from './grouping.ts';
import { SENSE } from './rights.ts';
import { inOrder, told } from './status.ts';

/** Points of what happened that are no facts yet become some: proposed, and named after nobody. Safe to do twice. */
export async function takeUpFacts(w: Work, session: string): Promise<void> {
  const points = await w.sessions.sense.newFacts(session);
  const facts = points.map(({ id, text, evidence }) => ({ ...told(text), evidence, contribution: id, by: null }));
  await w.sessions.sense.addFacts(session, inOrder(facts));
}

/** The same with suggestions of topics, in a method that has a phase for them. */
export async function takeUp(w: Work, session: SessionRecord): Promise<void> {
  await takeUpFacts(w, session.id);
  if (phaseOf(methodOf(session.method), SENSE) === null) return;
  const points = await w.sessions.sense.toSuggest(session.id);
  // What was shown before and is in no topic was looked at: it is suggested with something new alone.
  const newest = Math.max(...points.map(({ round }) => round));
  // What went well and what did not are never one topic: the one is to keep, the other to change.
  const halves = [
    points.filter(({ question }) => question === 'worked'),
    points.filter(({ question }) => question !== 'worked'),
  ];
  const topics = halves.flatMap((half) =>
    suggestTopics(half.map(({ text }) => text)).map(({ members, title, why }) => {
      const own = members.flatMap((at) => half[at] ?? []);
      const kind = kindOf(own.map(({ question }) => question));
      return { title: titled(title), kind, why, points: own };
    }),
  );
  await w.sessions.sense.suggest(
    session.id,
    topics
      .filter(({ points: own }) => own.some(({ round }) => round === newest))
      .map((topic) => ({ ...topic, points: topic.points.map(({ id }) => id) })),
  );
}

/** Words as a title: the first with a capital. */
function titled(words: readonly string[]): string {
  const title = words.join(', ');
  return title.slice(0, 1).toUpperCase() + title.slice(1);
}
