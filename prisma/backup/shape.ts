/** What a database has to be written down or filled in: its tables with their columns, its sequences, its foreign keys. */
import type pg from 'pg';

export interface Table {
  readonly name: string;
  /** In their order; what the database computes itself is left out. */
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  /** What it holds is in no log and in no backup, and gone after a crash: that is what it is for. */
  readonly unlogged: boolean;
}

/** What an extension brought is not ours to write down or to take away. */
const notOfExtension = (catalogue: string, oid: string) =>
  `NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.classid = '${catalogue}'::regclass AND d.objid = ${oid} AND d.deptype = 'e')`;

/** Every table of the schema public, the record of migrations among them, in the order of their names. */
export async function readTables(client: pg.Client): Promise<readonly Table[]> {
  const { rows } = await client.query<{ name: string; columns: Table['columns']; unlogged: boolean }>(
    `SELECT c.relname AS name, c.relpersistence = 'u' AS unlogged,
       json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod)) ORDER BY a.attnum) AS columns
     FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
       AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '' AND ${notOfExtension('pg_class', 'c.oid')}
     GROUP BY c.relname, c.relpersistence ORDER BY c.relname COLLATE "C"`,
  );
  return rows;
}

/** Names of the sequences of the schema public. */
export async function readSequences(client: pg.Client): Promise<readonly string[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class c WHERE relnamespace = 'public'::regnamespace AND relkind = 'S'
       AND ${notOfExtension('pg_class', 'c.oid')} ORDER BY relname COLLATE "C"`,
  );
  return rows.map(({ name }) => name);
}

export interface ForeignKey {
  readonly table: string;
  readonly name: string;
  /** As it is written after ADD CONSTRAINT. */
  readonly definition: string;
}

export async function readForeignKeys(client: pg.Client): Promise<readonly ForeignKey[]> {
  const { rows } = await client.query<ForeignKey>(
    `SELECT r.relname AS table, c.conname AS name, pg_get_constraintdef(c.oid) AS definition
     FROM pg_constraint c JOIN pg_class r ON r.oid = c.conrelid
     WHERE c.contype = 'f' AND c.conparentid = 0 AND r.relnamespace = 'public'::regnamespace`,
  );
  return rows;
}

/** Tables of the schema public with triggers of their own. */
export async function readTriggered(client: Pick<pg.Client, 'query'>): Promise<readonly string[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT DISTINCT c.relname AS name FROM pg_trigger g JOIN pg_class c ON c.oid = g.tgrelid
     WHERE c.relnamespace = 'public'::regnamespace AND NOT g.tgisinternal ORDER BY 1`,
  );
  return rows.map(({ name }) => name);
}

/** Statements that empty the schema public of everything that migrations make, and leave extensions there. */
export async function readDrops(client: pg.Client): Promise<readonly string[]> {
  const { rows } = await client.query<{ drop: string }>(
    `SELECT format('DROP %s IF EXISTS public.%I CASCADE', CASE relkind WHEN 'v' THEN 'VIEW'
         WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'S' THEN 'SEQUENCE' WHEN 'c' THEN 'TYPE' ELSE 'TABLE' END, relname) AS drop
     FROM pg_class c WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'S', 'c')
       AND NOT relispartition AND ${notOfExtension('pg_class', 'c.oid')}
     UNION ALL
     SELECT format('DROP ROUTINE IF EXISTS public.%I(%s) CASCADE', proname, pg_get_function_identity_arguments(p.oid))
     FROM pg_proc p WHERE pronamespace = 'public'::regnamespace AND ${notOfExtension('pg_proc', 'p.oid')}
     UNION ALL
     SELECT format('DROP TYPE IF EXISTS public.%I CASCADE', typname)
     FROM pg_type t WHERE typnamespace = 'public'::regnamespace AND typtype IN ('e', 'd')
       AND ${notOfExtension('pg_type', 't.oid')}`,
  );
  return rows.map(({ drop }) => drop);
}

/** The database's way of writing values, whatever it is set to; and nothing that ends a long piece of work. */
export async function settle(client: pg.Client): Promise<void> {
  await client.query(
    `SELECT set_config(name, value, true) FROM (VALUES ('timezone', 'UTC'), ('datestyle', 'ISO, YMD'),
       ('intervalstyle', 'postgres'), ('bytea_output', 'hex'), ('extra_float_digits', '1'), ('statement_timeout', '0'),
       ('idle_in_transaction_session_timeout', '0'), ('transaction_timeout', '0')) AS wanted(name, value)
     WHERE EXISTS (SELECT 1 FROM pg_settings WHERE lower(pg_settings.name) = wanted.name)`,
  );
}

/** A name as SQL has it, in the schema public. */
export const publicName = (name: string): string => `public.${quoted(name)}`;

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
