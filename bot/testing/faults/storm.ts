/** Lives and faults beside each other: each goes on only as far as the others have come, so that faults hit all lives. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Fault, World } from './fault.ts';
import type { Plan } from './plan.ts';
import { randomOf } from './random.ts';

/** No line of doings is further ahead of another than this, as a share of all of it. */
const AHEAD = 0.04;
/** Lives at once: more people than usually ask and answer at one time. */
const AT_ONCE = 16;

/** @param live one of the lives; @returns when all are over and everything runs again */
export async function storm(how: {
  readonly seed: number;
  readonly plan: Plan;
  readonly world: World;
  readonly lives: number;
  readonly live: (number: number) => Promise<void>;
}): Promise<void> {
  const { seed, plan, world, lives, live } = how;
  const lines = [
    { length: lives, begun: 0 },
    { length: plan.storm.length, begun: 0 },
    { length: plan.beside.length, begun: 0 },
  ].filter(({ length }) => length > 0);
  let failed = false;
  const isAhead = (line: (typeof lines)[number]): boolean =>
    lines.some((other) => line.begun / line.length > other.begun / other.length + AHEAD);
  async function each(line: (typeof lines)[number] | undefined, run: (at: number) => Promise<void>): Promise<void> {
    while (line && line.begun < line.length && !failed) {
      if (isAhead(line)) await pause(50);
      else {
        line.begun += 1;
        await run(line.begun - 1);
      }
    }
  }

  const living = new Set<Promise<void>>();
  async function begin(number: number): Promise<void> {
    while (living.size >= AT_ONCE) await Promise.race(living);
    const life = live(number).finally(() => living.delete(life));
    // Heard of below; until then it is no unhandled rejection.
    life.catch(() => undefined);
    living.add(life);
  }
  const [people, ...others] = lines;
  const ofFaults = [plan.storm, plan.beside].filter(({ length }) => length > 0);
  const inject = async (faults: readonly Fault[], at: number, waitMs: number): Promise<void> => {
    const dice = randomOf(seed, `${faults === plan.storm ? 'storm' : 'beside'} ${at}`);
    await pause(dice.between(0, waitMs));
    await faults[at]?.inject(world, dice);
  };
  const all = [
    each(people, begin).then(async () => void (await Promise.all(living))),
    ...ofFaults.map((faults, line) => each(others[line], (at) => inject(faults, at, 1_500))),
  ];
  try {
    await Promise.all(all);
  } catch (error) {
    failed = true;
    await Promise.allSettled(all);
    throw error;
  }
  // Whatever waits for a call that nobody makes any more.
  world.standIns.calls.clear();
  world.standIns.deliveries.clear();
}
