/** What becomes of an action that is written down: it is saved, made one with another, or put to the sponsor. */
import { Refusal, type Turn } from '../../core/feature.ts';
import type { InboundOf } from '../../core/inbound.ts';
import { ask, invalid, type Reply, tell } from '../../core/reply.ts';
import type { Translate } from '../../core/translate.ts';
import { sentence } from '../../words/fragments.ts';
import { dayAt, dayOf, laterDay } from '../days.ts';
import { redraw } from '../flow.ts';
import type { Needs } from '../needs.ts';
import type { SessionRecord } from '../record.ts';
import type { Action } from './action.ts';
import { readerOf } from './action-card.ts';
import { actionForm, type Filled, readAction, TICKET } from './action-form.ts';
import { actionFor } from './action-view.ts';
import { ofKnown, ofNew, readContext } from './context.ts';
import { LONG, SHORT, tooLong } from './fields.ts';
import { lacking } from './gate.ts';
import { happen, note } from './moving.ts';
import {
  goneCard,
  holdAction,
  isChecked,
  isLeading,
  isOut,
  movedOnCard,
  needPropose,
  type Sight,
  sightOf,
} from './rights.ts';
import { tellOwner } from './telling.ts';

type Pressed = Turn<InboundOf<'action'>>;
type Sent = Turn<InboundOf<'submission'>>;

/** Suggested, and to be seen: nobody is given a day that they did not look at. */
const USUAL_DAYS = 30;
/** Open actions that may be the same. */
const ALIKE = 3;

/** "Add an action": `value` is the session, and what it comes from. */
export async function openAction(turn: Pressed, needs: Needs): Promise<Reply> {
  const [id = '', recommendation = ''] = turn.event.value.split('/');
  const sight = await sightOf(turn, needs, id);
  needWrite(turn.t, sight, recommendation);
  const empty: Filled = {
    text: '',
    owner: '',
    due: laterDay(dayAt(turn.w.now, turn.me.zone), USUAL_DAYS),
    measure: '',
    whenWill: '',
    strength: 'medium',
    ticket: null,
    lessons: [],
    recommendation: recommendation || null,
  };
  return ask(await actionForm(turn, sight.session, empty, ofNew(id)));
}

/**
 * While it is agreed on, whoever takes part; later whoever leads, where the sponsor said yes to what was put to them.
 * @throws Refusal
 */
function needWrite(t: Translate, sight: Sight, recommendation: string): void {
  const later = isChecked(sight.session) || isOut(sight.session);
  if (later && recommendation !== '' && isLeading(sight)) return;
  needPropose(t, sight);
}

/** "Change": before anybody has accepted it. */
export async function openEdit(turn: Pressed, needs: Needs): Promise<Reply> {
  const { action, session } = await editable(turn, needs, turn.event.value);
  const filled = { ...action, owner: action.owner?.person ?? '', due: action.dueOn ?? '' };
  return ask(await actionForm(turn, session, filled, ofKnown(session.id, action, true)));
}

/** @param value the action and its version. @throws Refusal */
async function editable(turn: Turn, needs: Needs, value: string): Promise<{ action: Action; session: SessionRecord }> {
  const { w, t, me } = turn;
  const [id = '', version] = value.split('/');
  const { action, session } = await holdAction(turn, id);
  const reader = await readerOf(w, needs, session, action, me);
  if (!reader.writes) throw new Refusal(reader.sees ? sentence(t, 'review.outcome.only-writers') : goneCard(t));
  if (action.state !== 'proposed' || String(action.version) !== version) throw new Refusal(movedOnCard(t));
  return { action, session };
}

/** Saved, put to the sponsor, made one with another, or shown again with what is missing: nothing that was typed is lost. */
export async function writeAction(turn: Sent, needs: Needs): Promise<Reply> {
  const { w, t, me, event } = turn;
  const context = readContext(event.context);
  const sight = await sightOf(turn, needs, context.session, { hold: true });
  const { decision: wish, ...filled } = await ofSession(turn, sight.session, readAction(turn));
  const before = context.id === '' ? null : (await editable(turn, needs, `${context.id}/${context.version}`)).action;
  if (!before) needWrite(t, sight, filled.recommendation ?? '');
  const problems = {
    ...tooLong(t, { text: filled.text, measure: filled.measure, whenWill: filled.whenWill }, MOST),
    ...tooLong(t, { ticket: filled.ticket ?? '' }, { ticket: TICKET }),
  };
  if (filled.text === '') problems.text = t.plain('review.outcome.action-text-missing');
  if (Object.keys(problems).length > 0) return invalid(problems);

  const owner = await w.sessions.outcome.ownable(sight.session.id, filled.owner);
  const lacks = lacking(filled, { today: dayAt(w.now, me.zone), isOne: owner !== null });
  if (wish === 'refer' && lacks.length > 0) return refer(turn, needs, sight.session, filled, before);
  if (lacks.length > 0) return ask(await actionForm(turn, sight.session, filled, context, { lacks }));
  if (wish.startsWith('same:')) return merge(turn, needs, sight.session, filled, wish.slice('same:'.length));
  const alike = context.seen ? [] : await alikeOf(turn, sight.session, filled);
  if (alike.length > 0)
    return ask(await actionForm(turn, sight.session, filled, { ...context, seen: true }, { alike }));
  return save(turn, needs, sight.session, filled, before);
}
const MOST = { text: SHORT, measure: SHORT, whenWill: SHORT };

