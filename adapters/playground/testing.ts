/** A stage for tests: one real HTTP server with the playground and a bot that the test writes, on a port of its own. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Log } from '../../bot/core/ports.ts';
import { createPlayground, type Playground, type PlaygroundNeeds } from './index.ts';
import { memoryStore } from './store.ts';
import { readBody } from './web.ts';

/** Something that the playground sent to the bot. */
export interface Delivered {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export type BotHandler = (req: IncomingMessage, res: ServerResponse, body: string) => void | Promise<void>;

export interface Stage {
  readonly playground: Playground;
  readonly baseUrl: string;
  /** What the bot got, in order. */
  readonly delivered: Delivered[];
  /** What the bot does from now on; at first it answers 200 with nothing. */
  bot: BotHandler;
  close(): Promise<void>;
}

export const silentLog: Log = { info() {}, warn() {}, error() {}, with: () => silentLog };

/** Opens a stage on `store` (a fresh one when absent). `raw`: the bot's handler reads the body itself, as SDK listeners do. */
export async function openStage(
  needs: Partial<PlaygroundNeeds> = {},
  how: { raw?: BotHandler; start?: boolean } = {},
): Promise<Stage> {
  const delivered: Delivered[] = [];
  const server = createServer((req, res) => {
    void (async () => {
      if (await stage.playground.handle(req, res)) return;
      if (how.raw) return how.raw(req, res, '');
      const body = (await readBody(req)).toString('utf8');
      delivered.push({ path: req.url ?? '', headers: req.headers, body });
      await stage.bot(req, res, body);
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const baseUrl = `http://localhost:${port}`;
  const playground = await createPlayground({
    store: memoryStore(),
    clock: { now: () => new Date() },
    log: silentLog,
    baseUrl,
    announceInstalls: false,
    ...needs,
  });
  const stage: Stage = {
    playground,
    baseUrl,
    delivered,
    bot: (_req, res) => void res.writeHead(200).end(),
    async close() {
      await playground.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  if (how.start ?? true) playground.start();
  return stage;
}

/** Waits until `look` gives something, for five seconds at most. */
export async function until<T>(
  look: () => T | undefined | null | false | Promise<T | undefined | null | false>,
  what = 'it',
): Promise<T> {
  const deadline = performance.now() + 5000;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (performance.now() > deadline) throw new Error(`waited for ${what} in vain`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
