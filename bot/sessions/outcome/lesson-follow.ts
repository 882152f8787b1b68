/** Whether a lesson has become part of how people work: asked after its actions made a difference, and once a year. People say so, never a count. */
import { duty } from '../../core/attention.ts';
import type { Block } from '../../core/card.ts';
import { words } from '../../core/card.ts';
import { type Drawer, Refusal, type Turn } from '../../core/feature.ts';
import type { InboundOf } from '../../core/inbound.ts';
import { ask, invalid, type Reply, replace, tell } from '../../core/reply.ts';
import { plain, type Text } from '../../core/text.ts';
import type { Work } from '../../core/work.ts';
import { body, buttons, note, sentence } from '../../words/fragments.ts';
import { redraw } from '../flow.ts';
import type { Needs } from '../needs.ts';
import { option, paragraphField, tooLong, written } from './fields.ts';
import { type Lesson, LIFECYCLES, type Lifecycle } from './lesson.ts';
import { lessonBlocks, lessonReader, lessonText } from './lesson-card.ts';
import { heldLesson } from './lesson-form.ts';
import { stageBy } from './lesson-life.ts';
import { leadingOf } from './rights.ts';

type Pressed = Turn<InboundOf<'action'>>;
type Sent = Turn<InboundOf<'submission'>>;

/** It can still go further. */
const GOING: readonly Lifecycle[] = ['identified', 'being-implemented', 'implemented'];
/** Later lessons to choose from. */
const LATER = 50;

/** The same day of the next year. */
export function yearAfter(at: Date): Date {
  const next = new Date(at);
  next.setUTCFullYear(at.getUTCFullYear() + 1);
  return next;
}

type Cause = { readonly by: 'effect'; readonly of: string } | { readonly by: 'year'; readonly of: number };

/** Asks whoever leads its session whether it is embedded, as long as that is a question. */
export async function askEmbedded(w: Work, needs: Needs, id: string, { by, of }: Cause): Promise<void> {
  const lesson = await w.sessions.outcome.lesson(id);
  const session = lesson && (await w.sessions.setup.get(lesson.session));
  if (!session || !isQuestion(lesson, by)) return;
  // Whatever is said of it since settles it.
  const asked = `${id}/${by}-${of}-${lesson.version}`;
  for (const { ref } of await leadingOf(w, needs, session))
    await w.say(`lesson:${asked}`, { to: ref, attention: duty }, { view: 'sessions.lesson-embed', id: asked });
}

function isQuestion({ standing, lifecycle }: Lesson, by: string): boolean {
  if (standing !== 'conversation') return false;
  return by === 'effect' ? lifecycle === 'implemented' : GOING.includes(lifecycle);
}

/**
 * What it rests on: an action that made a difference, as somebody showed, or a year in which it was not learned anew though
 * work of its kind was reviewed. Null: nothing yet.
 */
async function groundsOf(w: Work, lesson: Lesson): Promise<{ evidence: string } | { reviews: number } | null> {
  if (lesson.lifecycle === 'implemented') {
    const actions = await w.sessions.outcome.actionsFrom(lesson.id);
    const shown = actions.find(({ effect, effectWhy }) => effect === 'yes' && effectWhy);
    if (shown?.effectWhy) return { evidence: shown.effectWhy };
  }
  if (yearAfter(lesson.lastSeenAt) > w.now) return null;
  const reviews = await w.sessions.outcome.reviewsSince(lesson.id, lesson.lastSeenAt);
  return reviews > 0 ? { reviews } : null;
}

/** A year has passed since it was last learned: whether it is asked about, and when next. */
export async function lookAtLesson(w: Work, needs: Needs, id: string): Promise<void> {
  const lesson = await w.sessions.outcome.holdLesson(id);
  if (!lesson?.lookAt || lesson.lookAt > w.now) return;
  const isOver = lesson.standing !== 'conversation' || !GOING.includes(lesson.lifecycle);
  const since = yearAfter(lesson.lastSeenAt);
  await w.sessions.outcome.saveLesson(id, { lookAt: isOver ? null : since > w.now ? since : yearAfter(w.now) });
  if (isOver || since > w.now || (await groundsOf(w, lesson)) === null) return;
  await askEmbedded(w, needs, id, { by: 'year', of: w.now.getUTCFullYear() });
}

/** `id`: the lesson, and why it is asked. */
export const embedView =
  (needs: Needs): Drawer =>
  async ({ w, id, to, t, there }) => {
    const [lessonId = '', cause = ''] = id.split('/');
    const me = to.kind === 'user' ? await needs.meOf(w, { ...to, kind: 'user' }) : null;
    const lesson = await w.sessions.outcome.lesson(lessonId);
    const session = lesson && (await w.sessions.setup.get(lesson.session));
    if (!me || !session) return null;
    const reader = await lessonReader(w, needs, session, lesson, me);
    if (!reader.keeps) return null;
    const [by = '', ...rest] = cause.split('-');
    const grounds = Number(rest.at(-1)) === lesson.version ? await groundsOf(w, lesson) : null;
    if (!grounds || !isQuestion(lesson, by))
      return there ? { summary: plain(lessonText(t, lesson)), blocks: lessonBlocks(t, lesson, me.organisation) } : null;
    const intro: Text =
      'evidence' in grounds
        ? t('review.outcome.embed-effect', { evidence: grounds.evidence })
        : t('review.outcome.embed-year', { count: grounds.reviews });
    const value = `${lesson.id}/${lesson.version}`;
    const blocks: readonly Block[] = [
      body(intro),
      ...lessonBlocks(t, lesson, me.organisation),
      ...buttons(
        {
          button: 'action',
          action: 'sessions.lesson-embed',
          value,
          label: t.plain('review.outcome.embed-yes'),
          style: 'primary',
        },
        { button: 'action', action: 'sessions.lesson-later', value, label: t.plain('review.outcome.embed-later') },
        {
          button: 'action',
          action: 'sessions.lesson-life',
          value,
          label: t.plain('review.outcome.life-change'),
          opens: true,
        },
      ),
      note(t('review.outcome.embed-why')),
    ];
    return { summary: plain(intro), blocks };
  };

