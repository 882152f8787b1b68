/** What an operator's check asks of Microsoft beside tokens: whether the keys are there, and the Connector of a tenant. */
import { z } from '../../bot/core/schema.ts';
import { type Reached, reach } from '../http/reach.ts';
import { createMemory } from './memory.ts';
import type { References } from './store.ts';

const metadataShape = z.object({ jwks_uri: z.string() });
const keysShape = z.object({ keys: z.array(z.unknown()).min(1) });

/** Whether the keys with which Microsoft's requests are checked can be had, and Microsoft's clock. Never throws. */
export async function reachKeys(
  metadataUrl: string,
  nowMs: () => number,
): Promise<{ readonly there: boolean; readonly skewMs: Reached['skewMs'] }> {
  const metadata = await reach(metadataUrl, nowMs);
  const parsed = metadataShape.safeParse(metadata.json);
  if (!parsed.success) return { there: false, skewMs: metadata.skewMs };
  const keys = await reach(parsed.data.jwks_uri, nowMs);
  return { there: keysShape.safeParse(keys.json).success, skewMs: metadata.skewMs };
}

/** Where a tenant's Connector is, as its last activity said; null before the first. @throws when the database does not answer */
export const connectorOf = async (references: References, tenant: string): Promise<string | null> =>
  (await createMemory(references).door(tenant))?.serviceUrl ?? null;
