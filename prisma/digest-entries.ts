/** What digests tell of, in Postgres: chosen once, and read as it is whenever one is drawn, for whoever reads it there. */

import type { Subject } from '../bot/core/ref.ts';
import type { Text } from '../bot/core/text.ts';
import type { Audience, Block, DigestStore, Entry, Ref } from '../bot/digests/digest.ts';
import { availablePerson, isId, readableCommunity, tellingChannel } from './audience.ts';
import { AUTHOR, type AuthorRow, JOIN_AUTHOR, toAuthor } from './authors.ts';
import { OWN_SUBJECT } from './digest-readers.ts';
import { Prisma } from './generated/client.ts';
import { accountOf, NAMED, type NamedRow, toNamed } from './members.ts';
import type { Tx } from './work.ts';

type EntryStore = Pick<
  DigestStore,
  'hasChannel' | 'candidates' | 'fix' | 'fixed' | 'entries' | 'showing' | 'showingReport' | 'questionOf' | 'naming'
>;

const DAY_MS = 24 * 3_600_000;
/** A question that has waited longer is asked anew in other ways than by a list. */
const WAITING_MS = 28 * DAY_MS;
/** Whoever joined before is not new. */
const NEW_MS = 28 * DAY_MS;

interface QuestionRow extends AuthorRow {
  id: string;
  text: Text;
  state: string;
  link: string | null;
}
interface ReviewRow {
  id: string;
  title: string;
  edition: number;
  lessons: number;
  when: string | null;
  do: string | null;
  label: string | null;
  under_review: boolean;
}
interface ReplyRow extends AuthorRow {
  id: string;
  question_id: string;
  text: Text;
  question_text: Text;
}

