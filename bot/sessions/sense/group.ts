/** Grouping by selecting: each press and form is one step, kept with what was before, and undone by anybody who takes part. */
import type { Card } from '../../core/card.ts';
import { choices, words } from '../../core/card.ts';
import { Refusal, type Turn } from '../../core/feature.ts';
import type { InboundOf } from '../../core/inbound.ts';
import { ask, invalid, type Reply, replace, tell } from '../../core/reply.ts';
import { plain } from '../../core/text.ts';
import { shownTo } from '../../words/author.ts';
import { body, buttons, heading, note, saying, sentence } from '../../words/fragments.ts';
import type { Needs } from '../needs.ts';
import { offsetIn } from '../paging.ts';
import { takeUpFacts } from './begin.ts';
import {
  GROUP_PAGE,
  groupForm,
  mergeForm,
  nameForm,
  optionsOf,
  readContext,
  type Target,
  TITLE,
} from './group-forms.ts';
import { apply, kindOf, type Op, type Step, undo } from './grouping.ts';
import { groupButton, topicsCard } from './lists.ts';
import { KINDS, type Kind } from './records.ts';
import { type Here, holding, holdingAt, lookingAt, mustMakeSense, mustSteer } from './rights.ts';
import { redrawFew, subjectOfTopic } from './showing.ts';
import { stepWords, undoButton } from './step-words.ts';
import { lookCard } from './topic-look.ts';
import { wordingNudge } from './wording.ts';
import { inShort, press } from './words.ts';

/** Characters of a title that is made of a point's own words. */
const OWN_WORDS = 70;
const PAST = 10;

type Press = Turn<InboundOf<'action'>>;
type Sent = Turn<InboundOf<'submission'>>;

/** @throws Refusal where nothing may be grouped now: the topics stay as they are while people vote */
async function mayGroup({ w, t }: Turn, { session }: Here): Promise<void> {
  mustMakeSense(t, session);
  const voting = await w.sessions.sense.voting(session.id);
  if (voting?.state === 'open') throw new Refusal(sentence(t, 'review.sense.voting-now'));
}

/** Does a step and keeps it. @throws Refusal where it cannot be */
async function take(turn: Turn, needs: Needs, here: Here, op: Op): Promise<Step> {
  const { w, t, me } = turn;
  const { session } = here;
  await mayGroup(turn, here);
  await takeUpFacts(w, session.id);
  const applied = apply(op, await w.sessions.sense.grouped(session.id));
  if (applied.kind === 'refused') throw new Refusal(sentence(t, `review.sense.refused-${applied.why}`));
  await w.sessions.sense.keepStep(session.id, me.person, op.op, applied.step);
  await drawStep(turn, session.id, applied.step);
  await needs.acted(w, me.person, session.community);
  return applied.step;
}

/** The cards of the topics that a step touched, wherever they stand, and those of whoever did it. */
async function drawStep({ w, me }: Turn, session: string, { topics, points }: Step): Promise<void> {
  const ids = new Set([...topics.map(({ id }) => id), ...points.flatMap(({ was, is }) => [was?.topic, is.topic])]);
  await w.refresh([...ids].flatMap((id) => (id ? [subjectOfTopic(id)] : [])));
  await redrawFew(w, session, me.ref);
}

/** What was done, what is left, and the way back. */
async function doneCard(
  turn: Turn,
  session: string,
  how: { step: Step; what: string; nudge?: Card['blocks'] },
): Promise<Card> {
  const { w, t } = turn;
  const { unplaced } = await w.sessions.sense.counts(session);
  const { rows } = await w.sessions.sense.steps(session, { from: 0, most: 1 });
  const said = t('review.sense.done', { step: stepWords(turn, how), unplaced });
  return {
    summary: plain(said),
    blocks: [
      body(said),
      ...(how.nudge ?? []),
      ...buttons(unplaced > 0 && groupButton(t, session), rows[0] ? undoButton(turn, rows[0]) : null),
    ],
  };
}

/** Opens the form: `value` is the session, where the points are from, where the page begins, and the topic that they are for. */
export async function openGroup(turn: Press, needs: Needs): Promise<Reply> {
  const target = readContext(turn.event.value);
  const here = await holding(turn, needs, target.session);
  await mayGroup(turn, here);
  await takeUpFacts(turn.w, target.session);
  return groupPage(turn, target);
}

async function groupPage(turn: Turn, target: Target): Promise<Reply> {
  const { w, t, me } = turn;
  const slice = { from: target.from, most: GROUP_PAGE };
  const points = await w.sessions.sense.points(target.session, target.which, slice);
  if (points.total === 0) return tell(sentence(t, 'review.sense.nothing-to-group'));
  // What was taken meanwhile may have been the last page.
  if (points.rows.length === 0) return groupPage(turn, { ...target, from: 0 });
  return ask(
    groupForm(t, target, points, { topics: await w.sessions.sense.topics(target.session), reader: me.organisation }),
  );
}

