/** An answer as what has a standing: who wrote it, what it answers, and all that shows it. */
import type { Work } from '../core/work.ts';
import type { Judged } from '../words/standing.ts';
import { subjectOfNotice, subjectOfPass, subjectOfQuestion, subjectOfReply } from './publish.ts';
import { isId } from './readable.ts';

/** Null for a reply that is no answer, is deleted, or is to a question that was taken back. */
export async function judgedAnswer(w: Work, id: string): Promise<Judged | null> {
  const reply = isId(id) ? await w.questions.reply(id) : null;
  const question = reply ? await w.questions.get(reply.question) : null;
  if (!reply || reply.deleted || !reply.counts || !question || question.community === null) return null;
  if (question.state === 'withdrawn') return null;
  const isMarked = question.accepted === reply.id;
  const marker = isMarked ? await w.questions.markedBy(question.id) : null;
  return {
    id: reply.id,
    community: question.community,
    question: question.id,
    author: reply.author,
    title: question.text,
    words: reply.text,
    version: reply.version,
    asker: question.asker.ref,
    isMarked,
    marker,
    place: reply.place,
    subjects: [
      subjectOfReply(reply.id),
      subjectOfNotice(reply.id),
      subjectOfQuestion(question.id),
      subjectOfPass(question.id),
    ],
  };
}
