/** The library in Postgres. */
import type { Text } from '../bot/core/text.ts';
import type { Item, ItemState, Kind, LibraryStore } from '../bot/library/item.ts';
import { isId, livingCommunity, readableCommunity, readingAccount } from './audience.ts';
import { AUTHOR, type AuthorRow, JOIN_AUTHOR, toAuthor } from './authors.ts';
import { Prisma } from './generated/client.ts';
import type { Tx } from './work.ts';

interface ItemRow extends AuthorRow {
  id: string;
  community_id: string;
  kind: string;
  state: string;
  version: number;
  title: string;
  text: Text;
  link: string | null;
  official: string | null;
  tags: string[];
  changed_by: string | null;
  created_at: Date;
  changed_at: Date;
  review_by: Date;
  credit: string | null;
  sources: string[];
}

/** The account by which somebody who keeps an item reads in its community: an open one reads whoever works for an organisation that shares it, every other a member. */
const keeperOf = (person: Prisma.Sql, community: Prisma.Sql): Prisma.Sql => Prisma.sql`LATERAL (
  SELECT r.platform, r.ref FROM ${readingAccount(person, community)} AS r
  WHERE EXISTS (SELECT 1 FROM community k WHERE k.id = ${community} AND (k.access = 'open'
    OR EXISTS (SELECT 1 FROM membership km WHERE km.community_id = k.id AND km.person_id = ${person}))))`;

const ITEMS = Prisma.sql`SELECT x.*, ${AUTHOR}, ARRAY(
    SELECT s.question_id FROM library_source s WHERE s.item_id = x.id ORDER BY s.question_id) AS sources
  FROM library_item x ${JOIN_AUTHOR}`;

