/** Who has digests in private, in Postgres. */

import type { Subject } from '../bot/core/ref.ts';
import type { DigestStore, Own } from '../bot/digests/digest.ts';
import { isId, readingAccount } from './audience.ts';
import { Prisma } from './generated/client.ts';
import type { Tx } from './work.ts';

type ReaderStore = Pick<DigestStore, 'nextReaders' | 'allTold' | 'ownOf' | 'showingPrivately'>;

/** The subject of a private message about the digest `d` to its reader `r`. */
export const OWN_SUBJECT = Prisma.sql`'own-digest:' || r.person_id || '/' || d.week`;

export const createReaderStore = (tx: Tx): ReaderStore => ({
  async nextReaders(id, limit) {
    const rows = await tx.$queryRaw<{ person_id: string; platform: string; ref: string }[]>`
      WITH next AS (
        SELECT m.person_id FROM digest d JOIN membership m ON m.community_id = d.community_id
        JOIN person p ON p.id = m.person_id AND p.left_at IS NULL
        WHERE d.id = ${id}::uuid AND m.hears = 'digest'
          AND NOT EXISTS (SELECT 1 FROM digest_reader r WHERE r.digest_id = d.id AND r.person_id = m.person_id)
        ORDER BY m.person_id LIMIT ${limit}),
      kept AS (
        INSERT INTO digest_reader (digest_id, person_id) SELECT ${id}::uuid, person_id FROM next
        ON CONFLICT DO NOTHING RETURNING person_id)
      -- The same account for every digest of a week, so that there is one message: where something that they are in is read, else their oldest.
      SELECT k.person_id, a.platform, a.ref FROM kept k JOIN LATERAL (
        SELECT i.platform, i.ref FROM identity i JOIN workspace s ON s.id = i.workspace_id
        WHERE i.person_id = k.person_id AND i.active
        ORDER BY EXISTS (SELECT 1 FROM membership x JOIN community_organisation co ON co.community_id = x.community_id
          WHERE x.person_id = i.person_id AND co.organisation_id = s.organisation_id) DESC, i.created_at, i.id LIMIT 1) a ON TRUE
      ORDER BY k.person_id`;
    return rows.map(({ person_id: person, platform, ref }) => ({ person, ref: { kind: 'user', platform, id: ref } }));
  },
  async allTold(id) {
    await tx.digest.update({ where: { id }, data: { telling: false } });
  },
  async ownOf(reader, week) {
    return tx.$queryRaw<Own[]>`
      SELECT d.id AS digest, c.id AS community, c.name, a.organisation_id AS organisation FROM digest_reader r
      JOIN digest d ON d.id = r.digest_id AND d.week = ${week} AND d.state = 'posted'
      JOIN community c ON c.id = d.community_id
      JOIN membership m ON m.community_id = c.id AND m.person_id = r.person_id AND m.hears = 'digest'
      JOIN ${readingAccount(Prisma.sql`r.person_id`, Prisma.sql`c.id`, reader.organisation)} a ON TRUE
      WHERE r.person_id = ${reader.person}::uuid ORDER BY c.name_key, c.id`;
  },
  async showingPrivately(question) {
    if (!isId(question)) return [];
    const rows = await tx.$queryRaw<{ subject: Subject }[]>`
      SELECT DISTINCT ${OWN_SUBJECT} AS subject FROM digest_entry e JOIN digest d ON d.id = e.digest_id
      JOIN digest_reader r ON r.digest_id = d.id
      WHERE e.ref = ${question}::uuid OR e.ref IN (SELECT y.id FROM reply y WHERE y.question_id = ${question}::uuid)`;
    return rows.map((row) => row.subject);
  },
});
