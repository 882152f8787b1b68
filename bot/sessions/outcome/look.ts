/** Looks at every action and lesson at which it is time to look, whatever has become of its session; and closes what has nothing open any more. */
import { duty } from '../../core/attention.ts';
import type { Card } from '../../core/card.ts';
import { type Due, eachDue } from '../../core/each-due.ts';
import type { Drawer } from '../../core/feature.ts';
import type { Log } from '../../core/ports.ts';
import { plain } from '../../core/text.ts';
import type { Work } from '../../core/work.ts';
import { body, buttons, note, sentence } from '../../words/fragments.ts';
import { DAY_MS, HOUR_MS } from '../../words/zone.ts';
import { dayAt, laterDay } from '../days.ts';
import { act, type Flow } from '../flow.ts';
import type { Needs } from '../needs.ts';
import type { SessionRecord } from '../record.ts';
import { viewerOf } from '../viewer.ts';
import { type Action, isLate } from './action.ts';
import { readerOf } from './action-card.ts';
import { come, type Look, momentsOf } from './follow-up.ts';
import { lookAtLesson } from './lesson-follow.ts';
import { actionRow, listButton } from './lists.ts';
import { clocksOf, happen, note as noted } from './moving.ts';
import { leadingOf, sponsorsOf, type Told } from './rights.ts';
import { tellLeading, tellOwner, tellSponsors } from './telling.ts';

export interface ActionTimers {
  /** Does what is due. */
  look(): Promise<void>;
}

const BATCH = 100;
/** What has nothing open stays as it is for so long, so that what was published can be amended. */
const CLOSES_MS = 5 * DAY_MS;

export const createActionTimers = ({
  flow,
  log,
  ...how
}: Pick<Due, 'run' | 'clock'> & { readonly flow: Flow; readonly log: Log }): ActionTimers => {
  const each = (
    next: (w: Work) => Promise<readonly string[]>,
    advance: (w: Work, id: string) => Promise<void>,
    failed: Due['failed'],
    lookAt: Due['lookAt'],
  ): Promise<void> =>
    eachDue({
      ...how,
      next,
      advance: async (w, id) => {
        await advance(w, id);
        return false;
      },
      againMs: HOUR_MS,
      lookAt,
      failed,
    });
  return {
    async look() {
      await each(
        (w) => w.sessions.outcome.dueActions(BATCH),
        (w, id) => lookAtAction(w, flow.needs, id),
        (action, why) => log.error('an action could not be looked at', { action, ...why }),
        async (w, id, at) => {
          const action = await w.sessions.outcome.action(id);
          if (action) await w.sessions.outcome.planAction(id, action.step, at);
        },
      );
      await each(
        (w) => w.sessions.outcome.dueLessons(BATCH),
        (w, id) => lookAtLesson(w, flow.needs, id),
        (lesson, why) => log.error('a lesson could not be looked at', { lesson, ...why }),
        (w, id, at) => w.sessions.outcome.saveLesson(id, { lookAt: at }),
      );
      await each(
        (w) => w.sessions.outcome.endedSessions(new Date(w.now.getTime() - CLOSES_MS), BATCH),
        (w, id) => close(w, flow, id),
        (session, why) => log.error('a session could not be closed', { session, ...why }),
        // It is looked at again with the next.
        async () => undefined,
      );
    },
  };
};

/** Every action of it has ended, and what each brought was said or nobody could say. */
async function close(w: Work, flow: Flow, id: string): Promise<void> {
  const session = await w.sessions.setup.hold(id);
  if (session?.state === 'published')
    await act(w, flow, id, { event: 'due' }, { by: 'time', cause: `ended:${id}:${session.version}` });
}

async function lookAtAction(w: Work, needs: Needs, id: string): Promise<void> {
  const { outcome } = w.sessions;
  const known = await outcome.action(id);
  const session = known && (await w.sessions.setup.hold(known.session));
  const action = session && (await outcome.holdAction(id));
  if (!session || !action?.lookAt || action.lookAt > w.now) return;
  const clocks = await clocksOf(w, needs, action);
  const moments = momentsOf(action, clocks);
  const all = come(moments, action.step, w.now);
  // Whether it made a difference is asked once at a time, however long nobody looked.
  const isEffect = action.state === 'confirmed';
  const due = isEffect ? all.due.slice(0, 1) : all.due;
  const step = action.step + due.length;
  await outcome.planAction(id, step, moments[step]?.at ?? null);
  const now: Action = { ...action, step };
  if (due.includes('effect')) await askEffect(w, needs, now);
  else await followed(w, needs, session, now, due);
}

