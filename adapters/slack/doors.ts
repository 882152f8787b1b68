/** The doors of the connections besides the first: one address each, opened when Slack first knocks, changed with its secret. */
import type { Route } from '../http/route.ts';
import { BODY, type Listener, type ListenNeeds } from './listen.ts';
import type { Connections, Door } from './store.ts';

export interface Doors {
  readonly route: Route;
  /** Those in use, and those whose last requests are being acted on. */
  listeners(): readonly Listener[];
}

/** Where Slack posts to for a connection. */
export const pathOf = (connection: string): string => `/slack/${connection}/events`;

export function createDoors(
  connections: Connections,
  listen: (own: Pick<ListenNeeds, 'connection' | 'path' | 'signingSecret'>) => Listener,
): Doors {
  const open = new Map<string, { readonly door: Door; readonly listener: Listener }>();
  const closing = new Set<Listener>();

  const shut = (name: string): void => {
    const last = open.get(name)?.listener;
    open.delete(name);
    if (!last) return;
    closing.add(last);
    void last.idle().finally(() => closing.delete(last));
  };
  const listenerOf = async (name: string): Promise<Listener | null> => {
    const door = await connections.door(name);
    const known = open.get(name);
    if (known?.door.signingSecret === door?.signingSecret) return known?.listener ?? null;
    shut(name);
    if (!door) return null;
    const listener = listen({ connection: name, path: pathOf(name), signingSecret: door.signingSecret });
    open.set(name, { door, listener });
    return listener;
  };

  return {
    route: {
      path: '/slack/*',
      method: 'POST',
      limit: BODY,
      async handle(req, res, body) {
        const [path = ''] = (req.url ?? '').split('?', 1);
        const name = /^\/slack\/([a-z0-9-]{1,40})\/events$/.exec(path)?.[1];
        let listener: Listener | null = null;
        try {
          listener = name === undefined ? null : await listenerOf(name);
        } catch {
          // Whose it is cannot be said now: Slack sends it again.
          return void res.writeHead(503).end();
        }
        if (!listener) return void res.writeHead(404).end();
        await listener.route.handle(req, res, body);
      },
    },
    listeners: () => [...[...open.values()].map(({ listener }) => listener), ...closing],
  };
}
