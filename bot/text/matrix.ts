/** Numbers in rows: dense ones in one array, sparse ones as positions and values; and the few products that grouping needs. */

export interface Dense {
  readonly rows: number;
  readonly columns: number;
  /** Row after row. */
  readonly at: Float64Array;
}

/** One row of a sparse matrix: what stands at which column. */
export interface SparseRow {
  readonly columns: Int32Array;
  readonly values: Float64Array;
}

export const dense = (rows: number, columns: number): Dense => ({
  rows,
  columns,
  at: new Float64Array(rows * columns),
});

/** A sparse matrix times a dense one. */
export function times(sparse: readonly SparseRow[], { columns: width, at }: Dense): Dense {
  const product = dense(sparse.length, width);
  sparse.forEach(({ columns, values }, row) => {
    const into = row * width;
    for (let one = 0; one < columns.length; one += 1) {
      const value = values[one] as number;
      const from = (columns[one] as number) * width;
      for (let c = 0; c < width; c += 1) (product.at[into + c] as number) += value * (at[from + c] as number);
    }
  });
  return product;
}

/** A sparse matrix, turned on its side, times a dense one. @param height how many columns the sparse one has */
export function transposedTimes(sparse: readonly SparseRow[], height: number, { columns: width, at }: Dense): Dense {
  const product = dense(height, width);
  sparse.forEach(({ columns, values }, row) => {
    const from = row * width;
    for (let one = 0; one < columns.length; one += 1) {
      const value = values[one] as number;
      const into = (columns[one] as number) * width;
      for (let c = 0; c < width; c += 1) (product.at[into + c] as number) += value * (at[from + c] as number);
    }
  });
  return product;
}

/** Every column with every other. */
export function gram({ rows, columns, at }: Dense): Dense {
  const product = dense(columns, columns);
  for (let row = 0; row < rows; row += 1) {
    const from = row * columns;
    for (let i = 0; i < columns; i += 1) {
      const value = at[from + i] as number;
      if (value === 0) continue;
      const into = i * columns;
      for (let j = i; j < columns; j += 1) (product.at[into + j] as number) += value * (at[from + j] as number);
    }
  }
  for (let i = 0; i < columns; i += 1)
    for (let j = 0; j < i; j += 1) product.at[i * columns + j] = product.at[j * columns + i] as number;
  return product;
}

/** Two dense ones. */
export function product(left: Dense, right: Dense): Dense {
  const made = dense(left.rows, right.columns);
  const width = right.columns;
  for (let row = 0; row < left.rows; row += 1) {
    const into = row * width;
    for (let i = 0; i < left.columns; i += 1) {
      const value = left.at[row * left.columns + i] as number;
      if (value === 0) continue;
      const from = i * width;
      for (let c = 0; c < width; c += 1) (made.at[into + c] as number) += value * (right.at[from + c] as number);
    }
  }
  return made;
}

/** Each row at length one, in place; a row of nothing stays. */
export function unit(matrix: Dense): Dense {
  const { rows, columns, at } = matrix;
  for (let row = 0; row < rows; row += 1) {
    let sum = 0;
    for (let c = row * columns; c < (row + 1) * columns; c += 1) sum += (at[c] as number) ** 2;
    if (sum === 0) continue;
    const length = Math.sqrt(sum);
    for (let c = row * columns; c < (row + 1) * columns; c += 1) (at[c] as number) /= length;
  }
  return matrix;
}

/** A sparse row at length one. */
export function unitRow({ columns, values }: SparseRow): SparseRow {
  const length = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
  return length === 0 ? { columns, values } : { columns, values: values.map((value) => value / length) };
}
