/** Times as people type them. */
import { describe, expect, test } from 'vitest';
import { dateIn, readDate, readQuiet, startOfDay, weekOf, zonesFor } from './times.ts';

describe('quiet hours', () => {
  test.each([
    ['18:00-08:00', '18:00', '08:00'],
    ['18.30 – 8', '18:30', '08:00'],
    ['6pm to 8am', '18:00', '08:00'],
    ['12am until 12pm', '00:00', '12:00'],
    ['17:30–24:00', '17:30', '00:00'],
  ])('%s', (typed, from, until) => expect(readQuiet(typed)).toEqual({ from, until }));
  test.each(['', 'evenings', '18:00', '25:00-08:00', '18:60-08:00', '18:00-18:00', '13pm-8am'])('not %s', (typed) =>
    expect(readQuiet(typed)).toBeNull(),
  );
});

describe('days', () => {
  test.each([
    ['2026-12-24', { year: 2026, month: 12, day: 24 }],
    ['24/12/2026', { year: 2026, month: 12, day: 24 }],
    [' 1.2.2027 ', { year: 2027, month: 2, day: 1 }],
  ])('%s', (typed, date) => expect(readDate(typed)).toEqual(date));
  test.each(['', 'soon', '2026-02-30', '31/4/2026', '24/12/26'])('not %s', (typed) =>
    expect(readDate(typed)).toBeNull(),
  );

  test.each([
    ['Europe/London', '2026-03-29', '2026-03-29T00:00:00.000Z'],
    ['Europe/London', '2026-03-30', '2026-03-29T23:00:00.000Z'],
    ['Europe/London', '2026-10-25', '2026-10-24T23:00:00.000Z'],
    ['America/New_York', '2026-12-24', '2026-12-24T05:00:00.000Z'],
    ['Asia/Kolkata', '2026-12-24', '2026-12-23T18:30:00.000Z'],
  ])('in %s, %s begins', (zone, typed, at) => {
    const date = readDate(typed);
    if (!date) throw new Error('no day');
    expect(startOfDay(date, zone).toISOString()).toBe(at);
    expect(dateIn(new Date(at), zone)).toBe(typed);
  });

  test.each([
    ['2026-01-01T12:00:00Z', 1],
    ['2027-01-01T12:00:00Z', 53],
    ['2026-11-26T12:00:00Z', 48],
  ])('%s is in week %i', (at, week) => expect(weekOf(new Date(at), 'Europe/London')).toBe(week));
});

test('zones are found by words', () => {
  expect(zonesFor('lond')[0]).toBe('Europe/London');
  expect(zonesFor('new york')[0]).toBe('America/New_York');
  expect(zonesFor('nowhere at all')).toEqual([]);
});
