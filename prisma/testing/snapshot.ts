/** Every row of a test's database, to be put into another: what takes long to set up is set up once. */
import { publicName, quoted, readSequences, readTables, settle } from '../backup/shape.ts';
import { withClient } from '../connection.ts';

export interface Snapshot {
  /** Statements that fill a table, each with its rows as one JSON array; of tables that have any. */
  readonly tables: readonly { readonly fill: string; readonly rows: string }[];
  readonly sequences: readonly { readonly name: string; readonly last: string; readonly called: boolean }[];
}

/** Reads everything, in one view of the database. */
export const takeSnapshot = (url: string): Promise<Snapshot> =>
  withClient(url, async (client) => {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    await settle(client);
    const known = (await readTables(client)).filter(({ name }) => name !== '_prisma_migrations');
    const each = known.map(
      ({ name }, at) => `SELECT ${at} AS at, json_agg(t)::text AS rows FROM ${publicName(name)} t`,
    );
    const found = await client.query<{ at: number; rows: string | null }>(each.join(' UNION ALL '));
    const tables = found.rows.flatMap(({ at, rows }) => {
      const table = known[at];
      if (rows === null || !table) return [];
      const columns = table.columns.map(({ name }) => quoted(name)).join(', ');
      const fill = `INSERT INTO ${publicName(table.name)} (${columns}) OVERRIDING SYSTEM VALUE
        SELECT ${columns} FROM json_populate_recordset(null::${publicName(table.name)}, $1::json)`;
      return [{ fill, rows }];
    });
    const sequences = [];
    for (const name of await readSequences(client)) {
      const { rows } = await client.query<{ last: string; called: boolean }>(
        `SELECT last_value::text AS last, is_called AS called FROM ${publicName(name)}`,
      );
      if (rows[0]) sequences.push({ name: publicName(name), ...rows[0] });
    }
    return { tables, sequences };
  });

/** Puts it into a database that is empty; rules are not looked at meanwhile, all held when it was taken. */
export const putSnapshot = (url: string, { tables, sequences }: Snapshot): Promise<void> =>
  withClient(url, async (client) => {
    await client.query('BEGIN');
    await client.query('SET LOCAL session_replication_role = replica');
    for (const { fill, rows } of tables) await client.query(fill, [rows]);
    for (const { name, last, called } of sequences)
      await client.query('SELECT setval($1::regclass, $2::bigint, $3)', [name, last, called]);
    await client.query('COMMIT');
  });
