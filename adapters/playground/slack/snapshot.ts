/** The workspace as one person sees it: what the page draws, and what its live stream sends. */
import type {
  SlackConversationView,
  SlackMessagesView,
  SlackMessageView,
  SlackSnapshot,
  SlackTeamView,
  SlackViewView,
} from '../api-types.ts';
import { type CastSlackTeam, initials } from '../cast.ts';
import type { SlackChannel, SlackMessage, SlackView } from './records.ts';
import type { SlackWatcher, SlackWorld } from './world.ts';

export function teamView(world: SlackWorld, team: CastSlackTeam): SlackTeamView {
  const shortcuts = (type: 'global' | 'message') =>
    world.surfaces.shortcuts
      .filter((one) => one.type === type)
      .map(({ callbackId, name, description }) => ({ callbackId, name, description }));
  const bot = world.cast.slackApp.name;
  return {
    id: team.teamId,
    name: team.name,
    domain: team.domain,
    people: team.users.map((user) => ({
      id: user.id,
      name: user.name,
      handle: user.name,
      title: user.title,
      email: user.email,
      initials: initials(user.name),
      colour: user.colour,
      bot: false,
    })),
    bot: {
      id: team.botUserId,
      name: bot,
      handle: bot,
      title: 'App',
      email: '',
      initials: initials(bot),
      colour: '#1f5d4c',
      bot: true,
    },
    commands: world.surfaces.commands.map((one) => ({
      command: one.command,
      description: one.description,
      hint: one.usageHint ?? '',
    })),
    globalShortcuts: shortcuts('global'),
    messageShortcuts: shortcuts('message'),
  };
}

/** Whether a person may see what is in a conversation: members may, and everyone in public channels. */
export const mayOpen = (channel: SlackChannel, person: string): boolean =>
  channel.kind === 'channel' || channel.members.includes(person);

export const maySee = (channel: SlackChannel, message: SlackMessage, person: string): boolean =>
  mayOpen(channel, person) && (message.to === undefined || message.to === person);

export function conversationView(
  world: SlackWorld,
  team: CastSlackTeam,
  channel: SlackChannel,
  as: string,
): SlackConversationView {
  const roots = world
    .messages(channel.id)
    .filter((message) => message.thread === undefined && maySee(channel, message, as));
  const read = world.read(channel.id, as);
  const unread = channel.members.includes(as)
    ? roots.filter((message) => message.ts > read && message.user !== as && !message.tombstone)
    : [];
  const mine = unread.filter(
    (message) =>
      channel.kind === 'im' || message.text.includes(`<@${as}>`) || /<!(channel|here|everyone)>/.test(message.text),
  );
  const other = channel.members.find((member) => member !== as) ?? as;
  const withBot = channel.kind === 'im' && channel.members.includes(team.botUserId);
  return {
    id: channel.id,
    kind: withBot ? 'app' : channel.kind,
    name:
      channel.kind === 'im'
        ? withBot
          ? world.cast.slackApp.name
          : (world.person(team, other)?.name ?? other)
        : channel.name,
    topic: channel.topic,
    archived: channel.archived,
    member: channel.members.includes(as),
    botIsMember: channel.members.includes(team.botUserId),
    members: [...channel.members],
    unread: unread.length,
    mentions: mine.length,
    latest: roots.at(-1)?.ts ?? null,
  };
}

export function messageView(world: SlackWorld, team: CastSlackTeam, message: SlackMessage): SlackMessageView {
  const replies = message.thread === undefined ? world.replies(message.channel, message.ts) : [];
  const latest = replies.at(-1)?.ts;
  return {
    channel: message.channel,
    ts: message.ts,
    ...(message.thread ? { thread: message.thread } : {}),
    user: message.user,
    text: message.text,
    ...(message.blocks ? { blocks: [...message.blocks] } : {}),
    ...(message.attachments ? { attachments: [...message.attachments] } : {}),
    ...(message.files ? { files: [...message.files] } : {}),
    time: new Date(Math.floor(Number(message.ts) * 1000)).toISOString(),
    edited: message.edited !== undefined && !message.tombstone,
    tombstone: message.tombstone ?? false,
    ...(message.subtype && !message.tombstone ? { subtype: message.subtype } : {}),
    ephemeral: message.to !== undefined,
    replyCount: replies.length,
    replyUsers: [...new Set(replies.map((reply) => reply.user))],
    ...(latest ? { latestReply: latest } : {}),
    reactions: (message.reactions ?? []).map((reaction) => ({ name: reaction.name, users: [...reaction.users] })),
    permalink: world.permalink(team, message),
  };
}

