/** What the walk says where a step is not seen: by what did come, and no sooner than its time. */
import { expect, test } from 'vitest';
import type { DayOne, Trouble } from '../../../prisma/day-one.ts';
import { settableClock } from '../../testing/clock.ts';
import { groundOf } from './live.ts';
import type { Step } from './steps.ts';
import { walk } from './walk.ts';

const quiet: Trouble = { events: 0, stored: 0, fault: null, unsent: 0, code: null };

/** Walks one step that is seen after so long, or never, and says what was said and how long it took. */
async function oneStep(trouble: Partial<Trouble>, seenAfterMs = Number.POSITIVE_INFINITY) {
  const clock = settableClock();
  const began = clock.now().getTime();
  const passed = () => clock.now().getTime() - began;
  const look = {
    mark: async () => new Date(began),
    lastCame: async () => new Date(began + 1_000),
    trouble: async () => ({ ...quiet, ...trouble }),
  } as unknown as DayOne;
  const step: Step = {
    title: 'A step',
    todo: () => ['Do it.'],
    seen: async () => (passed() >= seenAfterMs ? { says: 'it is there.', at: clock.now() } : null),
  };
  const lines: string[] = [];
  const answers = ['', 's'];
  const result = await walk({
    steps: [step],
    ground: groundOf(new Set(['slack'])),
    look,
    ask: async () => answers.shift() ?? 'q',
    say: (line) => void lines.push(line),
    clock,
    wait: async (ms) => clock.pass(ms),
  });
  return { result, lines: lines.slice(2), ms: passed() };
}

test('what is seen in time is said with how long it took since the platform’s event', async () => {
  const { result, lines } = await oneStep({}, 3_500);
  expect(result).toEqual({ seen: [1], failed: [], leftOut: [] });
  expect(lines).toEqual(['  Seen after 2.5 s: it is there.']);
});

test.each([
  [{}, 'No event that concerns Guildhall came from the platform.', 'section 1'],
  [{ events: 2, stored: 1, fault: 'abc123' }, '1 of 2 events came and are not acted on (fault abc123).', 'section 9'],
  [{ events: 1, unsent: 3, code: 'not_in_channel' }, 'but 3 messages are not sent (not_in_channel).', 'section 8'],
  [{ events: 1 }, '1 events came and were acted on, but not the one of this step', 'do it once more'],
] as const)('%o is told apart', async (trouble, says, todo) => {
  const { result, lines, ms } = await oneStep(trouble);
  expect(result).toEqual({ seen: [], failed: [1], leftOut: [] });
  expect(lines.join(' ')).toContain('Not seen within 60 seconds.');
  expect(lines.join(' ')).toContain(says);
  expect(lines.join(' ')).toContain(todo);
  expect(ms).toBeGreaterThanOrEqual(60_000);
  expect(ms).toBeLessThan(61_000);
});
