/** Makes Slack's Events API envelopes from what happens, and owes them to the bot where Slack would. */
import type { CastSlackTeam } from '../cast.ts';
import { randomText } from '../ids.ts';
import type { SlackDelivery } from './deliver.ts';
import type { SlackChannel, SlackMessage } from './records.ts';
import { messageJson, rootJson, userJson, viewJson } from './shapes.ts';
import type { SlackWorld } from './world.ts';

type Json = Record<string, unknown>;

/** The subscription that brings messages of each kind of conversation. */
const CHANNEL_TYPE = { channel: 'channel', private: 'group', im: 'im' } as const;
const SUBSCRIPTION = { channel: 'message.channels', private: 'message.groups', im: 'message.im' } as const;

export class SlackEvents {
  readonly #world: SlackWorld;
  readonly #delivery: SlackDelivery;

  constructor(world: SlackWorld, delivery: SlackDelivery) {
    this.#world = world;
    this.#delivery = delivery;
  }

  #send(team: CastSlackTeam, subscription: string, what: string, event: Json): void {
    const subscribed = this.#world.surfaces.events;
    if (subscribed && !subscribed.includes(subscription)) return;
    this.#delivery.event(what, {
      token: this.#world.secrets.verificationToken,
      team_id: team.teamId,
      context_team_id: team.teamId,
      context_enterprise_id: null,
      api_app_id: this.#world.cast.slackApp.appId,
      event,
      type: 'event_callback',
      event_time: Math.floor(this.#world.now() / 1000),
      authorizations: [
        {
          enterprise_id: null,
          team_id: team.teamId,
          user_id: team.botUserId,
          is_bot: true,
          is_enterprise_install: false,
        },
      ],
      is_ext_shared_channel: false,
      event_context: `4-${randomText(60)}`,
    });
  }

  #hears(team: CastSlackTeam, channel: SlackChannel): boolean {
    return channel.members.includes(team.botUserId);
  }

  #message(team: CastSlackTeam, channel: SlackChannel, what: string, event: Json): void {
    if (!this.#hears(team, channel)) return;
    this.#send(team, SUBSCRIPTION[channel.kind], what, {
      ...event,
      channel: channel.id,
      channel_type: CHANNEL_TYPE[channel.kind],
    });
  }

  /** Somebody (the bot too) posted. A mention of the bot in a channel comes twice: as a message and as an `app_mention`. */
  posted(team: CastSlackTeam, channel: SlackChannel, message: SlackMessage): void {
    if (message.to !== undefined) return;
    const json = messageJson(this.#world, team, message);
    const kind = message.subtype ? `message ${message.subtype}` : 'message';
    this.#message(team, channel, kind, { ...json, event_ts: message.ts });
    const mentioned = !message.bot && message.text.includes(`<@${team.botUserId}>`);
    if (
      mentioned &&
      channel.kind !== 'im' &&
      this.#hears(team, channel) &&
      (message.subtype === undefined || message.subtype === 'file_share')
    ) {
      const { subtype: _unused, ...plain } = json;
      this.#send(team, 'app_mention', 'app_mention', {
        ...plain,
        type: 'app_mention',
        channel: channel.id,
        event_ts: message.ts,
      });
    }
  }

  /** A message was edited, or became a tombstone. */
  changed(team: CastSlackTeam, channel: SlackChannel, before: SlackMessage, after: SlackMessage): void {
    if (after.to !== undefined) return;
    const ts = this.#world.ts();
    const shape = (message: SlackMessage) => rootJson(this.#world, team, message);
    const { team: _team, ...previous } = shape(before);
    const message = { ...shape(after), source_team: team.teamId, user_team: team.teamId };
    this.#message(team, channel, 'message message_changed', {
      type: 'message',
      subtype: 'message_changed',
      message,
      previous_message: previous,
      hidden: true,
      ts,
      event_ts: ts,
    });
  }

  deleted(team: CastSlackTeam, channel: SlackChannel, message: SlackMessage): void {
    if (message.to !== undefined) return;
    const ts = this.#world.ts();
    this.#message(team, channel, 'message message_deleted', {
      type: 'message',
      subtype: 'message_deleted',
      previous_message: messageJson(this.#world, team, message),
      hidden: true,
      deleted_ts: message.ts,
      ts,
      event_ts: ts,
    });
  }

  /** The person opened the app: Slack sends the home as it is now, when there is one. */
  homeOpened(team: CastSlackTeam, user: string, tab: 'home' | 'messages'): void {
    const world = this.#world;
    const im = world.im(team, user, team.botUserId);
    const home = world.home(team.teamId, user);
    const view = tab === 'home' && home ? { view: viewJson(world, team, home) } : {};
    this.#send(team, 'app_home_opened', 'app_home_opened', {
      type: 'app_home_opened',
      user,
      channel: im.id,
      tab,
      ...view,
      event_ts: world.ts(),
    });
  }

  joined(team: CastSlackTeam, channel: SlackChannel, user: string, inviter?: string): void {
    if (!this.#hears(team, channel)) return;
    const event = {
      type: 'member_joined_channel',
      user,
      channel: channel.id,
      channel_type: channel.kind === 'private' ? 'G' : 'C',
      team: team.teamId,
    };
    this.#send(team, 'member_joined_channel', 'member_joined_channel', {
      ...event,
      ...(inviter ? { inviter } : {}),
      event_ts: this.#world.ts(),
    });
  }

  /** `before`: the channel with the person still in it. */
  left(team: CastSlackTeam, before: SlackChannel, user: string): void {
    if (!this.#hears(team, before)) return;
    const event = {
      user,
      channel: before.id,
      channel_type: before.kind === 'private' ? 'G' : 'C',
      team: team.teamId,
      event_ts: this.#world.ts(),
    };
    if (user === team.botUserId) {
      this.#send(team, before.kind === 'private' ? 'group_left' : 'channel_left', 'channel_left', {
        type: before.kind === 'private' ? 'group_left' : 'channel_left',
        channel: before.id,
        actor_id: user,
        event_ts: event.event_ts,
      });
    } else {
      this.#send(team, 'member_left_channel', 'member_left_channel', { type: 'member_left_channel', ...event });
    }
  }

  renamed(team: CastSlackTeam, channel: SlackChannel): void {
    const body = {
      id: channel.id,
      name: channel.name,
      created: channel.created,
      is_channel: channel.kind === 'channel',
      is_mpim: false,
    };
    this.#send(team, 'channel_rename', 'channel_rename', {
      type: 'channel_rename',
      channel: body,
      event_ts: this.#world.ts(),
    });
  }

  archived(team: CastSlackTeam, channel: SlackChannel, user: string): void {
    const type = channel.archived ? 'channel_archive' : 'channel_unarchive';
    this.#send(team, type, type, { type, channel: channel.id, user, is_moved: 0, event_ts: this.#world.ts() });
  }

  /** A profile changed, or somebody joined the workspace, or was deactivated (`deleted`). */
  person(team: CastSlackTeam, userId: string, type: 'user_change' | 'team_join', change: Json = {}): void {
    const person = this.#world.person(team, userId);
    if (!person) return;
    const ts = this.#world.ts();
    const user = { ...userJson(this.#world, team, person), ...change };
    this.#send(team, type, type, { type, user, cache_ts: Math.floor(Number(ts)), event_ts: ts });
  }

  reaction(team: CastSlackTeam, message: SlackMessage, user: string, name: string, added: boolean): void {
    const channel = this.#world.channel(team.teamId, message.channel);
    if (!channel || !this.#hears(team, channel)) return;
    const type = added ? 'reaction_added' : 'reaction_removed';
    const item = { type: 'message', channel: message.channel, ts: message.ts };
    this.#send(team, type, type, {
      type,
      user,
      reaction: name,
      item,
      item_user: message.user,
      event_ts: this.#world.ts(),
    });
  }
}
