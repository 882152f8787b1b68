/** Working time of a community or a person: when it is, when it is next, and counting in it. Weekly rules are evaluated here, late. */
import { type Holidays, isHoliday } from './holidays.ts';
import {
  HOME_ZONE,
  HOUR_MS,
  instantOf,
  isoWeek,
  localOf,
  MINUTE_MS,
  mondayOf,
  type Weekday,
  weekdayOf,
} from './zone.ts';

/** From and to in minutes since a day's midnight; a shift that ends on the next day ends beyond 1,440. */
export interface Hours {
  readonly from: number;
  readonly to: number;
}

/** A week's pattern: a weekday that is not in it is free; half a day is a day with fewer hours. */
export type Week = Readonly<Partial<Record<Weekday, Hours>>>;

/** When a community or a person works. */
export interface Calendar {
  readonly zone: string;
  readonly week: Week;
  /** In weeks with an even number, in place of that: a part-time pattern may take two weeks. */
  readonly evenWeek?: Week;
  readonly holidays: Holidays;
}

/** The same hours on each of some weekdays. */
export const weekOfDays = (days: readonly Weekday[], hours: Hours): Week =>
  Object.fromEntries(days.map((day) => [day, hours]));

/** 9 to 5. */
export const OFFICE_HOURS: Hours = { from: 9 * 60, to: 17 * 60 };

/** Monday to Friday, 9 to 5. */
export const OFFICE_WEEK: Week = weekOfDays([1, 2, 3, 4, 5], OFFICE_HOURS);

/** Of those of whom nothing else is known. */
export const OFFICE: Calendar = { zone: HOME_ZONE, week: OFFICE_WEEK, holidays: 'england-and-wales' };

/** Who does not work within so many days has no working time. */
const HORIZON_DAYS = 60;

/** A stretch of working time; `to` is no longer in it. */
interface Span {
  readonly from: Date;
  readonly to: Date;
}

export function isWorkingTime(at: Date, calendar: Calendar): boolean {
  const { date } = localOf(at, calendar.zone);
  // Yesterday's shift may not have ended yet.
  return [date - 1, date].some((day) => {
    const span = spanOn(day, calendar);
    return span !== null && span.from <= at && at < span.to;
  });
}

/** The moment itself, or the next at which work begins; null where none comes within two months. */
export function nextWorkingTime(at: Date, calendar: Calendar): Date | null {
  if (isWorkingTime(at, calendar)) return at;
  const { date } = localOf(at, calendar.zone);
  for (let day = date; day <= date + HORIZON_DAYS; day += 1) {
    const span = spanOn(day, calendar);
    if (span && span.from >= at) return span.from;
  }
  return null;
}

/**
 * The same time of day so many working days later, or earlier; what begins on a free day is counted from that day on.
 * @param days whole; 0 leaves it as it is. @throws RangeError where no day is worked
 */
export function addWorkingDays(from: Date, days: number, calendar: Calendar): Date {
  if (days === 0) return from;
  const { zone } = calendar;
  const { date, minute } = localOf(from, zone);
  const step = Math.sign(days);
  let day = date;
  for (let left = Math.abs(days), free = 0; left > 0; ) {
    day += step;
    free = isWorkingDay(day, calendar) ? 0 : free + 1;
    if (free === 0) left -= 1;
    if (free > HORIZON_DAYS) throw new RangeError('no working days');
  }
  // Seconds are not on the wall, and stay.
  const rest = ((from.getTime() % MINUTE_MS) + MINUTE_MS) % MINUTE_MS;
  return new Date(instantOf({ date: day, minute }, zone).getTime() + rest);
}

/**
 * So many hours of working time later, or earlier (a preview four hours before).
 * @param hours may be negative or a part of one. @throws RangeError where no day is worked
 */
