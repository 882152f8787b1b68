/** Marking the reply that answered a question, and taking the mark back: the asker or a facilitator. */
import { yours } from '../core/attention.ts';
import { words as typedWords } from '../core/card.ts';
import type { Turn } from '../core/feature.ts';
import type { InboundOf } from '../core/inbound.ts';
import { ask, invalid, nothing, type Reply, tell } from '../core/reply.ts';
import { shownTo } from '../words/author.ts';
import { sentence } from '../words/fragments.ts';
import type { Needs } from './needs.ts';
import { refreshAll, refreshLists, refreshReply, withdrawn } from './publish.ts';
import type { Question } from './question.ts';
import { isId, notThere, readable } from './readable.ts';
import { titleOf } from './views.ts';

/** "This answered it" under a reply: `value` is the reply. */
export async function acceptReply(turn: Turn<InboundOf<'action'>>, needs: Needs): Promise<Reply> {
  const { w, event, t } = turn;
  const reply = isId(event.value) ? await w.questions.reply(event.value) : null;
  const question = reply ? await readable(turn, needs, reply.question) : null;
  if (!reply || !question) return tell(notThere(turn));
  if (!(await mayMark(turn, needs, question))) return tell(sentence(t, 'questions.only-asker'));
  await mark(turn, question, reply.id);
  return nothing;
}

async function mark({ w, me }: Turn, question: Question, reply: string): Promise<boolean> {
  if (!(await w.questions.accept(question.id, reply, me.identity))) return false;
  if (question.accepted) await refreshReply(w, question.id, question.accepted);
  await refreshReply(w, question.id, reply);
  await refreshLists(w, question);
  const accepted = await w.questions.reply(reply);
  // They answered, and this came of it.
  if (accepted)
    await w.say(`thanks:${reply}`, { to: accepted.author.ref, attention: yours }, { view: 'thanks', id: reply });
  await w.fact({ fact: 'AnswerAccepted', question: question.id, reply });
  return true;
}

/** "Not answered after all": `value` is the question. */
export async function unaccept(turn: Turn<InboundOf<'action'>>, needs: Needs): Promise<Reply> {
  const { w, event, t } = turn;
  const question = await readable(turn, needs, event.value);
  if (!question) return tell(notThere(turn));
  if (!(await mayMark(turn, needs, question))) return tell(sentence(t, 'questions.only-asker'));
  const reply = await w.questions.unaccept(question.id);
  if (reply) {
    await refreshReply(w, question.id, reply);
    await refreshLists(w, question);
    await w.fact({ fact: 'AnswerUnaccepted', question: question.id, reply });
  }
  return nothing;
}

/** A list of the replies to choose from, for an answer that was typed where no button could be. */
export async function chooseForm(turn: Turn<InboundOf<'action'>>, needs: Needs): Promise<Reply> {
  const { w, event, me, t } = turn;
  const question = await readable(turn, needs, event.value);
  if (!question) return tell(notThere(turn));
  if (!(await mayMark(turn, needs, question))) return tell(sentence(t, 'questions.only-asker'));
  const answers = (await w.questions.replies(question.id)).filter((reply) => reply.counts).slice(-100);
  if (answers.length === 0) return tell(sentence(t, 'questions.nothing-to-choose'));
  const options = answers.map((reply) => ({
    value: reply.id,
    label: t.plain('questions.choose-option', {
      name: shownTo(t, reply.author, me.organisation).name,
      text: titleOf(t, reply.text, 60),
    }),
  }));
  return ask({
    form: 'questions.choose',
    context: question.id,
    title: t.plain('questions.choose-title'),
    intro: question.text,
    submit: t.plain('questions.choose-submit'),
    cancel: t.plain('words.cancel'),
    fields: [
      {
        field: 'choice',
        name: 'reply',
        label: t.plain('questions.choose-field'),
        options,
        ...(question.accepted ? { value: question.accepted } : {}),
      },
    ],
  });
}

export async function chooseByForm(turn: Turn<InboundOf<'submission'>>, needs: Needs): Promise<Reply> {
  const { event, t } = turn;
  const reply = typedWords(event.values.reply);
  const question = await readable(turn, needs, event.context);
  if (!question || !isId(reply)) return invalid({ reply: notThere(turn).summary });
  if (!(await mayMark(turn, needs, question))) return invalid({ reply: t.plain('questions.only-asker') });
  const marked = await mark(turn, question, reply);
  if (!marked && question.accepted !== reply) return invalid({ reply: notThere(turn).summary });
  return tell(sentence(t, 'questions.chosen'));
}

/** The asker takes the question back: its words go, in every channel. */
export async function withdraw(turn: Turn<InboundOf<'action'>>, needs: Needs): Promise<Reply> {
  const { w, event, t } = turn;
  const question = await readable(turn, needs, event.value);
  if (!question) return tell(notThere(turn));
  if (!(await mayMark(turn, needs, question))) return tell(sentence(t, 'questions.only-asker'));
  if (await w.questions.withdraw(question.id)) {
    await refreshAll(w, question);
    await withdrawn(w, question);
  }
  return nothing;
}

async function mayMark({ w, me }: Turn, needs: Needs, question: Question): Promise<boolean> {
  if (question.asker.person === me.person) return true;
  if (question.community === null || !(await needs.isFacilitator(w, me.person, question.community))) return false;
  await needs.acted(w, me.person, question.community);
  return true;
}
