/** How far a fact is agreed, as a table; and when it happened, from how people write it. */
import { expect, test } from 'vitest';
import { inOrder, statusOf, told } from './status.ts';

test.each([
  // agree, dispute, recorded by whoever leads
  [0, 0, false, 'proposed'],
  [1, 0, false, 'proposed'],
  [2, 0, false, 'agreed'],
  [7, 0, false, 'agreed'],
  [0, 1, false, 'disputed'],
  [7, 1, false, 'disputed'],
  [1, 0, true, 'agreed'],
  [1, 1, true, 'disputed'],
  [7, 2, true, 'disputed'],
] as const)('%i agree, %i dispute, recorded %s: %s', (agree, dispute, recorded, status) => {
  expect(statusOf({ agree, dispute, recorded })).toBe(status);
});

test.each([
  ['22:40 – The boxes came', '22:40', 'The boxes came'],
  ['22.40: The boxes came', '22.40', 'The boxes came'],
  ['About 3 am, the hall was dark', 'About 3 am', 'the hall was dark'],
  ['2026-11-19 22:40 - The boxes came', '2026-11-19 22:40', 'The boxes came'],
  ['19 November: it rained', '19 November', 'it rained'],
  ['Thursday at 10:15; it rained', 'Thursday at 10:15', 'it rained'],
  // No time, or one that is not set off from what happened.
  ['The boxes came at 22:40', '', 'The boxes came at 22:40'],
  ['22:40 the boxes came', '', '22:40 the boxes came'],
  ['12 boxes: two were wet', '', '12 boxes: two were wet'],
  ['Ratio 3:1, as usual', '', 'Ratio 3:1, as usual'],
])('%s', (text, when, statement) => {
  expect(told(text)).toEqual({ when, statement });
});

test('facts stand by their times, and those without one after them as they came', () => {
  const whens = ['', '22:40', '3 am', '', '19 November', '12:05 am', '2026-11-19', '2026-11-19 09:00', 'About 23:00'];
  expect(inOrder(whens.map((when) => ({ when }))).map(({ when }) => when)).toEqual([
    '12:05 am',
    '3 am',
    '22:40',
    'About 23:00',
    '2026-11-19',
    '2026-11-19 09:00',
    '',
    '',
    '19 November',
  ]);
});
