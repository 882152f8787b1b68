/** What people do with an action once it is offered: its owner, and whoever says what becomes of it. */
import type { Field } from '../../core/card.ts';
import { words } from '../../core/card.ts';
import { Refusal, type Turn } from '../../core/feature.ts';
import type { InboundOf } from '../../core/inbound.ts';
import { ask, invalid, type Reply, replace, tell } from '../../core/reply.ts';
import type { Key, Translate } from '../../core/translate.ts';
import { shownTo } from '../../words/author.ts';
import { sentence } from '../../words/fragments.ts';
import type { ActionEvent } from '../actions.ts';
import { moveAction } from '../actions.ts';
import { dayAt, dayOf } from '../days.ts';
import type { Needs } from '../needs.ts';
import type { SessionRecord } from '../record.ts';
import { type Action, EFFECTS, inHand, isVacant } from './action.ts';
import { isAsked, type Reader, readerOf } from './action-card.ts';
import { lackText } from './action-form.ts';
import { actionFor } from './action-view.ts';
import { offer, referAction } from './action-write.ts';
import { dayField, lineField, paragraphField, reasonForm, tooLong, written } from './fields.ts';
import { isLastAsk } from './follow-up.ts';
import { dueLack } from './gate.ts';
import { askEmbedded } from './lesson-follow.ts';
import { happen, note } from './moving.ts';
import { goneCard, holdAction, isWritten } from './rights.ts';
import { tellLeading, tellNews, tellOwner } from './telling.ts';

type Pressed = Turn<InboundOf<'action'>>;
type Sent = Turn<InboundOf<'submission'>>;

interface Held {
  readonly session: SessionRecord;
  readonly action: Action;
  readonly reader: Reader;
}

/** An action that somebody presses on. @param value the action and the version that they saw. @throws Refusal where it has moved on */
async function held(turn: Turn, needs: Needs, value: string, may: (held: Held) => boolean): Promise<Held> {
  const { w, t, me } = turn;
  const [id = '', version] = value.split('/');
  const { action, session } = await holdAction(turn, id);
  const reader = await readerOf(w, needs, session, action, me);
  const one = { session, action, reader };
  if (!reader.sees) throw new Refusal(sentence(t, 'review.outcome.action-not-yours'));
  if (String(action.version) !== version)
    throw new Refusal(await actionFor(turn, needs, { ...one, intro: t('review.outcome.moved-on') }));
  if (!may(one)) throw new Refusal(await actionFor(turn, needs, { ...one, intro: t('review.outcome.not-yours') }));
  return one;
}

const owns = ({ reader }: Held): boolean => reader.isOwner;
const decides = ({ reader }: Held): boolean => reader.decides;

/** @throws Refusal where that cannot happen as it stands */
async function done(
  turn: Turn,
  needs: Needs,
  { session, action }: Held,
  now: Action | null,
  intro: Key,
): Promise<Reply> {
  if (!now)
    throw new Refusal(await actionFor(turn, needs, { session, action, intro: turn.t('review.outcome.moved-on') }));
  const card = await actionFor(turn, needs, { session, action: now, intro: turn.t(intro) });
  return turn.event.kind === 'action' ? replace(card) : tell(card);
}

/** A press that needs no words. */
const step =
  (event: ActionEvent, may: (held: Held) => boolean, intro: Key) =>
  async (turn: Pressed, needs: Needs): Promise<Reply> => {
    const one = await held(turn, needs, turn.event.value, may);
    return done(turn, needs, one, await happen(turn.w, needs, one.action, event, { by: turn.me.person }), intro);
  };

/** Only who is named: by whichever of their accounts. */
export const accept = step('accept', owns, 'review.outcome.accepted');
export const startIt = step('begin', owns, 'review.outcome.begun');
export const unblock = step('unblock', owns, 'review.outcome.goes-on');

export async function offerIt(turn: Pressed, needs: Needs): Promise<Reply> {
  const one = await held(turn, needs, turn.event.value, ({ reader }) => reader.offers);
  const offered = one.action.state === 'proposed' ? await offer(turn, needs, one.action) : null;
  return done(turn, needs, one, offered, 'review.outcome.offered');
}

/** A press that opens a form, where what the form does can happen as it stands. */
const opens =
  (
    event: ActionEvent | null,
    may: (held: Held) => boolean,
    form: (t: Translate, held: Held) => ReturnType<typeof reasonForm>,
  ) =>
  async (turn: Pressed, needs: Needs): Promise<Reply> => {
    const one = await held(turn, needs, turn.event.value, may);
    if (event !== null && moveAction(one.action.state, event) === null)
      return done(turn, needs, one, null, 'review.outcome.moved-on');
    return ask(form(turn.t, one));
  };

