/**
 * One connection's Socket Mode: a socket to Slack that is opened again whenever it ends.
 * docs.slack.dev/apis/events-api/using-socket-mode
 *
 * The loop of @slack/socket-mode 3.1.0 could not stay: it waits five seconds before its first try and longer before each
 * further one; what Slack announces (`disconnect`) it closes first and replaces afterwards; when apps.connections.open
 * cannot be reached or answers 5xx it gives up for good, in a rejection that nobody can catch; and a frame such as `null`
 * is another one.
 */
import { setTimeout as setTimer } from 'node:timers/promises';
import WebSocket from 'ws';
import { ChatError } from '../../bot/core/chat.ts';
import type { Clock, Log } from '../../bot/core/ports.ts';
import { REFUSED_PAUSE } from './client.ts';
import { BODY, parsed } from './door.ts';
import type { Acknowledgement } from './listen.ts';
import { isShape, type Shape, string } from './shape.ts';

export interface Socket {
  /** Whether Slack can reach us through it now. */
  isOpen(): boolean;
  /** Takes nothing more, answers what it has in hand for a moment, and hangs up. */
  close(): Promise<void>;
}

export interface SocketNeeds {
  /** A fresh address to connect to; each is good once. @throws ChatError */
  readonly address: () => Promise<string>;
  /** Takes one delivery; never throws. */
  readonly hear: (content: Shape, nonce: string) => Promise<Acknowledgement>;
  readonly clock: Clock;
  readonly log: Log;
  readonly times?: Partial<SocketTimes>;
  /** Another way to wait between tries than by the machine's own clock. */
  readonly pause?: (ms: number, until: AbortSignal) => Promise<void>;
}

/** In milliseconds. */
export interface SocketTimes {
  /** How often it is looked which connections want a socket. */
  readonly look: number;
  /** For the connection to stand and Slack to say hello. */
  readonly hello: number;
  /** How often we ask whether somebody is still there. */
  readonly ping: number;
  /** Without any sign of life for so long, the socket is dead. */
  readonly silence: number;
  /** One that was replaced goes on until Slack hangs up, or for so long. */
  readonly retire: number;
  /** What is in hand may take when it is closed. */
  readonly close: number;
}
export const TIMES: SocketTimes = {
  look: 3_000,
  hello: 3_000,
  ping: 4_000,
  silence: 10_000,
  retire: 15_000,
  close: 200,
};
/** So long we wait for Slack to hang up after our farewell: it may not. */
const FAREWELL_MS = 100;

/** Pauses between tries double from the first to the longest: with the time a try takes, five seconds at most. */
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 2_000;
/** Whatever Slack asks for, it is tried again after so long. */
const LONGEST_WAIT_MS = 300_000;
/** A socket that stood for so long worked: its end is no failure of ours. */
const STEADY_MS = 10_000;
/** Slack wants no socket from us for now: Socket Mode was switched off, or ten are open already. */
const UNWANTED = ['link_disabled', 'too_many_websockets'];
/** Faults that pass by themselves: of the network, or of a Slack that is ill. */
const PASSING =
  /^(timeout|connection_lost|unreachable|unexpected|no_address|no_hello|lost|(internal|fatal)_error|service_unavailable|request_timeout|http_(408|5\d\d))$/;

/** Opens at once, and goes on until it is closed. */
export function createSocket(needs: SocketNeeds): Socket {
  const { log, clock, pause = sleep } = needs;
  const times = { ...TIMES, ...needs.times };
  const stopping = new AbortController();
  const lines = new Set<Line>();
  /** Those that Slack has greeted: one, or two while one takes the other's place. */
  const open = new Set<Line>();
  let failures = 0;
  let lostAt: number | null = null;
  let refused = '';

  const opened = (line: Line): void => {
    if (open.size === 0)
      log.info('slack.socket_open', lostAt === null ? {} : { lostMs: Math.max(0, clock.now().getTime() - lostAt) });
    for (const former of open) former.retire();
    open.add(line);
    refused = '';
  };
  const ended = (line: Line, why: string): void => {
    lines.delete(line);
    if (!open.delete(line) || open.size > 0 || stopping.signal.aborted) return;
    lostAt = clock.now().getTime();
    log.warn('slack.socket_lost', { why });
  };
  /** One socket from its address until another has to take its place. @returns why */
  const once = async (): Promise<string> => {
    const address = await needs.address();
    if (stopping.signal.aborted) return '';
    const line = openLine(address, needs.hear, times);
    lines.add(line);
    void line.ended.then((why) => ended(line, why));
    const hello = await line.hello;
    if (hello !== 'hello') throw new ChatError('busy', hello);
    opened(line);
    const at = performance.now();
    const why = await line.over;
    if (performance.now() - at >= STEADY_MS) failures = 0;
    return why;
  };
  /** @param longest what the pauses grow to, in milliseconds */
  const growing = (longest: number): number => {
    failures += 1;
    // The first try follows at once: most ends are announced.
    if (failures === 1) return 0;
    // Many processes lose their sockets at the same moment.
    return Math.min(longest, FIRST_PAUSE_MS * 2 ** Math.min(failures - 2, 20)) * (0.5 + Math.random() / 2);
  };
  const afterRefusal = (error: unknown): number => {
    if (stopping.signal.aborted) return 0;
    const { code, throttled, retryAfterMs } = error instanceof ChatError ? error : new ChatError('fault', 'unexpected');
    // One line for each kind of trouble, not for each try.
    if (code !== refused) log.warn('slack.socket_refused', { code });
    refused = code;
    if (throttled) return Math.min(retryAfterMs, LONGEST_WAIT_MS);
    if (PASSING.test(code)) return growing(LONGEST_PAUSE_MS);
    // What is wrong with a token or an app is put right by people.
    return UNWANTED.includes(code) ? growing(REFUSED_PAUSE) : REFUSED_PAUSE;
  };
  const keep = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      const pauseMs = await once().then(
        (why) => growing(UNWANTED.includes(why) ? REFUSED_PAUSE : LONGEST_PAUSE_MS),
        afterRefusal,
      );
      await pause(pauseMs, stopping.signal);
    }
  };
  void keep();

  return {
    isOpen: () => open.size > 0,
    async close() {
      stopping.abort();
      await Promise.all([...lines].map((line) => line.close()));
    },
  };
}

