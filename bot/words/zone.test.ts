/** What the clock on the wall says, and which instant that is: by example and by property, in zones with odd rules. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  cityOf,
  dateOf,
  dateText,
  HOUR_MS,
  instantOf,
  isZone,
  type Local,
  localOf,
  minuteOf,
  minuteText,
  weekdayOf,
  weekOf,
} from './zone.ts';

/** Summer time, its history, a quarter of an hour, a day left out, half an hour of summer time, and far to both sides. */
const ZONES = [
  'Europe/London',
  'Europe/Dublin',
  'America/Sao_Paulo',
  'America/St_Johns',
  'Asia/Kathmandu',
  'Asia/Tehran',
  'Pacific/Apia',
  'Pacific/Kiritimati',
  'Australia/Lord_Howe',
  'Africa/Casablanca',
  'Antarctica/Troll',
  'America/Godthab',
  'UTC',
];
const zones = fc.constantFrom(...ZONES);
const instants = fc.date({ min: new Date('1985-01-01'), max: new Date('2035-01-01'), noInvalidDate: true });
const locals: fc.Arbitrary<Local> = fc.record({
  date: fc.integer({ min: dateOf(1985, 1, 1), max: dateOf(2035, 1, 1) }),
  minute: fc.integer({ min: 0, max: 1439 }),
});
const order = ({ date, minute }: Local): number => date * 1440 + minute;

test.each([
  ['in winter', '2026-11-26T10:00', 'Europe/London', '2026-11-26T10:00:00.000Z'],
  ['in summer', '2026-07-01T10:00', 'Europe/London', '2026-07-01T09:00:00.000Z'],
  ['that is left out in spring', '2026-03-29T01:30', 'Europe/London', '2026-03-29T01:00:00.000Z'],
  ['that is there twice in autumn', '2026-10-25T01:30', 'Europe/London', '2026-10-25T00:30:00.000Z'],
  ['after the second of them', '2026-10-25T02:00', 'Europe/London', '2026-10-25T02:00:00.000Z'],
  ['at a midnight that is left out', '2018-11-04T00:00', 'America/Sao_Paulo', '2018-11-04T03:00:00.000Z'],
  ['at a quarter', '2026-11-26T10:00', 'Asia/Kathmandu', '2026-11-26T04:15:00.000Z'],
  ['on a day that is left out', '2011-12-30T10:00', 'Pacific/Apia', '2011-12-30T10:00:00.000Z'],
  ['on the day after it', '2011-12-31T00:00', 'Pacific/Apia', '2011-12-30T10:00:00.000Z'],
  ['in half an hour that is left out', '2026-10-04T02:15', 'Australia/Lord_Howe', '2026-10-03T15:30:00.000Z'],
  ['in half an hour that is there twice', '2026-04-05T01:45', 'Australia/Lord_Howe', '2026-04-04T14:45:00.000Z'],
  ['in a zone that does not exist', '2026-07-01T10:00', 'Nowhere/Here', '2026-07-01T09:00:00.000Z'],
])('a time %s', (_, wall, zone, instant) => {
  const utc = Date.parse(`${wall}Z`);
  const date = Math.floor(utc / (24 * HOUR_MS));
  expect(instantOf({ date, minute: utc / 60_000 - date * 1440 }, zone).toISOString()).toBe(instant);
});

describe('in every zone', () => {
  test('an instant’s time on the wall leads back to it, or to the first of two that look the same', () => {
    fc.assert(
      fc.property(instants, zones, (at, zone) => {
        const local = localOf(at, zone);
        const back = instantOf(local, zone);
        expect(localOf(back, zone)).toEqual(local);
        expect(back <= at).toBe(true);
        // Two that look the same are never further apart than the clock is put back: a day at most.
        expect(at.getTime() - back.getTime()).toBeLessThan(24 * HOUR_MS + 60_000);
      }),
      { numRuns: 400 },
    );
  });

  test('a time on the wall is its instant, or where it is left out the moment of the change', () => {
    fc.assert(
      fc.property(locals, zones, (local, zone) => {
        const at = instantOf(local, zone);
        const said = localOf(at, zone);
        if (order(said) === order(local)) return;
        expect(order(said)).toBeGreaterThan(order(local));
        expect(order(localOf(new Date(at.getTime() - 1), zone))).toBeLessThan(order(local));
      }),
      { numRuns: 400 },
    );
  });

  test('later on the wall is never earlier', () => {
    fc.assert(
      fc.property(locals, fc.integer({ min: 1, max: 3_000 }), zones, ({ date, minute }, later, zone) => {
        const first = instantOf({ date, minute }, zone);
        const second = instantOf({ date, minute: minute + later }, zone);
        expect(second >= first).toBe(true);
      }),
      { numRuns: 400 },
    );
  });
});

test('weekdays and weeks, by ISO 8601', () => {
  expect(weekdayOf(dateOf(2026, 11, 26))).toBe(4);
  expect(weekdayOf(dateOf(1969, 12, 29))).toBe(1);
  expect(dateText(dateOf(2026, 2, 3))).toBe('2026-02-03');
  const week = (at: string, zone = 'Europe/London') => weekOf(new Date(at), zone);
  expect(week('2026-11-26T10:00:00Z')).toBe('2026-W48');
  expect(week('2021-01-03T10:00:00Z')).toBe('2020-W53');
  expect(week('2024-12-30T10:00:00Z')).toBe('2025-W01');
  expect(week('2026-11-29T23:30:00Z')).toBe('2026-W48');
  expect(week('2026-11-29T23:30:00Z', 'Asia/Kathmandu')).toBe('2026-W49');
});

test('times as people write them', () => {
  expect(['9:30', '09:30', ' 23:59 ', '00:00'].map(minuteOf)).toEqual([570, 570, 1439, 0]);
  expect(['24:00', '9', '9.30', '9:5', ''].map(minuteOf)).toEqual([null, null, null, null, null]);
  expect([570, 0, 1439].map(minuteText)).toEqual(['09:30', '00:00', '23:59']);
});

test('zones as people name them', () => {
  expect(['Europe/London', 'America/Argentina/Buenos_Aires', 'UTC'].map(cityOf)).toEqual([
    'London',
    'Buenos Aires',
    'UTC',
  ]);
});

test('zones that there are', () => {
  expect(['Europe/London', 'Pacific/Apia', 'UTC'].every(isZone)).toBe(true);
  expect(['Nowhere/Here', '', 'tomorrow'].some(isZone)).toBe(false);
});
