/** Slack's own JSON for the things in the world: messages, users, channels, views. */
import type { CastPerson, CastSlackTeam } from '../cast.ts';
import type { SlackChannel, SlackMessage, SlackView } from './records.ts';
import type { SlackWorld } from './world.ts';

type Json = Record<string, unknown>;

/** A message as events and history carry it, without its channel. */
export function messageJson(
  world: SlackWorld,
  team: CastSlackTeam,
  message: SlackMessage,
  how: { metadata?: boolean } = {},
): Json {
  const json: Json = { type: 'message' };
  if (message.subtype) json.subtype = message.subtype;
  json.user = message.user;
  json.ts = message.ts;
  if (message.clientMsgId) json.client_msg_id = message.clientMsgId;
  if (message.bot) {
    json.bot_id = team.botId;
    json.app_id = world.cast.slackApp.appId;
    json.bot_profile = botProfile(world, team);
  }
  json.text = message.text;
  json.team = team.teamId;
  if (message.files?.length) {
    json.files = message.files.map((file) => fileJson(world, team, message, file));
    json.upload = false;
    json.display_as_bot = false;
  }
  if (message.blocks) json.blocks = message.blocks;
  if (message.attachments) json.attachments = message.attachments;
  if (message.edited) json.edited = message.edited;
  if (message.thread) {
    json.thread_ts = message.thread;
    const root = world.message(message.channel, message.thread);
    if (root) json.parent_user_id = root.user;
  }
  if (message.tombstone) json.hidden = true;
  if (message.reactions?.length) {
    json.reactions = message.reactions.map((reaction) => ({
      name: reaction.name,
      users: reaction.users,
      count: reaction.users.length,
    }));
  }
  if (message.metadata && how.metadata) json.metadata = message.metadata;
  return json;
}

/** The same with what history adds to a root: how many replies, by whom. */
export function rootJson(
  world: SlackWorld,
  team: CastSlackTeam,
  message: SlackMessage,
  how: { metadata?: boolean } = {},
): Json {
  const json = messageJson(world, team, message, how);
  const replies = world.replies(message.channel, message.ts);
  if (replies.length === 0) return json;
  const users = [...new Set(replies.map((reply) => reply.user))];
  return {
    ...json,
    thread_ts: message.ts,
    reply_count: replies.length,
    reply_users_count: users.length,
    latest_reply: replies.at(-1)?.ts,
    reply_users: users.slice(0, 5),
    is_locked: false,
    subscribed: false,
  };
}

function fileJson(
  world: SlackWorld,
  team: CastSlackTeam,
  message: SlackMessage,
  file: NonNullable<SlackMessage['files']>[number],
): Json {
  const extension = file.name.includes('.') ? (file.name.split('.').at(-1) ?? '') : '';
  return {
    id: file.id,
    created: Math.floor(Number(message.ts)),
    timestamp: Math.floor(Number(message.ts)),
    name: file.name,
    title: file.name,
    mimetype: file.mimetype,
    filetype: extension,
    pretty_type: extension.toUpperCase(),
    user: message.user,
    user_team: team.teamId,
    editable: false,
    size: file.size,
    mode: 'hosted',
    is_external: false,
    external_type: '',
    is_public: world.channel(team.teamId, message.channel)?.kind === 'channel',
    public_url_shared: false,
    display_as_bot: false,
    username: '',
    url_private: file.url,
    url_private_download: `${file.url}?download`,
    permalink: file.url,
    has_rich_preview: false,
    file_access: 'visible',
  };
}

export function botProfile(world: SlackWorld, team: CastSlackTeam): Json {
  const icon = `${world.ground.baseUrl}/playground/icon.svg`;
  return {
    id: team.botId,
    app_id: world.cast.slackApp.appId,
    user_id: team.botUserId,
    name: world.cast.slackApp.name,
    icons: { image_36: icon, image_48: icon, image_72: icon },
    deleted: false,
    updated: 1_760_000_000,
    team_id: team.teamId,
  };
}

/** Seconds that London is ahead of UTC at a moment. */
export function londonOffset(at: Date): number {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: 'Europe/London',
    timeZoneName: 'longOffset',
  }).formatToParts(at);
  const zone = parts.find((part) => part.type === 'timeZoneName')?.value ?? 'GMT';
  const hours = /GMT\+(\d\d)/.exec(zone)?.[1];
  return hours ? Number(hours) * 3600 : 0;
}

