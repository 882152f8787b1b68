/** How alike two texts are by the letters of their words: what is typed a little differently shares most of them. */
import { wordsIn } from './tokens.ts';

/** Groups of three letters of each word, with two blanks before it and one behind, as Postgres' pg_trgm has them. */
export function trigramsIn(text: string): ReadonlySet<string> {
  const found = new Set<string>();
  for (const word of wordsIn(text)) {
    const padded = `  ${word} `;
    for (let at = 0; at + 3 <= padded.length; at += 1) found.add(padded.slice(at, at + 3));
  }
  return found;
}

/** From 0 to 1: those that both have, of those that either has. */
export function sharedTrigrams(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let shared = 0;
  for (const one of a) if (b.has(one)) shared += 1;
  return shared === 0 ? 0 : shared / (a.size + b.size - shared);
}
