/** What travels to Slack with an installation and back: sealed, bound to one browser, good for ten minutes and, by its id, once. */
import { createHash, randomBytes } from 'node:crypto';
import type { Clock } from '../../bot/core/ports.ts';
import type { Sealer } from '../../bot/core/seal.ts';
import { cookieIn } from '../http/cookies.ts';
import { isShape, string } from './shape.ts';

/** How long a person may take to confirm an installation, in milliseconds. */
const GOOD_MS = 600_000;

export interface States {
  /** @param browser the key that the browser brought; another is made where it brought none */
  begin(connection: string, browser: string | null): { readonly state: string; readonly browser: string };
  /** 'foreign': not begun here for this connection in this browser. 'late': too long ago. */
  read(
    state: string,
    connection: string,
    browser: string | null,
  ): { readonly id: string; readonly until: Date } | 'foreign' | 'late';
  /** The cookie by which a browser is known again: slack.com leads back to us, which counts as a link that was followed. */
  cookie(browser: string): string;
  /** The key in what a browser sent. */
  browserOf(cookies: string | undefined): string | null;
}

/** @param secure whether the world reaches us by https: then no neighbouring site can plant the cookie */
export function createStates({ sealer, clock, secure }: { sealer: Sealer; clock: Clock; secure: boolean }): States {
  const name = `${secure ? '__Host-' : ''}guildhall-install`;
  const digest = (key: string): string => createHash('sha256').update(key).digest('base64url');
  const key = (): string => randomBytes(32).toString('base64url');
  const opened = (state: string): unknown => {
    try {
      return sealer.open(Buffer.from(state, 'base64url'));
    } catch {
      return null;
    }
  };
  return {
    begin(connection, known) {
      const browser = known ?? key();
      const until = clock.now().getTime() + GOOD_MS;
      const sealed = sealer.seal({ id: key(), connection, browser: digest(browser), until });
      return { state: Buffer.from(sealed).toString('base64url'), browser };
    },
    read(state, connection, browser) {
      const value = opened(state);
      if (!isShape(value) || typeof value.until !== 'number' || browser === null) return 'foreign';
      if (value.connection !== connection || value.browser !== digest(browser)) return 'foreign';
      if (value.until <= clock.now().getTime()) return 'late';
      return { id: string(value, 'id'), until: new Date(value.until) };
    },
    cookie: (browser) =>
      `${name}=${browser}; Path=/; Max-Age=${GOOD_MS / 1_000}; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`,
    browserOf: (cookies) => /^[\w-]{43}$/.exec(cookieIn(cookies, name) ?? '')?.[0] ?? null,
  };
}
