/** What comes back from fields: days of the calendar and lone boxes, and nothing else taken for one. */
import { expect, test } from 'vitest';
import { dayIn, isDay, isTicked } from './card.ts';

test.each(['2026-11-12', '2028-02-29', '2000-02-29', '1000-01-01', '9999-12-31'])('%s is a day', (day) => {
  expect(isDay(day)).toBe(true);
  expect(dayIn(day)).toBe(day);
});

test.each([
  '',
  '2026-02-29',
  '1900-02-29',
  '2026-04-31',
  '2026-02-31',
  '2026-00-10',
  '2026-13-01',
  '2026-01-00',
  '2026-1-2',
  '0026-01-02',
  '12026-01-02',
  '12/11/2026',
  '2026-11-12T00:00:00Z',
  ' 2026-11-12',
  '2026-11-12\n',
  '２０２６-１１-１２',
  'tomorrow',
])('%j is none', (words) => {
  expect(isDay(words)).toBe(false);
  expect(dayIn(words)).toBeNull();
});

test('what is not words is no day and no tick', () => {
  const person = { kind: 'user', platform: 'slack', id: 'T1/U1' } as const;
  for (const value of [undefined, [], ['2026-11-12'], ['yes'], [person]]) {
    expect(dayIn(value)).toBeNull();
    expect(isTicked(value)).toBe(false);
  }
  expect([isTicked('yes'), isTicked('no'), isTicked('')]).toEqual([true, false, false]);
});
