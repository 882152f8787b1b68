/** Works off gaps: reads what was said meanwhile, offers it to the bot as if it had been heard, and tells threads that cannot be read. */
import { type Chat, ChatError } from './chat.ts';
import { describe, type ResumingBot } from './create-bot.ts';
import { type Feature, NotYet } from './feature.ts';
import type { Gap, GapStore, Look, MissedThread } from './gap.ts';
import type { Inbound } from './inbound.ts';
import type { Clock, Log } from './ports.ts';
import type { Reads } from './stores.ts';

/** The platform's clock and ours need not agree, and what was under way when the door was shut may not have been stored. */
const LOOK_BACK_MS = 60_000;
/** Things looked into in one go, before other work gets its turn. */
const TURN = 20;
/** Whoever takes one has it for so long: several calls of ten seconds, and the handling of what they bring. */
const LEASE_MS = 120_000;
/** So many in a row that have to wait: the rest would have to wait as well. */
const BUSY = 3;
/** A message of ours that may be there is looked for within about a minute: then it is known what was said below it. */
const COMING_MS = 15_000;
/** Tries at a fault, in the end five minutes apart, before the platform counts as one that cannot say. */
const FAULTS = 12;
/** A platform that can only be waited for has so long. */
const GIVE_UP_MS = 24 * 3_600_000;

export interface CatchUpNeeds {
  readonly gaps: GapStore;
  readonly reads: Reads;
  readonly bot: ResumingBot;
  readonly features: readonly Feature[];
  readonly chats: ReadonlyMap<string, Pick<Chat, 'since'>>;
  readonly clock: Clock;
  readonly log: Log;
}

export interface CatchUp {
  /** Looks into a part of what a gap left, the most urgent first; safe to run twice. @returns true when more may be due now */
  catchUp(gap: string): Promise<boolean>;
}

export function createCatchUp(needs: CatchUpNeeds): CatchUp {
  const { gaps, reads, bot, clock, log } = needs;
  const byName = new Map(needs.features.map((feature) => [feature.name, feature]));
  const until = (ms: number): Date => new Date(clock.now().getTime() + ms);

  const list: Parameters<GapStore['plan']>[2] = async (w, gap) => {
    const looks: Look[] = [];
    for (const { name: feature, missed } of needs.features) {
      for (const subject of (await missed?.subjects(w, gap)) ?? []) looks.push({ feature, subject });
    }
    log.info('catch_up.begun', { gap: gap.id, platform: gap.platform, looks: looks.length });
    return looks;
  };

  async function missedIn({ thread, notBefore, known }: MissedThread, gap: Gap, attempts: number) {
    const chat = needs.chats.get(gap.platform);
    if (!chat) throw new ChatError('busy', 'no_adapter', 60_000);
    const after = new Date(Math.max(gap.from.getTime() - LOOK_BACK_MS, notBefore.getTime()));
    try {
      return await chat.since(thread, after, known);
    } catch (error) {
      const reason = error instanceof ChatError ? error.reason : 'fault';
      if (reason === 'gone') return [];
      const isTooLate = clock.now().getTime() - gap.to.getTime() > GIVE_UP_MS;
      if (reason === 'forbidden' || (reason === 'fault' && attempts >= FAULTS) || isTooLate) return 'cannot';
      throw error;
    }
  }

  /** As an adapter would, in the order in which it was said; what was heard already has no second effect. */
  async function offer(event: Inbound): Promise<void> {
    if (!(await bot.wanted(event))) return;
    await bot.accept(event);
    await bot.resume(event.id);
  }

  async function lookInto(gap: Gap, look: Look, attempts: number): Promise<void> {
    const threads = await reads.read(
      async (w) => (await byName.get(look.feature)?.missed?.threads(w, gap, look.subject)) ?? [],
    );
    const events: Inbound[] = [];
    const unread: MissedThread[] = [];
    for (const thread of threads) {
      const found = await missedIn(thread, gap, attempts);
      if (found === 'cannot') unread.push(thread);
      else events.push(...found);
    }
    for (const event of inOrder(events)) await offer(event);
    await gaps.end(gap, look, clock.now(), async (w) => {
      for (const { tell } of unread) if (tell) await w.say(`away:${gap.id}/${look.subject}`, tell.at, tell.what);
    });
    if (events.length > 0) log.info('catch_up.read', { gap: gap.id, subject: look.subject, events: events.length });
  }

  return {
    async catchUp(id) {
      await gaps.plan(id, clock.now(), list);
      for (let looked = 0, busy = 0; looked < TURN; looked += 1) {
        const taken = await gaps.take(id, clock.now(), until(LEASE_MS));
        if (!taken) return false;
        const { gap, look, attempts } = taken;
        try {
          await lookInto(gap, look, attempts);
          busy = 0;
        } catch (error) {
          if (error instanceof NotYet) {
            await gaps.again(gap, look, until(COMING_MS), { waiting: true });
            continue;
          }
          const { reason, retryAfterMs } = error instanceof ChatError ? error : { reason: 'fault', retryAfterMs: 0 };
          log.warn('catch_up.later', { gap: id, subject: look.subject, attempts, ...describe(error) });
          const later = until(retryAfterMs || Math.min(300_000, 5_000 * 2 ** Math.min(attempts, 6)));
          await gaps.again(gap, look, later, { waiting: reason === 'busy' });
          busy = reason === 'busy' ? busy + 1 : 0;
          if (busy < BUSY) continue;
          await gaps.hold(id, later);
          return false;
        }
      }
      return true;
    },
  };
}

/** By the instant at which it happened; what happened at the same one stays as the platform has it. */
const inOrder = (events: readonly Inbound[]): readonly Inbound[] =>
  [...events].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
