/** Questions and replies under the names that a reader sees their authors by. */
import type { Translate } from '../core/translate.ts';
import { shownTo } from '../words/author.ts';
import type { Question, Reply } from './question.ts';

/** @param reader their organisation; null where it is not known */
export const shownQuestion = (t: Translate, question: Question, reader: string | null): Question => ({
  ...question,
  asker: shownTo(t, question.asker, reader),
});
export const shownReply = (t: Translate, reply: Reply, reader: string | null): Reply => ({
  ...reply,
  author: shownTo(t, reply.author, reader),
});
