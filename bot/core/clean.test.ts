/** What is taken out at the door. */
import { expect, test } from 'vitest';
import { clean, oneLine } from './clean.ts';

test('NUL characters and halves of surrogate pairs are taken out of every string of an event', () => {
  expect(clean({ a: ['x\u0000y', { b: 'c\ud800' }], n: 5, none: null })).toEqual({
    a: ['xy', { b: 'c\ufffd' }],
    n: 5,
    none: null,
  });
});

test('a name stays on its line', () => {
  expect(oneLine('  Asha\n{"level":"error"}\r\n\u001b[31mVerma\u2028\u0007 ')).toBe('Asha {"level":"error"} [31mVerma');
  expect(oneLine('Siân O’Brien-Ünal 伟')).toBe('Siân O’Brien-Ünal 伟');
  expect(oneLine(`${'x'.repeat(199)}😀`)).toHaveLength(200);
  expect(oneLine('\n')).toBe('');
});
