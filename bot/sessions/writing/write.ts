/** Writing apart, by private deliveries: opening the form, going through its steps, handing in, taking back. */
import { type Button, type Card, type Form, words as typedWords } from '../../core/card.ts';
import { Refusal } from '../../core/feature.ts';
import type { PrivateEvent, PrivateTurn } from '../../core/private.ts';
import { ask, invalid, type Reply, tell } from '../../core/reply.ts';
import type { Text } from '../../core/text.ts';
import type { Translate } from '../../core/translate.ts';
import { body, buttons, listOf, note, sentence } from '../../words/fragments.ts';
import { nudges } from '../wording.ts';
import { type Asking, askings, type Box, boxOf, pointsOf, typedOf } from './box.ts';
import { lastStep, readContext, stepForm } from './form.ts';
import { BOX, faultOf, LINES, linesOf, POINT, type Typed } from './points.ts';
import type { Desk, Round } from './store.ts';

type Press = PrivateTurn<Extract<PrivateEvent, { kind: 'action' }>>;
type Submission = PrivateTurn<Extract<PrivateEvent, { kind: 'submission' }>>;

/** Opens the form. */
export const writeButton = (t: Translate, session: string, style: 'primary' | 'plain' = 'primary'): Button => ({
  button: 'action',
  action: 'sessions.write',
  value: session,
  label: t.plain('review.writing.open'),
  opens: true,
  ...(style === 'primary' ? { style } : {}),
});

/** The session, for who writes in it. @throws Refusal */
async function deskOf({ w, who, t }: PrivateTurn, session: string): Promise<Desk> {
  const desk = await w.sessions.writing.desk(session);
  if (!desk) throw new Refusal(sentence(t, 'review.writing.gone'));
  const own = desk.people.find(({ person }) => person === who);
  // Somebody with no account left in an organisation that shares its community is not in it, whatever they were named for.
  if (!own?.reachable) throw new Refusal(sentence(t, 'review.writing.not-invited'));
  if (!own.parts.includes('participant')) throw new Refusal(sentence(t, 'review.writing.watches'));
  return desk;
}

/** Why nothing is taken; null where it is. */
function shut(t: Translate, box: Box): Card | null {
  switch (box) {
    case 'open':
    case 'just':
    case 'late':
      return null;
    case 'paused':
    case 'cancelled':
    case 'too-late':
    case 'not-open':
      return sentence(t, `review.writing.${box}`);
  }
}

/** `value`: the session. */
export async function openWriting(turn: Press): Promise<Reply> {
  const { w, who, t, event } = turn;
  const desk = await deskOf(turn, event.value);
  const round = desk.rounds.at(-1);
  const box = boxOf(desk.session, round, w.isBefore);
  if (box !== 'open' || !round) return tell(shut(t, box) ?? sentence(t, 'review.writing.not-open'));
  const { typed, points, isLost } = await w.sessions.writing.own(round, who);
  const carried = { session: desk.session.id, round: round.round, step: 1, token: w.id() };
  return ask(
    stepForm(t, desk, round, carried, { typed: typed ?? typedOf(points), isHandedIn: points.length > 0, isLost }),
  );
}

export async function writeByForm(turn: Submission): Promise<Reply> {
  const { w, who, t, event } = turn;
  const carried = readContext(event.context);
  if (!carried) throw new Refusal(sentence(t, 'review.writing.gone'));
  await w.sessions.writing.hold(carried.session, who);
  const desk = await deskOf(turn, carried.session);
  const round = desk.rounds.find((one) => one.round === carried.round);
  const box = boxOf(desk.session, round, w.isBefore);
  const refused = shut(t, box);
  if (refused || !round) throw new Refusal(refused ?? sentence(t, 'review.writing.not-open'));
  const questions = askings(t, desk.session, round);
  const here = Object.fromEntries(
    questions
      .filter(({ step }) => step === carried.step)
      .map(({ key }) => [key, typedWords(event.values[key])] as const),
  );
  const problems = faults(t, questions, here);
  if (problems) return invalid(problems);
  const typed: Typed = { ...(await w.sessions.writing.carried(round, carried.token)), ...here };
  if (carried.step < lastStep(questions)) return goOn(turn, { desk, round, box, typed });
  const points = pointsOf(questions, typed);
  if (!points.some(({ question }) => questions.some(({ key, kind }) => key === question && kind === 'points')))
    return invalid({ '': t.plain('review.writing.nothing') });
  await w.sessions.writing.carry(round, carried.token, null);
  if (box === 'just' || box === 'late') {
    await w.sessions.writing.addLate(round, who, points);
    return tell(sentence(t, box === 'just' ? 'review.writing.done-just-closed' : 'review.writing.done-late'));
  }
  const { isLost } = await w.sessions.writing.own(round, who);
  await w.sessions.writing.handIn(round, who, points);
  await w.sessions.writing.keep(round, who, typed);
  return tell(doneCard(t, desk, round, { questions, typed, isLost }));
}

