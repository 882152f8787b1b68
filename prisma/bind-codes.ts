/** One-use codes and the wrong ones that people typed, in Postgres. */
import type { CommunityStore } from '../bot/communities/community.ts';
import { turnOf } from './turn.ts';
import type { Tx } from './work.ts';

type CodeStore = Pick<CommunityStore, 'issue' | 'issuedSince' | 'redeem'>;

/** Wrong codes in a row; then none for an hour after the last. No hour ever holds more. */
const TRIES = 5;
const PAUSE_MS = 3_600_000;

export function createCodeStore(tx: Tx, now: Date): CodeStore {
  return {
    async issue({ digest, community, by, expiresAt }) {
      await tx.bindCode.create({ data: { digest, communityId: community, issuedBy: by, issuedAt: now, expiresAt } });
    },

    async issuedSince(person, since) {
      await turnOf(tx, person);
      return tx.bindCode.count({ where: { issuedBy: person, issuedAt: { gte: since } } });
    },

    async redeem(person, digest, isUsed = true) {
      // This row is held to the end of the transaction: many tries at once are counted one after the other.
      const [tried] = await tx.$queryRaw<{ tries: number }[]>`
        INSERT INTO code_try AS c (person_id, tries, last_at) VALUES (${person}::uuid, 0, ${now})
        ON CONFLICT (person_id) DO UPDATE SET
          tries = CASE WHEN c.last_at <= ${new Date(now.getTime() - PAUSE_MS)} THEN 0 ELSE c.tries END
        RETURNING tries`;
      if (tried && tried.tries >= TRIES) return { code: 'too-many' };
      const [used] = await tx.$queryRaw<{ community_id: string; issued_by: string }[]>`
        UPDATE bind_code b SET used_at = ${isUsed ? now : null}, used_by = ${isUsed ? person : null}::uuid
        WHERE b.digest = ${digest} AND b.used_at IS NULL AND b.expires_at > ${now}
          AND EXISTS (SELECT 1 FROM membership m WHERE m.community_id = b.community_id AND m.person_id = b.issued_by
            AND m.role IN ('facilitator', 'lead'))
        RETURNING community_id, issued_by`;
      if (!used) {
        await tx.$executeRaw`UPDATE code_try SET tries = tries + 1, last_at = ${now} WHERE person_id = ${person}::uuid`;
        return { code: 'wrong' };
      }
      await tx.$executeRaw`DELETE FROM code_try WHERE person_id = ${person}::uuid`;
      return { code: 'good', community: used.community_id, issuedBy: used.issued_by };
    },
  };
}
