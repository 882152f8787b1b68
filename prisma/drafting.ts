/** Drafted answers in Postgres. */
import type { ConversationRef, Subject } from '../bot/core/ref.ts';
import type { Text } from '../bot/core/text.ts';
import type { DraftingStore, DraftState, Sentence } from '../bot/drafting/drafted.ts';
import { labelFor, labelOf } from '../bot/words/handling.ts';
import { isId, tellingChannel } from './audience.ts';
import { AUTHOR, type AuthorRow, JOIN_AUTHOR, toAuthor } from './authors.ts';
import { Prisma } from './generated/client.ts';
import type { Tx } from './work.ts';

interface Row extends AuthorRow {
  id: string;
  state: string;
  sentences: Sentence[];
  fault: string | null;
  place: string | null;
  shared_at: Date | null;
}

/** A draft is asked for once, and once more where whoever wrote it died. */
const TRIES = 2;

export function createDraftingStore(tx: Tx, now: Date, newId: () => string): DraftingStore {
  const sourcesOf = (draftId: string) =>
    tx.draftedSource
      .findMany({ where: { draftId }, orderBy: { number: 'asc' } })
      .then((rows) =>
        rows.map(({ number, questionId: question, replyId: reply, mark }) => ({ number, question, reply, mark })),
      );
  return {
    async ask({ person, identity, words, place, sources }) {
      const id = newId();
      await tx.$executeRaw`
        INSERT INTO drafted_answer (id, person_id, identity_id, words, place, look_at, created_at)
        VALUES (${id}::uuid, ${person}::uuid, ${identity}::uuid, ${json(words)}, ${place?.id ?? null}, ${now}, ${now})`;
      await tx.draftedSource.createMany({
        data: sources.map(({ question, reply }, at) => ({
          draftId: id,
          number: at + 1,
          questionId: question,
          replyId: reply,
        })),
      });
      return id;
    },
    async get(id) {
      if (!isId(id)) return null;
      const [row] = await tx.$queryRaw<Row[]>`
        SELECT x.*, ${AUTHOR} FROM drafted_answer x ${JOIN_AUTHOR} WHERE x.id = ${id}::uuid`;
      if (!row) return null;
      const author = toAuthor(row);
      const place: ConversationRef | null =
        row.place === null ? null : { kind: 'conversation', platform: author.platform, id: row.place };
      const { state, sentences, fault, shared_at: sharedAt } = row;
      const sources = await sourcesOf(id);
      return { id, author, state: state as DraftState, sentences, sources, fault, place, shared: sharedAt !== null };
    },
    async take(id, until) {
      if (!isId(id)) return null;
      const [row] = await tx.$queryRaw<{ platform: string; ref: string; words: Text | null; tries: number }[]>`
        UPDATE drafted_answer x SET tries = x.tries + 1, look_at = ${until} FROM identity i
        WHERE x.id = ${id}::uuid AND i.id = x.identity_id AND x.state = 'writing' AND x.look_at <= ${now}
        RETURNING i.platform, i.ref, x.words, x.tries`;
      if (!row) return null;
      const { platform, ref, words, tries } = row;
      const sources = tries > TRIES ? [] : await sourcesOf(id);
      return { account: { kind: 'user', platform, id: ref }, words: words ?? '', tries, sources };
    },
    async end(id, { state, sentences = [], marks, model = '', prompt = '', fault }) {
      const ended = await tx.$executeRaw`
        UPDATE drafted_answer SET state = ${state}, sentences = ${json(sentences)}, model = ${model}, prompt = ${prompt},
          fault = ${fault ?? null}, words = NULL, look_at = NULL WHERE id = ${id}::uuid AND state = 'writing'`;
      if (ended === 0) return false;
      for (const [number, mark] of marks ?? [])
        await tx.draftedSource.updateMany({ where: { draftId: id, number }, data: { mark } });
      return true;
    },
    async due(limit) {
      const where = { state: 'writing', lookAt: { lte: now } };
      const rows = await tx.draftedAnswer.findMany({
        where,
        orderBy: { lookAt: 'asc' },
        take: limit,
        select: { id: true },
      });
      return rows.map(({ id }) => id);
    },
    async share(id) {
      const shared = await tx.draftedAnswer.updateMany({
        where: { id, state: 'written', sharedAt: null },
        data: { sharedAt: now },
      });
      return shared.count === 1;
    },
    async vote(draftId, personId, useful) {
      await tx.draftVote.upsert({
        where: { draftId_personId: { draftId, personId } },
        create: { draftId, personId, useful },
        update: { useful },
      });
    },
    async open(organisation, communities) {
      const rows = await tx.$queryRaw<{ id: string; label: string | null; access: string }[]>`
        SELECT c.id, c.label, c.access FROM community c
        WHERE c.id = ANY(${[...communities]}::uuid[]) AND c.drafting
          AND EXISTS (SELECT 1 FROM organisation o WHERE o.id = ${organisation}::uuid AND o.drafting)
          AND NOT EXISTS (SELECT 1 FROM community_organisation co JOIN organisation o ON o.id = co.organisation_id
            WHERE co.community_id = c.id AND NOT o.drafting)`;
      // What goes no further does not go to a model either.
      const further = rows.filter(({ label, access }) => (labelOf(label) ?? labelFor(access)) !== 'closed');
      return new Set(further.map(({ id }) => id));
    },
    async tells({ platform, id }, community) {
      const [row] = await tx.$queryRaw<unknown[]>`
        SELECT 1 FROM community c JOIN channel h ON ${tellingChannel}
        WHERE c.id = ${community}::uuid AND h.platform = ${platform} AND h.ref = ${id}`;
      return row !== undefined;
    },
    async showing(what) {
      const rows = await tx.$queryRaw<{ subject: Subject }[]>`
        SELECT DISTINCT kind || x.id AS subject FROM drafted_answer x, unnest(ARRAY['drafted:', 'drafted-shared:']) kind
        WHERE (kind = 'drafted:' OR x.shared_at IS NOT NULL) AND (${resting(what)})`;
      return rows.map(({ subject }) => subject);
    },
    async forget(before, limit) {
      await tx.$executeRaw`
        WITH old AS (
          SELECT id FROM drafted_answer x WHERE created_at < ${before}
            AND (shared_at IS NULL OR EXISTS (SELECT 1 FROM draft_vote v WHERE v.draft_id = x.id))
          ORDER BY created_at LIMIT ${limit}), said AS (
          DELETE FROM draft_vote v USING old, drafted_answer x WHERE v.draft_id = old.id AND x.id = old.id
          RETURNING x.model, x.prompt, v.useful)
        INSERT INTO draft_count (month, model, prompt, useful, not_useful)
        SELECT ${now.toISOString().slice(0, 7)}, model, prompt, count(*) FILTER (WHERE useful), count(*) FILTER (WHERE NOT useful)
        FROM said GROUP BY model, prompt
        ON CONFLICT (month, model, prompt) DO UPDATE
          SET useful = draft_count.useful + EXCLUDED.useful, not_useful = draft_count.not_useful + EXCLUDED.not_useful`;
      const rows = await tx.$queryRaw<{ id: string }[]>`
        DELETE FROM drafted_answer WHERE id IN (
          SELECT id FROM drafted_answer x WHERE created_at < ${before} AND shared_at IS NULL
            AND NOT EXISTS (SELECT 1 FROM draft_vote v WHERE v.draft_id = x.id)
          ORDER BY created_at LIMIT ${limit} FOR UPDATE SKIP LOCKED)
        RETURNING id`;
      return rows.map(({ id }): Subject => `drafted:${id}`);
    },
  };
}

