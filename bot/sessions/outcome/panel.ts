/** What comes of a session, on each person's own card and on the card of whoever leads: what there is, what can be added, what is missing. */
import type { Block, Button } from '../../core/card.ts';
import type { Text } from '../../core/text.ts';
import { bold } from '../../core/text.ts';
import type { Key, Translate } from '../../core/translate.ts';
import type { Work } from '../../core/work.ts';
import { body, buttons, note } from '../../words/fragments.ts';
import type { Needs } from '../needs.ts';
import type { Viewer } from '../parts.ts';
import type { SessionRecord } from '../record.ts';
import { leads, takesPart } from '../viewer.ts';
import { type Action, isLive, isVacant } from './action.ts';
import { lastTime } from './from-before.ts';
import { likeBlocks } from './lesson-card.ts';
import { actionRow, listButton, objectionRow, recommendationRow } from './lists.ts';
import { mayObject } from './objecting.ts';
import { isAnswered, isOwed } from './recommendation.ts';
import { isChecked, isOut, isVacantSponsor, isWritten } from './rights.ts';
import { owedBySponsor } from './sponsor.ts';

/** Of each thing that waits for somebody, so many at once. */
const FEW = 3;

const add = (t: Translate, action: string, value: string, label: Key, style?: 'primary'): Button => ({
  button: 'action',
  action,
  value,
  label: t.plain(label),
  opens: true,
  ...(style && { style }),
});

export async function panel(
  w: Work,
  t: Translate,
  session: SessionRecord,
  viewer: Viewer,
  needs: Needs,
): Promise<readonly Block[]> {
  if (!takesPart(viewer)) return [];
  if (isWritten(session)) return writing(w, t, session, viewer, needs);
  if (isChecked(session)) return checking(w, t, session, viewer);
  return isOut(session) || session.state === 'cancelled'
    ? after(w, t, session, viewer)
    : lastTime(w, t, session, viewer, needs);
}

async function lists(w: Work, t: Translate, session: SessionRecord): Promise<readonly Button[]> {
  const { outcome } = w.sessions;
  const counts = {
    lessons: (await outcome.lessonsOf(session.id)).length,
    recommendations: (await outcome.recommendationsOf(session.id)).length,
    actions: (await outcome.actionsOf(session.id)).length,
    objections: (await outcome.objectionsOf(session.id)).length,
  };
  const kinds = ['lessons', 'recommendations', 'actions', 'objections'] as const;
  return kinds.filter((kind) => counts[kind] > 0).map((kind) => listButton(t, session.id, kind, counts[kind]));
}

async function writing(
  w: Work,
  t: Translate,
  session: SessionRecord,
  viewer: Viewer,
  needs: Needs,
): Promise<readonly Block[]> {
  const proposes = viewer.roles.includes('participant') || leads(session, viewer);
  const mine = (await w.sessions.outcome.actionsOf(session.id)).filter((one) => one.owner?.person === viewer.person);
  return [
    body(bold(t('review.outcome.panel'))),
    ...(proposes ? [body(t('review.outcome.panel-add'))] : []),
    ...buttons(
      proposes && add(t, 'sessions.lesson-add', session.id, 'review.outcome.add-lesson', 'primary'),
      proposes && add(t, 'sessions.recommendation-add', session.id, 'review.outcome.add-recommendation'),
      proposes && add(t, 'sessions.action-add', session.id, 'review.outcome.add-action'),
      ...(await lists(w, t, session)),
    ),
    ...(await likenesses(w, t, session, viewer)),
    ...(await offered(w, t, session, mine, needs, viewer)),
    ...(isChecked(session) ? await objecting(w, t, session, viewer) : []),
  ];
}

