/** Slack's Web API over HTTP: who is calling, with what arguments, and the answer or refusal in Slack's form. */
import { isRecord, textOf } from '../ground.ts';
import { type Call, parseJson, sendJson } from '../web.ts';
import { type Method, type SlackCore, SlackError } from './method.ts';
import { chatMethods } from './methods/chat.ts';
import { conversationMethods } from './methods/conversations.ts';
import { peopleMethods } from './methods/people.ts';
import { viewMethods } from './methods/views.ts';

const METHODS: Readonly<Record<string, Method>> = {
  ...chatMethods,
  ...conversationMethods,
  ...peopleMethods,
  ...viewMethods,
};

/** Set by tests: how the next calls of a method go wrong. */
export interface SlackFault {
  /** A method's name, or `*`. */
  readonly method: string;
  /** `ratelimited`: 429 with Retry-After. `5xx`: an empty 503. `lost`: the call is done, then the answer is cut. `error`: `ok: false` with `code`. */
  readonly how: 'ratelimited' | '5xx' | 'lost' | 'error';
  readonly code?: string;
  readonly retryAfterSeconds?: number;
  /** How many calls it hits. */
  times: number;
}

export class SlackWebApi {
  readonly #core: SlackCore;
  readonly faults: SlackFault[] = [];

  constructor(core: SlackCore) {
    this.#core = core;
  }

  /** Answers one call of `/playground/slack/api/<method>`. */
  async handle(call: Call, name: string): Promise<void> {
    const started = performance.now();
    const { ground } = this.#core.world;
    const note = (status: number, error?: string) => {
      const ms = Math.round(performance.now() - started);
      ground.wire.note({
        platform: 'slack',
        direction: 'in',
        what: name,
        status,
        ms,
        attempt: 1,
        ...(error ? { error } : {}),
      });
    };
    const fault = this.#fault(name);
    if (fault?.how === 'ratelimited') {
      note(429, 'ratelimited');
      return sendJson(
        call.res,
        429,
        { ok: false, error: 'ratelimited' },
        { 'retry-after': String(fault.retryAfterSeconds ?? 1) },
      );
    }
    if (fault?.how === '5xx') {
      note(503);
      call.res.writeHead(503).end();
      return;
    }
    const body =
      fault?.how === 'error' ? { ok: false, error: fault.code ?? 'internal_error' } : this.#answer(call, name);
    await ground.keep.settled();
    note(200, body.ok === true ? undefined : String(body.error));
    if (fault?.how === 'lost') {
      call.res.destroy();
      return;
    }
    sendJson(call.res, 200, body, { 'x-slack-req-id': call.req.headers['x-request-id']?.toString() ?? 'playground' });
  }

  #fault(name: string): SlackFault | undefined {
    const fault = this.faults.find((one) => one.times > 0 && (one.method === name || one.method === '*'));
    if (fault) fault.times -= 1;
    return fault;
  }

  #answer(call: Call, name: string): Record<string, unknown> {
    try {
      const args = argsOf(call);
      const token = tokenOf(call, args);
      if (token === undefined) throw new SlackError('not_authed');
      const team = this.#core.world.teamByToken(token);
      if (!team) throw new SlackError('invalid_auth');
      const method = Object.hasOwn(METHODS, name) ? METHODS[name] : undefined;
      if (!method) throw new SlackError('unknown_method', { req_method: name });
      const wanted = textOf(args.team_id);
      if (wanted && wanted !== team.teamId) throw new SlackError('team_not_found');
      return { ok: true, ...method({ ...this.#core, team, args }) };
    } catch (error) {
      if (error instanceof SlackError) return { ok: false, error: error.message, ...error.extra };
      this.#core.world.ground.log.error('playground.slack.method_failed', { method: name });
      return { ok: false, error: 'internal_error' };
    }
  }
}

function argsOf(call: Call): Record<string, unknown> {
  const type = (call.req.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  const query = Object.fromEntries(call.query);
  if (call.body.length === 0) return query;
  if (type === 'application/json') {
    const body = parseJson(call.body.toString('utf8'));
    if (body === undefined) throw new SlackError('invalid_json');
    if (!isRecord(body)) throw new SlackError('json_not_object');
    return { ...query, ...body };
  }
  if (type === 'application/x-www-form-urlencoded')
    return { ...query, ...Object.fromEntries(new URLSearchParams(call.body.toString('utf8'))) };
  throw new SlackError(type === '' ? 'missing_post_type' : 'invalid_post_type');
}

function tokenOf(call: Call, args: Record<string, unknown>): string | undefined {
  const bearer = /^Bearer\s+(\S+)$/i.exec(call.req.headers.authorization ?? '')?.[1];
  return bearer ?? textOf(args.token);
}
