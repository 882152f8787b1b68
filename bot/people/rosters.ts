/** Who has left where no event says so: each night, the people known of a workspace beside those whom its platform counts there. */
import { type Chat, ChatError } from '../core/chat.ts';
import { describe } from '../core/create-bot.ts';
import type { Clock, Log } from '../core/ports.ts';
import type { UserRef } from '../core/ref.ts';
import type { Work } from '../core/work.ts';
import { leave } from './leavers.ts';
import type { Compared } from './person.ts';
import { hourIn } from './times.ts';

export interface Rosters {
  /** Compares every workspace whose night it is and that was not compared in it. */
  compare(): Promise<void>;
}

export interface RosterNeeds {
  readonly chats: ReadonlyMap<string, Pick<Chat, 'roster' | 'isThere' | 'saysWhoLeft'>>;
  readonly run: <R>(now: Date, run: (w: Work) => Promise<R>) => Promise<R>;
  /** Passes so many milliseconds. */
  readonly wait: (ms: number) => Promise<void>;
  readonly clock: Clock;
  readonly log: Log;
}

/** Hours of the night in which it is done, by the workspace's own clock: whatever it finds is settled when people come. */
const NIGHT = { from: 2, until: 6 } as const;
/** Not twice in a night, also where its clock is put back. */
const AGAIN_MS = 20 * 3_600_000;
/** Accounts looked at in one go. */
const BATCH = 500;
/** A platform that asks to wait is waited for so often, and never longer than a minute each time. */
const PATIENCE = 5;
const LONGEST_MS = 60_000;
const SHORTEST_MS = 250;

export function createRosters({ chats, run, wait, clock, log }: RosterNeeds): Rosters {
  const now = (): Date => clock.now();

  const isDue = ({ zone, comparedAt }: Compared): boolean => {
    const hour = hourIn(now(), zone);
    const isNight = hour >= NIGHT.from && hour < NIGHT.until;
    return isNight && (comparedAt === null || now().getTime() - comparedAt.getTime() >= AGAIN_MS);
  };

  async function patiently<T>(call: () => Promise<T>): Promise<T> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await call();
      } catch (error) {
        if (!(error instanceof ChatError) || error.reason !== 'busy' || tries === PATIENCE) throw error;
        await wait(Math.min(Math.max(error.retryAfterMs, SHORTEST_MS), LONGEST_MS));
      }
    }
  }

  /** Everybody in any of its places; null where the platform tells of leavers itself, or does not say who is there. @throws ChatError where not all can be known */
  async function countedIn(
    workspace: Compared,
    chat: Pick<Chat, 'roster' | 'saysWhoLeft'>,
  ): Promise<ReadonlySet<string> | null> {
    if (chat.saysWhoLeft) return null;
    const counted = new Set<string>();
    for (const place of await run(now(), (w) => w.people.placesIn(workspace.id))) {
      const members = await patiently(() => chat.roster(place));
      if (members === 'cannot') return null;
      for (const { id } of members) counted.add(id);
    }
    return counted;
  }

  async function settle(account: UserRef, chat: Pick<Chat, 'isThere'>): Promise<void> {
    // Nobody is taken for gone because they are in no team: it is asked of the account itself.
    if ((await patiently(() => chat.isThere(account))) === false) await run(now(), (w) => leave(w, account));
  }

  /** Of one account it could not be said: it counts as there, and the others are looked at. */
  const unsettled =
    (account: string) =>
    (error: unknown): void => {
      if (!(error instanceof ChatError) || error.reason === 'busy') throw error;
      log.warn('it could not be asked whether an account is there', { account, ...describe(error) });
    };

  async function compareOne(workspace: Compared): Promise<void> {
    const chat = chats.get(workspace.platform);
    const counted = chat ? await countedIn(workspace, chat) : null;
    if (chat && counted && counted.size > 0) {
      let after = '';
      for (;;) {
        const known = await run(now(), (w) => w.people.knownIn(workspace.id, after, BATCH));
        for (const { id, ref } of known) if (!counted.has(ref.id)) await settle(ref, chat).catch(unsettled(id));
        const last = known.at(-1);
        if (!last || known.length < BATCH) break;
        after = last.id;
      }
    }
    await run(now(), (w) => w.people.compared(workspace.id));
  }

  return {
    async compare() {
      for (const workspace of (await run(now(), (w) => w.people.comparable())).filter(isDue)) {
        try {
          await compareOne(workspace);
        } catch (error) {
          // Those who were found to be gone are; the rest is looked at again within the night.
          log.warn('a roster could not be compared', { platform: workspace.platform, ...describe(error) });
        }
      }
    },
  };
}
