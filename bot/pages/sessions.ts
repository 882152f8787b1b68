/** Coming to the pages without Teams: a link that is good once, for a session in one browser. */
import { createHash, randomBytes } from 'node:crypto';
import type { Clock } from '../core/ports.ts';
import type { Work } from '../core/work.ts';
import type { Holder } from './session.ts';

/** How long a link is good. */
export const LINK_MINUTES = 10;
/** A working day. */
const SESSION_MS = 8 * 3_600_000;
const BYTES = 32;

/** What is in a link or a cookie: nobody can guess it, and it is kept nowhere. */
export const newToken = (): string => randomBytes(BYTES).toString('base64url');

/** What is kept of it. */
export const digestOf = (token: string): string => createHash('sha256').update(token, 'utf8').digest('hex');

/** Whether it can be one at all: nothing else reaches the database. */
const isToken = (token: string): boolean => /^[\w-]{43}$/.test(token);

export interface Sessions {
  /** Whose link it is, for them to see before they use it; null where it is good no more. */
  ofLink(link: string): Promise<Holder | null>;
  /** Uses a link up. @returns the session's secret and its end; null where the link is good no more */
  open(link: string): Promise<{ readonly token: string; readonly endsAt: Date } | null>;
  /** Whose session it is; null where there is none, it is over, or the account is not theirs any more. */
  of(session: string): Promise<Holder | null>;
  end(session: string): Promise<void>;
}

export function createSessions(needs: {
  readonly run: <R>(now: Date, run: (w: Work) => Promise<R>) => Promise<R>;
  readonly read: <R>(run: (w: Work) => Promise<R>) => Promise<R>;
  readonly clock: Clock;
}): Sessions {
  const { run, read, clock } = needs;
  return {
    ofLink: async (link) => (isToken(link) ? read((w) => w.pages.linkOf(digestOf(link))) : null),
    async open(link) {
      if (!isToken(link)) return null;
      const token = newToken();
      const now = clock.now();
      const endsAt = new Date(now.getTime() + SESSION_MS);
      const session = { digest: digestOf(token), endsAt };
      return (await run(now, (w) => w.pages.openSession(digestOf(link), session))) ? { token, endsAt } : null;
    },
    of: async (session) => (isToken(session) ? read((w) => w.pages.sessionOf(digestOf(session))) : null),
    async end(session) {
      if (isToken(session)) await run(clock.now(), (w) => w.pages.endSession(digestOf(session)));
    },
  };
}
