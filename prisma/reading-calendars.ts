/** When a person works and may be written to, and when a community does: read here alone. */
import { ANYBODY, type PersonCalendar } from '../bot/words/attention.ts';
import { holidaysOf } from '../bot/words/holidays.ts';
import { type Calendar, OFFICE_WEEK } from '../bot/words/working-time.ts';
import { HOME_ZONE } from '../bot/words/zone.ts';
import type { Tx } from './work.ts';

/**
 * Zone by the account that they have used longest of those that name one, holidays by their organisation; Monday to Friday,
 * 9 to 5, without quiet hours or a pause.
 */
export async function readPersonCalendar(tx: Tx, person: string): Promise<PersonCalendar> {
  const [known] = await tx.$queryRaw<{ zone: string | null; holidays: string }[]>`
    SELECT COALESCE(i.zone, g.zone) AS zone, g.holidays
    FROM identity i JOIN workspace w ON w.id = i.workspace_id JOIN organisation g ON g.id = w.organisation_id
    WHERE i.person_id = ${person}::uuid AND i.active
    ORDER BY i.zone IS NULL, i.created_at, i.id LIMIT 1`;
  return known ? { ...ANYBODY, zone: known.zone ?? HOME_ZONE, holidays: holidaysOf(known.holidays) } : ANYBODY;
}

/** Its zone, and the holidays that its lead chose or else its founder organisation's; Monday to Friday, 9 to 5. */
export async function readCommunityCalendar(tx: Tx, community: string): Promise<Calendar | null> {
  const [known] = await tx.$queryRaw<{ zone: string; holidays: string }[]>`
    SELECT c.zone, COALESCE(c.holidays, g.holidays) AS holidays
    FROM community c JOIN organisation g ON g.id = c.founder_id WHERE c.id = ${community}::uuid`;
  return known ? { zone: known.zone, holidays: holidaysOf(known.holidays), week: OFFICE_WEEK } : null;
}
