/** Failures of Microsoft's services as the reasons that the core understands. */
import { ChatError } from '../../bot/core/chat.ts';

/** learn.microsoft.com/microsoftteams/platform/bots/build-conversational-capability#status-codes-from-bot-conversational-apis */
const BUSY = new Set([412, 429, 502, 503, 504]);
/** What a person or an administrator did, whatever the status says. */
const FORBIDDEN = new Set([
  'BotDisabledByAdmin',
  'ConversationBlockedByUser',
  'BotNotInConversationRoster',
  'MessageWritesBlocked',
  'ForbiddenOperationException',
]);
const GONE = new Set(['ConversationNotFound', 'ActivityNotFoundInConversation', 'MemberNotFoundInConversation']);
/** The request never left. */
const UNREACHED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);
/** It may have arrived, and its answer been lost. */
const BROKEN = new Set(['ECONNRESET', 'ETIMEDOUT', 'EPIPE']);
/** Where our token is refused. */
const REFUSED_WAIT_MS = 60_000;
/** Where the network is away, and the least where Microsoft does say how long to wait. */
const WAIT_MS = 1_000;

/** What an answer with a failing status means. @param code Microsoft's short code, if it is one */
export function failureOf(status: number, code: string, retryAfter: string | null, now: Date): ChatError {
  const safe = /^[A-Za-z][A-Za-z0-9_.-]{0,50}$/.test(code) ? code : `http_${status}`;
  if (FORBIDDEN.has(code)) return new ChatError('forbidden', safe);
  if (GONE.has(code) || status === 404 || status === 410) return new ChatError('gone', safe);
  // What a server of theirs could not answer any more it may have done.
  if (BUSY.has(status)) return new ChatError('busy', safe, waitOf(retryAfter, now), status >= 500, status === 429);
  // Our own token is refused: nobody's message is lost for that.
  if (status === 401) return new ChatError('busy', safe, REFUSED_WAIT_MS);
  if (status === 403) return new ChatError('forbidden', safe);
  // A refusal is an answer: only what broke on their side may have been done.
  return new ChatError('fault', safe, 0, status >= 500 && status !== 501);
}

/** Anything thrown on the way, as a ChatError: never with the words of a platform or a library. */
export function chatErrorOf(error: unknown, now: Date): ChatError {
  if (error instanceof ChatError) return error;
  const thrown = record(error);
  const code = word(thrown.code) || word(record(thrown.cause).code);
  if (UNREACHED.has(code)) return new ChatError('busy', code, WAIT_MS);
  if (BROKEN.has(code)) return new ChatError('busy', code, WAIT_MS, true);
  // Microsoft's own library for tokens says by an error code that none was given.
  if (typeof thrown.errorCode === 'string') return new ChatError('busy', 'token', REFUSED_WAIT_MS);
  const status = thrown.statusCode;
  if (typeof status !== 'number') return new ChatError('fault', /^[A-Za-z0-9_]{1,40}$/.test(code) ? code : 'failed');
  return failureOf(status, bodyCode(thrown), retryAfterOf(record(thrown.response).headers), now);
}

/** Milliseconds, from seconds or a date; 0 where Microsoft does not say, and the sender decides. */
function waitOf(retryAfter: string | null, now: Date): number {
  const seconds = Number(retryAfter);
  if (retryAfter && Number.isFinite(seconds)) return Math.max(0, seconds * 1000) || WAIT_MS;
  if (!retryAfter) return 0;
  const until = new Date(retryAfter).getTime();
  return Number.isNaN(until) ? 0 : Math.max(WAIT_MS, until - now.getTime());
}

function bodyCode(thrown: Record<string, unknown>): string {
  const text = record(thrown.response).bodyAsText;
  const bodies = [thrown.body, thrown.details, typeof text === 'string' ? parsed(text) : null];
  for (const body of bodies) {
    const code = codeIn(body);
    if (code) return code;
  }
  return '';
}
/** `{ error: { code } }`, as every Connector error is. */
export const codeIn = (body: unknown): string => word(record(record(body).error).code) || word(record(body).code);

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
function retryAfterOf(headers: unknown): string | null {
  const get = record(headers).get;
  const value: unknown = typeof get === 'function' ? get.call(headers, 'retry-after') : null;
  return typeof value === 'string' ? value : null;
}
const record = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
const word = (value: unknown): string => (typeof value === 'string' ? value : '');
