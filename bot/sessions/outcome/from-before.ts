/** What there is from last time where a session begins: open actions and lessons of work like it, each with the reason why it is shown. */
import type { Block } from '../../core/card.ts';
import type { Turn } from '../../core/feature.ts';
import type { InboundOf } from '../../core/inbound.ts';
import { type Reply, tell } from '../../core/reply.ts';
import { bold, plain } from '../../core/text.ts';
import type { Translate } from '../../core/translate.ts';
import type { Work } from '../../core/work.ts';
import { body, buttons, heading, note } from '../../words/fragments.ts';
import type { Needs } from '../needs.ts';
import type { Viewer } from '../parts.ts';
import type { SessionRecord } from '../record.ts';
import type { Action } from './action.ts';
import type { Lesson } from './lesson.ts';
import { actionRow, lessonRow } from './lists.ts';
import { sightOf } from './rights.ts';

/** Of each, so many. */
const SHOWN = 5;

export interface FromBefore {
  readonly actions: readonly Action[];
  readonly lessons: readonly Lesson[];
}

/** Of its community, and of what everybody there may read alone. */
export async function fromBefore(
  w: Work,
  { id, community, title, event, tags }: Pick<SessionRecord, 'id' | 'community' | 'title' | 'event' | 'tags'>,
): Promise<FromBefore> {
  const like = { words: `${title} ${event}`, tags };
  return {
    actions: await w.sessions.outcome.actionsLike({ community, session: id }, { ...like, nearest: false }, SHOWN),
    lessons: await w.sessions.outcome.lessonsLike(community, { ...like, but: id }, SHOWN),
  };
}

/** As blocks; none where there is nothing. @param reader the organisation of who reads it */
export function fromBeforeBlocks(
  t: Translate,
  { actions, lessons }: FromBefore,
  how: { reader: string | null; now: Date; zone: string },
): readonly Block[] {
  if (actions.length + lessons.length === 0) return [];
  return [
    body(bold(t('review.outcome.before', { actions: actions.length, lessons: lessons.length }))),
    ...actions.map((action) => actionRow(t, action, how)),
    ...lessons.map((lesson) => lessonRow(t, lesson)),
    note(t('review.outcome.before-why')),
  ];
}

const AHEAD = ['scheduled', 'collecting'];

/** On the card of each who takes part, until what they wrote is shown: what there is from last time, to be looked at. */
export async function lastTime(
  w: Work,
  t: Translate,
  session: SessionRecord,
  { person }: Pick<Viewer, 'person'>,
  needs: Needs,
): Promise<readonly Block[]> {
  if (!AHEAD.includes(session.state)) return [];
  const to = await w.sessions.setup.accountFor(session.id, person);
  const me = to && (await needs.meOf(w, to));
  // A guest in it sees this session and no other.
  if (!me || !(await needs.mayRead(w, me, session.community))) return [];
  const { actions, lessons } = await fromBefore(w, session);
  if (actions.length + lessons.length === 0) return [];
  return [
    body(t('review.outcome.before', { actions: actions.length, lessons: lessons.length })),
    ...buttons({
      button: 'action',
      action: 'sessions.before',
      value: session.id,
      label: t.plain('review.outcome.before-look'),
    }),
  ];
}

/** What that is, for who takes part and may read its community. */
export async function openBefore(turn: Turn<InboundOf<'action'>>, needs: Needs): Promise<Reply> {
  const { w, me, t, event } = turn;
  const { session } = await sightOf(turn, needs, event.value);
  const may = await needs.mayRead(w, me, session.community);
  const how = { reader: me.organisation, now: w.now, zone: session.zone };
  const blocks = may ? fromBeforeBlocks(t, await fromBefore(w, session), how) : [];
  const title = t('review.outcome.before-title', { title: session.title });
  const nothing = body(t('review.outcome.before-none'));
  return tell({ summary: plain(title), blocks: [heading(title), ...(blocks.length > 0 ? blocks : [nothing])] });
}
