/** English for whoever looks for something: english.json as tables. `everyday` is an A to Z of what people say and what councils call it. */
import tables from './english.json' with { type: 'json' };

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
