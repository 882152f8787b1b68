/** What every Web API method is given, how it refuses, and how it reads its arguments as @slack/web-api sends them. */
import type { CastSlackTeam } from '../cast.ts';
import { isRecord, textOf } from '../ground.ts';
import { parseJson } from '../web.ts';
import type { SlackDelivery } from './deliver.ts';
import type { SlackEvents } from './events.ts';
import type { SlackChannel } from './records.ts';
import type { SlackWorld } from './world.ts';

/** A refusal in Slack's form: HTTP 200 with `ok: false`. `extra` goes beside `error`. */
export class SlackError extends Error {
  readonly extra: Record<string, unknown>;
  constructor(code: string, extra: Record<string, unknown> = {}) {
    super(code);
    this.extra = extra;
  }
}

/** The parts of the Slack stand-in, as its modules share them. */
export interface SlackCore {
  readonly world: SlackWorld;
  readonly events: SlackEvents;
  readonly delivery: SlackDelivery;
}

export interface MethodCall extends SlackCore {
  readonly team: CastSlackTeam;
  readonly args: Readonly<Record<string, unknown>>;
}
export type Method = (call: MethodCall) => Record<string, unknown>;

/** Text of an argument; numbers and booleans become text. `undefined` when absent or empty. */
export function arg(call: Pick<MethodCall, 'args'>, name: string): string | undefined {
  const value = call.args[name];
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return textOf(value) || undefined;
}

/** A needed argument. Throws `invalid_arguments` as Slack does. */
export function needed(call: Pick<MethodCall, 'args'>, name: string): string {
  const value = arg(call, name);
  if (value === undefined) {
    throw new SlackError('invalid_arguments', {
      response_metadata: { messages: [`[ERROR] missing required field: ${name}`] },
    });
  }
  return value;
}

export function flag(call: Pick<MethodCall, 'args'>, name: string): boolean {
  const value = arg(call, name);
  return value === 'true' || value === '1';
}

/** A structured argument: an object as such, or JSON in a form field. `undefined` when absent; throws `wrong` when it is not JSON. */
export function structured(call: Pick<MethodCall, 'args'>, name: string, wrong: string): unknown {
  const value = call.args[name];
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value !== 'string') return value;
  const parsed = parseJson(value);
  if (parsed === undefined) throw new SlackError(wrong);
  return parsed;
}

/** An object argument, or `wrong`. */
export function record(
  call: Pick<MethodCall, 'args'>,
  name: string,
  wrong: string,
): Record<string, unknown> | undefined {
  const value = structured(call, name, wrong);
  if (value === undefined) return undefined;
  if (!isRecord(value)) throw new SlackError(wrong);
  return value;
}

/** A conversation that the bot can see. Private ones it is not in do not exist for it. */
export function channelSeen(call: MethodCall, id: string): SlackChannel {
  const channel = call.world.channel(call.team.teamId, id);
  const member = channel?.members.includes(call.team.botUserId) ?? false;
  if (!channel || (channel.kind !== 'channel' && !member)) throw new SlackError('channel_not_found');
  return channel;
}

/** A conversation that the bot is in and that is not archived. */
export function channelJoined(call: MethodCall, id: string): SlackChannel {
  const channel = channelSeen(call, id);
  if (!channel.members.includes(call.team.botUserId)) throw new SlackError('not_in_channel');
  return channel;
}

/** A page of a list with Slack's cursor, which is opaque to callers. */
export function paged<T>(call: MethodCall, all: readonly T[], usual: number): { page: T[]; cursor: string } {
  const limit = Math.min(Math.max(Number(arg(call, 'limit') ?? usual) || usual, 1), 1000);
  const cursor = arg(call, 'cursor');
  const from = cursor ? Number(Buffer.from(cursor, 'base64').toString().replace('next:', '')) : 0;
  if (!Number.isInteger(from) || from < 0) throw new SlackError('invalid_cursor');
  const page = all.slice(from, from + limit);
  const next = from + limit < all.length ? Buffer.from(`next:${from + limit}`).toString('base64') : '';
  return { page, cursor: next };
}