export function createEntryStore(tx: Tx, now: Date): EntryStore {
  const before = (ms: number): Date => new Date(now.getTime() - ms);
  const told = (community: string): Prisma.Sql => Prisma.sql`EXISTS (
    SELECT 1 FROM community c JOIN channel h ON ${tellingChannel} WHERE c.id = ${community}::uuid)`;

  /** Those who are named: members who are here, by their own wish. */
  const member = (person: Prisma.Sql, community: string): Prisma.Sql => Prisma.sql`EXISTS (
    SELECT 1 FROM membership m JOIN person p ON p.id = m.person_id
    WHERE m.person_id = ${person} AND m.community_id = ${community}::uuid AND ${availablePerson(now)})`;
  const welcomed = (community: string): Prisma.Sql => Prisma.sql`
    FROM membership m JOIN person p ON p.id = m.person_id
    WHERE m.community_id = ${community}::uuid AND m.hello IS NOT NULL AND ${availablePerson(now)}`;

  return {
    async hasChannel(community) {
      const [row] = await tx.$queryRaw<{ is: boolean }[]>`SELECT ${told(community)} AS is`;
      return row?.is ?? false;
    },

    async candidates(community, { since, leftOut, each }) {
      const kept = (ref: Prisma.Sql): Prisma.Sql => Prisma.sql`NOT ${ref} = ANY(${leftOut.filter(isId)}::uuid[])`;
      const read = async (block: Block, found: Prisma.Sql): Promise<readonly Ref[]> =>
        (await tx.$queryRaw<{ ref: string }[]>`${found} LIMIT ${each}`).map(({ ref }) => ({ block, ref }));
      // What was in no digest yet before what was, and of both what waits longest.
      const help = Prisma.sql`
        SELECT x.id AS ref FROM question x
        WHERE x.community_id = ${community}::uuid AND x.state = 'open' AND x.opened_at > ${before(WAITING_MS)}
          AND x.created_at > ${before(2 * WAITING_MS)} AND ${kept(Prisma.sql`x.id`)} AND ${told(community)}
        ORDER BY (SELECT count(*) FROM digest_entry e WHERE e.ref = x.id AND e.block = 'help'), x.opened_at, x.id`;
      const answered = Prisma.sql`
        SELECT x.id AS ref FROM question x CROSS JOIN LATERAL (
          SELECT min(COALESCE(r.said_at, r.created_at)) AS began FROM reply r
          WHERE r.question_id = x.id AND r.counts AND r.deleted_at IS NULL) answers
        WHERE x.community_id = ${community}::uuid AND x.state IN ('answered', 'resolved')
          AND (x.resolved_at >= ${since} OR answers.began >= ${since}) AND ${kept(Prisma.sql`x.id`)} AND ${told(community)}
        ORDER BY x.resolved_at DESC NULLS LAST, answers.began DESC, x.id`;
      // What those who took part keep among themselves is told to nobody else.
      const review = Prisma.sql`
        SELECT x.id AS ref FROM session x JOIN session_report p ON p.session_id = x.id AND p.edition = x.edition
        WHERE x.community_id = ${community}::uuid AND x.readers <> 'participants' AND p.at >= ${since}
          AND ${kept(Prisma.sql`x.id`)} AND ${told(community)}
        ORDER BY p.at DESC, x.id`;
      // Each person once, however much they answered.
      const thanks = Prisma.sql`
        SELECT y.id AS ref FROM (
          SELECT DISTINCT ON (r.person_id) r.id, x.resolved_at FROM question x JOIN reply r ON r.id = x.accepted_id
          WHERE x.community_id = ${community}::uuid AND x.state = 'resolved' AND x.resolved_at >= ${since} AND r.deleted_at IS NULL
            AND ${member(Prisma.sql`r.person_id`, community)} AND ${kept(Prisma.sql`r.id`)} AND ${told(community)}
          ORDER BY r.person_id, x.resolved_at DESC, r.id) y
        ORDER BY y.resolved_at DESC, y.id`;
      const welcome = Prisma.sql`
        SELECT m.person_id AS ref ${welcomed(community)} AND m.hello_at >= ${since} AND m.joined_at >= ${before(NEW_MS)}
          AND ${kept(Prisma.sql`m.person_id`)} AND ${told(community)}
        ORDER BY m.hello_at, m.person_id`;
      return [
        ...(await read('help', help)),
        ...(await read('answered', answered)),
        ...(await read('review', review)),
        ...(await read('thanks', thanks)),
        ...(await read('welcome', welcome)),
      ];
    },

    async fix(id, refs) {
      await tx.digestEntry.createMany({
        data: refs.map(({ block, ref }, position) => ({ digestId: id, block, ref, position })),
        skipDuplicates: true,
      });
    },
    async fixed(id) {
      if (!isId(id)) return [];
      const rows = await tx.digestEntry.findMany({ where: { digestId: id }, orderBy: { position: 'asc' } });
      return rows.map(({ block, ref }) => ({ block: block as Block, ref }));
    },

    async entries(community, refs, audience) {
      if (!isId(community) || refs.length === 0) return [];
      const of = (...blocks: readonly Block[]) =>
        refs.filter(({ block }) => blocks.includes(block)).map(({ ref }) => ref);
      const open = Prisma.sql`EXISTS (SELECT 1 FROM community c WHERE c.id = ${community}::uuid AND ${readable(audience)})`;
      const questions = await tx.$queryRaw<QuestionRow[]>`
        SELECT x.id, x.text, x.state, CASE WHEN ${canOpen(audience)} THEN NULLIF(x.source_link, '') END AS link, ${AUTHOR}
        FROM question x ${JOIN_AUTHOR}
        LEFT JOIN channel ah ON ah.platform = x.platform AND ah.ref = x.place
        WHERE x.id = ANY(${of('help', 'answered')}::uuid[]) AND x.community_id = ${community}::uuid
          AND x.state IN ('open', 'answered', 'resolved') AND ${open}`;
      // Answers that are marked: of a question that is told of, and of those who are thanked.
      const replies = await tx.$queryRaw<ReplyRow[]>`
        SELECT x.id, x.question_id, x.text, q.text AS question_text, ${AUTHOR}
        FROM reply x JOIN question q ON q.accepted_id = x.id AND q.id = x.question_id ${JOIN_AUTHOR}
        WHERE (x.id = ANY(${of('thanks')}::uuid[]) OR x.question_id = ANY(${of('answered')}::uuid[]))
          AND q.community_id = ${community}::uuid AND q.state = 'resolved' AND x.deleted_at IS NULL AND ${open}`;
      const thanked = await tx.$queryRaw<{ id: string }[]>`
        SELECT x.id FROM reply x WHERE x.id = ANY(${of('thanks')}::uuid[]) AND ${member(Prisma.sql`x.person_id`, community)}`;
      // As it is printed: what was left out of a report stands nowhere else either.
      const reviews = await tx.$queryRaw<ReviewRow[]>`
        SELECT x.id, x.label, x.edition, x.state NOT IN ('published', 'closed') AS under_review, p.body ->> 'title' AS title,
          jsonb_array_length(p.body -> 'lessons') AS lessons, p.body #>> '{lessons,0,when}' AS when, p.body #>> '{lessons,0,do}' AS do
        FROM session x JOIN session_report p ON p.session_id = x.id AND p.edition = x.edition
        WHERE x.id = ANY(${of('review')}::uuid[]) AND x.community_id = ${community}::uuid AND x.readers <> 'participants' AND ${open}`;
      const people = await tx.$queryRaw<NamedRow[]>`
        SELECT ${NAMED} FROM (SELECT m.person_id ${welcomed(community)} AND m.person_id = ANY(${of('welcome')}::uuid[])) m
        JOIN ${accountOf(Prisma.sql`m.person_id`)} a ON TRUE WHERE ${open}`;
      return refs.flatMap((one) =>
        entryOf(one, { questions, replies, reviews, thanked: thanked.map(({ id }) => id), people }),
      );
    },

    async showing(question) {
      if (!isId(question)) return [];
      const rows = await tx.$queryRaw<{ subject: Subject }[]>`
        SELECT 'digest:' || e.digest_id AS subject FROM digest_entry e
        WHERE e.ref = ${question}::uuid OR e.ref IN (SELECT r.id FROM reply r WHERE r.question_id = ${question}::uuid)
        UNION SELECT 'digest-preview:' || d.id FROM digest d JOIN question x ON x.community_id = d.community_id
        WHERE x.id = ${question}::uuid AND d.state IN ('previewed', 'approved')`;
      return rows.map((row) => row.subject);
    },

    async showingReport(session) {
      if (!isId(session)) return [];
      const rows = await tx.$queryRaw<{ subject: Subject }[]>`
        SELECT 'digest:' || e.digest_id AS subject FROM digest_entry e WHERE e.ref = ${session}::uuid
        UNION SELECT 'digest-preview:' || d.id FROM digest d JOIN session x ON x.community_id = d.community_id
        WHERE x.id = ${session}::uuid AND d.state IN ('previewed', 'approved')
        UNION SELECT ${OWN_SUBJECT} FROM digest_entry e JOIN digest d ON d.id = e.digest_id
        JOIN digest_reader r ON r.digest_id = d.id WHERE e.ref = ${session}::uuid`;
      return rows.map((row) => row.subject);
    },

    async questionOf(platform, key) {
      const [row] = await tx.$queryRaw<{ id: string }[]>`
        SELECT id FROM question WHERE platform = ${platform} AND source_key = ${key}
        UNION ALL SELECT question_id FROM reply WHERE platform = ${platform} AND key = ${key} LIMIT 1`;
      return row?.id ?? null;
    },

    async naming(person) {
      if (!isId(person)) return [];
      const rows = await tx.$queryRaw<{ subject: Subject }[]>`
        WITH named AS (
          SELECT e.digest_id AS id FROM digest_entry e WHERE e.ref = ${person}::uuid
          UNION SELECT e.digest_id FROM question x JOIN digest_entry e ON e.ref = x.id WHERE x.person_id = ${person}::uuid
          UNION SELECT e.digest_id FROM reply y JOIN digest_entry e ON e.ref IN (y.id, y.question_id) WHERE y.person_id = ${person}::uuid
          UNION SELECT d.id FROM digest d WHERE ${person}::uuid IN (d.intro_by, d.decided_by))
        SELECT kind || n.id AS subject FROM named n, unnest(ARRAY['digest:', 'digest-preview:']) kind
        UNION SELECT ${OWN_SUBJECT} FROM named n JOIN digest d ON d.id = n.id JOIN digest_reader r ON r.digest_id = d.id
        UNION SELECT 'digest-preview:' || d.id FROM digest d WHERE d.state IN ('previewed', 'approved') AND (
          EXISTS (SELECT 1 FROM membership m WHERE m.community_id = d.community_id AND m.person_id = ${person}::uuid)
          OR EXISTS (SELECT 1 FROM question x WHERE x.person_id = ${person}::uuid AND x.community_id = d.community_id)
          OR EXISTS (SELECT 1 FROM reply r JOIN question x ON x.id = r.question_id
            WHERE r.person_id = ${person}::uuid AND x.community_id = d.community_id))`;
      return rows.map((row) => row.subject);
    },
  };
}

