/** Themes in the inputs of a review: a few, short, of one event. Made up for this, grouped by hand before any code, never fitted on. */
import { joinAlike } from '../../text/join.ts';
import { suggestTopics } from '../../text/topics.ts';
import { accuracyOf, nmiOf, pairsOf } from './agreement.ts';

export interface ReviewFigures {
  /** Of all inputs, matched review by review. */
  readonly acc: number;
  /** The mean of the reviews. */
  readonly nmi: number;
  /** Of all pairs that are put together, those that belong together; and of those that belong, the ones that are put. */
  readonly pairPrecision: number;
  readonly pairRecall: number;
}

export interface Review {
  readonly event: string;
  readonly inputs: readonly { readonly text: string; readonly theme: string }[];
}

type Way = (texts: readonly string[], themes: number) => readonly number[];

/** What is measured, and what is plain beside it. */
export const WAYS: Readonly<Record<string, Way>> = {
  suggested,
  'every one alone': (texts) => [...texts.keys()],
  'all together': (texts) => texts.map(() => 0),
  'average link on tf-idf, told how many': (texts, themes) => joinAlike(plainLikeness(texts), themes),
};

/** What is in no topic is a group of its own. */
function suggested(texts: readonly string[]): readonly number[] {
  const labels = [...texts.keys()];
  for (const { members } of suggestTopics(texts)) for (const member of members) labels[member] = members[0] ?? member;
  return labels;
}

export function measureReviews(reviews: readonly Review[], way: Way): ReviewFigures {
  const all = reviews.map(({ inputs }) => {
    const themes = inputs.map(({ theme }) => theme);
    const found = way(
      inputs.map(({ text }) => text),
      new Set(themes).size,
    );
    return { matched: accuracyOf(themes, found) * themes.length, nmi: nmiOf(themes, found), ...pairsOf(themes, found) };
  });
  const sum = (of: (one: (typeof all)[number]) => number): number => all.reduce((total, one) => total + of(one), 0);
  const inputs = reviews.reduce((total, one) => total + one.inputs.length, 0);
  const found = sum((one) => one.found);
  return {
    acc: sum((one) => one.matched) / inputs,
    nmi: sum((one) => one.nmi) / reviews.length,
    // Who puts nothing together puts nothing wrongly together.
    pairPrecision: found === 0 ? 100 : (100 * sum((one) => one.right)) / found,
    pairRecall: (100 * sum((one) => one.right)) / sum((one) => one.true),
  };
}

/** Cosines of words by their rarity; no stems, no small words left out. */
function plainLikeness(texts: readonly string[]): readonly Float64Array[] {
  const words = texts.map((text) => new Set(text.toLowerCase().match(/[a-z0-9]+/g) ?? []));
  const rarity = (word: string): number => Math.log(texts.length / words.filter((text) => text.has(word)).length);
  const length = words.map((text) => Math.hypot(...[...text].map(rarity)));
  return words.map((a, i) =>
    Float64Array.from(words, (b, j) => {
      const shared = [...a].reduce((sum, word) => sum + (b.has(word) ? rarity(word) ** 2 : 0), 0);
      return shared === 0 ? 0 : shared / ((length[i] ?? 1) * (length[j] ?? 1));
    }),
  );
}
