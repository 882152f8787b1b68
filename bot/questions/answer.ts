/** Answering: by writing in a thread of the question or in its form; edits and deletions followed. */
import { yours } from '../core/attention.ts';
import { type Card, words as typedWords } from '../core/card.ts';
import type { FactOf } from '../core/facts.ts';
import { NotYet, type Turn } from '../core/feature.ts';
import type { InboundOf, Said } from '../core/inbound.ts';
import { parseSubject } from '../core/ref.ts';
import { ask, invalid, nothing, type Reply, tell } from '../core/reply.ts';
import type { Translate } from '../core/translate.ts';
import type { Work } from '../core/work.ts';
import { sentence } from '../words/fragments.ts';
import { hintWith } from '../words/handling.ts';
import { typed as typedAs, whereOf } from '../words/how-to.ts';
import { archivedCard } from '../words/stage.ts';
import { fromTyped } from '../words/typed.ts';
import { askByMessage } from './ask.ts';
import { TEXT_LIMIT } from './ask-form.ts';
import { withoutAsk } from './ask-word.ts';
import type { BoundChannel, Needs } from './needs.ts';
import {
  mirror,
  refreshAll,
  refreshLists,
  refreshReply,
  subjectOfHeard,
  subjectOfNotice,
  subjectOfPass,
  subjectOfQuestion,
  withdrawn,
} from './publish.ts';
import type { Question, Written } from './question.ts';
import { getQuestion, notThere, readable } from './readable.ts';
import { notYours } from './views.ts';

/** An early event waits this long for what it refers to: Slack's last try comes six minutes after its first, and a sender may die twice. */
const PATIENCE_MS = 10 * 60_000;

/** A message in a thread that is kept for a question: a reply, whatever word it begins with. */
export async function hearInThread(turn: Turn<InboundOf<'message'>>, needs: Needs): Promise<Reply | null> {
  const { w, event } = turn;
  const { said } = event;
  if ((await w.isBuried(said.message)) || (await w.isOurs(said.message))) return nothing;
  const here = await channelHere(turn, needs);
  const off = await offHere(turn, needs, here);
  // Nothing is heard there, but what who looks after it says to the bot.
  if (off === 'silent' || (off === 'theirs' && !event.addressed)) return nothing;
  if (off === 'theirs') return null;
  const question = (await questionOf(w, said)) ?? (await knownMeanwhile(turn, said));
  // Where a question is to be seen, the binding by which it came there is as well: it may not have been before.
  const carried = question && (await isCarried(turn, needs, question, here ?? (await channelHere(turn, needs))));
  if (!question || !carried) return null;
  if (await isArchived(turn, needs, question)) return notPassedOn(turn, needs, question);
  await hearReply(turn, needs, question, said);
  return nothing;
}

/** Whether nothing new is answered in its community any more. */
const isArchived = async ({ w }: Turn, needs: Needs, { community }: Question): Promise<boolean> =>
  community !== null && needs.isArchived(w, community);
const nameOf = async ({ w }: Turn, needs: Needs, { community }: Question): Promise<string> =>
  community === null ? '' : needs.communityName(w, community);
const archivedOf = (t: Translate, { community }: Question, name: string): Card =>
  archivedCard(t, { id: community ?? '', name });

/** Below a question of an archived community: said once to each who writes there, and to whoever speaks to the bot each time. */
async function notPassedOn(turn: Turn<InboundOf<'message'>>, needs: Needs, question: Question): Promise<Reply> {
  const { w, event, me, t } = turn;
  // In private they may know of it no more; in its channel it stands above.
  const name =
    event.where === 'channel' || question.community === null
      ? await nameOf(turn, needs, question)
      : await needs.nameTo(w, me, question.community);
  const card =
    name === null ? sentence(t, 'stage.you-wrote-some') : sentence(t, 'stage.you-wrote', { community: name });
  if (event.addressed) return tell(card);
  await w.say(`archived:${question.id}`, { to: event.in, thread: event.said.thread, only: me.ref }, card);
  return nothing;
}

/** The bound channel in which something is said; null elsewhere. */
const channelHere = async ({ w, event }: Turn, needs: Needs): Promise<BoundChannel | null> =>
  event.where === 'channel' ? needs.channelAt(w, event.in) : null;

/** Who looks after a channel is asked only where the bot is off in it. */
const offHere = async ({ w, me, event }: Turn, needs: Needs, here: BoundChannel | null) =>
  here?.mode === 'off' ? needs.offFor(w, me, event.in) : 'on';

