/** What may be shown of what a model gave: sentences that say where they stand, stand there, and hold nothing but words. */
import type { Worded } from '../core/writer.ts';
import { DENYING_WORDS, NUMERAL_WORDS } from '../text/english.ts';
import type { Detector } from '../text/private-data.ts';
import { isSmall, saysLittle, stemOf, wordsIn } from '../text/tokens.ts';
import type { Sentence } from './drafted.ts';

/** As much as can be read at a glance. */
export const DRAFT_WORDS = 150;
const MOST_SENTENCES = 8;
const LONGEST = 400;

/** Of the words of a sentence that say something, so many must stand in the answers alone. */
const IN_ANSWER = 1 / 3;
/** A sentence says nothing with fewer. */
const LEAST = 2;

export interface Given {
  readonly number: number;
  readonly asked: string;
  readonly answer: string;
}

/**
 * The rule, for each sentence by itself, however many stand in one text:
 * 1. it names passages that were given, and no other;
 * 2. it is words: a sentence with an address, a mention, an angle bracket or what looks like a link is no sentence;
 * 3. all its words that say something, by their stems, stand in the passages that it names, and at least a third of them in
 *    their answers: what holds a sentence together and what stands in a sentence about anything (bot/text/english.ts) may be its own;
 * 4. every figure, numeral and name in it (a capital letter inside the sentence) stands there, figures in the answers;
 * 5. it denies where the nearest sentence of those answers does, and does not where that does not;
 * 6. it says of nobody how they can be reached or who they are by number.
 * What does not hold is dropped whole; what holds is shown with no word changed but for what nobody sees, and marks of formatting.
 */
export function supported(
  worded: readonly Worded[],
  given: readonly Given[],
  refs: ReadonlyMap<string, number>,
  detector: Detector,
): readonly Sentence[] {
  const passages = given.map(readPassage);
  const kept: Sentence[] = [];
  let room = DRAFT_WORDS;
  for (const { text, refs: named } of worded) {
    const on = [...new Set(named)].map((ref) => refs.get(ref));
    if (on.length === 0 || on.includes(undefined)) continue;
    const resting = passages.filter(({ number }) => on.includes(number));
    for (const sentence of sentencesOf(bare(text))) {
      const { length } = sentence.split(' ');
      if (kept.length === MOST_SENTENCES || length > room || sentence.length > LONGEST) continue;
      if (!isWords(sentence) || !stands(sentence, resting) || detector(sentence).length > 0) continue;
      if (kept.some((one) => one.text === sentence)) continue;
      room -= length;
      kept.push({ text: sentence, on: resting.map(({ number }) => number) });
    }
  }
  return kept;
}

/** Without what nobody sees (joiners, marks of direction, tags, variation selectors, controls), signs of formatting and numbers of its own. */
const bare = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, ' ')
    .replace(/[\p{Cf}\p{Co}\p{Cn}\p{Cs}]|\p{Variation_Selector}/gu, '')
    .replace(/[\s,]*\[(?:p?\d{1,2}[\s,]*)+\](?![(:])/gi, '')
    .replace(/(?<![\p{L}\p{N}])[*_~`#]+|[*_~`]+(?![\p{L}\p{N}])/gu, '')
    .replace(/^\s*[-•>]\s+/, '')
    .replace(/\s+/g, ' ')
    .trim();

const sentencesOf = (text: string): readonly string[] =>
  text
    .split(/(?<=[.!?…]["'”’)]?)\s+(?=\S)/u)
    .map((one) => one.trim())
    .filter((one) => one !== '');

/** No address, mention, markup or code: none of that is ever a word of an answer that was drafted. */
const isWords = (sentence: string): boolean =>
  !/[<>[\]{}|\\@^=`*~#]|:\/\/|\/\/|\bwww\b|&[#\w]+;|!\(|\]\(|\b(?:https?|ftp|mailto|tel|javascript|data):/iu.test(
    sentence,
  ) && !/[\p{L}\p{N}-]\.[\p{L}]{2,}/u.test(sentence.replace(/\b(?:e\.g|i\.e)\./gi, ''));

interface Passage {
  readonly number: number;
  readonly asked: ReadonlySet<string>;
  readonly answer: ReadonlySet<string>;
  /** Each sentence of the answer, with whether it denies something. */
  readonly said: readonly { readonly stems: ReadonlySet<string>; readonly denies: boolean }[];
}

const readPassage = ({ number, asked, answer }: Given): Passage => ({
  number,
  asked: stemsOf(asked),
  answer: stemsOf(answer),
  said: answer.split(/(?<=[.!?])\s+|\n+/).map((one) => ({ stems: stemsOf(one), denies: denies(one) })),
});

const stemsOf = (text: string): ReadonlySet<string> => new Set(wordsIn(text).map(stemOf));

const DENYING = new Set(DENYING_WORDS.split(' '));
const denies = (text: string): boolean => wordsIn(text).some((word) => DENYING.has(word));

const NUMERALS = new Set(NUMERAL_WORDS.split(' '));

function stands(sentence: string, passages: readonly Passage[]): boolean {
  const words = wordsIn(sentence);
  const telling = [...new Set(words.filter((word) => !isSmall(word)).map(stemOf))].filter((stem) => !saysLittle(stem));
  if (telling.length < LEAST) return false;
  const inAnswer = (stem: string): boolean => passages.some(({ answer }) => answer.has(stem));
  const anywhere = (stem: string): boolean => inAnswer(stem) || passages.some(({ asked }) => asked.has(stem));
  const answering = telling.filter(inAnswer).length;
  if (!telling.every(anywhere) || answering / telling.length < IN_ANSWER) return false;
  if (!words.filter((word) => /\p{N}/u.test(word) || NUMERALS.has(word)).every((word) => inAnswer(stemOf(word))))
    return false;
  if (!namesIn(sentence).every((name) => anywhere(stemOf(name)))) return false;
  // A passage that it names and that says nothing of it is named in vain.
  if (!passages.every(({ answer }) => telling.some((stem) => answer.has(stem)))) return false;
  return passages.some((passage) => nearest(passage, telling)?.denies === denies(sentence));
}

/** Words with a capital letter inside a sentence. */
const namesIn = (sentence: string): readonly string[] =>
  sentence
    .split(' ')
    .slice(1)
    .filter((word) => /^["'“‘(]?\p{Lu}/u.test(word))
    .flatMap(wordsIn)
    .filter((word) => !isSmall(word));

/** What a passage says that shares most with these words; of several, that which says least besides. */
function nearest({ said }: Passage, telling: readonly string[]): Passage['said'][number] | undefined {
  const shared = (one: Passage['said'][number]): number => telling.filter((stem) => one.stems.has(stem)).length;
  return [...said].sort((a, b) => shared(b) - shared(a) || a.stems.size - b.stems.size)[0];
}
