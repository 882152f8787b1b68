/** So many worlds that are made up, one after the other on one stage: in none does anybody see what they may not. */
import fc from 'fast-check';
import { expect } from 'vitest';
import { type Stage, stage } from '../stage.ts';
import { happen } from './happening.ts';
import { look } from './looking.ts';
import { drawAgain } from './seen.ts';
import { found, type Shape, shapes } from './small-town.ts';

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

/** One world from beginning to end, beside those that were before it. @returns what somebody saw who may not, or did not see who must */
async function live(s: Stage, run: number, shape: Shape): Promise<readonly string[]> {
  // Those before are over: nothing of them is told or drawn again, so that the last takes no longer than the first.
  await s.prisma.outgoing.deleteMany();
  await s.prisma.digestRule.updateMany({ data: { off: true, lookAt: null } });
  for (const chat of [s.slack, s.teams]) chat.posted.length = 0;
  const town = await found(s, `w${run}`, shape);
  for (const step of shape.steps) {
    await happen(town, step);
    await s.everything.tell();
    await s.settle();
  }
  // A week goes by, with its digest; in steps that come at another hour each day, so that what is private is told.
  for (let hour = 0; hour < 8 * 24; hour += 15) {
    await s.digests.run();
    await s.settle();
    s.clock.pass(15 * 3_600_000);
  }
  await drawAgain(s);
  return look(town);
}
