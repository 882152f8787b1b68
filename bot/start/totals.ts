/** How much a backup holds, in words for whoever made or restored it. */

/** `1,204 rows of 19 tables`. */
export function totalOf({ tables }: { readonly tables: readonly { readonly rows: number }[] }): string {
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  return `${rows.toLocaleString('en-GB')} rows of ${tables.length} tables`;
}
