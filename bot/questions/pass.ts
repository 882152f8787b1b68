/** Passing a question to one person who may know: by somebody who reads it, to somebody who reads it, once. */
import { askBy } from '../core/attention.ts';
import { accounts, type Card, words as typedWords } from '../core/card.ts';
import type { Turn } from '../core/feature.ts';
import type { InboundOf } from '../core/inbound.ts';
import { sameRef } from '../core/ref.ts';
import { ask, invalid, type Reply, replace, tell } from '../core/reply.ts';
import { shownTo } from '../words/author.ts';
import { saying, sentence } from '../words/fragments.ts';
import type { Needs } from './needs.ts';
import { LINE, passForm } from './pass-views.ts';
import { subjectOfPass } from './publish.ts';
import type { Question } from './question.ts';
import { isId, notThere, readable } from './readable.ts';
import { archivedName } from './refusals.ts';

/** Whoever has no time for it by then is not asked: by then it stands in two more digests. */
const GOOD_MS = 14 * 24 * 3_600_000;

/** "Pass to someone": `value` is the question. */
export async function openPass(turn: Turn<InboundOf<'action'>>, needs: Needs): Promise<Reply> {
  const question = await readable(turn, needs, turn.event.value);
  const refused = await refusal(turn, needs, question);
  if (!question || refused) return tell(refused ?? notThere(turn));
  return ask(passForm(turn.t, question));
}

/** Why there is nothing to pass on, or null. */
async function refusal(turn: Turn, needs: Needs, question: Question | null): Promise<Card | null> {
  if (!question) return notThere(turn);
  if (question.state === 'withdrawn') return sentence(turn.t, 'questions.closed');
  if (question.community !== null && (await needs.isArchived(turn.w, question.community)))
    return saying(await archivedName(turn, needs, question.community));
  return question.state === 'resolved' ? sentence(turn.t, 'passing.answered') : null;
}

export async function passByForm(turn: Turn<InboundOf<'submission'>>, needs: Needs): Promise<Reply> {
  const { w, me, t, event } = turn;
  const question = await readable(turn, needs, event.context);
  const refused = await refusal(turn, needs, question);
  if (!question || refused) return invalid({ '': (refused ?? notThere(turn)).summary });
  const chosen = accounts(event.values.person);
  const [to] = chosen;
  if (!to) return invalid({ person: t.plain('passing.nobody') });
  if (chosen.length > 1) return invalid({ person: t.plain('passing.one') });
  const line = typedWords(event.values.line).normalize('NFC');
  if (line.length > LINE) return invalid({ line: t.plain('passing.line-long', { most: LINE, length: line.length }) });
  if (sameRef(to, me.ref)) return invalid({ person: t.plain('passing.self') });
  // Who asked stands on the card; that another account is theirs too does not.
  if (sameRef(to, question.asker.ref)) return invalid({ person: t.plain('passing.asker') });
  const them = await w.questions.passable(question.id, to);
  if (!them || them.person === question.asker.person) return invalid({ person: t.plain('passing.cannot') });
  if (them.person === me.person) return invalid({ person: t.plain('passing.self') });
  const today = await needs.leftToGive(w, me);
  if (today.left === 0) return invalid({ '': t.plain('passing.too-many', { most: today.most }) });
  if (!(await w.questions.passOn({ question: question.id, to: them.identity, by: me.identity, line })))
    return invalid({ person: t.plain('passing.already') });
  const until = new Date(w.now.getTime() + GOOD_MS);
  // To the account that was chosen: it is by that one that they are known to read it.
  await w.show(
    subjectOfPass(question.id),
    { to, attention: askBy(until, 'referral'), exactly: true },
    { view: 'question-passed', id: question.id },
  );
  if (question.community !== null) await needs.acted(w, me.person, question.community);
  return tell(sentence(t, 'passing.done', { name: shownTo(t, them, me.organisation).name }));
}

/** "Not for me": nobody hears of it. `value` is the question. */
export async function notForMe(turn: Turn<InboundOf<'action'>>): Promise<Reply> {
  const { w, me, t, event } = turn;
  if (!isId(event.value) || !(await w.questions.declinePass(event.value, me.person)))
    return tell(sentence(t, 'passing.not-yours'));
  await w.refresh(subjectOfPass(event.value), me.ref);
  return replace(sentence(t, 'passing.declined'));
}
