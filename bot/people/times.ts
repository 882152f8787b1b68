/** Times as people type them in a form, and zones: nothing here knows what they are for. */

/** "18:00 to 8", "18.00–08:00", "6pm-8am": two times of day; null where it is not. */
export function readQuiet(typed: string): { from: string; until: string } | null {
  const [, from, until] = /^\s*(\S.*?)\s*(?:-|–|—|\bto\b|\buntil\b)\s*(\S.*?)\s*$/iu.exec(typed) ?? [];
  const [first, second] = [readTime(from ?? ''), readTime(until ?? '')];
  return first !== null && second !== null && first !== second ? { from: first, until: second } : null;
}

function readTime(typed: string): string | null {
  const [, hours, minutes = '00', half = ''] = /^(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm)?$/i.exec(typed) ?? [];
  if (hours === undefined) return null;
  const isHalf = half !== '';
  const hour = Number(hours);
  if (Number(minutes) > 59 || (isHalf ? hour < 1 || hour > 12 : hour > 24)) return null;
  const shift = half.toLowerCase() === 'pm' ? 12 : 0;
  const whole = isHalf ? (hour % 12) + shift : hour % 24;
  return `${String(whole).padStart(2, '0')}:${minutes}`;
}

export interface CalendarDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** "2026-12-24", "24/12/2026", "24.12.2026"; null where it is no day. */
export function readDate(typed: string): CalendarDate | null {
  const [, y, m, d] = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(typed.trim()) ?? [];
  const [, day, month, year] = /^(\d{1,2})[./](\d{1,2})[./](\d{4})$/.exec(typed.trim()) ?? [];
  const date = { year: Number(y ?? year), month: Number(m ?? month), day: Number(d ?? day) };
  const real = new Date(Date.UTC(date.year, date.month - 1, date.day));
  const isReal = real.getUTCMonth() === date.month - 1 && real.getUTCDate() === date.day;
  return isReal ? date : null;
}

/** A day in a zone, as it can be typed again. */
export function dateIn(at: Date, zone: string): string {
  const { year, month, day } = partsIn(at, zone);
  const two = (number: number): string => String(number).padStart(2, '0');
  return `${year}-${two(month)}-${two(day)}`;
}

/** The first moment of a day in a zone. */
export function startOfDay({ year, month, day }: CalendarDate, zone: string): Date {
  const wanted = Date.UTC(year, month - 1, day);
  // Twice: where the clock is put forward or back between the guess and the day, the first is an hour off.
  let guess = wanted;
  for (let time = 0; time < 2; time += 1) {
    const { hour, minute, ...date } = partsIn(new Date(guess), zone);
    guess += wanted - Date.UTC(date.year, date.month - 1, date.day, hour, minute);
  }
  return new Date(guess);
}

/** The number of the week in the year, as calendars have it: Monday first, the week of 4 January is the first. */
export function weekOf(at: Date, zone: string): number {
  const { year, month, day } = partsIn(at, zone);
  const thursday = new Date(Date.UTC(year, month - 1, day));
  thursday.setUTCDate(thursday.getUTCDate() + 4 - (thursday.getUTCDay() || 7));
  const first = Date.UTC(thursday.getUTCFullYear(), 0, 1);
  return Math.ceil(((thursday.getTime() - first) / 86_400_000 + 1) / 7);
}

function partsIn(at: Date, zone: string) {
  const style = { year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric' } as const;
  const format = new Intl.DateTimeFormat('en-GB', {
    ...style,
    hourCycle: 'h23',
    timeZone: isZone(zone) ? zone : 'Europe/London',
  });
  const part = new Map(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const read = (type: Intl.DateTimeFormatPartTypes): number => part.get(type) ?? 0;
  return { year: read('year'), month: read('month'), day: read('day'), hour: read('hour'), minute: read('minute') };
}

/** The hour that it is in a zone. */
export const hourIn = (at: Date, zone: string): number => partsIn(at, zone).hour;

/** Whether a zone of this name is known here. */
export function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en-GB', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** Zones with all of these words in their names, those that begin with them first. */
export function zonesFor(query: string): readonly string[] {
  const words = query
    .toLowerCase()
    .split(/[\s/_]+/)
    .filter(Boolean);
  const [first = ''] = words;
  const hits = Intl.supportedValuesOf('timeZone').filter((zone) =>
    words.every((word) => zone.toLowerCase().includes(word)),
  );
  const begins = (zone: string): boolean =>
    zone
      .toLowerCase()
      .split('/')
      .some((part) => part.startsWith(first));
  return [...hits.filter(begins), ...hits.filter((zone) => !begins(zone))];
}
