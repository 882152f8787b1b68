/** From the opening of a round to what is shown of it: keys made and destroyed, what was written taken out of hiding, all at once and shuffled. */
import { dutyBy } from '../../core/attention.ts';
import type { Work } from '../../core/work.ts';
import { DAY_MS, HOUR_MS } from '../../words/zone.ts';
import { phaseOf } from '../method.ts';
import { methodOf } from '../methods/index.ts';
import type { Needs } from '../needs.ts';
import type { Part, SessionRecord } from '../record.ts';
import type { Effect } from '../session.ts';
import { choicesOf, isHidden, isUnattributed, JUST_MS, takesLate } from './box.ts';
import { evidenceOf } from './points.ts';
import type { Round, Written } from './store.ts';

/** Of fewer than these nobody is told who they are: one alone would be known by what came last. */
export const FEWEST_AT_ONCE = 3;
/** Raw input is kept so long after it was published, and after it was cancelled. */
const PUBLISHED_DAYS = 90;
const CANCELLED_DAYS = 30;

export async function onEffect(w: Work, needs: Needs, session: SessionRecord, { effect }: Effect): Promise<void> {
  const { writing } = w.sessions;
  switch (effect) {
    case 'make-key':
      await writing.makeKey(await opened(w, session));
      return;
    case 'send-forms':
      if (isHidden(session, session.state)) await sendForms(w, session);
      return;
    case 'destroy-key':
      if (session.state === 'cancelled') await forgetAuthors(w, session);
      else await close(w, session);
      return;
    case 'screen':
      await close(w, session);
      return;
    case 'reveal':
      await close(w, session);
      await reveal(w, needs, session);
      return;
    case 'delete-unshown':
      if (session.held) await clearIn(w, session, CANCELLED_DAYS);
      else await writing.deleteUnshown(session.id);
      await rewriteSoon(w, session);
      return;
    case 'plan':
      await goOn(w, session);
      return;
    case 'plan-deletion':
      await clearIn(w, session, CANCELLED_DAYS);
      return;
    case 'publish':
      await clearIn(w, session, PUBLISHED_DAYS);
      return;
    default:
      return;
  }
}

/** What is looked at every hour goes on where it goes on, also after it was published and is open again. */
async function goOn(w: Work, session: SessionRecord): Promise<void> {
  const { writing, setup } = w.sessions;
  const round = (await writing.rounds(session.id)).at(-1);
  if (!round || isOver(session)) return;
  await setup.timer(session.id, 'receipts', nextHour(w.now), session.version);
  const isJust = round.closedAt !== null && w.now.getTime() < round.closedAt.getTime() + JUST_MS;
  if (takesLate(session) && round.closedAt && !isJust)
    await setup.timer(session.id, 'late', nextHour(w.now), session.version);
}

export const isOver = ({ state }: Pick<SessionRecord, 'state'>): boolean =>
  ['published', 'closed', 'cancelled'].includes(state);

/** The round that is open where it is now. */
async function opened(w: Work, session: SessionRecord): Promise<Round> {
  const asksAgain = session.askedAgain.includes(session.state);
  const round = await w.sessions.writing.openRound({
    session: session.id,
    unattributed: isUnattributed(session),
    question: asksAgain ? session.question : null,
  });
  if (round.round !== session.round) await w.sessions.setup.save(session.id, { round: round.round });
  return round;
}

async function sendForms(w: Work, session: SessionRecord): Promise<void> {
  const round = await opened(w, session);
  await w.sessions.setup.timer(session.id, 'receipts', nextHour(w.now), session.version);
  for (const { person, parts, left } of await w.sessions.setup.people(session.id))
    if (!left && parts.includes('participant')) await askToWrite(w, session, round, person);
}

/** Who comes while people write is asked to, like the others. */
export async function askWhoCame(
  w: Work,
  _needs: Needs,
  session: SessionRecord,
  person: string,
  part: Part,
): Promise<void> {
  if (part !== 'participant' || !isHidden(session, session.state)) return;
  const round = (await w.sessions.writing.rounds(session.id)).at(-1);
  if (round && !round.closedAt) await askToWrite(w, session, round, person);
}

