/** A door to a Postgres that ends connections as it lets them in: the news of it comes in the same bytes as the welcome. */
import { Transform } from 'node:stream';
import { type Relay, startRelay } from './relay.ts';

/** ReadyForQuery, after which a connection may be used. postgresql.org/docs/18/protocol-message-formats.html */
const READY = Buffer.from([0x5a, 0, 0, 0, 5, 0x49]);

/** ErrorResponse, as where an administrator ends the connection. */
function ended(): Buffer {
  const fields = Buffer.from('SFATAL\0VFATAL\0C57P01\0Mterminating connection due to administrator command\0\0');
  const head = Buffer.from([0x45, 0, 0, 0, 0]);
  head.writeInt32BE(fields.length + 4, 1);
  return Buffer.concat([head, fields]);
}

export interface ShortLived extends Relay {
  /** So many connections that are made from now on are ended at once. */
  ends(connections: number): void;
  /** How many are still to be ended. */
  left(): number;
}

/** @param to the port on 127.0.0.1 of a Postgres */
export async function shortLived(to: number): Promise<ShortLived> {
  let left = 0;
  const welcome = (): Transform => {
    let isNew = true;
    return new Transform({
      transform(said: Buffer, _encoding, done) {
        const isReady = isNew && said.subarray(-READY.length).equals(READY);
        isNew &&= !isReady;
        if (!isReady || left === 0) return done(null, said);
        left -= 1;
        this.push(Buffer.concat([said, ended()]));
        this.push(null);
        done();
      },
    });
  };
  const relay = await startRelay(to, welcome);
  return Object.assign(relay, {
    ends: (connections: number) => {
      left = connections;
    },
    left: () => left,
  });
}
