/** Slack's chat.* methods: post, update, delete, whisper, link. */
import { isRecord, textOf } from '../../ground.ts';
import { checkBlocks, storedBlocks } from '../blocks.ts';
import {
  arg,
  channelJoined,
  channelSeen,
  type Method,
  type MethodCall,
  needed,
  record,
  SlackError,
  structured,
} from '../method.ts';
import type { SlackChannel, SlackMessage } from '../records.ts';
import { richText } from '../rich-text.ts';
import { messageJson } from '../shapes.ts';
import { normaliseAppText } from '../text.ts';

const TEXT_LIMIT = 40_000;
/** All blocks together, as JSON: where real Slack was seen to answer msg_blocks_too_long (slackapi/bolt-js#2509 saw it near 13,000 characters of text). */
const BLOCKS_LIMIT = 100_000;

/** What a message says, checked and as Slack stores it. */
export type Content = Pick<SlackMessage, 'text' | 'blocks' | 'attachments' | 'metadata'>;

/** Reads and checks text, blocks, attachments and metadata. */
export function contentOf(call: Pick<MethodCall, 'args'>): Content {
  const rawText = arg(call, 'text') ?? arg(call, 'markdown_text') ?? '';
  const blocks = structured(call, 'blocks', 'invalid_blocks_format');
  const attachments = structured(call, 'attachments', 'invalid_attachments');
  if (attachments !== undefined && !Array.isArray(attachments)) throw new SlackError('invalid_attachments');
  const hasBlocks = Array.isArray(blocks) && blocks.length > 0;
  if (rawText.trim() === '' && !hasBlocks && !attachments?.length) throw new SlackError('no_text');
  if (rawText.length > TEXT_LIMIT) throw new SlackError('msg_too_long');
  if (blocks !== undefined) {
    const problems = checkBlocks(blocks, 'message');
    if (problems.length > 0)
      throw new SlackError('invalid_blocks', {
        errors: problems.map(withoutLevel),
        response_metadata: { messages: problems },
      });
    if (JSON.stringify(blocks).length > BLOCKS_LIMIT) throw new SlackError('msg_blocks_too_long');
  }
  const text = normaliseAppText(rawText);
  const metadata = metadataOf(call);
  const stored = hasBlocks ? storedBlocks(blocks) : text === '' ? undefined : [{ ...richText(text) }];
  return {
    text,
    ...(stored ? { blocks: stored } : {}),
    ...(attachments?.length ? { attachments } : {}),
    ...(metadata ? { metadata } : {}),
  };
}

const withoutLevel = (problem: string): string => problem.replace('[ERROR] ', '');

function metadataOf(call: Pick<MethodCall, 'args'>): SlackMessage['metadata'] {
  const metadata = record(call, 'metadata', 'invalid_metadata_format');
  if (!metadata) return undefined;
  const type = textOf(metadata.event_type);
  if (type === undefined || !isRecord(metadata.event_payload)) throw new SlackError('invalid_metadata_format');
  for (const value of Object.values(metadata.event_payload)) {
    if (value === null) throw new SlackError('invalid_metadata_schema');
  }
  return { event_type: type, event_payload: metadata.event_payload };
}

/** Where a post goes: a conversation, or the direct message with a person whose id is given. */
function destination(call: MethodCall): SlackChannel {
  const id = arg(call, 'channel');
  if (id === undefined) throw new SlackError('channel_not_found');
  if (/^[UW]/.test(id)) {
    if (!call.world.person(call.team, id)) throw new SlackError('channel_not_found');
    return call.world.im(call.team, call.team.botUserId, id);
  }
  const byName = id.startsWith('#')
    ? call.world.channels(call.team.teamId).find((channel) => `#${channel.name}` === id)?.id
    : undefined;
  const channel = channelJoined(call, byName ?? id);
  if (channel.archived) throw new SlackError('is_archived');
  return channel;
}

/** The root of the thread to post in. Real Slack files a reply to a reply under the root, and invents nothing for an unknown one. */
function threadOf(call: MethodCall, channel: SlackChannel): string | undefined {
  const ts = arg(call, 'thread_ts');
  if (ts === undefined) return undefined;
  const target = call.world.message(channel.id, ts);
  if (!target || target.to !== undefined) throw new SlackError('thread_not_found');
  return target.thread ?? target.ts;
}

