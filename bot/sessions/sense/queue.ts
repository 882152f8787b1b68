/** In which order topics are talked about: those with most votes first, then those with most points; a person may put others before. */
import type { Topic } from './records.ts';

export const isDone = ({ outcome, undiscussed }: Pick<Topic, 'outcome' | 'undiscussed'>): boolean =>
  outcome !== null || undiscussed !== null;

/** Those that are still to be talked about first. What was dealt once and left open comes again after the others. */
export const queueOf = (topics: readonly Topic[]): readonly Topic[] =>
  topics
    .filter((topic) => topic.state === 'accepted' && topic.priority && !isDone(topic))
    .sort(
      (a, b) =>
        (a.dealtAt?.getTime() ?? 0) - (b.dealtAt?.getTime() ?? 0) ||
        (b.votes ?? 0) - (a.votes ?? 0) ||
        b.points - a.points ||
        a.place - b.place ||
        (a.id < b.id ? -1 : 1),
    );

/** The one that was dealt last: it is talked about until the next one is. */
export const currentOf = (topics: readonly Topic[]): Topic | null =>
  topics
    .filter((topic) => topic.state === 'accepted' && topic.dealtAt !== null)
    .reduce<Topic | null>(
      (last, one) => (last?.dealtAt && one.dealtAt && last.dealtAt >= one.dealtAt ? last : one),
      null,
    );
