/** The sockets of all connections that are heard by Socket Mode, kept to what is connected now. */
import { ChatError } from '../../bot/core/chat.ts';
import type { Clock, Log } from '../../bot/core/ports.ts';
import { faultOf } from '../http/server.ts';
import { type ClientOptions, callSlack, chatError, createClient } from './client.ts';
import { string } from './shape.ts';
import { createSocket, type Socket, type SocketNeeds, TIMES } from './socket.ts';
import type { SocketDoor } from './store.ts';

export interface Sockets {
  /** Opens a socket for each connection that wants one, and follows every change, until it is closed. Not before it is called. */
  open(): void;
  /** Those that are wanted, and whether each is open now. */
  states(): readonly (Pick<SocketDoor, 'connection' | 'workspaces'> & { readonly isOpen: boolean })[];
  /** Takes nothing more, answers what is in hand, and hangs up. */
  close(): Promise<void>;
}

export interface SocketsNeeds {
  /** @throws when it cannot be said now: all stay as they are */
  readonly wanted: () => Promise<readonly SocketDoor[]>;
  readonly hear: (connection: string) => SocketNeeds['hear'];
  readonly client: ClientOptions;
  readonly clock: Clock;
  readonly log: Log;
  readonly times?: SocketNeeds['times'];
}

/** Slack must answer sooner than for other calls: it is asked again at once. */
const ADDRESS_MS = 3_000;

export function createSockets(needs: SocketsNeeds): Sockets {
  const { wanted, client, clock, log, times } = needs;
  const held = new Map<string, { door: SocketDoor; socket: Socket }>();
  const closing = new Set<Promise<void>>();
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;
  let isLooking = false;

  const shut = (connection: string): void => {
    const one = held.get(connection);
    held.delete(connection);
    if (!one) return;
    const done = one.socket.close().finally(() => closing.delete(done));
    closing.add(done);
  };
  const keep = (door: SocketDoor): void => {
    const { connection, appToken } = door;
    const known = held.get(connection);
    if (known?.door.appToken === appToken) {
      known.door = door;
      return;
    }
    shut(connection);
    const socket = createSocket({
      address: () => socketAddress(appToken, client),
      hear: needs.hear(connection),
      clock,
      log: log.with({ connection }),
      ...(times && { times }),
    });
    held.set(connection, { door, socket });
  };
  const look = async (): Promise<void> => {
    if (isLooking) return;
    isLooking = true;
    try {
      const doors = await wanted();
      if (isClosed) return;
      for (const name of held.keys()) if (!doors.some(({ connection }) => connection === name)) shut(name);
      for (const door of doors) keep(door);
    } catch (error) {
      log.warn('slack.sockets_not_read', faultOf(error));
    } finally {
      isLooking = false;
    }
  };

  return {
    open() {
      if (isClosed || timer) return;
      timer = setInterval(look, times?.look ?? TIMES.look);
      void look();
    },
    states: () =>
      [...held.values()].map(({ door: { connection, workspaces }, socket }) => ({
        connection,
        workspaces,
        isOpen: socket.isOpen(),
      })),
    async close() {
      isClosed = true;
      clearInterval(timer);
      for (const name of [...held.keys()]) shut(name);
      await Promise.all(closing);
    },
  };
}

/** Where Slack waits for the app of this token: good for one socket. @throws ChatError */
export async function socketAddress(appToken: string, options: ClientOptions): Promise<string> {
  const answer = await callSlack(
    createClient(appToken, { callMs: ADDRESS_MS, ...options }),
    'apps.connections.open',
    {},
  );
  const url = string(answer, 'url');
  // Whoever holds the address is the app: it goes over TLS, unless Slack's own address does not.
  const isSafe = url.startsWith('wss:') || (url.startsWith('ws:') && options.apiUrl?.startsWith('http:'));
  if (!URL.canParse(url) || !isSafe) throw new ChatError('fault', 'no_address');
  return url;
}

/** Why Slack gives no socket for this token, as its short code; null where it does. No socket is opened. */
export async function socketRefusal(appToken: string, options: ClientOptions = {}): Promise<string | null> {
  try {
    await socketAddress(appToken, options);
    return null;
  } catch (error) {
    return chatError(error).code;
  }
}
