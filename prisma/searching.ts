/**
 * Looking for questions by what they and their answers say, and for what libraries keep, in Postgres: BM25 over postings in blocks, those that weigh most
 * first, of at most so many as a query may cost; then the exact score of the best, from whole documents. What somebody may
 * not read is looked at nowhere: neither found, nor counted when a word's rarity is told.
 */
import type { Reader } from '../bot/communities/community.ts';
import { mayBeOutside } from '../bot/core/me.ts';
import type { Candidate } from '../bot/questions/found.ts';
import { readableCommunity } from './audience.ts';
import { Prisma } from './generated/client.ts';
import type { Tx } from './work.ts';

/** Postings that one query reads, the rarest words' first: a bound on its time, whatever there is. */
const BUDGET = 60_000;
/** In one block. */
const BLOCK = 256;
/** Documents whose exact score is computed: where all postings were read, and where some were left. */
const EXACT = 200;
const CUT = 600;
/** A guest's newest. */
const GUESTS = 20_000;
/** Of a question as long as a page so many words, the rarest, are looked for. */
const WORDS = 60;
/** What a word is worth that is not the one that was typed, but one letter away from it. */
const MISSPELT = 0.7;
/** And one that begins as what was typed does. */
const BEGUN = 0.8;
/** Words that begin so, among which the usual are looked for. */
const LOOKED_UP = 300;
/** So many, for one that was typed. */
const GUESSES = 3;

interface Asked {
  /** Where this word stands among those that were typed. */
  readonly at: number;
  readonly word: string;
  readonly term: number;
  readonly times: number;
  readonly worth: number;
  readonly df: number;
  /** In how many blocks they stand. */
  readonly blocks: number;
}

interface Scopes {
  readonly ids: readonly number[];
  /** Of somebody who reads a few communities of a scope alone: all documents that are theirs to read. */
  readonly only: readonly number[] | null;
  readonly docs: number;
  readonly words: number;
  readonly asked: number;
}

export interface SearchHow {
  /** So many at most, the best first. */
  readonly limit: number;
  /** Looks among these alone. */
  readonly among?: readonly string[];
  /** The last word may not be at its end yet. */
  readonly typing?: boolean;
}

/** BM25's saturation and its share of length: of whole threads as they are usual, of questions as they are usual for short texts. */
const WHOLE = { k1: 1.2, b: 0.75 };
const SHORT = { k1: 0.9, b: 0.4 };

