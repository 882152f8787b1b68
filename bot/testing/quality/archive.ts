/** An archive of questions in a Postgres of its own, found in by the code that the product runs. */

import { connect } from '../../../prisma/client.ts';
import { withClient } from '../../../prisma/connection.ts';
import { silentLog, startTemporary } from '../../../prisma/embedded/temporary.ts';
import { migrate } from '../../../prisma/migrate.ts';
import { candidates, type SearchHow } from '../../../prisma/searching.ts';
import { type Ranked, ranked } from '../../questions/rank.ts';

export interface Kept {
  readonly question: string;
  readonly answers: readonly string[];
}

export interface Archive {
  /** @param how.among places in the archive: looks among these alone */
  find(text: string, how: { readonly limit: number; readonly among?: readonly number[] }): Promise<readonly Ranked[]>;
  /** What stock Postgres gives for any of the words: `ts_rank` over a question with its answers. */
  byStockRank(text: string): Promise<readonly { readonly id: string }[]>;
  /** The place in the archive of what was found. */
  placeOf(id: string): number;
  close(): Promise<void>;
}

const COMMUNITY = '00000000-0000-7000-8000-0000000000c1';
const ORGANISATION = '00000000-0000-7000-8000-0000000000a1';
const PERSON = '00000000-0000-7000-8000-0000000000b1';
const reader = { person: PERSON, organisation: ORGANISATION, outside: false };

const idOf = (place: number): string => `00000000-0000-7000-9000-${place.toString(16).padStart(12, '0')}`;
const BATCH = 500;

/** In one open community; `close` takes the Postgres down. */
export async function openArchive(all: readonly Kept[]): Promise<Archive> {
  const postgres = await startTemporary();
  try {
    await migrate(postgres.url, { log: silentLog });
    await fill(postgres.url, all);
    const database = await connect(postgres.url, { max: 2, log: silentLog });
    return {
      async find(text, { limit, among }) {
        const how: SearchHow = { limit, ...(among ? { among: among.map(idOf) } : {}) };
        const found = await database.prisma.$transaction((tx) => candidates(tx, reader, text, how), {
          timeout: 60_000,
        });
        return ranked(text, found);
      },
      byStockRank: (text) => database.prisma.$queryRaw<{ id: string }[]>`
        WITH q AS (SELECT to_tsquery('simple', string_agg(quote_literal(word), ' | ')) AS words FROM search_words(${text})),
        d AS (
          SELECT x.id, to_tsvector('pg_catalog.english', concat_ws(' ', search_text(x.text),
            (SELECT string_agg(search_text(r.text), ' ') FROM reply r WHERE r.question_id = x.id))) AS said FROM question x)
        SELECT d.id FROM d, q WHERE d.said @@ q.words ORDER BY ts_rank(d.said, q.words) DESC, d.id`,
      placeOf: (id) => Number.parseInt(id.slice(-12), 16),
      async close() {
        await database.close();
        await postgres.stop();
      },
    };
  } catch (error) {
    await postgres.stop();
    throw error;
  }
}

async function fill(url: string, all: readonly Kept[]): Promise<void> {
  await withClient(url, async (client) => {
    // Rows of others are not needed to find: nobody asked, nobody is told.
    await client.query('SET session_replication_role = replica');
    await client.query(
      `INSERT INTO community (id, name, name_key, purpose, access, founder_id, created_by, created_at) VALUES ($1, 'Archive', 'archive', '', 'open', $2, $3, now())`,
      [COMMUNITY, ORGANISATION, PERSON],
    );
    await client.query(
      'INSERT INTO community_organisation (community_id, organisation_id, agreed_by, agreed_at) VALUES ($1, $2, $3, now())',
      [COMMUNITY, ORGANISATION, PERSON],
    );
    for (let from = 0; from < all.length; from += BATCH) {
      const some = all.slice(from, from + BATCH);
      const questions = some.map(({ question }, at) => ({ id: idOf(from + at), text: question }));
      await client.query(
        `INSERT INTO question (id, community_id, person_id, identity_id, text, files, state, created_at, opened_at)
         SELECT (q->>'id')::uuid, $2, $3, $3, q->'text', '[]', 'answered', now(), now() FROM jsonb_array_elements($1::jsonb) AS q`,
        [JSON.stringify(questions), COMMUNITY, PERSON],
      );
      const replies = some.flatMap(({ answers }, at) =>
        answers.map((text, n) => ({ question: idOf(from + at), key: `${from + at} ${n}`, text })),
      );
      await client.query(
        `INSERT INTO reply (id, question_id, person_id, identity_id, platform, key, version, text, files, counts, created_at)
         SELECT gen_random_uuid(), (r->>'question')::uuid, $2, $2, 'slack', r->>'key', '1', r->'text', '[]', true, now() FROM jsonb_array_elements($1::jsonb) AS r`,
        [JSON.stringify(replies), PERSON],
      );
    }
    await client.query('SELECT search_rebuild()');
    await client.query('VACUUM ANALYZE');
  });
}