/** @throws Refusal where they do not keep it, or it has moved on */
async function keeping(turn: Turn, needs: Needs, value: string): Promise<Lesson> {
  const { lesson, reader } = await heldLesson(turn, needs, value);
  if (!reader.keeps) throw new Refusal(sentence(turn.t, 'review.outcome.only-keepers'));
  return lesson;
}

async function changed(turn: Turn, lesson: Lesson): Promise<void> {
  const { w } = turn;
  await w.refresh(await w.sessions.outcome.showingLesson(lesson.id));
  await redraw(w, lesson.session);
}

/** "Yes, it is part of how we work." */
export async function embed(turn: Pressed, needs: Needs): Promise<Reply> {
  const { w, t, event } = turn;
  const lesson = await keeping(turn, needs, event.value);
  if (!GOING.includes(lesson.lifecycle) || (await groundsOf(w, lesson)) === null)
    return tell(sentence(t, 'review.outcome.embed-not'));
  await w.sessions.outcome.saveLesson(lesson.id, { lifecycle: 'embedded', lookAt: null });
  await changed(turn, lesson);
  return replace(sentence(t, 'review.outcome.embed-done'));
}

/** "Not yet": asked again in a year. */
export async function notYet(turn: Pressed, needs: Needs): Promise<Reply> {
  const { w, t, event } = turn;
  const lesson = await keeping(turn, needs, event.value);
  await w.sessions.outcome.saveLesson(lesson.id, { lookAt: yearAfter(w.now) });
  await changed(turn, lesson);
  return replace(sentence(t, 'review.outcome.embed-later-done'));
}

/** "How far it has come": those that a person can say of it. */
export async function openLife(turn: Pressed, needs: Needs): Promise<Reply> {
  const { w, t, event } = turn;
  const lesson = await keeping(turn, needs, event.value);
  const later = await w.sessions.outcome.laterLessons(lesson.id, LATER);
  const options = await openTo(w, lesson, later.length > 0);
  return ask({
    form: 'sessions.lesson-life',
    context: `${lesson.id}/${lesson.version}`,
    title: t.plain('review.outcome.life-title'),
    intro: t('review.outcome.life-intro', {
      lesson: lessonText(t, lesson),
      life: t.plain(`review.outcome.life-${lesson.lifecycle}`),
    }),
    fields: [
      {
        field: 'choice',
        name: 'life',
        label: t.plain('review.outcome.life-label'),
        options: options.map((one) => ({ value: one, label: t.plain(`review.outcome.life-${one}`) })),
      },
      paragraphField(t, {
        name: 'why',
        label: 'review.outcome.life-why',
        hint: 'review.outcome.life-why-hint',
        optional: true,
      }),
      ...(later.length === 0
        ? []
        : [
            {
              field: 'choice',
              name: 'by',
              label: t.plain('review.outcome.life-by'),
              options: later.map((one) => option(one.id, lessonText(t, one))),
              optional: true,
            } as const,
          ]),
    ],
    submit: t.plain('review.outcome.save'),
    cancel: t.plain('words.cancel'),
  });
}

/** What its actions say, that it goes no further, that another stands for it, and embedded where that rests on something. */
async function openTo(w: Work, lesson: Lesson, hasLater: boolean): Promise<readonly Lifecycle[]> {
  const grounds = GOING.includes(lesson.lifecycle) && (await groundsOf(w, lesson)) !== null;
  const byActions = stageBy(await w.sessions.outcome.actionsFrom(lesson.id));
  const all: readonly (Lifecycle | false)[] = [
    byActions,
    grounds && 'embedded',
    'not-taken-up',
    hasLater && 'superseded',
  ];
  return LIFECYCLES.filter((one) => all.includes(one) && one !== lesson.lifecycle);
}

export async function sayLife(turn: Sent, needs: Needs): Promise<Reply> {
  const { w, t, event } = turn;
  const lesson = await keeping(turn, needs, event.context);
  const later = await w.sessions.outcome.laterLessons(lesson.id, LATER);
  const said = words(event.values.life);
  const life = (await openTo(w, lesson, later.length > 0)).find((one) => one === said);
  const why = written(event.values.why);
  const by = later.find(({ id }) => id === words(event.values.by));
  const problems = tooLong(t, { why }, {});
  if (!life) problems.life = t.plain('review.outcome.life-missing');
  if (life === 'not-taken-up' && why === '') problems.why = t.plain('review.outcome.why-missing');
  if (life === 'superseded' && !by) problems.by = t.plain('review.outcome.life-by-missing');
  if (!life || Object.keys(problems).length > 0) return invalid(problems);
  await w.sessions.outcome.saveLesson(lesson.id, {
    lifecycle: life,
    lifecycleWhy: why === '' ? null : why,
    supersededBy: life === 'superseded' ? (by?.id ?? null) : null,
    lookAt: GOING.includes(life) ? yearAfter(w.now) : null,
  });
  await changed(turn, lesson);
  return tell(sentence(t, 'review.outcome.life-done', { life: t.plain(`review.outcome.life-${life}`) }));
}
