/** Bank holidays as gov.uk published them. */
import { expect, test } from 'vitest';
import { easterSunday, type Holidays, holidaysIn, holidaysOf, isHoliday } from './holidays.ts';
import { dateOf, dateText, weekdayOf } from './zone.ts';

type Kept = Exclude<Holidays, 'none'>;
const dates = (year: number, calendar: Kept) =>
  holidaysIn(year, calendar)
    .map((date) => dateText(date).slice(5))
    .join(' ');

test.each<[Kept, number, string]>([
  ['england-and-wales', 2019, '01-01 04-19 04-22 05-06 05-27 08-26 12-25 12-26'],
  ['england-and-wales', 2020, '01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28'],
  ['england-and-wales', 2021, '01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28'],
  ['england-and-wales', 2022, '01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27'],
  ['england-and-wales', 2023, '01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26'],
  ['england-and-wales', 2026, '01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28'],
  ['england-and-wales', 2027, '01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28'],
  ['scotland', 2022, '01-03 01-04 04-15 05-02 06-02 06-03 08-01 09-19 11-30 12-26 12-27'],
  ['scotland', 2023, '01-02 01-03 04-07 05-01 05-08 05-29 08-07 11-30 12-25 12-26'],
  ['scotland', 2025, '01-01 01-02 04-18 05-05 05-26 08-04 12-01 12-25 12-26'],
  ['scotland', 2026, '01-01 01-02 04-03 05-04 05-25 06-15 08-03 11-30 12-25 12-28'],
  ['northern-ireland', 2024, '01-01 03-18 03-29 04-01 05-06 05-27 07-12 08-26 12-25 12-26'],
  ['northern-ireland', 2025, '01-01 03-17 04-18 04-21 05-05 05-26 07-14 08-25 12-25 12-26'],
])('%s in %i', (calendar, year, expected) => {
  expect(dates(year, calendar)).toBe(expected);
});

test('none of them is on a weekend, in any year', () => {
  for (let year = 2019; year < 2060; year += 1) {
    for (const calendar of ['england-and-wales', 'scotland', 'northern-ireland'] as const) {
      const all = holidaysIn(year, calendar);
      expect(all.every((date) => weekdayOf(date) <= 5)).toBe(true);
      expect(new Set(all).size).toBe(all.length);
    }
  }
});

test('Easter', () => {
  expect([2000, 2008, 2011, 2024, 2038].map((year) => dateText(easterSunday(year)))).toEqual([
    '2000-04-23',
    '2008-03-23',
    '2011-04-24',
    '2024-03-31',
    '2038-04-25',
  ]);
});

test('whose they are', () => {
  const standrew = dateOf(2026, 11, 30);
  expect(isHoliday(standrew, 'scotland')).toBe(true);
  expect(isHoliday(standrew, 'england-and-wales')).toBe(false);
  expect(isHoliday(dateOf(2026, 12, 25), 'none')).toBe(false);
  expect(holidaysOf('scotland')).toBe('scotland');
  expect([null, undefined, 'mars'].map(holidaysOf)).toEqual(Array(3).fill('england-and-wales'));
});
