/** A text as the words it is compared by: accents folded, in lower case, without endings. */
import { stemmer } from 'stemmer';
import { LITTLE_WORDS, SMALL_WORDS } from './english.ts';

/** A word as it was written, folded, beside its stem. */
export interface Token {
  readonly word: string;
  readonly stem: string;
}

/** Words and numbers, folded, in their order. Addresses of pages are left out: they say where, not what. */
export const wordsIn = (text: string): readonly string[] =>
  text
    .replace(/https?:\S+/gi, ' ')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    // don't and doesn’t are one word each.
    .replace(/(?<=\p{L})['’](?=\p{L})/gu, '')
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu) ?? [];

/** Porter's stem, of English words; of numbers and of one or two letters, themselves. */
export const stemOf = (word: string): string => (word.length > 2 && /^[a-z]+$/.test(word) ? stemmer(word) : word);

export const tokensIn = (text: string): readonly Token[] => wordsIn(text).map((word) => ({ word, stem: stemOf(word) }));

/** Whether a word only holds a sentence together. */
export const isSmall = (word: string): boolean => SMALL.has(word);

/** Whether a word stands in a sentence about anything, in any of its forms. */
export const saysLittle = (stem: string): boolean => LITTLE.has(stem);

const SMALL = new Set(SMALL_WORDS.split(' '));
const LITTLE = new Set(LITTLE_WORDS.split(' ').map(stemOf));
