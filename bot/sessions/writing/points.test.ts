/** A box read as points. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { evidenceOf, faultOf, LINES, linesOf, POINT } from './points.ts';

test('each line is a point; bullets, numbers, empty lines and what no name holds are left out', () => {
  expect(
    linesOf(' - The radio was silent\r\n\r\n• Two  lists\tof names\n3) The door shuts at ten\n\u0007\n– \n7 boxes'),
  ).toEqual(['The radio was silent', 'Two lists of names', 'The door shuts at ten', '7 boxes']);
});

test('a line that is too long and too many lines are said, and the longest that is taken is taken', () => {
  expect(faultOf('x'.repeat(POINT))).toBeNull();
  expect(faultOf('x'.repeat(POINT + 1))).toBe('point-long');
  expect(faultOf('x\n'.repeat(LINES))).toBeNull();
  expect(faultOf('x\n'.repeat(LINES + 1))).toBe('too-many');
});

test('addresses are evidence, each once, without the stop behind them', () => {
  expect(
    evidenceOf('See https://example.org/a?b=1. And (https://example.org/c), again https://example.org/a?b=1!'),
  ).toEqual(['https://example.org/a?b=1', 'https://example.org/c']);
});

test('whatever is typed, no point is empty, has a line break in it, or would be another point if it were typed again', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (box) => {
      const lines = linesOf(box);
      for (const line of lines) expect(line).toMatch(/^\S(?:[^\n\r]*\S)?$/u);
      expect(linesOf(lines.join('\n')).length).toBe(lines.length);
    }),
  );
});
