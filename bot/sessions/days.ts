/** Days as people type and read them: what is due is due on a day, wherever its owner is. */
import type { Text } from '../core/text.ts';
import type { Translate } from '../core/translate.ts';
import { dateOf, dateText, instantOf, localOf } from '../words/zone.ts';

/** As such a day is kept: `2026-12-24`. Null for what is none, such as the 31st of November. */
export function dayOf(text: string): string | null {
  const typed = text.trim();
  const [, year, month, day] =
    /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(typed) ?? reversed(/^(\d{1,2})[/.](\d{1,2})[/.](\d{4})$/.exec(typed));
  if (year === undefined || month === undefined || day === undefined) return null;
  const wanted = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return dateText(dateOf(Number(year), Number(month), Number(day))) === wanted ? wanted : null;
}

/** As it is written in Britain: the day first. */
const reversed = (found: RegExpExecArray | null): readonly (string | undefined)[] =>
  found ? [found[0], found[3], found[2], found[1]] : [];

/** Days since 1 January 1970. @param day as `dayOf` gives it */
export function dateIn(day: string): number {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  return dateOf(year, month, date);
}

/** Which day it is there. */
export const dayAt = (now: Date, zone: string): string => dateText(localOf(now, zone).date);

export const laterDay = (day: string, days: number): string => dateText(dateIn(day) + days);

const NINE = 9 * 60;
const NOON = 12 * 60;

/** When people begin to work on it, there. */
export const morningOf = (day: string, zone: string): Date => instantOf({ date: dateIn(day), minute: NINE }, zone);

/** A day as each reads it in their language: its noon is the same day in every zone in which councils are. */
export const shownDay = (day: string, zone: string): Text => [
  { run: 'time', at: instantOf({ date: dateIn(day), minute: NOON }, zone).toISOString(), zone, style: 'day' },
];

/** A day of no place, such as an event's: the same wherever it is read. */
const dayText = (day: string): Text => [{ run: 'time', at: `${day}T12:00:00.000Z`, zone: 'UTC', style: 'day' }];

/** One such day, or from one to another. */
export const daysText = (t: Translate, { startsOn, endsOn }: { startsOn: string; endsOn: string | null }): Text =>
  endsOn === null || endsOn === startsOn
    ? dayText(startsOn)
    : t('review.fact-days', { from: dayText(startsOn), to: dayText(endsOn) });
