/** What was asked before, and answered: for somebody who is about to ask. */
import type { Block } from '../core/card.ts';
import type { Turn } from '../core/feature.ts';
import { Unchecked } from '../core/me.ts';
import { plain, type Text } from '../core/text.ts';
import { isSmall, saysLittle, tokensIn } from '../text/tokens.ts';
import { heading, note } from '../words/fragments.ts';
import { findBest } from './find.ts';
import type { Known } from './found.ts';
import { foundBlocks } from './known-views.ts';
import type { Offer } from './needs.ts';

/** So many can be read before one asks. */
const SHOWN = 3;
/**
 * What is less alike is not shown: of questions that nobody had answered nine in ten get nothing from here on. From 0.18 on it
 * would be seven in ten, and hardly one more would be found (the curve that `npm run bench:quality` prints).
 */
const ALIKE = 0.25;
/** Of a text of any length so much is looked for, and of each answer so much is looked through for why. */
const LOOKED_FOR = 3_000;
const LOOKED_THROUGH = 2_000;
/** Of somebody's words so many say why. */
const REASONS = 4;

/** At most three that this person may read, the best first; none is better than a wrong one. */
export async function knownFor({ w, me }: Pick<Turn, 'w' | 'me'>, text: Text): Promise<readonly Known[]> {
  const words = plain(text).slice(0, LOOKED_FOR);
  const known: Known[] = [];
  for (const question of await findBest(w, me, words, ALIKE)) {
    if (question.answers === 0) continue;
    const replies = (await w.questions.replies(question.id)).filter(({ counts }) => counts);
    const answer = replies.find(({ id }) => id === question.accepted) ?? replies[0];
    if (answer === undefined) continue;
    known.push({ question, answer, shared: sharedWords(words, [question.text, answer.text]) });
    if (known.length === SHOWN) break;
  }
  return known;
}

/** By its ids. */
export const picked = ({ question, answer }: Known) => ({
  question: question.id,
  reply: answer.id,
  community: question.community,
});

/** For somebody who looks for something, above the communities that may know. */
export async function answersTo(turn: Turn, words: string, offer: Offer): Promise<readonly Block[]> {
  // To somebody who was not checked yet it would be said that there is nothing.
  if (turn.me.unchecked === true) throw new Unchecked();
  const known = await knownFor(turn, words);
  return known.length > 0
    ? [...foundBlocks(turn.t, known, turn.me.organisation), ...(await offer(turn, { words }, known.map(picked)))]
    : [heading(turn.t('known.found-title')), note(turn.t('known.found-none'))];
}

/** As they were typed, each once. */
function sharedWords(typed: string, said: readonly Text[]): readonly string[] {
  const there = new Set(said.flatMap((text) => tokensIn(plain(text).slice(0, LOOKED_THROUGH)).map(({ stem }) => stem)));
  const shared = new Map<string, string>();
  for (const { word, stem } of tokensIn(typed))
    if (!isSmall(word) && !saysLittle(stem) && there.has(stem) && !shared.has(stem)) shared.set(stem, word);
  return [...shared.values()].slice(0, REASONS);
}
