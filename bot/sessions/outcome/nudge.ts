/** Whether a text names somebody who is in the session: then it is asked once whether it must. Never a block. */
import type { Author } from '../../words/author.ts';
import { firstName } from '../../words/author.ts';
import { isWordToo } from '../wording.ts';

/** Shorter ones are in too many words. */
const SHORTEST = 3;

/** Names of those who are named in a text: the whole name, or the first as it is written. */
export const namedIn = (text: string, people: readonly Pick<Author, 'name' | 'given'>[]): readonly string[] => [
  ...new Set(people.filter((one) => isNamed(text, one)).map(({ name }) => name)),
];

function isNamed(text: string, one: Pick<Author, 'name' | 'given'>): boolean {
  if (one.name.trim() === '') return false;
  if (says(text, one.name, 'iu')) return true;
  const first = firstName(one);
  return first.length >= SHORTEST && !isWordToo(first) && says(text, first, 'u');
}

const says = (text: string, name: string, flags: string): boolean =>
  new RegExp(`(?<![\\p{L}\\p{N}])${name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\p{L}\\p{N}])`, flags).test(text);
