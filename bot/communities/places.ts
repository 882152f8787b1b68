/** What follows when a channel changes, a message cannot be brought to one, or a person leaves. */
import { type Attention, dutyBy } from '../core/attention.ts';
import type { FactOf } from '../core/facts.ts';
import type { InboundOf } from '../core/inbound.ts';
import { refKey, type Subject } from '../core/ref.ts';
import type { Work } from '../core/work.ts';
import type { BoundChannel } from './community.ts';
import { wentOut } from './joining.ts';
import { succeeded } from './lead.ts';

/** A channel that takes no messages keeps people from what they asked: it is no matter for after the weekend. */
const A_DAY_MS = 24 * 3_600_000;

export async function placeChanged(w: Work, event: InboundOf<'place'>): Promise<void> {
  const place = event.in;
  switch (event.change) {
    case 'added':
      return welcome(w, event);
    case 'renamed': {
      const channel = event.name === undefined ? null : await w.communities.rename(place, event.name);
      return channel ? changed(w, channel) : undefined;
    }
    case 'hears': {
      const channel = await w.communities.setHears(place, event.hears);
      if (!channel) return;
      // Once for a binding, however often a team changes its mind.
      if (channel.hears === 'mentions') await tell(w, channel, `hearing:${channel.id}`, 'communities.hearing');
      return changed(w, channel);
    }
    case 'moved': {
      // Where another is bound there by now, it was looked at who can open it.
      if ((await w.communities.clockOf(place)) !== null) return;
      // Slack gives a channel another id when others are let into it: nothing more is shown where it cannot be known who reads.
      const channel = await w.communities.unbind(event.to);
      if (!channel) return;
      await tell(w, channel, `moved:${channel.id}/${refKey(event.to)}`, 'communities.moved');
      return takenOut(w, channel);
    }
    case 'archived':
    case 'gone': {
      const channel = await w.communities.unbind(place);
      if (!channel) return;
      await tell(w, channel, `gone:${channel.id}`, 'communities.gone');
      return changed(w, channel);
    }
  }
}

/** Says once in a channel what the bot is for and how it is bound; nothing in a chat that cannot be. */
async function welcome(w: Work, event: InboundOf<'place'>): Promise<void> {
  const { in: place, where } = event;
  if (where !== 'channel' || (await w.communities.channelAt(place))) return;
  await w.say(`welcome:${refKey(place)}`, { to: place }, { view: 'communities.welcome', id: place.platform });
}

/** Facilitators hear once a day that a channel takes no messages. A private chat that takes none concerns nobody else. */
export async function messageFailed(w: Work, { platform, place }: FactOf<'MessageFailed'>): Promise<void> {
  const channel = await w.communities.channelAt({ kind: 'conversation', platform, id: place });
  if (!channel) return;
  const cause: Subject = `failed:${channel.id}/${w.now.toISOString().slice(0, 10)}`;
  await tell(w, channel, cause, 'communities.failed', dutyBy(new Date(w.now.getTime() + A_DAY_MS)));
}

/** Memberships and requests end; where a lead goes, the deputy leads, else the longest-standing facilitator, and hears of it. */
export async function personLeft(w: Work, { person }: FactOf<'PersonLeft'>): Promise<void> {
  for (const ended of await w.communities.leaveAll(person)) {
    await wentOut(w, ended.community, person, ended.joinedAt);
    await succeeded(w, ended);
  }
}

/** At once where nothing else is said: what is asked in a channel that does not hear, or is gone, waits for nobody's day. */
export async function tell(
  w: Work,
  channel: BoundChannel,
  cause: Subject,
  view: string,
  attention: Attention = dutyBy(w.now),
): Promise<void> {
  for (const { ref } of await w.communities.facilitators(channel.community)) {
    await w.say(cause, { to: ref, attention }, { view, id: channel.id });
  }
}

const changed = (w: Work, { id: channel, community }: BoundChannel): Promise<void> =>
  w.fact({ fact: 'ChannelChanged', community, channel });

/** A channel is its community's no more: said there, and known to all. */
export async function takenOut(w: Work, channel: BoundChannel): Promise<void> {
  await w.say(`unbound:${channel.id}`, { to: channel.ref }, { view: 'communities.unbound', id: channel.id });
  await changed(w, channel);
}
