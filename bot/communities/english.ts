/**
 * English for whoever looks for something: english.json as tables, of which `everyday` is an A to Z of what people say and what councils
 * call it; and related.json, what WordNet ties to a word (bot/testing/related/make.ts; related.license.txt).
 */
import tables from './english.json' with { type: 'json' };
import related from './related.json' with { type: 'json' };

export const english: { readonly nothing: string; readonly little: string } = tables;

/** What councils call it, by the word or pair of words that people say, as they are folded. */
export const EVERYDAY: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries(tables.everyday).map(([said, called]) => [said, called.split(', ')]),
);

/** Each word with all that mean nearly the same, and with forms of it that no stemming brings together. */
export const NEARLY: ReadonlyMap<string, readonly string[]> = (() => {
  const near = new Map<string, Set<string>>();
  for (const line of tables.nearly) {
    const ring = line.split(', ');
    for (const word of ring) {
      const others = near.get(word) ?? new Set<string>();
      for (const other of ring) if (other !== word) others.add(other);
      near.set(word, others);
    }
  }
  return new Map([...near].map(([word, others]) => [word, [...others]]));
})();

/** What WordNet ties to a word or a pair of words, the nearest first, each with how near it is; read when it is first wanted. */
export function relatedTo(said: string): readonly { readonly word: string; readonly near: number }[] {
  tied ??= new Map(related.map((line) => [line.slice(0, line.indexOf(' ')).replace('_', ' '), line]));
  const line = formsOf(said)
    .map((form) => tied?.get(form))
    .find((one) => one !== undefined);
  return (line ?? '')
    .split(' ')
    .slice(1)
    .map((tie) => ({ word: tie.slice(0, -1), near: Number(tie.slice(-1)) / 10 }));
}
let tied: ReadonlyMap<string, string> | undefined;

/** The forms of a word under which WordNet may have it. */
const formsOf = (word: string): readonly string[] => [
  word,
  word.replace(/ies$/, 'y'),
  word.replace(/s$/, ''),
  word.replace(/es$/, ''),
  word.replace(/(ing|ed)$/, ''),
  word.replace(/(ing|ed)$/, 'e'),
  word.replace(/(.)\1(ing|ed)$/, '$1'),
];
