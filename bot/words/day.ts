/** A person's day, in their own zone: what they may do so many times a day is counted from its beginning. */

/** Longer than any day: a clock that is put back makes one of 25 hours. */
const LONGEST_MS = 26 * 3_600_000;

/** The first moment of the day that it is for somebody. @param zone an IANA zone; one that does not exist counts as London */
export function dayBegan(now: Date, zone: string): Date {
  const dateOf = dates(zone);
  const today = dateOf(now.getTime());
  let before = now.getTime() - LONGEST_MS;
  let within = now.getTime();
  while (within - before > 1) {
    const middle = Math.floor((before + within) / 2);
    if (dateOf(middle) === today) within = middle;
    else before = middle;
  }
  return new Date(within);
}

function dates(zone: string): (ms: number) => string {
  const style = { year: 'numeric', month: 'numeric', day: 'numeric' } as const;
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat('en-GB', { ...style, timeZone: zone });
  } catch {
    format = new Intl.DateTimeFormat('en-GB', { ...style, timeZone: 'Europe/London' });
  }
  return (ms) => format.format(ms);
}