/** Holds for a draft, under the alias `x`, that rests on something. */
function resting(what: Parameters<DraftingStore['showing']>[0]): Prisma.Sql {
  const on = (condition: Prisma.Sql): Prisma.Sql => Prisma.sql`EXISTS (
    SELECT 1 FROM drafted_source s JOIN question q ON q.id = s.question_id LEFT JOIN reply r ON r.id = s.reply_id
    WHERE s.draft_id = x.id AND ${condition})`;
  if ('question' in what) return on(Prisma.sql`q.id = ${what.question}::uuid`);
  if ('message' in what) {
    const { platform, key } = what.message;
    return on(Prisma.sql`((q.platform = ${platform} AND q.source_key = ${key})
      OR (r.platform = ${platform} AND r.key = ${key}))`);
  }
  if ('community' in what) return on(Prisma.sql`q.community_id = ${what.community}::uuid`);
  if ('organisation' in what)
    return on(Prisma.sql`EXISTS (SELECT 1 FROM community_organisation co
      WHERE co.community_id = q.community_id AND co.organisation_id = ${what.organisation}::uuid)`);
  return Prisma.sql`x.person_id = ${what.person}::uuid OR ${on(Prisma.sql`r.person_id = ${what.person}::uuid`)}`;
}

const json = (value: unknown): Prisma.Sql => Prisma.sql`${JSON.stringify(value)}::jsonb`;