const postMessage: Method = (call) => {
  const channel = destination(call);
  const content = contentOf(call);
  const thread = threadOf(call, channel);
  const { world, team } = call;
  const message = world.putMessage({
    team: team.teamId,
    channel: channel.id,
    ts: world.ts(),
    ...(thread ? { thread } : {}),
    user: team.botUserId,
    bot: true,
    ...content,
  });
  call.events.posted(team, channel, message);
  return { channel: channel.id, ts: message.ts, message: messageJson(world, team, message, { metadata: true }) };
};

function ownMessage(call: MethodCall, refused: string): { channel: SlackChannel; message: SlackMessage } {
  const channel = channelSeen(call, needed(call, 'channel'));
  const message = call.world.message(channel.id, needed(call, 'ts'));
  if (!message || message.to !== undefined || message.tombstone) throw new SlackError('message_not_found');
  if (!message.bot) throw new SlackError(refused);
  if (channel.archived) throw new SlackError('is_archived');
  return { channel, message };
}

const update: Method = (call) => {
  const { channel, message } = ownMessage(call, 'cant_update_message');
  const content = contentOf(call);
  const { world, team } = call;
  // Text without blocks takes the blocks away; metadata stays unless it is given anew, as chat.update documents.
  const { blocks: _blocks, attachments: _attachments, ...kept } = message;
  const edited = { user: team.botUserId, ts: world.ts() };
  const after = world.putMessage({ ...kept, ...content, edited });
  call.events.changed(team, channel, message, after);
  return {
    channel: channel.id,
    ts: after.ts,
    text: after.text,
    message: messageJson(world, team, after, { metadata: true }),
  };
};

/** Takes a message away; a root with replies becomes a tombstone. Tells the bot as Slack does. */
export function removeMessage(
  call: Pick<MethodCall, 'world' | 'events' | 'team'>,
  channel: SlackChannel,
  message: SlackMessage,
): void {
  const { world, events, team } = call;
  if (message.thread === undefined && world.replies(channel.id, message.ts).length > 0) {
    const { blocks: _b, attachments: _a, files: _f, metadata: _m, reactions: _r, edited: _e, ...kept } = message;
    const after = world.putMessage({
      ...kept,
      user: 'USLACKBOT',
      bot: false,
      subtype: 'tombstone',
      text: 'This message was deleted.',
      tombstone: true,
    });
    events.changed(team, channel, message, after);
    return;
  }
  world.removeMessage(message);
  events.deleted(team, channel, message);
  const root = message.thread ? world.message(channel.id, message.thread) : undefined;
  if (root?.tombstone && world.replies(channel.id, root.ts).length === 0) world.removeMessage(root);
}

const remove: Method = (call) => {
  const { channel, message } = ownMessage(call, 'cant_delete_message');
  removeMessage(call, channel, message);
  return { channel: channel.id, ts: message.ts };
};

const postEphemeral: Method = (call) => {
  const user = needed(call, 'user');
  const channel = channelJoined(call, needed(call, 'channel'));
  if (channel.archived) throw new SlackError('is_archived');
  if (!channel.members.includes(user)) throw new SlackError('user_not_in_channel');
  const content = contentOf(call);
  const thread = threadOf(call, channel);
  const { world, team } = call;
  const ts = world.ts();
  world.putMessage({
    team: team.teamId,
    channel: channel.id,
    ts,
    ...(thread ? { thread } : {}),
    user: team.botUserId,
    bot: true,
    to: user,
    ...content,
  });
  return { message_ts: ts };
};

const getPermalink: Method = (call) => {
  const channel = channelSeen(call, needed(call, 'channel'));
  const message = call.world.message(channel.id, needed(call, 'message_ts'));
  if (!message || message.to !== undefined) throw new SlackError('message_not_found');
  return { channel: channel.id, permalink: call.world.permalink(call.team, message) };
};

export const chatMethods: Readonly<Record<string, Method>> = {
  'chat.postMessage': postMessage,
  'chat.update': update,
  'chat.delete': remove,
  'chat.postEphemeral': postEphemeral,
  'chat.getPermalink': getPermalink,
};
