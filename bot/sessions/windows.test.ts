/** When windows close: in working days, at five, where it is latest. */
import { describe, expect, test } from 'vitest';
import { atWork, closesAt, extended, type Region, shifted } from './windows.ts';

const england: Region = { zone: 'Europe/London', holidays: 'england-and-wales' };
const scotland: Region = { zone: 'Europe/London', holidays: 'scotland' };
const athens: Region = { zone: 'Europe/Athens', holidays: 'none' };
const closes = (opened: string, days: number, ...regions: Region[]): string =>
  closesAt(new Date(opened), days, regions).toISOString();

describe('a window', () => {
  test.each([
    // From Friday morning to Tuesday evening; whoever opens it at three gets the rest of a day more.
    ['2026-11-13T09:00:00Z', 3, '2026-11-17T17:00:00.000Z'],
    ['2026-11-13T15:00:00Z', 3, '2026-11-18T17:00:00.000Z'],
    // On a Saturday, it is as if it had been on Monday.
    ['2026-11-14T12:00:00Z', 1, '2026-11-16T17:00:00.000Z'],
    ['2026-11-16T08:00:00Z', 1, '2026-11-16T17:00:00.000Z'],
    // In the evening the next day counts.
    ['2026-11-16T18:00:00Z', 1, '2026-11-17T17:00:00.000Z'],
    // Over Christmas.
    ['2026-12-24T09:00:00Z', 2, '2026-12-29T17:00:00.000Z'],
    // Over Easter, and the night in which the clock is put forward: it is five there.
    ['2027-03-26T09:00:00Z', 3, '2027-04-01T16:00:00.000Z'],
  ])('that opens at %s for %i days', (opened, days, at) => {
    expect(closes(opened, days, england)).toBe(at);
  });

  test('closes where it is latest', () => {
    expect(closes('2026-11-16T07:00:00Z', 1, athens)).toBe('2026-11-16T15:00:00.000Z');
    expect(closes('2026-11-16T07:00:00Z', 1, athens, england)).toBe('2026-11-16T17:00:00.000Z');
    // The second of January is a holiday in Scotland alone.
    expect(closes('2028-12-29T09:00:00Z', 2, england)).not.toBe(closes('2028-12-29T09:00:00Z', 2, england, scotland));
  });

  test('of nobody is over', () => {
    expect(closes('2026-11-16T07:00:00Z', 3)).toBe('2026-11-16T07:00:00.000Z');
  });
});

test('a pause is given back, and so is the time in which nobody could reach us, from two hours on', () => {
  const at = (hour: number) => new Date(Date.UTC(2026, 10, 16, hour));
  expect(shifted(at(17), at(9), at(12))).toEqual(at(20));
  expect(shifted(at(17), at(12), at(9))).toEqual(at(17));
  expect(extended(at(17), { from: at(9), to: at(13) })).toEqual(at(21));
  expect(extended(at(17), { from: at(9), to: at(11) })).toEqual(at(17));
  // What closed an hour after we were gone lost an hour.
  expect(extended(at(17), { from: at(16), to: at(23) })).toEqual(at(17));
  expect(extended(at(17), { from: at(18), to: at(23) })).toEqual(at(17));
});

test('what is put off into a weekend closes at the end of the next day of work', () => {
  const saturday = new Date('2026-12-05T17:00:00Z');
  const region = { zone: 'Europe/London', holidays: 'england-and-wales' } as const;
  expect(atWork(saturday, [region])).toEqual(new Date('2026-12-07T17:00:00Z'));
  const tuesday = new Date('2026-12-08T17:00:00Z');
  expect(atWork(tuesday, [region])).toEqual(tuesday);
});
