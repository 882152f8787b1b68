/** When what is open closes: after so many working days, at the end of a day's work, wherever that is latest for those who take part. */
import {
  addWorkingHours,
  type Calendar,
  isWorkingTime,
  nextWorkingTime,
  OFFICE_HOURS,
  OFFICE_WEEK,
} from '../words/working-time.ts';
import { HOUR_MS, instantOf, localOf, MINUTE_MS } from '../words/zone.ts';

/** Hours of work in a day, by which a window's days are counted: who works fewer is not hurried by others. */
const A_DAY = (OFFICE_HOURS.to - OFFICE_HOURS.from) / 60;
/** Shorter than this, that nothing could be reached took nobody's time. */
const OUTAGE_MS = 2 * HOUR_MS;

/** Where somebody works, and which holidays are kept there. */
export type Region = Pick<Calendar, 'zone' | 'holidays'>;

/**
 * What opens on Friday at nine for three days closes on Tuesday at five; what opens later in the day, at five of the day after.
 * @param regions of all who take part; none: nobody waits, and it closes now
 */
export function closesAt(opened: Date, days: number, regions: readonly Region[]): Date {
  const ends = regions.map(({ zone, holidays }) => {
    const worked = addWorkingHours(opened, days * A_DAY, { zone, holidays, week: OFFICE_WEEK });
    // A minute before: the end of a day's work may be counted as the beginning of the next.
    const { date } = localOf(new Date(worked.getTime() - MINUTE_MS), zone);
    return instantOf({ date, minute: OFFICE_HOURS.to }, zone).getTime();
  });
  return new Date(Math.max(opened.getTime(), ...ends));
}

/** What was to close then closes as much later as it was paused. */
export const shifted = (closes: Date, paused: Date, resumed: Date): Date =>
  new Date(closes.getTime() + Math.max(0, resumed.getTime() - paused.getTime()));

/** The same where nobody could reach us for longer than two hours of it. */
export const extended = (closes: Date, away: { readonly from: Date; readonly to: Date }): Date => {
  const within = Math.min(away.to.getTime(), closes.getTime()) - away.from.getTime();
  return within > OUTAGE_MS ? shifted(closes, away.from, away.to) : closes;
};

/** The same, or where nobody works then, the end of the next day on which all do: nothing closes at a weekend because it was put off. */
export function atWork(closes: Date, regions: readonly Region[]): Date {
  const ends = regions.map(({ zone, holidays }) => {
    const calendar = { zone, holidays, week: OFFICE_WEEK };
    const before = new Date(closes.getTime() - MINUTE_MS);
    if (isWorkingTime(before, calendar)) return closes.getTime();
    const { date } = localOf(nextWorkingTime(closes, calendar) ?? closes, zone);
    return instantOf({ date, minute: OFFICE_HOURS.to }, zone).getTime();
  });
  return new Date(Math.max(closes.getTime(), ...ends));
}
