/** From a question's acknowledgement to its card in the other platform's channel, with nothing else on its way. */
import { type Waits, waitsOf } from './figures.ts';
import type { Guildhall } from './guildhall.ts';
import { httpTarget, type Post } from './load.ts';
import type { StandIns } from './stand-ins.ts';
import { COMMUNITIES, slackQuestion } from './town.ts';

export interface Mirrors {
  readonly fromSlack: Waits;
  readonly fromTeams: Waits;
  /** The questions' messages, by community: their threads are kept from now on. */
  readonly threads: { readonly slack: string[]; readonly teams: string[] };
}

/** Puts the Teams bot into every channel, as its first news. */
export async function enter({ url }: Guildhall, { teams }: StandIns): Promise<void> {
  for (let at = 0; at < COMMUNITIES; at += 1) await send(`${url}/api/messages`, teams.added(at));
}

/** Asks `count` questions on each platform, one after the other. */
export async function measureMirrors({ url }: Guildhall, standIns: StandIns, count: number): Promise<Mirrors> {
  const threads = { slack: [] as string[], teams: [] as string[] };
  const waits = { slack: [] as number[], teams: [] as number[] };
  for (let turn = 0; turn < count; turn += 1) {
    for (const platform of ['slack', 'teams'] as const) {
      // In turn in other communities: what was said last in this one does not hold it up.
      const at = platform === 'slack' ? turn : turn + COMMUNITIES / 2;
      const words = `What is the fee for ${platform} case ${at} of ${count}?`;
      const { id, post } = platform === 'slack' ? slackQuestion(at, words) : standIns.teams.question(at, words);
      const arrival = standIns.arrival(platform === 'slack' ? 'teams' : 'slack', words);
      await send(`${url}${platform === 'slack' ? '/slack/events' : '/api/messages'}`, post);
      const acknowledged = performance.now();
      waits[platform].push((await arrival) - acknowledged);
      threads[platform][at % COMMUNITIES] = id;
    }
  }
  return { fromSlack: waitsOf(waits.slack), fromTeams: waitsOf(waits.teams), threads };
}

async function send(url: string, post: Post): Promise<void> {
  await httpTarget('question', url, () => post).ask();
}
