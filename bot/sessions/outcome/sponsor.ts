/** The sponsor: asked to answer each recommendation, by themselves or through whoever leads; and who is asked where there is none any more. */
import { duty } from '../../core/attention.ts';
import type { Block, Card } from '../../core/card.ts';
import { words } from '../../core/card.ts';
import { type Drawer, Refusal, type Turn } from '../../core/feature.ts';
import type { InboundOf } from '../../core/inbound.ts';
import type { Me } from '../../core/me.ts';
import { ask, invalid, type Reply, results, tell } from '../../core/reply.ts';
import { bold, plain } from '../../core/text.ts';
import type { Translate } from '../../core/translate.ts';
import type { Work } from '../../core/work.ts';
import { shownTo } from '../../words/author.ts';
import { body, buttons, heading, note, sentence } from '../../words/fragments.ts';
import { searchesTooFast, tooFastResults } from '../../words/searching.ts';
import { redraw } from '../flow.ts';
import type { Needs } from '../needs.ts';
import { offsetIn } from '../paging.ts';
import type { SessionRecord } from '../record.ts';
import { takesPart, viewerOf } from '../viewer.ts';
import { paragraphField, tooLong, written } from './fields.ts';
import { ANSWERS, isOwed, type Recommendation } from './recommendation.ts';
import { addressed, answerBlocks, mayAnswer, recommendationCard, recommendationState } from './recommendation-card.ts';
import { heldRecommendation } from './recommendation-form.ts';
import { goneCard, isChecked, isOut, isSponsor, isVacantSponsor, sightOf, sponsorsOf } from './rights.ts';

type Pressed = Turn<InboundOf<'action'>>;
type Sent = Turn<InboundOf<'submission'>>;

/** In one card; the others are a button away. */
const SHOWN = 8;
const HITS = 20;

/** Asks whoever is sponsor: each time that it is checked, of what there is then. */
export async function askSponsor(w: Work, session: SessionRecord): Promise<void> {
  if ((await w.sessions.outcome.recommendationsOf(session.id)).length === 0) return;
  const asked = `${session.id}/${session.version}`;
  for (const { ref } of await sponsorsOf(w, session.id))
    await w.say(`sponsor:${asked}`, { to: ref, attention: duty }, { view: 'sessions.sponsor', id: asked });
}

/** Everything that tells the sponsor of it is drawn again. */
const refreshSponsor = async (w: Work, session: string): Promise<void> =>
  w.refresh(await w.sessions.outcome.showingSponsor(session));

/** Those who read what the sponsor was asked: the sponsor, now. */
async function asSponsor(w: Work, needs: Needs, session: SessionRecord, me: Me): Promise<boolean> {
  const viewer = await viewerOf(w, needs, session, me);
  return viewer.roles.includes('sponsor');
}

const isAdmin = async (w: Work, needs: Needs, session: SessionRecord, me: Me): Promise<boolean> =>
  (await viewerOf(w, needs, session, me)).roles.includes('admin');

/** `id`: the session, and the version of it at which they were asked. */
export const sponsorView =
  (needs: Needs): Drawer =>
  async ({ w, id, to, t, there }) => {
    const [sessionId = ''] = id.split('/');
    const me = to.kind === 'user' ? await needs.meOf(w, { ...to, kind: 'user' }) : null;
    const session = await w.sessions.setup.get(sessionId);
    if (!me || !session || !(await asSponsor(w, needs, session, me))) return null;
    const isOn = isChecked(session) || isOut(session);
    if (!isOn) return there ? sentence(t, 'review.outcome.sponsor-later', { title: session.title }) : null;
    return sponsorCard(t, session, await w.sessions.outcome.recommendationsOf(session.id), me.organisation, 0);
  };

function sponsorCard(
  t: Translate,
  session: SessionRecord,
  all: readonly Recommendation[],
  reader: string,
  from: number,
): Card {
  const owed = all.filter(isOwed).length;
  const title = t('review.outcome.sponsor-title', { title: session.title });
  const shown = all.slice(from, from + SHOWN);
  const more = all.length - from - shown.length;
  return {
    summary: plain(title),
    blocks: [
      heading(title),
      body(t('review.outcome.sponsor-owed', { owed, count: all.length })),
      ...(session.closesAt && isChecked(session)
        ? [body(t('review.outcome.sponsor-by', { until: session.closesAt }))]
        : []),
      ...shown.flatMap((one) => answerable(t, session, one, reader)),
      ...buttons(
        more > 0 && {
          button: 'action',
          action: 'sessions.recommendations',
          value: `${session.id}/${from + SHOWN}`,
          label: t.plain('review.outcome.more', { more }),
        },
      ),
      note(t('review.outcome.why-sponsor')),
    ],
  };
}