export function addWorkingHours(from: Date, hours: number, calendar: Calendar): Date {
  let left = Math.abs(hours) * HOUR_MS;
  if (left === 0) return from;
  const isForward = hours > 0;
  const { date } = localOf(from, calendar.zone);
  const step = isForward ? 1 : -1;
  // Yesterday's shift may reach into today.
  for (let day = isForward ? date - 1 : date, free = 0; free <= HORIZON_DAYS; day += step) {
    const span = spanOn(day, calendar);
    free = span ? 0 : free + 1;
    if (!span) continue;
    const begins = isForward ? Math.max(span.from.getTime(), from.getTime()) : span.from.getTime();
    const ends = isForward ? span.to.getTime() : Math.min(span.to.getTime(), from.getTime());
    const length = ends - begins;
    if (length <= 0) continue;
    if (left <= length) return new Date(isForward ? begins + left : ends - left);
    left -= length;
  }
  throw new RangeError('no working days');
}

/** Working time between two moments, in whole minutes: what was waited for. */
export function workingMinutes(from: Date, to: Date, calendar: Calendar): number {
  const first = localOf(from, calendar.zone).date - 1;
  const last = localOf(to, calendar.zone).date;
  let ms = 0;
  for (let day = first; day <= last; day += 1) {
    const span = spanOn(day, calendar);
    if (!span) continue;
    ms += Math.max(0, Math.min(span.to.getTime(), to.getTime()) - Math.max(span.from.getTime(), from.getTime()));
  }
  return Math.floor(ms / MINUTE_MS);
}

/** Every week at the same time on the wall. Kept as it is, never as the instants that it means. */
export interface WeeklyRule {
  readonly day: Weekday;
  /** Minutes since midnight. */
  readonly minute: number;
}

/**
 * The first moment after another at which a rule says so. A time that is left out (the clock is put forward) is the next
 * that is there; one that is there twice is the first of the two, and no second.
 */
export function ruleAfter(rule: WeeklyRule, after: Date, zone: string): Date {
  const { date } = localOf(after, zone);
  // From yesterday: what was left out then may come today.
  for (let day = date - 1; ; day += 1) {
    if (weekdayOf(day) !== rule.day) continue;
    const at = instantOf({ date: day, minute: rule.minute }, zone);
    if (at > after) return at;
  }
}

/**
 * The moment of a rule in one week; where that day is no day of work, the same time on the next that is.
 * @param week such as `2026-W48`. @throws RangeError where no day is worked
 */
export function ruleIn(week: string, rule: WeeklyRule, calendar: Calendar): Date {
  let date = mondayOf(week) + rule.day - 1;
  for (let free = 0; !isWorkingDay(date, calendar); date += 1, free += 1)
    if (free > HORIZON_DAYS) throw new RangeError('no working days');
  return instantOf({ date, minute: rule.minute }, calendar.zone);
}

/** Hours in which nobody is to be disturbed, each night; from 22:00 to 7:00 they go over midnight. */
export type Quiet = Hours;

/** The moment itself, or the end of the quiet hours in which it lies. */
export function afterQuiet(at: Date, quiet: Quiet | null, zone: string): Date {
  if (!quiet || quiet.from === quiet.to) return at;
  const { date } = localOf(at, zone);
  const to = quiet.to > quiet.from ? quiet.to : quiet.to + 24 * 60;
  for (const day of [date - 1, date]) {
    const ends = instantOf({ date: day, minute: to }, zone);
    if (instantOf({ date: day, minute: quiet.from }, zone) <= at && at < ends) return ends;
  }
  return at;
}

const isWorkingDay = (date: number, calendar: Calendar): boolean => spanOn(date, calendar) !== null;

/** The work that begins on a date. */
function spanOn(date: number, { zone, week, evenWeek, holidays }: Calendar): Span | null {
  const pattern = evenWeek && isoWeek(date).week % 2 === 0 ? evenWeek : week;
  const hours = pattern[weekdayOf(date)];
  if (!hours || hours.to <= hours.from || isHoliday(date, holidays)) return null;
  const from = instantOf({ date, minute: hours.from }, zone);
  const to = instantOf({ date, minute: hours.to }, zone);
  // A day that a zone left out is no day of work.
  return from < to ? { from, to } : null;
}
