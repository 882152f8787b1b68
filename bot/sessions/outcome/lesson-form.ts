/** Writing lessons down: the form, changing and taking back, and whether an earlier one said the same. */
import type { Form } from '../../core/card.ts';
import { words } from '../../core/card.ts';
import { Refusal, type Turn } from '../../core/feature.ts';
import type { InboundOf } from '../../core/inbound.ts';
import { ask, invalid, type Reply, replace, tell } from '../../core/reply.ts';
import type { Text } from '../../core/text.ts';
import type { Translate } from '../../core/translate.ts';
import { listOf, sentence } from '../../words/fragments.ts';
import { redraw } from '../flow.ts';
import type { Needs } from '../needs.ts';
import type { SessionRecord } from '../record.ts';
import { type Context, carried, ofKnown, ofNew, readContext } from './context.ts';
import { LONG, lineField, paragraphField, SHORT, tooLong, topicField, written } from './fields.ts';
import { type Lesson, type LessonWords, LIKENESSES } from './lesson.ts';
import { type LessonReader, lessonCard, lessonReader } from './lesson-card.ts';
import { namedIn } from './nudge.ts';
import { goneCard, movedOnCard, needLead, needPropose, sightOf } from './rights.ts';

type Pressed = Turn<InboundOf<'action'>>;
type Sent = Turn<InboundOf<'submission'>>;

/** Earlier lessons that somebody looks at for one. */
const EARLIER = 3;
const TAGS = { most: 10, length: 40 };

/** "Add a lesson": `value` is the session, and the topic from which it comes where it comes from one. */
export async function openLesson(turn: Pressed, needs: Needs): Promise<Reply> {
  const [id = '', topic = ''] = turn.event.value.split('/');
  const sight = await sightOf(turn, needs, id);
  needPropose(turn.t, sight);
  const empty: LessonWords = {
    topic: topic || null,
    when: '',
    do: '',
    because: '',
    context: '',
    appliesTo: '',
    tags: sight.session.tags,
  };
  return ask(await lessonForm(turn, sight.session, empty, ofNew(id)));
}

export async function openLessonEdit(turn: Pressed, needs: Needs): Promise<Reply> {
  const { lesson, session } = await writable(turn, needs, turn.event.value);
  const context = ofKnown(session.id, lesson, false);
  return ask(await lessonForm(turn, session, lesson, context));
}

interface Held {
  readonly lesson: Lesson;
  readonly session: SessionRecord;
  readonly reader: LessonReader;
}

/** @param value the lesson and the version that they saw. @throws Refusal */
async function writable(turn: Turn, needs: Needs, value: string): Promise<Held> {
  const one = await heldLesson(turn, needs, value);
  if (!one.reader.writes) throw new Refusal(sentence(turn.t, 'review.outcome.only-writers'));
  return one;
}

/** @throws Refusal where they do not see it, or it has moved on */
export async function heldLesson(turn: Turn, needs: Needs, value: string): Promise<Held> {
  const { w, t, me } = turn;
  const [id = '', version] = value.split('/');
  const known = await w.sessions.outcome.lesson(id);
  const session = known && (await w.sessions.setup.hold(known.session));
  const lesson = session && (await w.sessions.outcome.holdLesson(id));
  if (!lesson) throw new Refusal(goneCard(t));
  const reader = await lessonReader(w, needs, session, lesson, me);
  if (!reader.sees) throw new Refusal(goneCard(t));
  if (lesson.standing === 'withdrawn' || String(lesson.version) !== version) throw new Refusal(movedOnCard(t));
  return { lesson, session, reader };
}

