/** Long lists some at a time: where a page begins, and how much of it one card holds. Nothing is cut. */

/** How many come before, as a button carries it. What is no such number, and none below nothing: from the beginning. */
export const offsetIn = (text: string | undefined): number => (/^\d{1,5}$/.test(text ?? '') ? Number(text) : 0);

/** As many, from a place on, as can be read on one card; one at least. */
export function fitting<T>(all: readonly T[], lengthOf: (one: T) => number, most: number): readonly T[] {
  let room = most;
  const some: T[] = [];
  for (const one of all) {
    room -= lengthOf(one);
    if (room < 0 && some.length > 0) break;
    some.push(one);
  }
  return some;
}
