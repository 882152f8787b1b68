/** Saying that an answer is wrong: the reason is read by all, who says it by nobody; whoever can answer, and whoever used it, is told. */
import { duty, yours } from '../core/attention.ts';
import { words as typedWords } from '../core/card.ts';
import type { FactOf } from '../core/facts.ts';
import type { Turn } from '../core/feature.ts';
import type { InboundOf } from '../core/inbound.ts';
import type { Subject, UserRef } from '../core/ref.ts';
import { ask, invalid, type Reply, tell } from '../core/reply.ts';
import { shorten } from '../core/text.ts';
import type { Work } from '../core/work.ts';
import { body, sentence } from '../words/fragments.ts';
import { aboutCard } from './about.ts';
import type { Needs } from './needs.ts';
import { asMember, changed, holdFor, openFor } from './open.ts';

/** As long as a reason or its answer may be. */
export const REASON = 500;
/** Who used an answer is told for so long. */
const USED_MS = 90 * 24 * 3_600_000;
/** So many at most: more than any answer here had. */
const TOLD = 500;

export const subjectOfDispute = (id: string): Subject => `dispute:${id}`;

/** `value` is the answer. */
export async function disputeForm(turn: Turn<InboundOf<'action'>>, needs: Needs): Promise<Reply> {
  const { t, event } = turn;
  const opened = await openFor(turn, needs, event.value, asMember);
  if ('instead' in opened) return tell(opened.instead);
  // Whoever wrote it marks it as obsolete.
  if (opened.part.isAuthor) return tell(sentence(t, 'standing.dispute-own'));
  return ask({
    form: 'standing.dispute',
    context: opened.one.id,
    title: t.plain('standing.dispute-title'),
    intro: shorten(opened.one.words, REASON),
    submit: t.plain('standing.dispute-submit'),
    cancel: t.plain('words.cancel'),
    fields: [
      {
        field: 'paragraph',
        name: 'reason',
        label: t.plain('standing.dispute-field'),
        hint: t.plain('standing.dispute-hint'),
        max: REASON,
      },
    ],
  });
}

export async function disputeByForm(turn: Turn<InboundOf<'submission'>>, needs: Needs): Promise<Reply> {
  const { w, me, t, event } = turn;
  const reason = typedWords(event.values.reason).normalize('NFC');
  if (!reason) return invalid({ reason: t.plain('standing.no-reason') });
  if (reason.length > REASON)
    return invalid({ reason: t.plain('standing.too-long', { most: REASON, length: reason.length }) });
  const opened = await holdFor(turn, needs, event.context, asMember);
  if ('instead' in opened) return invalid({ '': opened.instead.summary });
  const { one, part, was } = opened;
  if (part.isAuthor) return invalid({ '': t.plain('standing.dispute-own') });
  const dispute = await w.standing.dispute(one.id, me.identity, me.person, reason);
  if (dispute === null) return invalid({ '': t.plain('standing.disputed-already') });
  await changed(turn, needs, one, was);
  await w.fact({ fact: 'AnswerDisputed', answer: one.id, dispute });
  return tell(sentence(t, 'standing.disputed-now'));
}

/** Each once: whoever wrote it, marked it, vetted or used it, and who looks after the community. */
export async function tellOfDispute(
  w: Work,
  needs: Needs,
  { answer, dispute: id }: FactOf<'AnswerDisputed'>,
): Promise<void> {
  const dispute = await w.standing.oneDispute(id);
  const one = await needs.judged(w, answer);
  if (!dispute || dispute.settled !== null || !one) return;
  const told = new Set([dispute.by.person]);
  const say = async (person: string | null, to: UserRef, attention: typeof yours | typeof duty): Promise<void> => {
    if (person === null || told.has(person)) return;
    told.add(person);
    await w.show(subjectOfDispute(id), { to, attention }, { view: 'standing.disputed', id });
  };
  await say(one.author.person, one.author.ref, yours);
  await say(await needs.personAt(w, one.asker), one.asker, yours);
  if (one.marker) await say(await needs.personAt(w, one.marker), one.marker, yours);
  const since = new Date(w.now.getTime() - USED_MS);
  for (const { person, ref } of await w.standing.users(one.id, since, [...told], TOLD)) await say(person, ref, yours);
  for (const { person, ref } of await needs.facilitatorsOf(w, one.community)) await say(person, ref, duty);
  for (const { author } of await w.standing.validators(one.community)) await say(author.person, author.ref, duty);
}

/** `value` is the dispute: whoever made it takes it back, and its words go. */
export async function takeBack(turn: Turn<InboundOf<'action'>>, needs: Needs): Promise<Reply> {
  const { w, me, t, event } = turn;
  const dispute = await w.standing.oneDispute(event.value);
  if (dispute === null || dispute.by.person !== me.person) return tell(sentence(t, 'standing.dispute-gone'));
  const opened = await holdFor(turn, needs, dispute.of, () => true, { evenWithdrawn: true });
  if ('instead' in opened) return tell(opened.instead);
  if (!(await w.standing.settle(dispute.id, me.identity, null))) return tell(sentence(t, 'standing.dispute-gone'));
  await w.refresh(subjectOfDispute(dispute.id));
  await changed(turn, needs, opened.one, opened.was);
  return tell(await aboutCard(turn, needs, opened.one, body(t('standing.taken-back'))));
}
