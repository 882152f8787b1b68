/**
 * Which of what was found answers somebody best. Five likenesses, each from 0 to 1, and nothing learned from what it is
 * measured by: four of one weight, and a little for a question that says nothing else. How far one number says that a
 * question is answered: `npm run bench:quality` prints the curve.
 */
import { plain } from '../core/text.ts';
import { sharedTrigrams, trigramsIn } from '../text/trigrams.ts';
import type { Candidate } from './found.ts';

export interface Ranked extends Candidate {
  /** From 0 to 1. */
  readonly score: number;
}

/** A question that says more besides may be about something else. */
const OWN = 0.25;

/** Of a question of any length so much is compared letter by letter. */
const READ = 2_000;

/** The best first. */
export function ranked(words: string, found: readonly Candidate[]): readonly Ranked[] {
  const letters = trigramsIn(words.slice(0, READ));
  return found
    .map((one) => {
      const typed = sharedTrigrams(letters, trigramsIn(plain(one.text).slice(0, READ)));
      return { ...one, score: (one.asked + one.said + one.alike + typed + OWN * one.own) / (4 + OWN) };
    })
    .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));
}
