/** Somebody asks whoever leads to look at a point. Who asks is not kept: it may be who wrote it. */
import { words as typedWords } from '../../core/card.ts';
import { Refusal } from '../../core/feature.ts';
import type { PrivateEvent, PrivateTurn } from '../../core/private.ts';
import { ask, invalid, type Reply, tell } from '../../core/reply.ts';
import { plain, shorten } from '../../core/text.ts';
import { sentence } from '../../words/fragments.ts';
import { QUOTED } from './shown.ts';
import type { Contribution } from './store.ts';

const MOST = 1_000;

/** What is shown, for somebody who has a part in its session. @throws Refusal */
async function shownTo({ w, who, t }: PrivateTurn, id: string): Promise<Contribution> {
  const one = await w.sessions.writing.shown(id);
  const desk = one && (await w.sessions.writing.desk(one.session));
  if (!one || !desk?.people.some(({ person, reachable }) => person === who && reachable))
    throw new Refusal(sentence(t, 'review.writing.challenge-gone'));
  return one;
}

/** `value`: the point. */
export async function openChallenge(turn: PrivateTurn<Extract<PrivateEvent, { kind: 'action' }>>): Promise<Reply> {
  const { t, event } = turn;
  const one = await shownTo(turn, event.value);
  return ask({
    form: 'sessions.challenge',
    context: one.id,
    title: t.plain('review.writing.challenge-title'),
    intro: t('review.writing.challenge-intro', { text: plain(shorten(one.text, QUOTED)) }),
    fields: [{ field: 'paragraph', name: 'why', label: t.plain('review.writing.challenge-why'), max: MOST }],
    submit: t.plain('review.writing.challenge-submit'),
    cancel: t.plain('words.cancel'),
  });
}

export async function challengeByForm(
  turn: PrivateTurn<Extract<PrivateEvent, { kind: 'submission' }>>,
): Promise<Reply> {
  const { w, t, event } = turn;
  const one = await shownTo(turn, event.context);
  const why = typedWords(event.values.why);
  if (why === '') return invalid({ why: t.plain('review.writing.challenge-empty') });
  if (why.length > MOST)
    return invalid({ why: t.plain('review.writing.challenge-long', { most: MOST, length: why.length }) });
  await w.sessions.writing.challenge(one.id, why);
  return tell(sentence(t, 'review.writing.challenge-done'));
}
