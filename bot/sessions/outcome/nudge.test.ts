/** Whether a text names somebody: what is seen, and what is left alone. */
import { expect, test } from 'vitest';
import { namedIn } from './nudge.ts';

const PEOPLE = [
  { name: 'Asha Verma', given: null },
  { name: 'Reed, Tom (Elections)', given: 'Tom' },
  { name: 'May Lowe', given: 'May' },
  { name: 'Jo (x) Bell', given: 'Jo' },
  { name: '', given: null },
];

test.each([
  ['When Asha Verma is away, ask the duty desk', ['Asha Verma']],
  ['asha verma did it', ['Asha Verma']],
  ['Ask Asha’s team', ['Asha Verma']],
  ['Tom knows where the boxes are', ['Reed, Tom (Elections)']],
  ['Tomorrow the boxes come', []],
  ['tom', []],
  ['The count in May begins at nine', []],
  ['May Lowe counts', ['May Lowe']],
  ['Join the list', []],
  ['Pashas and vermin', []],
  ['', []],
])('%s', (text, names) => {
  expect(namedIn(text, PEOPLE)).toEqual(names);
});
