/** Slack's end of Socket Mode on loopback: greets, delivers envelopes, hears acknowledgements, and hangs up in every way. */
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import { isShape, type Shape, string } from '../shape.ts';
import type { FakeSlack } from './fake-slack.ts';

export interface FakeSocket {
  /** Sockets that were greeted and are still open, the oldest first. */
  readonly open: readonly WebSocket[];
  /** How many were ever opened. */
  readonly count: number;
  /** Every acknowledgement, in the order in which they came. */
  readonly acks: readonly Shape[];
  /** Whether a new socket is greeted; it is by default. */
  greets: boolean;
  /** Whether pings are answered; they are by default. */
  answersPings: boolean;
  /** When one more socket than now has been greeted, or as many as said. */
  opened(atLeast?: number): Promise<void>;
  /** Puts content in an envelope and sends it through the newest socket, or another. @returns the acknowledgement, once it comes */
  deliver(content: unknown, how?: Delivering): Promise<Shape>;
  /** Sends anything. */
  raw(frame: string | Buffer, through?: WebSocket): void;
  /** Announces that a socket ends. */
  disconnect(reason: string, through?: WebSocket): void;
  close(): Promise<void>;
}

export interface Delivering {
  readonly id?: string;
  readonly attempt?: number;
  readonly through?: WebSocket | undefined;
}

/** docs.slack.dev/apis/events-api/using-socket-mode: what stands in an envelope, by its content. */
function envelope(content: unknown, id: string, attempt: number): Shape {
  const one = isShape(content) ? content : {};
  const type =
    isShape(one.event) || 'minute_rate_limited' in one
      ? 'events_api'
      : 'command' in one
        ? 'slash_commands'
        : 'interactive';
  const retry =
    attempt > 0 ? { retry_attempt: attempt, retry_reason: 'timeout' } : { retry_attempt: 0, retry_reason: '' };
  return {
    envelope_id: id,
    payload: content,
    type,
    accepts_response_payload: type !== 'events_api',
    ...(type === 'events_api' && retry),
  };
}

/** Answers `apps.connections.open` of a fake Slack with its own address. */
export async function startFakeSocket(slack: FakeSlack): Promise<FakeSocket> {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', autoPong: false });
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  const open: WebSocket[] = [];
  const acks: Shape[] = [];
  const waiting = new Map<string, ((ack: Shape) => void)[]>();
  const watchers = new Set<() => void>();
  let counter = 0;
  slack.on('apps.connections.open', () => ({ url: `ws://127.0.0.1:${port}/link/?ticket=the-ticket&app_id=A0APP` }));
  server.on('connection', (ws) => {
    fake.count += 1;
    ws.on('error', () => undefined);
    ws.on('ping', () => void (fake.answersPings && ws.pong()));
    ws.on('close', () => void (open.includes(ws) && open.splice(open.indexOf(ws), 1)));
    ws.on('message', (data) => {
      const ack = JSON.parse(String(data)) as Shape;
      acks.push(ack);
      for (const hear of waiting.get(string(ack, 'envelope_id')) ?? []) hear(ack);
      waiting.delete(string(ack, 'envelope_id'));
    });
    if (fake.greets) {
      ws.send(JSON.stringify({ type: 'hello', num_connections: 1, connection_info: { app_id: 'A0APP' } }));
      open.push(ws);
    }
    for (const watch of watchers) watch();
  });
  const newest = (): WebSocket => {
    const ws = open.at(-1);
    if (!ws) throw new Error('no socket is open');
    return ws;
  };
  const fake = {
    open,
    count: 0,
    acks,
    greets: true,
    answersPings: true,
    opened(atLeast = open.length + 1): Promise<void> {
      if (open.length >= atLeast) return Promise.resolve();
      return new Promise((resolve) => {
        const watch = () => {
          if (open.length < atLeast) return;
          watchers.delete(watch);
          resolve();
        };
        watchers.add(watch);
      });
    },
    deliver(content: unknown, { id = `envelope-${++counter}`, attempt = 0, through }: Delivering = {}): Promise<Shape> {
      return new Promise((resolve) => {
        waiting.set(id, [...(waiting.get(id) ?? []), resolve]);
        fake.raw(JSON.stringify(envelope(content, id, attempt)), through);
      });
    },
    raw: (frame: string | Buffer, through = newest()) => through.send(frame),
    disconnect: (reason: string, through?: WebSocket) =>
      fake.raw(JSON.stringify({ type: 'disconnect', reason, debug_info: { host: 'applink-1' } }), through),
    close: () =>
      new Promise<void>((resolve) => {
        for (const ws of server.clients) ws.terminate();
        server.close(() => resolve());
      }),
  };
  return fake;
}
