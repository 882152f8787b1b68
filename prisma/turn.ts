/** One person's doings one after the other, where they are counted. */
import type { Tx } from './work.ts';

/**
 * Held to the end of the transaction: of two questions at once the second is counted with the first. No stronger lock,
 * so that whatever only refers to the person goes on.
 */
export const turnOf = (tx: Tx, person: string) =>
  tx.$executeRaw`SELECT 1 FROM person WHERE id = ${person}::uuid FOR NO KEY UPDATE`;
