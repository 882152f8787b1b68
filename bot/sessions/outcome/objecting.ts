/** Objections to a draft: said under one's name, decided by whoever leads, and printed where they stay. */
import { type Attention, duty, dutyBy, yours } from '../../core/attention.ts';
import type { Block, Button, Card } from '../../core/card.ts';
import { words } from '../../core/card.ts';
import { type Drawer, Refusal, type Turn } from '../../core/feature.ts';
import type { InboundOf } from '../../core/inbound.ts';
import { ask, invalid, type Reply, replace, tell } from '../../core/reply.ts';
import { plain } from '../../core/text.ts';
import type { Key, Translate } from '../../core/translate.ts';
import type { Work } from '../../core/work.ts';
import { shownTo } from '../../words/author.ts';
import { body, buttons, note, quote, sentence } from '../../words/fragments.ts';
import { HOUR_MS } from '../../words/zone.ts';
import { act, type Flow, redraw } from '../flow.ts';
import type { Viewer } from '../parts.ts';
import type { SessionRecord } from '../record.ts';
import { leads, takesPart, viewerOf } from '../viewer.ts';
import { paragraphField, tooLong, written } from './fields.ts';
import { namedIn } from './nudge.ts';
import type { Objection, ObjectionState } from './objection.ts';
import { goneCard, isChecked, isLeading, leadingOf, type Sight, sightOf } from './rights.ts';

type Pressed = Turn<InboundOf<'action'>>;
type Sent = Turn<InboundOf<'submission'>>;

/** Whoever leads hears of an objection so long before the time is up, whatever they were told today. */
const BEFORE_MS = 8 * HOUR_MS;
const OBJECTION = 1_000;

/** Who takes part and the sponsor; and anybody in it who is named in what is drafted. */
export async function mayObject(w: Work, { session, viewer }: Sight): Promise<boolean> {
  if (viewer.roles.includes('participant') || viewer.roles.includes('sponsor')) return true;
  const own = takesPart(viewer) ? await w.sessions.setup.attending(session.id, viewer.person) : null;
  return own !== null && namedIn(await draftOf(w, session.id), [own]).length > 0;
}

async function draftOf(w: Work, session: string): Promise<string> {
  const lessons = await w.sessions.outcome.lessonsOf(session);
  const recommendations = await w.sessions.outcome.recommendationsOf(session);
  return [
    ...lessons.flatMap(({ when, do: what, because, context }) => [when, what, because, context]),
    ...recommendations.flatMap(({ text, addressedTo }) => [text, addressedTo]),
  ].join('\n');
}

/** @throws Refusal */
async function needObject(turn: Turn, sight: Sight): Promise<void> {
  const { w, t } = turn;
  if (!isChecked(sight.session)) throw new Refusal(sentence(t, 'review.outcome.object-not-now'));
  if (!(await mayObject(w, sight))) throw new Refusal(sentence(t, 'review.outcome.object-not-yours'));
}

/** "Object": `value` is the session. */
export async function openObjection(turn: Pressed, { needs }: Flow): Promise<Reply> {
  const { t, event } = turn;
  const sight = await sightOf(turn, needs, event.value);
  await needObject(turn, sight);
  return ask({
    form: 'sessions.objection-write',
    context: sight.session.id,
    title: t.plain('review.outcome.object-title'),
    intro: t('review.outcome.object-intro'),
    fields: [
      paragraphField(
        t,
        { name: 'text', label: 'review.outcome.object-text', hint: 'review.outcome.object-hint' },
        '',
        OBJECTION,
      ),
    ],
    submit: t.plain('review.outcome.object-submit'),
    cancel: t.plain('words.cancel'),
  });
}

export async function writeObjection(turn: Sent, { needs }: Flow): Promise<Reply> {
  const { w, t, me, event } = turn;
  const sight = await sightOf(turn, needs, event.context, { hold: true });
  await needObject(turn, sight);
  const text = written(event.values.text);
  const problems = tooLong(t, { text }, { text: OBJECTION });
  if (text === '') problems.text = t.plain('review.outcome.object-missing');
  if (Object.keys(problems).length > 0) return invalid(problems);
  const { session } = sight;
  const id = await w.sessions.outcome.object({ session: session.id, by: me.person, text });
  await needs.acted(w, me.person, session.community);
  const attention = inTime(w, session);
  for (const { ref } of await leadingOf(w, needs, session))
    await w.say(`objection:${id}/new`, { to: ref, attention }, { view: 'sessions.objection', id });
  await redraw(w, session.id);
  const one = await w.sessions.outcome.objection(id);
  const intro = t('review.outcome.objected');
  return tell(
    one ? objectionCard(t, one, { reader: me.organisation, mayDecide: false, isOwn: true, intro }) : goneCard(t),
  );
}

