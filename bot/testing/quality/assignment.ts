/** The best one-to-one assignment of rows to columns, by the Hungarian method with potentials. */

/** @returns the largest sum of one value a row, no column twice */
export function assignment(values: readonly (readonly number[])[]): number {
  const wide = values.length <= (values[0]?.length ?? 0);
  const rows = wide ? values : (values[0] ?? []).map((_, column) => values.map((row) => row[column] ?? 0));
  const [height, width] = [rows.length, rows[0]?.length ?? 0];
  const ofRow = new Float64Array(height + 1);
  const ofColumn = new Float64Array(width + 1);
  /** The row that has a column; 0 is none, rows and columns count from 1. */
  const taken = new Int32Array(width + 1);
  for (let row = 1; row <= height; row += 1) {
    const least = new Float64Array(width + 1).fill(Number.POSITIVE_INFINITY);
    const from = new Int32Array(width + 1);
    const seen = new Uint8Array(width + 1);
    taken[0] = row;
    let at = 0;
    do {
      seen[at] = 1;
      const current = taken[at] as number;
      let step = Number.POSITIVE_INFINITY;
      let next = 0;
      for (let column = 1; column <= width; column += 1) {
        if (seen[column]) continue;
        const cost =
          -(rows[current - 1]?.[column - 1] ?? 0) - (ofRow[current] as number) - (ofColumn[column] as number);
        if (cost < (least[column] as number)) {
          least[column] = cost;
          from[column] = at;
        }
        if ((least[column] as number) < step) {
          step = least[column] as number;
          next = column;
        }
      }
      for (let column = 0; column <= width; column += 1) {
        if (seen[column]) {
          (ofRow[taken[column] as number] as number) += step;
          (ofColumn[column] as number) -= step;
        } else {
          (least[column] as number) -= step;
        }
      }
      at = next;
    } while (taken[at] !== 0);
    while (at !== 0) {
      const before = from[at] as number;
      taken[at] = taken[before] as number;
      at = before;
    }
  }
  let total = 0;
  for (let column = 1; column <= width; column += 1) {
    const row = taken[column] as number;
    if (row > 0) total += rows[row - 1]?.[column - 1] ?? 0;
  }
  return total;
}
