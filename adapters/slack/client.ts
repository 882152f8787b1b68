/** Calls to Slack's Web API: one client per token, no retries of its own, a deadline, and failures as reasons that the core knows. */
import {
  type Logger,
  LogLevel,
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
  WebClient,
  type WebClientOptions,
} from '@slack/web-api';
import { ChatError } from '../../bot/core/chat.ts';
import { isShape, type Shape } from './shape.ts';

export interface ClientOptions {
  /** Another address for Slack's Web API, ending in `/api/`. */
  readonly apiUrl?: string;
  /** How long one call may take, in milliseconds. */
  readonly callMs?: number;
  /** For proxies and own certificates. */
  readonly fetch?: WebClientOptions['fetch'];
}

/** What Slack's libraries would log holds messages and names: none of it is kept. */
export const silent: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  setLevel: () => undefined,
  getLevel: () => LogLevel.ERROR,
  setName: () => undefined,
};

/** Settings that every client shares. Retries are the queue's affair: a client that waits would hold a person or a lane. */
export const clientSettings = (options: ClientOptions): WebClientOptions => ({
  logger: silent,
  retryConfig: { retries: 0 },
  rejectRateLimitedCalls: true,
  timeout: options.callMs ?? 10_000,
  allowAbsoluteUrls: false,
  ...(options.apiUrl && { slackApiUrl: options.apiUrl }),
  ...(options.fetch && { fetch: options.fetch }),
});

/** @param token none for the methods that an app calls with its client secret */
export const createClient = (token: string | undefined, options: ClientOptions): WebClient =>
  new WebClient(token, clientSettings(options));

/** One call. @throws ChatError */
export async function callSlack(client: WebClient, method: string, args: Record<string, unknown>): Promise<Shape> {
  try {
    const answer: unknown = await client.apiCall(method, args);
    return isShape(answer) ? answer : {};
  } catch (error) {
    throw chatError(error);
  }
}

/** What Slack says of a token that is none, or none any more. docs.slack.dev/reference/methods/auth.test#errors */
export const isRefusedToken = (code: string): boolean =>
  ['invalid_auth', 'not_authed', 'token_revoked', 'token_expired', 'account_inactive'].includes(code);

/** How long to leave Slack alone when it does not say, in milliseconds. */
const PAUSE = 5_000;
/** How long to wait where the token or the app itself is refused: until an administrator has put it right. */
export const REFUSED_PAUSE = 60_000;

/**
 * What Slack says of our token, our app or the whole workspace, never of the place, the person or the message of a call.
 * An administrator who reinstalls the app must not lose what is owed meanwhile, so these wait.
 * docs.slack.dev/reference/methods/chat.postMessage#errors has most of them, among the errors that all methods share.
 */
export const REFUSED: readonly string[] = [
  'accesslimited',
  // "Authentication token is for a deleted user or workspace": the token's account, not somebody who is spoken to.
  'account_inactive',
  'ekm_access_denied',
  'enterprise_is_restricted',
  'invalid_auth',
  'messages_tab_disabled',
  'missing_scope',
  'not_allowed_token_type',
  'not_authed',
  'not_enabled',
  'org_login_required',
  'team_access_not_granted',
  'team_added_to_org',
  'team_not_found',
  'token_expired',
  'token_revoked',
  'two_factor_setup_required',
];

/** Other codes by what can be done about them: gone and forbidden are about a place, a person or a message. */
const REASONS: Readonly<Record<'busy' | 'gone' | 'forbidden', readonly string[]>> = {
  busy: ['ratelimited', 'rate_limited', 'message_limit_exceeded', 'service_unavailable', 'request_timeout'],
  gone: [
    'channel_not_found',
    'is_archived',
    'message_not_found',
    'thread_not_found',
    'user_not_found',
    'users_not_found',
    'user_disabled',
    'view_not_found',
  ],
  forbidden: [
    'not_in_channel',
    'user_not_in_channel',
    'no_permission',
    'access_denied',
    'cannot_dm_bot',
    'cant_update_message',
    'cant_delete_message',
    'compliance_exports_prevent_deletion',
    'edit_window_closed',
    'method_not_supported_for_channel_type',
    'posting_to_general_channel_denied',
    'user_is_restricted',
    'user_not_visible',
  ],
};

/** That we call too often, said without the usual status. */
const THROTTLED = ['ratelimited', 'rate_limited'];

/** "It's possible some aspect of the operation succeeded before the error was raised" (docs.slack.dev, of each of these). */
const PERHAPS = ['internal_error', 'fatal_error', 'service_unavailable'];

/** Any failure of a call as a ChatError whose code is safe to log. Codes `timeout` and `connection_lost`: Slack may have done it. */
export function chatError(error: unknown): ChatError {
  if (error instanceof ChatError) return error;
  if (error instanceof WebAPIRateLimitedError)
    return new ChatError('busy', 'ratelimited', Math.max(1, error.retryAfter) * 1000, false, true);
  if (error instanceof WebAPIPlatformError) {
    const code = /^[a-z0-9_]{1,60}$/.test(error.data.error) ? error.data.error : 'unknown';
    const perhaps = PERHAPS.includes(code);
    if (REFUSED.includes(code)) return new ChatError('busy', code, REFUSED_PAUSE);
    if (REASONS.busy.includes(code)) return new ChatError('busy', code, PAUSE, perhaps, THROTTLED.includes(code));
    if (REASONS.gone.includes(code)) return new ChatError('gone', code);
    if (REASONS.forbidden.includes(code) || code.startsWith('restricted_action'))
      return new ChatError('forbidden', code);
    return new ChatError('fault', code, 0, perhaps);
  }
  if (error instanceof WebAPIHTTPError) {
    const after = Number(error.headers['retry-after']);
    if (error.statusCode < 500) return new ChatError('fault', `http_${error.statusCode}`, 0, false);
    return new ChatError('busy', `http_${error.statusCode}`, after > 0 ? after * 1000 : PAUSE, true);
  }
  if (error instanceof WebAPIRequestError) {
    if (['TimeoutError', 'AbortError'].includes(error.original.name)) return new ChatError('fault', 'timeout');
    const cause = error.original.cause;
    const code = isShape(cause) && typeof cause.code === 'string' ? cause.code : '';
    // The request never left: nothing can have happened.
    if (['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'].includes(code))
      return new ChatError('busy', 'unreachable', PAUSE);
    return new ChatError('fault', 'connection_lost');
  }
  return new ChatError('fault', 'unexpected');
}
