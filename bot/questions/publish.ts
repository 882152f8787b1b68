/** Puts a question and its replies where they belong: every bound channel of the community, and the asker's private chat. */
import type { ConversationRef, Subject } from '../core/ref.ts';
import { sameRef } from '../core/ref.ts';
import type { Destination, Work } from '../core/work.ts';
import type { BoundChannel, Needs } from './needs.ts';
import type { Question } from './question.ts';

export const subjectOfQuestion = (id: string): Subject => `question:${id}`;
export const subjectOfReply = (id: string): Subject => `reply:${id}`;
export const subjectOfNotice = (id: string): Subject => `notice:${id}`;

/** The root card everywhere: in the asker's own thread where it was asked by a message, as a new post elsewhere. */
export async function publish(w: Work, needs: Needs, question: Question, community: string): Promise<void> {
  const subject = subjectOfQuestion(question.id);
  if (question.asked) await w.keep(question.asked.thread, subject, question.asked.place);
  for (const channel of await needs.channelsOf(w, community)) {
    const isHere = question.asked && sameRef(question.asked.place, channel.ref);
    const at: Destination = isHere ? { to: channel.ref, thread: question.asked?.thread } : { to: channel.ref };
    await w.show(subject, at, { view: 'question', id: question.id }, { keeps: subject });
  }
  if (!question.asked)
    await w.show(subject, { to: question.asker.ref }, { view: 'question', id: question.id }, { keeps: subject });
  await w.fact({ fact: 'QuestionAsked', question: question.id, community });
  await refreshLists(w, question);
}

/** A new reply into every thread of its question but the one where it was written. */
export async function mirror(
  w: Work,
  needs: Needs,
  question: Question,
  reply: { id: string; place: ConversationRef | null },
): Promise<void> {
  if (question.community === null) return;
  for (const channel of await needs.channelsOf(w, question.community)) {
    if (reply.place && sameRef(reply.place, channel.ref)) continue;
    await w.show(subjectOfReply(reply.id), threadIn(question, channel), { view: 'reply', id: reply.id });
  }
}

const threadIn = (question: Question, channel: BoundChannel): Destination =>
  question.asked && sameRef(question.asked.place, channel.ref)
    ? { to: channel.ref, thread: question.asked.thread }
    : { to: channel.ref, under: subjectOfQuestion(question.id) };

/** Draws again what shows a reply: its mirrors, the asker's notice and the root cards. */
export async function refreshReply(w: Work, question: string, reply: string): Promise<void> {
  await w.refresh(subjectOfReply(reply));
  await w.refresh(subjectOfNotice(reply));
  await w.refresh(subjectOfQuestion(question));
}

/** The asker's home page lists it. */
export const refreshLists = (w: Work, question: Question): Promise<void> => w.refresh(`home:${question.asker.person}`);
