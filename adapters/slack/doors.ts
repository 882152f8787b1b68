/** The doors of the connections besides the first: an address each, opened to whoever signs with the secret of now. */
import type { Clock } from '../../bot/core/ports.ts';
import type { Route } from '../http/route.ts';
import { BODY } from './door.ts';
import type { Listener } from './listen.ts';
import { handler } from './requests.ts';
import type { Connections, Door } from './store.ts';

/** @param listenerOf a connection's, always the same one */
export const doors = (
  connections: Pick<Connections, 'door'>,
  clock: Clock,
  listenerOf: (connection: string) => Listener,
): Route => ({
  path: '/slack/*',
  method: 'POST',
  limit: BODY,
  async handle(req, res, body) {
    const [path = ''] = (req.url ?? '').split('?', 1);
    const name = /^\/slack\/([a-z0-9-]{1,40})\/events$/.exec(path)?.[1];
    let door: Door | null = null;
    try {
      door = name === undefined ? null : await connections.door(name);
    } catch {
      // Whose it is cannot be said now: Slack sends it again.
      return void res.writeHead(503).end();
    }
    if (name === undefined || !door) return void res.writeHead(404).end();
    const { signingSecret } = door;
    await handler({ listener: listenerOf(name), signingSecret, clock })(req, res, body);
  },
});
