/** What a bench measured, as figures: percentiles of waits, and how they are written. */

export interface Waits {
  readonly count: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}

/** @param ms one wait each, in milliseconds, in any order */
export function waitsOf(ms: readonly number[]): Waits {
  const sorted = [...ms].sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
  return { count: sorted.length, p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) };
}

/** The middle one, or the lower of the two in the middle. */
export const median = (all: readonly number[]): number => waitsOf(all).p50;

/** To three digits: 0.612, 6.12, 61.2, 612. */
export const short = (value: number): string =>
  Math.abs(value) >= 100 ? value.toFixed(0) : Number(value.toPrecision(3)).toString();

export const mb = (bytes: number): number => bytes / 1024 / 1024;

/** Lines of words under a head, in columns: the first to the left, the others to the right. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((row) => (row[column] ?? '').length)));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  ')
      .trimEnd();
  return all.map(line).join('\n');
}
