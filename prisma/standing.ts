/** How far answers may be trusted, in Postgres: what people gave them. */
import type { Subject } from '../bot/core/ref.ts';
import type { Marks } from '../bot/standing/level.ts';
import type { Act, Dispute, Due, Reached, StandingStore } from '../bot/standing/standing.ts';
import type { Author } from '../bot/words/author.ts';
import { askableAccount, isId, livingCommunity, readingAccount } from './audience.ts';
import { AUTHOR, type AuthorRow, JOIN_AUTHOR, toAuthor } from './authors.ts';
import { Prisma } from './generated/client.ts';
import type { Tx } from './work.ts';

interface MarksRow {
  of_id: string;
  accepted: boolean;
  backers: number;
  teams: number;
  disputes: number;
  changed_from: Date | null;
  official_url: string | null;
  withdrawn: boolean;
  role: string | null;
  vetted_at: Date | null;
  review_by: Date | null;
  overdue: boolean;
  validator: string | null;
}
interface DisputeRow {
  id: string;
  of_id: string;
  reason: string;
  at: Date;
  settled_at: Date | null;
  settled_by_id: string | null;
  answer: string | null;
  person_id: string;
  platform: string;
  ref: string;
}
interface DueRow {
  of_id: string;
  community_id: string;
  review_by: Date | null;
  validator: string | null;
  reason: string | null;
  total: number;
}

/** Holds for a person, as a column, who may vet in a community. */
const mayVetIn = (community: Prisma.Sql, person: Prisma.Sql): Prisma.Sql => Prisma.sql`EXISTS (
  SELECT 1 FROM validator vn JOIN identity vi ON vi.id = vn.identity_id WHERE vn.community_id = ${community} AND vi.person_id = ${person})`;

const DISPUTES = Prisma.sql`SELECT d.*, i.person_id, i.platform, i.ref FROM standing_dispute d JOIN identity i ON i.id = d.identity_id`;