/** A user as `users.info` gives it. */
export function userJson(world: SlackWorld, team: CastSlackTeam, person: CastPerson): Json {
  const offset = londonOffset(world.ground.clock.now());
  const [first = '', ...rest] = person.name.split(' ');
  return {
    ...userCommon(team, person.id, person.account),
    color: person.colour.slice(1),
    real_name: person.name,
    tz: 'Europe/London',
    tz_label: offset === 0 ? 'Greenwich Mean Time' : 'British Summer Time',
    tz_offset: offset,
    profile: {
      title: person.title,
      phone: '',
      skype: '',
      real_name: person.name,
      real_name_normalized: person.name,
      display_name: person.name,
      display_name_normalized: person.name,
      fields: null,
      status_text: '',
      status_emoji: '',
      status_expiration: 0,
      avatar_hash: '',
      email: person.email,
      first_name: first,
      last_name: rest.join(' '),
      team: team.teamId,
    },
    is_bot: false,
    is_app_user: false,
    locale: 'en-GB',
    ...world.profile(person.id),
  };
}

/** The bot's user, or Slackbot. */
export function botUserJson(world: SlackWorld, team: CastSlackTeam, id: string): Json {
  const slackbot = id === 'USLACKBOT';
  const name = slackbot ? 'Slackbot' : world.cast.slackApp.name;
  return {
    ...userCommon(team, id, name.toLowerCase()),
    real_name: name,
    tz: 'Europe/London',
    tz_label: 'Greenwich Mean Time',
    tz_offset: 0,
    profile: {
      real_name: name,
      real_name_normalized: name,
      display_name: slackbot ? 'Slackbot' : '',
      ...(slackbot
        ? { always_active: true }
        : { api_app_id: world.cast.slackApp.appId, bot_id: team.botId, always_active: true }),
      team: team.teamId,
    },
    is_bot: !slackbot,
    is_app_user: false,
  };
}

function userCommon(team: CastSlackTeam, id: string, name: string): Json {
  return {
    id,
    team_id: team.teamId,
    name,
    deleted: false,
    is_admin: false,
    is_owner: false,
    is_primary_owner: false,
    is_restricted: false,
    is_ultra_restricted: false,
    updated: 1_760_000_000,
    is_email_confirmed: true,
    who_can_share_contact_card: 'EVERYONE',
  };
}

/** A conversation as `conversations.info` gives it to the bot. */
export function channelJson(world: SlackWorld, team: CastSlackTeam, channel: SlackChannel): Json {
  const common = {
    id: channel.id,
    created: channel.created,
    creator: channel.creator,
    is_archived: channel.archived,
    is_org_shared: false,
    context_team_id: team.teamId,
    updated: channel.created * 1000,
  };
  if (channel.kind === 'im') {
    return {
      ...common,
      is_im: true,
      user: channel.members.find((member) => member !== team.botUserId),
      is_user_deleted: false,
      is_open: true,
    };
  }
  const isPrivate = channel.kind === 'private';
  return {
    ...common,
    name: channel.name,
    name_normalized: channel.name,
    is_channel: !isPrivate,
    is_group: false,
    is_im: false,
    is_mpim: false,
    is_private: isPrivate,
    is_general: channel.name === 'general',
    is_shared: false,
    is_ext_shared: false,
    is_pending_ext_shared: false,
    unlinked: 0,
    is_member: channel.members.includes(team.botUserId),
    topic: { value: channel.topic, creator: channel.creator, last_set: channel.created },
    purpose: { value: channel.topic, creator: channel.creator, last_set: channel.created },
    previous_names: [],
    shared_team_ids: [team.teamId],
    num_members: world.channel(team.teamId, channel.id)?.members.length ?? 0,
  };
}

/** A view as API answers and payloads carry it. */
export function viewJson(world: SlackWorld, team: CastSlackTeam, view: SlackView): Json {
  const sent = view.view;
  return {
    id: view.id,
    team_id: team.teamId,
    type: view.type,
    blocks: sent.blocks,
    private_metadata: sent.private_metadata ?? '',
    callback_id: sent.callback_id ?? '',
    state: { values: view.values },
    hash: view.hash,
    title: sent.title ?? { type: 'plain_text', text: 'View Title', emoji: true },
    clear_on_close: sent.clear_on_close ?? false,
    notify_on_close: sent.notify_on_close ?? false,
    close: sent.close ?? null,
    submit: sent.submit ?? null,
    previous_view_id: view.previous,
    root_view_id: view.root,
    app_id: world.cast.slackApp.appId,
    external_id: sent.external_id ?? '',
    app_installed_team_id: team.teamId,
    bot_id: team.botId,
  };
}

/** Who did it, as interactive payloads say. */
export function payloadUser(team: CastSlackTeam, person: CastPerson): Json {
  return { id: person.id, username: person.account, name: person.account, team_id: team.teamId };
}
