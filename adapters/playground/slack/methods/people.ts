/** Slack's auth.*, users.*, team.*, bots.* and reactions.* methods, and the small ones that apps call in passing. */
import { arg, channelSeen, type Method, type MethodCall, needed, paged, SlackError } from '../method.ts';
import type { SlackMessage } from '../records.ts';
import { botProfile, botUserJson, userJson } from '../shapes.ts';

const authTest: Method = ({ world, team }) => ({
  url: world.teamUrl(team),
  team: team.name,
  user: world.cast.slackApp.name.toLowerCase(),
  team_id: team.teamId,
  user_id: team.botUserId,
  bot_id: team.botId,
  is_enterprise_install: false,
});

function user(call: MethodCall, id: string): Record<string, unknown> {
  if (id === call.team.botUserId || id === 'USLACKBOT') return botUserJson(call.world, call.team, id);
  const person = call.world.person(call.team, id);
  if (!person) throw new SlackError('user_not_found');
  return userJson(call.world, call.team, person);
}

const usersInfo: Method = (call) => ({ user: user(call, needed(call, 'user')) });

const usersList: Method = (call) => {
  const ids = ['USLACKBOT', ...call.team.users.map((person) => person.id), call.team.botUserId];
  const { page, cursor } = paged(call, ids, 1000);
  const cacheTs = Math.floor(call.world.now() / 1000);
  return { members: page.map((id) => user(call, id)), cache_ts: cacheTs, response_metadata: { next_cursor: cursor } };
};

const lookupByEmail: Method = (call) => {
  const email = needed(call, 'email').toLowerCase();
  const person = call.team.users.find((one) => one.email.toLowerCase() === email);
  if (!person) throw new SlackError('users_not_found');
  return { user: userJson(call.world, call.team, person) };
};

const teamInfo: Method = ({ world, team }) => ({
  team: {
    id: team.teamId,
    name: team.name,
    url: world.teamUrl(team),
    domain: team.domain,
    email_domain: `${team.domain}.example`,
    icon: { image_default: true },
    avatar_base_url: `${world.ground.baseUrl}/playground/`,
    is_verified: false,
  },
});

const botsInfo: Method = (call) => {
  const id = arg(call, 'bot') ?? call.team.botId;
  if (id !== call.team.botId) throw new SlackError('bot_not_found');
  return { bot: botProfile(call.world, call.team) };
};

function reaction(call: MethodCall, adds: boolean): Record<string, unknown> {
  const channel = channelSeen(call, needed(call, 'channel'));
  const message = call.world.message(channel.id, needed(call, 'timestamp'));
  if (!message || message.to !== undefined) throw new SlackError('message_not_found');
  const name = needed(call, 'name');
  const there = message.reactions?.find((one) => one.name === name)?.users.includes(call.team.botUserId) ?? false;
  if (adds && there) throw new SlackError('already_reacted');
  if (!adds && !there) throw new SlackError('no_reaction');
  call.world.putMessage(toggleReaction(message, name, call.team.botUserId));
  call.events.reaction(call.team, message, call.team.botUserId, name, adds);
  return {};
}

/** The message with the person's reaction added, or taken back when it was there. */
export function toggleReaction(message: SlackMessage, name: string, who: string): SlackMessage {
  const reactions = message.reactions ?? [];
  const old = reactions.find((one) => one.name === name);
  const users = old?.users.includes(who) ? old.users.filter((one) => one !== who) : [...(old?.users ?? []), who];
  const others = reactions.filter((one) => one.name !== name);
  return { ...message, reactions: users.length > 0 ? [...others, { name, users }] : others };
}

/** Slack's "is thinking" line under the composer; gone with the next message. */
const setStatus: Method = (call) => {
  const channel = channelSeen(call, needed(call, 'channel_id'));
  const thread = arg(call, 'thread_ts');
  const text = arg(call, 'status') ?? '';
  call.world.ground.hub.to('slack', call.team.teamId, (as) =>
    channel.members.includes(as)
      ? { type: 'typing', platform: 'slack', as, conversation: channel.id, ...(thread ? { thread } : {}), text }
      : null,
  );
  return {};
};

export const peopleMethods: Readonly<Record<string, Method>> = {
  'auth.test': authTest,
  'api.test': () => ({ args: {} }),
  'users.info': usersInfo,
  'users.list': usersList,
  'users.lookupByEmail': lookupByEmail,
  'team.info': teamInfo,
  'bots.info': botsInfo,
  'usergroups.list': () => ({ usergroups: [] }),
  'reactions.add': (call) => reaction(call, true),
  'reactions.remove': (call) => reaction(call, false),
  'assistant.threads.setStatus': setStatus,
  'assistant.threads.setSuggestedPrompts': () => ({}),
  'assistant.threads.setTitle': () => ({}),
  'apps.connections.open': () => {
    throw new SlackError('not_allowed_token_type');
  },
};
