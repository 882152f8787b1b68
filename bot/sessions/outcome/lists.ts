/** Lists of what came of a session, of a person's own actions, and of a community's lessons: a few rows, and a button to the rest. */
import type { Block, Button, Card } from '../../core/card.ts';
import { Refusal, type Turn } from '../../core/feature.ts';
import type { InboundOf } from '../../core/inbound.ts';
import type { Me } from '../../core/me.ts';
import { type Reply, results, tell } from '../../core/reply.ts';
import { bold, plain, type Text } from '../../core/text.ts';
import type { Key, Translate } from '../../core/translate.ts';
import type { Work } from '../../core/work.ts';
import { shownTo } from '../../words/author.ts';
import { body, buttons, heading, note } from '../../words/fragments.ts';
import { searchesTooFast, tooFastResults } from '../../words/searching.ts';
import type { Needs } from '../needs.ts';
import { offsetIn } from '../paging.ts';
import type { SessionRecord } from '../record.ts';
import { takesPart } from '../viewer.ts';
import type { Action } from './action.ts';
import { dueText, ownerName, stateText } from './action-card.ts';
import type { Lesson } from './lesson.ts';
import { lessonStanding, lessonText } from './lesson-card.ts';
import { objectionState } from './objecting.ts';
import type { Objection } from './objection.ts';
import type { Recommendation } from './recommendation.ts';
import { addressed, recommendationState } from './recommendation-card.ts';
import { goneCard, sightOf } from './rights.ts';

const PAGE = 10;
const OWN = 10;
const OWN_AT_HOME = 3;
const HITS = 20;

export const KINDS = ['lessons', 'recommendations', 'actions', 'objections'] as const;
export type ListKind = (typeof KINDS)[number];

const openButton = (t: Translate, action: string, value: string, label: Key = 'review.outcome.open'): Button => ({
  button: 'action',
  action,
  value,
  label: t.plain(label),
});

export const lessonRow = (t: Translate, lesson: Lesson): Block => ({
  block: 'row',
  text: lessonText(t, lesson),
  note: lessonStanding(t, lesson),
  button: openButton(t, 'sessions.lesson', lesson.id),
});

export const recommendationRow = (t: Translate, one: Recommendation): Block => ({
  block: 'row',
  text: one.text,
  note: t('review.outcome.recommendation-note', { to: addressed(t, one), state: recommendationState(t, one) }),
  button: openButton(t, 'sessions.recommendation', one.id),
});

/** @param reader the organisation of who reads it */
export const actionRow = (
  t: Translate,
  action: Action,
  how: { reader: string | null; now: Date; zone: string },
): Block => ({
  block: 'row',
  text: action.text,
  note: t('review.outcome.action-note', {
    owner: ownerName(t, action, how.reader),
    due: dueText(t, action, how.zone),
    state: stateText(t, action, how),
  }),
  button: openButton(t, 'sessions.action', action.id),
});

export const objectionRow = (t: Translate, one: Objection, reader: string | null): Block => ({
  block: 'row',
  text: one.text,
  note: t('review.outcome.objection-note', { name: shownTo(t, one.by, reader).name, state: objectionState(t, one) }),
  button: openButton(t, 'sessions.objection', one.id),
});

async function rowsOf(
  w: Work,
  t: Translate,
  session: SessionRecord,
  kind: ListKind,
  reader: string | null,
): Promise<readonly Block[]> {
  const { outcome } = w.sessions;
  switch (kind) {
    case 'lessons':
      return (await outcome.lessonsOf(session.id)).map((one) => lessonRow(t, one));
    case 'recommendations':
      return (await outcome.recommendationsOf(session.id)).map((one) => recommendationRow(t, one));
    case 'actions':
      return (await outcome.actionsOf(session.id)).map((one) =>
        actionRow(t, one, { reader, now: w.now, zone: session.zone }),
      );
    case 'objections':
      return (await outcome.objectionsOf(session.id)).map((one) => objectionRow(t, one, reader));
  }
}

const TITLES: Readonly<Record<ListKind, Key>> = {
  lessons: 'review.outcome.lessons',
  recommendations: 'review.outcome.recommendations',
  actions: 'review.outcome.actions',
  objections: 'review.outcome.objections',
};

export const listButton = (t: Translate, session: string, kind: ListKind, count: number): Button => ({
  button: 'action',
  action: 'sessions.outcome',
  value: `${session}/${kind}/0`,
  label: t.plain(`review.outcome.all-${kind}`, { count }),
});

