/** Text as data: words, limits, styles. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clean } from './clean.ts';
import { bold, isEmpty, join, plain, runs, shorten } from './text.ts';

test('words alone', () => {
  expect(
    plain([
      { run: 'text', text: 'See ' },
      { run: 'link', url: 'https://a.example', text: 'the page' },
      { run: 'text', text: ', ' },
      { run: 'person', name: 'Asha' },
      { run: 'list', ordered: false, items: [[{ run: 'text', text: 'one' }], [{ run: 'text', text: 'two' }]] },
    ]),
  ).toBe('See the page, Asha• one\n• two');
  expect(isEmpty([{ run: 'text', text: ' \n' }])).toBe(true);
  expect(runs('')).toEqual([]);
  expect(plain(join('a', bold('b')))).toBe('ab');
});

test('a short text keeps its formatting, a long one ends at a word with an ellipsis within the limit', () => {
  const formatted = bold('short');
  expect(shorten(formatted, 10)).toBe(formatted);
  expect(shorten('one two three four', 12)).toBe('one two…');
  fc.assert(
    fc.property(fc.string({ minLength: 1, maxLength: 200 }), fc.integer({ min: 2, max: 60 }), (text, limit) => {
      expect(plain(shorten(text, limit)).length).toBeLessThanOrEqual(limit);
    }),
  );
});

test('whatever is typed can be stored', () => {
  fc.assert(
    fc.property(fc.anything({ withNullPrototype: false }), (value) => {
      const text = JSON.stringify(clean(JSON.parse(JSON.stringify(value ?? null))));
      expect(text.includes('\\u0000')).toBe(false);
      expect(text.isWellFormed()).toBe(true);
    }),
  );
  expect(clean({ a: ['x\u0000y', '\ud83d'] })).toEqual({ a: ['xy', '\ufffd'] });
});
