/** Local time: what the clock on the wall says in a zone, and which instant a time on that clock is. Over Intl, which has every zone's rules. */

/** Where no zone is known, or one that does not exist. */
export const HOME_ZONE = 'Europe/London';

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** No zone's clock was ever further from UTC than this. */
const FURTHEST_MS = 16 * HOUR_MS;

/** 1 is Monday, 7 is Sunday, as in ISO 8601. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

/** A time on the wall: the date as days since 1 January 1970, and minutes since its midnight. */
export interface Local {
  readonly date: number;
  readonly minute: number;
}

/** Whether this machine knows a zone of that name. */
export function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en-GB', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

/** A zone's name for people: its city. What several zones' people read names it. */
export const cityOf = (zone: string): string => (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');

/** What the clock on the wall says. */
export function localOf(at: Date, zone: string): Local {
  const wall = at.getTime() + offsetAt(at.getTime(), zone);
  const date = Math.floor(wall / DAY_MS);
  return { date, minute: Math.floor((wall - date * DAY_MS) / MINUTE_MS) };
}

/**
 * The instant at which the clock on the wall says so. A time that does not exist (the clock is put forward, a day is left
 * out) is the next that does; of one that exists twice it is the first.
 * @param minute of the date; beyond its end it is on a later date
 */
export function instantOf({ date, minute }: Local, zone: string): Date {
  const wall = date * DAY_MS + minute * MINUTE_MS;
  const before = offsetAt(wall - FURTHEST_MS, zone);
  const after = offsetAt(wall + FURTHEST_MS, zone);
  const fits = [wall - before, wall - after].filter((ms) => ms + offsetAt(ms, zone) === wall);
  if (fits.length > 0) return new Date(Math.min(...fits));
  // Nobody's clock says so: the moment at which it is put forward.
  let still = wall - FURTHEST_MS;
  let changed = wall + FURTHEST_MS;
  while (changed - still > 1) {
    const middle = Math.floor((still + changed) / 2);
    if (offsetAt(middle, zone) === before) still = middle;
    else changed = middle;
  }
  return new Date(changed);
}

export const weekdayOf = (date: number): Weekday => (((((date + 3) % 7) + 7) % 7) + 1) as Weekday;

/** A date as days since 1 January 1970. @param month 1 to 12 */
export const dateOf = (year: number, month: number, day: number): number => Date.UTC(year, month - 1, day) / DAY_MS;

/** Year, month (1 to 12) and day of a date. */
export function partsOf(date: number): { readonly year: number; readonly month: number; readonly day: number } {
  const utc = new Date(date * DAY_MS);
  return { year: utc.getUTCFullYear(), month: utc.getUTCMonth() + 1, day: utc.getUTCDate() };
}

/** `2026-11-26`. */
export const dateText = (date: number): string => new Date(date * DAY_MS).toISOString().slice(0, 10);

/** The week in which a date lies, as ISO 8601 counts them: a week belongs to the year of its Thursday. */
export function isoWeek(date: number): { readonly year: number; readonly week: number } {
  const thursday = date + 4 - weekdayOf(date);
  const { year } = partsOf(thursday);
  return { year, week: Math.floor((thursday - dateOf(year, 1, 1)) / 7) + 1 };
}

/** The ISO week in which a moment lies, there: `2026-W48`. What happens once a week is known by it. */
export const weekOf = (at: Date, zone: string): string => weekText(localOf(at, zone).date);

/** The same of a date. Of two weeks the later one's text is the greater. */
export function weekText(date: number): string {
  const { year, week } = isoWeek(date);
  return `${year}-W${String(week).padStart(2, '0')}`;
}

/** Whether a text is such a week's. */
export const isWeek = (text: string): boolean => /^\d{4}-W\d{2}$/.test(text);

/** The Monday with which a week such as `2026-W48` begins. */
export function mondayOf(week: string): number {
  const [year = 0, number = 0] = week.split('-W').map(Number);
  const fourth = dateOf(year, 1, 4);
  return fourth + 1 - weekdayOf(fourth) + 7 * (number - 1);
}

/** Minutes since midnight of `9:30` or `09:30`; null for anything else. */
export function minuteOf(text: string): number | null {
  const [, hour, minute] = /^\s*(\d{1,2}):(\d{2})\s*$/.exec(text) ?? [];
  if (hour === undefined || minute === undefined || Number(hour) > 23 || Number(minute) > 59) return null;
  return Number(hour) * 60 + Number(minute);
}

/** `09:30`. */
export const minuteText = (minute: number): string =>
  `${String(Math.floor(minute / 60) % 24).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

/** What is added to UTC there, at an instant. */
function offsetAt(ms: number, zone: string): number {
  const part: Record<string, number> = {};
  for (const { type, value } of formatOf(zone).formatToParts(ms)) part[type] = Number(value);
  const { year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0 } = part;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(ms / 1000) * 1000;
}

/** Making one takes a thousand times as long as using it. There are some hundred zones, and a few in use. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  const timeZone = isZone(zone) ? zone : HOME_ZONE;
  const made = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  // Not for names that somebody makes up: they are London's.
  if (timeZone === zone) formats.set(zone, made);
  return timeZone === zone ? made : formatOf(HOME_ZONE);
}
