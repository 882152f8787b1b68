/** The pages for people: their document and scripts, and what they ask and do, for whoever Teams or a session vouches for. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { fileURLToPath } from 'node:url';
import type { PageAnswer, Pages, Visitor } from '../../bot/core/pages.ts';
import type { Clock } from '../../bot/core/ports.ts';
import type { Translate } from '../../bot/core/translate.ts';
import { type PageKey, pageWords } from '../../bot/words/page-words.ts';
import type { Route } from '../http/route.ts';
import { bearer, KeysUnavailable } from '../http/tokens.ts';
import { csrfOf, endCookie, hasCsrf, PATH, sessionIn, setCookie } from './cookie.ts';
import { createFiles } from './files.ts';
import { placeAt } from './places.ts';
import { plainHeaders } from './policy.ts';
import { type Acted, type Hello, linkShape, NAME, type Problem, pressShape, submitShape } from './shapes.ts';

export interface WebOptions {
  readonly pages: Pages;
  readonly acts: { readonly press: ReadonlySet<string> };
  readonly sessions: {
    ofLink(link: string): Promise<{ readonly name: string; readonly organisation: string } | null>;
    open(link: string): Promise<{ readonly token: string; readonly endsAt: Date } | null>;
    of(session: string): Promise<Visitor | null>;
    end(session: string): Promise<void>;
  };
  /** Who a Teams token vouches for; null for one that is not to be trusted. @throws KeysUnavailable */
  readonly byToken: (token: string) => Promise<Visitor | null>;
  readonly words: (locale: string, zone: string) => Translate;
  /** How the world reaches this Guildhall, without a slash at the end. */
  readonly publicUrl: string;
  /** Who may show the tab in a frame besides Teams. */
  readonly framedBy?: readonly string[];
  /** The folder of the built page; this module's `dist` when absent. */
  readonly folder?: string;
  readonly clock: Clock;
}

/** More than any form holds. */
const LIMIT = 64_000;
/** Addresses that show the page besides those of its places; what it shows it decides itself. */
const DOORS: ReadonlySet<string> = new Set(['/pages/in', '/pages/tab']);

type Call = { readonly req: IncomingMessage; readonly res: ServerResponse; readonly body: Buffer };
/** Whoever asks: by a session, or by a token of Teams and none. */
type Caller = { readonly who: Visitor; readonly session: string | null };

