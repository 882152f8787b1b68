/** Everything that a community owns and its readers may read. What was withdrawn or deleted, drafts and small talk are not in it. */
import type { Log } from '../../bot/core/ports.ts';
import type { Text } from '../../bot/core/text.ts';
import type { Marks } from '../../bot/standing/level.ts';
import type { Author } from '../../bot/words/author.ts';
import { AUTHOR, type AuthorRow, JOIN_AUTHOR, toAuthor } from '../authors.ts';
import { connect } from '../client.ts';
import { withClient } from '../connection.ts';
import { createStandingStore } from '../standing.ts';

export interface OwnedAnswer {
  readonly id: string;
  readonly text: Text;
  readonly author: Author;
  readonly said: Date;
  readonly marks: Marks | null;
}
export interface OwnedQuestion {
  readonly id: string;
  readonly text: Text;
  readonly author: Author;
  readonly state: string;
  readonly accepted: string | null;
  readonly asked: Date;
  readonly answers: readonly OwnedAnswer[];
}
export interface OwnedItem {
  readonly id: string;
  readonly kind: string;
  readonly state: string;
  readonly title: string;
  readonly text: Text;
  readonly link: string | null;
  readonly official: string | null;
  readonly tags: readonly string[];
  readonly reviewBy: string;
  readonly credit: string | null;
  readonly author: Author;
  readonly created: Date;
  readonly changed: Date;
  /** Questions from which it came. */
  readonly sources: readonly string[];
}
export interface Owned {
  readonly community: { readonly id: string; readonly name: string; readonly purpose: string };
  readonly questions: readonly OwnedQuestion[];
  readonly items: readonly OwnedItem[];
}

/** As it is at one moment; null where there is no such community. */
export const readOwned = (url: string, community: string): Promise<Owned | null> =>
  withClient(url, async (client) => {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const [one] = (
      await client.query<Owned['community']>('SELECT id, name, purpose FROM community WHERE id = $1', [community])
    ).rows;
    const questions = await client.query<
      AuthorRow & {
        id: string;
        text: Text;
        state: string;
        accepted_id: string | null;
        opened_at: Date | null;
        created_at: Date;
      }
    >(
      `SELECT x.*, ${AUTHOR.sql} FROM question x ${JOIN_AUTHOR.sql} WHERE x.community_id = $1 AND x.state IN ('open', 'answered', 'resolved')
       ORDER BY x.created_at, x.id`,
      [community],
    );
    const answers = await client.query<AuthorRow & { id: string; question_id: string; text: Text; said: Date }>(
      `SELECT x.*, COALESCE(x.said_at, x.created_at) AS said, ${AUTHOR.sql} FROM reply x ${JOIN_AUTHOR.sql} JOIN question q ON q.id = x.question_id
       WHERE q.community_id = $1 AND q.state IN ('open', 'answered', 'resolved') AND x.counts AND x.deleted_at IS NULL
       ORDER BY COALESCE(x.said_at, x.created_at), x.id`,
      [community],
    );
    const items = await client.query<
      AuthorRow & OwnedItem & { review: string; created_at: Date; changed_at: Date; sources: string[] }
    >(
      `SELECT x.*, x.review_by::text AS review, ARRAY(SELECT l.question_id::text FROM library_source l JOIN question q ON q.id = l.question_id
         AND q.state IN ('open', 'answered', 'resolved') WHERE l.item_id = x.id ORDER BY 1) AS sources, ${AUTHOR.sql}
       FROM library_item x ${JOIN_AUTHOR.sql} WHERE x.community_id = $1 AND x.state IN ('kept', 'obsolete') ORDER BY x.created_at, x.id`,
      [community],
    );
    await client.query('COMMIT');
    if (!one) return null;
    const marks = await marksOf(
      url,
      answers.rows.map(({ id }) => id),
    );
    const byQuestion = new Map<string, OwnedAnswer[]>();
    for (const row of answers.rows) {
      const answer = {
        id: row.id,
        text: row.text,
        author: toAuthor(row),
        said: row.said,
        marks: marks.get(row.id) ?? null,
      };
      byQuestion.set(row.question_id, [...(byQuestion.get(row.question_id) ?? []), answer]);
    }
    return {
      community: one,
      questions: questions.rows.map((row) => ({
        id: row.id,
        text: row.text,
        author: toAuthor(row),
        state: row.state,
        accepted: row.accepted_id,
        asked: row.opened_at ?? row.created_at,
        answers: byQuestion.get(row.id) ?? [],
      })),
      items: items.rows.map((row) => ({
        id: row.id,
        kind: row.kind,
        state: row.state,
        title: row.title,
        text: row.text,
        link: row.link,
        official: row.official,
        tags: row.tags,
        reviewBy: row.review,
        credit: row.credit,
        author: toAuthor(row),
        created: row.created_at,
        changed: row.changed_at,
        sources: row.sources,
      })),
    };
  });

/** A command says what it does by its own lines. */
const QUIET: Log = { info() {}, warn() {}, error() {}, with: () => QUIET };
/** In one query. */
const ASKED = 1_000;

/** What people said of how far to trust them. */
async function marksOf(url: string, answers: readonly string[]): Promise<ReadonlyMap<string, Marks>> {
  const { prisma, close } = await connect(url, { max: 1, log: QUIET });
  try {
    const store = createStandingStore(prisma as never, new Date(), () => '');
    const all = new Map<string, Marks>();
    for (let at = 0; at < answers.length; at += ASKED)
      for (const [id, one] of await store.marks(answers.slice(at, at + ASKED))) all.set(id, one);
    return all;
  } finally {
    await close();
  }
}
