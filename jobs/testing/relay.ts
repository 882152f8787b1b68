/** A door before a server that can be shut: what clients see when it is away, at an address that does not change. */
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import type { Transform } from 'node:stream';

export interface Relay {
  /** The port on 127.0.0.1 to give to clients. */
  readonly port: number;
  /** Cuts every connection and refuses new ones, as where no server listens. */
  shut(): Promise<void>;
  /** Listens again, before another port if one is given. */
  open(to?: number): Promise<void>;
  /** From now on nothing passes over the connections that there are, and nobody is told so; new ones are as ever. */
  swallow(): void;
}

/**
 * @param to the port on 127.0.0.1 that it leads to
 * @param between what each connection's answers pass through on their way back; nothing where it is absent
 */
export async function startRelay(to: number, between?: () => Transform): Promise<Relay> {
  let target = to;
  let server: Server | undefined;
  let port = 0;
  const sockets = new Set<Socket>();

  function join(from: Socket): void {
    const there = connect(target, '127.0.0.1');
    for (const [one, other] of [
      [from, there],
      [there, from],
    ] as const) {
      sockets.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        sockets.delete(one);
        other.destroy();
      });
    }
    from.pipe(there);
    if (between) there.pipe(between()).pipe(from);
    else there.pipe(from);
  }

  async function open(next = target): Promise<void> {
    target = next;
    const opened = createServer(join);
    await new Promise<void>((resolve, reject) => {
      opened.once('error', reject);
      opened.listen(port, '127.0.0.1', resolve);
    });
    port = (opened.address() as AddressInfo).port;
    server = opened;
  }

  await open();
  return {
    get port() {
      return port;
    },
    async shut() {
      const closed = server;
      server = undefined;
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => (closed ? closed.close(() => resolve()) : resolve()));
    },
    open,
    swallow() {
      for (const socket of sockets) socket.unpipe().resume();
    },
  };
}