/** Asks one person to write in the round that is open: when it opens, or as they come to it later. */
async function askToWrite(w: Work, session: SessionRecord, round: Pick<Round, 'round'>, person: string): Promise<void> {
  const to = await w.sessions.setup.accountFor(session.id, person);
  if (!to) return;
  const window = phaseOf(methodOf(session.method), session.state)?.window;
  // Where people are together for minutes, or have a day, tomorrow's message would be too late.
  const wait = !window || 'minutes' in window ? 0 : window.days <= 1 ? HOUR_MS : DAY_MS;
  const by = new Date(w.now.getTime() + wait);
  await w.show(
    `session-write:${session.id}/${round.round}`,
    { to, attention: dutyBy(by) },
    { view: 'sessions.write-please', id: `${session.id}/${round.round}` },
  );
}

/** What was written is no longer anybody's: under new ids, in an order by chance, and the key is gone. */
async function close(w: Work, session: SessionRecord): Promise<void> {
  const { writing, setup } = w.sessions;
  const round = (await writing.rounds(session.id)).at(-1);
  if (!round || round.closedAt) return;
  const people = await setup.people(session.id);
  const participants = people.filter(({ parts }) => parts.includes('participant')).map(({ person }) => person);
  await receive(w, round, participants);
  const written = await writing.close(round);
  if (!written) return;
  const choices = choicesOf(session);
  const answers: Record<string, Record<string, number>> = {};
  for (const { question, text } of written.filter((one) => choices.includes(one.question)))
    answers[question] = { ...answers[question], [text]: (answers[question]?.[text] ?? 0) + 1 };
  await writing.answer(round, answers);
  await writing.contribute(session.id, withEvidence(written, choices), {
    status: session.isScreening ? 'screening' : 'revealed',
    late: false,
  });
  await setup.timer(session.id, 'late', new Date(w.now.getTime() + JUST_MS), session.version);
  await rewriteSoon(w, session);
  await w.refresh(`session-write:${session.id}/${round.round}`);
}

export const withEvidence = (written: readonly Written[], choices: readonly string[]) =>
  written
    .filter(({ question }) => !choices.includes(question))
    .map((one) => ({ ...one, evidence: evidenceOf(one.text) }));

/** Writes down who is done: where names are not kept, of several at once or of nobody. */
export async function receive(w: Work, round: Round, participants: readonly string[]): Promise<void> {
  const { writing } = w.sessions;
  const known = new Set(await writing.receipts(round));
  const anew = (await writing.finished(round, participants)).filter((person) => !known.has(person));
  if (anew.length >= (round.unattributed ? FEWEST_AT_ONCE : 1)) await writing.receive(round, anew);
}

/** Shows everything of the round that is not held, in every channel and to everybody at once. */
async function reveal(w: Work, needs: Needs, session: SessionRecord): Promise<void> {
  const round = (await w.sessions.writing.rounds(session.id)).at(-1);
  if (!round) return;
  await show(w, needs, session, await w.sessions.writing.reveal(round));
}

/** Says points below the session's card wherever that is, in this order. */
export async function show(w: Work, needs: Needs, session: SessionRecord, points: readonly string[]): Promise<void> {
  if (session.place !== 'channels') return;
  for (const { ref, mode } of await needs.channelsOf(w, session.community)) {
    if (mode === 'off') continue;
    for (const id of points)
      await w.say(`session-input:${id}`, { to: ref, under: `session:${session.id}` }, { view: 'sessions.input', id });
  }
}

/** What was written stays as it was, hidden; whose it is nobody can tell any more. */
async function forgetAuthors(w: Work, session: SessionRecord): Promise<void> {
  await w.sessions.writing.forgetAuthors(session.id);
  await rewriteSoon(w, session);
}

/**
 * The tables that held a key are rewritten, in a transaction of its own after this one: at once, and again until it is done.
 * For whatever deletes a row of `session_key`.
 */
export async function rewriteSoon(w: Work, session: Pick<SessionRecord, 'id' | 'version'>): Promise<void> {
  await w.sessions.setup.timer(session.id, 'erase', w.now, session.version);
}

const clearIn = (w: Work, session: SessionRecord, days: number): Promise<void> =>
  w.sessions.setup.timer(session.id, 'clear', new Date(w.now.getTime() + days * DAY_MS), session.version);

/** By the clock of the day: so that a count that changes tells nobody when. */
export const nextHour = (now: Date): Date => new Date((Math.floor(now.getTime() / HOUR_MS) + 1) * HOUR_MS);
