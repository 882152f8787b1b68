/** Does what keeps channels and communities in step: counts who is in a channel, brings people in, takes them out, and invites them. */
import { askBy, duty, yours } from '../core/attention.ts';
import { type Chat, ChatError, type Profile } from '../core/chat.ts';
import { describe } from '../core/create-bot.ts';
import type { Clock, Log } from '../core/ports.ts';
import type { Work } from '../core/work.ts';
import type { BoundChannel } from './community.ts';
import { GOOD_DAYS } from './invite.ts';
import { came, went } from './keeping.ts';
import type { Step } from './keeping-store.ts';
import { inviting, may } from './roles.ts';

export interface InStep {
  /** Counts the channels that were not counted for a day, and does what is due. */
  look(): Promise<void>;
}

export interface InStepNeeds {
  readonly chats: ReadonlyMap<string, Pick<Chat, 'roster' | 'bring' | 'takeOut' | 'whoIs'>>;
  readonly run: <R>(now: Date, run: (w: Work) => Promise<R>) => Promise<R>;
  readonly clock: Clock;
  readonly log: Log;
}

/** Each channel is counted so often. */
const AGAIN_MS = 20 * 3_600_000;
/** Calls to a platform in one go: nothing of it is in the way of what people wait for. */
const CHANNELS = 10;
const STEPS = 30;
const TRIES = 5;
const SOONEST_MS = 60_000;
/** Each try waits twice as long as the one before, up to an hour: an app may be away for days. */
const DOUBLED = 6;
const DAY_MS = 24 * 3_600_000;
/**
 * A platform that forgets to name half of a channel must not end what people are in: of more that are missing than these, and
 * than a fifth, nothing follows but that the difference shows it.
 */
const FEW = 5;
const SHARE = 5;

export function createInStep({ chats, run, clock, log }: InStepNeeds): InStep {
  const inWork = <R>(work: (w: Work) => Promise<R>): Promise<R> => run(clock.now(), work);

  async function count(channel: BoundChannel): Promise<void> {
    const askedAt = clock.now();
    const roster = await chats.get(channel.ref.platform)?.roster(channel.ref);
    // An empty one is no answer: somebody bound it.
    if (roster === undefined || roster === 'cannot' || roster.length === 0) return;
    await inWork(async (w) => {
      const now = await w.communities.channel(channel.id);
      const news = now && !now.gone ? await w.communities.counted(now.id, roster, askedAt) : null;
      if (!now || !news) return;
      await came(w, now, news.came, false);
      if (news.went.length <= Math.max(FEW, news.were / SHARE))
        for (const account of news.went) await went(w, now, account);
      else log.warn('too many are missing in a channel to believe it', { channel: now.id, missing: news.went.length });
    });
  }

  async function does(step: Step): Promise<void> {
    const { channel, account, wanted } = step;
    const chat = chats.get(channel.ref.platform);
    if (!chat || !(await inWork((w) => holds(w, step)))) return inWork((w) => w.communities.stepped(step, 'done'));
    switch (wanted) {
      case 'in': {
        const end = await chat.bring(account, channel.ref);
        return inWork((w) => brought(w, step, end));
      }
      case 'out': {
        const end = await chat.takeOut(account, channel.ref);
        return inWork((w) => takenOut(w, step, end));
      }
      case 'ask': {
        const profile = await chat.whoIs(account, channel.ref);
        return inWork((w) => asked(w, step, profile));
      }
    }
  }

  /** A call that failed: tried again for a while, and given up where nobody is there. */
  async function failed(step: Step, error: unknown): Promise<void> {
    if (!(error instanceof ChatError)) throw error;
    const { reason, retryAfterMs } = error;
    const again = new Date(
      clock.now().getTime() + Math.max(SOONEST_MS * 2 ** Math.min(step.tries, DOUBLED), retryAfterMs),
    );
    if (reason === 'busy' || (reason === 'fault' && step.tries < TRIES)) {
      return inWork((w) => w.communities.stepped(step, { again }));
    }
    log.warn('a channel could not be kept in step', {
      channel: step.channel.id,
      wanted: step.wanted,
      ...describe(error),
    });
    return inWork((w) => {
      if (step.wanted === 'in') return brought(w, step, 'cannot');
      if (step.wanted === 'out' && reason !== 'gone') return takenOut(w, step, 'cannot');
      return w.communities.stepped(step, 'done');
    });
  }

  return {
    async look() {
      const since = new Date(clock.now().getTime() - AGAIN_MS);
      for (const channel of await inWork((w) => w.communities.uncounted(since, CHANNELS))) {
        // It is counted again tomorrow; where it is gone, its platform says so.
        await count(channel).catch((error: unknown) =>
          log.warn('who is in a channel could not be asked', { channel: channel.id, ...describe(error) }),
        );
      }
      for (const step of await inWork((w) => w.communities.dueSteps(STEPS)))
        await does(step).catch((error: unknown) => failed(step, error));
    },
  };
}