export async function groupByForm(turn: Sent, needs: Needs): Promise<Reply> {
  const { w, t, event } = turn;
  const target = readContext(event.context);
  const here = await holding(turn, needs, target.session);
  const ids = choices(event.values.points);
  if (ids.length === 0) return invalid({ points: t.plain('review.sense.choose-points') });
  const { rows } = await w.sessions.sense.points(target.session, { ids }, { from: 0, most: ids.length });
  if (rows.length < ids.length) return invalid({ points: t.plain('review.sense.refused-gone') });
  const into = words(event.values.into);
  if (into === '') return invalid({ into: t.plain('review.sense.choose-into') });
  const title = words(event.values.title).replace(/\s+/g, ' ');
  if (title.length > TITLE) return invalid({ title: t.plain('review.sense.title-long', { most: TITLE }) });
  const op = opFor({
    w,
    into,
    ids,
    title,
    kind: kindIn(event.values.kind) ?? kindOf(rows.map(({ question }) => question)),
    own: rows[0]?.text ?? '',
  });
  const step = await take(turn, needs, here, op);
  return tell(await doneCard(turn, target.session, { step, what: op.op, nudge: wordingNudge(t, title) }));
}

/** A new topic without a title is called as one who wrote a point of it said it. */
function opFor(how: {
  w: Turn['w'];
  into: string;
  ids: readonly string[];
  title: string;
  kind: Kind;
  own: string;
}): Op {
  const { into, ids: points } = how;
  if (into === 'alone' || into === 'out') return { op: into, points };
  if (into !== 'new') return { op: 'put', points, into };
  return { op: 'new', points, id: how.w.id(), title: how.title || inShort(how.own, OWN_WORDS), kind: how.kind };
}

const kindIn = (value: unknown): Kind | null => KINDS.find((kind) => kind === value) ?? null;

/** "Accept" under a suggestion: `value` is the topic. */
export async function accept(turn: Press, needs: Needs): Promise<Reply> {
  const here = await holdingAt(turn, needs, turn.event.value);
  await take(turn, needs, here, { op: 'accept', topic: here.topic.id });
  return replace(await lookCard(turn, { ...here, topic: { ...here.topic, state: 'accepted' } }));
}

/** All that are suggested, in one step: `value` is the session. */
export async function acceptAll(turn: Press, needs: Needs): Promise<Reply> {
  const here = await holding(turn, needs, turn.event.value);
  await take(turn, needs, here, { op: 'accept-all' });
  return replace(await topicsCard(turn, here));
}

/** "Take it apart", or no to a suggestion: its points are in no topic then. `value` is the topic. */
export async function dismiss(turn: Press, needs: Needs): Promise<Reply> {
  const here = await holdingAt(turn, needs, turn.event.value);
  const step = await take(turn, needs, here, { op: 'dismiss', topic: here.topic.id });
  return replace(await doneCard(turn, here.session.id, { step, what: 'dismiss' }));
}

/** `value` is the topic. */
export async function openName(turn: Press, needs: Needs): Promise<Reply> {
  const here = await holdingAt(turn, needs, turn.event.value);
  await mayGroup(turn, here);
  return ask(nameForm(turn.t, here.topic));
}

export async function nameByForm(turn: Sent, needs: Needs): Promise<Reply> {
  const { t, event } = turn;
  const here = await holdingAt(turn, needs, event.context);
  const title = words(event.values.title).replace(/\s+/g, ' ');
  if (title === '') return invalid({ title: t.plain('review.sense.no-title') });
  if (title.length > TITLE) return invalid({ title: t.plain('review.sense.title-long', { most: TITLE }) });
  const kind = kindIn(event.values.kind) ?? here.topic.kind;
  const step = await take(turn, needs, here, { op: 'rename', topic: here.topic.id, title, kind });
  return tell(await doneCard(turn, here.session.id, { step, what: 'rename', nudge: wordingNudge(t, title) }));
}

/** `value` is the topic that becomes part of another. */
export async function openMerge(turn: Press, needs: Needs): Promise<Reply> {
  const { t, w } = turn;
  const here = await holdingAt(turn, needs, turn.event.value);
  await mayGroup(turn, here);
  const refused = mayMerge(turn, here);
  if (refused) return tell(refused);
  const others = (await w.sessions.sense.topics(here.session.id)).filter(({ id }) => id !== here.topic.id);
  return others.length === 0
    ? tell(sentence(t, 'review.sense.no-other'))
    : ask(mergeForm(t, here.topic, optionsOf(t, others)));
}

/** What was decided about it would stand under another: that one can be put into it instead. */
const mayMerge = ({ t }: Turn, { topic }: Awaited<ReturnType<typeof holdingAt>>): Card | null =>
  topic.outcome !== null || topic.undiscussed !== null
    ? sentence(t, 'review.sense.merge-decided', { topic: topic.title })
    : null;

