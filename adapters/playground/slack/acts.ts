/** What a person does in the Slack window, done as Slack would: kept, shown, told to the bot. */
import type { FileView, SlackAct, SlackActAnswer } from '../api-types.ts';
import { Refusal } from '../ground.ts';
import { randomGuid, randomSlackId } from '../ids.ts';
import { slashCommand } from './command.ts';
import { type Actor, globalShortcut, messageShortcut, press, suggest } from './interact.ts';
import { removeMessage } from './methods/chat.ts';
import { toggleReaction } from './methods/people.ts';
import { close, submit } from './modal.ts';
import { setMembers } from './people.ts';
import type { SlackChannel, SlackMessage } from './records.ts';
import { richText } from './rich-text.ts';
import { mayOpen } from './snapshot.ts';
import { wireText } from './text.ts';

const TYPED_LIMIT = 12_000;

function channelOf(actor: Actor, id: string): SlackChannel {
  const channel = actor.world.channel(actor.team.teamId, id);
  if (!channel || !mayOpen(channel, actor.person.id))
    throw new Refusal(404, 'channel_not_found', 'There is no such channel.');
  return channel;
}

function joined(actor: Actor, id: string): SlackChannel {
  const channel = channelOf(actor, id);
  if (!channel.members.includes(actor.person.id)) throw new Refusal(403, 'not_in_channel', 'Join the channel first.');
  if (channel.archived) throw new Refusal(403, 'is_archived', 'The channel is archived.');
  return channel;
}

function messageOf(actor: Actor, channel: SlackChannel, ts: string): SlackMessage {
  const message = actor.world.message(channel.id, ts);
  if (!message || message.to !== undefined || message.tombstone)
    throw new Refusal(404, 'message_not_found', 'That message is gone.');
  return message;
}

function ownMessage(actor: Actor, channel: SlackChannel, ts: string): SlackMessage {
  const message = messageOf(actor, channel, ts);
  if (message.user !== actor.person.id || message.subtype === 'channel_join')
    throw new Refusal(403, 'not_yours', 'That is not your message.');
  return message;
}

/** Files as the page names them: kept as names and sizes, with an address on this machine that holds nothing. */
export function filesOf(
  baseUrl: string,
  files: readonly { name: string; mimetype?: string; size?: number }[] | undefined,
): FileView[] {
  return (files ?? []).slice(0, 10).map((file) => {
    const id = randomSlackId('F');
    const mimetype = file.mimetype ?? 'application/octet-stream';
    return {
      id,
      name: file.name,
      mimetype,
      size: file.size ?? 0,
      url: `${baseUrl}/playground/files/${id}/${encodeURIComponent(file.name)}`,
    };
  });
}

/** Posts as typed. `at`: history, told to nobody. */
export function post(
  actor: Actor,
  act: { channel: string; thread?: string; text: string; files?: { name: string; mimetype?: string; size?: number }[] },
  at?: Date,
): SlackMessage {
  const { world, team, person, events } = actor;
  const channel = joined(actor, act.channel);
  const files = filesOf(world.ground.baseUrl, act.files);
  if (act.text.trim() === '' && files.length === 0) throw new Refusal(400, 'no_text', 'Write something first.');
  if (act.text.length > TYPED_LIMIT)
    throw new Refusal(400, 'msg_too_long', `A message has at most ${TYPED_LIMIT} characters.`);
  const root = act.thread === undefined ? undefined : world.message(channel.id, act.thread);
  if (act.thread !== undefined && !root) throw new Refusal(404, 'thread_not_found', 'That thread is gone.');
  const thread = root?.thread ?? root?.ts;
  const text = wireText(act.text, world.mentionable(team));
  const message = world.putMessage({
    team: team.teamId,
    channel: channel.id,
    ts: world.ts(at),
    ...(thread ? { thread } : {}),
    user: person.id,
    bot: false,
    text,
    ...(text.trim() === '' ? {} : { blocks: [{ ...richText(text) }] }),
    ...(files.length > 0 ? { files, subtype: 'file_share' } : {}),
    clientMsgId: randomGuid(),
  });
  // What is put into the past has been read by everyone.
  const readers = at ? channel.members : [person.id];
  for (const reader of thread === undefined ? readers : []) {
    if (world.read(channel.id, reader) < message.ts) world.putRead(channel, reader, message.ts);
  }
  if (!at) events.posted(team, channel, message);
  return message;
}

function edit(actor: Actor, act: { channel: string; ts: string; text: string }): SlackActAnswer {
  const { world, team, person, events } = actor;
  const channel = joined(actor, act.channel);
  const before = ownMessage(actor, channel, act.ts);
  if (act.text.trim() === '' && !before.files) throw new Refusal(400, 'no_text', 'Write something first.');
  const text = wireText(act.text, world.mentionable(team));
  const { blocks: _blocks, ...kept } = before;
  const blocks = text.trim() === '' ? {} : { blocks: [{ ...richText(text) }] };
  const after = world.putMessage({
    ...kept,
    text,
    ...blocks,
    edited: { user: person.id, ts: wholeSecond(world.ts()) },
  });
  events.changed(team, channel, before, after);
  return { ok: true, ts: after.ts };
}