async function lessonForm(
  { w, t }: Turn,
  session: SessionRecord,
  filled: LessonWords,
  context: Context,
  nudge?: Text,
): Promise<Form> {
  const topics = await w.sessions.outcome.topicsOf(session.id);
  return {
    form: 'sessions.lesson-write',
    context: carried(context),
    title: t.plain(context.id === '' ? 'review.outcome.lesson-title' : 'review.outcome.lesson-edit-title'),
    intro: nudge ?? t('review.outcome.lesson-intro'),
    fields: [
      paragraphField(
        t,
        { name: 'when', label: 'review.outcome.lesson-when', hint: 'review.outcome.lesson-when-hint' },
        filled.when,
      ),
      paragraphField(
        t,
        { name: 'do', label: 'review.outcome.lesson-do', hint: 'review.outcome.lesson-do-hint' },
        filled.do,
      ),
      paragraphField(
        t,
        { name: 'because', label: 'review.outcome.lesson-because', hint: 'review.outcome.lesson-because-hint' },
        filled.because,
      ),
      paragraphField(
        t,
        {
          name: 'context',
          label: 'review.outcome.lesson-context',
          hint: 'review.outcome.lesson-context-hint',
          optional: true,
        },
        filled.context,
      ),
      lineField(
        t,
        {
          name: 'appliesTo',
          label: 'review.outcome.lesson-applies',
          hint: 'review.outcome.lesson-applies-hint',
          optional: true,
        },
        filled.appliesTo,
      ),
      lineField(
        t,
        { name: 'tags', label: 'review.outcome.lesson-tags', hint: 'review.outcome.lesson-tags-hint', optional: true },
        filled.tags.join(', '),
      ),
      ...topicField(t, topics, filled.topic),
    ],
    submit: t.plain('review.outcome.save'),
    cancel: t.plain('words.cancel'),
  };
}

