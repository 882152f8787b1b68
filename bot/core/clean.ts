/** Takes out at the door what a database cannot keep (NUL characters, halves of surrogate pairs) and what no name holds. */

/** The same value with every string in it fit to be stored. */
export function clean<T>(value: T): T {
  if (typeof value === 'string') return value.replaceAll('\u0000', '').toWellFormed() as T;
  if (Array.isArray(value)) return value.map(clean) as T;
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [clean(key), clean(inner)])) as T;
  }
  return value;
}

/** A name on one line: what breaks lines or drives a terminal is a space, and nobody is called more than 200 characters. */
export const oneLine = (name: string): string =>
  name
    .replace(/[\s\p{Cc}\u2028\u2029]+/gu, ' ')
    .trim()
    .slice(0, 200)
    .toWellFormed();
