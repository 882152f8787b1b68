/** Cookies as browsers send them, and as whoever is none does. */
import { expect, test } from 'vitest';
import { cookieIn } from './cookies.ts';

test.each([
  ['mine=abc', 'abc'],
  ['other=1; mine=abc; last=2', 'abc'],
  ['notmine=1;mine=abc', 'abc'],
  ['mine=; mine=abc', 'abc'],
  ['', null],
  ['mine', null],
  ['mine=', null],
  ['Mine=abc', null],
  ['x=mine=abc', null],
])('in “%s” it is %j', (header, value) => expect(cookieIn(header, 'mine')).toBe(value));

test('where no cookie came there is none', () => expect(cookieIn(undefined, 'mine')).toBeNull());
