/** WordNet's files as meanings: wordnet.princeton.edu/documentation/wndb5wn says what stands where. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One meaning: the words for it, what it is tied to, and how it is explained. */
export interface Meaning {
  readonly words: readonly string[];
  /** Whether any of the words is written small: others are names. */
  readonly small: boolean;
  /** `from` and `to` are places in the words of this meaning and of the other, counted from 1; 0 is all of them. */
  readonly ties: readonly { readonly kind: string; readonly key: string; readonly from: number; readonly to: number }[];
  readonly gloss: string;
  /** The same with the examples. */
  readonly explained: string;
}

export interface WordNet {
  readonly meanings: ReadonlyMap<string, Meaning>;
  /** Of each word the meanings, as keys, the commonest first in each part of speech. */
  readonly of: ReadonlyMap<string, readonly string[]>;
  /** How often a word was met in a meaning in a text that people tagged; by word and key. */
  readonly met: ReadonlyMap<string, number>;
}

const PARTS = { noun: 'n', verb: 'v', adj: 'a', adv: 'r' } as const;
const LETTERS = ['', 'n', 'v', 'a', 'r', 'a'];

/** @param folder the files data.noun, index.noun and so on */
export function readWordNet(folder: string): WordNet {
  const meanings = new Map<string, Meaning>();
  const of = new Map<string, string[]>();
  const met = new Map<string, number>();
  const linesOf = (file: string): string[] =>
    readFileSync(join(folder, file), 'latin1')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('  '));
  for (const [part, letter] of Object.entries(PARTS)) {
    for (const line of linesOf(`data.${part}`)) meanings.set(`${letter}${line.slice(0, 8)}`, meaningOf(line));
    for (const line of linesOf(`index.${part}`)) {
      const fields = line.trim().split(' ');
      const keys = fields.slice(4 + Number(fields[3]) + 2).map((offset) => `${letter}${offset}`);
      of.set(fields[0] ?? '', [...(of.get(fields[0] ?? '') ?? []), ...keys]);
    }
  }
  for (const line of linesOf('index.sense')) {
    const [sense = '', offset = '', , count] = line.split(' ');
    const [word = '', rest = ''] = sense.split('%');
    const key = `${word} ${LETTERS[Number(rest[0])]}${offset}`;
    met.set(key, (met.get(key) ?? 0) + Number(count));
  }
  return { meanings, of, met };
}

function meaningOf(line: string): Meaning {
  const [head = '', explained = ''] = line.split(' | ');
  const fields = head.split(' ');
  const count = Number.parseInt(fields[3] ?? '0', 16);
  const raw = Array.from({ length: count }, (_, at) => (fields[4 + 2 * at] ?? '').replace(/\(.*/, ''));
  const first = 4 + 2 * count;
  const ties = Array.from({ length: Number(fields[first]) }, (_, at) => {
    const [kind = '', offset = '', part = '', places = ''] = fields.slice(first + 1 + 4 * at, first + 5 + 4 * at);
    const from = Number.parseInt(places.slice(0, 2), 16);
    const to = Number.parseInt(places.slice(2), 16);
    return { kind, key: `${part === 's' ? 'a' : part}${offset}`, from, to };
  });
  return {
    words: raw.map((word) => word.toLowerCase()),
    small: raw.some((word) => word === word.toLowerCase()),
    ties,
    gloss: explained.split('; "')[0] ?? '',
    explained,
  };
}
