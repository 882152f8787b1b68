/** Answering a dispute: by whoever wrote the answer, may vet it, or looks after the community; never by whoever disputed it. */
import { yours } from '../core/attention.ts';
import { words as typedWords } from '../core/card.ts';
import type { Turn } from '../core/feature.ts';
import type { InboundOf } from '../core/inbound.ts';
import { ask, invalid, type Reply, tell } from '../core/reply.ts';
import { saying, sentence } from '../words/fragments.ts';
import type { Judged, Standing } from '../words/standing.ts';
import { REASON, subjectOfDispute } from './dispute.ts';
import type { Needs } from './needs.ts';
import { asAnswering, changed, holdFor } from './open.ts';
import type { Dispute } from './standing.ts';

const VERDICTS = ['stands', 'wrong'] as const;

type Settling =
  | { readonly dispute: Dispute; readonly one: Judged; readonly was: Standing }
  | { readonly instead: string };

async function settling(turn: Turn, needs: Needs, id: string): Promise<Settling> {
  const { w, me, t } = turn;
  const dispute = await w.standing.oneDispute(id);
  if (dispute === null) return { instead: t.plain('standing.dispute-gone') };
  const opened = await holdFor(turn, needs, dispute.of, asAnswering, { evenWithdrawn: true });
  if ('instead' in opened) return { instead: opened.instead.summary };
  const { one, was } = opened;
  if (dispute.by.person === me.person) return { instead: t.plain('standing.settle-own') };
  // Whoever settles it second is told by the store.
  return dispute.settled === null ? { dispute, one, was } : { instead: t.plain('standing.settled-before') };
}

/** `value` is the dispute. */
export async function settleForm(turn: Turn<InboundOf<'action'>>, needs: Needs): Promise<Reply> {
  const { t, event } = turn;
  const open = await settling(turn, needs, event.value);
  if ('instead' in open) return tell(saying(open.instead));
  return ask({
    form: 'standing.settle',
    context: open.dispute.id,
    title: t.plain('standing.settle-title'),
    intro: open.dispute.reason,
    submit: t.plain('standing.settle-submit'),
    cancel: t.plain('words.cancel'),
    fields: [
      {
        field: 'paragraph',
        name: 'answer',
        label: t.plain('standing.settle-field'),
        hint: t.plain('standing.settle-hint'),
        max: REASON,
      },
      {
        field: 'choice',
        name: 'verdict',
        label: t.plain('standing.settle-verdict'),
        options: VERDICTS.map((value) => ({ value, label: t.plain(`standing.settle-${value}`) })),
      },
    ],
  });
}

export async function settleByForm(turn: Turn<InboundOf<'submission'>>, needs: Needs): Promise<Reply> {
  const { w, me, t, event } = turn;
  const answer = typedWords(event.values.answer).normalize('NFC');
  if (!answer) return invalid({ answer: t.plain('questions.no-answer-text') });
  if (answer.length > REASON)
    return invalid({ answer: t.plain('standing.too-long', { most: REASON, length: answer.length }) });
  const verdict = VERDICTS.find((one) => one === typedWords(event.values.verdict));
  if (!verdict) return invalid({ verdict: t.plain('standing.no-verdict') });
  const open = await settling(turn, needs, event.context);
  if ('instead' in open) return invalid({ '': open.instead });
  const { dispute, one, was } = open;
  if (!(await w.standing.settle(dispute.id, me.identity, answer)))
    return invalid({ '': t.plain('standing.settled-before') });
  if (verdict === 'wrong') await w.standing.withdraw(one.id, me.identity);
  await w.refresh(subjectOfDispute(dispute.id));
  await changed(turn, needs, one, was);
  await w.say(
    `settled:${dispute.id}`,
    { to: dispute.by.ref, attention: yours },
    { view: 'standing.settled', id: dispute.id },
  );
  return tell(sentence(t, 'standing.settled-now'));
}