/** Any other message: a new question where it is said to the bot. */
export async function hear(turn: Turn<InboundOf<'message'>>, needs: Needs): Promise<Reply | null> {
  const { w, event, t } = turn;
  if ((await offHere(turn, needs, await channelHere(turn, needs))) !== 'on')
    return tell(sentence(t, 'mode.off-here', { command: typedAs(t, whereOf(event), 'mode') }));
  const question = await questionOf(w, event.said);
  if (question) return notCarried(turn, needs, question);
  return event.addressed ? askByMessage(turn, needs) : null;
}

/** Whether what is said here about a question goes to its other threads: in its community's channels, and in private. */
async function isCarried(
  { w, event, me }: Turn,
  needs: Needs,
  { community }: Question,
  here: BoundChannel | null,
): Promise<boolean> {
  // Nothing goes into a community from an organisation that has withdrawn from it.
  if (event.where === 'private') return community === null || needs.isSharedBy(w, me.organisation, community);
  return community !== null && here?.community === community && here.mode !== 'off';
}

/** In a channel that was taken out of the community: said once for a question, and to whoever speaks to the bot each time. */
async function notCarried({ w, event, me, t }: Turn<InboundOf<'message'>>, needs: Needs, question: Question) {
  if (event.where === 'private' && question.community !== null) return tell(notYours(t));
  const community = question.community === null ? null : await needs.nameTo(w, me, question.community);
  const card =
    community === null
      ? sentence(t, 'questions.not-carried-some')
      : sentence(t, 'questions.not-carried', { community });
  if (event.addressed) return tell(card);
  await w.say(`not-carried:${question.id}`, { to: event.in, thread: event.said.thread, only: me.ref }, card);
  return nothing;
}

/**
 * A reply can be faster than the answer to our own post, or than the handling of the question above it: until that is
 * known, it is too early to say what it belongs to.
 */
async function knownMeanwhile({ w, event }: Turn, said: Said): Promise<Question | null> {
  if (said.thread.key === said.message.key) return null;
  // It may have become known between the first look and this one.
  const isComing = (await w.isSending(event.in)) || (await w.isWaiting(said.thread));
  if (!isComing) return questionOf(w, said);
  if (isEarly(w, event.at)) throw new NotYet();
  return null;
}
const isEarly = (w: Work, at: string): boolean => w.now.getTime() - Date.parse(at) < PATIENCE_MS;

async function questionOf(w: Work, said: Said): Promise<Question | null> {
  const subject = await w.threadOf(said.thread);
  if (subject === null) return null;
  const { kind, id } = parseSubject(subject);
  return kind === 'question' ? getQuestion(w, id) : null;
}

async function hearReply(turn: Turn, needs: Needs, question: Question, said: Said): Promise<void> {
  const { me, event } = turn;
  const isTheQuestion = question.source?.platform === said.message.platform && question.source.key === said.message.key;
  if (isTheQuestion || isBefore(event, question, said)) return;
  if (event.where === 'channel') await needs.wroteAt(turn.w, event.in, me.ref);
  await write(turn, needs, question, {
    question: question.id,
    identity: me.identity,
    person: me.person,
    platform: said.message.platform,
    key: said.message.key,
    version: said.version,
    said: new Date(said.at ?? event.at),
    place: event.in,
    link: said.link,
    text: said.text,
    files: said.files,
    counts: me.person !== question.asker.person,
  });
}

/** What stood in a thread before a question was asked in it was said to whoever was there, and to nobody else. */
function isBefore({ kind, at }: Turn['event'], { source, asked }: Question, said: Said): boolean {
  if (asked?.thread.key !== said.thread.key || !source?.at) return false;
  const saidAt = said.at ?? (kind === 'message' ? at : null);
  return saidAt !== null && new Date(saidAt) < source.at;
}

async function write({ w }: Turn, needs: Needs, question: Question, written: Written): Promise<void> {
  const reply = await w.questions.write(written);
  if (!reply) return;
  if (!reply.isNew) {
    await w.fact({ fact: 'MessageEdited', platform: written.platform, key: written.key });
    if (written.counts) await w.fact({ fact: 'AnswerEdited', question: question.id, reply: reply.id });
    await refreshReply(w, question.id, reply.id);
    return;
  }
  if (question.community !== null) await needs.acted(w, written.person, question.community);
  await mirror(w, needs, question, { id: reply.id, place: written.place, said: written.said });
  if (!written.counts) return;
  const notice = { view: 'answer-notice', id: reply.id };
  await w.show(subjectOfNotice(reply.id), { to: question.asker.ref, attention: yours }, notice, {
    keeps: subjectOfQuestion(question.id),
  });
  await w.fact({ fact: 'AnswerGiven', question: question.id, reply: reply.id });
  await w.refresh([subjectOfQuestion(question.id), subjectOfPass(question.id)]);
  await refreshLists(w, question);
}

