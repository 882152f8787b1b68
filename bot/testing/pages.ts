/** The pages of a stage, served over real sockets. */
import { onTestFinished } from 'vitest';
import { createHttpServer } from '../../adapters/http/server.ts';
import { createWeb, type WebOptions } from '../../adapters/web/index.ts';
import { systemIds } from '../clock.ts';
import type { Card } from '../core/card.ts';
import type { Log } from '../core/ports.ts';
import type { Reply } from '../core/reply.ts';
import { createWords } from '../words/catalogue.ts';
import type { Actor, Stage } from './stage.ts';
import { cardOf } from './town.ts';
import { Visitor } from './visitor.ts';

export interface Served {
  readonly url: string;
  /** A browser in which nobody is signed in. */
  visitor(): Visitor;
  /** Asks for a link in chat. @returns its address */
  link(who: Actor): Promise<string>;
  /** A browser in which somebody is signed in by such a link. */
  signedIn(who: Actor): Promise<Visitor>;
}

export async function served(s: Stage, how: Partial<WebOptions> = {}): Promise<Served> {
  const log: Log = {
    info: () => undefined,
    warn: () => undefined,
    error: (event, fields) => void s.faults.push(`${event} ${JSON.stringify(fields)}`),
    with: () => log,
  };
  const web = createWeb({
    pages: s.pages,
    acts: s.tables.acts,
    sessions: s.sessions,
    byToken: async () => null,
    words: createWords(),
    publicUrl: 'https://guild.ashcombe.example',
    clock: s.clock,
    ...how,
  });
  const server = createHttpServer({
    routes: web.routes,
    log,
    clock: s.clock,
    ids: systemIds,
    port: 0,
    host: '127.0.0.1',
  });
  const { port } = await server.listen();
  onTestFinished(() => server.close());
  const url = `http://127.0.0.1:${port}`;
  const self: Served = {
    url,
    visitor: () => new Visitor(url),
    link: async (who) => linkIn(await s.command(who, s.private(who), 'pages')),
    async signedIn(who) {
      const visitor = self.visitor();
      const { status } = await visitor.enters(await self.link(who));
      if (status !== 200) throw new Error(`the link answered ${status}`);
      return visitor;
    },
  };
  return self;
}

/** The address in what was told. */
export const linkIn = (reply: Reply | null): string => linkOn(cardOf(reply));

export function linkOn(card: Card): string {
  for (const block of card.blocks) {
    const link = block.block === 'buttons' ? block.buttons.find((one) => one.button === 'link') : undefined;
    if (link?.button === 'link') return link.url;
  }
  throw new Error('no link');
}
