/**
 * Messages that one person alone sees, and those that say that a model made their words: calls that botbuilder does not
 * have, or sends without half of what is in them, signed as it signs its own.
 * learn.microsoft.com/microsoftteams/platform/agents-in-teams/targeted-messages
 */
import type { Clock } from '../../bot/core/ports.ts';
import { codeIn, failureOf } from './errors.ts';
import type { Door } from './memory.ts';

export interface TargetedCall {
  readonly method: 'POST' | 'PUT' | 'DELETE';
  readonly door: Door;
  readonly conversation: string;
  /** The message that is there already. */
  readonly message?: string;
  readonly body?: object;
  /** Everybody who is there sees it. */
  readonly open?: true;
}

/**
 * One call. The same flag goes with sending, with drawing again and with removing, as in Microsoft's own SDK
 * (`updateTargeted`, `deleteTargeted` of @microsoft/teams.api): without it there is no such message.
 * @param how `sign` puts our token on it. @throws ChatError, or what fetch throws
 */
export async function callTargeted(
  call: TargetedCall,
  how: { sign: (headers: Headers) => Promise<unknown>; clock: Clock; deadlineMs: number },
): Promise<unknown> {
  const headers = new Headers(call.body && { 'content-type': 'application/json' });
  await how.sign(headers);
  const base = call.door.serviceUrl.replace(/\/?$/, '/');
  const message = call.message === undefined ? '' : `/${encodeURIComponent(call.message)}`;
  const place = `v3/conversations/${encodeURIComponent(call.conversation)}/activities${message}`;
  const response = await fetch(`${base}${place}${call.open ? '' : '?isTargetedActivity=true'}`, {
    method: call.method,
    headers,
    signal: AbortSignal.timeout(how.deadlineMs),
    ...(call.body && { body: JSON.stringify(call.body) }),
  });
  const answer: unknown = await response.json().catch(() => null);
  if (!response.ok)
    throw failureOf(response.status, codeIn(answer), response.headers.get('retry-after'), how.clock.now());
  return answer;
}

/** What a button of a targeted card carries besides: Microsoft does not say of a press what kind of message it was in. */
export const ASIDE = 'aside';

/** The same card, or answer with cards, whose buttons say that one person alone sees it. */
export const aside = <T>(card: T): T => marked(card) as T;

function marked(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(marked);
  if (typeof part !== 'object' || part === null) return part;
  const entries = Object.entries(part).map(([key, value]): [string, unknown] =>
    // What a button carries is not looked into.
    key === 'data' ? [key, { ...(value as object), [ASIDE]: true }] : [key, marked(value)],
  );
  return Object.fromEntries(entries);
}
