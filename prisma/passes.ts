/** Questions passed to somebody who may know, in Postgres. */
import type { Subject } from '../bot/core/ref.ts';
import type { PassStore } from '../bot/questions/passes.ts';
import { askableAccount, availablePerson, isId } from './audience.ts';
import { AUTHOR, type AuthorRow, JOIN_AUTHOR, toAuthor } from './authors.ts';
import { Prisma } from './generated/client.ts';
import type { Tx } from './work.ts';

/** What shows the questions of passes under the alias `y`. */
const SUBJECT = Prisma.sql`'pass:' || y.question_id`;

export const createPassStore = (tx: Tx, now: Date): PassStore => ({
  async passable(question, { platform, id }) {
    if (!isId(question)) return null;
    const [row] = await tx.$queryRaw<(AuthorRow & { identity_id: string })[]>`
      SELECT x.identity_id, ${AUTHOR} FROM (SELECT v.id AS identity_id FROM identity v WHERE v.platform = ${platform} AND v.ref = ${id}) x
      ${JOIN_AUTHOR} JOIN question q ON q.id = ${question}::uuid JOIN community c ON c.id = q.community_id
      WHERE ${askableAccount} AND ${availablePerson(now)}`;
    return row ? { ...toAuthor(row), identity: row.identity_id } : null;
  },
  async passOn({ question, to, by, line }) {
    // Of two who pass it to the accounts of one person at once, the second sees the first; in the order of their ids, so that nobody waits in a ring.
    await tx.$executeRaw`
      SELECT 1 FROM person WHERE id IN (SELECT person_id FROM identity WHERE id IN (${to}::uuid, ${by}::uuid)) ORDER BY id FOR NO KEY UPDATE`;
    const passed = await tx.$executeRaw`
      INSERT INTO question_pass (question_id, identity_id, by_id, line, created_at)
      SELECT ${question}::uuid, ${to}::uuid, ${by}::uuid, ${line}, ${now} WHERE NOT EXISTS (
        SELECT 1 FROM question_pass y JOIN identity i ON i.id = y.identity_id JOIN identity v ON v.person_id = i.person_id
        WHERE y.question_id = ${question}::uuid AND v.id = ${to}::uuid)
      ON CONFLICT DO NOTHING`;
    return passed === 1;
  },
  async passTo(question, { platform, id }) {
    if (!isId(question)) return null;
    const [row] = await tx.$queryRaw<
      { by_id: string; line: string; declined: boolean; answered: boolean; holds: boolean }[]
    >`
      SELECT y.by_id, y.line, y.declined_at IS NOT NULL AS declined, ${askableAccount} AND i.person_id NOT IN (q.person_id, b.person_id) AS holds,
        EXISTS (SELECT 1 FROM reply r WHERE r.question_id = q.id AND r.person_id = i.person_id AND r.counts AND r.deleted_at IS NULL) AS answered
      FROM question_pass y JOIN identity i ON i.id = y.identity_id JOIN workspace s ON s.id = i.workspace_id
      JOIN identity b ON b.id = y.by_id JOIN question q ON q.id = y.question_id JOIN community c ON c.id = q.community_id
      WHERE y.question_id = ${question}::uuid AND i.platform = ${platform} AND i.ref = ${id}`;
    if (!row) return null;
    const { by_id: by, ...said } = row;
    const [author] = await tx.$queryRaw<AuthorRow[]>`
      SELECT ${AUTHOR} FROM (SELECT ${by}::uuid AS identity_id) x ${JOIN_AUTHOR}`;
    return author ? { ...said, by: toAuthor(author) } : null;
  },
  async declinePass(question, person) {
    if (!isId(question)) return false;
    const declined = await tx.$executeRaw`
      UPDATE question_pass y SET declined_at = COALESCE(y.declined_at, ${now}) FROM identity i
      WHERE y.question_id = ${question}::uuid AND i.id = y.identity_id AND i.person_id = ${person}::uuid`;
    return declined > 0;
  },
  async forgetLines(question) {
    await tx.questionPass.updateMany({ where: { questionId: question, line: { not: '' } }, data: { line: '' } });
  },
  async passedIn(community, to) {
    const whose =
      'person' in to
        ? Prisma.sql`i.person_id = ${to.person}::uuid`
        : Prisma.sql`s.organisation_id = ${to.organisation}::uuid`;
    return subjects(
      await tx.$queryRaw<{ subject: Subject }[]>`
        SELECT DISTINCT ${SUBJECT} AS subject FROM question_pass y JOIN identity i ON i.id = y.identity_id
        JOIN workspace s ON s.id = i.workspace_id JOIN question q ON q.id = y.question_id
        WHERE q.community_id = ${community}::uuid AND ${whose}`,
    );
  },
  async passing(person) {
    return subjects(
      await tx.$queryRaw<{ subject: Subject }[]>`
        SELECT DISTINCT ${SUBJECT} AS subject FROM identity i JOIN question_pass y ON i.id IN (y.identity_id, y.by_id)
        WHERE i.person_id = ${person}::uuid`,
    );
  },
});

const subjects = (rows: readonly { readonly subject: Subject }[]): readonly Subject[] =>
  rows.map(({ subject }) => subject);

/** How many questions somebody passed on from an instant on, by whichever account. */
export const passedOnSince = (tx: Tx, person: string, since: Date): Promise<number> =>
  tx.$queryRaw<{ passed: number }[]>`
    SELECT count(*)::int AS passed FROM question_pass y JOIN identity i ON i.id = y.by_id
    WHERE i.person_id = ${person}::uuid AND y.created_at >= ${since}`.then(([row]) => row?.passed ?? 0);
