/** What may be typed after a command, and how it is told otherwise. */
import { describe, expect, it } from 'vitest';
import { StartError } from '../core/start-error.ts';
import { parseWords } from './command.ts';
import { totalOf } from './totals.ts';

const shape = { usage: 'npm run restore -- <file> [--replace]', words: { min: 1, max: 1 }, flags: ['replace'] };

describe('what is typed', () => {
  it('is words and flags, in any order', () => {
    const expected = { words: ['a.backup'], flags: new Set(['replace']) };
    expect(parseWords(['a.backup', '--replace'], shape)).toEqual(expected);
    expect(parseWords(['--replace', 'a.backup'], shape)).toEqual(expected);
    expect(parseWords(['a.backup'], shape).flags.size).toBe(0);
  });

  it.each([[[]], [['a', 'b']], [['a', '--force']], [['--replace']], [['a', '--']]])(
    '%j is answered with how it is typed',
    (typed) => {
      expect(() => parseWords(typed, shape)).toThrow(StartError);
      expect(() => parseWords(typed, shape)).toThrow(/^Usage: npm run restore -- <file> \[--replace\]$/);
    },
  );
});

it('counts what a backup holds', () => {
  expect(totalOf({ tables: [{ rows: 1_200 }, { rows: 4 }] })).toBe('1,204 rows of 2 tables');
});
