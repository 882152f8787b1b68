/** Slack's and Microsoft's stand-ins over real HTTP, with an observer between them and the bot. */
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createPlayground, memoryStore, type Playground } from '../../../adapters/playground/index.ts';
import { systemClock } from '../../clock.ts';
import type { Log } from '../../core/ports.ts';
import { fastClock, type Pace } from './fast-clock.ts';

/** Something that a stand-in sent to the bot. */
export interface Sent {
  readonly platform: 'slack' | 'teams';
  /** Machine milliseconds since 1970. */
  readonly at: number;
  readonly ms: number;
  /** 0: no answer. */
  readonly status: number;
}

export interface StandIns {
  readonly playground: Playground;
  readonly sent: readonly Sent[];
  /** Runs `then` as soon as the worker's next message arrives, before it is answered. @returns takes that back */
  atNextPost(then: () => void): () => void;
  /**
   * Teams does not try again: what it sends waits outside while the web part is away, and the web part is killed between two
   * of its calls. (Slack tries again, and is left to it.)
   */
  holdTeams(): Promise<void>;
  releaseTeams(): void;
  close(): Promise<void>;
}

/** @param how.botUrl where the web part listens */
export async function openStandIns(how: { pace: Pace; botUrl: string; log: Log }): Promise<StandIns> {
  const { pace, botUrl, log } = how;
  const sent: Sent[] = [];
  let atPost: (() => void) | null = null;
  let underWay = 0;
  let held: { readonly opened: Promise<void>; open(): void } | null = null;

  const server = createServer((req, res) => {
    if (atPost && isPost(req)) {
      const then = atPost;
      atPost = null;
      // Its whole body has to arrive: what is killed then has been understood here.
      req.once('end', then);
    }
    void playground.handle(req, res).then((ours) => ours || res.writeHead(404).end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  const observed: typeof fetch = async (input, init) => {
    const isTeams = String(input).endsWith('/api/messages');
    const platform = isTeams ? 'teams' : 'slack';
    while (isTeams && held) await held.opened;
    const { signal, ...rest } = init ?? {};
    const at = Date.now();
    const from = performance.now();
    const note = (status: number) => sent.push({ platform, at, ms: performance.now() - from, status });
    if (isTeams) underWay += 1;
    try {
      const answer = await fetch(input, isTeams ? rest : { ...rest, signal: signal ?? null });
      note(answer.status);
      return answer;
    } catch (error) {
      note(0);
      throw error;
    } finally {
      if (isTeams) underWay -= 1;
    }
  };

  const playground = await createPlayground({
    store: memoryStore(),
    clock: fastClock(pace),
    wall: systemClock,
    log,
    baseUrl: `http://localhost:${port}`,
    botUrl,
    fetch: observed,
    timeScale: 1 / pace.speed,
  });
  return {
    playground,
    sent,
    atNextPost(then) {
      atPost = then;
      return () => {
        if (atPost === then) atPost = null;
      };
    },
    async holdTeams() {
      let open = () => {};
      const opened = new Promise<void>((resolve) => {
        open = resolve;
      });
      held ??= { opened, open };
      while (underWay > 0) await new Promise((resolve) => setTimeout(resolve, 5));
    },
    releaseTeams() {
      held?.open();
      held = null;
    },
    async close() {
      await playground.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A call that says something new: what a sender must not do twice. */
const isPost = ({ method, url = '' }: IncomingMessage): boolean =>
  method === 'POST' &&
  (url.endsWith('/chat.postMessage') || /\/connector\/v3\/conversations\/.+\/activities/.test(url));