/** Before the time for checking is up, or with the rest of the day where there is time. */
function inTime(w: Work, { closesAt }: SessionRecord): Attention {
  const by = closesAt && new Date(closesAt.getTime() - BEFORE_MS);
  return by && by > w.now ? dutyBy(by) : duty;
}

const STATES: Readonly<Record<ObjectionState, Key>> = {
  open: 'review.outcome.objection-open',
  accepted: 'review.outcome.objection-accepted',
  settled: 'review.outcome.objection-settled',
  withdrawn: 'review.outcome.objection-withdrawn',
  printed: 'review.outcome.objection-printed',
};
export const objectionState = (t: Translate, { state }: Objection): string => t.plain(STATES[state]);

interface Drawn {
  readonly reader: string | null;
  readonly mayDecide: boolean;
  readonly isOwn: boolean;
  readonly intro?: ReturnType<Translate>;
}

function objectionCard(t: Translate, one: Objection, { reader, mayDecide, isOwn, intro }: Drawn): Card {
  const title = t('review.outcome.objection', { name: shownTo(t, one.by, reader).name });
  const isOpen = one.state === 'open';
  const press = (name: string, label: Key, more: Partial<Extract<Button, { button: 'action' }>> = {}): Button => ({
    button: 'action',
    action: `sessions.objection-${name}`,
    value: one.id,
    label: t.plain(label),
    ...more,
  });
  const answer: readonly Block[] = one.answer ? [note(t('review.outcome.objection-answer')), quote(one.answer)] : [];
  return {
    summary: plain(intro ?? title),
    blocks: [
      ...(intro ? [body(intro)] : []),
      body(title),
      quote(one.text),
      note(objectionState(t, one)),
      ...answer,
      ...buttons(
        isOpen &&
          mayDecide &&
          press('accept', 'review.outcome.objection-accept', {
            style: 'primary',
            confirm: {
              title: t.plain('review.outcome.objection-accept-title'),
              text: t.plain('review.outcome.objection-accept-text'),
              yes: t.plain('review.outcome.objection-accept-yes'),
              no: t.plain('words.cancel'),
            },
          }),
        isOpen && mayDecide && press('settle', 'review.outcome.objection-settle', { opens: true }),
        isOpen && isOwn && press('withdraw', 'review.outcome.objection-withdraw'),
      ),
    ],
  };
}

const drawnFor = (t: Translate, one: Objection, session: SessionRecord, viewer: Viewer, reader: string): Card =>
  objectionCard(t, one, {
    reader,
    mayDecide: isChecked(session) && leads(session, viewer),
    isOwn: isChecked(session) && one.by.person === viewer.person,
  });

/** `id`: the objection. For whoever takes part: it is always under a name, and all of them read it. */
export const objectionView =
  ({ needs }: Flow): Drawer =>
  async ({ w, id, to, t }) => {
    const me = to.kind === 'user' ? await needs.meOf(w, { ...to, kind: 'user' }) : null;
    const one = await w.sessions.outcome.objection(id);
    const session = one && (await w.sessions.setup.get(one.session));
    if (!me || !session) return null;
    const viewer = await viewerOf(w, needs, session, me);
    // Who looks after its community decides where nobody else is here; what it says is theirs then.
    if (!takesPart(viewer) && !viewer.roles.includes('community-facilitator')) return null;
    return drawnFor(t, one, session, viewer, me.organisation);
  };

interface Held {
  readonly one: Objection;
  readonly sight: Sight;
}

/** One that is still open. @throws Refusal */
async function open(turn: Turn, { needs }: Flow, id: string): Promise<Held> {
  const { w, t } = turn;
  const known = await w.sessions.outcome.objection(id);
  if (!known) throw new Refusal(goneCard(t));
  const sight = await sightOf(turn, needs, known.session, { hold: true });
  const one = await w.sessions.outcome.holdObjection(id);
  if (one?.state !== 'open') throw new Refusal(sentence(t, 'review.outcome.objection-over'));
  if (!isChecked(sight.session)) throw new Refusal(sentence(t, 'review.outcome.object-not-now'));
  return { one, sight };
}

