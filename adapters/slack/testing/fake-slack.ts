/** A Slack Web API on loopback that remembers what it was asked and answers as little as Slack would. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Failing } from '../../testing/harness.ts';
import { isShape, type Shape, string } from '../shape.ts';

export interface Call {
  /** 'chat.postMessage' ..., or 'respond' for a response_url. */
  readonly method: string;
  readonly token: string;
  readonly args: Shape;
  /** What was answered. */
  readonly answer: Shape;
}

export interface FakeSlack {
  readonly apiUrl: string;
  readonly respondUrl: string;
  readonly calls: readonly Call[];
  /** Calls of apps.connections.open: they say nothing to anybody. */
  readonly openings: readonly Call[];
  /** Answers of one method, instead of the usual one; given when they are there. */
  on(method: string, answer: (args: Shape, token: string) => Shape | Promise<Shape>): void;
  /** What is said before any answer is looked for, by method and token; null lets the call through. */
  guard(look: (method: string, token: string) => Shape | null): void;
  /** Headers of one method's answers. */
  header(method: string, headers: () => Record<string, string>): void;
  fail(how: Failing): void;
  recover(): void;
  /** The next call is answered so many milliseconds late. */
  delay(ms: number): void;
  close(): Promise<void>;
}

/** What each kind of failure looks like from outside, by method where it differs. */
const GONE: Readonly<Record<string, string>> = {
  'users.info': 'user_not_found',
  'chat.update': 'message_not_found',
  'chat.delete': 'message_not_found',
};
const FORBIDDEN: Readonly<Record<string, string>> = {
  'users.info': 'user_not_visible',
  'chat.update': 'cant_update_message',
  'chat.delete': 'cant_delete_message',
};

/** Starts one on a free port. */
export async function startFakeSlack(): Promise<FakeSlack> {
  const calls: Call[] = [];
  const openings: Call[] = [];
  const answers = new Map<string, (args: Shape, token: string) => Shape | Promise<Shape>>();
  const extra = new Map<string, () => Record<string, string>>();
  let failing: Failing | null = null;
  let guard: (method: string, token: string) => Shape | null = () => null;
  let late = 0;
  let ts = 0;
  const nextTs = (): string => `1700000900.${String(++ts).padStart(6, '0')}`;

  const usual = (method: string, args: Shape): Shape => {
    switch (method) {
      case 'chat.postMessage':
        return { channel: string(args, 'channel'), ts: nextTs(), message: {} };
      case 'chat.postEphemeral':
        return { message_ts: nextTs() };
      case 'chat.update':
        return { channel: string(args, 'channel'), ts: string(args, 'ts') };
      case 'conversations.open':
        return { channel: { id: `D${string(args, 'users')}` } };
      case 'users.info':
        return {
          user: {
            id: string(args, 'user'),
            team_id: 'T0GUILD',
            real_name: 'Asha Patel',
            tz: 'Europe/London',
            locale: 'en-GB',
            profile: { real_name: 'Asha Patel', email: 'asha@example.gov.uk', title: 'Licensing officer' },
          },
        };
      case 'conversations.info':
        return {
          channel: {
            id: string(args, 'channel'),
            name: 'licensing',
            is_channel: true,
            is_member: true,
            is_private: false,
          },
        };
      case 'conversations.replies':
      case 'conversations.history':
        return { messages: [] };
      case 'auth.test':
        return { url: 'https://example.slack.com/', team_id: 'T0GUILD', user_id: 'U0BOT', bot_id: 'B0BOT' };
      default:
        return {};
    }
  };

  const server = createServer((req, res) => {
    const parts: Buffer[] = [];
    req.on('data', (part: Buffer) => parts.push(part));
    req.on('end', () => {
      const body = Buffer.concat(parts).toString();
      const method = (req.url ?? '').replace(/^\/(?:api\/)?/, '').split('?', 1)[0] ?? '';
      const isJson = String(req.headers['content-type']).startsWith('application/json');
      const args = isJson ? (JSON.parse(body) as Shape) : decoded(body);
      const reply = (status: number, answer: Shape, headers: Record<string, string> = {}): void => {
        (method === 'apps.connections.open' ? openings : calls).push({
          method,
          token: String(req.headers.authorization ?? '').replace(/^Bearer /, ''),
          args,
          answer,
        });
        const send = () =>
          res.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(answer));
        if (late > 0) setTimeout(send, late).unref();
        else send();
        late = 0;
      };
      if (failing === 'unreachable') return void req.socket.destroy();
      if (failing === 'busy') return reply(429, { ok: false, error: 'ratelimited' }, { 'retry-after': '7' });
      if (failing === 'broken') return reply(503, {});
      if (failing === 'gone') return reply(200, { ok: false, error: GONE[method] ?? 'channel_not_found' });
      if (failing === 'forbidden') return reply(200, { ok: false, error: FORBIDDEN[method] ?? 'not_in_channel' });
      const own = answers.get(method);
      const token = String(req.headers.authorization ?? '').replace(/^Bearer /, '');
      const refused = guard(method, token);
      if (refused) return reply(200, refused);
      const answer = (given: Shape): void => reply(200, { ok: true, ...given }, extra.get(method)?.() ?? {});
      const given = own ? own(args, token) : usual(method, args);
      if (given instanceof Promise) void given.then(answer);
      else answer(given);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    apiUrl: `http://127.0.0.1:${port}/api/`,
    respondUrl: `http://127.0.0.1:${port}/respond`,
    calls,
    openings,
    on: (method, answer) => void answers.set(method, answer),
    guard: (look) => {
      guard = look;
    },
    header: (method, headers) => void extra.set(method, headers),
    fail: (how) => {
      failing = how;
    },
    recover: () => {
      failing = null;
    },
    delay: (ms) => {
      late = ms;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A form-encoded body; what was JSON in it is JSON again. */
function decoded(body: string): Shape {
  const fields = [...new URLSearchParams(body)].map(([key, value]): [string, unknown] => {
    if (!/^[[{]/.test(value) && !['true', 'false'].includes(value)) return [key, value];
    try {
      return [key, JSON.parse(value) as unknown];
    } catch {
      return [key, value];
    }
  });
  const args = Object.fromEntries(fields);
  return isShape(args) ? args : {};
}
