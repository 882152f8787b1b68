/** Microsoft's Connector API (v3) as Teams answers it: send, reply, update, delete, create, rosters, teams. */
import { isRecord, textOf } from '../ground.ts';
import { type Call, parseJson, sendJson } from '../web.ts';
import { ConnectorError, removeByBot, sendActivity, updateByBot } from './bot-messages.ts';
import { authorised } from './tokens.ts';
import type { MicrosoftWorld, Place } from './world.ts';

/** Set by tests: how the next calls go wrong. */
export interface ConnectorFault {
  /** A part of `METHOD path` after `v3/`, such as `POST conversations` or `PUT`; `*` for all. */
  readonly on: string;
  /** A status to answer with (412, 429, 502 ...), or `lost`: the call is done, then the answer is cut. */
  readonly how: number | 'lost';
  readonly retryAfterSeconds?: number;
  times: number;
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

export class Connector {
  readonly #world: MicrosoftWorld;
  readonly faults: ConnectorFault[] = [];

  constructor(world: MicrosoftWorld) {
    this.#world = world;
  }

  /** Answers one call; `path` is what follows `v3/`, still percent-encoded. */
  async handle(call: Call, path: string): Promise<void> {
    const started = performance.now();
    const parts = path.split('/').filter(Boolean).map(decoded);
    const what = `${call.method} ${parts.map((part, index) => (index % 2 === 1 ? '…' : part)).join('/')}`;
    const fault = this.faults.find(
      (one) => one.times > 0 && (one.on === '*' || `${call.method} ${path}`.includes(one.on)),
    );
    if (fault) fault.times -= 1;
    let answer: Answer;
    try {
      answer = typeof fault?.how === 'number' ? faulty(fault.how) : this.#answer(call, parts);
    } catch (error) {
      if (!(error instanceof ConnectorError)) throw error;
      answer = { status: error.status, body: { error: { code: error.code, message: error.message } } };
    }
    await this.#world.ground.keep.settled();
    const code = isRecord(answer.body) && isRecord(answer.body.error) ? { error: String(answer.body.error.code) } : {};
    this.#world.ground.wire.note({
      platform: 'teams',
      direction: 'in',
      what,
      status: answer.status,
      ms: Math.round(performance.now() - started),
      attempt: 1,
      ...code,
    });
    if (fault?.how === 'lost') {
      call.res.destroy();
      return;
    }
    sendJson(
      call.res,
      answer.status,
      answer.body,
      fault?.retryAfterSeconds ? { 'retry-after': String(fault.retryAfterSeconds) } : {},
    );
  }

  #answer(call: Call, parts: readonly string[]): Answer {
    if (!authorised(this.#world, call))
      throw new ConnectorError(401, 'Unauthorized', 'Authorization has been denied for this request.');
    const [first, id, third, fourth, fifth] = parts;
    const route = `${call.method} ${first}${id === undefined ? '' : '/*'}${third ? `/${third}` : ''}${fourth ? '/*' : ''}${fifth ? `/${fifth}` : ''}`;
    switch (route) {
      case 'POST conversations':
        return this.#create(bodyOf(call));
      case 'POST conversations/*/activities':
      case 'POST conversations/*/activities/*':
        return this.#post(call, this.#reach(id), fourth);
      case 'PUT conversations/*/activities/*':
        updateByBot(this.#world, this.#reach(id), fourth ?? '', bodyOf(call), targeted(call));
        return { status: 200, body: { id: fourth } };
      case 'DELETE conversations/*/activities/*':
        removeByBot(this.#world, this.#reach(id), fourth ?? '', targeted(call));
        return { status: 200, body: {} };
      case 'GET conversations/*/members':
      case 'GET conversations/*/activities/*/members':
        return { status: 200, body: this.#roster(this.#reach(id)) };
      case 'GET conversations/*/members/*':
        return { status: 200, body: this.#member(this.#reach(id), fourth ?? '') };
      case 'GET conversations/*/pagedmembers':
        return { status: 200, body: this.#page(call, this.#reach(id)) };
      case 'GET teams/*':
        return { status: 200, body: this.#team(id) };
      case 'GET teams/*/conversations':
        return { status: 200, body: this.#channels(id) };
      default:
        throw new ConnectorError(404, 'NotFound', 'The requested resource does not exist.');
    }
  }

  /** The place of an id, where the app is installed. */
  #reach(id: string | undefined): Place {
    const place = this.#world.place(id ?? '');
    if (!place) throw new ConnectorError(404, 'ConversationNotFound', 'Conversation not found.');
    if (!this.#world.install(this.#world.installOf(place)).installed) {
      if (place.kind === 'personal')
        throw new ConnectorError(
          403,
          'MessageWritesBlocked',
          'Message writes are blocked: the app is not installed for this user.',
        );
      throw new ConnectorError(403, 'BotNotInConversationRoster', 'The bot is not part of the conversation roster.');
    }
    return place;
  }

  #post(call: Call, place: Place, replyTo: string | undefined): Answer {
    const body = bodyOf(call);
    const target = replyTo ?? textOf(body.replyToId);
    const root = place.kind === 'channel' ? (place.root ?? this.#rootOf(place, target)) : undefined;
    const id = sendActivity(this.#world, place, root, body, targeted(call));
    return { status: 201, body: id ? { id } : {} };
  }

  #rootOf(place: Place, target: string | undefined): string | undefined {
    const message = target ? this.#world.message(place.base, target) : undefined;
    return message ? (message.root ?? message.id) : undefined;
  }

  /** A chat with one person, or a new post in a channel. */
  #create(body: Record<string, unknown>): Answer {
    const data = isRecord(body.channelData) ? body.channelData : {};
    const tenant = textOf(body.tenantId) ?? (isRecord(data.tenant) ? textOf(data.tenant.id) : undefined);
    if (tenant !== undefined && tenant !== this.#world.cast.tenant.tenantId)
      throw new ConnectorError(403, 'Forbidden', 'The tenant is not the one of the bot.');
    const channel = isRecord(data.channel) ? textOf(data.channel.id) : undefined;
    const activity = isRecord(body.activity) ? body.activity : undefined;
    if (channel !== undefined) {
      const place = this.#reach(channel);
      if (place.kind !== 'channel')
        throw new ConnectorError(400, 'BadSyntax', 'Incorrect conversation creation parameters.');
      if (!activity)
        throw new ConnectorError(400, 'BadArgument', 'Activity is required to start a conversation in a channel.');
      const id = sendActivity(this.#world, place, undefined, activity, false);
      return { status: 201, body: { id: this.#world.conversationId(place, id), activityId: id } };
    }
    const members: unknown[] = Array.isArray(body.members) ? body.members : [];
    const [member] = members;
    if (members.length !== 1 || body.isGroup === true || !isRecord(member))
      throw new ConnectorError(400, 'BadSyntax', 'Incorrect conversation creation parameters.');
    if (tenant === undefined)
      throw new ConnectorError(400, 'BadSyntax', 'Tenant id is required to create a conversation with a user.');
    const person = this.#world.person(textOf(member.id) ?? '');
    if (!person) throw new ConnectorError(403, 'ForbiddenOperationException', 'Failed to decrypt pairwise id.');
    const place = this.#reach(this.#world.personalId(person));
    const id = activity ? sendActivity(this.#world, place, undefined, activity, false) : undefined;
    return { status: 201, body: { id: place.base, ...(id ? { activityId: id } : {}) } };
  }

  #memberJson(person: ReturnType<MicrosoftWorld['members']>[number]): Record<string, unknown> {
    const [givenName = '', ...rest] = person.name.split(' ');
    return {
      id: person.id,
      name: person.name,
      aadObjectId: person.aadObjectId,
      objectId: person.aadObjectId,
      givenName,
      surname: rest.join(' '),
      email: person.email,
      userPrincipalName: person.email,
      tenantId: this.#world.cast.tenant.tenantId,
      userRole: 'user',
    };
  }
  #roster(place: Place): Record<string, unknown>[] {
    return this.#world.members(place).map((person) => this.#memberJson(person));
  }
  #member(place: Place, id: string): Record<string, unknown> {
    const person = this.#world.members(place).find((one) => one.id === id || one.aadObjectId === id);
    if (!person)
      throw new ConnectorError(
        404,
        'MemberNotFoundInConversation',
        'The specified member is not found in the conversation.',
      );
    return this.#memberJson(person);
  }
  #page(call: Call, place: Place): Record<string, unknown> {
    const size = Math.min(Math.max(Number(call.query.get('pageSize') ?? 200) || 200, 50), 500);
    const from = Number(Buffer.from(call.query.get('continuationToken') ?? '', 'base64url').toString() || 0);
    if (!Number.isInteger(from)) throw new ConnectorError(400, 'BadArgument', 'Invalid continuation token.');
    const all = this.#roster(place);
    const next =
      from + size < all.length ? { continuationToken: Buffer.from(String(from + size)).toString('base64url') } : {};
    return { members: all.slice(from, from + size), ...next };
  }

  #installedTeam(id: string | undefined) {
    const team = this.#world.team(id ?? '');
    if (!team) throw new ConnectorError(404, 'TeamNotFound', 'Team not found.');
    if (!this.#world.install(team.id).installed)
      throw new ConnectorError(403, 'BotNotInConversationRoster', 'The bot is not part of the conversation roster.');
    return team;
  }
  #team(id: string | undefined): Record<string, unknown> {
    const team = this.#installedTeam(id);
    const { tenantId } = this.#world.cast.tenant;
    return {
      id: team.id,
      name: team.name,
      aadGroupId: team.aadGroupId,
      type: 'standard',
      tenantId,
      channelCount: team.channels.length,
      memberCount: team.members.length,
    };
  }
  /** The General channel has no name here, as in Teams: clients say it in their language. */
  #channels(id: string | undefined): Record<string, unknown> {
    const team = this.#installedTeam(id);
    const conversations = team.channels.map((channel) => ({
      id: channel.id,
      type: 'standard',
      ...(channel.id === team.id ? {} : { name: channel.name }),
    }));
    return { conversations };
  }
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

const targeted = (call: Call): boolean => call.query.get('isTargetedActivity')?.toLowerCase() === 'true';

function bodyOf(call: Call): Record<string, unknown> {
  const body = parseJson(call.body.toString('utf8'));
  if (!isRecord(body)) throw new ConnectorError(400, 'BadSyntax', 'The request body is not a JSON object.');
  return body;
}

function faulty(status: number): Answer {
  const code = status === 429 ? 'Throttled' : status === 412 ? 'PreconditionFailed' : 'ServiceError';
  return { status, body: { error: { code, message: 'Injected by a test.' } } };
}
