/** Times as people read them: `10:32`, `Today`, `Monday 17 November`. In the reader's own zone. */

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const day = new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long' });
const full = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'short' });
const shortDay = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });

const startOfDay = (date: Date): number => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();

/** How many midnights lie between `date` and `now`. */
const daysAgo = (date: Date, now: Date): number => Math.round((startOfDay(now) - startOfDay(date)) / 86_400_000);

export const clockOf = (iso: string): string => clock.format(new Date(iso));
export const fullOf = (iso: string): string => full.format(new Date(iso));

/** The heading over a day's messages. */
export function dayOf(iso: string, now: Date): string {
  const date = new Date(iso);
  const ago = daysAgo(date, now);
  return ago === 0 ? 'Today' : ago === 1 ? 'Yesterday' : day.format(date);
}

/** `10:32` today, `Yesterday 10:32`, else `17 Nov 10:32`. */
export function momentOf(iso: string, now: Date): string {
  const date = new Date(iso);
  const ago = daysAgo(date, now);
  if (ago === 0) return clock.format(date);
  return `${ago === 1 ? 'Yesterday' : shortDay.format(date)} ${clock.format(date)}`;
}

/** Whether two instants are on one day. */
export const sameDay = (a: string, b: string): boolean => startOfDay(new Date(a)) === startOfDay(new Date(b));
