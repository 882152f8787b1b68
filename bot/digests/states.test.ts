/** The states of a digest, as a table. */
import { expect, test } from 'vitest';
import { EVENTS, type Event, isOver, STATES } from './states.ts';

/** In the order of STATES: planned, previewed, approved, skipped, posted. */
const TABLE: Readonly<Record<Event, string>> = {
  preview: 'x....',
  approve: '.x...',
  skip: 'xxx..',
  post: 'xxx..',
};

test.each(Object.entries(TABLE))('%s finds it at %s', (event, row) => {
  const from: readonly string[] = EVENTS[event as Event].from;
  expect(STATES.map((state) => (from.includes(state) ? 'x' : '.')).join('')).toBe(row);
});

test('what is over stays so', () => {
  expect(STATES.filter(isOver)).toEqual(['skipped', 'posted']);
  for (const { from } of Object.values(EVENTS))
    expect((from as readonly string[]).some((state) => isOver(state as 'posted'))).toBe(false);
});