/** Saves what was typed and shows the next step. */
async function goOn(
  { w, who, t, event }: Submission,
  { desk, round, box, typed }: { desk: Desk; round: Round; box: Box; typed: Typed },
): Promise<Reply> {
  const carried = readContext(event.context);
  if (!carried) throw new Refusal(sentence(t, 'review.writing.gone'));
  const { writing } = w.sessions;
  await writing.carry(round, carried.token, typed);
  const next = { ...carried, step: carried.step + 1 };
  if (box !== 'open') return ask(stepForm(t, desk, round, next, { typed, isHandedIn: false, isLost: false }));
  const own = await writing.own(round, who);
  // What they wrote before on the steps that they have not come to yet stays.
  const all = { ...(own.typed ?? typedOf(own.points)), ...typed };
  await writing.keep(round, who, all);
  return ask(stepForm(t, desk, round, next, { typed: all, isHandedIn: false, isLost: own.isLost }));
}

function faults(t: Translate, questions: readonly Asking[], typed: Typed): Record<string, string> | null {
  const found = questions.flatMap(({ key, kind }): [string, string][] => {
    const value = typed[key];
    if (kind !== 'points' || value === undefined) return [];
    if (value.length > BOX) return [[key, t.plain('review.writing.box-long', { most: BOX, length: value.length })]];
    const fault = faultOf(value);
    if (!fault) return [];
    return [[key, t.plain(`review.writing.${fault}`, { most: fault === 'point-long' ? POINT : LINES })]];
  });
  return found.length === 0 ? null : Object.fromEntries(found);
}

/** Nothing of what was typed is in it, and no number by which it could be known. */
function doneCard(
  t: Translate,
  { session, people }: Desk,
  round: Round,
  { questions, typed, isLost }: { questions: readonly Asking[]; typed: Typed; isLost: boolean },
): Card {
  const until = session.state === 'lapsed' ? null : session.closesAt;
  const names = people.map(({ name }) => name);
  const boxes = questions.flatMap(({ key, kind, label }) =>
    kind === 'points'
      ? [...new Set(linesOf(typed[key] ?? '').flatMap((line) => nudges(line, names)))].map((nudge) =>
          t.plain(`review.writing.nudge-${nudge}`, { box: label }),
        )
      : [],
  );
  const done: Text = isLost
    ? t('review.writing.done-lost')
    : until
      ? t('review.writing.done', { until })
      : t('review.writing.done-open');
  return {
    summary: t.plain('review.writing.done-open'),
    blocks: [
      body(done),
      ...(round.unattributed ? [note(t('review.writing.done-unattributed'))] : []),
      ...(boxes.length > 0
        ? [body(t('review.writing.nudge', { boxes: listOf(t, boxes) })), note(t('review.writing.nudge-why'))]
        : []),
      ...(isLost
        ? []
        : buttons({ ...writeButton(t, session.id, 'plain'), label: t.plain('review.writing.look-again') } as Button)),
    ],
  };
}

/** `value`: the session. */
export async function askToTakeBack(turn: Press): Promise<Reply> {
  const { w, t, event } = turn;
  const desk = await deskOf(turn, event.value);
  const round = desk.rounds.at(-1);
  if (!round || boxOf(desk.session, round, w.isBefore) !== 'open') return tell(sentence(t, 'review.writing.not-open'));
  const form: Form = {
    form: 'sessions.write-back',
    context: `${desk.session.id}/${round.round}`,
    title: t.plain('review.writing.take-back-title'),
    intro: t('review.writing.take-back-sure'),
    fields: [],
    submit: t.plain('review.writing.take-back-yes'),
    cancel: t.plain('words.cancel'),
  };
  return ask(form);
}

export async function takeBack(turn: Submission): Promise<Reply> {
  const { w, who, t, event } = turn;
  const [session = '', number] = event.context.split('/');
  await w.sessions.writing.hold(session, who);
  const desk = await deskOf(turn, session);
  const round = desk.rounds.at(-1);
  if (!round || String(round.round) !== number || boxOf(desk.session, round, w.isBefore) !== 'open')
    throw new Refusal(sentence(t, 'review.writing.not-open'));
  const { points } = await w.sessions.writing.own(round, who);
  await w.sessions.writing.takeBack(round, who);
  return tell(sentence(t, points.length === 0 ? 'review.writing.nothing-to-take' : 'review.writing.taken-back'));
}
