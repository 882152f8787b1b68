/** Reports in Postgres: what one is made of, read in a fixed number of queries, and what was published. */
import type { Edition, Finding, Listed, Reader, Records, ReportStore } from '../../bot/sessions/report/store.ts';
import type { Author } from '../../bot/words/author.ts';
import { isId, readableCommunity, visibleCommunity } from '../audience.ts';
import { Prisma } from '../generated/client.ts';
import { accountOf, NAMED, type NamedRow, toNamed } from '../members.ts';
import type { Tx } from '../work.ts';
import { createSetupStore } from './setup.ts';

export function createReportStore(tx: Tx, now: Date, newId: () => string): ReportStore {
  const setup = createSetupStore(tx, now, newId);

  const editions = async (id: string): Promise<readonly Edition[]> => {
    const rows = await tx.sessionReport.findMany({
      where: { sessionId: id },
      select: { edition: true, at: true, reason: true },
      orderBy: { edition: 'asc' },
    });
    return rows.map(({ edition, at, reason }) => ({ edition, at, reason: reason ?? '' }));
  };

  return {
    async records(id) {
      const session = isId(id)
        ? await tx.session.findUnique({ where: { id }, select: { endedAt: true, clearedAt: true } })
        : null;
      if (!session) return null;
      const of = { where: { sessionId: id } };
      const [contributions, topics, facts, lessons] = [
        await tx.contribution.findMany({ ...of, orderBy: [{ round: 'asc' }, { place: 'asc' }, { id: 'asc' }] }),
        await tx.topic.findMany({ ...of, orderBy: [{ place: 'asc' }, { createdAt: 'asc' }, { id: 'asc' }] }),
        await tx.sessionFact.findMany({ ...of, orderBy: [{ place: 'asc' }, { id: 'asc' }] }),
        await tx.lesson.findMany({ ...of, orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] }),
      ];
      const factors = await tx.factor.findMany({
        where: { topicId: { in: topics.map((one) => one.id) } },
        orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
      });
      const disputes = await tx.factVoice.findMany({
        where: { factId: { in: facts.map((one) => one.id) }, stance: 'dispute', reason: { not: null } },
        orderBy: [{ at: 'asc' }, { personId: 'asc' }],
      });
      const same = await tx.lessonLink.groupBy({
        by: ['lessonId'],
        where: { lessonId: { in: lessons.map((one) => one.id) }, kind: 'same' },
        _count: true,
      });
      const done = await tx.receipt.findMany({ ...of, distinct: ['personId'], select: { personId: true } });
      const rounds = await tx.sessionRound.findMany({ ...of, select: { contributors: true } });
      const summary = await tx.reportSummary.findUnique(of);
      return {
        endedAt: session.endedAt,
        clearedAt: session.clearedAt,
        people: await setup.people(id),
        contributions,
        topics,
        factors,
        facts: facts.map((one) => ({
          ...one,
          reasons: disputes.flatMap(({ factId, reason }) => (factId === one.id && reason ? [reason] : [])),
        })),
        lessons: lessons.map((one) => ({
          ...one,
          same: same.find(({ lessonId }) => lessonId === one.id)?._count ?? 0,
        })),
        recommendations: await tx.recommendation.findMany({ ...of, orderBy: [{ place: 'asc' }, { id: 'asc' }] }),
        actions: await tx.action.findMany({ ...of, orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] }),
        objections: await tx.objection.findMany({ ...of, orderBy: [{ at: 'asc' }, { id: 'asc' }] }),
        history: await setup.history(id),
        done: done.map(({ personId }) => personId),
        contributors: Math.max(0, ...rounds.map(({ contributors }) => contributors ?? 0)),
        findings: (await tx.reportFinding.findMany({ ...of, orderBy: [{ at: 'asc' }, { mark: 'asc' }] })).map(
          (one): Finding => ({ ...one, decision: one.decision === 'left-out' ? 'left-out' : 'stays' }),
        ),
        summary: summary && {
          sentences: summary.sentences as unknown as NonNullable<Records['summary']>['sentences'],
          model: summary.model,
          prompt: summary.prompt,
          checkedBy: summary.checkedBy,
        },
        editions: await editions(id),
      };
    },

    async namesAmong(id, words) {
      if (!isId(id)) return [];
      // The same folding as the words had: small letters without their accents.
      const rows = await tx.$queryRaw<{ name: string; takes_part: boolean }[]>`
        SELECT i.name, bool_or(k.takes_part) AS takes_part FROM (
          SELECT p.person_id, true AS takes_part FROM session_person p WHERE p.session_id = ${id}::uuid
          UNION ALL
          SELECT m.person_id, false FROM session x JOIN membership m ON m.community_id = x.community_id WHERE x.id = ${id}::uuid
        ) k JOIN identity i ON i.person_id = k.person_id
        WHERE k.takes_part OR EXISTS (
          SELECT 1 FROM regexp_split_to_table(
            regexp_replace(normalize(lower(i.name), NFKD), '[\u0300-\u036f''’]', '', 'g'), '[^[:alpha:]]+') word
          WHERE word = ANY(${[...words]}::text[]))
        GROUP BY i.name ORDER BY i.name`;
      return rows.map(({ name, takes_part }) => ({ name, takesPart: takes_part }));
    },

    async keep(id, edition, { body, reason, by }) {
      const kept = await tx.sessionReport.createMany({
        data: [{ sessionId: id, edition, body: body as Prisma.InputJsonValue, reason: reason || null, by, at: now }],
        skipDuplicates: true,
      });
      return kept.count === 1;
    },
    async edition(id, edition) {
      if (!isId(id)) return null;
      const row = await tx.sessionReport.findUnique({ where: { sessionId_edition: { sessionId: id, edition } } });
      return row && { body: row.body, at: row.at };
    },
    editions: async (id) => (isId(id) ? editions(id) : []),
    async now(id) {
      const session = await tx.session.findUnique({ where: { id }, select: { endedAt: true } });
      const actions = await tx.action.findMany({
        where: { sessionId: id },
        select: { id: true, state: true, dueOn: true, ownerId: true },
      });
      return {
        endedAt: session?.endedAt ?? null,
        actions: actions.map((one) => ({ id: one.id, state: one.state, dueOn: one.dueOn, owner: one.ownerId })),
      };
    },
    async authors(persons) {
      const ids = [...new Set(persons)].filter(isId);
      if (ids.length === 0) return new Map<string, Author>();
      // Whoever was another when it was written down is somebody's other account by now.
      const rows = await tx.$queryRaw<(NamedRow & { given_id: string })[]>`
        SELECT g.id AS given_id, ${NAMED} FROM unnest(${ids}::uuid[]) AS g(id)
        JOIN ${accountOf(Prisma.sql`COALESCE(
          (SELECT one.person_id FROM identity one WHERE one.person_id = g.id LIMIT 1),
          (SELECT other.person_id FROM identity other WHERE other.own_id = g.id LIMIT 1))`)} a ON true`;
      return new Map(rows.map((row) => [row.given_id, toNamed(row)]));
    },
    async founder(id) {
      if (!isId(id)) return null;
      const [row] = await tx.$queryRaw<{ founder: string }[]>`
        SELECT c.founder_id AS founder FROM session x JOIN community c ON c.id = x.community_id WHERE x.id = ${id}::uuid`;
      return row?.founder ?? null;
    },

    async decide(id, { mark, record, part, found, decision, reason, by }) {
      const what = { record, part, found, decision, reason, by, at: now };
      await tx.reportFinding.upsert({
        where: { sessionId_mark: { sessionId: id, mark } },
        create: { sessionId: id, mark, ...what },
        update: what,
      });
    },
    async reword(id, { record, part }, was, text) {
      const [kind = '', of = ''] = record.split(':');
      const where = COLUMNS[kind];
      const column = where?.columns[part];
      if (!where || !column || !isId(id) || !isId(of)) return false;
      const table = Prisma.raw(`"${where.table}"`);
      const name = Prisma.raw(`"${column}"`);
      const mine =
        kind === 'session'
          ? Prisma.sql`id = ${id}::uuid AND id = ${of}::uuid`
          : kind === 'factor'
            ? Prisma.sql`id = ${of}::uuid AND topic_id IN (SELECT t.id FROM topic t WHERE t.session_id = ${id}::uuid)`
            : Prisma.sql`id = ${of}::uuid AND session_id = ${id}::uuid`;
      const version = where.versioned ? Prisma.sql`, version = version + 1` : Prisma.empty;
      const changed = await tx.$executeRaw`
        UPDATE ${table} SET ${name} = ${text} ${version} WHERE ${mine} AND ${name} = ${was}`;
      return changed === 1;
    },
    async keepSummary(id, { sentences, model, prompt }) {
      const what = {
        sentences: sentences as unknown as Prisma.InputJsonValue,
        model,
        prompt,
        at: now,
        // Nobody has read these words yet.
        checkedBy: null,
      };
      await tx.reportSummary.upsert({ where: { sessionId: id }, create: { sessionId: id, ...what }, update: what });
    },
    async checkSummary(id, by) {
      await tx.reportSummary.updateMany({ where: { sessionId: id }, data: { checkedBy: by } });
    },
    async dropSummary(id) {
      await tx.reportSummary.deleteMany({ where: { sessionId: id } });
    },

    async oweWording(id, draft) {
      const owed = { draft, tries: 0, lookAt: now };
      await tx.reportWording.upsert({ where: { sessionId: id }, create: { sessionId: id, ...owed }, update: owed });
    },
    async wording(id) {
      if (!isId(id)) return null;
      const select = { draft: true, tries: true, lookAt: true };
      return tx.reportWording.findUnique({ where: { sessionId: id }, select });
    },
    async dueWordings(limit) {
      const rows = await tx.$queryRaw<{ id: string }[]>`
        SELECT g.session_id AS id FROM report_wording g JOIN session x ON x.id = g.session_id
        WHERE g.look_at <= ${now} AND x.state = 'checking' ORDER BY g.look_at, g.session_id LIMIT ${limit}`;
      return rows.map(({ id }) => id);
    },
    async triedWording(id, tried) {
      await tx.reportWording.updateMany({ where: { sessionId: id }, data: tried });
    },
    async endWording(id) {
      await tx.reportWording.updateMany({ where: { sessionId: id }, data: { lookAt: null } });
    },

    async benefit(id) {
      if (!isId(id)) return null;
      const row = await tx.sessionBenefit.findUnique({ where: { sessionId: id } });
      return row && { by: row.personId, applied: row.applied, realised: row.realised, shown: row.shown };
    },
    async askBenefit(id) {
      const { count } = await tx.sessionBenefit.createMany({
        data: [{ sessionId: id, askedAt: now }],
        skipDuplicates: true,
      });
      return count === 1;
    },
    async sayBenefit(id, { by, ...said }) {
      await tx.sessionBenefit.update({
        where: { sessionId: id },
        data: { ...said, personId: by, answeredAt: now },
      });
    },

    async readable(reader, limit) {
      const rows = await tx.$queryRaw<ListedRow[]>`
        SELECT x.id, x.reference, x.title, x.state, x.edition, COALESCE(r.at, x.since) AS at
        FROM session x JOIN community c ON c.id = x.community_id
        LEFT JOIN LATERAL (SELECT s.at FROM session_report s WHERE s.session_id = x.id ORDER BY s.edition DESC LIMIT 1) r ON true
        WHERE (x.state = 'checking' OR (x.state = 'paused' AND x.was = 'checking') OR r.at IS NOT NULL) AND ((${takesPartIn(reader)} AND ${visibleCommunity(reader.organisation)}) OR (r.at IS NOT NULL AND ${opensTo(reader)}))
        ORDER BY at DESC, x.id LIMIT ${limit}`;
      return rows.map(
        ({ id, ...row }): Listed => ({
          session: id,
          ...row,
        }),
      );
    },
  };
}