/** @returns the best of those that a reader may read, with what their score is made of */
export async function candidates(tx: Tx, reader: Reader, text: string, how: SearchHow): Promise<readonly Candidate[]> {
  const scopes = await scopesOf(tx, reader);
  const typed = await typedIn(tx, text, scopes);
  const guesses = [
    ...(await guessesFor(tx, typed, scopes)),
    ...(how.typing === true ? await begunIn(tx, text, typed, scopes) : []),
  ];
  const known = [...typed, ...guesses]
    .filter(({ df }) => df > 0)
    .sort((a, b) => a.df - b.df || a.term - b.term)
    .slice(0, WORDS);
  if (known.length === 0) return [];
  const idf = (df: number): number => Math.log(1 + (Math.max(scopes.docs, df) - df + 0.5) / (df + 0.5));
  // What nobody wrote is as rare as can be: whoever finds nothing of it has not found much. Of one begun word, all there is.
  const whole = typed.length > 0 ? typed : guesses.slice(0, 1);
  const mass = whole.reduce((sum, { df }) => sum + idf(df), 0);
  const length = whole.reduce((sum, { df, times }) => sum + ((1 + Math.log(times)) * idf(df)) ** 2, 0);
  const flat = Math.sqrt(whole.reduce((sum, { times }) => sum + (1 + Math.log(times)) ** 2, 0));
  const weights = known.map(({ df, worth }) => idf(df) * worth);
  const { blocks, isCut } = budgetOf(known);
  const score = Prisma.sql`${bm25('asked_times', 'asked', scopes.asked / scopes.docs, SHORT)} AS asked,
    ${bm25('said_times', 'said', scopes.words / scopes.docs, WHOLE)} AS said,
    q.alike * (1 + ln(d.said_times[q.place])) AS alike, CASE WHEN d.asked_times[q.place] > 0 THEN 1 ELSE 0 END AS own`;
  return tx.$queryRaw<Candidate[]>`
    WITH q AS MATERIALIZED (
      SELECT * FROM unnest(${known.map(({ term }) => term)}::int[], ${weights.map((one) => one / mass)}::float8[],
        ${known.map(({ df, times, worth }) => ((1 + Math.log(times)) * idf(df) ** 2 * worth * flat) / length)}::float8[],
        ${weights.map((one) => Math.max(1, Math.round(one * 500)))}::int[], ${blocks}::int[], ${known.map(({ at }) => at)}::int[])
        AS u(term, weight, alike, rough, blocks, at)),
    -- A budget's worth of postings, term by term along the index, whatever the planner expects of them.
    best AS MATERIALIZED (
      SELECT doc FROM (
        SELECT unnest(b.docs) AS doc, unnest(b.weights) * q.rough::bigint AS score
        FROM q CROSS JOIN LATERAL (
          SELECT docs, weights FROM search_block WHERE term = q.term AND scope = ANY (${scopes.ids}::int[]) ORDER BY most DESC LIMIT q.blocks) AS b
        UNION ALL
        SELECT f.doc, f.weight * q.rough::bigint
        FROM q CROSS JOIN LATERAL (
          SELECT doc, weight FROM search_fresh WHERE term = q.term AND scope = ANY (${scopes.ids}::int[]) OFFSET 0) AS f) AS posting
      ${among(how.among, scopes.only)}
      GROUP BY doc ORDER BY sum(score) DESC, doc LIMIT ${Math.max(isCut ? CUT : EXACT, how.limit)}),
    -- Several words may stand for one that was typed: the one that says most of it counts.
    scored AS MATERIALIZED (
      SELECT d.question_id, s.asked, s.said, s.alike, s.own FROM best JOIN search_doc d ON d.id = best.doc AND d.scope = ANY (${scopes.ids}::int[])
      CROSS JOIN LATERAL (
        SELECT sum(one.asked) AS asked, sum(one.said) AS said,
          least(1, sum(one.alike) / sqrt((SELECT sum((1 + ln(times)) ^ 2) FROM unnest(d.said_times) AS times))) AS alike,
          sum(one.own)::float8 / greatest(1, (SELECT count(*) FROM unnest(d.asked_times) AS times WHERE times > 0)) AS own
        FROM (
          SELECT max(asked) AS asked, max(said) AS said, max(alike) AS alike, max(own) AS own
          FROM (SELECT q.at, ${score} FROM (SELECT q.*, array_position(d.terms, q.term) AS place FROM q) AS q WHERE place IS NOT NULL) AS each
          GROUP BY at) AS one) AS s
      ORDER BY s.asked + s.said + s.alike DESC, d.question_id LIMIT ${how.limit})
    SELECT scored.question_id AS id, CASE WHEN l.id IS NULL THEN 'question' ELSE 'item' END AS kind, coalesce(x.text, to_jsonb(l.title)) AS text,
      scored.asked::float8 AS asked, scored.said::float8 AS said, scored.alike::float8 AS alike, scored.own
    FROM scored LEFT JOIN question x ON x.id = scored.question_id AND x.state IN ('open', 'answered', 'resolved')
      LEFT JOIN library_item l ON l.id = scored.question_id AND l.state = 'kept'
      JOIN community c ON c.id = coalesce(x.community_id, l.community_id)
    WHERE ${readableCommunity(reader)}
    ORDER BY scored.asked + scored.said + scored.alike DESC, scored.question_id`;
}

/** Of one word, of the most that all could give: without a factor that is the same for all. */
const bm25 = (times: string, length: string, mean: number, { k1, b }: { k1: number; b: number }): Prisma.Sql => {
  const tf = Prisma.raw(`d.${times}[q.place]`);
  return Prisma.sql`q.weight * ${tf} / (${tf} + ${k1 * (1 - b)}::float8 + ${(k1 * b) / Math.max(1, mean)}::float8 * ${Prisma.raw(`d.${length}`)})`;
};