/** An edit of a question's message or of a reply; one that overtook its creation stands for it. */
export async function hearEdit(turn: Turn<InboundOf<'edited'>>, needs: Needs): Promise<Reply | null> {
  const { w, event } = turn;
  const { said } = event;
  if (await w.isBuried(said.message)) return nothing;
  const { platform, key } = said.message;
  const own = await w.questions.bySource(platform, key);
  if (own) {
    // One that was asked in a channel is edited where it was asked; a draft may have been written anywhere.
    if (own.asked && !(await isCarried(turn, needs, own, await channelHere(turn, needs)))) return nothing;
    if (!(await w.questions.editSource(platform, key, said.version, withoutAsk(said.text), said.files))) return nothing;
    await w.fact({ fact: 'MessageEdited', platform, key });
    await w.refresh([subjectOfQuestion(own.id), subjectOfHeard(own.id), subjectOfPass(own.id)]);
    await refreshLists(w, own);
    return nothing;
  }
  const question = (await questionOf(w, said)) ?? (await knownMeanwhile(turn, said));
  if (question) {
    const isCarriedHere = await isCarried(turn, needs, question, await channelHere(turn, needs));
    // What is kept is kept as its author has it; what was not passed on stays so.
    const isKept = !(await isArchived(turn, needs, question)) || (await w.questions.isReply(platform, key));
    if (isCarriedHere && isKept) await hearReply(turn, needs, question, said);
    return nothing;
  }
  // Its message was kept and not acted on yet, wherever it was written: it would be heard with its old words afterwards.
  if (await w.isWaiting(said.message)) throw new NotYet();
  const isBound = event.addressed && event.where === 'channel' && (await needs.channelAt(w, event.in)) !== null;
  if (isBound && isEarly(w, event.at)) throw new NotYet();
  return null;
}

/** A deleted reply is taken out of every thread, a deleted question is withdrawn. */
export async function followDeletion(w: Work, { platform, key }: FactOf<'MessageDeleted'>): Promise<void> {
  const reply = await w.questions.erase(platform, key);
  if (reply) {
    await refreshReply(w, reply.question, reply.id);
    await w.fact({ fact: 'AnswerDeleted', question: reply.question, reply: reply.id });
  }
  const gone = await w.questions.withdrawSource(platform, key);
  const id = gone ?? reply?.question;
  const question = id ? await w.questions.get(id) : null;
  if (question) await (gone ? refreshAll(w, question) : refreshLists(w, question));
  if (question && gone) await withdrawn(w, question);
}

/** The form behind the Answer button. */
export async function answerForm(turn: Turn<InboundOf<'action'>>, needs: Needs): Promise<Reply> {
  const { t, w } = turn;
  const question = await readable(turn, needs, turn.event.value);
  if (!question) return tell(notThere(turn));
  if (question.state === 'withdrawn') return tell(sentence(t, 'questions.closed'));
  if (await isArchived(turn, needs, question))
    return tell(archivedOf(t, question, await nameOf(turn, needs, question)));
  const label = question.community === null ? null : await needs.labelIn(w, question.community);
  return ask({
    form: 'questions.answer',
    context: question.id,
    title: t.plain('questions.answer-title'),
    intro: question.text,
    submit: t.plain('questions.answer-submit'),
    cancel: t.plain('words.cancel'),
    fields: [
      {
        field: 'paragraph',
        name: 'text',
        label: t.plain('questions.field-answer'),
        hint: hintWith(t, t.plain('questions.field-answer-hint'), label),
        max: TEXT_LIMIT,
      },
    ],
  });
}

export async function answerByForm(turn: Turn<InboundOf<'submission'>>, needs: Needs): Promise<Reply> {
  const { event, me, t } = turn;
  const text = typedWords(event.values.text);
  if (!text) return invalid({ text: t.plain('questions.no-answer-text') });
  const question = await readable(turn, needs, event.context);
  if (!question) return invalid({ text: notThere(turn).summary });
  if (question.state === 'withdrawn') return invalid({ text: t.plain('questions.closed') });
  if (await isArchived(turn, needs, question))
    return invalid({ text: archivedOf(t, question, await nameOf(turn, needs, question)).summary });
  const counts = me.person !== question.asker.person;
  await write(turn, needs, question, {
    question: question.id,
    identity: me.identity,
    person: me.person,
    platform: me.ref.platform,
    key: `form/${event.id}`,
    version: turn.w.now.toISOString(),
    said: new Date(event.at),
    place: null,
    link: null,
    text: fromTyped(text),
    files: [],
    counts,
  });
  return tell(sentence(t, counts ? 'questions.answered' : 'questions.added'));
}
