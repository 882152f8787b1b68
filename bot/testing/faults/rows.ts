/** Looks through a whole database, whatever its tables are: how many rows there are, and where a word stands. */
import type pg from 'pg';

interface Column {
  readonly table_schema: string;
  readonly table_name: string;
  readonly column_name: string;
  readonly data_type: string;
}

/** Everything that can hold what somebody wrote, in every schema that is not Postgres's own. */
const COLUMNS = `
  SELECT c.table_schema, c.table_name, c.column_name, c.data_type
  FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
  WHERE t.table_type = 'BASE TABLE' AND c.table_schema NOT IN ('pg_catalog', 'information_schema')
  ORDER BY 1, 2, 3`;

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** What the clock begins and ends of itself, whatever is said: looks at communities, and calls that are counted. No words stand in these. */
const THE_CLOCKS = ['budget', 'lifecycle', 'presence', 'session_clock'];
/** Who is in a bound channel is counted daily; of others nobody is known. */
const IN_NO_CHANNEL = `FROM channel_member t WHERE NOT EXISTS (
  SELECT 1 FROM channel h WHERE h.platform = t.platform AND h.ref = t.channel AND h.gone_at IS NULL)`;

/** Rows of each of the bot's own tables but the clock's; the queue's come and go with its sweeps and hold ids alone. */
export async function countRows(pool: pg.Pool): Promise<Record<string, number>> {
  const { rows } = await pool.query<{ table_name: string }>(
    `SELECT table_name FROM information_schema.tables WHERE table_type = 'BASE TABLE' AND table_schema = 'public' ORDER BY 1`,
  );
  const counts: Record<string, number> = {};
  for (const { table_name: table } of rows) {
    if (THE_CLOCKS.includes(table)) continue;
    const from = table === 'channel_member' ? IN_NO_CHANNEL : `FROM ${quoted(table)}`;
    const counted = await pool.query<{ count: number }>(`SELECT count(*)::int ${from}`);
    counts[table] = counted.rows[0]?.count ?? 0;
  }
  return counts;
}

/** Columns, as `schema.table.column`, in which a word of plain letters stands, the queue's included. */
export async function findWord(pool: pg.Pool, word: string): Promise<string[]> {
  const { rows } = await pool.query<Column>(COLUMNS);
  const found: string[] = [];
  for (const { table_schema: schema, table_name: table, column_name: column, data_type: type } of rows) {
    const name = quoted(column);
    const holds = type === 'bytea' ? `position($1::text::bytea in ${name}) > 0` : `position($1 in ${name}::text) > 0`;
    const looked = await pool.query<{ there: boolean }>(
      `SELECT EXISTS (SELECT 1 FROM ${quoted(schema)}.${quoted(table)} WHERE ${holds}) AS there`,
      [word],
    );
    if (looked.rows[0]?.there) found.push(`${schema}.${table}.${column}`);
  }
  return found;
}

/** What is still owed, and since when, by everything that says why: for a run that has failed. Ids and states alone. */
export async function whatIsOwed(pool: pg.Pool, now: Date): Promise<string> {
  const tables = [
    `SELECT state, problem, platform, count(*)::int, min(attempts) AS least, max(attempts) AS most,
       min(extract(epoch FROM $1 - due_at))::int AS due_ago, max(extract(epoch FROM $1 - due_at))::int AS longest, min(extract(epoch FROM $1 - lease_until))::int AS leased_ago,
       count(under)::int AS under, concat(left(lane, 18), '…', right(lane, 20)) AS lane
     FROM outgoing WHERE state NOT IN ('shown', 'removed') GROUP BY state, problem, platform, lane ORDER BY 1, 2, 3`,
    `SELECT kind, state, fault, attempts, extract(epoch FROM $1 - due_at)::int AS due_ago
     FROM delivery WHERE state <> 'settled' ORDER BY due_at LIMIT 20`,
    `SELECT feature, count(*)::int, max(attempts) AS most, extract(epoch FROM $1 - min(due_at))::int AS due_ago
     FROM fact_follow GROUP BY 1`,
    `SELECT concat(left(id, 18), '…', right(id, 20)) AS lane, holder IS NOT NULL AS held, extract(epoch FROM $1 - until)::int AS until_ago,
       extract(epoch FROM $1 - held_until)::int AS held_until_ago
     FROM lane WHERE until > $1 OR held_until > $1`,
    `SELECT name, state, count(*)::int FROM bullmq.job WHERE $1::timestamptz IS NOT NULL GROUP BY 1, 2 ORDER BY 1, 2`,
  ];
  // With the queue on Redis there are no jobs here.
  const found = await Promise.all(
    tables.map((text) => pool.query<Record<string, unknown>>(text, [now]).catch(() => ({ rows: [] }))),
  );
  return found.map(({ rows }) => rows.map((row) => JSON.stringify(row)).join('\n')).join('\n--\n');
}

/** What is shown and owed of a question everywhere, and when: for a run in which somebody did not see it. */
export async function rowsAbout(pool: pg.Pool, now: Date, sourceKey: string): Promise<string> {
  const { rows } = await pool.query<Record<string, unknown>>(
    `SELECT o.destination, o.state, o.problem, o.code, o.attempts, o.wanted, o.shown, o.remote_id IS NOT NULL AS there,
       extract(epoch FROM $1 - o.created_at)::int AS owed_ago, extract(epoch FROM $1 - o.due_at)::int AS due_ago,
       extract(epoch FROM $1 - o.lease_until)::int AS leased_ago,
       (SELECT count(*) FROM outgoing b WHERE b.lane = o.lane AND b.seq < o.seq AND b.state = 'owed')::int AS before
     FROM question q JOIN outgoing o ON o.subject = concat('question:', q.id) WHERE q.source_key = $2`,
    [now, sourceKey],
  );
  return rows.map((row) => JSON.stringify(row)).join('\n');
}
