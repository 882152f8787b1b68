/** What else may be meant by a word, and how nearly, from WordNet: other words for it, forms made from it, what it is one of, how it is explained. */
import type { WordNet } from './read.ts';

/** How near a tie is: none of these was fitted to anything; each further step is half of the last. */
const SAME = 0.8;
const MADE_FROM_A_SISTER = 0.48;
const ONE_OF = 0.5;
const LIKE = 0.5;
const ABOUT = 0.4;
const EXPLAINS = 0.35;
/** Of a word's meanings so many, the commonest. */
const MEANINGS = 4;

/** What each tie of WordNet's is worth here; others are none. */
const TIES: Readonly<Record<string, { readonly worth: number; readonly words: number }>> = {
  '@': { worth: ONE_OF, words: 9 },
  '&': { worth: LIKE, words: 3 },
  ';c': { worth: ABOUT, words: 2 },
  '#p': { worth: ABOUT, words: 2 },
  '#m': { worth: ABOUT, words: 2 },
  '%p': { worth: ABOUT, words: 2 },
};

/** How often a word was met in any meaning. */
export const metInAll = ({ of, met }: WordNet, word: string): number =>
  (of.get(word) ?? []).reduce((sum, key) => sum + (met.get(`${word} ${key}`) ?? 0), 0);

/** The form of a word under which WordNet has it. */
export function baseOf({ of }: WordNet, word: string): string {
  if (of.has(word)) return word;
  for (const [end, instead] of ENDINGS) {
    const base = word.endsWith(end) ? word.slice(0, -end.length) + instead : '';
    if (of.has(base)) return base;
  }
  return word;
}
const ENDINGS = [
  ['ies', 'y'],
  ['es', ''],
  ['s', ''],
  ['ing', ''],
  ['ing', 'e'],
  ['ed', ''],
  ['ed', 'e'],
] as const;

/**
 * The words that a word is tied to, with their worth from 0 to 1. A meaning counts by how often the word has it.
 * @param says whether a word of an explanation says anything
 */
export function related(net: WordNet, word: string, says: (word: string) => boolean): ReadonlyMap<string, number> {
  const all = (net.of.get(word) ?? []).map((key, at) => ({
    key,
    often: (net.met.get(`${word} ${key}`) ?? 0) + 0.7 / (1 + at),
  }));
  const total = all.reduce((sum, { often }) => sum + often, 0);
  const worth = new Map<string, number>();
  for (const { key, often } of all.sort((a, b) => b.often - a.often).slice(0, MEANINGS)) {
    for (const [other, near] of nearOf(net, word, key, says))
      worth.set(other, (worth.get(other) ?? 0) + (near * often) / total);
  }
  return worth;
}

function nearOf(net: WordNet, word: string, key: string, says: (word: string) => boolean): ReadonlyMap<string, number> {
  const near = new Map<string, number>();
  const meaning = net.meanings.get(key);
  if (!meaning?.small) return near;
  const add = (other: string | undefined, worth: number): void => {
    if (other !== undefined && other !== word && /^[a-z]{3,20}$/.test(other))
      near.set(other, Math.max(near.get(other) ?? 0, worth));
  };
  for (const other of meaning.words) add(other, SAME);
  for (const { kind, key: to, from, to: place } of meaning.ties) {
    const other = net.meanings.get(to);
    const tie = TIES[kind];
    if (kind === '+' || kind === '\\')
      add(other?.words[place - 1], meaning.words[from - 1] === word ? SAME : MADE_FROM_A_SISTER);
    else if (other && tie) {
      for (const one of other.words.slice(0, tie.words)) add(one, tie.worth);
      if (kind !== '@') continue;
      for (const { kind: again, key: further } of other.ties)
        if (again === '@') for (const one of net.meanings.get(further)?.words ?? []) add(one, ONE_OF / 2);
    }
  }
  for (const said of meaning.gloss.toLowerCase().match(/[a-z][a-z']+/g) ?? []) {
    const other = said.replace(/'.*/, '');
    const base = baseOf(net, other);
    // What stands in every other explanation explains little.
    if (says(other) && says(base)) add(other, EXPLAINS / (1 + Math.max(0, Math.log10(1 + metInAll(net, base)) - 1)));
  }
  return near;
}
