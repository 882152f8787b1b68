/** Calendars of communities and people in Postgres. */
import type { CalendarStore } from '../bot/calendars/calendar.ts';
import { isId } from './audience.ts';
import { readCommunityCalendar, readPersonCalendar } from './reading-calendars.ts';
import type { Tx } from './work.ts';

export const createCalendarStore = (tx: Tx): CalendarStore => ({
  ofCommunity: async (community) => (isId(community) ? readCommunityCalendar(tx, community) : null),
  ofPerson: (person) => readPersonCalendar(tx, person),
  async change(community, { zone, holidays }) {
    await tx.community.update({ where: { id: community }, data: { zone, holidays } });
  },
});
