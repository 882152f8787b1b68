/** Items that an operator imports into a community: who keeps them from then on, what is new, and what was imported before. */
import { createHash } from 'node:crypto';
import type pg from 'pg';
import type { Text } from '../../bot/core/text.ts';
import { withClient } from '../connection.ts';

export interface Into {
  readonly id: string;
  readonly name: string;
  readonly isArchived: boolean;
}

/** Communities of this name or id. */
export const communitiesNamed = (url: string, named: string): Promise<readonly Into[]> =>
  withClient(
    url,
    async (client) =>
      (
        await client.query<Into>(
          `SELECT id, name, stage = 'archived' AS "isArchived" FROM community WHERE lower(name) = lower($1) OR id::text = lower($1) ORDER BY id`,
          [named],
        )
      ).rows,
  );

export interface Keeper {
  readonly identity: string;
  readonly person: string;
  readonly name: string;
  readonly organisation: string;
}

/** Whoever may keep something in it: accounts in use, never a guest's, whose organisation shares it, of who reads it. Named by e-mail or by name; its lead where nobody is. */
export const keepersNamed = (url: string, community: string, named: string | null): Promise<readonly Keeper[]> =>
  withClient(
    url,
    async (client) =>
      (
        await client.query<Keeper>(
          `SELECT DISTINCT ON (i.person_id) i.id AS identity, i.person_id AS person, i.name, o.name AS organisation
           FROM identity i JOIN workspace w ON w.id = i.workspace_id JOIN organisation o ON o.id = w.organisation_id
             JOIN community c ON c.id = $1 JOIN community_organisation co ON co.community_id = c.id AND co.organisation_id = w.organisation_id
             LEFT JOIN membership m ON m.community_id = c.id AND m.person_id = i.person_id
           WHERE i.active AND i.checked_at IS NOT NULL AND NOT i.guest AND NOT i.external AND (c.access = 'open' OR m.person_id IS NOT NULL)
             AND CASE WHEN $2::text IS NULL THEN m.role = 'lead' ELSE lower($2) IN (lower(i.email), lower(i.name)) END
           ORDER BY i.person_id, i.created_at, i.id`,
          [community, named],
        )
      ).rows,
  );

export interface Imported {
  readonly key: string;
  readonly kind: string;
  readonly state: string;
  readonly title: string;
  readonly text: Text;
  readonly link: string | null;
  readonly official: string | null;
  readonly tags: readonly string[];
  /** Where none was said, the usual. */
  readonly reviewBy: string;
  readonly hasReview: boolean;
  readonly credit: string | null;
}

export interface Write {
  readonly community: string;
  readonly keeper: Keeper;
  readonly source: string;
  readonly items: readonly Imported[];
  readonly newId: () => string;
  readonly now: Date;
  /** Nothing is written: what would be is said. */
  readonly dry: boolean;
}

/** What becomes of each, by its key. */
export type Fate = 'new' | 'updated' | 'same' | 'changed-here' | 'deleted-here' | 'duplicate';

interface Was {
  id: string;
  version: number;
  imported_version: number | null;
  state: string;
  same: boolean;
}

/** All of it, or nothing. */
export const importItems = (url: string, write: Write): Promise<ReadonlyMap<string, Fate>> =>
  withClient(url, async (client) => {
    await client.query('BEGIN');
    // Two imports into one community go one after the other.
    await client.query('SELECT 1 FROM community WHERE id = $1 FOR NO KEY UPDATE', [write.community]);
    const fates = new Map<string, Fate>();
    // What is called alike and did not come from there is the same already.
    const { rows } = await client.query<{ title: string }>(
      `SELECT DISTINCT lower(title) AS title FROM library_item WHERE community_id = $1 AND state <> 'deleted' AND source IS DISTINCT FROM $2`,
      [write.community, write.source],
    );
    const titles = new Set(rows.map(({ title }) => title));
    for (const item of write.items) fates.set(item.key, await importOne(client, write, item, titles));
    await client.query(write.dry ? 'ROLLBACK' : 'COMMIT');
    return fates;
  });

/** A key may be made of words, of which nothing is to be left once they are deleted. */
const marked = (key: string): string => createHash('sha256').update(key).digest('hex');

/** @param titles of items that came from elsewhere, in small letters */
async function importOne(client: pg.Client, write: Write, item: Imported, titles: ReadonlySet<string>): Promise<Fate> {
  const { community, keeper, source, now } = write;
  const values = [
    item.kind,
    item.title,
    JSON.stringify(item.text),
    item.link,
    item.official,
    [...item.tags],
    item.credit,
  ];
  const { rows } = await client.query<Was>(
    `SELECT id, version, imported_version, state, (kind, title, text, link, official, tags, credit) IS NOT DISTINCT FROM
       ($4::text, $5::text, $6::jsonb, $7::text, $8::text, $9::text[], $10::text) AND state = $11 AND ($12::date IS NULL OR review_by = $12::date) AS same
     FROM library_item WHERE community_id = $1 AND source = $2 AND source_key = $3 FOR UPDATE`,
    [community, source, marked(item.key), ...values, item.state, item.hasReview ? item.reviewBy : null],
  );
  const [was] = rows;
  if (!was) {
    if (titles.has(item.title.toLowerCase())) return 'duplicate';
    await client.query(
      `INSERT INTO library_item (id, community_id, kind, title, text, link, official, tags, credit, state, person_id, identity_id, created_at, changed_at,
         review_by, source, source_key, imported_version)
       VALUES ($1, $2, $3, $4, $5::jsonb, $6, $7, $8, $9, $10, $11, $12, $13, $13, $14::date, $15, $16, 1)`,
      [
        write.newId(),
        community,
        ...values,
        item.state,
        keeper.person,
        keeper.identity,
        now,
        item.reviewBy,
        source,
        marked(item.key),
      ],
    );
    return 'new';
  }
  if (was.state === 'deleted') return 'deleted-here';
  if (was.same) return 'same';
  if (was.version !== was.imported_version) return 'changed-here';
  await client.query(
    `UPDATE library_item SET kind = $2, title = $3, text = $4::jsonb, link = $5, official = $6, tags = $7, credit = $8, state = $9,
       review_by = $10::date, asked_at = NULL, changed_at = $11, changed_by = NULL, version = version + 1, imported_version = version + 1 WHERE id = $1`,
    [was.id, ...values, item.state, item.reviewBy, now],
  );
  return 'updated';
}
