/** Asks an outside system whether it is there, and what time it is there. */

export interface Reached {
  /** Its status; null where it could not be reached. */
  readonly status: number | null;
  /** Its clock minus ours in milliseconds, to within a second; null where it did not say. */
  readonly skewMs: number | null;
  /** What it answered, where that is JSON. */
  readonly json: unknown;
}

const DEADLINE_MS = 10_000;
/** The header counts whole seconds, cut off. */
const HALF_A_SECOND = 500;

/** Never throws. @param nowMs our clock in milliseconds since 1970 */
export async function reach(url: string, nowMs: () => number): Promise<Reached> {
  try {
    const before = nowMs();
    const response = await fetch(url, { signal: AbortSignal.timeout(DEADLINE_MS) });
    const ours = (before + nowMs()) / 2;
    const theirs = Date.parse(response.headers.get('date') ?? '');
    const json: unknown = await response.json().catch(() => null);
    const skewMs = Number.isNaN(theirs) ? null : Math.round(theirs + HALF_A_SECOND - ours);
    return { status: response.status, skewMs, json };
  } catch {
    return { status: null, skewMs: null, json: null };
  }
}