export function viewView(view: SlackView): SlackViewView {
  const sent = view.view;
  return {
    id: view.id,
    hash: view.hash,
    type: view.type,
    callbackId: typeof sent.callback_id === 'string' ? sent.callback_id : '',
    ...(sent.title ? { title: sent.title } : {}),
    ...(sent.submit ? { submit: sent.submit } : {}),
    ...(sent.close ? { close: sent.close } : {}),
    blocks: Array.isArray(sent.blocks) ? sent.blocks : [],
    values: view.values,
    errors: { ...view.errors },
    submitDisabled: sent.submit_disabled === true,
  };
}

export function snapshot(world: SlackWorld, team: CastSlackTeam, as: string): SlackSnapshot {
  world.im(team, as, team.botUserId);
  const home = world.home(team.teamId, as);
  return {
    team: team.teamId,
    as,
    conversations: world
      .channels(team.teamId)
      .filter((channel) => mayOpen(channel, as))
      .map((channel) => conversationView(world, team, channel, as)),
    modals: world.modals(team.teamId, as).map(viewView),
    home: home ? viewView(home) : null,
  };
}

/** Messages of a channel or a thread, oldest first. */
export function messagesView(
  world: SlackWorld,
  team: CastSlackTeam,
  channel: SlackChannel,
  as: string,
  how: { thread?: string; before?: string; limit: number },
): SlackMessagesView {
  const all = world.messages(channel.id).filter((message) => maySee(channel, message, as));
  const wanted = all.filter((message) =>
    how.thread ? message.thread === how.thread || message.ts === how.thread : message.thread === undefined,
  );
  const before = how.before;
  const earlier = before ? wanted.filter((message) => message.ts < before) : wanted;
  const page = how.thread ? earlier : earlier.slice(-how.limit);
  return { messages: page.map((message) => messageView(world, team, message)), more: page.length < earlier.length };
}

/** Tells the live stream of every change, each viewer only what they may see. */
export function slackWatcher(world: SlackWorld): SlackWatcher {
  const { hub } = world.ground;
  const channelChanged = (channel: SlackChannel) => {
    const team = world.team(channel.team);
    if (!team) return;
    hub.to('slack', channel.team, (as) =>
      mayOpen(channel, as)
        ? {
            type: 'slack.conversation',
            team: channel.team,
            as,
            conversation: conversationView(world, team, channel, as),
          }
        : null,
    );
  };
  return {
    message(message) {
      const team = world.team(message.team);
      const channel = team && world.channel(message.team, message.channel);
      if (!team || !channel) return;
      hub.to('slack', message.team, (as) =>
        maySee(channel, message, as)
          ? { type: 'slack.message', team: message.team, as, message: messageView(world, team, message) }
          : null,
      );
      if (message.thread === undefined) channelChanged(channel);
    },
    removed(message) {
      const channel = world.channel(message.team, message.channel);
      if (!channel) return;
      const thread = message.thread ? { thread: message.thread } : {};
      hub.to('slack', message.team, (as) =>
        maySee(channel, message, as)
          ? { type: 'slack.removed', team: message.team, as, channel: message.channel, ts: message.ts, ...thread }
          : null,
      );
      channelChanged(channel);
    },
    channel: channelChanged,
    modals(team, user) {
      hub.to('slack', team, (as) =>
        as === user ? { type: 'slack.modals', team, as, modals: world.modals(team, user).map(viewView) } : null,
      );
    },
    home(view) {
      hub.to('slack', view.team, (as) =>
        as === view.user ? { type: 'slack.home', team: view.team, as, home: viewView(view) } : null,
      );
    },
  };
}
