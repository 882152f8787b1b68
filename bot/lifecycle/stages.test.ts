/** The stages of a community, as a table, and what holds whatever happens to one. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { STAGES, type Stage } from '../words/stage.ts';
import { EVENTS, type Event, transition } from './stages.ts';

/** From each stage, in the order of STAGES (forming, active, quiet, dormant, archived), the first letter of the next; a dot: it cannot happen. */
const TABLE: Readonly<Record<Event, string>> = {
  grew: 'a....',
  fell: '.q...',
  recovered: '..a..',
  silent: '..d..',
  alone: 'ddd..',
  spoke: '...a.',
  kept: '...q.',
  ended: '...X.',
  closed: 'XXXX.',
  revived: '....a',
};
const LETTERS: Readonly<Record<Stage, string>> = { forming: 'f', active: 'a', quiet: 'q', dormant: 'd', archived: 'X' };

test.each(Object.entries(TABLE))('%s leads to %s', (event, row) => {
  const led = STAGES.map((stage) => transition(stage, event as Event));
  expect(led.map((stage) => (stage ? LETTERS[stage] : '.')).join('')).toBe(row);
});

test('every event is in the table', () => {
  expect(Object.keys(EVENTS).sort()).toEqual(Object.keys(TABLE).sort());
});

const events = fc.array(fc.constantFrom(...(Object.keys(EVENTS) as Event[])), { maxLength: 40 });

test('whatever happens, it is in one of its stages, and nothing leads back to forming', () => {
  fc.assert(
    fc.property(events, (all) => {
      let stage: Stage = 'forming';
      let left = false;
      for (const event of all) {
        const next = transition(stage, event);
        // An event that comes twice does nothing the second time.
        if (next) expect(transition(next, event)).toBeNull();
        stage = next ?? stage;
        left ||= stage !== 'forming';
        expect(STAGES).toContain(stage);
        if (left) expect(stage).not.toBe('forming');
      }
    }),
  );
});

test('only what is archived comes back, and only by its members; it is archived only from its sleep or by its lead', () => {
  fc.assert(
    fc.property(fc.constantFrom(...STAGES), fc.constantFrom(...(Object.keys(EVENTS) as Event[])), (stage, event) => {
      const next = transition(stage, event);
      if (stage === 'archived') expect(next).toBe(event === 'revived' ? 'active' : null);
      if (next === 'archived') expect(event === 'closed' || (stage === 'dormant' && event === 'ended')).toBe(true);
      if (next === 'dormant') expect(['silent', 'alone']).toContain(event);
    }),
  );
});
