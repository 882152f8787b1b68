/** The one HTTP server: paths, body limits, slow clients, health, metrics and a close that lets requests finish. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Clock, Ids, Log } from '../../bot/core/ports.ts';
import { StartError } from '../../bot/core/start-error.ts';
import { readBody } from './body.ts';
import { type Check, healthRoutes } from './health.ts';
import { createMetrics, type Metrics } from './metrics.ts';
import type { Route } from './route.ts';

export interface HttpServerOptions {
  readonly routes: readonly Route[];
  readonly log: Log;
  readonly clock: Clock;
  readonly ids: Ids;
  /** 0 takes any free port. */
  readonly port: number;
  /** Where it listens; every address where absent. */
  readonly host?: string;
  /** What /readyz asks, by name ('database', 'queue'). */
  readonly checks?: Readonly<Record<string, Check>>;
  readonly metrics?: Metrics;
  readonly metricsToken?: string;
  /** Whether /readyz says that it is about to close. */
  readonly isStopping?: () => boolean;
  /** In milliseconds. request: a whole request must have arrived. headers: its head. close: what is in flight may take. */
  readonly timeouts?: {
    readonly request?: number;
    readonly headers?: number;
    readonly close?: number;
    readonly check?: number;
  };
}

export interface HttpServer {
  /** @throws StartError with a sentence that names PORT when the port cannot be had. */
  listen(): Promise<{ port: number }>;
  /** Adds a path, also while listening. @throws when the path and method are taken. */
  add(route: Route): void;
  /** Stops accepting, ends event streams, lets requests in flight finish for a while, then hangs up. */
  close(): Promise<void>;
}

/** Makes the server; nothing listens before `listen`. */
export function createHttpServer(options: HttpServerOptions): HttpServer {
  const { log, clock, ids, timeouts = {} } = options;
  const metrics = options.metrics ?? createMetrics();
  const seconds = metrics.histogram({
    name: 'guildhall_http_seconds',
    help: 'Time to answer an HTTP request',
    labels: ['route', 'method', 'status'],
  });
  const routes: Route[] = [];
  const inFlight = new Set<ServerResponse>();
  let closing = false;

  const add = (route: Route): void => {
    if (routes.some((other) => other.path === route.path && meets(other.method, route.method))) {
      throw new Error(`two routes for ${route.method} ${route.path}`);
    }
    routes.push(route);
    // The longest prefix first, exact paths before all.
    routes.sort(
      (a, b) => Number(a.path.endsWith('/*')) - Number(b.path.endsWith('/*')) || b.path.length - a.path.length,
    );
  };
  const { isStopping } = options;
  const health = {
    checks: options.checks ?? {},
    metrics,
    checkMs: timeouts.check ?? 2_000,
    ...(isStopping && { isStopping }),
  };
  for (const route of healthRoutes({ ...health, ...(options.metricsToken && { metricsToken: options.metricsToken }) }))
    add(route);
  for (const route of options.routes) add(route);

  const answer = async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
    const path = (req.url ?? '').split('?', 1)[0] ?? '';
    const method = req.method === 'HEAD' ? 'GET' : req.method;
    const here = routes.filter((route) => reaches(route.path, path));
    const route = here.find((candidate) => candidate.method === 'any' || candidate.method === method);
    const started = clock.now().getTime();
    res.on('close', () => {
      const labels = {
        route: route?.path ?? 'none',
        method: route ? (method ?? '') : '',
        status: String(res.statusCode),
      };
      seconds.observe(labels, Math.max(0, clock.now().getTime() - started) / 1000);
    });
    if (!route) {
      req.resume();
      if (here.length > 0) res.setHeader('allow', here.map((other) => other.method).join(', '));
      res.writeHead(here.length > 0 ? 405 : 404).end();
      return;
    }
    const body = await readBody(req, route.limit);
    if (body === 'gone') return;
    if (body === 'large') {
      res.writeHead(413, { connection: 'close' }).end();
      return;
    }
    try {
      await route.handle(req, res, body);
    } catch (error) {
      log.error('http.failed', { id: ids.next(), route: route.path, ...faultOf(error) });
      if (res.headersSent) res.destroy();
      else res.writeHead(500).end();
    }
  };

  const server = createServer({ connectionsCheckingInterval: 500 }, (req, res) => {
    inFlight.add(res);
    res.on('close', () => inFlight.delete(res));
    res.on('error', () => undefined);
    if (closing) res.setHeader('connection', 'close');
    void answer(req, res);
  });
  server.requestTimeout = timeouts.request ?? 15_000;
  server.headersTimeout = timeouts.headers ?? 10_000;
  server.keepAliveTimeout = 65_000;
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (!socket.writable) return void socket.destroy();
    socket.end(`HTTP/1.1 ${CLIENT_ERRORS[error.code ?? ''] ?? '400 Bad Request'}\r\nConnection: close\r\n\r\n`);
  });

  return {
    add,
    listen: () =>
      new Promise((resolve, reject) => {
        const refused = (error: NodeJS.ErrnoException) => reject(startError(error, options));
        server.once('error', refused);
        server.listen({ port: options.port, ...(options.host && { host: options.host }) }, () => {
          server.off('error', refused);
          server.on('error', (error) => log.error('http.server', faultOf(error)));
          resolve({ port: (server.address() as AddressInfo).port });
        });
      }),
    close: () =>
      new Promise((resolve) => {
        closing = true;
        const patience = setTimeout(() => server.closeAllConnections(), timeouts.close ?? 3_000);
        server.close(() => {
          clearTimeout(patience);
          resolve();
        });
        for (const res of inFlight) {
          if (isStream(res)) res.end(() => res.socket?.end());
          else if (!res.headersSent) res.setHeader('connection', 'close');
        }
        server.closeIdleConnections();
      }),
  };
}

const CLIENT_ERRORS: Readonly<Record<string, string>> = {
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
};

const meets = (a: Route['method'], b: Route['method']): boolean => a === b || a === 'any' || b === 'any';
const reaches = (pattern: string, path: string): boolean =>
  pattern.endsWith('/*') ? path.startsWith(pattern.slice(0, -1)) || path === pattern.slice(0, -2) : path === pattern;
const isStream = (res: ServerResponse): boolean =>
  String(res.getHeader('content-type') ?? '').startsWith('text/event-stream');

/** What may be logged of an error: its kind, its code and where it was thrown; never its words, which may be a person's. */
export function faultOf(error: unknown): { error: string; code?: string; at?: string } {
  if (!(error instanceof Error)) return { error: typeof error };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  const at = error.stack
    ?.split('\n')
    .find((line) => /^\s+at .*\.(?:ts|tsx|js|mjs):\d+/.test(line))
    ?.trim();
  return {
    error: error.name,
    ...(code && { code }),
    ...(at && { at: at.replace(/^at /, '').replace('file://', '') }),
  };
}

function startError(error: NodeJS.ErrnoException, { port, host }: HttpServerOptions): Error {
  switch (error.code) {
    case 'EADDRINUSE':
      return new StartError(
        `Port ${port} is taken by another program. Stop that program, or set PORT to a free port, for example PORT=${port + 1}.`,
      );
    case 'EACCES':
      return new StartError(`This account may not listen on port ${port}. Set PORT to a number from 1024 to 65535.`);
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new StartError(`This machine has no address ${host ?? ''} to listen on (PORT ${port}).`);
    default:
      return new StartError(`Could not listen on PORT ${port} (${error.code ?? 'unknown'}).`);
  }
}
