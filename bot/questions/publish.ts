/** Puts a question and its replies where they belong: every bound channel of the community, and the asker's private chat. */
import { yours } from '../core/attention.ts';
import type { Card } from '../core/card.ts';
import type { FactOf } from '../core/facts.ts';
import type { Turn } from '../core/feature.ts';
import type { ConversationRef, Subject } from '../core/ref.ts';
import { sameRef } from '../core/ref.ts';
import type { Destination, Work } from '../core/work.ts';
import { sentence } from '../words/fragments.ts';
import type { BoundChannel, Needs } from './needs.ts';
import type { Question } from './question.ts';

export const subjectOfQuestion = (id: string): Subject => `question:${id}`;
export const subjectOfReply = (id: string): Subject => `reply:${id}`;
/** Told to members who want to hear everything. */
export const subjectOfHeard = (id: string): Subject => `heard:${id}`;
/** Told to those to whom somebody passed it. */
export const subjectOfPass = (id: string): Subject => `pass:${id}`;
export const subjectOfNotice = (id: string): Subject => `notice:${id}`;

/** The root card everywhere: in the asker's own thread where it was asked by a message, as a new post elsewhere. */
export async function publish(w: Work, needs: Needs, question: Question, community: string): Promise<void> {
  const subject = subjectOfQuestion(question.id);
  if (question.asked) await w.keep(question.asked.thread, subject, question.asked.place);
  for (const channel of await needs.channelsOf(w, community)) await showIn(w, question, channel);
  if (!question.asked)
    await w.show(
      subject,
      { to: question.asker.ref, attention: yours },
      { view: 'question', id: question.id },
      { keeps: subject },
    );
  await w.fact({ fact: 'QuestionAsked', question: question.id, community });
  await needs.acted(w, question.asker.person, community);
  await refreshLists(w, question);
}

async function showIn(w: Work, question: Question, channel: BoundChannel): Promise<void> {
  if (channel.mode === 'off') return;
  const subject = subjectOfQuestion(question.id);
  const isHere = question.asked && sameRef(question.asked.place, channel.ref);
  const at: Destination = isHere ? { to: channel.ref, thread: question.asked?.thread } : { to: channel.ref };
  await w.show(subject, at, { view: 'question', id: question.id }, { keeps: subject });
}

/** Channels of a community in which anything is shown. */
const openOnes = async (w: Work, needs: Needs, community: string): Promise<readonly BoundChannel[]> =>
  (await needs.channelsOf(w, community)).filter(({ mode }) => mode !== 'off');

/** Questions that are brought when a community gets its first channel; what is older has waited too long to be asked anew. */
const BROUGHT = 50;

/** Posts what was asked while a community had no channel, now that it has one. */
export async function publishWaiting(w: Work, needs: Needs, community: string, only?: string): Promise<void> {
  const channels = await openOnes(w, needs, community);
  if (channels.length === 0) return;
  for (const question of await w.questions.waiting(community, BROUGHT, only)) {
    for (const channel of channels) await showIn(w, question, channel);
    for (const reply of await w.questions.replies(question.id)) await mirror(w, needs, question, reply);
    await w.refresh(subjectOfQuestion(question.id), question.asker.ref);
  }
}

/** What the asker is told once it is asked. */
export async function askedCard({ w, t }: Turn, needs: Needs, community: string): Promise<Card> {
  const name = await needs.communityName(w, community);
  const isPosted = (await openOnes(w, needs, community)).length > 0;
  return sentence(t, isPosted ? 'questions.posted' : 'questions.kept', { community: name });
}

/**
 * What every card in a channel says of it may be another: how it is answered, or that the channel is the community's
 * again. In one that was taken out, what stands there stays as it is until there is something new about it.
 */
export async function channelChanged(w: Work, needs: Needs, fact: FactOf<'ChannelChanged'>): Promise<void> {
  const channels = await needs.channelsOf(w, fact.community);
  const changed = channels.find(({ id }) => id === fact.channel);
  if (!changed) return;
  await w.refresh(await w.questions.shownAt(changed.ref), changed.ref);
  await publishWaiting(w, needs, fact.community);
}

/** A new reply into every thread of its question but the one where it was written. */
export async function mirror(
  w: Work,
  needs: Needs,
  question: Question,
  reply: { id: string; place: ConversationRef | null; said: Date },
): Promise<void> {
  if (question.community === null) return;
  for (const channel of await openOnes(w, needs, question.community)) {
    if (reply.place && sameRef(reply.place, channel.ref)) continue;
    const order = { among: subjectOfQuestion(question.id), said: reply.said };
    await w.show(subjectOfReply(reply.id), threadIn(question, channel), { view: 'reply', id: reply.id }, { order });
  }
}

/** Where a reply to a question stands in a bound channel. */
export const threadIn = (question: Question, channel: Pick<BoundChannel, 'ref'>): Destination =>
  question.asked && sameRef(question.asked.place, channel.ref)
    ? { to: channel.ref, thread: question.asked.thread }
    : { to: channel.ref, under: subjectOfQuestion(question.id) };

/** Draws again what shows a reply, or that there is one: its mirrors, the asker's notice, the root cards, and who was passed the question. */
export async function refreshReply(w: Work, question: string, reply: string): Promise<void> {
  await w.refresh([
    subjectOfReply(reply),
    subjectOfNotice(reply),
    subjectOfQuestion(question),
    subjectOfPass(question),
  ]);
}

/** Draws again all that shows a question or something under it: no button of a withdrawn one may stay. */
export async function refreshAll(w: Work, question: Question): Promise<void> {
  const replies = await w.questions.replies(question.id);
  await w.refresh([
    subjectOfQuestion(question.id),
    subjectOfHeard(question.id),
    subjectOfPass(question.id),
    ...replies.flatMap(({ id }) => [subjectOfReply(id), subjectOfNotice(id)]),
  ]);
  await refreshLists(w, question);
}

/** Whoever tells of it elsewhere hears that it is there no more. A draft was told of nowhere. */
export async function withdrawn(w: Work, { id, community }: Question): Promise<void> {
  if (community !== null) await w.fact({ fact: 'QuestionWithdrawn', question: id, community });
}

/** The asker's home page lists it. */
export const refreshLists = (w: Work, question: Question): Promise<void> => w.refresh(`home:${question.asker.person}`);
