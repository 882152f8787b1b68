/** Slack's side of OAuth: people confirm an app, codes and refresh tokens are good once, tokens end, and what was given is known. */
import type { Clock } from '../../../bot/core/ports.ts';
import { type Shape, string } from '../shape.ts';
import type { FakeSlack } from './fake-slack.ts';

export interface Place {
  readonly team?: { readonly id: string; readonly name: string };
  readonly enterprise?: { readonly id: string; readonly name: string };
  /** Installed for the whole organisation. */
  readonly whole?: boolean;
  readonly bot: string;
}

export interface FakeOAuth {
  /** Somebody confirms the app in a place. @returns the code that Slack leads back with */
  confirm(place: Place, how?: { readonly rotating?: boolean }): string;
  /** A token that works in a place, given by hand. */
  grant(place: Place): string;
  /** Tokens that were given back. */
  readonly revoked: readonly string[];
  /** Refresh tokens that were used, in their order. */
  readonly refreshed: readonly string[];
  /** What has to happen before the next refresh is answered; the token is used up at once. */
  holdUntil(happened: () => Promise<void>): void;
  /** From now on no refresh token is known. */
  forgetRefreshTokens(): void;
  /** A token that Slack takes no more. */
  expire(token: string): void;
  /** The workspaces of every organisation. */
  teams: { readonly id: string; readonly name: string }[];
}

export const CLIENT = { clientId: '123.456', clientSecret: 'the-client-secret-of-the-tests' };
const TWELVE_HOURS_S = 43_200;

export function playOAuth(fake: FakeSlack, clock: Clock, client = CLIENT): FakeOAuth {
  let counter = 0;
  const codes = new Map<string, { place: Place; rotating: boolean }>();
  const tokens = new Map<string, { place: Place; until: number }>();
  const refreshes = new Map<string, Place>();
  const revoked: string[] = [];
  const refreshed: string[] = [];
  let hold: (() => Promise<void>) | null = null;

  const give = (place: Place, rotating: boolean): Shape => {
    counter += 1;
    const access = `${rotating ? 'xoxe.' : ''}xoxb-given-${counter}`;
    const until = rotating ? clock.now().getTime() + TWELVE_HOURS_S * 1_000 : Number.POSITIVE_INFINITY;
    tokens.set(access, { place, until });
    const refresh = `xoxe-refresh-${counter}`;
    if (rotating) refreshes.set(refresh, place);
    return {
      access_token: access,
      token_type: 'bot',
      scope: 'chat:write,users:read',
      bot_user_id: place.bot,
      app_id: 'A0APP',
      team: place.whole ? null : (place.team ?? null),
      enterprise: place.enterprise ?? null,
      is_enterprise_install: place.whole === true,
      authed_user: { id: 'U0ADMIN' },
      ...(rotating && { refresh_token: refresh, expires_in: TWELVE_HOURS_S }),
    };
  };
  fake.on('oauth.v2.access', (args) => {
    if (string(args, 'client_id') !== client.clientId) return { ok: false, error: 'invalid_client_id' };
    if (string(args, 'client_secret') !== client.clientSecret) return { ok: false, error: 'bad_client_secret' };
    if (args.grant_type === 'refresh_token') {
      const token = string(args, 'refresh_token');
      const place = refreshes.get(token);
      refreshes.delete(token);
      if (!place) return { ok: false, error: 'invalid_refresh_token' };
      refreshed.push(token);
      const held = hold;
      hold = null;
      return held ? held().then(() => give(place, true)) : give(place, true);
    }
    const found = codes.get(string(args, 'code'));
    codes.delete(string(args, 'code'));
    return found ? give(found.place, found.rotating) : { ok: false, error: 'invalid_code' };
  });
  fake.on('auth.test', (_args, token) => {
    const place = tokens.get(token)?.place;
    const { id = '', name = '' } = (place?.whole ? place.enterprise : place?.team) ?? {};
    return {
      url: `https://${id.toLowerCase()}.slack.com/`,
      team: name,
      team_id: id,
      user_id: place?.bot,
      bot_id: 'B0APP',
    };
  });
  fake.on('auth.revoke', (_args, token) => {
    revoked.push(token);
    // It ends the bot, with every token that it has.
    const bot = tokens.get(token)?.place.bot;
    for (const [one, { place }] of tokens) if (place.bot === bot) tokens.delete(one);
    return { revoked: true };
  });
  const oauth: FakeOAuth = {
    confirm(place, { rotating = false } = {}) {
      counter += 1;
      codes.set(`code-${counter}`, { place, rotating });
      return `code-${counter}`;
    },
    grant: (place) => String(give(place, false).access_token),
    revoked,
    refreshed,
    holdUntil: (happened) => {
      hold = happened;
    },
    forgetRefreshTokens: () => refreshes.clear(),
    expire: (token) => {
      const known = tokens.get(token);
      if (known) known.until = 0;
    },
    teams: [],
  };
  fake.on('auth.teams.list', () => ({ teams: oauth.teams }));
  fake.guard((method, token) => {
    if (method === 'oauth.v2.access') return null;
    const known = tokens.get(token);
    if (!known) return { ok: false, error: 'invalid_auth' };
    return known.until <= clock.now().getTime() ? { ok: false, error: 'token_expired' } : null;
  });
  return oauth;
}
