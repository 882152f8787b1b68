/** Slack's conversations.* methods: which there are, who is in them, what was said. */
import {
  arg,
  channelJoined,
  channelSeen,
  flag,
  type Method,
  type MethodCall,
  needed,
  paged,
  SlackError,
} from '../method.ts';
import { setMembers } from '../people.ts';
import type { SlackMessage } from '../records.ts';
import { channelJson, messageJson, rootJson } from '../shapes.ts';

const info: Method = (call) => {
  const channel = channelSeen(call, needed(call, 'channel'));
  return { channel: channelJson(call.world, call.team, channel) };
};

const list: Method = (call) => {
  const types = (arg(call, 'types') ?? 'public_channel').split(',').map((type) => type.trim());
  const known = new Set(['public_channel', 'private_channel', 'im', 'mpim']);
  if (types.some((type) => !known.has(type))) throw new SlackError('invalid_types');
  const kind = { channel: 'public_channel', private: 'private_channel', im: 'im' } as const;
  const seen = call.world.channels(call.team.teamId).filter((channel) => {
    if (!types.includes(kind[channel.kind])) return false;
    if (channel.archived && flag(call, 'exclude_archived')) return false;
    return channel.kind === 'channel' || channel.members.includes(call.team.botUserId);
  });
  const { page, cursor } = paged(call, seen, 100);
  return {
    channels: page.map((channel) => channelJson(call.world, call.team, channel)),
    response_metadata: { next_cursor: cursor },
  };
};

const members: Method = (call) => {
  const channel = channelSeen(call, needed(call, 'channel'));
  const { page, cursor } = paged(call, channel.members, 100);
  return { members: page, response_metadata: { next_cursor: cursor } };
};

const open: Method = (call) => {
  const known = arg(call, 'channel');
  if (known !== undefined) {
    const channel = channelSeen(call, known);
    return {
      no_op: true,
      already_open: true,
      channel: flag(call, 'return_im') ? channelJson(call.world, call.team, channel) : { id: channel.id },
    };
  }
  const users = (arg(call, 'users') ?? '').split(',').filter(Boolean);
  const [user] = users;
  if (user === undefined) throw new SlackError('users_list_not_supplied');
  if (users.length > 1) throw new SlackError('method_not_supported_for_channel_type');
  if (user === call.team.botUserId) throw new SlackError('cannot_dm_bot');
  if (!call.world.person(call.team, user)) throw new SlackError('user_not_found');
  const im = call.world.im(call.team, call.team.botUserId, user);
  return { channel: flag(call, 'return_im') ? channelJson(call.world, call.team, im) : { id: im.id } };
};

const join: Method = (call) => {
  const channel = channelSeen(call, needed(call, 'channel'));
  if (channel.kind !== 'channel') throw new SlackError('method_not_supported_for_channel_type');
  if (channel.archived) throw new SlackError('is_archived');
  if (channel.members.includes(call.team.botUserId)) {
    return {
      channel: channelJson(call.world, call.team, channel),
      warning: 'already_in_channel',
      response_metadata: { warnings: ['already_in_channel'] },
    };
  }
  const joined = setMembers(call, call.team, channel, call.team.botUserId, true);
  return { channel: channelJson(call.world, call.team, joined) };
};

const leave: Method = (call) => {
  const channel = channelSeen(call, needed(call, 'channel'));
  if (!channel.members.includes(call.team.botUserId)) return { not_in_channel: true };
  setMembers(call, call.team, channel, call.team.botUserId, false);
  return {};
};

/** docs.slack.dev/reference/methods/conversations.invite */
const invite: Method = (call) => {
  const channel = channelJoined(call, needed(call, 'channel'));
  const users = needed(call, 'users').split(',').filter(Boolean);
  if (channel.kind === 'im') throw new SlackError('method_not_supported_for_channel_type');
  if (channel.archived) throw new SlackError('is_archived');
  for (const user of users) {
    if (user === call.team.botUserId) throw new SlackError('cant_invite_self');
    if (!call.world.person(call.team, user)) throw new SlackError('user_not_found');
    if (channel.members.includes(user)) throw new SlackError('already_in_channel');
  }
  const after = users.reduce((one, user) => setMembers(call, call.team, one, user, true, call.team.botUserId), channel);
  return { channel: channelJson(call.world, call.team, after) };
};

/** docs.slack.dev/reference/methods/conversations.kick */
const kick: Method = (call) => {
  const channel = channelJoined(call, needed(call, 'channel'));
  const user = needed(call, 'user');
  if (channel.kind === 'im') throw new SlackError('method_not_supported_for_channel_type');
  // The app's scope is for private channels.
  if (channel.kind === 'channel') throw new SlackError('missing_scope');
  if (user === call.team.botUserId) throw new SlackError('cant_kick_self');
  if (!channel.members.includes(user)) throw new SlackError('not_in_channel');
  setMembers(call, call.team, channel, user, false);
  return {};
};

function inRange(call: MethodCall, messages: readonly SlackMessage[]): SlackMessage[] {
  const oldest = arg(call, 'oldest') ?? '0';
  const latest = arg(call, 'latest');
  const inclusive = flag(call, 'inclusive');
  const after = (ts: string) => Number(ts) > Number(oldest) || (inclusive && Number(ts) === Number(oldest));
  const before = (ts: string) =>
    latest === undefined || Number(ts) < Number(latest) || (inclusive && Number(ts) === Number(latest));
  return messages.filter((message) => message.to === undefined && after(message.ts) && before(message.ts));
}

const history: Method = (call) => {
  const channel = channelJoined(call, needed(call, 'channel'));
  const roots = call.world.messages(channel.id).filter((message) => message.thread === undefined);
  const newestFirst = inRange(call, roots).reverse();
  const { page, cursor } = paged(call, newestFirst, 100);
  const how = { metadata: flag(call, 'include_all_metadata') };
  return {
    messages: page.map((message) => rootJson(call.world, call.team, message, how)),
    has_more: cursor !== '',
    pin_count: 0,
    channel_actions_ts: null,
    channel_actions_count: 0,
    ...(cursor ? { response_metadata: { next_cursor: cursor } } : {}),
  };
};

const replies: Method = (call) => {
  const channel = channelJoined(call, needed(call, 'channel'));
  const target = call.world.message(channel.id, needed(call, 'ts'));
  if (!target || target.to !== undefined) throw new SlackError('thread_not_found');
  const root = call.world.message(channel.id, target.thread ?? target.ts) ?? target;
  const how = { metadata: flag(call, 'include_all_metadata') };
  // Real Slack gives the root whatever `oldest` says, then the replies in the range, oldest first.
  const { page, cursor } = paged(call, inRange(call, call.world.replies(channel.id, root.ts)), 1000);
  const first = arg(call, 'cursor') === undefined ? [rootJson(call.world, call.team, root, how)] : [];
  return {
    messages: [...first, ...page.map((message) => messageJson(call.world, call.team, message, how))],
    has_more: cursor !== '',
    ...(cursor ? { response_metadata: { next_cursor: cursor } } : {}),
  };
};

export const conversationMethods: Readonly<Record<string, Method>> = {
  'conversations.info': info,
  'conversations.list': list,
  'conversations.members': members,
  'conversations.open': open,
  'conversations.join': join,
  'conversations.invite': invite,
  'conversations.kick': kick,
  'conversations.leave': leave,
  'conversations.history': history,
  'conversations.replies': replies,
};
