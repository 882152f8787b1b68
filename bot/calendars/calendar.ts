/** When communities and people work, and what the feature asks of the database. */
import type { PersonCalendar } from '../words/attention.ts';
import type { Holidays } from '../words/holidays.ts';
import type { Calendar } from '../words/working-time.ts';

export interface CalendarStore {
  /** A community's: its zone, and its founder organisation's bank holidays where its lead chose no others. */
  ofCommunity(community: string): Promise<Calendar | null>;
  /** A person's, with what they decided about being written to. */
  ofPerson(person: string): Promise<PersonCalendar>;
  /** For whose right to change it is settled. */
  change(community: string, to: { readonly zone: string; readonly holidays: Holidays }): Promise<void>;
}

declare module '../core/work.ts' {
  interface Stores {
    calendars: CalendarStore;
  }
}
