/** Coming and going: who joins or leaves a Slack channel, with the line in the channel and the events that follow. */
import type { CastSlackTeam } from '../cast.ts';
import type { SlackCore } from './method.ts';
import type { SlackChannel } from './records.ts';

/** Puts a person or the bot into a channel, or takes them out. Returns the channel as it is then. */
export function setMembers(
  core: Pick<SlackCore, 'world' | 'events'>,
  team: CastSlackTeam,
  channel: SlackChannel,
  user: string,
  joins: boolean,
  inviter?: string,
): SlackChannel {
  const { world, events } = core;
  const members = channel.members.filter((member) => member !== user);
  const after = world.putChannel({ ...channel, members: joins ? [...members, user] : members });
  const message = world.putMessage({
    team: team.teamId,
    channel: channel.id,
    ts: world.ts(),
    user,
    bot: false,
    subtype: joins ? 'channel_join' : 'channel_leave',
    text: joins ? `<@${user}> has joined the channel` : `<@${user}> has left the channel`,
  });
  if (joins) {
    events.joined(team, after, user, inviter);
    events.posted(team, after, message);
  } else {
    events.posted(team, after, message);
    events.left(team, channel, user);
  }
  return after;
}