/** Earlier lessons of which this person is to say whether they are the same. */
async function likenesses(w: Work, t: Translate, session: SessionRecord, viewer: Viewer): Promise<readonly Block[]> {
  const links = (await w.sessions.outcome.linksOf(session.id)).filter(
    ({ kind, lesson }) =>
      kind === 'suggested' && (leads(session, viewer) || lesson.proposedBy.person === viewer.person),
  );
  return links.slice(0, FEW).flatMap((link) => likeBlocks(t, link, true));
}

/** Their own actions that wait for their yes. */
async function offered(
  w: Work,
  t: Translate,
  session: SessionRecord,
  mine: readonly Action[],
  needs: Needs,
  viewer: Viewer,
): Promise<readonly Block[]> {
  const waiting = mine.filter(({ state }) => state === 'offered');
  if (waiting.length === 0) return [];
  const reader = await organisationOf(w, needs, session, viewer);
  const how = { reader, now: w.now, zone: session.zone };
  return [
    body(t('review.outcome.panel-offered', { count: waiting.length })),
    ...waiting.slice(0, FEW).map((one) => actionRow(t, one, how)),
  ];
}

/** Whose names are shown in full to whoever looks: their own organisation's. */
async function organisationOf(
  w: Work,
  needs: Needs,
  session: SessionRecord,
  { person }: Viewer,
): Promise<string | null> {
  const to = await w.sessions.setup.accountFor(session.id, person);
  return to ? needs.readerAt(w, to) : null;
}

async function checking(w: Work, t: Translate, session: SessionRecord, viewer: Viewer): Promise<readonly Block[]> {
  const isSponsor = viewer.roles.includes('sponsor');
  const owed = isSponsor ? await owedBySponsor(w, session) : 0;
  return [
    ...(owed > 0 ? [body(t('review.outcome.panel-sponsor', { owed }))] : []),
    ...buttons(
      isSponsor && {
        button: 'action',
        action: 'sessions.recommendations',
        value: `${session.id}/0`,
        label: t.plain('review.outcome.answer-all'),
        ...(owed > 0 && { style: 'primary' as const }),
      },
      ...(await lists(w, t, session)),
    ),
    ...(await objecting(w, t, session, viewer)),
  ];
}

async function objecting(w: Work, t: Translate, session: SessionRecord, viewer: Viewer): Promise<readonly Block[]> {
  if (!(await mayObject(w, { session, viewer }))) return [];
  const own = (await w.sessions.outcome.objectionsOf(session.id)).filter(({ by }) => by.person === viewer.person);
  return [
    body(t('review.outcome.panel-object')),
    ...buttons(add(t, 'sessions.objection-add', session.id, 'review.outcome.object')),
    ...own.slice(-FEW).map((one) => objectionRow(t, one, one.by.organisationId)),
  ];
}

async function after(w: Work, t: Translate, session: SessionRecord, viewer: Viewer): Promise<readonly Block[]> {
  const open = (await w.sessions.outcome.actionsOf(session.id)).filter(({ endedAt }) => endedAt === null);
  return [
    ...(isOut(session) ? [body(t('review.outcome.panel-after', { count: open.length }))] : []),
    ...buttons(
      ...(await lists(w, t, session)),
      session.state === 'published' &&
        viewer.roles.includes('sponsor') &&
        add(t, 'sessions.outcome-close', session.id, 'review.outcome.close'),
    ),
  ];
}

/** What keeps it from going on, in words, with what can be done about it; and what waits for whoever leads. */
export async function leading(w: Work, t: Translate, session: SessionRecord): Promise<readonly Block[]> {
  if (isWritten(session))
    return [...(await missing(w, t, session)), ...(isChecked(session) ? await disputed(w, t, session) : [])];
  if (isChecked(session)) return [...(await disputed(w, t, session)), ...(await unanswered(w, t, session))];
  return isOut(session) ? waiting(w, t, session) : [];
}

