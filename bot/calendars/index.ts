/** Calendars: when a community and a person work, and a lead's change of it. */
import type { Feature } from '../core/feature.ts';
import type { Work } from '../core/work.ts';
import type { PersonCalendar } from '../words/attention.ts';
import type { Calendar } from '../words/working-time.ts';
import './calendar.ts';
import { change, openByButton, openByCommand } from './change.ts';
import type { Needs } from './needs.ts';

/** When a person works, and what they decided about being written to. */
export const personCalendar = (w: Work, person: string): Promise<PersonCalendar> => w.calendars.ofPerson(person);

/** When a community works; null for one that is not there. */
export const communityCalendar = (w: Work, community: string): Promise<Calendar | null> =>
  w.calendars.ofCommunity(community);

export const wire = (needs: Needs): Feature => ({
  name: 'calendars',
  commands: { calendar: { handle: (turn) => openByCommand(turn, needs) } },
  actions: { 'calendars.open': (turn) => openByButton(turn, needs) },
  forms: { 'calendars.change': (turn) => change(turn, needs) },
  refuses: { MessageDeleted: 'keeps no messages', PersonLeft: 'keeps nothing of a person’s own' },
});
