/** What was asked before and answered, or is kept in a library: for somebody who is about to ask. */
import type { Block } from '../core/card.ts';
import type { Turn } from '../core/feature.ts';
import { Unchecked } from '../core/me.ts';
import { plain, type Text } from '../core/text.ts';
import { isSmall, saysLittle, tokensIn } from '../text/tokens.ts';
import { heading, note } from '../words/fragments.ts';
import { LEVELS, type Standing, UNJUDGED } from '../words/standing.ts';
import { findBest } from './find.ts';
import type { Known } from './found.ts';
import { foundBlocks } from './known-views.ts';
import type { Needs } from './needs.ts';
import type { Question, Reply } from './question.ts';

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

/** Where what libraries keep comes from. */
export type FindNeeds = Pick<Needs, 'items' | 'standingsOf'>;

/** At most three that this person may read, the best first; none is better than a wrong one. */
export async function knownFor({ w, me, t }: Turn, needs: FindNeeds, text: Text): Promise<readonly Known[]> {
  const words = plain(text).slice(0, LOOKED_FOR);
  const hits = await findBest({ w, me, t, needs }, words, ALIKE);
  // What a library keeps of a question says what it says.
  const kept = new Map(
    hits.flatMap((hit) => (hit.kind === 'item' ? hit.item.sources.map((id) => [id, hit.item] as const) : [])),
  );
  const known: Known[] = [];
  for (const hit of hits) {
    if (hit.kind === 'item') {
      const { item } = hit;
      if (known.some((one) => one.kind === 'item' && one.item.id === item.id)) continue;
      known.push({ ...hit, shared: sharedWords(words, [item.title, item.text]) });
    } else {
      const { question } = hit;
      if (question.answers === 0) continue;
      // The item stands in the place of the question from which it came.
      const item = kept.get(question.id);
      if (item !== undefined) {
        if (!known.some((one) => one.kind === 'item' && one.item.id === item.id))
          known.push({ kind: 'item', item, shared: sharedWords(words, [item.title, item.text]) });
        if (known.length === SHOWN) break;
        continue;
      }
      const replies = (await w.questions.replies(question.id)).filter(({ counts }) => counts);
      const standings = await needs.standingsOf(
        w,
        replies.map(({ id }) => id),
      );
      const of = (one: Reply): Standing => standings.get(one.id) ?? UNJUDGED;
      // What is not right any more is offered to nobody.
      const right = replies.filter((one) => !of(one).withdrawn);
      const answer = bestOf(right, question, of);
      if (answer === undefined) continue;
      known.push({ ...hit, answer, standing: of(answer), shared: sharedWords(words, [question.text, answer.text]) });
    }
    if (known.length === SHOWN) break;
  }
  return known;
}

/** The one that was marked; else the one that is trusted most, of several the first. */
function bestOf(replies: readonly Reply[], { accepted }: Question, of: (one: Reply) => Standing): Reply | undefined {
  const trust = (one: Reply): number => LEVELS.indexOf(of(one).level);
  const most = Math.max(...replies.map(trust));
  return replies.find(({ id }) => id === accepted) ?? replies.find((one) => trust(one) === most);
}

/** What somebody answered, by its ids. */
export const picked = (known: readonly Known[]) =>
  known.flatMap((one) =>
    one.kind === 'question'
      ? [{ question: one.question.id, reply: one.answer.id, community: one.question.community }]
      : [],
  );

/** For somebody who looks for something, above the communities that may know. */
export async function answersTo(
  turn: Turn,
  needs: FindNeeds & Pick<Needs, 'offer'>,
  words: string,
): Promise<readonly Block[]> {
  // To somebody who was not checked yet it would be said that there is nothing.
  if (turn.me.unchecked === true) throw new Unchecked();
  const known = await knownFor(turn, needs, words);
  return known.length > 0
    ? [...foundBlocks(turn.t, known, turn.me.organisation), ...(await needs.offer(turn, { words }, picked(known)))]
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
