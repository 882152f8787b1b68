/** What somebody looks for, from the words in which they say it: without what says nothing, with what councils call it. */

import type { SoughtWord } from './community.ts';
import { EVERYDAY, english, NEARLY } from './english.ts';
import { foldName } from './name.ts';

/** Said around what is meant, in any sentence that looks for somebody or something. */
const SAY_NOTHING = new Set(english.nothing.split(' '));

/**
 * The most usual words of English that stand in a sentence about anything: what happens, when, how much and to whom. They
 * count, but far less than a word that names what is sought, however rare they are among communities.
 */
const SAY_LITTLE = new Set(english.little.split(' '));
const LITTLE = 0.3;
const NUMBERS =
  /^(\d+|eleven|twelve|(thir|four|fif|six|seven|eigh|nine)(teen|ty)|twenty|forty|hundred|thousand|first|fourth|fifth)$/;
/** In any of its forms: big, bigger, biggest; try, tried. */
const saysLittle = (word: string): boolean =>
  NUMBERS.test(word) ||
  [
    word,
    word.replace(/(s|es|ed|d|ing|er|est|ly)$/, ''),
    word.replace(/(.)\1(ed|ing|er|est)$/, '$1'),
    word.replace(/(ies|ied)$/, 'y'),
  ].some((form) => SAY_LITTLE.has(form));

/** More of a long text is not looked at. */
export const MOST = 24;
/** What councils call it weighs a little less than the word itself. */
const CALLED = 0.7;
/** A word like one that was typed weighs less still. */
const LIKE = 0.6;

/** Each thing that is sought, once, in the order in which it was typed. */
export function soughtIn(typed: string, most = MOST): readonly SoughtWord[] {
  const words = foldName(typed.replace(/https?:\S+/g, ' '))
    .split(' ')
    .filter(Boolean);
  const sought = new Map<string, SoughtWord>();
  words.forEach((word, at) => {
    if (sought.size >= most || word.length > 40) return;
    const pair = `${word} ${words[at + 1] ?? ''}`;
    for (const said of [pair, word]) {
      const called = calledBy(said);
      if (said === pair && called.length === 0) continue;
      if (sought.has(said) || (said === word && SAY_NOTHING.has(word))) continue;
      const worth = said === word && saysLittle(word) ? LITTLE : 1;
      const own = said === word ? [{ word, weight: worth }] : [];
      sought.set(said, {
        typed: said,
        ways: [...own, ...called.map((name) => ({ word: name, weight: CALLED * worth }))],
      });
    }
  });
  return [...sought.values()];
}

/** What councils call it, and what means nearly the same. */
function calledBy(said: string): readonly string[] {
  const one = singular(said);
  return [...new Set([EVERYDAY, NEARLY].flatMap((table) => table.get(said) ?? table.get(one) ?? []))];
}

/** Enough to look a word up in the table of everyday words; the database stems what it compares. */
const singular = (word: string): string =>
  word.length > 3 && word.endsWith('s') && !word.endsWith('ss') ? word.slice(0, -1) : word;

/** Under which a word like this one is kept: itself, and what it is with one letter left out. */
export const keysOf = (word: string): readonly string[] => [
  ...new Set([word, ...[...word].map((_, at) => word.slice(0, at) + word.slice(at + 1))]),
];

/** The most alike of some words: one slip in a short word, two in a long one. */
export function alike(word: string, known: readonly string[], most = 3): readonly { word: string; weight: number }[] {
  const slips = word.length >= 7 ? 2 : 1;
  return known
    .map((other) => ({
      other,
      distance: distanceOf(word, other),
      longer: Math.abs(word.length - other.length),
    }))
    .filter(({ distance }) => distance > 0 && distance <= slips)
    .sort((a, b) => a.distance - b.distance || a.longer - b.longer || (a.other < b.other ? -1 : 1))
    .slice(0, most)
    .map(({ other }) => ({ word: other, weight: LIKE }));
}

/** Letters changed, left out, put in or swapped with the next. */
export function distanceOf(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 2) return 3;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let least = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, (before[j - 2] ?? 0) + 1);
      row.push(least);
    }
    before = last;
    last = row;
  }
  return last[b.length] ?? 0;
}
