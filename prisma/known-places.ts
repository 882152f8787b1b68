/** Where messages and channels are known from: whose they are, for adapters that hear them through several connections. */
import type { PrismaClient } from './generated/client.ts';

/**
 * Ids of the conversations, or of the writers' accounts where a message was private, that hold any of these messages or are
 * any of these conversations and bound. One read by unique keys.
 */
export async function knownPlaces(
  prisma: PrismaClient,
  platform: string,
  { conversations, keys }: { readonly conversations: readonly string[]; readonly keys: readonly string[] },
): Promise<readonly string[]> {
  const rows = await prisma.$queryRaw<{ place: string }[]>`
    SELECT ref AS place FROM channel WHERE platform = ${platform} AND ref = ANY(${[...conversations]}) AND gone_at IS NULL
    UNION SELECT conversation FROM thread WHERE platform = ${platform} AND key = ANY(${[...keys]})
    UNION SELECT COALESCE(q.place, i.ref) FROM question q JOIN identity i ON i.id = q.identity_id
      WHERE q.platform = ${platform} AND q.source_key = ANY(${[...keys]})
    UNION SELECT COALESCE(r.place, i.ref) FROM reply r JOIN identity i ON i.id = r.identity_id
      WHERE r.platform = ${platform} AND r.key = ANY(${[...keys]})`;
  return rows.map(({ place }) => place);
}
