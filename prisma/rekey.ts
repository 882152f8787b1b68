/** Seals anew, under the newest secret, what is stored under an older one: then the older one can go. */
import type pg from 'pg';
import { createSealer, MARK_BYTES, markOf, type Sealer } from '../bot/core/seal.ts';
import { withClient } from './connection.ts';
import { type SealedColumn, sealedIn, secretsIn } from './sealed.ts';

/** Rows read at once; each is written by itself, so that nobody waits for more than one. */
const BATCH = 200;

export interface Rekeyed {
  readonly table: string;
  readonly column: string;
  /** Sealed anew. */
  readonly rekeyed: number;
  /** Under no secret of the list, or damaged: left as they are. */
  readonly unreadable: number;
}

/**
 * Safe beside a running Guildhall and when run again: a row that changes meanwhile is left to whoever changed it.
 * @param secrets newest first; processes that do not have the newest yet cannot read what is sealed anew
 */
export async function rekey(url: string, secrets: readonly Uint8Array[]): Promise<readonly Rekeyed[]> {
  return withClient(url, async (client) => {
    const done: Rekeyed[] = [];
    for (const sealed of await sealedIn(client)) {
      const { table, column, purpose } = sealed;
      const [newest = new Uint8Array()] = secrets;
      const counts = await rekeyColumn(client, sealed, createSealer(secrets, purpose), markOf(newest, purpose));
      done.push({ table, column, ...counts });
    }
    return done;
  });
}

/** What a rekeying left: whether anything is still under an older secret, and how much none of them opens. */
export async function remaining(
  url: string,
  secrets: readonly Uint8Array[],
): Promise<{ older: boolean; unreadable: number }> {
  const { used, unreadable } = await withClient(url, (client) => secretsIn(client, secrets));
  return { older: used.some((secret) => secret !== secrets[0]), unreadable };
}

async function rekeyColumn(
  client: pg.Client,
  { table, column, key }: SealedColumn,
  sealer: Sealer,
  newest: Buffer,
): Promise<{ rekeyed: number; unreadable: number }> {
  const from = `public."${table}"`;
  const keys = key.map((name) => `"${name}"::text`);
  const these = keys.map((name, at) => `${name} = $${at + 3}`).join(' AND ');
  // Kept by the server past its transaction: no lock and no old snapshot is held while the rows are written.
  await client.query(
    `DECLARE older NO SCROLL CURSOR WITH HOLD FOR SELECT ARRAY[${keys.join(', ')}] AS keys, "${column}" AS value
     FROM ${from} WHERE substring("${column}" FROM 1 FOR ${MARK_BYTES}) <> '\\x${newest.toString('hex')}'::bytea`,
  );
  let rekeyed = 0;
  let unreadable = 0;
  for (;;) {
    const { rows } = await client.query<{ keys: string[]; value: Buffer }>(`FETCH ${BATCH} FROM older`);
    for (const { keys: its, value } of rows) {
      const opened = open(sealer, value);
      if (opened === null) {
        unreadable += 1;
        continue;
      }
      const anew = Buffer.from(sealer.seal(opened.value));
      const { rowCount } = await client.query(
        `UPDATE ${from} SET "${column}" = $1 WHERE "${column}" = $2 AND ${these}`,
        [anew, value, ...its],
      );
      rekeyed += rowCount ?? 0;
    }
    if (rows.length < BATCH) break;
  }
  await client.query('CLOSE older');
  return { rekeyed, unreadable };
}

function open(sealer: Sealer, sealed: Uint8Array): { value: unknown } | null {
  try {
    return { value: sealer.open(sealed) };
  } catch {
    return null;
  }
}