interface ListedRow {
  id: string;
  reference: string | null;
  title: string;
  state: string;
  edition: number;
  at: Date;
}

/** Holds for a session, under the alias `x`, in which somebody has a part that was given to them. */
const takesPartIn = ({ person }: Reader): Prisma.Sql => Prisma.sql`EXISTS (
  SELECT 1 FROM session_person sp WHERE sp.session_id = x.id AND sp.person_id = ${person}::uuid AND sp.role <> 'note-taker')`;

/** Holds for a session, under the alias `x`, with its community under `c`, whose published report is for somebody who has no part in it. */
const opensTo = (reader: Reader): Prisma.Sql => Prisma.sql`(
  (x.readers IN ('community', 'organisation') AND ${readableCommunity(reader)})
  OR (x.readers = 'organisation' AND c.founder_id = ${reader.organisation}::uuid
    AND ${reader.unchecked !== true && !reader.outside}::boolean AND ${visibleCommunity(reader.organisation)}))`;

/** Where the parts of a report that whoever leads may word anew are kept. Names of columns are of this list alone. */
const COLUMNS: Readonly<
  Record<
    string,
    { readonly table: string; readonly versioned?: true; readonly columns: Readonly<Record<string, string>> }
  >
> = {
  session: {
    table: 'session',
    columns: {
      title: 'title',
      event: 'event',
      purpose: 'purpose',
      scopeIn: 'scope_in',
      scopeOut: 'scope_out',
      question: 'question',
      noLesson: 'no_lesson',
    },
  },
  topic: {
    table: 'topic',
    versioned: true,
    columns: { title: 'title', why: 'outcome_why', undiscussed: 'undiscussed' },
  },
  factor: { table: 'factor', columns: { statement: 'statement' } },
  fact: { table: 'session_fact', versioned: true, columns: { when: 'when', statement: 'statement' } },
  lesson: {
    table: 'lesson',
    versioned: true,
    columns: {
      when: 'when',
      do: 'do',
      because: 'because',
      context: 'context',
      appliesTo: 'applies_to',
      lifecycleWhy: 'lifecycle_why',
    },
  },
  recommendation: {
    table: 'recommendation',
    columns: { text: 'text', addressedTo: 'addressed_to', noAction: 'no_action' },
  },
  action: {
    table: 'action',
    versioned: true,
    columns: { text: 'text', whenWill: 'when_will', measure: 'measure' },
  },
  objection: { table: 'objection', columns: { answer: 'answer' } },
};