/** Tags as they are kept: small letters, each once. */
const tagsIn = (text: string): readonly string[] => [
  ...new Set(
    text
      .split(/[,;\n]/)
      .map((tag) => tag.trim().replace(/^#/, '').toLowerCase())
      .filter((tag) => tag !== ''),
  ),
];

export async function writeLesson(turn: Sent, needs: Needs): Promise<Reply> {
  const { w, t, me, event } = turn;
  const context = readContext(event.context);
  const sight = await sightOf(turn, needs, context.session, { hold: true });
  const { session } = sight;
  const before = context.id === '' ? null : await writable(turn, needs, `${context.id}/${context.version}`);
  if (!before) needPropose(t, sight);
  const { values } = event;
  const topics = await w.sessions.outcome.topicsOf(session.id);
  const filled: LessonWords = {
    topic: topics.find(({ id }) => id === words(values.topic))?.id ?? null,
    when: written(values.when),
    do: written(values.do),
    because: written(values.because),
    context: written(values.context),
    appliesTo: written(values.appliesTo),
    tags: tagsIn(written(values.tags)),
  };
  const problems = problemsOf(t, filled);
  if (Object.keys(problems).length > 0) return invalid(problems);
  if (!context.seen) {
    const names = await namesIn(turn, session, [filled.when, filled.do, filled.because, filled.context].join('\n'));
    if (names) return ask(await lessonForm(turn, session, filled, { ...context, seen: true }, names));
  }
  const { outcome } = w.sessions;
  const id =
    before?.lesson.id ??
    (await outcome.addLesson({ ...filled, session: session.id, community: session.community, by: me.person }));
  if (before) await outcome.saveLesson(id, filled);
  else await needs.acted(w, me.person, session.community);
  await outcome.suggestEarlier(id, EARLIER);
  await redraw(w, session.id);
  const links = (await outcome.linksOf(session.id)).filter(({ lesson }) => lesson.id === id);
  const asked = links.filter(({ kind }) => kind === 'suggested').length;
  const intro = asked > 0 ? t('review.outcome.lesson-saved-alike', { count: asked }) : t('review.outcome.lesson-saved');
  return tell(await drawLesson(turn, needs, id, intro));
}

function problemsOf(t: Translate, { tags, appliesTo, ...filled }: LessonWords): Record<string, string> {
  const { when, do: what, because, context } = filled;
  const problems = {
    ...tooLong(t, { when, do: what, because, context }, {}),
    ...tooLong(t, { appliesTo }, { appliesTo: SHORT }),
  };
  for (const [name, text] of Object.entries({ when, do: what, because }))
    if (text === '') problems[name] = t.plain('review.outcome.lesson-missing');
  if (tags.length > TAGS.most || tags.some((tag) => tag.length > TAGS.length))
    problems.tags = t.plain('review.outcome.lesson-tags-many', TAGS);
  return problems;
}

/** What is asked where somebody is named; null where nobody is. */
export async function namesIn({ w, t }: Turn, session: SessionRecord, text: string): Promise<Text | null> {
  const names = namedIn(text, await w.sessions.setup.people(session.id));
  return names.length === 0 ? null : t('review.outcome.nudge-names', { names: listOf(t, names), count: names.length });
}

async function drawLesson(turn: Turn, needs: Needs, id: string, intro?: Text) {
  const { w, t, me } = turn;
  const lesson = await w.sessions.outcome.lesson(id);
  const session = lesson && (await w.sessions.setup.get(lesson.session));
  if (!session || lesson.standing === 'withdrawn') return goneCard(t);
  const reader = await lessonReader(w, needs, session, lesson, me);
  if (!reader.sees) return goneCard(t);
  const links = (await w.sessions.outcome.linksOf(session.id)).filter((link) => link.lesson.id === id);
  return lessonCard(t, { lesson, reader, links, ...(intro && { intro }) });
}

/** "Open": `value` is the lesson. */
export const openOneLesson = async (turn: Pressed, needs: Needs): Promise<Reply> =>
  tell(await drawLesson(turn, needs, turn.event.value));

export async function withdrawLesson(turn: Pressed, needs: Needs): Promise<Reply> {
  const { w, t, event } = turn;
  const { lesson, session } = await writable(turn, needs, event.value);
  const same = (await w.sessions.outcome.linksOf(session.id)).filter(
    (link) => link.lesson.id === lesson.id && link.kind === 'same',
  );
  await w.sessions.outcome.saveLesson(lesson.id, { standing: 'withdrawn' });
  await w.sessions.outcome.recount(same.map(({ earlier }) => earlier.id));
  await redraw(w, session.id);
  return replace(sentence(t, 'review.outcome.lesson-withdrawn'));
}

/** The same, related or different, by who proposed it or leads; the same raises the earlier one's count. */
export async function sayLike(turn: Pressed, needs: Needs): Promise<Reply> {
  const { w, t, me, event } = turn;
  const [id = '', earlier = '', said = ''] = event.value.split('/');
  const kind = LIKENESSES.find((one) => one === said);
  const known = await w.sessions.outcome.lesson(id);
  if (!kind || !known) return tell(goneCard(t));
  // Whatever words it has by now: it is the likeness that was looked at.
  const { reader } = await heldLesson(turn, needs, `${id}/${known.version}`);
  const link = await w.sessions.outcome.link(id, earlier);
  if (!link) return tell(movedOnCard(t));
  if (!reader.writes) throw new Refusal(sentence(t, 'review.outcome.only-writers'));
  await w.sessions.outcome.sayLikeness(id, earlier, kind, me.person);
  await w.sessions.outcome.recount([id, earlier]);
  await redraw(w, known.session);
  const times = (await w.sessions.outcome.lesson(id))?.times ?? 1;
  const intro = kind === 'same' ? t('review.outcome.like-same-said', { times }) : t('review.outcome.like-said');
  return replace(await drawLesson(turn, needs, id, intro));
}

/** "No lesson": whoever leads says why, and what is to be kept. `value` is the session. */
export async function openNoLesson(turn: Pressed, needs: Needs): Promise<Reply> {
  const { t, event } = turn;
  const sight = await sightOf(turn, needs, event.value);
  needLead(t, sight);
  needPropose(t, sight);
  return ask({
    form: 'sessions.lesson-none',
    context: sight.session.id,
    title: t.plain('review.outcome.none-title'),
    intro: t('review.outcome.none-intro'),
    fields: [
      paragraphField(t, { name: 'why', label: 'review.outcome.none-why' }),
      paragraphField(t, {
        name: 'keep',
        label: 'review.outcome.none-keep',
        hint: 'review.outcome.none-keep-hint',
        optional: true,
      }),
    ],
    submit: t.plain('review.outcome.save'),
    cancel: t.plain('words.cancel'),
  });
}

export async function noLesson(turn: Sent, needs: Needs): Promise<Reply> {
  const { w, t, event } = turn;
  const sight = await sightOf(turn, needs, event.context, { hold: true });
  needLead(t, sight);
  needPropose(t, sight);
  const [why, keep] = [written(event.values.why), written(event.values.keep)];
  const problems = tooLong(t, { why, keep }, {});
  if (why === '') problems.why = t.plain('review.outcome.why-missing');
  if (Object.keys(problems).length > 0) return invalid(problems);
  const noLesson = keep === '' ? why : `${why}\n${t.plain('review.outcome.none-kept', { keep })}`;
  await w.sessions.setup.save(sight.session.id, { noLesson: noLesson.slice(0, LONG * 3) });
  await redraw(w, sight.session.id);
  return tell(sentence(t, 'review.outcome.none-saved'));
}
