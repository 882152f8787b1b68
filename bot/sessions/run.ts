/** Does what is due in sessions: each timer once, in order; and gives time back that nobody could use. */
import { describe } from '../core/describe.ts';
import type { Due } from '../core/each-due.ts';
import type { Log } from '../core/ports.ts';
import type { Work } from '../core/work.ts';
import { HOUR_MS, MINUTE_MS } from '../words/zone.ts';
import { act, type Flow, redraw } from './flow.ts';
import { createActionTimers } from './outcome/index.ts';
import { planSilent, regionsOf } from './planning.ts';
import type { SessionRecord, TimerKind } from './record.ts';
import { atWork, extended } from './windows.ts';

export interface SessionTimers {
  /** Does what is due. */
  look(): Promise<void>;
}

const BATCH = 100;
/** As many in one run; the next goes on. */
const MOST = 2_000;
const AGAIN_MS = 5 * MINUTE_MS;
/** What does not end with a phase: whoever set it looks at the session as it is by then. */
const ANY_VERSION: readonly TimerKind[] = ['receipts', 'late', 'erase', 'clear'];
/** Shorter gaps are no outage: the job itself comes every minute. */
const OUTAGE_MS = 2 * HOUR_MS;

export function createSessionTimers({
  run,
  clock,
  flow,
  log,
}: Pick<Due, 'run' | 'clock'> & { readonly flow: Flow; readonly log: Log }): SessionTimers {
  const actions = createActionTimers({ run, clock, flow, log });
  async function lookAtSessions(): Promise<void> {
    for (let done = 0; done < MOST; ) {
      const timers = await run(clock.now(), (w) => w.sessions.setup.dueTimers(BATCH));
      if (timers.length === 0) return;
      for (const { session, kind } of timers) {
        done += 1;
        try {
          await run(clock.now(), (w) => ring(w, flow, session, kind));
        } catch (error) {
          log.error('a session could not be looked at', { session, kind, ...describe(error) });
          const at = new Date(clock.now().getTime() + AGAIN_MS);
          await run(clock.now(), (w) => w.sessions.setup.putOff(session, kind, at));
        }
      }
    }
  }
  return {
    async look() {
      await run(clock.now(), (w) => giveBack(w, flow, log));
      await lookAtSessions();
      await actions.look();
    },
  };
}

/** One timer: it reads its session again, and does nothing where that has moved on. */
async function ring(w: Work, flow: Flow, id: string, kind: TimerKind): Promise<void> {
  const session = await w.sessions.setup.hold(id);
  const timer = await w.sessions.setup.takeTimer(id, kind);
  if (!session || !timer) return;
  if (timer.version !== session.version && !ANY_VERSION.includes(kind)) return;
  if (kind === 'due') {
    await act(w, flow, id, { event: 'due' }, { by: 'time', cause: `due:${id}:${timer.version}` });
    return;
  }
  for (const part of flow.parts) await part.timers?.[kind]?.(w, flow.needs, session);
}

/** Windows in which nobody could reach us for long are as much longer, and those in them are told, once. */
async function giveBack(w: Work, flow: Flow, log: Log): Promise<void> {
  const { setup } = w.sessions;
  const from = await setup.looked();
  if (!from || w.now.getTime() - from.getTime() <= OUTAGE_MS) return;
  for (const session of await setup.openOver(from))
    try {
      await prolong(w, flow, session, { from, to: w.now });
    } catch (error) {
      // It holds up no other.
      log.error('a session could not be given back the time of an outage', { session: session.id, ...describe(error) });
    }
}

async function prolong(w: Work, flow: Flow, was: SessionRecord, away: { from: Date; to: Date }): Promise<void> {
  const { setup } = w.sessions;
  const later = was.closesAt && extended(was.closesAt, away);
  if (!later || later.getTime() === was.closesAt?.getTime()) return;
  const session = { ...was, closesAt: atWork(later, await regionsOf(w, flow.needs, was.id)) };
  await setup.save(session.id, { closesAt: session.closesAt });
  await setup.timer(session.id, 'due', session.closesAt, session.version);
  await planSilent(w, flow.needs, session);
  for (const part of flow.parts)
    await part.effect?.(w, flow.needs, session, { effect: 'tell', whom: 'all', what: 'was-away' }, null);
  await redraw(w, session.id);
}
