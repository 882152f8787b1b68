/** Slack's OAuth: where an installation begins, what Slack gives for its code and for a refresh token, and giving a token back. */

import { ChatError } from '../../bot/core/chat.ts';
import type { Clock } from '../../bot/core/ports.ts';
import { type ClientOptions, callSlack, createClient } from './client.ts';
import { type Shape, shape, string } from './shape.ts';
import type { Installation, OAuthClient, Rotating } from './store.ts';

/*
 * Not by @slack/oauth, which Bolt brings: it has no place to say that a workspace may not install the app and to give its token
 * back; it goes by the machine's clock; and it renews a token in every process at once, of which all but one keep a token
 * that does not work (github.com/slackapi/node-slack-sdk/issues/2504).
 */

const SLACK = 'https://slack.com/api/';

/** Where a person is sent to confirm an installation: docs.slack.dev/authentication/installing-with-oauth. */
export function authorizeUrl(how: {
  readonly apiUrl: string | undefined;
  readonly clientId: string;
  readonly scopes: readonly string[];
  readonly redirectUri: string;
  readonly state: string;
}): string {
  const url = new URL('/oauth/v2/authorize', how.apiUrl ?? SLACK);
  url.search = new URLSearchParams({
    client_id: how.clientId,
    scope: how.scopes.join(','),
    redirect_uri: how.redirectUri,
    state: how.state,
  }).toString();
  return url.href;
}

export interface Granted extends Rotating {
  readonly installation: Installation;
  /** The Enterprise Grid organisation that the workspace or the installation is of; null where there is none. */
  readonly enterprise: string | null;
}

type Calling = ClientOptions & { readonly clock: Clock };

const access = (
  options: ClientOptions,
  { clientId, clientSecret }: OAuthClient,
  args: Record<string, string>,
): Promise<Shape> =>
  callSlack(createClient(undefined, options), 'oauth.v2.access', {
    client_id: clientId,
    client_secret: clientSecret,
    ...args,
  });

/** The token of an answer. A token that ends says in how many seconds: docs.slack.dev/authentication/using-token-rotation. */
function rotating(answer: Shape, now: Date): Rotating {
  const token = string(answer, 'access_token');
  if (token === '') throw new ChatError('fault', 'no_bot_token');
  const { expires_in: seconds } = answer;
  return {
    token,
    refresh: string(answer, 'refresh_token') || null,
    expiresAt: typeof seconds === 'number' ? new Date(now.getTime() + seconds * 1_000) : null,
  };
}

/**
 * What Slack gives for the code of an installation: docs.slack.dev/reference/methods/oauth.v2.access.
 * Of an installation for a whole organisation, `teamId` is the organisation's id.
 * @throws ChatError
 */
export async function exchange(
  calling: Calling,
  client: OAuthClient,
  how: { readonly code: string; readonly redirectUri: string; readonly connection: string },
): Promise<Granted> {
  const now = calling.clock.now();
  const answer = await access(calling, client, { code: how.code, redirect_uri: how.redirectUri });
  const given = rotating(answer, now);
  const enterprise = string(shape(answer, 'enterprise'), 'id');
  const isWhole = answer.is_enterprise_install === true;
  const of = shape(answer, isWhole ? 'enterprise' : 'team');
  return {
    ...given,
    enterprise: enterprise || null,
    installation: {
      teamId: string(of, 'id'),
      name: string(of, 'name') || string(of, 'id'),
      token: given.token,
      botUserId: string(answer, 'bot_user_id'),
      botId: '',
      appId: string(answer, 'app_id'),
      scopes: string(answer, 'scope').split(',').filter(Boolean),
      connection: how.connection,
      ...(isWhole && { enterpriseId: enterprise }),
    },
  };
}

/** A new token for a refresh token, which is good once. @throws ChatError */
export async function refresh(calling: Calling, client: OAuthClient, token: string): Promise<Rotating> {
  const now = calling.clock.now();
  return rotating(await access(calling, client, { grant_type: 'refresh_token', refresh_token: token }), now);
}

/** Why Slack does not know an app by its client id and secret; null where it does: no app is installed by a code that nobody gave. */
export async function clientRefusal(client: OAuthClient, options: ClientOptions = {}): Promise<string | null> {
  try {
    await access(options, client, { code: 'guildhall-asks-whether-this-app-is-known' });
    return null;
  } catch (error) {
    const code = error instanceof ChatError ? (error.code ?? 'unknown') : 'unknown';
    return ['invalid_client_id', 'bad_client_secret', 'unreachable', 'timeout', 'connection_lost'].includes(code)
      ? code
      : null;
  }
}

/** What the token of an installation is and where: auth.test names what the grant does not. @throws ChatError */
export async function introduced(installation: Installation, options: ClientOptions): Promise<Installation> {
  const answer = await callSlack(createClient(installation.token, options), 'auth.test', {});
  const url = string(answer, 'url');
  return {
    ...installation,
    botId: string(answer, 'bot_id'),
    botUserId: installation.botUserId || string(answer, 'user_id'),
    ...(url && { url }),
  };
}

/** Gives a bot's token back, which ends the bot: docs.slack.dev/reference/methods/auth.revoke. @throws ChatError */
export async function revoke(token: string, options: ClientOptions): Promise<void> {
  await callSlack(createClient(token, options), 'auth.revoke', {});
}
