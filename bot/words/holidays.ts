/**
 * Bank holidays of the United Kingdom, by the rules that the law and its proclamations give: gov.uk/bank-holidays. A library
 * of the whole world's holidays (date-holidays) weighs some megabytes in memory for what stands here in a page.
 */
import { DAY_MS, dateOf, partsOf, type Weekday, weekdayOf } from './zone.ts';

export const HOLIDAYS = ['england-and-wales', 'scotland', 'northern-ireland', 'none'] as const;
export type Holidays = (typeof HOLIDAYS)[number];

/** What a column or a form says; England and Wales where it is none of them. */
export const holidaysOf = (text: string | null | undefined): Holidays =>
  HOLIDAYS.find((one) => one === text) ?? 'england-and-wales';

/** Whether nobody works on a date (days since 1 January 1970) because it is a bank holiday. */
export function isHoliday(date: number, calendar: Holidays): boolean {
  if (calendar === 'none') return false;
  const { year } = partsOf(date);
  const key = `${calendar}/${year}`;
  const known = years.get(key) ?? new Set(holidaysIn(year, calendar));
  years.set(key, known);
  return known.has(date);
}

const years = new Map<string, ReadonlySet<number>>();

type Kept = Exclude<Holidays, 'none'>;

/** Proclaimed for one year: moved from the date that the rule gives, or added; everywhere unless it says where. */
const PROCLAIMED: readonly { readonly from?: string; readonly to: string; readonly in?: Kept }[] = [
  { from: '2020-05-04', to: '2020-05-08' },
  { from: '2022-05-30', to: '2022-06-02' },
  { to: '2022-06-03' },
  { to: '2022-09-19' },
  { to: '2023-05-08' },
  { to: '2026-06-15', in: 'scotland' },
];

/** All of a year, in order. */
export function holidaysIn(year: number, calendar: Kept): readonly number[] {
  const easter = easterSunday(year);
  const dates = new Set<number>([
    ...moved([dateOf(year, 1, 1), ...(calendar === 'scotland' ? [dateOf(year, 1, 2)] : [])]),
    easter - 2,
    first(1, year, 5),
    last(1, year, 5),
    ...moved([dateOf(year, 12, 25), dateOf(year, 12, 26)]),
  ]);
  const also = (...more: readonly number[]): void => more.forEach((date) => void dates.add(date));
  switch (calendar) {
    case 'england-and-wales':
      also(easter + 1, last(1, year, 8));
      break;
    case 'northern-ireland':
      also(easter + 1, last(1, year, 8), ...moved([dateOf(year, 3, 17)]), ...moved([dateOf(year, 7, 12)]));
      break;
    case 'scotland':
      also(first(1, year, 8), ...moved([dateOf(year, 11, 30)]));
  }
  for (const one of PROCLAIMED) {
    if (!one.to.startsWith(`${year}-`) || (one.in && one.in !== calendar)) continue;
    if (one.from) dates.delete(written(one.from));
    dates.add(written(one.to));
  }
  return [...dates].sort((a, b) => a - b);
}

/** Holidays side by side; each that falls on a weekend is kept on the next weekday that is none. */
function moved(days: readonly number[]): readonly number[] {
  const stays = days.filter((day) => weekdayOf(day) <= 5);
  const kept = new Set(stays);
  for (const day of days) {
    if (weekdayOf(day) <= 5) continue;
    let free = day + 1;
    while (weekdayOf(free) > 5 || kept.has(free)) free += 1;
    kept.add(free);
  }
  return [...kept];
}

function first(weekday: Weekday, year: number, month: number): number {
  let date = dateOf(year, month, 1);
  while (weekdayOf(date) !== weekday) date += 1;
  return date;
}

function last(weekday: Weekday, year: number, month: number): number {
  let date = dateOf(year, month + 1, 1) - 1;
  while (weekdayOf(date) !== weekday) date -= 1;
  return date;
}

const written = (text: string): number => Date.parse(text) / DAY_MS;

/** Of the Gregorian calendar, by the computus that Meeus gives. */
export function easterSunday(year: number): number {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const rest = year % 100;
  const skipped = Math.floor((century + 8) / 25);
  const epact = (19 * golden + century - Math.floor(century / 4) - Math.floor((century - skipped + 1) / 3) + 15) % 30;
  const toSunday = (32 + 2 * (century % 4) + 2 * Math.floor(rest / 4) - epact - (rest % 4)) % 7;
  const late = Math.floor((golden + 11 * epact + 22 * toSunday) / 451);
  const sum = epact + toSunday - 7 * late + 114;
  return dateOf(year, Math.floor(sum / 31), (sum % 31) + 1);
}
