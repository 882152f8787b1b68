/** Makes the activities that Teams sends a bot (learn.microsoft.com, "Activity objects in Teams"; recorded ones beside the specification). */
import type { Activity, MessageReaction } from 'botbuilder';
import type { CastTeamsPerson } from '../cast.ts';
import { randomGuid } from '../ids.ts';
import type { TeamsMention, TeamsMessage } from './records.ts';
import type { MicrosoftWorld, Place } from './world.ts';

/** An activity on its way out: JSON, so times are text. */
export type Outgoing = { readonly type: string; readonly id: string; readonly [key: string]: unknown };

/** Names that the schema package knows, so that a misspelt property does not compile. */
type Named = Partial<Record<Exclude<keyof Activity, 'id' | 'type'>, unknown>>;

function conversation(world: MicrosoftWorld, place: Place, root?: string): Record<string, unknown> {
  const id = world.conversationId(place, root);
  const { tenantId } = world.cast.tenant;
  if (place.kind === 'channel') return { isGroup: true, conversationType: 'channel', tenantId, id };
  if (place.kind === 'group') return { isGroup: true, conversationType: 'groupChat', tenantId, id };
  return { conversationType: 'personal', tenantId, id };
}

/** `channelData` of what happens in a place. */
export function channelData(
  world: MicrosoftWorld,
  place: Place,
  more: Record<string, unknown> = {},
): Record<string, unknown> {
  const tenant = { tenant: { id: world.cast.tenant.tenantId } };
  if (place.kind !== 'channel') return { ...tenant, ...more };
  return {
    teamsChannelId: place.channel.id,
    teamsTeamId: place.team.id,
    channel: { id: place.channel.id },
    team: { id: place.team.id },
    ...tenant,
    ...more,
  };
}

function account(person: CastTeamsPerson): Record<string, unknown> {
  return { id: person.id, name: person.name, aadObjectId: person.aadObjectId };
}

function base(
  world: MicrosoftWorld,
  place: Place,
  from: CastTeamsPerson,
  root: string | undefined,
  id: string,
): Named & { id: string } {
  const at = world.ground.clock.now();
  return {
    id,
    channelId: 'msteams',
    serviceUrl: world.serviceUrl,
    timestamp: at.toISOString(),
    localTimestamp: at.toISOString(),
    localTimezone: 'Europe/London',
    locale: 'en-GB',
    from: account(from),
    recipient: { id: world.botId, name: world.botName },
    conversation: conversation(world, place, root),
  };
}

const clientInfo = { type: 'clientInfo', locale: 'en-GB', country: 'GB', platform: 'Web', timezone: 'Europe/London' };
const mentionEntity = (mention: TeamsMention) => ({
  type: 'mention',
  mentioned: { id: mention.id, name: mention.name },
  text: `<at>${mention.name}</at>`,
});

/** The thread that a message is in: the post it replies to, or itself. Chats have none. */
export const threadOf = (place: Place, message: TeamsMessage): string | undefined =>
  place.kind === 'channel' ? (message.root ?? message.id) : undefined;

function body(place: Place, message: TeamsMessage): Named {
  // Bots get files as such in personal chats only; elsewhere nothing but a place holder in the HTML says that there is one.
  const files = message.files.map((file) => ({
    contentType: 'application/vnd.microsoft.teams.file.download.info',
    contentUrl: file.url,
    name: file.name,
    content: { downloadUrl: `${file.url}?download`, uniqueId: file.id, fileType: file.name.split('.').at(-1) ?? '' },
  }));
  const holders = message.files.map((file) => `<attachment id="${file.id}"></attachment>`).join('');
  const html = `${message.rich}${place.kind === 'personal' ? '' : holders}`;
  return {
    textFormat: 'plain',
    text: message.text,
    attachments: [
      ...(place.kind === 'personal' ? files : []),
      ...message.attachments,
      ...(html === '' ? [] : [{ contentType: 'text/html', content: html }]),
    ],
    entities: [...message.mentions.map(mentionEntity), clientInfo],
  };
}

/** Somebody wrote. */
export function messageActivity(
  world: MicrosoftWorld,
  place: Place,
  from: CastTeamsPerson,
  message: TeamsMessage,
): Outgoing {
  return {
    ...base(world, place, from, threadOf(place, message), message.id),
    type: 'message',
    ...body(place, message),
    channelData: channelData(world, place),
  };
}

