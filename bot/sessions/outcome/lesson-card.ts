/** A lesson as a card: what was learned, how far it has come, and which earlier ones it resembles. */
import type { Block, Button, Card } from '../../core/card.ts';
import type { Me } from '../../core/me.ts';
import { plain, type Text } from '../../core/text.ts';
import type { Key, Translate } from '../../core/translate.ts';
import type { Work } from '../../core/work.ts';
import { shownTo } from '../../words/author.ts';
import { body, buttons, note } from '../../words/fragments.ts';
import type { Needs } from '../needs.ts';
import type { SessionRecord } from '../record.ts';
import { leads, takesPart, viewerOf } from '../viewer.ts';
import { type Lesson, type LessonLink, LIKENESSES } from './lesson.ts';
import { isWritten } from './rights.ts';

/** Whoever looks at a lesson. */
export interface LessonReader {
  readonly person: string;
  readonly organisation: string | null;
  /** Who proposed it or leads: they may change its words while it is agreed on. */
  readonly writes: boolean;
  /** They say how far it has come: whoever leads, the sponsor, and who looks after its community. */
  readonly keeps: boolean;
  readonly sees: boolean;
}

export async function lessonReader(
  w: Work,
  needs: Needs,
  session: SessionRecord,
  lesson: Lesson,
  me: Me,
): Promise<LessonReader> {
  const viewer = await viewerOf(w, needs, session, me);
  const isLeading = leads(session, viewer);
  const isDraft = lesson.standing === 'draft';
  const isCommunitys = viewer.roles.includes('community-facilitator');
  return {
    person: me.person,
    organisation: me.organisation,
    writes:
      isDraft && isWritten(session) && (isLeading || (takesPart(viewer) && lesson.proposedBy.person === me.person)),
    keeps: !isDraft && (isLeading || viewer.roles.includes('sponsor') || isCommunitys),
    // A draft is nobody's but theirs who take part; what was published to them alone stays with them.
    sees: takesPart(viewer) || (!isDraft && (await readsIt(w, needs, session, me))),
  };
}

/** Somebody without a part in it who reads what comes of it: it was published to more than those who took part. */
export const readsIt = async (w: Work, needs: Needs, session: SessionRecord, me: Me): Promise<boolean> =>
  session.edition > 0 && session.readers !== 'participants' && needs.mayRead(w, me, session.community);

/** In one sentence: when, do, because. */
export const lessonText = (t: Translate, { when, do: what, because }: Pick<Lesson, 'when' | 'do' | 'because'>): Text =>
  t('review.outcome.lesson-line', { when, do: what, because });

const STANDINGS: Readonly<Record<Lesson['standing'], Key>> = {
  draft: 'review.outcome.standing-draft',
  conversation: 'review.outcome.standing-conversation',
  withdrawn: 'review.outcome.standing-withdrawn',
};

/** How far to trust it, how far it has come, and how often it was learned: in words. */
export function lessonStanding(t: Translate, { standing, lifecycle, times }: Lesson): string {
  const said = [t.plain(STANDINGS[standing])];
  if (standing !== 'draft') said.push(t.plain(`review.outcome.life-${lifecycle}`));
  if (times > 1) said.push(t.plain('review.outcome.times', { times }));
  return said.join(' · ');
}

export function lessonBlocks(t: Translate, lesson: Lesson, reader: string | null): readonly Block[] {
  const { context, appliesTo, tags, lifecycleWhy, from } = lesson;
  const facts = [
    ...(context === '' ? [] : [{ label: t.plain('review.outcome.lesson-context'), value: context }]),
    ...(appliesTo === '' ? [] : [{ label: t.plain('review.outcome.lesson-applies'), value: appliesTo }]),
    ...(tags.length === 0 ? [] : [{ label: t.plain('review.outcome.lesson-tags'), value: tags.join(', ') }]),
    { label: t.plain('review.outcome.state'), value: lessonStanding(t, lesson) },
    { label: t.plain('review.outcome.lesson-by'), value: shownTo(t, lesson.proposedBy, reader).name },
  ];
  return [
    body(lessonText(t, lesson)),
    { block: 'facts', facts },
    ...(lifecycleWhy ? [note(t('review.outcome.because', { why: lifecycleWhy }))] : []),
    note(t('review.outcome.lesson-from', { title: from.title })),
  ];
}

export function lessonCard(
  t: Translate,
  how: {
    readonly lesson: Lesson;
    readonly reader: LessonReader;
    readonly links: readonly LessonLink[];
    readonly intro?: Text;
  },
): Card {
  const { lesson, reader, links, intro } = how;
  const value = `${lesson.id}/${lesson.version}`;
  return {
    summary: plain(intro ?? lessonText(t, lesson)),
    blocks: [
      ...(intro ? [body(intro)] : []),
      ...lessonBlocks(t, lesson, reader.organisation),
      ...buttons(
        reader.writes && {
          button: 'action',
          action: 'sessions.lesson-edit',
          value,
          label: t.plain('review.outcome.edit'),
          opens: true,
        },
        reader.writes && {
          button: 'action',
          action: 'sessions.lesson-withdraw',
          value,
          label: t.plain('review.outcome.take-back'),
        },
        reader.keeps && {
          button: 'action',
          action: 'sessions.lesson-life',
          value,
          label: t.plain('review.outcome.life-change'),
          opens: true,
        },
      ),
      ...links.flatMap((link) => likeBlocks(t, link, reader.writes)),
    ],
  };
}

/** An earlier lesson, and what a person said or is asked to say of it. */
export function likeBlocks(t: Translate, { lesson, earlier, kind }: LessonLink, mayAnswer: boolean): readonly Block[] {
  if (kind === 'different') return [];
  const said = lessonText(t, earlier);
  const where = note(
    t('review.outcome.like-where', {
      title: earlier.from.title,
      times: earlier.times + earlier.repeats,
      standing: lessonStanding(t, { ...earlier, times: 1 }),
    }),
  );
  if (kind !== 'suggested') return [note(t(`review.outcome.like-${kind}`)), body(said), where];
  if (!mayAnswer) return [];
  return [
    { block: 'divider' },
    body(t('review.outcome.like-ask')),
    body(said),
    where,
    ...buttons(...likeButtons(t, lesson, earlier)),
  ];
}

const likeButtons = (t: Translate, lesson: Lesson, earlier: Lesson): readonly Button[] =>
  LIKENESSES.map((kind) => ({
    button: 'action',
    action: 'sessions.lesson-like',
    value: `${lesson.id}/${earlier.id}/${kind}`,
    label: t.plain(`review.outcome.like-${kind}-button`),
  }));