/** Holds for a community `c` of which the audience may read what is asked in it. */
function readable(audience: Audience): Prisma.Sql {
  if ('reader' in audience) return readableCommunity(audience.reader);
  const { platform, id } = audience.place;
  return Prisma.sql`EXISTS (SELECT 1 FROM channel h WHERE h.platform = ${platform} AND h.ref = ${id} AND ${tellingChannel})`;
}

/** Holds for a question `x`, asked in the channel `ah`, of which those who read can open the message that asked it: it was asked there, or where all of that workspace can look. */
function canOpen(audience: Audience): Prisma.Sql {
  if ('reader' in audience)
    return Prisma.sql`(ah.organisation_id = ${audience.reader.organisation}::uuid AND ah.platform = ${audience.platform})`;
  const { platform, id } = audience.place;
  return Prisma.sql`(ah.platform = ${platform} AND (ah.ref = ${id} OR (ah.opens = 'workspace' AND EXISTS (
    SELECT 1 FROM channel own WHERE own.platform = ${platform} AND own.ref = ${id} AND own.organisation_id = ah.organisation_id))))`;
}

function entryOf(
  { block, ref }: Ref,
  known: {
    questions: readonly QuestionRow[];
    replies: readonly ReplyRow[];
    reviews: readonly ReviewRow[];
    thanked: readonly string[];
    people: readonly NamedRow[];
  },
): readonly Entry[] {
  switch (block) {
    case 'help':
    case 'answered': {
      const row = known.questions.find(({ id }) => id === ref);
      if (!row) return [];
      const asked = { ref, text: row.text, asker: toAuthor(row), link: row.link, isOpen: row.state === 'open' };
      if (block === 'help') return [{ ...asked, block }];
      const reply = known.replies.find(({ question_id: question }) => question === ref);
      return [
        { ...asked, block, accepted: reply ? { id: reply.id, text: reply.text, author: toAuthor(reply) } : null },
      ];
    }
    case 'review': {
      const row = known.reviews.find(({ id }) => id === ref);
      if (!row) return [];
      const { title, edition, lessons, label, under_review: underReview } = row;
      const lesson = row.when !== null && row.do !== null ? { when: row.when, do: row.do } : null;
      return [{ block, ref, title, edition, lessons, lesson, underReview, label }];
    }
    case 'thanks': {
      const row = known.replies.find(({ id }) => id === ref);
      return row && known.thanked.includes(ref) ? [{ block, ref, author: toAuthor(row), text: row.question_text }] : [];
    }
    case 'welcome': {
      const row = known.people.find(({ person_id: person }) => person === ref);
      return row ? [{ block, ref, author: toNamed(row) }] : [];
    }
  }
}
