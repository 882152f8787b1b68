/** What Microsoft says of places and who is in them, as events: the bot comes and goes, people too, channels are renamed. */
import type { Inbound, InboundBody } from '../../bot/core/inbound.ts';
import { type TeamsActivity, whereOf } from './activity.ts';
import { DELIVERY_IDS, event, placeOf, type Receiving } from './event.ts';
import { userRef } from './refs.ts';

/** `typed`: a reply goes to who did it. `team`: it is so for every channel of the team that we know. */
export interface PlaceNews {
  readonly events: readonly Inbound[];
  readonly typed: boolean;
  readonly team?: string;
}

type PlaceChange = 'renamed' | 'archived' | 'gone' | 'added';
/** What Microsoft says of a channel, and of a team: then of every channel in it. Maps, for whatever is sent as a name. */
const CHANNEL_EVENTS: ReadonlyMap<unknown, PlaceChange> = new Map([
  ['channelRenamed', 'renamed'],
  ['channelDeleted', 'gone'],
  ['channelRestored', 'added'],
]);
const TEAM_EVENTS: ReadonlyMap<unknown, PlaceChange> = new Map([
  ['teamArchived', 'archived'],
  ['teamUnarchived', 'added'],
  ['teamDeleted', 'gone'],
  ['teamHardDeleted', 'gone'],
  ['teamRestored', 'added'],
]);

/** A conversationUpdate. null: nothing for us. learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/subscribe-to-conversation-events */
export function updated(activity: TeamsActivity, to: Receiving): PlaceNews | null {
  const base = placeOf(activity);
  const { channel, team, eventType } = activity.channelData ?? {};
  const place = (change: PlaceChange, name?: string | null, at?: string): Inbound =>
    event(
      activity,
      to,
      DELIVERY_IDS.place(change, at ?? base, activity.id),
      { kind: 'place', change, ...(name && { name }) },
      at,
    );
  const ofChannel = CHANNEL_EVENTS.get(eventType);
  if (ofChannel && channel?.id) return { typed: false, events: [place(ofChannel, channel.name, channel.id)] };
  const ofTeam = TEAM_EVENTS.get(eventType);
  if (ofTeam) return { typed: false, events: [place(ofTeam)], ...(team?.id && { team: team.id }) };
  if (activity.topicName) return { typed: false, events: [place('renamed', activity.topicName)] };

  const us = activity.recipient.id;
  const came = activity.membersAdded ?? [];
  const went = activity.membersRemoved ?? [];
  if (came.some((one) => one.id === us)) return { typed: true, events: [place('added', activity.conversation?.name)] };
  if (went.some((one) => one.id === us))
    return { typed: false, events: [place('gone')], ...(team?.id && { team: team.id }) };
  const members = [
    ...came.map((who) => ({ who, change: 'joined' as const })),
    ...went.map((who) => ({ who, change: 'left' as const })),
  ];
  const events = members.map(({ who, change }) => {
    const ref = userRef(to.tenant, who);
    return event(activity, to, DELIVERY_IDS.member(base, activity.id, ref.id), { kind: 'member', who: ref, change });
  });
  return events.length > 0 ? { typed: false, events } : null;
}

/** An installationUpdate: what is heard in a place must be learnt afresh, or the place is gone. null: nothing for us. */
export function installed(activity: TeamsActivity, to: Receiving): PlaceNews | null {
  const base = placeOf(activity);
  const team = activity.channelData?.team?.id;
  // In private the bot hears everything anyway.
  const body: InboundBody | null = activity.action?.startsWith('add')
    ? whereOf(activity) === 'private'
      ? null
      : { kind: 'place', change: 'hears', hears: 'mentions' }
    : activity.action?.startsWith('remove')
      ? { kind: 'place', change: 'gone' }
      : null;
  if (!body) return null;
  const id = DELIVERY_IDS.place(body.change === 'hears' ? 'mentions' : 'gone', base, `${activity.id}/install`);
  return { typed: false, events: [event(activity, to, id, body)], ...(team && { team }) };
}