const shownAs = ({ action }: Held): string => `${action.id}/${action.version}`;

export const openDecline = opens('decline', owns, (t, one) =>
  reasonForm(t, 'sessions.action-decline', shownAs(one), {
    title: 'review.outcome.decline-title',
    label: 'review.outcome.decline-why',
    hint: 'review.outcome.decline-hint',
    submit: 'review.outcome.decline-submit',
  }),
);
export const openBlock = opens('block', owns, (t, one) =>
  reasonForm(t, 'sessions.action-block', shownAs(one), {
    title: 'review.outcome.block-title',
    label: 'review.outcome.block-why',
    submit: 'review.outcome.block-submit',
    more: [lineField(t, { name: 'who', label: 'review.outcome.block-who', hint: 'review.outcome.block-who-hint' })],
  }),
);
export const openDone = opens('say_done', owns, (t, one) =>
  reasonForm(t, 'sessions.action-done', shownAs(one), {
    title: 'review.outcome.done-title',
    intro: 'review.outcome.done-intro',
    label: 'review.outcome.done-evidence',
    hint: 'review.outcome.done-hint',
    submit: 'review.outcome.done',
    optional: true,
  }),
);
export const openLonger = opens(
  null,
  ({ reader, action }) => reader.isOwner && inHand(action),
  (t, one) =>
    reasonForm(t, 'sessions.action-longer', shownAs(one), {
      title: 'review.outcome.longer-title',
      intro: 'review.outcome.longer-intro',
      label: 'review.outcome.longer-why',
      submit: 'review.outcome.longer-submit',
      more: [dayField(t, { name: 'due', label: 'review.outcome.longer-due' })],
    }),
);
export const openDrop = opens('drop', mayDrop, (t, one) =>
  reasonForm(t, 'sessions.action-drop', shownAs(one), {
    title: 'review.outcome.drop-title',
    label: 'review.outcome.drop-why',
    submit: 'review.outcome.drop-submit',
  }),
);
export const openConfirm = opens('confirm', mayConfirm, (t, one) => ({
  ...reasonForm(t, 'sessions.action-confirm', shownAs(one), {
    title: 'review.outcome.confirm-title',
    label: 'review.outcome.confirm-evidence',
    submit: 'review.outcome.confirm',
  }),
  fields: [
    paragraphField(
      t,
      { name: 'why', label: 'review.outcome.confirm-evidence', hint: 'review.outcome.confirm-hint', optional: true },
      one.action.evidence ?? '',
    ),
  ],
}));
export const openNotDone = opens('not_done', mayConfirm, (t, one) =>
  reasonForm(t, 'sessions.action-not-done', shownAs(one), {
    title: 'review.outcome.not-done-title',
    label: 'review.outcome.not-done-why',
    submit: 'review.outcome.not-done',
  }),
);
export const openOwner = opens('offer', decides, (t, one) => ({
  form: 'sessions.action-owner',
  context: shownAs(one),
  title: t.plain('review.outcome.owner-title'),
  intro: t('review.outcome.owner-intro', { text: one.action.text }),
  fields: [
    ownerField(t),
    dayField(
      t,
      { name: 'due', label: 'review.outcome.action-due', hint: 'review.outcome.owner-due-hint' },
      one.action.dueOn ?? '',
    ),
  ],
  submit: t.plain('review.outcome.owner-submit'),
  cancel: t.plain('words.cancel'),
}));
const ownerField = (t: Translate): Field => ({
  field: 'search',
  name: 'owner',
  label: t.plain('review.outcome.action-owner'),
  hint: t.plain('review.outcome.action-owner-hint'),
  search: 'sessions.owner',
});
export const openEffect = opens(null, mayJudge, (t, one) => ({
  form: 'sessions.action-effect',
  context: shownAs(one),
  title: t.plain('review.outcome.effect-title'),
  intro: t('review.outcome.effect-intro', { text: one.action.text }),
  fields: [
    {
      field: 'choice',
      name: 'effect',
      label: t.plain('review.outcome.effect-label'),
      options: EFFECTS.map((value) => ({ value, label: t.plain(`review.outcome.effect-${value}`) })),
    },
    paragraphField(t, {
      name: 'why',
      label: 'review.outcome.effect-why',
      hint: 'review.outcome.effect-hint',
      optional: true,
    }),
  ],
  submit: t.plain('review.outcome.effect-submit'),
  cancel: t.plain('words.cancel'),
}));

function mayDrop({ reader, action }: Held): boolean {
  return reader.decides || (reader.writes && action.state === 'proposed');
}
/** Not who did it. */
function mayConfirm({ reader }: Held): boolean {
  return reader.decides && !reader.isOwner;
}
function mayJudge({ reader, action }: Held): boolean {
  return (reader.isOwner || reader.isSponsor) && isAsked(action);
}

