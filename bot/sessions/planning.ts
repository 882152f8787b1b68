/** When a session is looked at again: at the end of its window, half way through it, and where nobody moves it on. */
import type { Work } from '../core/work.ts';
import { addWorkingDays, addWorkingHours, type Calendar, OFFICE, workingMinutes } from '../words/working-time.ts';
import { HOUR_MS, MINUTE_MS } from '../words/zone.ts';
import { phaseOf } from './method.ts';
import { methodOf } from './methods/index.ts';
import type { Needs } from './needs.ts';
import type { SessionRecord } from './record.ts';
import type { Effect } from './session.ts';
import { atWork, closesAt, type Region, shifted } from './windows.ts';

/** Whoever leads has so long to look through what was written, in hours of work; then it is shown by itself. */
const SCREENING_HOURS = 1;
/** Working days after which somebody else is asked to move it on. */
const SILENT_DAYS = 2;

type Plan = Extract<Effect, { effect: 'plan' }>;

/** Sets the timers of a session that has just moved. @param was how it was before */
export async function plan(
  w: Work,
  needs: Needs,
  session: SessionRecord,
  was: SessionRecord,
  how: Plan,
): Promise<void> {
  const { setup } = w.sessions;
  const closes = await end(w, needs, session, was, how);
  await setup.save(session.id, { closesAt: closes });
  const calendar = (await needs.calendarOf(w, session.community)) ?? OFFICE;
  await setup.timer(
    session.id,
    'due',
    session.isScreening ? addWorkingHours(w.now, SCREENING_HOURS, calendar) : closes,
    session.version,
  );
  await setup.timer(session.id, 'remind', closes && half(w.now, closes, session, calendar), session.version);
  await planSilent(w, needs, { ...session, closesAt: closes });
}

/** When somebody else is asked to move it on, where nobody does so long after its phase has closed. */
export async function planSilent(w: Work, needs: Needs, session: SessionRecord): Promise<void> {
  const { id, method, state, isSelfLed, closesAt: closes, community, version } = session;
  const isLed = phaseOf(methodOf(method), state) !== null && !isSelfLed;
  const calendar = (await needs.calendarOf(w, community)) ?? OFFICE;
  const at = isLed && closes ? addWorkingDays(closes, SILENT_DAYS, calendar) : null;
  await w.sessions.setup.timer(id, 'silent', at, version);
}

async function end(w: Work, needs: Needs, session: SessionRecord, was: SessionRecord, how: Plan): Promise<Date | null> {
  if (session.state === 'scheduled') return session.opensAt;
  const phase = phaseOf(methodOf(session.method), session.state);
  if (!phase?.window) return null;
  const regions = await regionsOf(w, needs, session.id);
  if (how.shifted && was.closesAt) {
    const closes = shifted(was.closesAt, was.since, w.now);
    return 'minutes' in phase.window ? closes : atWork(closes, regions);
  }
  if (how.days !== undefined) {
    const from = was.closesAt && was.closesAt > w.now && !how.grace ? was.closesAt : w.now;
    return closesAt(from, how.days, regions);
  }
  return 'minutes' in phase.window
    ? new Date(w.now.getTime() + phase.window.minutes * MINUTE_MS)
    : closesAt(w.now, phase.window.days, regions);
}

/** Where those who take part work, each place once. */
export async function regionsOf(w: Work, needs: Needs, session: string): Promise<readonly Region[]> {
  const regions = new Map<string, Region>();
  for (const { person, parts, left } of await w.sessions.setup.people(session)) {
    if (left || !parts.includes('participant')) continue;
    const calendar = await needs.personCalendar(w, person);
    regions.set(`${calendar.zone}/${calendar.holidays}`, calendar);
  }
  return [...regions.values()];
}

/** Half way through the working time of a window in which people write; null where it is too short to remind anybody. */
function half(from: Date, to: Date, session: SessionRecord, calendar: Calendar): Date | null {
  const phase = phaseOf(methodOf(session.method), session.state);
  if (phase?.visibility !== 'hidden') return null;
  const minutes = workingMinutes(from, to, calendar);
  return minutes * MINUTE_MS < 4 * HOUR_MS ? null : addWorkingHours(from, minutes / 60 / 2, calendar);
}
