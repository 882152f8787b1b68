/** What may be typed after a command, and how it is told otherwise. */
import { describe, expect, it } from 'vitest';
import { StartError } from '../core/start-error.ts';
import { parseWords } from './command.ts';
import { totalOf } from './totals.ts';

const shape = { usage: 'npm run restore -- <file> [--replace]', words: { min: 1, max: 1 }, flags: ['replace'] };

describe('what is typed', () => {
  it('is words and flags, in any order', () => {
    const expected = { words: ['a.backup'], flags: new Set(['replace']), options: {} };
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

describe('what takes a value', () => {
  const valued = { usage: 'npm run library -- <verb>', words: { min: 1, max: 1 }, flags: ['yes'], options: ['owner'] };

  it('has the word after it', () => {
    const expected = { words: ['import'], flags: new Set(['yes']), options: { owner: 'Fay Olsen' } };
    expect(parseWords(['import', '--owner', 'Fay Olsen', '--yes'], valued)).toEqual(expected);
  });

  it('is refused without one', () => {
    for (const typed of [
      ['import', '--owner'],
      ['import', '--owner', '--yes'],
    ])
      expect(() => parseWords(typed, valued)).toThrow(/^Usage/);
  });
});
