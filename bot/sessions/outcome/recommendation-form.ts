/** Recommendations: writing them down, putting them to the sponsor, and leaving them. */
import type { Form } from '../../core/card.ts';
import { words } from '../../core/card.ts';
import { Refusal, type Turn } from '../../core/feature.ts';
import type { InboundOf } from '../../core/inbound.ts';
import { ask, invalid, type Reply, replace, tell } from '../../core/reply.ts';
import type { Text } from '../../core/text.ts';
import type { Key } from '../../core/translate.ts';
import { sentence } from '../../words/fragments.ts';
import { redraw } from '../flow.ts';
import type { Needs } from '../needs.ts';
import { type Context, carried, ofKnown, ofNew, readContext } from './context.ts';
import { LONG, lineField, paragraphField, SHORT, tooLong, topicField, written } from './fields.ts';
import { namesIn } from './lesson-form.ts';
import type { RecommendationWords } from './recommendation.ts';
import { type HeldRecommendation, recommendationCard, writes } from './recommendation-card.ts';
import { goneCard, isLeading, isWritten, movedOnCard, needPropose, type Sight, sightOf } from './rights.ts';

type Pressed = Turn<InboundOf<'action'>>;
type Sent = Turn<InboundOf<'submission'>>;

/** "Add a recommendation": `value` is the session, and the topic where it comes from one. */
export async function openRecommendation(turn: Pressed, needs: Needs): Promise<Reply> {
  const [id = '', topic = ''] = turn.event.value.split('/');
  const sight = await sightOf(turn, needs, id);
  needPropose(turn.t, sight);
  const empty = { topic: topic || null, text: '', addressedTo: '' };
  return ask(await form(turn, empty, ofNew(id)));
}

export async function openRecommendationEdit(turn: Pressed, needs: Needs): Promise<Reply> {
  const { one, sight } = await writable(turn, needs, turn.event.value);
  const context = ofKnown(sight.session.id, one, false);
  return ask(await form(turn, one, context));
}

/** @param value the recommendation and the version that they saw. @throws Refusal */
export async function heldRecommendation(turn: Turn, needs: Needs, value: string): Promise<HeldRecommendation> {
  const { w, t } = turn;
  const [id = '', version] = value.split('/');
  const known = await w.sessions.outcome.recommendation(id);
  if (!known) throw new Refusal(goneCard(t));
  const sight = await sightOf(turn, needs, known.session, { hold: true });
  const one = await w.sessions.outcome.holdRecommendation(id);
  if (!one || String(one.version) !== version) throw new Refusal(movedOnCard(t));
  return { one, sight };
}

async function writable(turn: Turn, needs: Needs, value: string): Promise<HeldRecommendation> {
  const held = await heldRecommendation(turn, needs, value);
  if (!writes(held)) throw new Refusal(sentence(turn.t, 'review.outcome.only-writers'));
  return held;
}

async function form({ w, t }: Turn, filled: RecommendationWords, context: Context, nudge?: Text): Promise<Form> {
  const topics = await w.sessions.outcome.topicsOf(context.session);
  return {
    form: 'sessions.recommendation-write',
    context: carried(context),
    title: t.plain(
      context.id === '' ? 'review.outcome.recommendation-title' : 'review.outcome.recommendation-edit-title',
    ),
    intro: nudge ?? t('review.outcome.recommendation-intro'),
    fields: [
      paragraphField(t, { name: 'text', label: 'review.outcome.recommendation-text' }, filled.text),
      lineField(
        t,
        { name: 'to', label: 'review.outcome.recommendation-to', hint: 'review.outcome.recommendation-to-hint' },
        filled.addressedTo,
      ),
      ...topicField(t, topics, filled.topic),
    ],
    submit: t.plain('review.outcome.save'),
    cancel: t.plain('words.cancel'),
  };
}