/** A form with a reason in it that is taken. @returns the reason, or what is wrong */
function reasonIn({ t, event }: Sent, missing: Key | null): { why: string } | { wrong: Reply } {
  const why = written(event.values.why);
  const problems = tooLong(t, { why }, {});
  if (why === '' && missing) problems.why = t.plain(missing);
  return Object.keys(problems).length > 0 ? { wrong: invalid(problems) } : { why };
}

export async function decline(turn: Sent, needs: Needs): Promise<Reply> {
  const { w, me } = turn;
  const one = await held(turn, needs, turn.event.context, owns);
  const said = reasonIn(turn, 'review.outcome.why-missing');
  if ('wrong' in said) return said.wrong;
  const now = await happen(w, needs, one.action, 'decline', {
    by: me.person,
    why: said.why,
    changed: { why: said.why },
  });
  if (now) await tellNews(w, needs, one.session, now);
  return done(turn, needs, one, now, 'review.outcome.declined');
}

export async function block(turn: Sent, needs: Needs): Promise<Reply> {
  const { w, t, me, event } = turn;
  const one = await held(turn, needs, event.context, owns);
  const said = reasonIn(turn, 'review.outcome.why-missing');
  if ('wrong' in said) return said.wrong;
  const who = written(event.values.who);
  if (who === '') return invalid({ who: t.plain('review.outcome.block-who-missing') });
  const long = tooLong(t, { who }, {});
  if (Object.keys(long).length > 0) return invalid(long);
  const changed = { why: said.why, unblocks: who };
  const now = await happen(w, needs, one.action, 'block', { by: me.person, why: said.why, changed });
  if (now) await tellNews(w, needs, one.session, now);
  return done(turn, needs, one, now, 'review.outcome.blocked');
}

export async function sayDone(turn: Sent, needs: Needs): Promise<Reply> {
  const { w, me } = turn;
  const one = await held(turn, needs, turn.event.context, owns);
  const said = reasonIn(turn, null);
  if ('wrong' in said) return said.wrong;
  const evidence = said.why === '' ? null : said.why;
  const now = await happen(w, needs, one.action, 'say_done', { by: me.person, why: evidence, changed: { evidence } });
  if (now) await tellLeading(w, needs, one.session, now, `confirm-${now.version}`);
  return done(turn, needs, one, now, 'review.outcome.said-done');
}

/** A later day, which whoever leads sees. */
export async function needLonger(turn: Sent, needs: Needs): Promise<Reply> {
  const { w, t, me, event } = turn;
  const one = await held(turn, needs, event.context, ({ reader, action }) => reader.isOwner && inHand(action));
  const said = reasonIn(turn, 'review.outcome.why-missing');
  if ('wrong' in said) return said.wrong;
  const due = words(event.values.due);
  const lack = dueLack(due, dayAt(w.now, me.zone));
  if (lack) return invalid({ due: lackText(t, lack) });
  const day = dayOf(due) ?? due;
  if (one.action.dueOn !== null && day <= one.action.dueOn)
    return invalid({ due: t.plain('review.outcome.longer-earlier') });
  const now = await note(w, needs, one.action, 'longer', { by: me.person, why: said.why, changed: { dueOn: day } });
  if (now) await tellNews(w, needs, one.session, now);
  return done(turn, needs, one, now, 'review.outcome.longer-done');
}

export async function drop(turn: Sent, needs: Needs): Promise<Reply> {
  const { w, me } = turn;
  const one = await held(turn, needs, turn.event.context, mayDrop);
  const said = reasonIn(turn, 'review.outcome.why-missing');
  if ('wrong' in said) return said.wrong;
  const now = await happen(w, needs, one.action, 'drop', { by: me.person, why: said.why, changed: { why: said.why } });
  return done(turn, needs, one, now, 'review.outcome.dropped');
}

export async function confirm(turn: Sent, needs: Needs): Promise<Reply> {
  const { w, me } = turn;
  const one = await held(turn, needs, turn.event.context, mayConfirm);
  const said = reasonIn(turn, null);
  if ('wrong' in said) return said.wrong;
  const evidence = said.why === '' ? one.action.evidence : said.why;
  const now = await happen(w, needs, one.action, 'confirm', { by: me.person, changed: { evidence } });
  return done(turn, needs, one, now, 'review.outcome.confirmed');
}

export async function notDone(turn: Sent, needs: Needs): Promise<Reply> {
  const { w, me } = turn;
  const one = await held(turn, needs, turn.event.context, mayConfirm);
  const said = reasonIn(turn, 'review.outcome.why-missing');
  if ('wrong' in said) return said.wrong;
  const now = await happen(w, needs, one.action, 'not_done', { by: me.person, why: said.why });
  const last = (await w.sessions.outcome.actionHistory(one.action.id)).at(-1);
  if (now && last) await tellOwner(w, now, `back-${last.seq}`);
  return done(turn, needs, one, now, 'review.outcome.not-done-said');
}

