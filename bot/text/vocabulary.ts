/** Many texts as rows of numbered words, each word with how many texts have it. */

export interface Corpus {
  /** How many different words there are. */
  readonly words: number;
  /** In how many texts each word stands. */
  readonly having: Float64Array;
  readonly rows: readonly Row[];
}

/** The words of one text, each once, with how often it stands there. */
export interface Row {
  readonly words: Int32Array;
  readonly times: Float64Array;
}

/** @param least a word that fewer texts have ties none together and is left out */
export function corpusOf(texts: readonly (readonly string[])[], least: number): Corpus {
  const all = new Map<string, number>();
  for (const text of texts) for (const word of new Set(text)) all.set(word, (all.get(word) ?? 0) + 1);
  // In the alphabet's order: numbers do not depend on which text comes first.
  const kept = [...all].filter(([, having]) => having >= least).sort(([a], [b]) => (a < b ? -1 : 1));
  const number = new Map(kept.map(([word], at) => [word, at]));
  return {
    words: kept.length,
    having: Float64Array.from(kept, ([, having]) => having),
    rows: texts.map((text) => {
      const counted = new Map<number, number>();
      for (const word of text) {
        const at = number.get(word);
        if (at !== undefined) counted.set(at, (counted.get(at) ?? 0) + 1);
      }
      return { words: Int32Array.from(counted.keys()), times: Float64Array.from(counted.values()) };
    }),
  };
}
