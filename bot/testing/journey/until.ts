/** Waiting for what people will see: a condition with a deadline, never a sleep of fixed length. */
import { vi } from 'vitest';

/** As long as a busy machine may take. */
const DEADLINE_MS = 20_000;
const PAUSE_MS = 40;

/** Repeats assertions until none fails; at the deadline (`timeout` in milliseconds) the last failure is thrown. */
export const eventually = <T>(look: () => T | Promise<T>, timeout = DEADLINE_MS): Promise<T> =>
  vi.waitFor(look, { timeout, interval: PAUSE_MS });

/** Waits until `look` gives something, and gives it. */
export async function until<T>(
  look: () => T | undefined | null | false | Promise<T | undefined | null | false>,
  what: string,
): Promise<T> {
  return eventually(async () => {
    const found = await look();
    if (!found) throw new Error(`waited for ${what}`);
    return found;
  });
}
