/** Groups short texts by likeness. The same texts give the same groups, in whatever order they come. */
import { joinAlike } from './join.ts';
import { likenessOf } from './likeness.ts';
import { groupMany } from './many.ts';
import { type Token, tokensIn } from './tokens.ts';

export interface How {
  /** How many groups; found where it is absent. Fewer come out where there are fewer different texts. */
  readonly groups?: number;
  /** Where chance begins. */
  readonly seed?: number;
}

/** Up to so many different texts, each is compared with each; more have enough words in common to learn from. */
export const FEW = 400;
/**
 * The least mean likeness at which a few texts are one group. Chosen on review-inputs-development.json alone.
 */
export const ALIKE = 0.1;
const SEED = 1;

/** A label for each text, from 0 on without gaps, in the order of the groups' first texts. */
export function groupTexts(texts: readonly string[], how: How = {}): readonly number[] {
  const distinct = differentIn(texts);
  const labels =
    distinct.texts.length <= FEW
      ? groupFew(distinct.texts, how.groups)
      : groupMany(distinct.texts, how.groups, how.seed ?? SEED);
  const numbers = new Map<number, number>();
  return distinct.of.map((at) => {
    const label = labels[at] ?? 0;
    const number = numbers.get(label) ?? numbers.size;
    numbers.set(label, number);
    return number;
  });
}

const groupFew = (texts: readonly (readonly Token[])[], groups: number | undefined): ArrayLike<number> =>
  groups === undefined ? joinAlike(likenessOf(texts), 1, ALIKE) : joinAlike(likenessOf(texts), groups);

export interface Different {
  /** The different ones, by their words, in the alphabet's order. */
  readonly texts: readonly (readonly Token[])[];
  /** For each text that was handed in, which of them it is. */
  readonly of: readonly number[];
}

/** Texts of the same words, in the same order, are one text. */
export function differentIn(texts: readonly string[]): Different {
  const tokens = texts.map(tokensIn);
  const keys = tokens.map((text) => text.map(({ word }) => word).join(' '));
  const byKey = new Map(keys.map((key, at) => [key, tokens[at] ?? []]));
  const sorted = [...byKey.keys()].sort();
  const number = new Map(sorted.map((key, at) => [key, at]));
  return { texts: sorted.map((key) => byKey.get(key) ?? []), of: keys.map((key) => number.get(key) ?? 0) };
}