/** Whether it is still to be done: much may have happened since. */
async function holds(w: Work, { channel, account, wanted, by }: Step): Promise<boolean> {
  if (channel.gone || channel.archived || channel.mode === 'off') return false;
  const { community } = channel;
  const keeping = await w.communities.keepingOf(community);
  const holder = await w.communities.holder(account, community);
  switch (wanted) {
    case 'in':
      return (
        keeping === 'community' &&
        holder?.isMember === true &&
        !(await w.communities.inAnyChannel(holder.person, community))
      );
    case 'out':
      return keeping === 'community' && holder?.isMember !== true;
    case 'ask':
      return (by !== null || keeping === 'channel') && holder?.isMember !== true;
  }
}

async function brought(w: Work, step: Step, end: 'done' | 'cannot'): Promise<void> {
  const { channel, account } = step;
  await w.communities.stepped(step, end);
  const holder = await w.communities.holder(account, channel.community);
  if (end === 'done') {
    await w.communities.seenAt(channel.ref, account, 'there');
    // Who left while they were being brought in is in it against what they chose.
    if (holder && !holder.isMember) await w.communities.takeOut(holder.person, channel.community);
    return;
  }
  if (!holder) return;
  const id = `${channel.id}/${holder.person}`;
  await w.say(`where:${id}/${w.id()}`, { to: account, attention: yours }, { view: 'communities.where', id });
}

async function takenOut(w: Work, step: Step, end: 'done' | 'cannot'): Promise<void> {
  const { channel, account } = step;
  await w.communities.stepped(step, end);
  if (end === 'done') {
    await w.communities.seenAt(channel.ref, account, 'gone');
    return;
  }
  const holder = await w.communities.holder(account, channel.community);
  if (!holder) return;
  const id = `${channel.id}/${holder.person}`;
  for (const { ref } of await w.communities.facilitators(channel.community))
    await w.say(`still:${id}`, { to: ref, attention: duty }, { view: 'communities.still', id });
}

/** Guests, people from outside and other apps are not asked; nor is who was before, where nobody presses. */
async function asked(w: Work, step: Step, { active, guest, external }: Profile): Promise<void> {
  const { channel, account, by } = step;
  await w.communities.stepped(step, 'done');
  if (!active || guest || external) return;
  const { community, access } = channel;
  if (by === null && (await w.communities.wasInvited(community, account))) return;
  const inviter = by ?? (await w.communities.keepers(community))[0]?.person;
  if (inviter === undefined) return;
  if (!may(await w.communities.parts(inviter, community), inviting('member', access))) return;
  const endsAt = new Date(w.now.getTime() + GOOD_DAYS * DAY_MS);
  const id = await w.communities.invite({ community, account, as: 'member', by: inviter, endsAt, channel: channel.id });
  if (id === null) return;
  const view = { view: 'communities.invitation', id };
  await w.show(`invitation:${id}`, { to: account, attention: askBy(endsAt), exactly: true }, view);
}