/** In which Slack says when a message was edited, so that two edits may have the same. */
const wholeSecond = (ts: string): string => `${ts.split('.')[0]}.000000`;

function react(actor: Actor, act: { channel: string; ts: string; name: string }): SlackActAnswer {
  const channel = joined(actor, act.channel);
  const before = messageOf(actor, channel, act.ts);
  const had = before.reactions?.find((one) => one.name === act.name)?.users.includes(actor.person.id) ?? false;
  actor.world.putMessage(toggleReaction(before, act.name, actor.person.id));
  actor.events.reaction(actor.team, before, actor.person.id, act.name, !had);
  return { ok: true };
}

function membership(actor: Actor, act: { kind: 'join' | 'leave'; channel: string }): SlackActAnswer {
  const channel = channelOf(actor, act.channel);
  if (channel.kind === 'im') throw new Refusal(400, 'not_a_channel', 'A direct message cannot be joined or left.');
  const inside = channel.members.includes(actor.person.id);
  if (inside !== (act.kind === 'join')) setMembers(actor, actor.team, channel, actor.person.id, act.kind === 'join');
  return { ok: true };
}

function invite(actor: Actor, act: { channel: string; user: string }): SlackActAnswer {
  const { team, world } = actor;
  const channel = joined(actor, act.channel);
  if (channel.kind === 'im') throw new Refusal(400, 'not_a_channel', 'Nobody can be brought into a direct message.');
  if (act.user !== team.botUserId && !world.person(team, act.user))
    throw new Refusal(404, 'user_not_found', 'There is no such person.');
  if (!channel.members.includes(act.user)) setMembers(actor, team, channel, act.user, true, actor.person.id);
  return { ok: true };
}

function command(actor: Actor, channelId: string, name: string, text: string): Promise<SlackActAnswer> {
  return slashCommand(actor, joined(actor, channelId), name, text);
}

/** A text that begins with a registered command, outside threads, is that command; any other `/word` Slack refuses. */
function postOrCommand(
  actor: Actor,
  act: Extract<SlackAct, { kind: 'post' }>,
): Promise<SlackActAnswer> | SlackActAnswer {
  const match = /^(\/[a-z0-9_-]+)(?:\s+([\s\S]*))?$/.exec(act.text.trim());
  if (match?.[1] && act.thread === undefined && !act.files?.length)
    return command(actor, act.channel, match[1], match[2] ?? '');
  const known = match?.[1] && actor.world.surfaces.commands.some((one) => one.command === match[1]);
  if (known) throw new Refusal(400, 'no_commands_in_threads', `${match[1]} is not supported in threads. Sorry!`);
  const message = post(actor, act);
  return { ok: true, ts: message.ts, channel: message.channel };
}

/** Does what the page says. Throws `Refusal`. */
export async function slackAct(actor: Actor, act: SlackAct): Promise<SlackActAnswer> {
  const { world, team, person, events } = actor;
  switch (act.kind) {
    case 'post':
      return postOrCommand(actor, act);
    case 'edit':
      return edit(actor, act);
    case 'delete': {
      const channel = joined(actor, act.channel);
      const own = world.message(channel.id, act.ts);
      // An ephemeral message is dismissed, which nobody else hears of.
      if (own?.to === person.id) world.removeMessage(own);
      else removeMessage({ world, events, team }, channel, ownMessage(actor, channel, act.ts));
      return { ok: true };
    }
    case 'react':
      return react(actor, act);
    case 'command':
      return command(actor, act.channel, act.command, act.text);
    case 'globalShortcut':
      return globalShortcut(actor, act.callbackId);
    case 'messageShortcut':
      return messageShortcut(actor, act.callbackId, act.channel, act.ts);
    case 'press':
      return press(actor, act.on, act.blockId, act.element, act.values ?? {});
    case 'suggest':
      return suggest(actor, act.on, act.blockId, act.actionId, act.query);
    case 'submit':
      return submit(actor, act.view, act.values);
    case 'close':
      return close(actor, act.view, act.all ?? false);
    case 'openHome':
      events.homeOpened(team, person.id, act.tab);
      return { ok: true, channel: world.im(team, person.id, team.botUserId).id };
    case 'read': {
      const channel = channelOf(actor, act.channel);
      world.putRead(channel, person.id, act.ts ?? world.messages(channel.id).at(-1)?.ts ?? '0');
      return { ok: true };
    }
    case 'join':
    case 'leave':
      return membership(actor, act);
    case 'invite':
      return invite(actor, act);
    case 'openIm': {
      if (act.user !== team.botUserId && !world.person(team, act.user))
        throw new Refusal(404, 'user_not_found', 'There is no such person.');
      return { ok: true, channel: world.im(team, person.id, act.user).id };
    }
  }
}
