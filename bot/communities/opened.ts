/** Bound channels that others came to be able to open: looked at once a day, and taken out. Not every platform says so when it happens. */
import type { Abilities, Chat } from '../core/chat.ts';
import { describe } from '../core/create-bot.ts';
import type { Clock, Log } from '../core/ports.ts';
import type { Work } from '../core/work.ts';
import type { BoundChannel } from './community.ts';
import { takenOut, tell } from './places.ts';

export interface Openness {
  /** Looks at the channels that were not looked at for a day. */
  look(): Promise<void>;
}

export interface OpennessNeeds {
  readonly chats: ReadonlyMap<string, Pick<Chat, 'able'>>;
  readonly run: <R>(now: Date, run: (w: Work) => Promise<R>) => Promise<R>;
  readonly clock: Clock;
  readonly log: Log;
}

/** Each is looked at so often. */
const AGAIN_MS = 20 * 3_600_000;
/** Calls to a platform in one go: a look is never in the way of what people wait for. */
const BATCH = 50;

export function createOpenness({ chats, run, clock, log }: OpennessNeeds): Openness {
  return {
    async look() {
      const since = new Date(clock.now().getTime() - AGAIN_MS);
      for (const channel of await run(clock.now(), (w) => w.communities.unlooked(since, BATCH))) {
        try {
          const place = await chats.get(channel.ref.platform)?.able(channel.ref);
          if (place) await run(clock.now(), (w) => seen(w, channel.id, place));
        } catch (error) {
          // It is looked at again tomorrow; where it is gone, its platform says so.
          log.warn('it could not be asked who can open a channel', { channel: channel.id, ...describe(error) });
        }
      }
    },
  };
}

async function seen(w: Work, id: string, { opens }: Pick<Abilities, 'opens'>): Promise<void> {
  const channel = await w.communities.channel(id);
  if (!channel || channel.gone || opens === 'nobody') return;
  // Its access does not change meanwhile.
  await w.communities.hold(channel.community);
  const access = (await w.communities.whole(channel.community))?.access;
  if (opens === 'several' || (opens === 'workspace' && access !== 'open')) return takeOut(w, channel);
  await w.communities.setOpens(channel.ref, opens);
}

async function takeOut(w: Work, { ref }: BoundChannel): Promise<void> {
  const channel = await w.communities.unbind(ref);
  if (!channel) return;
  await tell(w, channel, `opened:${channel.id}`, 'communities.opened');
  await takenOut(w, channel);
}
