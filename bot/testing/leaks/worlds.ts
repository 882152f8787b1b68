/** So many worlds that are made up, one after the other on one stage: in none does anybody see what they may not. */
import fc from 'fast-check';
import { expect } from 'vitest';
import { stage } from '../stage.ts';
import { live, shapes } from './random.ts';

/** The same worlds each time; another number makes others. */
const SEED = Number(process.env.TEST_SEED ?? 20261126);

export async function liveWorlds(worlds: number): Promise<void> {
  const s = await stage();
  const numRuns = Number(process.env.TEST_WORLDS ?? worlds);
  let run = 0;
  await fc.assert(
    fc.asyncProperty(shapes, async (shape) => {
      run += 1;
      expect(await live(s, run, shape)).toEqual([]);
    }),
    // Where one is found it is made smaller, for as long as there is time.
    { seed: SEED, numRuns, interruptAfterTimeLimit: 600_000 },
  );
  // None was left out because there was no more time.
  expect(run).toBe(numRuns);
}