/** What is chosen of a session is the session's: ids that come back are whatever somebody sent. */
async function ofSession<F extends Filled>({ w }: Turn, session: SessionRecord, filled: F): Promise<F> {
  const lessons = await w.sessions.outcome.lessonsOf(session.id);
  const recommendations = await w.sessions.outcome.recommendationsOf(session.id);
  return {
    ...filled,
    lessons: filled.lessons.filter((id) => lessons.some((one) => one.id === id)),
    recommendation: recommendations.find(({ id }) => id === filled.recommendation)?.id ?? null,
  };
}

const alikeOf = ({ w }: Turn, session: SessionRecord, { text }: Filled): Promise<readonly Action[]> =>
  w.sessions.outcome.actionsLike(
    { community: session.community, session: session.id },
    { words: text, tags: [], nearest: true },
    ALIKE,
  );

async function added({ w, me }: Turn, session: SessionRecord, filled: Filled): Promise<Action> {
  const { owner, due, ...words } = filled;
  const day = dayOf(due) ?? due;
  const id = await w.sessions.outcome.addAction({
    ...words,
    session: session.id,
    community: session.community,
    owner,
    dueOn: day,
    by: me.person,
  });
  const action = await w.sessions.outcome.action(id);
  if (!action) throw new Error('an action is gone while it is written');
  return action;
}

async function save(
  turn: Turn,
  needs: Needs,
  session: SessionRecord,
  filled: Filled,
  before: Action | null,
): Promise<Reply> {
  const { w, t, me } = turn;
  if (before) {
    const { due, ...words } = filled;
    const changed = { ...words, dueOn: dayOf(due) ?? before.dueOn };
    const edited = await note(w, needs, before, 'edit', { by: me.person, changed });
    return edited
      ? tell(await actionFor(turn, needs, { session, action: edited, intro: t('review.outcome.saved') }))
      : tell(movedOnCard(t));
  }
  const action = await added(turn, session, filled);
  await needs.acted(w, me.person, session.community);
  // What comes of an answer after the draft went out is offered at once: nothing else would offer it.
  const offered = isOut(session) || isChecked(session) ? await offer(turn, needs, action) : null;
  await redraw(w, session.id);
  const intro = offered ? t('review.outcome.saved-offered') : t('review.outcome.action-saved');
  return tell(await actionFor(turn, needs, { session, action: offered ?? action, intro }));
}

/** Puts it to its owner. @returns the action as it is then; null where it cannot be offered now */
export async function offer(
  { w, me }: Pick<Turn, 'w'> & { me: { person: string } | null },
  needs: Needs,
  action: Action,
): Promise<Action | null> {
  const offered = await happen(w, needs, action, 'offer', { by: me?.person ?? null });
  if (offered) await tellOwner(w, offered, `offer-${offered.version}`);
  return offered;
}

/** The same as one that is open: it stands here as that one, and its lessons are that one's too. */
async function merge(turn: Turn, needs: Needs, session: SessionRecord, filled: Filled, other: string): Promise<Reply> {
  const { w, t, me } = turn;
  const { outcome } = w.sessions;
  const alike = await alikeOf(turn, session, filled);
  const into = alike.some(({ id }) => id === other) ? await outcome.holdAction(other) : null;
  if (!into || into.endedAt !== null) return invalid({ decision: t.plain('review.outcome.same-gone') });
  const action = await added(turn, session, filled);
  await happen(w, needs, action, 'merge', { by: me.person, changed: { mergedInto: into.id } });
  const lessons = [...new Set([...into.lessons, ...filled.lessons])];
  await note(w, needs, into, 'edit', { by: me.person, changed: { lessons } });
  await redraw(w, session.id);
  return tell(sentence(t, 'review.outcome.merged', { text: into.text, title: into.from.title }));
}

/** What is no action is put to the sponsor, with everything that was typed. */
async function refer(
  turn: Turn,
  needs: Needs,
  session: SessionRecord,
  filled: Filled,
  before: Action | null,
): Promise<Reply> {
  const { w, t } = turn;
  const { outcome } = w.sessions;
  const from = filled.recommendation ? await outcome.recommendation(filled.recommendation) : null;
  const topic = from?.topic ?? null;
  if (!(await referAction(turn, needs, session.id, { said: filled, topic, action: before })))
    return tell(movedOnCard(t));
  // What it was to answer goes to the sponsor with it.
  if (from && from.actions === 0) await outcome.saveRecommendation(from.id, { referral: true });
  return tell(sentence(t, 'review.outcome.referred'));
}

type Said = Pick<Filled, 'text' | 'measure' | 'whenWill' | 'due'>;

/**
 * What was said of an action becomes something that the sponsor is asked.
 * @param how.action is dropped for it; null where it was none yet
 * @returns false where it has moved on, and nothing is asked
 */
export async function referAction(
  { w, t, me }: Turn,
  needs: Needs,
  session: string,
  { said, topic, action }: { said: Said; topic: string | null; action: Action | null },
): Promise<boolean> {
  const why = t.plain('review.outcome.referred-why');
  if (action && !(await happen(w, needs, action, 'drop', { by: me.person, why, changed: { why } }))) return false;
  await w.sessions.outcome.addRecommendation({
    session,
    topic,
    text: referralText(t, said),
    addressedTo: '',
    by: me.person,
    referral: true,
    noAction: null,
  });
  await redraw(w, session);
  return true;
}

/** An action as something that the sponsor is asked: its words, without a person's name. */
function referralText(t: Translate, { text, measure, whenWill, due }: Said): string {
  const more = [
    measure === '' ? null : t.plain('review.outcome.referral-measure', { measure }),
    whenWill === '' ? null : whenWill,
    due === '' ? null : t.plain('review.outcome.referral-due', { due }),
  ];
  return [text, ...more.filter((line) => line !== null)].join('\n').slice(0, LONG * 3);
}