const answerable = (t: Translate, { zone }: SessionRecord, one: Recommendation, reader: string): readonly Block[] => [
  { block: 'divider' },
  {
    block: 'row',
    text: bold(one.text),
    note: t('review.outcome.recommendation-note', { to: addressed(t, one), state: recommendationState(t, one) }),
    button: {
      button: 'action',
      action: 'sessions.recommendation-answer',
      value: `${one.id}/${one.version}`,
      label: t.plain(
        one.answer === null || one.answer === 'none' ? 'review.outcome.answer' : 'review.outcome.answer-change',
      ),
      opens: true,
    },
  },
  ...answerBlocks(t, one, { zone, reader }),
];

/** All of them, from one on: `value` is the session and how many come before. */
export async function openRecommendations(turn: Pressed, needs: Needs): Promise<Reply> {
  const { w, t, me, event } = turn;
  const [id = '', from] = event.value.split('/');
  const { session, viewer } = await sightOf(turn, needs, id);
  if (!takesPart(viewer)) throw new Refusal(goneCard(t));
  const all = await w.sessions.outcome.recommendationsOf(session.id);
  return tell(sponsorCard(t, session, all, me.organisation, offsetIn(from)));
}

/** "Answer": by the sponsor, or written down by whoever leads. */
export async function openAnswer(turn: Pressed, needs: Needs): Promise<Reply> {
  const { t, event } = turn;
  const { one, sight } = await heldRecommendation(turn, needs, event.value);
  if (!mayAnswer(sight)) throw new Refusal(sentence(t, 'review.outcome.only-sponsor'));
  return ask({
    form: 'sessions.recommendation-answer',
    context: `${one.id}/${one.version}`,
    title: t.plain(isSponsor(sight) ? 'review.outcome.answer-title' : 'review.outcome.record-title'),
    intro: t(isSponsor(sight) ? 'review.outcome.answer-intro' : 'review.outcome.record-intro', {
      text: one.text,
      to: addressed(t, one),
    }),
    fields: [
      {
        field: 'choice',
        name: 'answer',
        label: t.plain('review.outcome.answer-label'),
        options: ANSWERS.map((value) => ({ value, label: t.plain(`review.outcome.answer-${value}`) })),
        ...(one.answer !== null && one.answer !== 'none' && { value: one.answer }),
      },
      paragraphField(
        t,
        { name: 'why', label: 'review.outcome.answer-why', hint: 'review.outcome.answer-why-hint', optional: true },
        one.answerWhy ?? '',
      ),
    ],
    submit: t.plain('review.outcome.save'),
    cancel: t.plain('words.cancel'),
  });
}

export async function answer(turn: Sent, needs: Needs): Promise<Reply> {
  const { w, t, me, event } = turn;
  const { one, sight } = await heldRecommendation(turn, needs, event.context);
  if (!mayAnswer(sight)) throw new Refusal(sentence(t, 'review.outcome.only-sponsor'));
  const said = words(event.values.answer);
  const chosen = ANSWERS.find((value) => value === said);
  const why = written(event.values.why);
  const problems = tooLong(t, { why }, {});
  if (!chosen) problems.answer = t.plain('review.outcome.answer-missing');
  if (chosen !== 'accept' && why === '') problems.why = t.plain('review.outcome.why-missing');
  if (!chosen || Object.keys(problems).length > 0) return invalid(problems);
  const recorded = !isSponsor(sight);
  await w.sessions.outcome.saveRecommendation(one.id, {
    answer: { answer: chosen, why: why === '' ? null : why, by: me.person, recorded },
  });
  await refreshSponsor(w, one.session);
  await redraw(w, one.session);
  const now = await w.sessions.outcome.recommendation(one.id);
  return tell(
    now
      ? recommendationCard(turn, now, sight, t(recorded ? 'review.outcome.recorded' : 'review.outcome.answered'))
      : goneCard(t),
  );
}

/** A sponsor has left: the admins of its organisation are asked to name another. What was put to them stays open. */
export async function askForSponsor(w: Work, needs: Needs, session: SessionRecord, person: string): Promise<void> {
  if (!isVacantSponsor(await w.sessions.setup.people(session.id))) return;
  const asked = `${session.id}/vacant-${person}`;
  for (const { ref } of await needs.adminsOf(w, session.organisation))
    await w.say(`sponsor:${asked}`, { to: ref, attention: duty }, { view: 'sessions.sponsor-vacant', id: asked });
}

