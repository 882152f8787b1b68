/** Installing the app by OAuth: a person is led to Slack and back; what Slack gives is kept where it is allowed, else given back unless its bot is at work. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { ChatError } from '../../bot/core/chat.ts';
import type { Clock, Ids, Log } from '../../bot/core/ports.ts';
import type { Sealer } from '../../bot/core/seal.ts';
import type { Route } from '../http/route.ts';
import { faultOf } from '../http/server.ts';
import type { ClientOptions } from './client.ts';
import { HEADERS, html, type Page } from './install-page.ts';
import { createStates } from './install-state.ts';
import { authorizeUrl, exchange, type Granted, introduced, revoke } from './oauth.ts';
import type { Installation, Installs, OAuthClient } from './store.ts';

export interface InstallSentences {
  readonly installed: string;
  readonly notInstalled: string;
  readonly invite: (values: { readonly workspace: string }) => string;
  readonly notAllowed: (values: {
    readonly workspace: string;
    readonly id: string;
    readonly connection: string;
  }) => string;
  readonly taken: (values: { readonly workspace: string; readonly id: string }) => string;
  readonly refused: (values: { readonly code: string }) => string;
  readonly cancelled: string;
  readonly foreign: string;
  readonly late: string;
  readonly used: string;
  readonly away: string;
  readonly again: string;
}

export interface InstallNeeds {
  readonly installs: Installs;
  /** How the world reaches us, without a slash at the end: the only address that Slack is told to lead back to. */
  readonly publicUrl: string;
  /** What the app asks for. */
  readonly scopes: readonly string[];
  /** Seals what travels with an installation; its purpose should be its own. */
  readonly sealer: Sealer;
  readonly sentences: InstallSentences;
}

interface Needs extends InstallNeeds {
  /** The first connection's name, which is not in its addresses. */
  readonly first: string;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly client: ClientOptions;
}

interface Answer {
  readonly status: number;
  readonly page: Page;
}

/** A code is good once: a fault that passes need not send the person back to Slack. */
const twice = <T>(run: () => Promise<T>): Promise<T> => run().catch(run);

/** Where a connection's app is installed from, and where Slack leads back to. */
export const installPath = (
  connection: string,
  first: string,
  end: 'install' | 'oauth_redirect' = 'install',
): string => (connection === first ? `/slack/${end}` : `/slack/${connection}/${end}`);

/** The addresses of all connections that install by OAuth; others have none. */
export function createInstallRoute(needs: Needs): Route {
  const { installs, publicUrl, scopes, sentences, first, clock, ids, log } = needs;
  const states = createStates({ sealer: needs.sealer, clock, secure: publicUrl.startsWith('https:') });
  const calling = { ...needs.client, clock };

  const redirectUri = (connection: string): string => `${publicUrl}${installPath(connection, first, 'oauth_redirect')}`;

  const lead = (connection: string, { clientId }: OAuthClient, req: IncomingMessage, res: ServerResponse): void => {
    const { state, browser } = states.begin(connection, states.browserOf(req.headers.cookie));
    const location = authorizeUrl({
      apiUrl: needs.client.apiUrl,
      clientId,
      scopes,
      redirectUri: redirectUri(connection),
      state,
    });
    res.writeHead(302, { ...HEADERS, location, 'set-cookie': states.cookie(browser) }).end();
  };

  /**
   * Ends what Slack gave and nobody may keep. That ends the bot and takes it out of every channel, not this token alone
   * (docs.slack.dev/reference/methods/auth.revoke), so a bot that any connection knows stays.
   */
  const giveBack = async (installation: Installation): Promise<void> => {
    try {
      if (!(await installs.knows(installation))) await revoke(installation.token, needs.client);
    } catch (error) {
      const why = error instanceof ChatError ? { code: error.code ?? error.reason } : faultOf(error);
      log.warn('slack.not_given_back', { workspace: installation.teamId, ...why });
    }
  };

  /**
   * What Slack gave is kept, or given back where it may not be kept. Where that cannot be said just now, neither: the app may
   * be at work there, and is installed again. @throws ChatError, and when the database does not answer
   */
  const settled = async (connection: string, granted: Granted): Promise<Answer> => {
    const { teamId: id, name: workspace = '' } = granted.installation;
    const installation = await twice(() => introduced(granted.installation, needs.client));
    const outcome = await twice(() => installs.install(installation, granted));
    if (outcome === 'installed') {
      log.info('slack.installed', { workspace: id });
      return { status: 200, page: { heading: sentences.installed, sentences: [sentences.invite({ workspace })] } };
    }
    await giveBack(installation);
    log.warn('slack.not_installed', { workspace: id, why: outcome });
    return outcome === 'taken'
      ? refusal(connection, 409, sentences.taken({ workspace, id }))
      : refusal(connection, 403, sentences.notAllowed({ workspace, id, connection }));
  };

  const refusal = (connection: string, status: number, sentence: string): Answer => {
    const link = { to: `${publicUrl}${installPath(connection, first)}`, text: sentences.again };
    return { status, page: { heading: sentences.notInstalled, sentences: [sentence], link } };
  };

  const back = async (connection: string, client: OAuthClient, query: URLSearchParams, cookies: string | undefined) => {
    const refuse = (status: number, sentence: string): Answer => refusal(connection, status, sentence);
    const read = states.read(query.get('state') ?? '', connection, states.browserOf(cookies));
    if (read === 'foreign') return refuse(400, sentences.foreign);
    if (read === 'late') return refuse(400, sentences.late);
    // What asks nothing of Slack spends nothing: else anybody could use up what people may begin.
    if (query.has('error')) return refuse(200, sentences.cancelled);
    const code = query.get('code') ?? '';
    if (code === '') return refuse(400, sentences.refused({ code: 'no_code' }));
    try {
      const spent = await installs.spend(connection, read.id, read.until);
      if (spent !== 'first') return spent === 'used' ? refuse(400, sentences.used) : refuse(503, sentences.away);
      const how = { code, redirectUri: redirectUri(connection), connection };
      return await settled(connection, await exchange(calling, client, how));
    } catch (error) {
      if (error instanceof ChatError && error.reason !== 'busy' && error.code) {
        log.warn('slack.not_installed', { why: error.code });
        return refuse(400, sentences.refused({ code: error.code }));
      }
      log.error('slack.not_installed', { id: ids.next(), ...faultOf(error) });
      return refuse(503, sentences.away);
    }
  };

  return {
    path: '/slack/*',
    method: 'GET',
    limit: 0,
    async handle(req, res) {
      const refuse = (status: number, headers = {}): void =>
        void res.writeHead(status, { ...HEADERS, ...headers }).end();
      const url = new URL(req.url ?? '', publicUrl);
      const [, name, end] = /^\/slack\/(?:([a-z][a-z0-9-]{0,29})\/)?(install|oauth_redirect)$/.exec(url.pathname) ?? [];
      if (end === undefined || name === first) return refuse(404);
      if (req.method !== 'GET') return refuse(405, { allow: 'GET' });
      const connection = name ?? first;
      let client: OAuthClient | null;
      try {
        client = await installs.client(connection);
      } catch {
        return refuse(503, { 'retry-after': '5' });
      }
      if (!client) return refuse(404);
      if (end === 'install') return lead(connection, client, req, res);
      const { status, page } = await back(connection, client, url.searchParams, req.headers.cookie);
      res.writeHead(status, { ...HEADERS, 'content-type': 'text/html; charset=utf-8' }).end(html(page));
    },
  };
}