async function missing(w: Work, t: Translate, session: SessionRecord): Promise<readonly Block[]> {
  const { outcome } = w.sessions;
  const lessons = await outcome.lessonsOf(session.id);
  const recommendations = (await outcome.recommendationsOf(session.id)).filter((one) => !isAnswered(one));
  const actions = await outcome.actionsOf(session.id);
  const live = actions.filter(isLive);
  const proposed = live.filter(({ state }) => state === 'proposed');
  const vague = actions.filter(isVague);
  const none = (session.noLesson ?? '').trim() !== '';
  const how = { reader: null, now: w.now, zone: session.zone };
  return [
    ...(lessons.length === 0
      ? [
          body(
            none
              ? t('review.outcome.lead-none-said', { why: session.noLesson ?? '' })
              : t('review.outcome.lead-no-lesson'),
          ),
          ...buttons(
            add(
              t,
              'sessions.lesson-none',
              session.id,
              none ? 'review.outcome.none-change' : 'review.outcome.none-button',
            ),
          ),
        ]
      : []),
    ...some(t, recommendations, t('review.outcome.lead-unanswered', { count: recommendations.length }), (one) =>
      recommendationRow(t, one),
    ),
    ...some(t, vague, t('review.outcome.lead-vague', { count: vague.length }), (one) => actionRow(t, one, how)),
    ...(live.length > 0 && live.every(({ strength }) => strength === 'weak')
      ? [body(t('review.outcome.lead-weak'))]
      : []),
    ...(proposed.length > 0
      ? [
          body(t('review.outcome.lead-proposed', { count: proposed.length })),
          ...buttons({
            button: 'action',
            action: 'sessions.action-offer-all',
            value: session.id,
            label: t.plain('review.outcome.offer-all', { count: proposed.length }),
          }),
        ]
      : []),
  ];
}

/** A few of what waits, and how many more there are. */
function some<T>(t: Translate, all: readonly T[], title: Text, row: (one: T) => Block): readonly Block[] {
  if (all.length === 0) return [];
  const more = all.length - FEW;
  return [
    body(title),
    ...all.slice(0, FEW).map(row),
    ...(more > 0 ? [note(t('review.outcome.lead-more', { more }))] : []),
  ];
}

async function disputed(w: Work, t: Translate, session: SessionRecord): Promise<readonly Block[]> {
  const open = (await w.sessions.outcome.objectionsOf(session.id)).filter(({ state }) => state === 'open');
  return some(t, open, t('review.outcome.lead-objections', { count: open.length }), (one) =>
    objectionRow(t, one, null),
  );
}

async function unanswered(w: Work, t: Translate, session: SessionRecord): Promise<readonly Block[]> {
  const isVacant = isVacantSponsor(await w.sessions.setup.people(session.id));
  const open = (await w.sessions.outcome.recommendationsOf(session.id)).filter(isOwed);
  if (open.length === 0) return [];
  const title = isVacant
    ? t('review.outcome.lead-vacant', { count: open.length })
    : t('review.outcome.lead-owed', { count: open.length, until: session.closesAt ?? w.now });
  return some(t, open, title, (one) => recommendationRow(t, one));
}

async function waiting(w: Work, t: Translate, session: SessionRecord): Promise<readonly Block[]> {
  const actions = await w.sessions.outcome.actionsOf(session.id);
  const how = { reader: null, now: w.now, zone: session.zone };
  const confirm = actions.filter(({ state }) => state === 'said_done');
  const vacant = actions.filter(isVacant);
  return [
    ...some(t, confirm, t('review.outcome.lead-confirm', { count: confirm.length }), (one) => actionRow(t, one, how)),
    ...some(t, vacant, t('review.outcome.lead-vague', { count: vacant.length }), (one) => actionRow(t, one, how)),
  ];
}

/** Nobody does it as things are, or not by a day, or nobody would know: it keeps the session where it is. */
export const isVague = (action: Action): boolean =>
  isLive(action) &&
  (isVacant(action) || action.owner === null || action.dueOn === null || action.measure.trim() === '');