export const createLibraryStore = (tx: Tx, now: Date, newId: () => string): LibraryStore => ({
  async get(id) {
    if (!isId(id)) return null;
    const [row] = await tx.$queryRaw<ItemRow[]>`${ITEMS} WHERE x.id = ${id}::uuid`;
    return row ? toItem(row) : null;
  },
  async add({ community, kind, identity, person, sources = [], ...words }) {
    const id = newId();
    await tx.$executeRaw`
      INSERT INTO library_item (id, community_id, kind, state, title, text, link, official, tags, person_id, identity_id, created_at, changed_at, review_by)
      VALUES (${id}::uuid, ${community}::uuid, ${kind}, 'kept', ${words.title}, ${json(words.text)}, ${words.link}, ${words.official},
        ${[...words.tags]}::text[], ${person}::uuid, ${identity}::uuid, ${now}, ${now}, ${words.reviewBy}::date)`;
    // What is not of this community is no source of what it keeps.
    await tx.$executeRaw`
      INSERT INTO library_source (item_id, question_id)
      SELECT ${id}::uuid, q.id FROM question q WHERE q.id = ANY (${[...sources]}::uuid[]) AND q.community_id = ${community}::uuid`;
    return id;
  },
  async edit(id, version, words, by) {
    const changed = await tx.$executeRaw`
      UPDATE library_item SET title = ${words.title}, text = ${json(words.text)}, link = ${words.link}, official = ${words.official},
        tags = ${[...words.tags]}::text[], review_by = ${words.reviewBy}::date, asked_at = NULL, changed_at = ${now}, version = version + 1,
        changed_by = NULLIF(${by}::uuid, person_id)
      WHERE id = ${id}::uuid AND version = ${version} AND state <> 'deleted'`;
    return changed === 1;
  },
  async retire(id) {
    const changed = await tx.$executeRaw`
      UPDATE library_item SET state = 'obsolete', asked_at = NULL, version = version + 1 WHERE id = ${id}::uuid AND state = 'kept'`;
    return changed === 1;
  },
  async confirm(id, reviewBy) {
    const changed = await tx.$executeRaw`
      -- Whoever looks at it changes none of its words: an import may change those that it wrote.
      UPDATE library_item SET state = 'kept', review_by = ${reviewBy}::date, asked_at = NULL, version = version + 1,
        imported_version = CASE WHEN state = 'kept' AND imported_version = version THEN version + 1 ELSE imported_version END
      WHERE id = ${id}::uuid AND state IN ('kept', 'obsolete')`;
    return changed === 1;
  },
  async erase(id) {
    const changed = await tx.$executeRaw`
      UPDATE library_item SET state = 'deleted', title = '', text = '""', link = NULL, official = NULL, tags = '{}', credit = NULL,
        asked_at = NULL, changed_at = ${now}, version = version + 1 WHERE id = ${id}::uuid AND state <> 'deleted'`;
    if (changed === 1) await tx.librarySource.deleteMany({ where: { itemId: id } });
    return changed === 1;
  },
  async newest(reader, { community, limit }) {
    const rows = await tx.$queryRaw<ItemRow[]>`
      ${ITEMS} WHERE x.state = 'kept' ${community === undefined ? Prisma.empty : Prisma.sql`AND x.community_id = ${community}::uuid`}
        AND EXISTS (SELECT 1 FROM community c WHERE c.id = x.community_id AND ${readableCommunity(reader)})
      ORDER BY x.changed_at DESC, x.id DESC LIMIT ${limit}`;
    return rows.map(toItem);
  },
  async those(reader, ids) {
    if (ids.length === 0) return [];
    const rows = await tx.$queryRaw<ItemRow[]>`
      ${ITEMS} WHERE x.id = ANY (${[...ids]}::uuid[]) AND x.state = 'kept'
        AND EXISTS (SELECT 1 FROM community c WHERE c.id = x.community_id AND ${readableCommunity(reader)})
      ORDER BY array_position(${[...ids]}::uuid[], x.id)`;
    return rows.map(toItem);
  },
  async nextAsked(by) {
    const [first] = await tx.$queryRaw<{ person_id: string }[]>`
      SELECT x.person_id FROM library_item x JOIN community c ON c.id = x.community_id
      WHERE x.state = 'kept' AND x.asked_at IS NULL AND x.review_by <= ${by}::date AND ${livingCommunity}
      ORDER BY x.review_by, x.id LIMIT 1 FOR UPDATE OF x SKIP LOCKED`;
    if (!first) return null;
    const asked = await tx.$queryRaw<{ community_id: string; platform: string | null; ref: string | null }[]>`
      WITH due AS (
        UPDATE library_item x SET asked_at = ${now} FROM community c
        WHERE c.id = x.community_id AND ${livingCommunity} AND x.person_id = ${first.person_id}::uuid
          AND x.state = 'kept' AND x.asked_at IS NULL AND x.review_by <= ${by}::date
        RETURNING x.community_id)
      SELECT DISTINCT due.community_id, a.platform, a.ref FROM due
      LEFT JOIN ${keeperOf(Prisma.sql`${first.person_id}::uuid`, Prisma.sql`due.community_id`)} AS a ON true
      ORDER BY due.community_id`;
    const account = asked.find(({ ref }) => ref !== null);
    return {
      owner:
        account?.platform && account.ref
          ? { person: first.person_id, ref: { kind: 'user', platform: account.platform, id: account.ref } }
          : null,
      communities: asked.filter(({ ref }) => ref === null).map((row) => row.community_id),
    };
  },
  async due(person, by, limit) {
    const rows = await tx.$queryRaw<(ItemRow & { total: number })[]>`
      SELECT d.*, (count(*) OVER ())::int AS total FROM (${ITEMS} JOIN community c ON c.id = x.community_id
        WHERE x.state = 'kept' AND x.review_by <= ${by}::date AND ${livingCommunity} AND (
          (x.person_id = ${person}::uuid AND EXISTS (SELECT 1 FROM ${keeperOf(Prisma.sql`x.person_id`, Prisma.sql`x.community_id`)} AS a))
          OR (EXISTS (SELECT 1 FROM membership fm WHERE fm.community_id = c.id AND fm.person_id = ${person}::uuid AND fm.role IN ('facilitator', 'lead'))
            AND NOT EXISTS (SELECT 1 FROM ${keeperOf(Prisma.sql`x.person_id`, Prisma.sql`x.community_id`)} AS a)))) AS d
      ORDER BY d.review_by, d.id LIMIT ${limit}`;
    return { items: rows.map(toItem), count: rows[0]?.total ?? 0 };
  },
  async use(item, person) {
    await tx.$executeRaw`
      INSERT INTO library_use (item_id, person_id, used_at) VALUES (${item}::uuid, ${person}::uuid, ${now})
      ON CONFLICT (item_id, person_id) DO UPDATE SET used_at = EXCLUDED.used_at`;
  },
});

const json = (value: unknown): Prisma.Sql => Prisma.sql`${JSON.stringify(value)}::jsonb`;

const toItem = (row: ItemRow): Item => ({
  id: row.id,
  community: row.community_id,
  kind: row.kind as Kind,
  state: row.state as ItemState,
  version: row.version,
  title: row.title,
  text: row.text,
  link: row.link,
  official: row.official,
  tags: row.tags,
  owner: toAuthor(row),
  isChangedByOther: row.changed_by !== null && row.changed_by !== row.author_id,
  createdAt: row.created_at,
  changedAt: row.changed_at,
  reviewBy: row.review_by.toISOString().slice(0, 10),
  credit: row.credit,
  sources: row.sources,
});