export async function writeRecommendation(turn: Sent, needs: Needs): Promise<Reply> {
  const { w, t, me, event } = turn;
  const context = readContext(event.context);
  const sight = await sightOf(turn, needs, context.session, { hold: true });
  const { session } = sight;
  const before = context.id === '' ? null : (await writable(turn, needs, `${context.id}/${context.version}`)).one;
  if (!before) needPropose(t, sight);
  const topics = await w.sessions.outcome.topicsOf(session.id);
  const filled: RecommendationWords = {
    topic: topics.find(({ id }) => id === words(event.values.topic))?.id ?? null,
    text: written(event.values.text),
    addressedTo: written(event.values.to),
  };
  const problems = {
    ...tooLong(t, { text: filled.text }, {}),
    ...tooLong(t, { to: filled.addressedTo }, { to: SHORT }),
  };
  if (filled.text === '') problems.text = t.plain('review.outcome.recommendation-missing');
  if (filled.addressedTo === '' && !before?.referral) problems.to = t.plain('review.outcome.recommendation-to-missing');
  if (Object.keys(problems).length > 0) return invalid(problems);
  if (!context.seen) {
    const names = await namesIn(turn, session, `${filled.text}\n${filled.addressedTo}`);
    if (names) return ask(await form(turn, filled, { ...context, seen: true }, names));
  }
  const { outcome } = w.sessions;
  let id = before?.id;
  if (before) {
    // An answer was to the words that it had.
    const changes = before.text !== filled.text && before.answer !== null;
    await outcome.saveRecommendation(before.id, { ...filled, ...(changes && { answer: null }) });
  } else {
    id = await outcome.addRecommendation({
      ...filled,
      session: session.id,
      by: me.person,
      referral: false,
      noAction: null,
    });
    await needs.acted(w, me.person, session.community);
  }
  await redraw(w, session.id);
  const one = id === undefined ? null : await outcome.recommendation(id);
  return tell(one ? recommendationCard(turn, one, sight, t('review.outcome.recommendation-saved')) : goneCard(t));
}

/** "Open": `value` is the recommendation. */
export async function openOneRecommendation(turn: Pressed, needs: Needs): Promise<Reply> {
  const one = await turn.w.sessions.outcome.recommendation(turn.event.value);
  if (!one) return tell(goneCard(turn.t));
  return tell(recommendationCard(turn, one, await sightOf(turn, needs, one.session)));
}

export async function removeRecommendation(turn: Pressed, needs: Needs): Promise<Reply> {
  const { w, t } = turn;
  const { one, sight } = await writable(turn, needs, turn.event.value);
  if (one.actions > 0) throw new Refusal(sentence(t, 'review.outcome.recommendation-has-actions'));
  if (sight.session.held) throw new Refusal(sentence(t, 'review.outcome.recommendation-held'));
  await w.sessions.outcome.removeRecommendation(one.id);
  await redraw(w, sight.session.id);
  return replace(sentence(t, 'review.outcome.recommendation-removed'));
}

/** @throws Refusal where they do not lead it, or it is not agreed on now */
async function deciding(turn: Turn, needs: Needs, value: string): Promise<HeldRecommendation> {
  const held = await heldRecommendation(turn, needs, value);
  if (!isLeading(held.sight)) throw new Refusal(sentence(turn.t, 'review.outcome.only-leading'));
  if (!isWritten(held.sight.session)) throw new Refusal(sentence(turn.t, 'review.outcome.not-now'));
  return held;
}

/** No action comes of it here: the sponsor is to say what becomes of it. */
export async function referIt(turn: Pressed, needs: Needs): Promise<Reply> {
  const { one, sight } = await deciding(turn, needs, turn.event.value);
  await turn.w.sessions.outcome.saveRecommendation(one.id, { referral: true, noAction: null });
  return drawn(turn, one.id, sight, 'review.outcome.referred');
}

export async function openLeave(turn: Pressed, needs: Needs): Promise<Reply> {
  const { t } = turn;
  const { one } = await deciding(turn, needs, turn.event.value);
  return ask({
    form: 'sessions.recommendation-leave',
    context: `${one.id}/${one.version}`,
    title: t.plain('review.outcome.leave-title'),
    intro: one.text,
    fields: [paragraphField(t, { name: 'why', label: 'review.outcome.leave-why' }, one.noAction ?? '')],
    submit: t.plain('review.outcome.save'),
    cancel: t.plain('words.cancel'),
  });
}

/** Nothing is done about it, and why. */
export async function leaveIt(turn: Sent, needs: Needs): Promise<Reply> {
  const { w, t, event } = turn;
  const { one, sight } = await deciding(turn, needs, event.context);
  const why = written(event.values.why);
  const problems = tooLong(t, { why }, { why: LONG });
  if (why === '') problems.why = t.plain('review.outcome.why-missing');
  if (Object.keys(problems).length > 0) return invalid(problems);
  await w.sessions.outcome.saveRecommendation(one.id, { referral: false, noAction: why });
  return drawn(turn, one.id, sight, 'review.outcome.left');
}

async function drawn(turn: Turn, id: string, sight: Sight, said: Key): Promise<Reply> {
  const { w, t, event } = turn;
  await redraw(w, sight.session.id);
  const one = await w.sessions.outcome.recommendation(id);
  const card = one ? recommendationCard(turn, one, sight, t(said)) : goneCard(t);
  return event.kind === 'action' ? replace(card) : tell(card);
}