export async function mergeByForm(turn: Sent, needs: Needs): Promise<Reply> {
  const { event } = turn;
  const here = await holdingAt(turn, needs, event.context);
  const refused = mayMerge(turn, here);
  if (refused) return invalid({ into: refused.summary });
  const into = words(event.values.into);
  const step = await take(turn, needs, here, { op: 'merge', topic: here.topic.id, into });
  return tell(await doneCard(turn, here.session.id, { step, what: 'merge' }));
}

/** `value` is the step: the last one when the button was drawn. */
export async function undoStep(turn: Press, needs: Needs): Promise<Reply> {
  const { w, t, me } = turn;
  const before = await w.sessions.sense.step(turn.event.value);
  if (!before) return tell(sentence(t, 'review.sense.undo-gone'));
  const here = await holding(turn, needs, before.session);
  await mayGroup(turn, here);
  const kept = await w.sessions.sense.step(before.id);
  if (!kept || kept.undone) return tell(sentence(t, 'review.sense.undo-done'));
  const undone = undo(
    kept.step,
    await w.sessions.sense.grouped(before.session),
    await w.sessions.sense.stepsAfter(before.session, kept.seq),
  );
  if (undone.kind === 'refused')
    return tell(sentence(t, `review.sense.undo-${undone.why}`, { step: stepWords(turn, kept) }));
  await w.sessions.sense.undo(kept.id, undone);
  await drawStep(turn, before.session, kept.step);
  await needs.acted(w, me.person, here.session.community);
  return tell(
    sentence(t, 'review.sense.undone', {
      step: stepWords(turn, kept),
      name: shownTo(t, kept.by, me.organisation).name,
    }),
  );
}

/** What happened to a topic, the last first, and each of its names to take again. `value`: the topic, and where the page begins. */
export async function past(turn: Press, needs: Needs): Promise<Reply> {
  const { w, t, me, event } = turn;
  const [id = '', begins] = event.value.split('/');
  const { session, topic } = await lookingAt(turn, needs, id);
  const from = offsetIn(begins);
  const { rows, total } = await w.sessions.sense.steps(session.id, { from, most: PAST }, { topic: topic.id });
  const next = from + rows.length;
  return tell({
    summary: t.plain('review.sense.past', { topic: topic.title }),
    blocks: [
      heading(t('review.sense.past', { topic: topic.title })),
      ...(total === 0 ? [body(t('review.sense.past-none'))] : []),
      ...rows.map((kept) => {
        const name = shownTo(t, kept.by, me.organisation).name;
        const said = { step: stepWords(turn, kept), name, at: kept.at };
        const title = kept.step.topics.find((one) => one.id === topic.id)?.was?.title;
        const text = t(kept.undone ? 'review.sense.past-undone' : 'review.sense.past-step', said);
        return title === undefined || title === topic.title
          ? note(text)
          : ({
              block: 'row',
              text,
              button: press({
                action: 'sessions.topic-renamed',
                value: `${topic.id}/${kept.id}`,
                label: t.plain('review.sense.name-again', { title: inShort(title, 40) }),
              }),
            } as const);
      }),
      ...buttons(
        next < total &&
          press({
            action: 'sessions.topic-past',
            value: `${topic.id}/${next}`,
            label: t.plain('review.sense.next-steps', { left: total - next }),
          }),
      ),
    ],
  });
}

/** Calls it again as it was before a step. `value`: the topic and the step. */
export async function nameAgain(turn: Press, needs: Needs): Promise<Reply> {
  const { w, t, event } = turn;
  const [id = '', step = ''] = event.value.split('/');
  const here = await holdingAt(turn, needs, id);
  const was = (await w.sessions.sense.step(step))?.step.topics.find((one) => one.id === here.topic.id)?.was;
  if (!was) return tell(sentence(t, 'review.sense.undo-gone'));
  const done = await take(turn, needs, here, {
    op: 'rename',
    topic: here.topic.id,
    title: was.title,
    kind: here.topic.kind,
  });
  return tell(await doneCard(turn, here.session.id, { step: done, what: 'rename' }));
}

/** Whoever leads says that it is talked about first, or not. `value`: the topic, and yes or no. */
export async function first(turn: Press, needs: Needs): Promise<Reply> {
  const { w, t, me, event } = turn;
  const [id = '', how] = event.value.split('/');
  const here = await holdingAt(turn, needs, id);
  mustMakeSense(t, here.session);
  mustSteer(t, here);
  if (here.topic.state !== 'accepted') return tell(sentence(t, 'review.sense.accept-first'));
  await w.sessions.sense.prioritise(here.topic.id, how === 'yes');
  await w.refresh(subjectOfTopic(here.topic.id));
  await redrawFew(w, here.session.id, me.ref);
  return tell(
    saying(t(how === 'yes' ? 'review.sense.now-first' : 'review.sense.now-later', { topic: here.topic.title })),
  );
}
