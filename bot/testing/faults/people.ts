/** When people may ask and act: they are asked to be quiet before what nobody could hear, which README counts as lost. */
import { setTimeout as pause } from 'node:timers/promises';
import type { World } from './fault.ts';
import type { Asked, LivesNeeds } from './lives.ts';
import { speakUnheard } from './lives.ts';
import type { StandIns } from './stand-ins.ts';
import type { Channel } from './town.ts';

/** Answers in Teams that nobody hears, each time. */
const UNHEARD = 5;

export interface People extends Pick<LivesNeeds, 'mayAsk' | 'mayDo' | 'isAcknowledged'> {
  readonly inWorld: World['people'];
  /** Times in which Teams lost what it brought, in machine milliseconds. */
  readonly quiet: readonly { readonly from: number; readonly to: number }[];
}

export function createPeople(needs: {
  readonly standIns: StandIns;
  readonly asked: readonly Asked[];
  readonly lives: Pick<LivesNeeds, 'look' | 'seed' | 'now'>;
  readonly patienceMs: number;
}): People {
  const { standIns, asked, lives, patienceMs } = needs;
  const quiet: { from: number; to: number }[] = [];
  let hushed: { readonly over: Promise<void>; end(): void } | null = null;
  let unheardFrom: number | null = null;

  const mayAct = async (): Promise<void> => {
    while (hushed) await hushed.over;
  };
  const isAcknowledged = ({ channel, id }: Asked): boolean =>
    standIns.gates.acknowledged(channel.platform === 'slack' ? `${channel.id}/${id}` : id);

  return {
    quiet,
    mayAsk: mayAct,
    isAcknowledged,
    mayDo: async (platform: Channel['platform']) => (platform === 'teams' ? mayAct() : undefined),
    inWorld: {
      async hush() {
        let end = () => {};
        const over = new Promise<void>((resolve) => {
          end = resolve;
        });
        hushed = { over, end };
        const deadline = performance.now() + patienceMs;
        // What somebody is just doing reaches the stand-ins at once, and is on its way from then on.
        do await pause(100);
        while (!(asked.every(isAcknowledged) && standIns.gates.idle('teams')) && performance.now() < deadline);
      },
      nobodyHears() {
        unheardFrom = Date.now();
      },
      speakUnheard: () => speakUnheard(lives, asked, UNHEARD),
      resume() {
        if (unheardFrom !== null) quiet.push({ from: unheardFrom, to: Date.now() });
        unheardFrom = null;
        hushed?.end();
        hushed = null;
      },
    },
  };
}
