/** What Guildhall takes of memory, at rest and after very many events, and what it keeps of that. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Guildhall } from './guildhall.ts';
import { flatOut, httpTarget, type Target } from './load.ts';
import { type Memory, memoryOf, treeOf } from './machine.ts';
import type { StandIns } from './stand-ins.ts';
import { COMMUNITIES, slackMessage } from './town.ts';

export interface Size {
  readonly node: Memory;
  /** All of the bundled Postgres's processes. */
  readonly postgres: Memory;
}

/** How often a process that is left alone is looked at, and how many seconds pass between two looks. */
const LOOKS = 8;
const PAUSE_MS = 2_500;

/** The smallest that it is while it rests: garbage that is not collected yet is not kept. */
export async function sizeAtRest({ child }: Guildhall): Promise<Size> {
  const looks: Size[] = [];
  for (let look = 0; look < LOOKS; look += 1) {
    await sleep(PAUSE_MS);
    const tree = await treeOf(child.pid);
    const [node, postgres] = await Promise.all([
      memoryOf([child.pid]),
      memoryOf(tree.filter((pid) => pid !== child.pid)),
    ]);
    looks.push({ node, postgres });
  }
  return looks.reduce((least, one) => (one.node.pss < least.node.pss ? one : least));
}

export interface Growth {
  readonly events: number;
  readonly stored: number;
  /** After a fifth, after half, and at the end. */
  readonly sizes: readonly {
    readonly after: number;
    readonly size: Size;
    /** Bytes in Guildhall's heap once all garbage is collected. PSS depends on when that was done last, and on what was given back. */
    readonly kept: number;
  }[];
}

/** One event in so many is in a thread that is kept: stored, acted on and mirrored. */
const ONE_IN = 50;
const CONNECTIONS = 20;

export async function measureGrowth(
  guildhall: Guildhall,
  { teams }: StandIns,
  threads: { readonly slack: readonly string[]; readonly teams: readonly string[] },
  events: number,
): Promise<Growth> {
  let at = 0;
  let stored = 0;
  const thread = (of: readonly string[]) => {
    at += 1;
    if (at % ONE_IN !== 0) return {};
    stored += 1;
    return { thread: of[at % COMMUNITIES] ?? '' };
  };
  const slack = httpTarget('slack', `${guildhall.url}/slack/events`, () =>
    slackMessage({ ...thread(threads.slack), at }),
  );
  const microsoft = httpTarget('teams', `${guildhall.url}/api/messages`, () =>
    teams.message({ ...thread(threads.teams), at }),
  );
  let turn = 0;
  const both: Target = {
    name: 'both',
    ask() {
      turn += 1;
      return (turn % 2 === 0 ? slack : microsoft).ask();
    },
  };
  const sizes: { after: number; size: Size; kept: number }[] = [];
  for (const share of [0.2, 0.5, 1]) {
    while (at < events * share) await flatOut(both, CONNECTIONS, Math.min(1, (events * share - at) / 2_000));
    const size = await sizeAtRest(guildhall);
    sizes.push({ after: at, size, kept: await guildhall.child.kept() });
  }
  return { events: at, stored, sizes };
}