/** Another owner: it is put to them. */
export async function nameOwner(turn: Sent, needs: Needs): Promise<Reply> {
  const { w, t, me, event } = turn;
  const one = await held(turn, needs, event.context, decides);
  const owner = await w.sessions.outcome.ownable(one.session.id, words(event.values.owner));
  if (!owner) return invalid({ owner: lackText(t, 'owner-not-one') });
  const due = words(event.values.due);
  const lack = dueLack(due, dayAt(w.now, me.zone));
  if (lack) return invalid({ due: lackText(t, lack) });
  const changed = { owner: owner.person, dueOn: dayOf(due) ?? due, unblocks: null };
  const now = await happen(w, needs, one.action, 'offer', { by: me.person, changed });
  if (now) await tellOwner(w, now, `offer-${now.version}`);
  if (!now) return done(turn, needs, one, null, 'review.outcome.moved-on');
  const name = shownTo(t, owner, me.organisation).name;
  return tell(
    await actionFor(turn, needs, {
      session: one.session,
      action: now,
      intro: t('review.outcome.owner-asked', { name }),
    }),
  );
}

/** What nobody takes on becomes something that the sponsor is asked, as long as it is agreed on. */
export async function toSponsor(turn: Pressed, needs: Needs): Promise<Reply> {
  const may = ({ reader, action, session }: Held): boolean => reader.decides && isVacant(action) && isWritten(session);
  const one = await held(turn, needs, turn.event.value, may);
  const { action } = one;
  const said = { ...action, due: action.dueOn ?? '' };
  if (!(await referAction(turn, needs, action.session, { said, topic: null, action })))
    return done(turn, needs, one, null, 'review.outcome.moved-on');
  return replace(sentence(turn.t, 'review.outcome.referred'));
}

/** Whether it made a difference, by who did it or who answers for it: the first who can say. */
export async function sayEffect(turn: Sent, needs: Needs): Promise<Reply> {
  const { t, event } = turn;
  const one = await held(turn, needs, event.context, mayJudge);
  const said = words(event.values.effect);
  const effect = EFFECTS.find((value) => value === said);
  if (!effect) return invalid({ effect: t.plain('review.outcome.effect-missing') });
  const reason = reasonIn(turn, effect === 'yes' ? 'review.outcome.effect-evidence-missing' : null);
  return 'wrong' in reason ? reason.wrong : judged(turn, needs, one, effect, reason.why);
}

export async function tooEarly(turn: Pressed, needs: Needs): Promise<Reply> {
  const one = await held(turn, needs, turn.event.value, mayJudge);
  return judged(turn, needs, one, 'early', '');
}

async function judged(
  turn: Turn,
  needs: Needs,
  one: Held,
  effect: (typeof EFFECTS)[number],
  why: string,
): Promise<Reply> {
  const { w, me } = turn;
  // Asked once more, and once more: then nobody is asked any longer.
  const isOver = effect !== 'early' || isLastAsk(one.action);
  const changed = {
    effect: effect === 'early' && isOver ? ('waived' as const) : effect,
    effectWhy: why === '' ? null : why,
    ...(isOver && { endedAt: w.now }),
  };
  const now = await note(w, needs, one.action, 'effect', { by: me.person, why: changed.effectWhy, changed });
  if (now && effect === 'yes')
    for (const lesson of now.lessons) await askEmbedded(w, needs, lesson, { by: 'effect', of: now.id });
  return done(turn, needs, one, now, isOver ? 'review.outcome.effect-thanks' : 'review.outcome.effect-later');
}

/** What was accepted in a session that was cancelled goes on, says its sponsor. */
export async function keep(turn: Pressed, needs: Needs): Promise<Reply> {
  const { w, me } = turn;
  const may = ({ reader, action, session }: Held): boolean =>
    reader.decides && session.state === 'cancelled' && inHand(action);
  const one = await held(turn, needs, turn.event.value, may);
  return done(turn, needs, one, await note(w, needs, one.action, 'keep', { by: me.person }), 'review.outcome.kept');
}

/** "Open": an action as it stands. `value` is the action. */
export async function openOne(turn: Pressed, needs: Needs): Promise<Reply> {
  const { w, t, me } = turn;
  const action = await w.sessions.outcome.action(turn.event.value);
  const session = action && (await w.sessions.setup.get(action.session));
  if (!session) return tell(goneCard(t));
  const reader = await readerOf(w, needs, session, action, me);
  return tell(reader.sees ? await actionFor(turn, needs, { session, action }) : goneCard(t));
}
