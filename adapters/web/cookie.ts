/** The session's cookie, and the word that goes with it: a page of another site can make a browser send the one, not the other. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { cookieIn } from '../http/cookies.ts';

const NAME = 'guildhall_pages';

/** Where the cookie is sent: to the pages and what they ask, and nowhere else on this host. */
export const PATH = '/pages';

/** @param secure whether the world reaches us over https */
const attributes = (secure: boolean): string => `Path=${PATH}; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;

export const setCookie = (token: string, how: { secure: boolean; seconds: number }): string =>
  `${NAME}=${token}; Max-Age=${how.seconds}; ${attributes(how.secure)}`;
export const endCookie = (secure: boolean): string => `${NAME}=; Max-Age=0; ${attributes(secure)}`;

/** The session's secret in a request; null where there is none. */
export const sessionIn = (req: IncomingMessage): string | null => cookieIn(req.headers.cookie, NAME);

/** Known to whoever may read our answers to this session: our own page. */
export const csrfOf = (session: string): string =>
  createHash('sha256').update(`guildhall pages csrf ${session}`, 'utf8').digest('base64url');

const CSRF_HEADER = 'x-guildhall-csrf';

export function hasCsrf(req: IncomingMessage, session: string): boolean {
  const given = req.headers[CSRF_HEADER];
  if (typeof given !== 'string') return false;
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(csrfOf(session)));
}
