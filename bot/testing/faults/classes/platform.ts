/** The next calls to Slack and Teams go wrong: refused, broken, or never answered, whether they took effect or not. */
import type { Fault } from '../fault.ts';
import type { CallTrouble } from '../troubles.ts';

const fault = (name: string, how: CallTrouble['how'], often: number, each: number): Fault => ({
  name,
  often,
  each,
  beside: true,
  async inject({ standIns }, dice) {
    // Half of those that are not answered are cut off at once, the others end with the caller's deadline.
    const one = (): CallTrouble => ({ fault: name, how, cut: dice.chance(0.5) });
    standIns.calls.add(Array.from({ length: each }, one));
  },
});

export const platform429 = fault('platform-429', '429', 10, 8);
export const platform500 = fault('platform-500', '500', 10, 8);
export const platformTimeoutDone = fault('platform-timeout-done', 'done', 10, 4);
export const platformTimeoutNotDone = fault('platform-timeout-not-done', 'not-done', 10, 4);
