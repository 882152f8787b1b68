/** When a week's digest is shown to its facilitators, and when it goes: from the rule, as zone and holidays are now. */
import { addWorkingHours, type Calendar, ruleIn, type WeeklyRule } from '../words/working-time.ts';
import { localOf, mondayOf, weekText } from '../words/zone.ts';
import type { Times } from './digest.ts';

/** Working hours in which a facilitator can change it. */
export const PREVIEW_HOURS = 4;
/** Weeks ahead: nobody is off for longer. */
const AHEAD = 20;

/** @param notBefore it goes no sooner: it was shown too late for its time */
export function timesOf(week: string, rule: WeeklyRule, calendar: Calendar, notBefore: Date | null = null): Times {
  const ruled = ruleIn(week, rule, calendar);
  const sendsAt = notBefore && notBefore > ruled ? notBefore : ruled;
  return { sendsAt, previewAt: addWorkingHours(sendsAt, -PREVIEW_HOURS, calendar), zone: calendar.zone };
}

/**
 * The next week whose digest can still be shown in time.
 * @param last the last week that has one already
 */
export function nextWeek(
  rule: WeeklyRule,
  calendar: Calendar,
  now: Date,
  last: string | null,
): { readonly week: string; readonly times: Times } {
  // A holiday may have moved last week's into this one.
  const first = mondayOf(weekText(localOf(now, calendar.zone).date)) - 7;
  for (let at = 0; at < AHEAD; at += 1) {
    const week = weekText(first + 7 * at);
    if (last !== null && week <= last) continue;
    const times = timesOf(week, rule, calendar);
    if (times.previewAt > now) return { week, times };
  }
  throw new RangeError('no week to come');
}

export const weekAfter = (week: string): string => weekText(mondayOf(week) + 7);
