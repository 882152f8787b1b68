/** When a digest is shown and sent: bank holidays, clocks that are put forward and back, weeks that are left out. */
import { expect, test } from 'vitest';
import { type Calendar, OFFICE, OFFICE_WEEK } from '../words/working-time.ts';
import { nextWeek, timesOf, weekAfter } from './times.ts';

const TUESDAY = { day: 2, minute: 600 } as const;
const iso = (at: Date): string => at.toISOString();
const sends = (week: string, rule: Parameters<typeof timesOf>[1], calendar: Calendar = OFFICE): string =>
  iso(timesOf(week, rule, calendar).sendsAt);

test('on Tuesday at ten, on the clock on the wall in summer and in winter', () => {
  expect(sends('2026-W26', TUESDAY)).toBe('2026-06-23T09:00:00.000Z');
  expect(sends('2026-W48', TUESDAY)).toBe('2026-11-24T10:00:00.000Z');
  expect(sends('2027-W01', TUESDAY)).toBe('2027-01-05T10:00:00.000Z');
});

test('four working hours before it is looked at, over a night, a weekend and a bank holiday', () => {
  const preview = (week: string, day: 1 | 2 | 3): string => iso(timesOf(week, { day, minute: 600 }, OFFICE).previewAt);
  expect(preview('2026-W48', 2)).toBe('2026-11-23T14:00:00.000Z');
  expect(preview('2026-W48', 1)).toBe('2026-11-20T14:00:00.000Z');
  // The last Monday of August.
  expect(preview('2026-W36', 2)).toBe('2026-08-28T13:00:00.000Z');
});

test('on a bank holiday it goes on the next working day, even in the next week, and is still its own week’s', () => {
  // Christmas Day is a Friday; Boxing Day is kept on Monday.
  expect(sends('2026-W52', { day: 5, minute: 600 })).toBe('2026-12-29T10:00:00.000Z');
  expect(sends('2026-W53', { day: 5, minute: 600 })).toBe('2027-01-04T10:00:00.000Z');
  expect(sends('2026-W52', { day: 5, minute: 600 }, { ...OFFICE, holidays: 'none' })).toBe('2026-12-25T10:00:00.000Z');
});

test('a time that does not exist is the next that does, and one that exists twice is the first', () => {
  // In Egypt the clock is put forward as a Friday begins, and back as a Thursday ends.
  const cairo: Calendar = { zone: 'Africa/Cairo', week: OFFICE_WEEK, holidays: 'none' };
  expect(sends('2026-W17', { day: 5, minute: 30 }, cairo)).toBe('2026-04-23T22:00:00.000Z');
  expect(sends('2026-W44', { day: 4, minute: 23 * 60 + 30 }, cairo)).toBe('2026-10-29T20:30:00.000Z');
});

test('the next week is the first that can still be shown in time and has none', () => {
  const next = (now: string, last: string | null) => nextWeek(TUESDAY, OFFICE, new Date(now), last).week;
  expect(next('2026-11-23T13:59:00Z', null)).toBe('2026-W48');
  expect(next('2026-11-23T14:00:00Z', null)).toBe('2026-W49');
  expect(next('2026-11-23T09:00:00Z', '2026-W48')).toBe('2026-W49');
  // Last week's Friday was a holiday: it is yet to come.
  const friday = { day: 5, minute: 16 * 60 } as const;
  expect(nextWeek(friday, OFFICE, new Date('2026-12-28T09:00:00Z'), '2026-W51')).toMatchObject({ week: '2026-W52' });
  expect(weekAfter('2026-W53')).toBe('2027-W01');
});

test('one that was shown too late goes later', () => {
  const late = new Date('2026-11-24T13:00:00Z');
  expect(iso(timesOf('2026-W48', TUESDAY, OFFICE, late).sendsAt)).toBe(iso(late));
  expect(sends('2026-W48', TUESDAY)).toBe('2026-11-24T10:00:00.000Z');
});