/** Somebody edited, or took a deletion back. */
export function updateActivity(
  world: MicrosoftWorld,
  place: Place,
  from: CastTeamsPerson,
  message: TeamsMessage,
  eventType: 'editMessage' | 'undeleteMessage',
): Outgoing {
  return {
    ...base(world, place, from, threadOf(place, message), message.id),
    type: 'messageUpdate',
    ...body(place, message),
    channelData: channelData(world, place, { eventType }),
  };
}

/** Somebody deleted. */
export function deleteActivity(
  world: MicrosoftWorld,
  place: Place,
  from: CastTeamsPerson,
  message: TeamsMessage,
): Outgoing {
  return {
    ...base(world, place, from, threadOf(place, message), message.id),
    type: 'messageDelete',
    channelData: channelData(world, place, { eventType: 'softDeleteMessage' }),
  };
}

/** Somebody reacted to a message of the bot. */
export function reactionActivity(
  world: MicrosoftWorld,
  place: Place,
  from: CastTeamsPerson,
  message: TeamsMessage,
  type: string,
  added: boolean,
): Outgoing {
  const reactions: MessageReaction[] = [{ type }];
  return {
    ...base(world, place, from, threadOf(place, message), `f:${randomGuid()}`),
    type: 'messageReaction',
    [added ? 'reactionsAdded' : 'reactionsRemoved']: reactions,
    replyToId: message.id,
    channelData: channelData(world, place),
  };
}

/** A press of an Action.Submit, or a card's `messageBack`: a message with a value. */
export function submitActivity(
  world: MicrosoftWorld,
  place: Place,
  from: CastTeamsPerson,
  message: TeamsMessage,
  value: unknown,
  text?: string,
): Outgoing {
  return {
    ...base(world, place, from, threadOf(place, message), `f:${randomGuid()}`),
    type: 'message',
    ...(text === undefined ? {} : { text, textFormat: 'plain' }),
    value,
    replyToId: message.id,
    entities: [clientInfo],
    channelData: channelData(world, place, { source: { name: 'message' }, legacy: { replyToId: message.id } }),
  };
}

/** A request that Teams waits for: a card's Execute, a dialog, the message extension, typeahead. */
export function invokeActivity(
  world: MicrosoftWorld,
  place: Place,
  from: CastTeamsPerson,
  name: string,
  value: unknown,
  where: { root?: string; replyToId?: string; source: 'message' | 'compose' },
): Outgoing {
  return {
    ...base(world, place, from, where.root, `f:${randomGuid()}`),
    type: 'invoke',
    name,
    value,
    ...(where.replyToId ? { replyToId: where.replyToId } : {}),
    entities: [clientInfo],
    channelData: channelData(world, place, {
      source: { name: where.source },
      ...(where.replyToId ? { legacy: { replyToId: where.replyToId } } : {}),
    }),
  };
}

/** The app was added to, removed from or upgraded in a team, a chat or a person’s list, as Teams says it. */
export function installActivities(
  world: MicrosoftWorld,
  place: Place,
  from: CastTeamsPerson,
  action: 'add' | 'remove' | 'add-upgrade',
): Outgoing[] {
  const team =
    place.kind === 'channel'
      ? { team: { id: place.team.id, name: place.team.name, aadGroupId: place.team.aadGroupId } }
      : {};
  const settings = { settings: { selectedChannel: { id: place.base } } };
  const plain = () => {
    const { localTimestamp: _l, localTimezone: _z, ...rest } = base(world, place, from, undefined, `f:${randomGuid()}`);
    return rest;
  };
  const added = action !== 'remove';
  const members =
    place.kind === 'personal'
      ? [{ id: from.id, aadObjectId: from.aadObjectId }, { id: world.botId }]
      : [{ id: world.botId }];
  const update: Outgoing = {
    ...plain(),
    type: 'conversationUpdate',
    [added ? 'membersAdded' : 'membersRemoved']: members,
    channelData: {
      ...team,
      ...(place.kind === 'channel' ? { eventType: added ? 'teamMemberAdded' : 'teamMemberRemoved' } : {}),
      tenant: { id: world.cast.tenant.tenantId },
      ...(added ? settings : {}),
    },
  };
  const installation: Outgoing = {
    ...plain(),
    type: 'installationUpdate',
    action,
    entities: [{ type: 'clientInfo', locale: 'en-GB' }],
    channelData: {
      ...team,
      ...(place.kind === 'channel' ? { channel: { id: place.base } } : {}),
      tenant: { id: world.cast.tenant.tenantId },
      source: { name: 'message' },
      ...settings,
    },
  };
  // Nobody comes or goes with another version of the app.
  if (action === 'add-upgrade') return [installation];
  // Teams tells a removal from a personal chat by installationUpdate alone.
  return added || place.kind !== 'personal' ? [update, installation] : [installation];
}