const among = (ids: readonly string[] | undefined, only: readonly number[] | null): Prisma.Sql => {
  if (ids !== undefined)
    return Prisma.sql`WHERE doc IN (SELECT id FROM search_doc WHERE question_id = ANY (${ids}::uuid[]))`;
  return only === null ? Prisma.empty : Prisma.sql`WHERE doc = ANY (${only}::int[])`;
};

/** Where somebody's documents stand, and how many there are. A guest reads what they were taken into alone, open or not. */
async function scopesOf(tx: Tx, reader: Reader): Promise<Scopes> {
  if (mayBeOutside(reader)) return guestScopes(tx, reader);
  const [row] = await tx.$queryRaw<Omit<Scopes, 'only'>[]>`
    SELECT coalesce(array_agg(s.id), '{}') AS ids, coalesce(sum(s.docs), 0)::int AS docs,
      coalesce(sum(s.words), 0)::float8 AS words, coalesce(sum(s.asked), 0)::float8 AS asked
    FROM search_scope s LEFT JOIN community c ON c.id = s.community_id
    WHERE ${reader.organisation}::uuid = ANY (s.organisations) OR (c.id IS NOT NULL AND ${readableCommunity(reader)})`;
  return { ids: [], docs: 0, words: 0, asked: 0, ...row, only: null };
}

async function guestScopes(tx: Tx, reader: Reader): Promise<Scopes> {
  const rows = await tx.$queryRaw<{ id: number; scope: number; said: number; asked: number }[]>`
    SELECT d.id, d.scope, d.said, d.asked
    FROM membership m JOIN community c ON c.id = m.community_id
      JOIN (SELECT id, community_id FROM question UNION ALL SELECT id, community_id FROM library_item) x ON x.community_id = c.id
      JOIN search_doc d ON d.question_id = x.id
    WHERE m.person_id = ${reader.person}::uuid AND ${readableCommunity(reader)}
    ORDER BY d.id DESC LIMIT ${GUESTS}`;
  const sum = (of: 'said' | 'asked') => rows.reduce((all, row) => all + row[of], 0);
  return {
    ids: [...new Set(rows.map(({ scope }) => scope))],
    only: rows.map(({ id }) => id),
    docs: rows.length,
    words: sum('said'),
    asked: sum('asked'),
  };
}

/** The words of a text, and in how many documents each stands. */
async function typedIn(tx: Tx, text: string, scopes: Scopes): Promise<readonly Asked[]> {
  const rows = await tx.$queryRaw<Asked[]>`
    SELECT (row_number() OVER (ORDER BY word) - 1)::int AS at, word, search_term(word) AS term, times, 1::float8 AS worth, df, blocks
    FROM search_words(${text}) AS said, ${dfOf(Prisma.sql`search_term(said.word)`, scopes)}`;
  return rows;
}

/** In how many documents that somebody may read a term stands, and in how many blocks: two columns. */
const dfOf = (term: Prisma.Sql, { ids, only }: Scopes): Prisma.Sql =>
  only === null
    ? Prisma.sql`LATERAL (
        SELECT ((SELECT count(*) FROM search_fresh f WHERE f.term = ${term} AND f.scope = ANY (${ids}::int[])) + coalesce(sum(b.size), 0))::int AS df,
          count(*)::int AS blocks
        FROM search_block b WHERE b.term = ${term} AND b.scope = ANY (${ids}::int[])) AS known_in`
    : Prisma.sql`LATERAL (
        SELECT count(*)::int AS df, count(*)::int AS blocks FROM search_doc d WHERE d.id = ANY (${only}::int[]) AND ${term} = ANY (d.terms)) AS known_in`;

