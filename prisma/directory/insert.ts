/** Many rows at once: one array a column, so many rows a statement. */
import type pg from 'pg';

const AT_ONCE = 5_000;

export interface Filler {
  add(row: readonly unknown[]): Promise<void>;
  /** Writes what there is so far. */
  flush(): Promise<void>;
  /** Writes what is left. @returns how many rows there were */
  end(): Promise<number>;
}

/**
 * @param columns names with their types: `id uuid`
 * @param referred what its rows refer to, written before them
 */
export function filler(
  client: Pick<pg.Client, 'query'>,
  table: string,
  columns: readonly string[],
  referred?: Filler,
): Filler {
  const split = columns.map((column) => column.split(' '));
  const names = split.map(([name]) => name).join(', ');
  const from = split.map(([, type], at) => `$${at + 1}::${type}[]`).join(', ');
  const text = `INSERT INTO ${table} (${names}) SELECT * FROM unnest(${from})`;
  let rows: (readonly unknown[])[] = [];
  let total = 0;
  const flush = async () => {
    if (rows.length === 0) return;
    await referred?.flush();
    await client.query({ name: `fill ${table}`, text, values: columns.map((_, at) => rows.map((row) => row[at])) });
    rows = [];
  };
  return {
    async add(row) {
      rows.push(row);
      total += 1;
      if (rows.length >= AT_ONCE) await flush();
    },
    flush,
    async end() {
      await flush();
      return total;
    },
  };
}
