/** What happens once an hour while people write, so that nothing tells when somebody did: counts, receipts, what is urgent; and the reminder half way. */
import { duty, dutyBy } from '../../core/attention.ts';
import type { Work } from '../../core/work.ts';
import { HOUR_MS } from '../../words/zone.ts';
import { redraw } from '../flow.ts';
import type { Needs } from '../needs.ts';
import type { SessionRecord } from '../record.ts';
import { boxOf, choicesOf, takesLate, urgentOf } from './box.ts';
import { FEWEST_AT_ONCE, isOver, nextHour, receive, show, withEvidence } from './closing.ts';
import { accountsOf, leading, participating } from './people.ts';
import type { Round } from './store.ts';

export async function everyHour(w: Work, _needs: Needs, session: SessionRecord): Promise<void> {
  const { setup, writing } = w.sessions;
  if (isOver(session)) return;
  await setup.timer(session.id, 'receipts', nextHour(w.now), session.version);
  if (session.state === 'paused') return;
  const round = (await writing.rounds(session.id)).at(-1);
  const isOpen = round !== undefined && boxOf(session, round, (at) => w.now < at) === 'open';
  const news = [
    isOpen && (await count(w, session, round)),
    round !== undefined && (await tellUrgent(w, session, round)),
    await tellChallenges(w, session),
  ];
  if (news.some(Boolean)) await redraw(w, session.id);
}

/** @returns whether there is something new to be seen */
async function count(w: Work, session: SessionRecord, round: Round): Promise<boolean> {
  const { setup, writing } = w.sessions;
  const people = await setup.people(session.id);
  if (await writing.hasLostKey(round)) return tellLost(w, session, round);
  await receive(
    w,
    round,
    people.filter(({ parts }) => parts.includes('participant')).map(({ person }) => person),
  );
  const done = await writing.contributors(round);
  await writing.count(round, done);
  return done !== round.done;
}

/** Once: what they wrote is safe, and theirs no longer by anything that we know. */
async function tellLost(w: Work, session: SessionRecord, { round }: Round): Promise<boolean> {
  const persons = participating(await w.sessions.setup.people(session.id)).map(({ person }) => person);
  const by = session.closesAt ?? w.now;
  for (const to of await accountsOf(w, session.id, persons))
    await w.say(
      `session-key-lost:${session.id}/${round}`,
      { to, attention: dutyBy(by) },
      { view: 'sessions.write-key-lost', id: session.id },
    );
  return false;
}

async function tellUrgent(w: Work, session: SessionRecord, round: Round): Promise<boolean> {
  const urgent = await w.sessions.writing.takeUrgent(round, urgentOf(session));
  const leaders = await accountsOf(w, session.id, leading(session, await w.sessions.setup.people(session.id)));
  for (const { id } of urgent)
    for (const to of leaders)
      await w.say(
        `session-urgent:${id}`,
        { to, attention: dutyBy(w.now) },
        { view: 'sessions.urgent', id: `${session.id}/${id}` },
      );
  return urgent.length > 0;
}

async function tellChallenges(w: Work, session: SessionRecord): Promise<boolean> {
  if ((await w.sessions.writing.takeChallenges(session.id)) === 0) return false;
  for (const to of await accountsOf(w, session.id, leading(session, await w.sessions.setup.people(session.id))))
    await w.say(
      `session-challenge:${session.id}/${w.now.getTime()}`,
      { to, attention: duty },
      { view: 'sessions.challenged', id: session.id },
    );
  return true;
}

/** Half way: those who are not finished; where names are not kept and that would say who is, everybody, in words for both. */
export async function remind(w: Work, _needs: Needs, session: SessionRecord): Promise<void> {
  const { setup, writing } = w.sessions;
  const round = (await writing.rounds(session.id)).at(-1);
  if (!round || boxOf(session, round, (at) => w.now < at) !== 'open' || !session.closesAt) return;
  const people = participating(await setup.people(session.id)).map(({ person }) => person);
  // Those who are written down as done, in batches: who finished since is among those who are reminded.
  const done = new Set(round.unattributed ? await writing.receipts(round) : await writing.finished(round, people));
  const unfinished = people.filter((person) => !done.has(person));
  const few = done.size < FEWEST_AT_ONCE || unfinished.length < FEWEST_AT_ONCE;
  const whom = round.unattributed && few ? people : unfinished;
  const of = `${session.id}/${round.round}/${session.extended}`;
  for (const to of await accountsOf(w, session.id, whom))
    await w.say(
      `session-remind:${of}`,
      { to, attention: dutyBy(new Date(session.closesAt.getTime() - HOUR_MS)) },
      { view: 'sessions.write-remind', id: `${session.id}/${round.round}` },
    );
}

/** What came after its round closed is shown together: after ten minutes, then once an hour until the report is checked. */
export async function showLate(w: Work, needs: Needs, session: SessionRecord): Promise<void> {
  const { setup, writing } = w.sessions;
  if (session.state === 'cancelled') {
    await writing.forgetCarried(session.id);
    return;
  }
  const goesOn = takesLate(session) || session.state === 'paused';
  if (goesOn) await setup.timer(session.id, 'late', nextHour(w.now), session.version);
  if (session.state === 'paused') return;
  if (!goesOn) await writing.forgetCarried(session.id);
  const late = withEvidence(await writing.takeLate(session.id), choicesOf(session));
  if (late.length === 0) return;
  const status = session.isScreening ? 'screening' : 'revealed';
  const ids = await writing.contribute(session.id, late, { status, late: !session.isScreening });
  if (status === 'revealed') await show(w, needs, session, ids);
  await redraw(w, session.id);
}

/** Raw input goes when it is time, unless something is held; what goes on again is left until it is over. */
export async function clearRaw(w: Work, _needs: Needs, session: SessionRecord): Promise<void> {
  if (session.held || !isOver(session)) {
    await w.sessions.setup.timer(session.id, 'clear', new Date(w.now.getTime() + 7 * 24 * HOUR_MS), session.version);
    return;
  }
  const shown = await w.sessions.writing.clear(session.id);
  await w.refresh(shown.map((id) => `session-input:${id}` as const));
  await redraw(w, session.id);
}

/** In this transaction alone: it waits for nobody for long, and is tried again where it had to. */
export const rewrite = async (w: Work): Promise<void> => w.sessions.writing.rewrite();
