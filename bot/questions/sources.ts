/** Answers by their ids, for what is drafted from them: as they are now, for who may read them now. */
import { createHash } from 'node:crypto';
import { plain } from '../core/text.ts';
import type { Work } from '../core/work.ts';
import type { Author } from '../words/author.ts';
import { type Level, UNJUDGED } from '../words/standing.ts';
import type { Needs } from './needs.ts';
import type { Asker, Question } from './question.ts';
import { isId } from './readable.ts';

export interface SourceNow {
  readonly question: string;
  readonly reply: string;
  readonly community: string;
  readonly asked: string;
  readonly answer: string;
  readonly author: Author;
  readonly said: Date;
  /** Where it was asked, if that was a message. */
  readonly link: string | null;
  readonly level: Level;
  /** Another one once a word of it is another. */
  readonly mark: string;
}

type Wanted = readonly { readonly question: string; readonly reply: string }[];

type Judging = Pick<Needs, 'standingsOf'>;

/** Those that one of these readers may read, in their order. A person is several readers: one for each account. */
export async function sourcesFor(
  w: Work,
  needs: Judging,
  readers: readonly Asker[],
  wanted: Wanted,
): Promise<readonly SourceNow[]> {
  const ids = wanted.map(({ question }) => question).filter(isId);
  const found = new Map<string, Question>();
  for (const reader of readers) for (const one of await w.questions.those(reader, ids)) found.set(one.id, one);
  return now(w, needs, wanted, found);
}

/** Those of one community: for a place where everybody reads what is asked in it. */
export async function sourcesIn(
  w: Work,
  needs: Judging,
  community: string,
  wanted: Wanted,
): Promise<readonly SourceNow[]> {
  const found = new Map<string, Question>();
  for (const { question: id } of wanted) {
    const one = isId(id) ? await w.questions.get(id) : null;
    if (one?.community === community && one.state !== 'withdrawn' && one.state !== 'drafted') found.set(one.id, one);
  }
  return now(w, needs, wanted, found);
}

async function now(
  w: Work,
  needs: Judging,
  wanted: Wanted,
  found: ReadonlyMap<string, Question>,
): Promise<readonly SourceNow[]> {
  const standings = await needs.standingsOf(
    w,
    wanted.map(({ reply }) => reply),
  );
  const sources: SourceNow[] = [];
  for (const { question: id, reply: replyId } of wanted) {
    const question = found.get(id);
    const reply = question && (await w.questions.reply(replyId));
    if (!question?.community || !reply || reply.deleted || !reply.counts || reply.question !== id) continue;
    const standing = standings.get(reply.id) ?? UNJUDGED;
    // Nothing is made of what somebody says is wrong, until that is settled.
    if (standing.withdrawn || standing.disputed) continue;
    const [asked, answer] = [plain(question.text), plain(reply.text)];
    sources.push({
      question: id,
      reply: replyId,
      community: question.community,
      asked,
      answer,
      author: reply.author,
      said: reply.said,
      link: question.source?.link || null,
      level: standing.level,
      mark: createHash('sha256')
        .update(JSON.stringify([asked, answer]))
        .digest('hex'),
    });
  }
  return sources;
}