export function createWeb(options: WebOptions): { readonly routes: readonly Route[] } {
  const { pages, acts, sessions, publicUrl, clock } = options;
  const folder = options.folder ?? fileURLToPath(new URL('dist', import.meta.url));
  const files = createFiles(folder, { framedBy: options.framedBy ?? [] });
  const secure = publicUrl.startsWith('https:');
  const plainWords = options.words('en-GB', 'Europe/London');

  const send = (res: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void => {
    const type = { 'content-type': 'application/json; charset=utf-8' };
    res.writeHead(status, { ...plainHeaders, ...type, ...headers }).end(JSON.stringify(body));
  };
  const say = (res: ServerResponse, status: number, key: PageKey): void =>
    send(res, status, { said: plainWords.plain(key) } satisfies Problem);

  /** Whose browser it is, whoever makes it ask. */
  async function sessionOf(req: IncomingMessage): Promise<{ readonly who: Visitor; readonly session: string } | null> {
    const session = sessionIn(req);
    const who = session === null ? null : await sessions.of(session);
    return session === null || who === null ? null : { who, session };
  }

  /** @returns null where it was answered already */
  async function callerOf({ req, res }: Call): Promise<Caller | null> {
    const given = req.headers.authorization;
    if (given !== undefined) {
      const token = bearer(given);
      try {
        const who = token === null ? null : await options.byToken(token);
        if (who) return { who, session: null };
      } catch (error) {
        if (!(error instanceof KeysUnavailable)) throw error;
        say(res, 503, 'page.keys-away');
        return null;
      }
      say(res, 401, 'page.teams-refused');
      return null;
    }
    const known = await sessionOf(req);
    if (known && hasCsrf(req, known.session)) return known;
    if (known) say(res, 403, 'page.foreign');
    else say(res, 401, 'page.signed-out');
    return null;
  }

  /** Words, names and what may be done; also for somebody who is not signed in yet. */
  async function hello(call: Call): Promise<void> {
    const { req, res } = call;
    if (req.headers.authorization !== undefined) {
      const caller = await callerOf(call);
      return caller ? helloTo(res, caller.who, null) : undefined;
    }
    const known = await sessionOf(req);
    return known ? helloTo(res, known.who, csrfOf(known.session)) : send(res, 200, greeting(plainWords, null, null));
  }

  async function helloTo(res: ServerResponse, who: Visitor, csrf: string | null): Promise<void> {
    const answer = await pages.read(who, 'people.me', {});
    if (answer.answer !== 'data') return answered(res, answer);
    const me = answer.data as { name: string; organisation: string; locale: string; zone: string };
    const t = options.words(me.locale, me.zone);
    send(res, 200, greeting(t, { name: me.name, organisation: me.organisation }, csrf));
  }

  const greeting = (t: Translate, me: Hello['me'], csrf: string | null): Hello => ({
    words: pageWords(t),
    locale: t.locale,
    zone: t.zone,
    me,
    csrf,
    press: [...acts.press],
  });

  /** Whose link it is, before it is used. */
  async function link({ res, body }: Call): Promise<void> {
    const given = linkShape.safeParse(parsed(body));
    const holder = given.success ? await sessions.ofLink(given.data.link) : null;
    if (holder === null) return say(res, 410, 'page.link-over');
    send(res, 200, { name: holder.name, organisation: holder.organisation });
  }

  async function enter({ req, res, body }: Call): Promise<void> {
    const given = linkShape.safeParse(parsed(body));
    const opened = given.success ? await sessions.open(given.data.link) : null;
    if (opened === null) return say(res, 410, 'page.link-over');
    const before = sessionIn(req);
    if (before !== null) await sessions.end(before);
    const seconds = Math.floor((opened.endsAt.getTime() - clock.now().getTime()) / 1_000);
    send(res, 200, { csrf: csrfOf(opened.token) }, { 'set-cookie': setCookie(opened.token, { secure, seconds }) });
  }

  async function leave(call: Call): Promise<void> {
    const caller = await callerOf(call);
    if (!caller) return;
    if (caller.session !== null) await sessions.end(caller.session);
    send(call.res, 200, {}, { 'set-cookie': endCookie(secure) });
  }

  function answered(res: ServerResponse, answer: PageAnswer): void {
    if (answer.answer === 'unknown') say(res, 404, 'page.not-there');
    else if (answer.answer === 'bad') say(res, 400, 'page.bad');
    else send(res, ...told(answer));
  }

  async function api(call: Call, path: string): Promise<void> {
    const { req, res, body } = call;
    if (req.method !== 'POST') {
      res.writeHead(405, { ...plainHeaders, allow: 'POST' }).end();
      return;
    }
    if (!isOurs(req)) return say(res, 403, 'page.foreign');
    if (!/^application\/json\b/i.test(req.headers['content-type'] ?? '')) return say(res, 415, 'page.bad');
    if (path === 'hello') return hello(call);
    if (path === 'link') return link(call);
    if (path === 'enter') return enter(call);
    if (path === 'leave') return leave(call);
    const [kind = '', name = '', ...rest] = path.split('/');
    if (rest.length > 0 || !NAME.test(name)) return say(res, 404, 'page.not-there');
    if (kind !== 'read' && kind !== 'press' && kind !== 'submit') return say(res, 404, 'page.not-there');
    const caller = await callerOf(call);
    if (!caller) return;
    const { who } = caller;
    const sent = parsed(body);
    if (kind === 'read') return answered(res, await pages.read(who, name, sent));
    if (kind === 'press') {
      const given = pressShape.safeParse(sent);
      if (!given.success) return answered(res, { answer: 'bad' });
      const { values, ...pressed } = given.data;
      return answered(res, await pages.press(who, { ...pressed, action: name, ...(values && { values }) }));
    }
    const given = submitShape.safeParse(sent);
    return answered(res, given.success ? await pages.submit(who, { ...given.data, form: name }) : { answer: 'bad' });
  }

  /** Asked by a page of ours: browsers say so, and whoever is no browser carries no cookie of anybody else. */
  function isOurs(req: IncomingMessage): boolean {
    const site = req.headers['sec-fetch-site'];
    if (site !== undefined && site !== 'same-origin') return false;
    const { origin } = req.headers;
    if (origin === undefined) return true;
    return origin === new URL(publicUrl).origin || (URL.canParse(origin) && new URL(origin).host === req.headers.host);
  }

  return {
    routes: [
      {
        path: `${PATH}/*`,
        method: 'any',
        limit: LIMIT,
        async handle(req, res, body) {
          const asked = (req.url ?? '').split('?', 1)[0] ?? '';
          const inner = /^\/pages\/api\/(.+)$/.exec(asked)?.[1];
          if (inner !== undefined) return api({ req, res, body }, inner);
          const isGet = req.method === 'GET' || req.method === 'HEAD';
          const asset = /^\/pages\/assets\/([\w-][\w.-]*)$/.exec(asked)?.[1];
          if (isGet && asset !== undefined) return files.asset(req, res, asset);
          if (isGet && (DOORS.has(asked) || placeAt(asked)))
            return files.document(req, res, asked === '/pages/tab' ? 'tab' : 'page');
          res.writeHead(isGet ? 404 : 405, { ...plainHeaders, ...(isGet ? {} : { allow: 'GET, HEAD' }) }).end();
        },
      },
    ],
  };
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
}

/** The status and the body of an answer. */
function told(answer: Exclude<PageAnswer, { answer: 'unknown' | 'bad' }>): [number, unknown] {
  switch (answer.answer) {
    case 'data':
      return [200, answer.data];
    case 'reply':
      return [answer.reply.kind === 'invalid' ? 422 : 200, { reply: answer.reply } satisfies Acted];
    case 'known':
      return [200, { reply: { kind: 'nothing' }, known: true } satisfies Acted];
    case 'refused':
      return [409, { said: answer.said, reply: answer.reply } satisfies Problem];
    case 'fault':
      return [500, { said: answer.said } satisfies Problem];
  }
}
