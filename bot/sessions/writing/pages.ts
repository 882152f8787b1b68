/** Lists of what was written, by pages: as many as a message holds, and a button for the others. */
import { fitting } from '../paging.ts';

/** Characters of the texts of one page, and its rows. */
const CHARACTERS = 4_500;
const ROWS = 8;

/** From an offset on: what fits, at least one. */
export const pageOf = <T>(all: readonly T[], offset: number, lengthOf: (one: T) => number): readonly T[] =>
  fitting(all.slice(offset, offset + ROWS), lengthOf, CHARACTERS);