/** It is not read better when it comes again. */
const NO_CONTENT: Acknowledgement = { taken: true };

/** One WebSocket from its opening to its end. */
interface Line {
  /** 'hello', or why there was none. */
  readonly hello: Promise<string>;
  /** Why another has to take its place; it may still bring something until that one is there. */
  readonly over: Promise<string>;
  /** Why nothing comes through it any more. */
  readonly ended: Promise<string>;
  /** Another has taken its place. */
  retire(): void;
  /** Takes nothing more, answers what is in hand, hangs up. */
  close(): Promise<void>;
}

function openLine(url: string, hear: SocketNeeds['hear'], times: SocketTimes): Line {
  const ws = new WebSocket(url, { maxPayload: BODY, perMessageDeflate: false });
  const hello = deferred();
  const over = deferred();
  const ended = deferred();
  const inHand = new Set<Promise<void>>();
  let isTaking = true;
  let retiring: NodeJS.Timeout | undefined;
  const end = (why: string): void => {
    for (const one of [hello, over, ended]) one.resolve(why);
    clearInterval(pings);
    clearTimeout(silence);
    clearTimeout(late);
    clearTimeout(retiring);
    ws.terminate();
  };
  const pings = setInterval(() => ws.readyState === WebSocket.OPEN && ws.ping(), times.ping);
  const silence = setTimeout(end, times.silence, 'silent');
  const late = setTimeout(end, times.hello, 'no_hello');
  const alive = (): void => {
    silence.refresh();
  };

  const envelope = async (frame: Shape): Promise<void> => {
    const id = string(frame, 'envelope_id');
    if (id === '') return;
    // The id tells two deliveries apart. One that comes again in a new envelope has the event's own id, or is none that acts.
    const heard = isShape(frame.payload) ? await hear(frame.payload, id) : NO_CONTENT;
    if (!heard.taken || ws.readyState !== WebSocket.OPEN) return;
    const isAnswer = frame.accepts_response_payload === true && heard.said !== undefined;
    ws.send(JSON.stringify({ envelope_id: id, ...(isAnswer && { payload: heard.said }) }));
  };
  const frame = (one: Shape): void => {
    const reason = string(one, 'reason') || 'disconnect';
    if (one.type === 'hello') {
      clearTimeout(late);
      hello.resolve('hello');
    } else if (one.type !== 'disconnect') {
      const work = envelope(one).finally(() => inHand.delete(work));
      inHand.add(work);
    } else if (UNWANTED.includes(reason)) end(reason);
    // Slack hangs up itself, a little later.
    else over.resolve(reason);
  };
  ws.on('message', (data, isBinary) => {
    alive();
    const one = isBinary || !isTaking ? null : parsed(String(data), false);
    if (isShape(one)) frame(one);
  });
  ws.on('ping', alive);
  ws.on('pong', alive);
  ws.on('close', () => end('lost'));
  // Its words hold the address, which is a secret; a close follows.
  ws.on('error', () => undefined);
  const close = async (): Promise<void> => {
    isTaking = false;
    await within(Promise.all(inHand), times.close);
    if (ws.readyState === WebSocket.OPEN) {
      ws.close(1000);
      await within(ended.promise, FAREWELL_MS);
    }
    end('closed');
  };
  const retire = (): void => {
    retiring ??= setTimeout(close, times.retire);
  };
  return { hello: hello.promise, over: over.promise, ended: ended.promise, retire, close };
}

function deferred(): { readonly promise: Promise<string>; resolve(why: string): void } {
  let resolve: (why: string) => void = () => undefined;
  const promise = new Promise<string>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

/** Waits for something, but no longer than so many milliseconds. */
async function within(work: Promise<unknown>, ms: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([work, late]);
  clearTimeout(timer);
}

/** Until the time is over, or the signal comes. */
const sleep = (ms: number, signal: AbortSignal): Promise<void> =>
  setTimer(ms, undefined, { signal }).catch(() => undefined);
