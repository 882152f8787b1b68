/** Rewrites the tables of what is not shown yet, so that none of their pages holds what was deleted. */
import type { Tx } from '../work.ts';

/** Whoever writes waits for this; where somebody holds a table for longer (a backup does), it is tried again later. */
const PATIENCE = '2s';

/**
 * Keys go for certain: an unlogged table is in no dump, so nobody sees it empty for a moment, and it is emptied and filled
 * again with what is live. The others are clustered, which leaves what an older snapshot may still read: of that, what names
 * somebody is a mark under a key that is gone. Sorted by ids of chance, they say nothing of who wrote before whom.
 */
export async function rewriteInput(tx: Tx): Promise<void> {
  await tx.$executeRawUnsafe(`SET LOCAL lock_timeout = '${PATIENCE}'`);
  await tx.$executeRawUnsafe(`
    DO $$ DECLARE kept session_key[]; BEGIN
      LOCK TABLE session_key IN ACCESS EXCLUSIVE MODE;
      SELECT array_agg(k) INTO kept FROM session_key k;
      TRUNCATE session_key;
      INSERT INTO session_key SELECT * FROM unnest(kept);
    END $$`);
  for (const table of ['staged_input', 'session_draft', 'done_mark'])
    await tx.$executeRawUnsafe(`CLUSTER ${table} USING ${table}_pkey`);
}
