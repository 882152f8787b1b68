/** A door to a Postgres that ends connections as it lets them in: the news of it comes in the same bytes as the welcome. */
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** ReadyForQuery, after which a connection may be used. postgresql.org/docs/18/protocol-message-formats.html */
const READY = Buffer.from([0x5a, 0, 0, 0, 5, 0x49]);

/** ErrorResponse, as where an administrator ends the connection. */
function ended(): Buffer {
  const fields = Buffer.from('SFATAL\0VFATAL\0C57P01\0Mterminating connection due to administrator command\0\0');
  const head = Buffer.from([0x45, 0, 0, 0, 0]);
  head.writeInt32BE(fields.length + 4, 1);
  return Buffer.concat([head, fields]);
}

export interface ShortLived {
  readonly port: number;
  /** So many connections that are made from now on are ended at once. */
  ends(connections: number): void;
  /** How many are still to be ended. */
  left(): number;
  close(): Promise<void>;
}

export async function shortLived(to: URL): Promise<ShortLived> {
  let left = 0;
  const sockets = new Set<Socket>();
  const server = createServer((from) => {
    const there = connect(Number(to.port), to.hostname);
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
    let isNew = true;
    there.on('data', (said: Buffer) => {
      if (isNew && left > 0 && said.subarray(-READY.length).equals(READY)) {
        left -= 1;
        from.end(Buffer.concat([said, ended()]));
      } else from.write(said);
      isNew &&= !said.subarray(-READY.length).equals(READY);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    ends: (connections) => {
      left = connections;
    },
    left: () => left,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