/** `id`: the session, and who left. Nothing of what was said in it: an admin need have no part in it. */
export const vacantView =
  (needs: Needs): Drawer =>
  async ({ w, id, to, t, there }) => {
    const [sessionId = ''] = id.split('/');
    const me = to.kind === 'user' ? await needs.meOf(w, { ...to, kind: 'user' }) : null;
    const session = await w.sessions.setup.get(sessionId);
    if (!me || !session || !(await isAdmin(w, needs, session, me))) return null;
    const isOpen = isVacantSponsor(await w.sessions.setup.people(session.id)) && !isOver(session);
    if (!isOpen) return there ? sentence(t, 'review.outcome.vacant-over', { title: session.title }) : null;
    const said = t('review.outcome.vacant', { title: session.title });
    return {
      summary: plain(said),
      blocks: [
        body(said),
        body(t('review.outcome.vacant-means')),
        ...buttons({
          button: 'action',
          action: 'sessions.sponsor-name',
          value: session.id,
          label: t.plain('review.outcome.vacant-name'),
          style: 'primary',
          opens: true,
        }),
        note(t('review.outcome.vacant-why')),
      ],
    };
  };

/** Nobody is asked anything about it any more. */
const isOver = ({ state }: SessionRecord): boolean => state === 'closed' || state === 'cancelled' || state === 'draft';

/** @throws Refusal where it has one, or it is not theirs to name one */
async function vacant(turn: Turn, needs: Needs, id: string): Promise<SessionRecord> {
  const { w, t, me } = turn;
  const session = await w.sessions.setup.hold(id);
  if (!session || !(await isAdmin(w, needs, session, me))) throw new Refusal(goneCard(t));
  if (!isVacantSponsor(await w.sessions.setup.people(id)) || isOver(session))
    throw new Refusal(sentence(t, 'review.outcome.vacant-over', { title: session.title }));
  return session;
}

export async function openSponsor(turn: Pressed, needs: Needs): Promise<Reply> {
  const { t, event } = turn;
  const session = await vacant(turn, needs, event.value);
  return ask({
    form: 'sessions.sponsor-name',
    context: session.id,
    title: t.plain('review.outcome.vacant-title'),
    intro: t('review.outcome.vacant-intro', { title: session.title }),
    fields: [
      {
        field: 'search',
        name: 'person',
        label: t.plain('review.outcome.vacant-person'),
        hint: t.plain('review.outcome.vacant-hint'),
        search: 'sessions.sponsor',
      },
    ],
    submit: t.plain('review.outcome.vacant-submit'),
    cancel: t.plain('words.cancel'),
  });
}

/** People of communities whose session waits for a sponsor of theirs to name. */
export async function findSponsor(turn: Turn<InboundOf<'search'>>): Promise<Reply> {
  const { w, t, me, event } = turn;
  if (await searchesTooFast(w, me.person)) return tooFastResults(turn);
  const found = await w.sessions.outcome.sponsorable(me.ref, event.query.trim().slice(0, 100), HITS);
  return results(
    found.map((one) => {
      const { name, organisation } = shownTo(t, one, me.organisation);
      return { value: one.person, title: name, text: organisation };
    }),
    t.plain('review.outcome.nobody-found'),
  );
}

export async function nameSponsor(turn: Sent, needs: Needs): Promise<Reply> {
  const { w, t, me, event } = turn;
  const session = await vacant(turn, needs, event.context);
  const person = await w.sessions.outcome.ownable(session.id, words(event.values.person));
  if (!person) return invalid({ person: t.plain('review.outcome.lacks-owner-not-one') });
  for (const one of await w.sessions.setup.people(session.id))
    if (one.parts.includes('sponsor')) await w.sessions.setup.take(session.id, one.person, 'sponsor');
  await w.sessions.setup.give(session.id, person.person, 'sponsor');
  if (isChecked(session) || isOut(session)) await askSponsor(w, session);
  await refreshSponsor(w, session.id);
  await redraw(w, session.id);
  const { name } = shownTo(t, person, me.organisation);
  return tell(sentence(t, 'review.outcome.vacant-named', { name, title: session.title }));
}

/** Whether the sponsor still owes answers: nobody waits for one who is not here, or longer than it is checked. */
export async function owedBySponsor(w: Work, session: SessionRecord): Promise<number> {
  if (session.state !== 'checking') return 0;
  if (session.closesAt !== null && session.closesAt <= w.now) return 0;
  const sponsors = (await w.sessions.setup.people(session.id)).filter(({ parts }) => parts.includes('sponsor'));
  if (sponsors.every(({ left }) => left)) return 0;
  return (await w.sessions.outcome.recommendationsOf(session.id)).filter(isOwed).length;
}