export function createStandingStore(tx: Tx, now: Date, newId: () => string): StandingStore {
  const note = (of: string, what: Act, identity: string | null) =>
    tx.standingEvent.create({ data: { id: newId(), ofId: of, what, identityId: identity, at: now } });

  /** Accounts as authors, by their ids. */
  async function authors(ids: readonly (string | null)[]): Promise<ReadonlyMap<string, Author>> {
    const wanted = [...new Set(ids.filter((id): id is string => id !== null))];
    if (wanted.length === 0) return new Map();
    const rows = await tx.$queryRaw<(AuthorRow & { identity_id: string })[]>`
      SELECT x.identity_id, ${AUTHOR} FROM unnest(${wanted}::uuid[]) AS x(identity_id) ${JOIN_AUTHOR}`;
    return new Map(rows.map((row) => [row.identity_id, toAuthor(row)]));
  }

  async function toDisputes(rows: readonly DisputeRow[]): Promise<readonly Dispute[]> {
    const known = await authors(rows.map((row) => row.settled_by_id));
    return rows.map((row) => ({
      id: row.id,
      of: row.of_id,
      reason: row.reason,
      at: row.at,
      by: { person: row.person_id, ref: { kind: 'user', platform: row.platform, id: row.ref } },
      settled:
        row.settled_at === null
          ? null
          : {
              at: row.settled_at,
              by: row.settled_by_id === null ? null : (known.get(row.settled_by_id) ?? null),
              answer: row.answer,
            },
    }));
  }

  /** Of what is shown, by what its subject says before a slash. */
  const subjects = async (heads: Prisma.Sql): Promise<readonly Subject[]> =>
    (
      await tx.$queryRaw<{ subject: Subject }[]>`
        SELECT DISTINCT o.subject FROM (${heads}) h JOIN outgoing o ON split_part(o.subject, '/', 1) = h.head`
    ).map(({ subject }) => subject);

  const end = (of: string, why: 'changed' | 'renewed' | 'withdrawn') => tx.$executeRaw`
    UPDATE standing_vetting SET ended_at = ${now}, ended_by = ${why} WHERE of_id = ${of}::uuid AND ended_at IS NULL`;

  return {
    async marks(ids) {
      const wanted = [...new Set(ids)].filter(isId);
      if (wanted.length === 0) return new Map();
      const rows = await tx.$queryRaw<MarksRow[]>`
        SELECT w.of_id, EXISTS (SELECT 1 FROM question q WHERE q.id = r.question_id AND q.accepted_id = r.id) AS accepted,
          b.backers, b.teams, (SELECT count(*)::int FROM standing_dispute d WHERE d.of_id = w.of_id AND d.settled_at IS NULL) AS disputes,
          CASE WHEN v.version <> r.version THEN v.at ELSE s.changed_from END AS changed_from,
          CASE WHEN s.official_of = r.version THEN s.official_url END AS official_url, s.withdrawn_at IS NOT NULL AS withdrawn,
          v.role, v.at AS vetted_at, v.review_by, v.overdue_at IS NOT NULL AS overdue,
          -- Who checked other words said nothing of these.
          CASE WHEN v.version = r.version THEN v.identity_id END AS validator
        FROM unnest(${wanted}::uuid[]) AS w(of_id) LEFT JOIN reply r ON r.id = w.of_id
        LEFT JOIN standing s ON s.of_id = w.of_id
        LEFT JOIN standing_vetting v ON v.of_id = w.of_id AND v.ended_at IS NULL
        CROSS JOIN LATERAL (
          -- Of an organisation in which nobody's department is known, all are of one team.
          SELECT coalesce(sum(each.backers), 0)::int AS backers, coalesce(sum(greatest(1, each.departments)), 0)::int AS teams FROM (
            SELECT count(DISTINCT i.person_id) AS backers, count(DISTINCT NULLIF(lower(trim(i.department)), '')) AS departments
            FROM standing_backing k JOIN identity i ON i.id = k.identity_id JOIN workspace o ON o.id = i.workspace_id
            JOIN membership m ON m.community_id = s.community_id AND m.person_id = i.person_id
            WHERE k.of_id = w.of_id AND r.person_id IS DISTINCT FROM i.person_id GROUP BY o.organisation_id) AS each) AS b`;
      const known = await authors(rows.map((row) => row.validator));
      return new Map(rows.map((row) => [row.of_id, toMarks(row, known)]));
    },
    async hold(of, community) {
      await tx.$executeRaw`
        INSERT INTO standing (of_id, community_id) VALUES (${of}::uuid, ${community}::uuid) ON CONFLICT DO NOTHING`;
      await tx.$executeRaw`SELECT 1 FROM standing WHERE of_id = ${of}::uuid FOR UPDATE`;
    },
    async back(of, identity) {
      const backed = await tx.$executeRaw`
        INSERT INTO standing_backing (of_id, identity_id, at) SELECT ${of}::uuid, ${identity}::uuid, ${now}
        WHERE NOT EXISTS (SELECT 1 FROM standing_backing k JOIN identity i ON i.id = k.identity_id JOIN identity me ON me.person_id = i.person_id
          WHERE k.of_id = ${of}::uuid AND me.id = ${identity}::uuid)
        ON CONFLICT DO NOTHING`;
      if (backed === 1) await note(of, 'backed', identity);
      return backed === 1;
    },
    async unback(of, person, identity) {
      const gone = await tx.$executeRaw`
        DELETE FROM standing_backing k USING identity i WHERE i.id = k.identity_id AND k.of_id = ${of}::uuid AND i.person_id = ${person}::uuid`;
      if (gone > 0) await note(of, 'unbacked', identity);
      return gone > 0;
    },
    async backs(of, person) {
      const rows = await tx.$queryRaw<unknown[]>`
        SELECT 1 FROM standing_backing k JOIN identity i ON i.id = k.identity_id WHERE k.of_id = ${of}::uuid AND i.person_id = ${person}::uuid`;
      return rows.length > 0;
    },
    async dispute(of, identity, person, reason) {
      const id = newId();
      const made = await tx.$executeRaw`
        INSERT INTO standing_dispute (id, of_id, identity_id, reason, at) SELECT ${id}::uuid, ${of}::uuid, ${identity}::uuid, ${reason}, ${now}
        WHERE NOT EXISTS (SELECT 1 FROM standing_dispute d JOIN identity i ON i.id = d.identity_id
          WHERE d.of_id = ${of}::uuid AND d.settled_at IS NULL AND i.person_id = ${person}::uuid)`;
      if (made !== 1) return null;
      await note(of, 'disputed', identity);
      return id;
    },
    async oneDispute(id) {
      if (!isId(id)) return null;
      const [one] = await toDisputes(await tx.$queryRaw<DisputeRow[]>`${DISPUTES} WHERE d.id = ${id}::uuid`);
      return one ?? null;
    },
    async disputes(of, limit) {
      return toDisputes(
        await tx.$queryRaw<DisputeRow[]>`
          ${DISPUTES} WHERE d.of_id = ${of}::uuid AND (d.settled_at IS NULL OR d.answer IS NOT NULL)
          ORDER BY d.settled_at IS NOT NULL, d.at DESC, d.id LIMIT ${limit}`,
      );
    },
    async settle(id, identity, answer) {
      const [row] = await tx.$queryRaw<{ of_id: string }[]>`
        UPDATE standing_dispute SET settled_at = ${now}, settled_by_id = ${answer === null ? null : identity}::uuid, answer = ${answer},
          reason = CASE WHEN ${answer}::text IS NULL THEN '' ELSE reason END
        WHERE id = ${id}::uuid AND settled_at IS NULL RETURNING of_id`;
      if (row) await note(row.of_id, answer === null ? 'taken-back' : 'settled', identity);
      return row !== undefined;
    },
    async vet(of, { identity, role, source, version, reviewBy }) {
      await end(of, 'renewed');
      await tx.$executeRaw`
        INSERT INTO standing_vetting (id, of_id, identity_id, role, source, version, at, review_by)
        VALUES (${newId()}::uuid, ${of}::uuid, ${identity}::uuid, ${role}, ${source}, ${version}, ${now}, ${reviewBy}::date)`;
      await tx.standing.update({ where: { ofId: of }, data: { changedFrom: null } });
      await note(of, 'vetted', identity);
    },
    async sourceOf(of) {
      const found = await tx.standingVetting.findFirst({
        where: { ofId: of, endedAt: null },
        select: { source: true },
      });
      return found?.source ?? null;
    },
    async review(of, { identity, version, reviewBy }) {
      const done = await tx.$executeRaw`
        UPDATE standing_vetting SET review_by = ${reviewBy}::date, asked_at = NULL, overdue_at = NULL
        WHERE of_id = ${of}::uuid AND ended_at IS NULL AND version = ${version}`;
      if (done > 0) await note(of, 'reviewed', identity);
      return done > 0;
    },
    async changed(of) {
      const [was] = await tx.$queryRaw<{ at: Date }[]>`
        SELECT at FROM standing_vetting WHERE of_id = ${of}::uuid AND ended_at IS NULL`;
      const ended = await end(of, 'changed');
      const unlinked = await tx.$executeRaw`
        UPDATE standing SET official_url = NULL, official_by_id = NULL, official_at = NULL, official_of = NULL WHERE of_id = ${of}::uuid AND official_url IS NOT NULL`;
      if (was) await tx.standing.update({ where: { ofId: of }, data: { changedFrom: was.at } });
      if (ended + unlinked > 0) await note(of, 'changed', null);
      return ended + unlinked > 0;
    },
    async link(of, identity, url, version) {
      await tx.standing.update({
        where: { ofId: of },
        data: { officialUrl: url, officialById: identity, officialAt: now, officialOf: version },
      });
      await note(of, 'linked', identity);
    },
    async unlink(of, identity) {
      const { count } = await tx.standing.updateMany({
        where: { ofId: of, officialUrl: { not: null } },
        data: { officialUrl: null, officialById: null, officialAt: null, officialOf: null },
      });
      if (count > 0) await note(of, 'unlinked', identity);
      return count > 0;
    },
    async withdraw(of, identity) {
      const { count } = await tx.standing.updateMany({
        where: { ofId: of, withdrawnAt: null },
        data: { withdrawnAt: now, withdrawnById: identity },
      });
      if (count === 0) return false;
      await end(of, 'withdrawn');
      await note(of, 'withdrawn', identity);
      return true;
    },
    async restore(of, identity) {
      const { count } = await tx.standing.updateMany({
        where: { ofId: of, withdrawnAt: { not: null } },
        data: { withdrawnAt: null, withdrawnById: null },
      });
      if (count > 0) await note(of, 'restored', identity);
      return count > 0;
    },
    async withdrew(of, person) {
      const rows = await tx.$queryRaw<unknown[]>`
        SELECT 1 FROM standing s JOIN identity i ON i.id = s.withdrawn_by_id
        WHERE s.of_id = ${of}::uuid AND s.withdrawn_at IS NOT NULL AND i.person_id = ${person}::uuid`;
      return rows.length > 0;
    },
    async quoting(of) {
      if (!isId(of)) return [];
      return subjects(Prisma.sql`
        SELECT kind || ${of} AS head FROM unnest(ARRAY['raised:', 'changed:']) kind
        UNION ALL SELECT kind || d.id FROM standing_dispute d, unnest(ARRAY['dispute:', 'settled:']) kind WHERE d.of_id = ${of}::uuid`);
    },
    async ofQuestion(question) {
      if (!isId(question)) return [];
      const rows = await tx.$queryRaw<{ of_id: string }[]>`
        SELECT s.of_id FROM reply r JOIN standing s ON s.of_id = r.id WHERE r.question_id = ${question}::uuid`;
      return rows.map((row) => row.of_id);
    },
    tellingValidators: (community) => subjects(Prisma.sql`SELECT 'validator:' || ${community} AS head`),
    async forget(of) {
      if (isId(of)) await tx.standing.deleteMany({ where: { ofId: of } });
    },
    async vettedBy(of, person) {
      const rows = await tx.$queryRaw<unknown[]>`
        SELECT 1 FROM standing_vetting v JOIN identity i ON i.id = v.identity_id WHERE v.of_id = ${of}::uuid AND i.person_id = ${person}::uuid LIMIT 1`;
      return rows.length > 0;
    },
    async users(of, since, but, limit) {
      const rows = await tx.$queryRaw<{ person_id: string; platform: string; ref: string }[]>`
        SELECT u.person_id, a.platform, a.ref FROM reply r JOIN question q ON q.id = r.question_id JOIN answer_use u ON u.question_id = q.id
        JOIN ${readingAccount(Prisma.sql`u.person_id`, Prisma.sql`q.community_id`)} AS a ON true
        WHERE r.id = ${of}::uuid AND (q.accepted_id = r.id OR q.accepted_id IS NULL) AND u.used_at >= ${since} AND u.person_id <> ALL (${[...but]}::uuid[])
        ORDER BY u.used_at DESC, u.person_id LIMIT ${limit}`;
      return rows.map(toReached);
    },

    async validators(community) {
      const rows = await tx.$queryRaw<(AuthorRow & { identity_id: string; role: string })[]>`
        SELECT x.identity_id, x.role, ${AUTHOR} FROM validator x ${JOIN_AUTHOR}
        JOIN membership m ON m.community_id = x.community_id AND m.person_id = i.person_id WHERE x.community_id = ${community}::uuid ORDER BY x.at, x.identity_id`;
      return rows.map((row) => ({ identity: row.identity_id, role: row.role, author: toAuthor(row) }));
    },
    async roleOf(community, person) {
      const [row] = await tx.$queryRaw<{ role: string }[]>`
        SELECT v.role FROM validator v JOIN identity i ON i.id = v.identity_id JOIN membership m ON m.community_id = v.community_id AND m.person_id = i.person_id
        WHERE v.community_id = ${community}::uuid AND i.person_id = ${person}::uuid ORDER BY v.at LIMIT 1`;
      return row?.role ?? null;
    },
    async mayVet(community, { platform, id }) {
      const [row] = await tx.$queryRaw<(AuthorRow & { identity_id: string })[]>`
        SELECT x.identity_id, ${AUTHOR} FROM (SELECT v.id AS identity_id FROM identity v WHERE v.platform = ${platform} AND v.ref = ${id}) x
        ${JOIN_AUTHOR} JOIN community c ON c.id = ${community}::uuid JOIN membership m ON m.community_id = c.id AND m.person_id = i.person_id
        WHERE ${askableAccount}`;
      return row ? { ...toAuthor(row), identity: row.identity_id } : null;
    },
    async name(community, identity, role, by) {
      await tx.$executeRaw`
        INSERT INTO validator (community_id, identity_id, role, named_by_id, at) VALUES (${community}::uuid, ${identity}::uuid, ${role}, ${by}::uuid, ${now})
        ON CONFLICT (community_id, identity_id) DO UPDATE SET role = EXCLUDED.role`;
    },
    async unname(community, identity) {
      if (!isId(identity)) return false;
      const gone = await tx.$executeRaw`
        DELETE FROM validator v USING identity i, identity one
        WHERE v.community_id = ${community}::uuid AND i.id = v.identity_id AND one.id = ${identity}::uuid AND i.person_id = one.person_id`;
      return gone > 0;
    },
    async resign(community, person) {
      const gone = await tx.$executeRaw`
        DELETE FROM validator v USING identity i WHERE i.id = v.identity_id AND v.community_id = ${community}::uuid AND i.person_id = ${person}::uuid`;
      return gone > 0;
    },

    async dueFor(person, by, limit) {
      const rows = await tx.$queryRaw<DueRow[]>`
        SELECT s.of_id, s.community_id, v.review_by, v.identity_id AS validator,
          (SELECT d.reason FROM standing_dispute d WHERE d.of_id = s.of_id AND d.settled_at IS NULL ORDER BY d.at, d.id LIMIT 1) AS reason,
          (count(*) OVER ())::int AS total
        FROM standing s JOIN community c ON c.id = s.community_id
        LEFT JOIN standing_vetting v ON v.of_id = s.of_id AND v.ended_at IS NULL LEFT JOIN identity i ON i.id = v.identity_id
        WHERE s.withdrawn_at IS NULL AND ${livingCommunity}
          AND (v.review_by <= ${by}::date OR EXISTS (SELECT 1 FROM standing_dispute d WHERE d.of_id = s.of_id AND d.settled_at IS NULL))
          AND EXISTS (SELECT 1 FROM reply r JOIN question q ON q.id = r.question_id
            WHERE r.id = s.of_id AND r.counts AND r.deleted_at IS NULL AND q.state <> 'withdrawn')
          AND EXISTS (SELECT 1 FROM membership m WHERE m.community_id = s.community_id AND m.person_id = ${person}::uuid
            AND (m.role IN ('facilitator', 'lead') OR (i.person_id = m.person_id AND ${mayVetIn(Prisma.sql`s.community_id`, Prisma.sql`m.person_id`)})))
        ORDER BY v.review_by NULLS LAST, s.of_id LIMIT ${limit}`;
      const known = await authors(rows.map((row) => row.validator));
      const due: Due[] = rows.map((row) => ({
        of: row.of_id,
        community: row.community_id,
        reviewBy: row.review_by,
        by: row.validator === null ? null : (known.get(row.validator) ?? null),
        reason: row.reason,
      }));
      return { due, count: rows[0]?.total ?? 0 };
    },
    async nextAsked(by) {
      const [first] = await tx.$queryRaw<{ person_id: string }[]>`
        SELECT i.person_id FROM standing_vetting v JOIN identity i ON i.id = v.identity_id JOIN standing s ON s.of_id = v.of_id
        JOIN community c ON c.id = s.community_id
        WHERE v.ended_at IS NULL AND v.asked_at IS NULL AND v.review_by <= ${by}::date AND ${livingCommunity}
        ORDER BY v.review_by, v.id LIMIT 1 FOR UPDATE OF v SKIP LOCKED`;
      if (!first) return null;
      const asked = await tx.$queryRaw<{ community_id: string; is_theirs: boolean }[]>`
        UPDATE standing_vetting v SET asked_at = ${now} FROM identity i, standing s, community c
        WHERE i.id = v.identity_id AND i.person_id = ${first.person_id}::uuid AND s.of_id = v.of_id AND c.id = s.community_id AND ${livingCommunity}
          AND v.ended_at IS NULL AND v.asked_at IS NULL AND v.review_by <= ${by}::date
        RETURNING s.community_id, (EXISTS (SELECT 1 FROM membership m WHERE m.community_id = s.community_id AND m.person_id = i.person_id)
          AND ${mayVetIn(Prisma.sql`s.community_id`, Prisma.sql`i.person_id`)}) AS is_theirs`;
      const theirs = asked.filter((row) => row.is_theirs).map((row) => row.community_id);
      const [account] = await tx.$queryRaw<{ person_id: string; platform: string; ref: string }[]>`
        SELECT ${first.person_id}::uuid AS person_id, a.platform, a.ref FROM unnest(${theirs}::uuid[]) AS t(community_id)
        JOIN ${readingAccount(Prisma.sql`${first.person_id}::uuid`, Prisma.sql`t.community_id`)} AS a ON true LIMIT 1`;
      return {
        validator: account ? toReached(account) : null,
        // Where whoever vetted it is gone, those who look after the community are asked.
        communities: [...new Set(asked.filter((row) => !account || !row.is_theirs).map((row) => row.community_id))],
      };
    },
    async pastReview(before, limit) {
      const rows = await tx.$queryRaw<{ of_id: string }[]>`
        UPDATE standing_vetting SET overdue_at = ${now} WHERE id IN (
          SELECT id FROM standing_vetting WHERE ended_at IS NULL AND overdue_at IS NULL AND review_by <= ${before}::date ORDER BY review_by, id LIMIT ${limit} FOR UPDATE SKIP LOCKED)
        RETURNING of_id`;
      return rows.map((row) => row.of_id);
    },
    async naming(person, counts) {
      const rows = await tx.$queryRaw<{ of_id: string }[]>`
        SELECT v.of_id FROM standing_vetting v JOIN identity i ON i.id = v.identity_id WHERE i.person_id = ${person}::uuid AND v.ended_at IS NULL
        UNION SELECT d.of_id FROM standing_dispute d JOIN identity i ON i.id = d.settled_by_id WHERE i.person_id = ${person}::uuid
        UNION SELECT k.of_id FROM standing_backing k JOIN identity i ON i.id = k.identity_id WHERE ${counts} AND i.person_id = ${person}::uuid`;
      return rows.map((row) => row.of_id);
    },
  };
}

const toReached = (row: { person_id: string; platform: string; ref: string }): Reached => ({
  person: row.person_id,
  ref: { kind: 'user', platform: row.platform, id: row.ref },
});

function toMarks(row: MarksRow, known: ReadonlyMap<string, Author>): Marks {
  const by = row.validator === null ? undefined : known.get(row.validator);
  return {
    accepted: row.accepted,
    backers: row.backers,
    teams: row.teams,
    disputes: row.disputes,
    vetted:
      by && row.role !== null && row.vetted_at !== null && row.review_by !== null
        ? // A day, whatever the zone of who reads it.
          { by, role: row.role, at: row.vetted_at, reviewBy: new Date(row.review_by.getTime() + 12 * 3_600_000) }
        : null,
    vettedBefore: row.changed_from,
    overdue: row.overdue,
    link: row.official_url,
    withdrawn: row.withdrawn,
  };
}