/** What nobody wrote may be misspelt: words that are written, and one letter away from it, stand for it. */
async function guessesFor(tx: Tx, typed: readonly Asked[], scopes: Scopes): Promise<readonly Asked[]> {
  const lost = typed.filter(({ df, word }) => df === 0 && /^[a-z]{4,24}$/.test(word));
  if (lost.length === 0) return [];
  return tx.$queryRaw<Asked[]>`
    SELECT at, word, term, times, ${MISSPELT}::float8 AS worth, df, blocks FROM (
      SELECT near.*, row_number() OVER (PARTITION BY at ORDER BY df DESC, word) AS place FROM (
        SELECT known.*, df, blocks FROM (
          SELECT DISTINCT l.at, l.times, s.word, search_term(s.word) AS term
          FROM unnest(${lost.map(({ at }) => at)}::int[], ${lost.map(({ word }) => word)}::text[], ${lost.map(({ times }) => times)}::int[]) AS l(at, word, times),
            search_misspelt(l.word) AS m JOIN search_spelling s ON s.key = m.key) AS known,
        ${dfOf(Prisma.sql`known.term`, scopes)}) AS near
      WHERE df > 0) AS ranked
    WHERE place <= ${GUESSES}`;
}

/** What somebody may be about to type: words that begin as their last one does. */
async function begunIn(tx: Tx, text: string, typed: readonly Asked[], scopes: Scopes): Promise<readonly Asked[]> {
  const last = /[a-z]{3,24}$/i.exec(text)?.[0].toLowerCase();
  if (last === undefined) return [];
  const at = Math.max(-1, ...typed.map((one) => one.at)) + 1;
  // The index has stems: what is typed nearly to its end is longer than its own.
  return tx.$queryRaw<Asked[]>`
    SELECT ${at}::int AS at, word, term, 1 AS times, ${BEGUN}::float8 AS worth, df, blocks FROM (
        SELECT word, search_term(word) AS term FROM (
          (SELECT word FROM search_spelling WHERE key >= ${last} AND key < ${`${last}{`} AND key = word ORDER BY key LIMIT ${LOOKED_UP})
          UNION SELECT word FROM search_spelling WHERE key = word
            AND key = ANY (${Array.from({ length: Math.max(0, Math.min(3, last.length - 4)) }, (_, less) => last.slice(0, -1 - less))}::text[])) AS near
        WHERE word <> ALL (${typed.map(({ word }) => word)}::text[])) AS known,
      ${dfOf(Prisma.sql`known.term`, scopes)}
    WHERE df > 0 ORDER BY df DESC, word LIMIT ${GUESSES}`;
}

/** Of which word how many blocks: whole, while they fit; of what is left, the rest in equal parts. */
function budgetOf(words: readonly Asked[]): { readonly blocks: readonly number[]; readonly isCut: boolean } {
  let left = BUDGET;
  let isCut = false;
  const blocks = words.map(({ df, blocks: all }, at) => {
    const share = Math.floor(left / (words.length - at));
    const taken = Math.min(df, Math.max(share, BLOCK));
    // Blocks may be short: a word that is taken whole is taken however many they are.
    if (taken === df) {
      left -= df;
      return 1_000_000;
    }
    isCut = true;
    left -= taken;
    return Math.ceil((taken * all) / df);
  });
  return { blocks, isCut };
}

/** Questions and items looked at in one transaction. */
const BATCH = 50;
/** Postings that are fresh before they are put into blocks: some ten thousand documents'. */
const FRESH = 200_000;
/** Words looked at in one go. */
const LOOKED_THROUGH = 2_000;

/** Makes the index what questions and items say now, a little at a time. @returns how many it looked at; none where another process is at it */
export async function drain(tx: Tx): Promise<number> {
  const [row] = await tx.$queryRaw<{ done: number }[]>`SELECT search_drain(${BATCH}::int) AS done`;
  return row?.done ?? 0;
}

/** Puts a part of the index in order. @returns whether there may be more to do */
export async function tidy(tx: Tx, now: Date, fresh = FRESH): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ more: boolean }[]>`SELECT search_tidy(${now}, ${fresh}::int) AS more`;
  return row?.more ?? false;
}

/** Forgets words that stand in nothing any more. @returns where to go on; '' at the end */
export async function forgetWords(tx: Tx, after: string): Promise<string> {
  const [row] = await tx.$queryRaw<
    { until: string | null }[]
  >`SELECT search_forget(${after}, ${LOOKED_THROUGH}::int) AS until`;
  return row?.until ?? '';
}