/** @throws Refusal */
async function deciding(turn: Turn, flow: Flow, id: string): Promise<Held> {
  const held = await open(turn, flow, id);
  if (!isLeading(held.sight)) throw new Refusal(sentence(turn.t, 'review.outcome.only-leading'));
  return held;
}

/** What became of it is told to whoever objected: it is theirs. */
async function decided(turn: Turn, { one }: Held): Promise<void> {
  const { w } = turn;
  await w.refresh(`objection:${one.id}/new`);
  const ref = await w.sessions.setup.accountFor(one.session, one.by.person);
  if (ref && one.by.person !== turn.me.person)
    await w.say(
      `objection:${one.id}/decided`,
      { to: ref, attention: yours },
      { view: 'sessions.objection', id: one.id },
    );
}

/** It leads back to where things are agreed on. */
export async function acceptObjection(turn: Pressed, flow: Flow): Promise<Reply> {
  const { w, t, me, event } = turn;
  const held = await deciding(turn, flow, event.value);
  const { one } = held;
  await w.sessions.outcome.decideObjection(one.id, { state: 'accepted', answer: null, by: me.person });
  const moved = await act(
    w,
    flow,
    one.session,
    { event: 'accept-objection' },
    {
      by: me.person,
      cause: `objection:${one.id}`,
    },
  );
  if (moved?.kind !== 'moved') throw new Refusal(sentence(t, 'review.outcome.object-not-now'));
  await decided(turn, held);
  return replace(sentence(t, 'review.outcome.objection-accepted-said'));
}

export async function openSettle(turn: Pressed, flow: Flow): Promise<Reply> {
  const { t, event } = turn;
  const { one } = await deciding(turn, flow, event.value);
  return ask({
    form: 'sessions.objection-settle',
    context: one.id,
    title: t.plain('review.outcome.settle-title'),
    intro: t('review.outcome.settle-intro', { text: one.text }),
    fields: [
      {
        field: 'choice',
        name: 'how',
        label: t.plain('review.outcome.settle-how'),
        options: HOW.map((value) => ({ value, label: t.plain(`review.outcome.settle-${value}`) })),
        value: 'settled',
      },
      paragraphField(
        t,
        { name: 'answer', label: 'review.outcome.settle-answer', hint: 'review.outcome.settle-hint' },
        '',
        OBJECTION,
      ),
    ],
    submit: t.plain('review.outcome.save'),
    cancel: t.plain('words.cancel'),
  });
}
const HOW = ['settled', 'printed'] as const;

/** Answered, and the draft stays; or printed beside it, as disputed. */
export async function settle(turn: Sent, flow: Flow): Promise<Reply> {
  const { w, t, me, event } = turn;
  const held = await deciding(turn, flow, event.context);
  const said = words(event.values.how);
  const how = HOW.find((value) => value === said);
  const answer = written(event.values.answer);
  const problems = tooLong(t, { answer }, { answer: OBJECTION });
  if (!how) problems.how = t.plain('review.outcome.settle-missing');
  if (answer === '') problems.answer = t.plain('review.outcome.settle-answer-missing');
  if (!how || Object.keys(problems).length > 0) return invalid(problems);
  await w.sessions.outcome.decideObjection(held.one.id, { state: how, answer, by: me.person });
  await decided(turn, held);
  await redraw(w, held.one.session);
  return tell(sentence(t, 'review.outcome.settled'));
}

/** By whoever said it. */
export async function withdrawObjection(turn: Pressed, flow: Flow): Promise<Reply> {
  const { w, t, me, event } = turn;
  const held = await open(turn, flow, event.value);
  if (held.one.by.person !== me.person) throw new Refusal(sentence(t, 'review.outcome.objection-not-yours'));
  await w.sessions.outcome.decideObjection(held.one.id, { state: 'withdrawn', answer: null, by: me.person });
  await w.refresh([`objection:${held.one.id}/new`]);
  await redraw(w, held.one.session);
  return replace(sentence(t, 'review.outcome.objection-withdrawn-said'));
}

/** "Open": `value` is the objection. */
export async function openOneObjection(turn: Pressed, { needs }: Flow): Promise<Reply> {
  const { w, t, me, event } = turn;
  const one = await w.sessions.outcome.objection(event.value);
  if (!one) return tell(goneCard(t));
  const { session, viewer } = await sightOf(turn, needs, one.session);
  if (!takesPart(viewer)) return tell(goneCard(t));
  return tell(drawnFor(t, one, session, viewer, me.organisation));
}
