/** What operators ask a process: is it alive, is it ready, what are its numbers. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Metrics } from './metrics.ts';
import type { Route } from './route.ts';

/** A dependency that must answer before requests make sense; it rejects, or gives false, when it does not. */
export type Check = () => Promise<unknown>;

export interface HealthOptions {
  readonly checks: Readonly<Record<string, Check>>;
  readonly metrics: Metrics;
  /** Lets another machine read /metrics with `Authorization: Bearer <token>`; without one only this machine may. */
  readonly metricsToken?: string;
  /** How long a check may take, in milliseconds. */
  readonly checkMs: number;
  /** Whether it is about to close: whoever spreads requests must send the next ones elsewhere. */
  readonly isStopping?: () => boolean;
}

const LOOPBACK = /^(?:127\.\d+\.\d+\.\d+|::1|::ffff:127\.\d+\.\d+\.\d+)$/;
const FORWARDED = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via'] as const;

/** Whether a request was made on this machine and by nobody else through it: a proxy on this machine is a loopback address too. */
export const isLocal = (req: IncomingMessage): boolean =>
  LOOPBACK.test(req.socket.remoteAddress ?? '') && FORWARDED.every((header) => req.headers[header] === undefined);

/** Compares two secrets in a time that does not depend on where they differ. */
export function sameSecret(given: string, wanted: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(wanted));
}

/** /livez, /readyz and /metrics. */
export function healthRoutes(options: HealthOptions): Route[] {
  const { checks, metrics, metricsToken, checkMs, isStopping = () => false } = options;
  const open = (path: string, handle: (req: IncomingMessage, res: ServerResponse) => Promise<void>): Route => ({
    path,
    method: 'GET',
    limit: 0,
    handle,
  });
  const mayRead = (req: IncomingMessage): boolean => {
    if (isLocal(req)) return true;
    const bearer = /^Bearer (.+)$/i.exec(req.headers.authorization ?? '')?.[1];
    return (
      metricsToken !== undefined && metricsToken !== '' && bearer !== undefined && sameSecret(bearer, metricsToken)
    );
  };
  return [
    open('/livez', async (_req, res) => {
      text(res, 200, 'alive\n');
    }),
    open('/readyz', async (_req, res) => {
      if (isStopping()) return text(res, 503, 'stopping\n');
      const names = Object.keys(checks);
      const states = await Promise.all(Object.values(checks).map((check) => passes(check, checkMs)));
      const lines = names.map((name, at) => `${name} ${states[at] ? 'ok' : 'failed'}\n`);
      text(res, states.every(Boolean) ? 200 : 503, lines.join('') || 'ok\n');
    }),
    open('/metrics', async (req, res) => {
      if (!mayRead(req)) {
        res.writeHead(403).end();
        return;
      }
      const body = await metrics.text();
      res.writeHead(200, { 'content-type': metrics.contentType }).end(body);
    }),
  ];
}

const text = (res: ServerResponse, status: number, body: string): void => {
  res.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' }).end(body);
};

/** Whether a check passes in time. */
async function passes(check: Check, ms: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(resolve, ms, false);
  });
  try {
    return (await Promise.race([check(), late])) !== false;
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}
