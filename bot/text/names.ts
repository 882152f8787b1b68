/** Finds people's names in what somebody wrote: whole ones of all who are known, first names and surnames alone of those who take part. */
import type { Folded } from './folded.ts';
import { folded } from './folded.ts';

/** A name by which somebody is known on one of their accounts. */
export interface KnownName {
  readonly name: string;
  /** They have a part in what is written about: their first name alone says who they are. */
  readonly takesPart: boolean;
}

export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Written before a name, and no part of it. */
const TITLES = new Set('dr mr mrs ms miss mx prof professor cllr councillor sir dame lady lord rev revd'.split(' '));

/** Alone, these are months. */
const MONTHS = new Set(['april', 'may', 'june', 'august']);

/** Names that are words as well: alone, they are names only where a capital letter needs another reason than a sentence's beginning. */
const WORDS = new Set(
  `amber angel art ash autumn banks barber bell berry best bill bird bishop black blue bond brook brown bush butcher carpenter carter case
  chance chase church clay cliff close cook cooper cross daisy dale dawn day dean dear dell diamond don dove drew duke faith fall fern field
  fields fish fisher ford forest fox frank france freeman frost gale gardener gay gene ginger glen gold good grace grant gray green grey guy
  hall harmony harper heath heather hill holly holt honey hood hope hunt hunter iris ivy jack jasmine jewel joy justice king knight lake lamb
  lane law lee lilly lily little long love lucky marina mark marsh martin mason mercy miles mill miller moon moor moore mother myrtle nick
  noble norm north olive page park parker pat patience peace pearl penny person piper pitt poppy porter potter power price prince prior
  queen ray read reed rich rob robin rock rod rose ruby rust sandy sharp shepherd short singer sky small smart smith snow south spring star
  steel stone storm strong sue summer sunny swift taylor temple terry tiger tower turner underwood victor violet walker wall ward warden
  waters way weaver webb wells west white wick wild will wise wood woods worth young`.split(/\s+/),
);

interface Word extends Span {
  readonly word: string;
  /** It begins with a capital letter, or is written in letters that have none. */
  readonly capital: boolean;
  readonly begins: boolean;
}

function wordsIn(text: string): readonly Word[] {
  return [...text.matchAll(/\p{L}+(?:['’]\p{L}+)*/gu)].map((match) => {
    const raw = match[0].replace(/['’]s$/i, '');
    const start = match.index;
    const [first = ''] = raw;
    return {
      word: raw.toLowerCase().replace(/['’]/g, ''),
      start,
      end: start + raw.length,
      capital: first.toLowerCase() !== first || first.toUpperCase() === first.toLowerCase(),
      begins: /(^|[.!?:;•\n"“([-]\s*)$/u.test(text.slice(Math.max(0, start - 4), start)),
    };
  });
}

/** Each word once, as the names of those who are known are looked for by. */
export const wordSet = (texts: readonly string[]): readonly string[] => [
  ...new Set(texts.flatMap((text) => wordsIn(folded(text).text).map(({ word }) => word))),
];

/** The words of a name, first name first: of "Verma, Asha (Licensing)" too. */
function partsOf(name: string): readonly string[] {
  const bare = folded(name)
    .text.replace(/[([{].*$/u, '')
    .trim();
  const [surname = '', rest = ''] = bare.split(',');
  return wordsIn(rest.trim() === '' ? surname : `${rest} ${surname}`)
    .map(({ word }) => word)
    .filter((word) => !TITLES.has(word));
}

export type NameFinder = (text: Folded) => readonly Span[];

/** @returns what finds them, in a folded text */
export function findNames(known: readonly KnownName[]): NameFinder {
  /** Surnames, each with the first names that go with it. */
  const whole = new Map<string, Set<string>>();
  const firsts = new Set<string>();
  const surnames = new Set<string>();
  for (const { name, takesPart } of known) {
    const parts = partsOf(name);
    const [first] = parts;
    const last = parts.at(-1);
    if (first === undefined || last === undefined) continue;
    if (parts.length > 1) whole.set(last, (whole.get(last) ?? new Set()).add(first));
    if (!takesPart) continue;
    if (first.length > 1) firsts.add(first);
    for (const one of parts.slice(1)) if (one.length > 2) surnames.add(one);
  }
  const isFirst = (given: Word, first: string): boolean =>
    given.word === first || (given.word.length === 1 && given.capital && first.startsWith(given.word));
  const firstBefore = (words: readonly Word[], last: number): Word | null => {
    const wanted = whole.get(words[last]?.word ?? '');
    if (!wanted) return null;
    // Two other names may stand between: not more, or half a sentence would.
    for (let at = last - 1; at >= Math.max(0, last - 3); at -= 1) {
      const word = words[at];
      if (word && [...wanted].some((first) => isFirst(word, first))) {
        const between = words.slice(at + 1, last);
        if (between.every(({ capital, word }) => capital || word.length === 1)) return word;
      }
    }
    return null;
  };
  const stands = ({ word, capital, begins }: Word): boolean =>
    !MONTHS.has(word) && (WORDS.has(word) ? capital && !begins : capital);

  return ({ text }) => {
    const words = wordsIn(text);
    const found: Span[] = [];
    words.forEach((word, at) => {
      const first = firstBefore(words, at);
      if (first) found.push({ start: first.start, end: word.end });
      const next = words[at + 1];
      const wanted = whole.get(word.word);
      // "Verma, Asha"
      if (next && wanted?.has(next.word) && text.slice(word.end, next.start).includes(','))
        found.push({ start: word.start, end: next.end });
      // Many write everything small.
      const isSmall = firsts.has(word.word) && word.word.length > 3 && !WORDS.has(word.word) && !MONTHS.has(word.word);
      if (isSmall || ((firsts.has(word.word) || surnames.has(word.word)) && stands(word)))
        found.push({ start: word.start, end: word.end });
    });
    return found;
  };
}
