/** Every column in which something sealed is stored, with the purpose of its key: what a change of GUILDHALL_SECRET must reach. */
import type pg from 'pg';
import { MARK_BYTES, markOf, type Sealer } from '../bot/core/seal.ts';
import { readTables } from './backup/shape.ts';
import { INPUT_PURPOSE } from './sessions/input.ts';

export interface SealedColumn {
  readonly table: string;
  readonly column: string;
  /** The columns of its primary key. */
  readonly key: readonly string[];
  /** As createSealer was told when the column was written. */
  readonly purpose: string;
}

export const sealedColumns: readonly SealedColumn[] = [
  { table: 'connection', column: 'settings', key: ['id'], purpose: 'connection settings' },
  { table: 'delivery', column: 'body', key: ['id'], purpose: 'deliveries' },
  { table: 'installation', column: 'token', key: ['connection', 'external_id'], purpose: 'installation tokens' },
  { table: 'outgoing', column: 'card', key: ['id'], purpose: 'deliveries' },
  { table: 'session_draft', column: 'body', key: ['mark'], purpose: INPUT_PURPOSE },
  { table: 'session_key', column: 'key', key: ['session_id', 'what'], purpose: INPUT_PURPOSE },
  { table: 'staged_input', column: 'body', key: ['id'], purpose: INPUT_PURPOSE },
  { table: 'teams_reference', column: 'body', key: ['id'], purpose: 'teams references' },
];

export interface SealedUse {
  /** Those of the secrets under which something is stored, in their order. */
  readonly used: readonly Uint8Array[];
  /** Values that none of the secrets opens. */
  readonly unreadable: number;
}

/** Those of the columns that a database has: it may be of another release. */
export async function sealedIn(client: pg.Client): Promise<readonly SealedColumn[]> {
  const tables = await readTables(client);
  const has = new Set(tables.flatMap(({ name, columns }) => columns.map((column) => `${name}.${column.name}`)));
  return sealedColumns.filter(({ table, column }) => has.has(`${table}.${column}`));
}

/** Under which of the secrets anything is stored. */
export async function secretsIn(client: pg.Client, secrets: readonly Uint8Array[]): Promise<SealedUse> {
  const used = new Set<Uint8Array>();
  let unreadable = 0;
  for (const sealed of await sealedIn(client)) {
    const { rows } = await client.query<{ mark: Buffer; count: string }>(
      `SELECT substring("${sealed.column}" FROM 1 FOR ${MARK_BYTES}) AS mark, count(*) AS count
       FROM public."${sealed.table}" WHERE "${sealed.column}" IS NOT NULL GROUP BY 1`,
    );
    for (const { mark, count } of rows) {
      const secret = secrets.find((one) => markOf(one, sealed.purpose).equals(mark));
      if (secret) used.add(secret);
      else unreadable += Number(count);
    }
  }
  return { used: secrets.filter((one) => used.has(one)), unreadable };
}

/** What was sealed for this name; null where it does not open. */
export function open(sealer: Sealer, sealed: Uint8Array, of: string): Record<string, unknown> | null {
  try {
    const value = sealer.open(sealed) as Record<string, unknown>;
    return value.of === of ? value : null;
  } catch {
    return null;
  }
}
