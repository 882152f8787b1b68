/** When a person's day begins, wherever they are and whatever their clocks do. */
import { expect, test } from 'vitest';
import { dayBegan } from './day.ts';

test.each([
  ['in winter', '2026-11-23T09:00:00Z', 'Europe/London', '2026-11-23T00:00:00.000Z'],
  ['in summer', '2026-07-01T00:30:00Z', 'Europe/London', '2026-06-30T23:00:00.000Z'],
  ['at its first moment', '2026-06-30T23:00:00Z', 'Europe/London', '2026-06-30T23:00:00.000Z'],
  ['a millisecond before', '2026-06-30T22:59:59.999Z', 'Europe/London', '2026-06-29T23:00:00.000Z'],
  ['of 25 hours', '2026-10-25T23:59:00Z', 'Europe/London', '2026-10-24T23:00:00.000Z'],
  ['of 23 hours', '2026-03-29T22:59:00Z', 'Europe/London', '2026-03-29T00:00:00.000Z'],
  ['far ahead', '2026-11-23T11:00:00Z', 'Pacific/Auckland', '2026-11-23T11:00:00.000Z'],
  ['with half an hour', '2026-11-23T18:29:00Z', 'Asia/Kolkata', '2026-11-22T18:30:00.000Z'],
  // Midnight did not exist: the clocks went from 24:00 to 1:00.
  ['without a midnight', '2026-04-24T12:00:00Z', 'Africa/Cairo', '2026-04-23T22:00:00.000Z'],
  ['in a zone that does not exist', '2026-07-01T12:00:00Z', 'Nowhere/Here', '2026-06-30T23:00:00.000Z'],
])('%s', (_, now, zone, began) => {
  expect(dayBegan(new Date(now), zone).toISOString()).toBe(began);
});
