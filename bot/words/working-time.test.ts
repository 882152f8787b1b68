/** Working time counted forwards and backwards, and weekly rules: by example, and by property in zones with odd rules. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addWorkingDays,
  addWorkingHours,
  afterQuiet,
  type Calendar,
  isWorkingTime,
  nextWorkingTime,
  OFFICE,
  OFFICE_WEEK,
  ruleAfter,
  type Week,
  weekOfDays,
  workingMinutes,
} from './working-time.ts';
import { DAY_MS, HOUR_MS, localOf, type Weekday, weekdayOf } from './zone.ts';

const at = (text: string): Date => new Date(text);
const iso = (date: Date | null): string | null => date?.toISOString().replace(/:00\.000Z$/, 'Z') ?? null;

describe('an office in England', () => {
  test.each([
    ['Thursday at ten', '2026-11-26T10:00:00Z', '2026-11-26T10:00Z'],
    ['at its first moment', '2026-11-26T09:00:00Z', '2026-11-26T09:00Z'],
    ['before it opens', '2026-11-26T04:00:00Z', '2026-11-26T09:00Z'],
    ['as it closes', '2026-11-26T17:00:00Z', '2026-11-27T09:00Z'],
    ['on Friday evening', '2026-11-27T18:00:00Z', '2026-11-30T09:00Z'],
    ['on Christmas Eve', '2026-12-24T17:30:00Z', '2026-12-29T09:00Z'],
    ['in summer', '2026-07-01T08:00:00Z', '2026-07-01T08:00Z'],
  ])('works next: %s', (_, from, expected) => {
    expect(iso(nextWorkingTime(at(from), OFFICE))).toBe(expected);
  });

  test.each([
    ['2026-11-26T10:15:00Z', 1, '2026-11-27T10:15Z'],
    ['2026-11-26T10:15:00Z', 3, '2026-12-01T10:15Z'],
    ['2026-11-28T10:15:00Z', 3, '2026-12-02T10:15Z'],
    ['2026-12-24T10:15:00Z', 1, '2026-12-29T10:15Z'],
    ['2026-12-29T10:15:00Z', -1, '2026-12-24T10:15Z'],
    ['2026-11-26T10:15:00Z', 0, '2026-11-26T10:15Z'],
    // The clock is put forward between them: it is ten on the wall both times.
    ['2026-03-27T10:00:00Z', 1, '2026-03-30T09:00Z'],
  ])('%s and %i working days', (from, days, expected) => {
    expect(iso(addWorkingDays(at(from), days, OFFICE))).toBe(expected);
  });

  test.each([
    ['2026-11-26T10:00:00Z', 4, '2026-11-26T14:00Z'],
    ['2026-11-26T15:00:00Z', 4, '2026-11-27T11:00Z'],
    ['2026-11-27T16:00:00Z', 4, '2026-11-30T12:00Z'],
    ['2026-11-28T16:00:00Z', 0.5, '2026-11-30T09:30Z'],
    ['2026-12-01T10:00:00Z', -4, '2026-11-30T14:00Z'],
    ['2026-11-30T10:00:00Z', -4, '2026-11-27T14:00Z'],
    ['2026-12-29T10:00:00Z', -4, '2026-12-24T14:00Z'],
    ['2026-11-26T13:00:00Z', -4, '2026-11-26T09:00Z'],
  ])('%s and %d working hours', (from, hours, expected) => {
    expect(iso(addWorkingHours(at(from), hours, OFFICE))).toBe(expected);
  });

  test('was waited for in working time', () => {
    expect(workingMinutes(at('2026-11-27T16:00:00Z'), at('2026-11-30T10:30:00Z'), OFFICE)).toBe(150);
    expect(workingMinutes(at('2026-11-28T10:00:00Z'), at('2026-11-28T12:00:00Z'), OFFICE)).toBe(0);
  });
});

test('in Scotland the day is another', () => {
  const friday = at('2026-11-27T18:00:00Z');
  expect(iso(nextWorkingTime(friday, { ...OFFICE, holidays: 'scotland' }))).toBe('2026-12-01T09:00Z');
});

test('somebody works mornings from Wednesday to Friday, and somebody by night', () => {
  const mornings = { ...OFFICE, week: weekOfDays([3, 4, 5], { from: 8 * 60, to: 12 * 60 }) };
  expect(iso(nextWorkingTime(at('2026-11-27T12:00:00Z'), mornings))).toBe('2026-12-02T08:00Z');
  expect(iso(addWorkingHours(at('2026-11-27T11:00:00Z'), 2, mornings))).toBe('2026-12-02T09:00Z');
  const nights = { ...OFFICE, week: weekOfDays([4], { from: 22 * 60, to: 30 * 60 }) };
  expect(isWorkingTime(at('2026-11-27T05:00:00Z'), nights)).toBe(true);
  expect(isWorkingTime(at('2026-11-27T06:00:00Z'), nights)).toBe(false);
  expect(iso(addWorkingHours(at('2026-11-27T05:00:00Z'), 2, nights))).toBe('2026-12-03T23:00Z');
  expect(iso(addWorkingHours(at('2026-11-27T05:00:00Z'), -6, nights))).toBe('2026-11-26T23:00Z');
});

test('somebody works other days in weeks with an even number', () => {
  const hours = { from: 9 * 60, to: 17 * 60 };
  const turns = { ...OFFICE, week: weekOfDays([1, 2], hours), evenWeek: weekOfDays([4], hours) };
  // The week of 26 November 2026 is the 48th.
  expect(iso(nextWorkingTime(at('2026-11-24T08:00:00Z'), turns))).toBe('2026-11-26T09:00Z');
  expect(iso(addWorkingDays(at('2026-11-26T10:00:00Z'), 1, turns))).toBe('2026-11-30T10:00Z');
  expect(iso(addWorkingDays(at('2026-11-26T10:00:00Z'), 3, turns))).toBe('2026-12-10T10:00Z');
});

test('who never works has no next time, and nothing is counted in it', () => {
  const never: Calendar = { ...OFFICE, week: {} };
  expect(nextWorkingTime(at('2026-11-26T10:00:00Z'), never)).toBeNull();
  expect(() => addWorkingDays(at('2026-11-26T10:00:00Z'), 1, never)).toThrow(RangeError);
  expect(() => addWorkingHours(at('2026-11-26T10:00:00Z'), -1, never)).toThrow(RangeError);
});

describe('a weekly rule', () => {
  const tuesday = { day: 2 as const, minute: 10 * 60 };
  test.each([
    ['the next', '2026-11-26T12:00:00Z', 'Europe/London', '2026-12-01T10:00Z'],
    ['the same day', '2026-12-01T09:59:00Z', 'Europe/London', '2026-12-01T10:00Z'],
    ['not the moment itself', '2026-12-01T10:00:00Z', 'Europe/London', '2026-12-08T10:00Z'],
    ['in summer', '2026-06-29T12:00:00Z', 'Europe/London', '2026-06-30T09:00Z'],
    ['elsewhere', '2026-11-26T12:00:00Z', 'Asia/Kathmandu', '2026-12-01T04:15Z'],
  ])('%s', (_, after, zone, expected) => {
    expect(iso(ruleAfter(tuesday, at(after), zone))).toBe(expected);
  });

  test('at a time that is left out runs at the next that is there, and one that is there twice runs once', () => {
    const early = { day: 7 as const, minute: 90 };
    const spring = ruleAfter(early, at('2026-03-28T12:00:00Z'), 'Europe/London');
    expect(iso(spring)).toBe('2026-03-29T01:00Z');
    expect(iso(ruleAfter(early, spring, 'Europe/London'))).toBe('2026-04-05T00:30Z');
    const autumn = ruleAfter(early, at('2026-10-24T12:00:00Z'), 'Europe/London');
    expect(iso(autumn)).toBe('2026-10-25T00:30Z');
    expect(iso(ruleAfter(early, autumn, 'Europe/London'))).toBe('2026-11-01T01:30Z');
  });

  test('on a day that is left out runs as the next begins', () => {
    const friday = { day: 5 as const, minute: 10 * 60 };
    const skipped = ruleAfter(friday, at('2011-12-28T00:00:00Z'), 'Pacific/Apia');
    expect(iso(skipped)).toBe('2011-12-30T10:00Z');
    expect(iso(ruleAfter(friday, skipped, 'Pacific/Apia'))).toBe('2012-01-05T20:00Z');
  });
});

test('quiet hours over midnight, in a night that is an hour shorter', () => {
  const quiet = { from: 22 * 60, to: 7 * 60 };
  const after = (text: string) => iso(afterQuiet(at(text), quiet, 'Europe/London'));
  expect(after('2026-11-26T12:00:00Z')).toBe('2026-11-26T12:00Z');
  expect(after('2026-11-26T22:00:00Z')).toBe('2026-11-27T07:00Z');
  expect(after('2026-11-27T06:59:00Z')).toBe('2026-11-27T07:00Z');
  expect(after('2026-11-27T07:00:00Z')).toBe('2026-11-27T07:00Z');
  expect(after('2026-03-28T23:00:00Z')).toBe('2026-03-29T06:00Z');
  expect(iso(afterQuiet(at('2026-11-26T13:00:00Z'), { from: 12 * 60, to: 14 * 60 }, 'Europe/London'))).toBe(
    '2026-11-26T14:00Z',
  );
  expect(iso(afterQuiet(at('2026-11-26T23:00:00Z'), null, 'Europe/London'))).toBe('2026-11-26T23:00Z');
});

describe('whatever the zone, the week and the holidays', () => {
  const zones = fc.constantFrom(
    'Europe/London',
    'America/Sao_Paulo',
    'Asia/Kathmandu',
    'Pacific/Apia',
    'Australia/Lord_Howe',
    'Africa/Casablanca',
  );
  const instants = fc
    .date({ min: new Date('2008-01-01'), max: new Date('2032-01-01'), noInvalidDate: true })
    .map((date) => new Date(Math.floor(date.getTime() / 60_000) * 60_000));
  const hours = fc
    .tuple(fc.integer({ min: 0, max: 1_380 }), fc.integer({ min: 60, max: 600 }))
    .map(([from, length]) => ({ from, to: from + length }));
  const weeks: fc.Arbitrary<Week> = fc
    .uniqueArray(fc.tuple(fc.integer({ min: 1, max: 7 }), hours), {
      minLength: 1,
      maxLength: 7,
      selector: ([day]) => day,
    })
    .map((days) => Object.fromEntries(days) as Week);
  const calendars: fc.Arbitrary<Calendar> = fc.record({
    zone: zones,
    week: fc.oneof(fc.constant(OFFICE_WEEK), weeks),
    holidays: fc.constantFrom('england-and-wales', 'scotland', 'northern-ireland', 'none'),
  });
  const runs = { numRuns: 200 };

  test('the next working time is working time, not earlier, and nothing before it is', () => {
    fc.assert(
      fc.property(instants, calendars, fc.double({ min: 0, max: 1, noNaN: true }), (from, calendar, part) => {
        const next = nextWorkingTime(from, calendar);
        if (next === null) throw new Error('somebody works every week');
        expect(next >= from).toBe(true);
        expect(isWorkingTime(next, calendar)).toBe(true);
        if (next > from) {
          const between = new Date(from.getTime() + Math.floor((next.getTime() - 1 - from.getTime()) * part));
          expect(isWorkingTime(between, calendar)).toBe(false);
        }
      }),
      runs,
    );
  });

  test('hours that are added are what was waited, and taking them away leads back into the same work', () => {
    // Shifts that do not overlap: two at once are one person's work only once.
    const day = calendars.filter(({ week }) => Object.values(week).every((one) => one.to <= 1_440));
    fc.assert(
      fc.property(instants, day, fc.integer({ min: 1, max: 40 * 4 }), (from, calendar, quarters) => {
        const to = addWorkingHours(from, quarters / 4, calendar);
        expect(workingMinutes(from, to, calendar)).toBe(quarters * 15);
        const back = addWorkingHours(to, -quarters / 4, calendar);
        expect(workingMinutes(back, to, calendar)).toBe(quarters * 15);
        // Nothing is worked between where it began and where it leads back to.
        const [first, last] = back < from ? [back, from] : [from, back];
        expect(workingMinutes(first, last, calendar)).toBe(0);
      }),
      runs,
    );
  });

  test('days that are added are that many, at the same time on the wall unless that is left out', () => {
    fc.assert(
      fc.property(instants, calendars, fc.integer({ min: 1, max: 15 }), (from, calendar, days) => {
        const to = addWorkingDays(from, days, calendar);
        expect(to > from).toBe(true);
        const [before, after] = [localOf(from, calendar.zone), localOf(to, calendar.zone)];
        if (after.minute === before.minute) expect(calendar.week[weekdayOf(after.date)]).toBeDefined();
        else expect(localOf(new Date(to.getTime() - 1), calendar.zone)).not.toEqual(after);
      }),
      runs,
    );
  });

  test('a rule comes once a week, later than asked, at its time unless that is left out', () => {
    const rules = fc.record({ day: fc.integer({ min: 1, max: 7 }), minute: fc.integer({ min: 0, max: 1_439 }) });
    fc.assert(
      fc.property(instants, zones, rules, (after, zone, { day, minute }) => {
        const rule = { day: day as Weekday, minute };
        const first = ruleAfter(rule, after, zone);
        expect(first > after).toBe(true);
        expect(first.getTime() - after.getTime()).toBeLessThanOrEqual(8 * DAY_MS);
        // Whoever asks late, but before it, hears the same.
        expect(ruleAfter(rule, new Date(first.getTime() - 1), zone)).toEqual(first);
        const second = ruleAfter(rule, first, zone);
        expect(Math.abs(second.getTime() - first.getTime() - 7 * DAY_MS)).toBeLessThanOrEqual(24 * HOUR_MS);
        const said = localOf(first, zone);
        if (said.minute === minute) expect(weekdayOf(said.date)).toBe(day);
        else expect(localOf(new Date(first.getTime() - 1), zone).minute).not.toBe((said.minute + 1_439) % 1_440);
      }),
      runs,
    );
  });
});