async function askEffect(w: Work, needs: Needs, action: Action): Promise<void> {
  const { outcome } = w.sessions;
  await outcome.saveAction(action.id, { effectAskedAt: w.now });
  const asked: Action = { ...action, effectAskedAt: w.now };
  const next = momentsOf(asked, await clocksOf(w, needs, asked))[asked.step];
  await outcome.planAction(action.id, asked.step, next?.at ?? null);
  await tellOwner(w, asked, `effect-${asked.step}`);
  await tellSponsors(w, asked, `effect-${asked.step}`);
  await w.refresh(await outcome.showingAction(action.id));
}

/** Of what came at once after a long silence each person hears one thing. */
async function followed(
  w: Work,
  needs: Needs,
  session: SessionRecord,
  action: Action,
  due: readonly Look[],
): Promise<void> {
  const { version, step } = action;
  const has = (what: Look): boolean => due.includes(what);
  if (has('by-word')) {
    await happen(w, needs, action, 'confirm', { by: null, changed: { byWord: true } });
    return;
  }
  if (has('waive')) {
    await noted(w, needs, action, 'waive', { by: null, changed: { effect: 'waived', endedAt: w.now } });
    return;
  }
  if (has('unanswered')) await tellLeading(w, needs, session, action, `unanswered-${version}`);
  else if (has('ask-again')) await tellOwner(w, action, `again-${version}`);
  const reminder = due.findLast((what) => what === 'soon' || what === 'tomorrow' || what === 'late');
  if (reminder) await tellOwner(w, action, `due-${reminder as 'soon' | 'tomorrow' | 'late'}-${step}`);
  if (has('late-leading')) await list(w, session, 'leading', await leadingOf(w, needs, session));
  if (has('late-sponsor')) await list(w, session, 'sponsor', await sponsorsOf(w, session.id));
}

type Whose = 'leading' | 'sponsor';
const LATE_DAYS: Readonly<Record<Whose, number>> = { leading: 14, sponsor: 28 };

/** One list for all of a session that are so late on a day. */
async function list(w: Work, session: SessionRecord, whose: Whose, told: readonly Told[]): Promise<void> {
  const id = `${session.id}/${whose}-${dayAt(w.now, session.zone)}`;
  for (const { ref } of told)
    await w.say(`actions-late:${id}`, { to: ref, attention: duty }, { view: 'sessions.actions-late', id });
}

const SHOWN = 8;

/** `id`: the session, whose list it is, and of which day. What is late when it is sent stands in it. */
export const lateView =
  (needs: Needs): Drawer =>
  async ({ w, id, to, t, there }) => {
    const [sessionId = '', rest = ''] = id.split('/');
    const whose: Whose = rest.startsWith('sponsor') ? 'sponsor' : 'leading';
    const me = to.kind === 'user' ? await needs.meOf(w, { ...to, kind: 'user' }) : null;
    const session = await w.sessions.setup.get(sessionId);
    if (!me || !session) return null;
    const viewer = await viewerOf(w, needs, session, me);
    const today = dayAt(w.now, session.zone);
    const late = (await w.sessions.outcome.actionsOf(session.id)).filter(
      (action) => isLate(action, today) && (action.dueOn ?? '') <= laterDay(today, -LATE_DAYS[whose]),
    );
    const [first] = late;
    const reader = first ? await readerOf(w, needs, session, first, me) : null;
    const isTheirs = whose === 'sponsor' ? viewer.roles.includes('sponsor') : reader?.decides === true;
    if (!isTheirs) return there ? sentence(t, 'review.outcome.late-over', { title: session.title }) : null;
    return lateCard(w, t, session, late, me.organisation, whose);
  };

function lateCard(
  w: Work,
  t: Parameters<Drawer>[0]['t'],
  session: SessionRecord,
  late: readonly Action[],
  reader: string,
  whose: Whose,
): Card {
  const how = { reader, now: w.now, zone: session.zone };
  const title = t('review.outcome.late-title', {
    count: late.length,
    days: LATE_DAYS[whose],
    title: session.title,
  });
  return {
    summary: plain(title),
    blocks: [
      body(title),
      ...late.slice(0, SHOWN).map((action) => actionRow(t, action, how)),
      ...buttons(late.length > SHOWN && listButton(t, session.id, 'actions', late.length)),
      note(t(whose === 'sponsor' ? 'review.outcome.why-late-sponsor' : 'review.outcome.why-late-leading')),
    ],
  };
}
