/** When a person works and may be written to, and when a community does: read here alone. */
import { ANYBODY, type PersonCalendar } from '../bot/words/attention.ts';
import { holidaysOf } from '../bot/words/holidays.ts';
import {
  type Calendar,
  OFFICE_HOURS,
  OFFICE_WEEK,
  type Quiet,
  type Week,
  weekOfDays,
} from '../bot/words/working-time.ts';
import { HOME_ZONE, minuteOf, type Weekday } from '../bot/words/zone.ts';
import type { Tx } from './work.ts';

interface Known {
  zone: string | null;
  holidays: string;
  days: readonly number[] | null;
  even_days: readonly number[] | null;
  quiet_from: string | null;
  quiet_until: string | null;
  paused_until: Date | null;
}

/**
 * What they chose; else the zone of the account that they have used longest of those that name one, and Monday to Friday.
 * Holidays are their organisation's, hours 9 to 5.
 */
export async function readPersonCalendar(tx: Tx, person: string): Promise<PersonCalendar> {
  const [known] = await tx.$queryRaw<Known[]>`
    SELECT COALESCE(p.zone, i.zone, g.zone) AS zone, g.holidays, p.days, p.even_days, p.quiet_from, p.quiet_until, p.paused_until
    FROM identity i JOIN workspace w ON w.id = i.workspace_id JOIN organisation g ON g.id = w.organisation_id
    LEFT JOIN preference p ON p.person_id = i.person_id
    WHERE i.person_id = ${person}::uuid AND i.active
    ORDER BY i.zone IS NULL, i.created_at, i.id LIMIT 1`;
  if (!known) return ANYBODY;
  const evenWeek = weekOn(known.even_days);
  return {
    zone: known.zone ?? HOME_ZONE,
    holidays: holidaysOf(known.holidays),
    week: weekOn(known.days) ?? OFFICE_WEEK,
    ...(evenWeek && { evenWeek }),
    quiet: quietBetween(known.quiet_from, known.quiet_until),
    pausedUntil: known.paused_until,
  };
}

/** Null where no days were chosen. */
const weekOn = (days: readonly number[] | null): Week | null =>
  days === null || days.length === 0 ? null : weekOfDays(days as readonly Weekday[], OFFICE_HOURS);

function quietBetween(from: string | null, until: string | null): Quiet | null {
  const [begins, ends] = [minuteOf(from ?? ''), minuteOf(until ?? '')];
  return begins === null || ends === null ? null : { from: begins, to: ends };
}

/** Its zone, and the holidays that its lead chose or else its founder organisation's; Monday to Friday, 9 to 5. */
export async function readCommunityCalendar(tx: Tx, community: string): Promise<Calendar | null> {
  const [known] = await tx.$queryRaw<{ zone: string; holidays: string }[]>`
    SELECT c.zone, COALESCE(c.holidays, g.holidays) AS holidays
    FROM community c JOIN organisation g ON g.id = c.founder_id WHERE c.id = ${community}::uuid`;
  return known ? { zone: known.zone, holidays: holidaysOf(known.holidays), week: OFFICE_WEEK } : null;
}
