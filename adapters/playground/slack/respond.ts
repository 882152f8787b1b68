/** Slack's `response_url`, and the messages that an acknowledgement of a command can carry. */
import type { CastSlackTeam } from '../cast.ts';
import { isRecord } from '../ground.ts';
import { type Call, parseJson, sendJson, sendText } from '../web.ts';
import { type SlackCore, SlackError } from './method.ts';
import { contentOf, removeMessage } from './methods/chat.ts';
import type { ResponseAddress, SlackChannel } from './records.ts';

interface Place {
  readonly team: CastSlackTeam;
  readonly channel: SlackChannel;
  readonly user: string;
  readonly thread?: string;
  readonly original?: string;
}

/** Does what a response message says: post (to the person alone, unless `in_channel`), replace, delete. Throws `SlackError`. */
export function respond(core: SlackCore, place: Place, args: Readonly<Record<string, unknown>>): void {
  const { world, events } = core;
  const { team, channel } = place;
  const original = place.original ? world.message(channel.id, place.original) : undefined;
  if (args.delete_original === true || args.delete_original === 'true') {
    if (original?.to !== undefined) world.removeMessage(original);
    else if (original) removeMessage({ ...core, team }, channel, original);
    return;
  }
  const content = contentOf({ args });
  if (original && (args.replace_original === true || args.replace_original === 'true')) {
    const { blocks: _b, attachments: _a, ...kept } = original;
    if (original.to !== undefined) {
      world.putMessage({ ...kept, ...content });
      return;
    }
    const after = world.putMessage({ ...kept, ...content, edited: { user: team.botUserId, ts: world.ts() } });
    events.changed(team, channel, original, after);
    return;
  }
  const thread =
    typeof args.thread_ts === 'string'
      ? (world.message(channel.id, args.thread_ts)?.thread ?? args.thread_ts)
      : undefined;
  const message = world.putMessage({
    team: team.teamId,
    channel: channel.id,
    ts: world.ts(),
    ...(thread ? { thread } : {}),
    user: team.botUserId,
    bot: true,
    ...(args.response_type === 'in_channel' ? {} : { to: place.user }),
    ...content,
  });
  if (message.to === undefined) events.posted(team, channel, message);
}

/** Where an address leads now. */
function placeOf(core: SlackCore, address: ResponseAddress): Place | null {
  const team = core.world.team(address.team);
  const channel = team && core.world.channel(team.teamId, address.channel);
  if (!team || !channel) return null;
  const { thread, original } = address;
  return { team, channel, user: address.user, ...(thread ? { thread } : {}), ...(original ? { original } : {}) };
}

/** Answers a POST to a `response_url`. Needs no token: the address is the secret. */
export async function handleResponse(core: SlackCore, call: Call, id: string): Promise<void> {
  const { ground } = core.world;
  const done = (status: number, error?: string) =>
    ground.wire.note({
      platform: 'slack',
      direction: 'in',
      what: 'response_url',
      status,
      ms: 0,
      attempt: 1,
      ...(error ? { error } : {}),
    });
  const address = core.world.takeResponse(id);
  if (typeof address === 'string') {
    done(404, address);
    return sendJson(call.res, 404, { ok: false, error: address });
  }
  const place = placeOf(core, address);
  const args = parseJson(call.body.toString('utf8'));
  try {
    if (!isRecord(args)) throw new SlackError('invalid_payload');
    if (!place) throw new SlackError('channel_not_found');
    respond(core, place, args);
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    done(400, error.message);
    return sendJson(call.res, 400, { ok: false, error: error.message, ...error.extra });
  }
  await ground.keep.settled();
  done(200);
  sendText(call.res, 200, 'ok');
}
