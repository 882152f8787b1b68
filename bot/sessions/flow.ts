/** Moves a session: reads how it stands, asks the engine, keeps what comes of it, and does what follows. In one transaction. */
import type { Work } from '../core/work.ts';
import { dayAt } from './days.ts';
import { methodOf } from './methods/index.ts';
import type { Needs } from './needs.ts';
import type { SessionPart } from './parts.ts';
import { plan } from './planning.ts';
import type { SessionRecord } from './record.ts';
import type { Actor, Event, Session, Standing } from './session.ts';
import { missingFields } from './setup/fields.ts';
import { type Outcome, transition } from './transition.ts';
import { rolesOf } from './viewer.ts';

/** What moves sessions, with what each part does for it. */
export interface Flow {
  readonly needs: Needs;
  readonly parts: readonly SessionPart[];
}

export type Moved =
  | Exclude<Outcome, { kind: 'moved' | 'stays' }>
  | { readonly kind: 'moved' | 'stays'; readonly session: SessionRecord };

/**
 * Something that a person does, or time.
 * @param how.seen the version that they have seen; absent: whatever it is now
 * @param how.cause the same for the same doing, however often it comes
 * @returns null where there is no such session, or the same cause came before
 */
export async function act(
  w: Work,
  flow: Flow,
  id: string,
  event: Event,
  how: { readonly by: string | 'time'; readonly seen?: number; readonly cause: string },
): Promise<Moved | null> {
  const was = await w.sessions.setup.hold(id);
  if (!was) return null;
  const actor: Actor = how.by === 'time' ? 'time' : await rolesOf(w, flow.needs, was, how.by);
  const outcome = transition(engineOf(was), await standingOf(w, flow, was), event, {
    actor,
    seen: how.seen ?? was.version,
  });
  if (outcome.kind === 'refused' || outcome.kind === 'nothing') return outcome;
  const by = how.by === 'time' ? null : how.by;
  const { state, version } = outcome.session;
  const added = await w.sessions.setup.happened(id, {
    cause: how.cause,
    event: event.event,
    by,
    from: was.state,
    to: state,
    version,
    reason: reasonOf(event),
  });
  if (!added) return null;
  const { method, ...changed } = outcome.session;
  const hasMoved = outcome.kind === 'moved';
  await w.sessions.setup.save(id, {
    ...changed,
    ...(state !== was.state && { since: w.now }),
    ...(event.event === 'ask-again' && { question: event.question.trim() }),
    ...(state === 'published' && was.publishedAt === null && { publishedAt: w.now }),
  });
  for (const effect of outcome.effects) {
    const session = await kept(w, id);
    if (effect.effect === 'plan') await plan(w, flow.needs, session, was, effect);
    for (const part of flow.parts) await part.effect?.(w, flow.needs, session, effect, by);
  }
  // What was set for the state before does nothing any more; it need not come either.
  if (hasMoved && !outcome.effects.some(({ effect }) => effect === 'plan'))
    for (const kind of ['due', 'remind', 'silent'] as const) await w.sessions.setup.timer(id, kind, null, version);
  if (by) await flow.needs.acted(w, by, was.community);
  await redraw(w, id);
  return { kind: outcome.kind, session: await kept(w, id) };
}

/** Draws every card of a session again. */
export const redraw = (w: Work, id: string): Promise<void> =>
  w.refresh([`session:${id}`, `session-own:${id}`, `session-lead:${id}`]);

async function kept(w: Work, id: string): Promise<SessionRecord> {
  const session = await w.sessions.setup.get(id);
  if (!session) throw new Error('a session is gone while it is moved');
  return session;
}

/** A session as the engine sees it. */
export const engineOf = (record: SessionRecord): Session => ({
  method: methodOf(record.method),
  state: record.state,
  version: record.version,
  edition: record.edition,
  attribution: record.attribution,
  k: record.k,
  isSelfLed: record.isSelfLed,
  was: record.was,
  extended: record.extended,
  inGrace: record.inGrace,
  askedAgain: record.askedAgain,
  screens: record.screens,
  isScreening: record.isScreening,
  hasKey: record.hasKey,
  nextBy: record.nextBy,
});

/** Nothing has come of it yet. */
const NONE: Standing = {
  missingFields: [],
  datesInOrder: true,
  invited: 0,
  reachable: 0,
  contributors: 0,
  unfinished: 0,
  unplaced: 0,
  undiscussed: 0,
  lessons: 0,
  noLessonReason: false,
  unanswered: 0,
  vague: 0,
  openObjections: 0,
  namesFound: 0,
  sponsorOwes: 0,
  openActions: 0,
};

/** What is so of a session now. */
export async function standingOf(w: Work, { parts }: Pick<Flow, 'parts'>, session: SessionRecord): Promise<Standing> {
  const people = await w.sessions.setup.people(session.id);
  const invited = people.filter((one) => one.parts.includes('participant') && !one.left);
  let standing: Standing = {
    ...NONE,
    missingFields: missingFields(session, people),
    datesInOrder: inOrder(session, w.now),
    invited: invited.length,
    reachable: invited.filter(({ reachable }) => reachable).length,
    noLessonReason: (session.noLesson ?? '').trim() !== '',
  };
  for (const part of parts) standing = { ...standing, ...(await part.standing?.(w, session)) };
  return standing;
}

/** The event has begun before it ends, and before people are asked about it; what is asked opens in the future. */
function inOrder({ startsOn, endsOn, opensAt, state, zone }: SessionRecord, now: Date): boolean {
  if (endsOn !== null && endsOn < startsOn) return false;
  if (opensAt === null) return true;
  if (state === 'draft' && opensAt < now) return false;
  return startsOn <= dayAt(opensAt, zone);
}

function reasonOf(event: Event): string | null {
  if ('reason' in event) return event.reason;
  return event.event === 'ask-again' ? event.question : null;
}
