/** Answering: by writing in a thread of the question or in its form; edits and deletions followed. */
import { words as typedWords } from '../core/card.ts';
import { NotYet } from '../core/create-bot.ts';
import type { FactOf } from '../core/facts.ts';
import type { Turn } from '../core/feature.ts';
import type { InboundOf, Said } from '../core/inbound.ts';
import { parseSubject } from '../core/ref.ts';
import { ask, invalid, nothing, type Reply, tell } from '../core/reply.ts';
import type { Work } from '../core/work.ts';
import { sentence } from '../words/fragments.ts';
import { askByMessage, getQuestion, TEXT_LIMIT } from './ask.ts';
import type { Needs } from './needs.ts';
import { mirror, refreshLists, refreshReply, subjectOfNotice, subjectOfQuestion } from './publish.ts';
import type { Question, Written } from './question.ts';

/** An early event waits this long for what it refers to: Slack's last try comes six minutes after its first, and a sender may die twice. */
const PATIENCE_MS = 10 * 60_000;

/** A message: a reply where its thread is a question's, a new question where it is said to the bot. */
export async function hear(turn: Turn<InboundOf<'message'>>, needs: Needs): Promise<Reply | null> {
  const { w, event } = turn;
  const { said } = event;
  if ((await w.isBuried(said.message)) || (await w.isOurs(said.message))) return nothing;
  const question = (await questionOf(w, said)) ?? (await knownMeanwhile(turn, said));
  if (question) {
    await hearReply(turn, needs, question, said);
    return nothing;
  }
  return event.addressed ? askByMessage(turn, needs) : null;
}

/** A reply can be faster than the answer to our own post: until that is known, it is too early to say what it belongs to. */
async function knownMeanwhile({ w, event }: Turn, said: Said): Promise<Question | null> {
  if (said.thread.key === said.message.key) return null;
  // It may have become known between the first look and this one.
  if (!(await w.isSending(event.in))) return questionOf(w, said);
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
  if (isTheQuestion) return;
  await write(turn, needs, question, {
    question: question.id,
    identity: me.identity,
    person: me.person,
    platform: said.message.platform,
    key: said.message.key,
    version: said.version,
    place: event.in,
    link: said.link,
    text: said.text,
    files: said.files,
    counts: me.person !== question.asker.person,
  });
}

async function write({ w }: Turn, needs: Needs, question: Question, written: Written): Promise<void> {
  const reply = await w.questions.write(written);
  if (!reply) return;
  if (!reply.isNew) {
    await w.fact({ fact: 'MessageEdited', platform: written.platform, key: written.key });
    await refreshReply(w, question.id, reply.id);
    return;
  }
  await mirror(w, needs, question, { id: reply.id, place: written.place });
  if (!written.counts) return;
  const notice = { view: 'answer-notice', id: reply.id };
  await w.show(subjectOfNotice(reply.id), { to: question.asker.ref }, notice, {
    keeps: subjectOfQuestion(question.id),
  });
  await w.fact({ fact: 'AnswerGiven', question: question.id, reply: reply.id });
  await w.refresh(subjectOfQuestion(question.id));
  await refreshLists(w, question);
}

/** An edit of a question's message or of a reply; one that overtook its creation stands for it. */
export async function hearEdit(turn: Turn<InboundOf<'edited'>>, needs: Needs): Promise<Reply | null> {
  const { w, event } = turn;
  const { said } = event;
  if (await w.isBuried(said.message)) return nothing;
  const { platform, key } = said.message;
  const edited = await w.questions.editSource(platform, key, said.version, said.text, said.files);
  if (edited) {
    const question = await w.questions.get(edited);
    await w.fact({ fact: 'MessageEdited', platform, key });
    await w.refresh(subjectOfQuestion(edited));
    if (question) await refreshLists(w, question);
    return nothing;
  }
  const question = (await questionOf(w, said)) ?? (await knownMeanwhile(turn, said));
  if (question) {
    await hearReply(turn, needs, question, said);
    return nothing;
  }
  const isBound = event.addressed && event.where === 'channel' && (await needs.channelAt(w, event.in)) !== null;
  if (isBound && isEarly(w, event.at)) throw new NotYet();
  return null;
}

/** A deleted reply is taken out of every thread, a deleted question is withdrawn. */
export async function followDeletion(w: Work, { platform, key }: FactOf<'MessageDeleted'>): Promise<void> {
  const reply = await w.questions.erase(platform, key);
  if (reply) await refreshReply(w, reply.question, reply.id);
  const withdrawn = await w.questions.withdrawSource(platform, key);
  if (withdrawn) await w.refresh(subjectOfQuestion(withdrawn));
  const id = reply?.question ?? withdrawn;
  const question = id ? await w.questions.get(id) : null;
  if (question) await refreshLists(w, question);
}

/** The form behind the Answer button. */
export async function answerForm(turn: Turn<InboundOf<'action'>>, needs: Needs): Promise<Reply> {
  const { t } = turn;
  const question = await readable(turn, needs, turn.event.value);
  if (!question) return tell(sentence(t, 'questions.not-there'));
  if (question.state === 'withdrawn') return tell(sentence(t, 'questions.closed'));
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
        hint: t.plain('questions.field-answer-hint'),
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
  if (!question) return invalid({ text: t.plain('questions.not-there') });
  if (question.state === 'withdrawn') return invalid({ text: t.plain('questions.closed') });
  const counts = me.person !== question.asker.person;
  await write(turn, needs, question, {
    question: question.id,
    identity: me.identity,
    person: me.person,
    platform: me.ref.platform,
    key: `form/${event.id}`,
    version: turn.w.now.toISOString(),
    place: null,
    link: null,
    text,
    files: [],
    counts,
  });
  return tell(sentence(t, counts ? 'questions.answered' : 'questions.added'));
}

/** A question that this person may read: of a community that their organisation shares. Rights are checked at each click. */
export async function readable({ w, me }: Turn, needs: Needs, id: string): Promise<Question | null> {
  const question = await getQuestion(w, id);
  if (!question || question.community === null) return null;
  return (await needs.mayRead(w, me, question.community)) ? question : null;
}
