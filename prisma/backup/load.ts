/** Fills the tables of a database with the rows of a backup. */
import type pg from 'pg';
import type { Header, Part, Row } from './format.ts';
import { Torn } from './format.ts';
import { publicName, quoted, readForeignKeys, readTables, readTriggered, type Table } from './shape.ts';

/** Written at once: so many rows, or so many characters of them. */
const BATCH_ROWS = 500;
const BATCH_CHARACTERS = 4_000_000;

export interface Loading {
  readonly header: Header;
  readonly parts: AsyncIterable<Part>;
  readonly progress?: ((table: string) => void) | undefined;
  readonly interrupted?: AbortSignal | undefined;
}

/**
 * In the transaction that is open, over whatever its tables hold: foreign keys are taken away meanwhile and made again,
 * and hold for every row by then.
 * @returns tables of the file that the database does not have: what somebody else made in the one that was backed up
 * @throws Torn where the file does not fit the tables, or holds other rows than it says
 */
export async function load(client: pg.Client, loading: Loading): Promise<readonly string[]> {
  const { header, parts } = loading;
  const tables = new Map((await readTables(client)).map((table) => [table.name, table]));
  const keys = await readForeignKeys(client);
  for (const { table, name } of keys) {
    await client.query(`ALTER TABLE ${publicName(table)} DROP CONSTRAINT ${quoted(name)}`);
  }
  // What triggers keep true of other tables is in the backup too.
  const triggered = await readTriggered(client);
  for (const table of triggered) await client.query(`ALTER TABLE ${publicName(table)} DISABLE TRIGGER USER`);
  // Migrations may have written rows of their own; they are in the backup as well, as they were by then.
  const known = header.tables.filter(({ name }) => tables.has(name));
  await client.query(`TRUNCATE ${known.map(({ name }) => publicName(name)).join(', ')}`);
  await fill(client, tables, parts, loading);
  for (const table of triggered) await client.query(`ALTER TABLE ${publicName(table)} ENABLE TRIGGER USER`);
  for (const { table, name, definition } of keys) {
    await client.query(`ALTER TABLE ${publicName(table)} ADD CONSTRAINT ${quoted(name)} ${definition}`);
  }
  for (const { name, rows } of known) {
    const counted = await client.query<{ count: string }>(`SELECT count(*) AS count FROM ${publicName(name)}`);
    if (Number(counted.rows[0]?.count) !== rows) throw new Torn();
  }
  return header.tables.map(({ name }) => name).filter((name) => !tables.has(name));
}

async function fill(
  client: pg.Client,
  tables: ReadonlyMap<string, Table>,
  parts: AsyncIterable<Part>,
  { header, progress, interrupted }: Loading,
): Promise<void> {
  let insert: ((rows: readonly Row[]) => Promise<void>) | null = null;
  let rows: Row[] = [];
  let characters = 0;
  const flush = async (): Promise<void> => {
    if (rows.length > 0) await insert?.(rows);
    rows = [];
    characters = 0;
  };
  for await (const part of parts) {
    if ('row' in part) {
      if (insert === null) throw new Torn();
      rows.push(part.row);
      characters += part.row.reduce((sum, value) => sum + (value?.length ?? 0), 0);
      if (rows.length < BATCH_ROWS && characters < BATCH_CHARACTERS) continue;
      await flush();
      interrupted?.throwIfAborted();
    } else if ('table' in part) {
      await flush();
      const table = tables.get(part.table);
      const columns = header.tables.find(({ name }) => name === part.table)?.columns;
      if (table) progress?.(part.table);
      insert = table ? inserter(client, table, columns) : pass;
    } else {
      await flush();
      insert = null;
      await client.query('SELECT setval(to_regclass($1), $2::bigint, $3)', [
        publicName(part.sequence),
        part.value,
        part.called,
      ]);
    }
  }
  await flush();
}

const pass = async (): Promise<void> => undefined;

/** Values go as Postgres wrote them and are read again as what they are: one array for each column. */
function inserter(
  client: pg.Client,
  table: Table,
  columns: readonly string[] | undefined,
): (rows: readonly Row[]) => Promise<void> {
  const types = columns?.map((name) => table.columns.find((column) => column.name === name)?.type);
  if (!columns || !types || types.includes(undefined)) throw new Torn();
  const list = columns.map(quoted).join(', ');
  const values = types.map((type, at) => `v.c${at}::${type}`).join(', ');
  const arrays = types.map((_, at) => `$${at + 1}::text[]`).join(', ');
  const text = `INSERT INTO ${publicName(table.name)} (${list}) OVERRIDING SYSTEM VALUE
    SELECT ${values} FROM unnest(${arrays}) AS v(${types.map((_, at) => `c${at}`).join(', ')})`;
  return async (rows) => {
    if (rows.some((row) => row.length !== columns.length)) throw new Torn();
    await client.query(
      text,
      columns.map((_, at) => rows.map((row) => row[at] ?? null)),
    );
  };
}