/** A page of a list: `value` is the session, what is listed, and how many come before. */
export async function openList(turn: Turn<InboundOf<'action'>>, needs: Needs): Promise<Reply> {
  const { w, t, me, event } = turn;
  const [id = '', wanted = '', before] = event.value.split('/');
  const { session, viewer } = await sightOf(turn, needs, id);
  const kind = KINDS.find((one) => one === wanted);
  if (!kind || !takesPart(viewer)) throw new Refusal(goneCard(t));
  const all = await rowsOf(w, t, session, kind, me.organisation);
  return tell(
    page(t, all, offsetIn(before), {
      title: t(TITLES[kind], { title: session.title }),
      next: (at) => ({
        action: 'sessions.outcome',
        value: `${session.id}/${kind}/${at}`,
      }),
    }),
  );
}

function page(
  t: Translate,
  rows: readonly Block[],
  at: number,
  how: { title: Text; next: (at: number) => { action: string; value: string }; note?: Text },
): Card {
  const shown = rows.slice(at, at + PAGE);
  const more = rows.length - at - shown.length;
  return {
    summary: plain(how.title),
    blocks: [
      heading(how.title),
      ...(shown.length === 0 ? [body(t('review.outcome.list-empty'))] : shown),
      ...buttons(
        more > 0 && { button: 'action', ...how.next(at + PAGE), label: t.plain('review.outcome.more', { more }) },
      ),
      ...(how.note ? [note(how.note)] : []),
    ],
  };
}

/** A person's own actions, for themselves alone. */
export async function myActions(w: Work, me: Me, t: Translate): Promise<readonly Block[]> {
  const mine = await w.sessions.outcome.actionsBy(me.ref, OWN + 1);
  const shown = mine.slice(0, OWN);
  return [
    heading(t('review.outcome.mine')),
    ...(shown.length === 0
      ? [note(t('review.outcome.mine-none'))]
      : shown.map((action) => ownRow(t, action, { now: w.now, zone: me.zone }))),
    ...(mine.length > shown.length ? [note(t('review.outcome.mine-more', { shown: shown.length }))] : []),
  ];
}

/** Those that are due next, on a person's home: nothing where they have none. */
export async function actionsSection(w: Work, me: Me, t: Translate): Promise<readonly Block[]> {
  const mine = await w.sessions.outcome.actionsBy(me.ref, OWN_AT_HOME + 1);
  if (mine.length === 0) return [];
  return [
    body(bold(t('review.outcome.mine'))),
    ...mine.slice(0, OWN_AT_HOME).map((action) => ownRow(t, action, { now: w.now, zone: me.zone })),
    ...buttons(mine.length > OWN_AT_HOME && openButton(t, 'sessions.actions-mine', '', 'review.outcome.mine-all')),
  ];
}

const ownRow = (t: Translate, action: Action, how: { now: Date; zone: string }): Block => ({
  block: 'row',
  text: action.text,
  note: t('review.outcome.mine-note', {
    due: dueText(t, action, how.zone),
    state: stateText(t, action, how),
    title: action.from.title,
  }),
  button: openButton(t, 'sessions.action', action.id),
});

export async function openMine({ w, me, t }: Turn): Promise<Reply> {
  return tell({ summary: t.plain('review.outcome.mine'), blocks: await myActions(w, me, t) });
}

/** Lessons of a community, for who reads in it: `value` is the community, and how many come before. */
export async function openLessons(turn: Turn<InboundOf<'action'>>, needs: Needs): Promise<Reply> {
  const { w, t, me, event } = turn;
  const [community = '', before] = event.value.split('/');
  if (!(await needs.mayRead(w, me, community))) throw new Refusal(goneCard(t));
  const at = offsetIn(before);
  const some = await w.sessions.outcome.lessonList(community, { offset: at, limit: PAGE + 1 });
  const title = t('review.outcome.community-lessons', { community: await needs.communityName(w, community) });
  const rows = some.slice(0, PAGE).map((one) => lessonRow(t, one));
  return tell({
    summary: plain(title),
    blocks: [
      heading(title),
      ...(rows.length === 0 ? [body(t('review.outcome.list-empty'))] : rows),
      ...buttons(
        some.length > PAGE && {
          button: 'action',
          action: 'sessions.lesson-list',
          value: `${community}/${at + PAGE}`,
          label: t.plain('review.outcome.more-lessons'),
        },
      ),
      note(t('review.outcome.lessons-note')),
    ],
  });
}

/** Who could own an action, while somebody types: of the sessions in which they take part. */
export async function findOwner(turn: Turn<InboundOf<'search'>>): Promise<Reply> {
  const { w, t, me, event } = turn;
  if (await searchesTooFast(w, me.person)) return tooFastResults(turn);
  const found = await w.sessions.outcome.ownables(me.ref, event.query.trim().slice(0, 100), HITS);
  return results(
    found.map((one) => {
      const { name, organisation } = shownTo(t, one, me.organisation);
      return { value: one.person, title: name, text: organisation };
    }),
    t.plain('review.outcome.nobody-found'),
  );
}
