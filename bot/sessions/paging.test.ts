/** Where a page begins, whatever a button brings back; and how much of a list one card holds. */
import { expect, test } from 'vitest';
import { fitting, offsetIn } from './paging.ts';

test.each([
  ['0', 0],
  ['10', 10],
  ['-10', 0],
  ['1.5', 0],
  ['1e3', 0],
  ['999999', 0],
  ['', 0],
  ['x', 0],
  [undefined, 0],
])('%s begins at %i', (text, offset) => {
  expect(offsetIn(text)).toBe(offset);
});

test('a card holds what fits, and one at least', () => {
  const length = (text: string) => text.length;
  expect(fitting(['aa', 'bb', 'c'], length, 4)).toEqual(['aa', 'bb']);
  expect(fitting(['aaaaa', 'b'], length, 4)).toEqual(['aaaaa']);
  expect(fitting([], length, 4)).toEqual([]);
});
