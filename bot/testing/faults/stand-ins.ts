/** Slack's and Microsoft's stand-ins over real HTTP: what the bot asks of them goes wrong on demand, what they bring comes through gates. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createPlayground, memoryStore, type Playground } from '../../../adapters/playground/index.ts';
import { systemClock } from '../../clock.ts';
import type { Log } from '../../core/ports.ts';
import { fastClock, type Pace } from './fast-clock.ts';
import { createGates, type Gates } from './gates.ts';
import { type CallTrouble, createTroubles, type DeliveryTrouble, type Troubles } from './troubles.ts';

export interface StandIns {
  readonly playground: Playground;
  readonly gates: Gates;
  readonly calls: Troubles<CallTrouble>;
  readonly deliveries: Troubles<DeliveryTrouble>;
  /** Runs `then` as soon as the next message of a worker arrives, before it is answered. @returns takes that back */
  atNextPost(then: () => void): () => void;
  /** Whether the bot has answered everything and nothing is owed or on its way to it. */
  idle(): boolean;
  close(): Promise<void>;
}

/** What a platform that is called too often asks for, in seconds of its clock. */
const RETRY_AFTER_S = 2;

/** @param how.webs where the web processes listen @param how.count told of each call and delivery that went wrong */
export async function openStandIns(how: {
  pace: Pace;
  webs: readonly string[];
  log: Log;
  count: (fault: string) => void;
}): Promise<StandIns> {
  const { pace, log } = how;
  const calls = createTroubles<CallTrouble>(how.count);
  const deliveries = createTroubles<DeliveryTrouble>(how.count);
  // Only the gates know where the bot is.
  const botUrl = 'http://bot.invalid';
  const gates = createGates(how.webs, botUrl, deliveries);
  let atPost: (() => void) | null = null;

  const server = createServer((req, res) => {
    if (atPost && isPost(req)) {
      const then = atPost;
      atPost = null;
      // Its whole body has to arrive: what is killed then has been understood here.
      req.once('end', then);
    }
    const trouble = isCall(req) ? calls.take() : undefined;
    if (trouble && !goesThrough(trouble, req, res)) return;
    void playground.handle(req, res).then((ours) => ours || res.writeHead(404).end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  const playground = await createPlayground({
    store: memoryStore(),
    clock: fastClock(pace),
    wall: systemClock,
    log,
    baseUrl: `http://localhost:${port}`,
    botUrl,
    fetch: gates.fetch,
    timeScale: 1 / pace.speed,
  });
  return {
    playground,
    gates,
    calls,
    deliveries,
    atNextPost(then) {
      atPost = then;
      return () => {
        if (atPost === then) atPost = null;
      };
    },
    idle: () => playground.hooks.idle() && gates.idle(),
    async close() {
      await playground.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Has the call go wrong. @returns whether it is done all the same, with nobody hearing of it */
function goesThrough({ how, cut }: CallTrouble, req: IncomingMessage, res: ServerResponse): boolean {
  if (how === 'done') {
    // It is answered to nobody.
    const end = () => (cut ? res.destroy() : res);
    Object.assign(res, { writeHead: () => res, end });
    return true;
  }
  req.resume();
  req.once('end', () => {
    if (how === '429') res.writeHead(429, { 'retry-after': String(RETRY_AFTER_S) }).end();
    else if (how === '500') res.writeHead(500).end();
    else if (cut) res.destroy();
  });
  return false;
}

/** What the bot asks of a platform, but for tokens and keys. */
const isCall = ({ url = '' }: IncomingMessage): boolean => /\/slack\/api\/|\/connector\/v3\//.test(url);

/** A call that says something new: what a sender must not do twice. */
const isPost = ({ method, url = '' }: IncomingMessage): boolean =>
  method === 'POST' &&
  (url.endsWith('/chat.postMessage') || /\/connector\/v3\/conversations\/.+\/activities/.test(url));
