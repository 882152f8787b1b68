/** When a person may be told something, by its class: the one place that decides it. Asked again whenever a moment that it named has come. */
import type { Attention, NotAsked } from '../core/attention.ts';
import { afterQuiet, type Calendar, isWorkingTime, nextWorkingTime, OFFICE, type Quiet } from './working-time.ts';
import { DAY_MS, instantOf, localOf } from './zone.ts';

/** What a person decided about being written to. */
export interface PersonCalendar extends Calendar {
  /** Hours of each day in which nothing comes; null where they named none. */
  readonly quiet: Quiet | null;
  /** Nothing but the results of their own acts comes before. */
  readonly pausedUntil: Date | null;
}

/** Of those of whom nothing is known. */
export const ANYBODY: PersonCalendar = { ...OFFICE, quiet: null, pausedUntil: null };

/** Asks that one person gets in any seven days, of all kinds together. */
export const ASKS = 3;
const WEEK_MS = 7 * DAY_MS;

/** What they were told of late. */
export interface Told {
  /** When they were asked something in the last seven days, in any order. */
  readonly asks: readonly Date[];
  /** When they were last told of their duties; null: not yet. */
  readonly duties: Date | null;
}

export type Verdict =
  | { readonly tell: 'now' }
  | { readonly tell: 'later'; readonly at: Date }
  | { readonly tell: 'never'; readonly why: NotAsked };

/** Whether somebody is to be told now, later or never. What was counted before (`counted`) only waits for its hour. */
export function verdict(
  attention: Attention,
  now: Date,
  person: PersonCalendar,
  told: Told,
  how: { counted?: boolean } = {},
): Verdict {
  const after = (at: Date): Verdict => (at <= now ? { tell: 'now' } : { tell: 'later', at });
  const atOnce = afterQuiet(now, person.quiet, person.zone);
  switch (attention.class) {
    case 'yours':
      return after(atOnce);
    case 'duty': {
      // Whoever does not work for months is told all the same: it is theirs.
      const at = workFrom(how.counted ? now : dayAfter(told.duties, now, person), person) ?? atOnce;
      return after(attention.by && at > attention.by ? atOnce : at);
    }
    case 'ask': {
      const room = how.counted ? now : roomFrom(told.asks, now);
      const at = workFrom(room, person);
      if (at && at < attention.until) return after(at);
      if (person.pausedUntil && person.pausedUntil >= attention.until) return { tell: 'never', why: 'paused' };
      return { tell: 'never', why: room > now ? 'no-room' : 'no-working-time' };
    }
  }
}

/** When there is room for one more: a week after the third last. */
function roomFrom(asks: readonly Date[], now: Date): Date {
  const ms = asks.map((at) => at.getTime() + WEEK_MS).sort((a, b) => b - a);
  return new Date(Math.max(now.getTime(), ms[ASKS - 1] ?? 0));
}

/** The beginning of the next day, where today's message was sent already. */
function dayAfter(last: Date | null, now: Date, { zone }: PersonCalendar): Date {
  if (!last) return now;
  const { date } = localOf(last, zone);
  const next = instantOf({ date: date + 1, minute: 0 }, zone);
  return next > now ? next : now;
}

/** The first moment from one on that is working time, not quiet, and after a pause; null where none comes within months. */
function workFrom(from: Date, person: PersonCalendar): Date | null {
  const { quiet, zone, pausedUntil } = person;
  let at = pausedUntil && pausedUntil > from ? pausedUntil : from;
  // Quiet hours may reach into work, and work into quiet hours; who is quiet all day long has no time at all.
  for (let tries = 0; tries < 100; tries += 1) {
    const works = nextWorkingTime(at, person);
    if (!works) return null;
    at = afterQuiet(works, quiet, zone);
    if (at <= works || isWorkingTime(at, person)) return at;
  }
  return null;
}
