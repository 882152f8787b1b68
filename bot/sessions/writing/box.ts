/** Whether a round takes what somebody writes, and what it asks. */
import type { Key, Translate } from '../../core/translate.ts';
import { MINUTE_MS } from '../../words/zone.ts';
import { type Phase, phaseOf, type Question } from '../method.ts';
import { methodOf } from '../methods/index.ts';
import type { SessionRecord } from '../record.ts';
import { linesOf, type Point, type Typed } from './points.ts';
import type { Round } from './store.ts';

/** Whoever is writing as it closes has so long to finish. */
export const JUST_MS = 10 * MINUTE_MS;

/** open: it is collected. just: it has closed since the form was opened. late: it is added to what is shown. Else it is refused, and why. */
export type Box = 'open' | 'just' | 'late' | 'paused' | 'cancelled' | 'too-late' | 'not-open';

/** @param isBefore whether a moment is still to come */
export function boxOf(session: SessionRecord, round: Round | undefined, isBefore: (at: Date) => boolean): Box {
  if (!round) return 'not-open';
  if (session.state === 'cancelled') return 'cancelled';
  if (session.state === 'paused') return 'paused';
  if (!round.closedAt) {
    // Time was up with too few: what more there is can only help.
    return session.state === 'lapsed' || isHidden(session, session.state) ? 'open' : 'not-open';
  }
  if (isBefore(new Date(round.closedAt.getTime() + JUST_MS))) return 'just';
  return takesLate(session) ? 'late' : 'too-late';
}

/** Until the report is checked, what comes late is taken. */
export function takesLate({ method, state }: Pick<SessionRecord, 'method' | 'state'>): boolean {
  const phase = phaseOf(methodOf(method), state);
  return phase !== null && !phase.begins.includes('send-draft');
}

/** Whether people write apart in it. */
const isHiddenPhase = (phase: Phase | null): phase is Phase =>
  phase !== null && phase.input === 'private-form' && phase.visibility === 'hidden';
export const isHidden = ({ method }: Pick<SessionRecord, 'method'>, state: string): boolean =>
  isHiddenPhase(phaseOf(methodOf(method), state));

/** Whether names are not kept where it is now. */
export const isUnattributed = ({ method, state, attribution }: SessionRecord): boolean =>
  attribution === 'unattributed' && phaseOf(methodOf(method), state)?.attribution === 'session';

/** A question as people read it. */
export interface Asking extends Pick<Question, 'key' | 'kind' | 'step' | 'urgent'> {
  readonly label: string;
  readonly about: string;
  readonly hint?: string;
  readonly options?: readonly { readonly value: string; readonly label: string }[];
}

/** What is kept of what is said in answer to the question that is asked once more. */
const AGAIN = 'again';

export function askings(
  t: Translate,
  session: Pick<SessionRecord, 'method'>,
  round: Pick<Round, 'question'>,
): readonly Asking[] {
  if (round.question !== null) {
    const hint = t.plain('review.writing.hint-again');
    return [{ key: AGAIN, kind: 'points', step: 1, label: round.question, about: round.question, hint }];
  }
  return asked(session).map(({ asks, about, how, options, ...question }) => ({
    ...question,
    label: t.plain(asks),
    about: t.plain(about),
    ...(how && { hint: t.plain(how) }),
    ...(options && { options: options.map((one) => ({ value: one.value, label: t.plain(one.says) })) }),
  }));
}

const asked = ({ method }: Pick<SessionRecord, 'method'>): readonly Question[] =>
  methodOf(method).questions?.asked ?? [];

export const minutesOf = ({ method }: Pick<SessionRecord, 'method'>): number =>
  methodOf(method).questions?.minutes ?? 5;

/** Keys of questions whose answers go to whoever leads before all else, and of those that are only counted. */
export const urgentOf = (session: Pick<SessionRecord, 'method'>): readonly string[] =>
  asked(session).flatMap(({ key, urgent }) => (urgent ? [key] : []));
export const choicesOf = (session: Pick<SessionRecord, 'method'>): readonly string[] =>
  asked(session).flatMap(({ key, kind }) => (kind === 'choice' ? [key] : []));

/** What stands above a point. */
export function aboutOf(
  t: Translate,
  session: Pick<SessionRecord, 'method'>,
  rounds: readonly Round[],
  point: { readonly question: string; readonly round: number },
): string {
  if (point.question === AGAIN) return rounds.find(({ round }) => round === point.round)?.question ?? '';
  const about: Key | undefined = asked(session).find(({ key }) => key === point.question)?.about;
  return about ? t.plain(about) : point.question;
}

/** From what was typed to points, in the order of the questions. */
export const pointsOf = (questions: readonly Asking[], typed: Typed): readonly Point[] =>
  questions.flatMap(({ key, kind, options }) => {
    const value = typed[key] ?? '';
    if (kind === 'points') return [...new Set(linesOf(value))].map((text) => ({ question: key, text }));
    return options?.some((option) => option.value === value) ? [{ question: key, text: value }] : [];
  });

/** The other way round: for who is shown what they handed in where nothing is kept of how they typed it. */
export const typedOf = (points: readonly Point[]): Typed => {
  const typed: Record<string, string> = {};
  for (const { question, text } of points)
    typed[question] = typed[question] === undefined ? text : `${typed[question]}\n${text}`;
  return typed;
};
