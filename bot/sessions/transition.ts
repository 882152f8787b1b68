/** The one function by which a session goes on: who may, what must hold, where it is then, and what follows. It looks nothing up and does nothing. */
import { failing, type GuardName } from './guards.ts';
import { after, type Phase, phaseOf } from './method.ts';
import { may } from './roles.ts';
import type { Actor, Effect, Event, Refused, Session, Standing } from './session.ts';

export type Outcome =
  | { readonly kind: 'moved'; readonly session: Session; readonly effects: readonly Effect[] }
  /** It stays where it is, and somebody hears of it. */
  | { readonly kind: 'stays'; readonly session: Session; readonly effects: readonly Effect[] }
  | ({ readonly kind: 'refused' } & Refused)
  /** A timer of what is over by now. */
  | { readonly kind: 'nothing' };

interface Turn<E extends Event = Event> {
  readonly session: Session;
  readonly standing: Standing;
  readonly event: E;
  readonly actor: Actor;
}
type Rules = { readonly [N in Event['event']]: (turn: Turn<Extract<Event, { event: N }>>) => Outcome };

const NOTHING: Outcome = { kind: 'nothing' };
const refused = (why: Exclude<Refused['why'], 'guard'>): Outcome => ({ kind: 'refused', why });

/** @param seen the version that whoever acts has seen, or for which a timer was set */
export function transition(
  session: Session,
  standing: Standing,
  event: Event,
  { actor, seen }: { readonly actor: Actor; readonly seen: number },
): Outcome {
  if (seen !== session.version) return actor === 'time' ? NOTHING : refused('moved-on');
  if (!may(session, event.event, actor)) return refused('not-yours');
  const rule = RULES[event.event] as (turn: Turn) => Outcome;
  return rule({ session, standing, event, actor });
}

const PLAN: Effect = { effect: 'plan' };
const tellAll = (what: string): Effect => ({ effect: 'tell', whom: 'all', what });

/** It is at another place, or at the same one anew. */
const moved = (session: Session, changed: Partial<Session>, effects: readonly Effect[]): Outcome => ({
  kind: 'moved',
  session: { ...session, ...changed, version: session.version + 1, nextBy: null },
  effects,
});

const without = (names: readonly GuardName[], { session, standing }: Turn): Outcome | null => {
  const guards = failing(names, session, standing);
  return guards.length === 0 ? null : { kind: 'refused', why: 'guard', guards };
};

/** Said by whoever does something that others must be able to understand later. */
const unreasoned = (reason: string): Outcome | null => (reason.trim() === '' ? refused('needs-reason') : null);

/** Into a phase, as for the first time. */
function enter(session: Session, phase: Phase, changed: Partial<Session>, before: readonly Effect[]): Outcome {
  const needsKey =
    phase.visibility === 'hidden' && phase.attribution === 'session' && session.attribution === 'unattributed';
  const makes = needsKey && !session.hasKey;
  return moved(session, { state: phase.key, was: null, extended: 0, inGrace: false, hasKey: needsKey, ...changed }, [
    ...before,
    ...(makes ? [{ effect: 'make-key' } as const] : []),
    ...(phase.input === 'private-form' ? [{ effect: 'send-forms' } as const] : []),
    ...phase.begins.map((effect) => ({ effect })),
    PLAN,
  ]);
}

/** Out of a phase, to what follows it. */
function leave(session: Session, phase: Phase): Outcome {
  const { method, hasKey } = session;
  const to = after(method, phase.key);
  const next = phaseOf(method, to);
  const isHidden = phase.visibility === 'hidden';
  const destroys: readonly Effect[] = isHidden && hasKey ? [{ effect: 'destroy-key' }] : [];
  // Where nobody leads, nobody looks it through either.
  if (isHidden && next && session.screens && !session.isSelfLed)
    return enter(session, { ...next, begins: [] }, { isScreening: true }, [...destroys, { effect: 'screen' }]);
  const before: readonly Effect[] = isHidden ? [...destroys, ...REVEALED] : [];
  if (next) return enter(session, next, {}, before);
  const ended = { state: to, was: null, extended: 0, inGrace: false, hasKey: false };
  return to === 'published'
    ? moved(session, { ...ended, edition: session.edition + 1 }, [...before, { effect: 'publish' }, PLAN])
    : moved(session, ended, [...before, { effect: 'ask-benefit' }]);
}

const REVEALED: readonly Effect[] = [{ effect: 'reveal' }, { effect: 'suggest-topics' }];

/** What was looked through is shown, and the phase goes on as if it had been at once. */
function reveal({ session }: Turn): Outcome {
  const phase = phaseOf(session.method, session.state);
  if (!session.isScreening || !phase) return refused('not-now');
  return moved(session, { isScreening: false }, [...REVEALED, ...phase.begins.map((effect) => ({ effect })), PLAN]);
}

const SCHEDULED: readonly GuardName[] = ['fields-given', 'dates-in-order', 'enough-invited'];

function open(turn: Turn): Outcome {
  const { session } = turn;
  return without(['somebody-reachable'], turn) ?? enter(session, session.method.phases[0], {}, []);
}

/** Time is up. */
function due(turn: Turn): Outcome {
  const { session, standing } = turn;
  const { state, method, inGrace } = session;
  const stays = (what: string): Outcome => ({
    kind: 'stays',
    session,
    effects: [{ effect: 'tell', whom: 'leading', what }],
  });
  if (state === 'scheduled') {
    const opened = open(turn);
    return opened.kind === 'refused' ? stays('nobody-reachable') : opened;
  }
  if (state === 'published') {
    return standing.openActions === 0 ? moved(session, { state: 'closed' }, [{ effect: 'ask-benefit' }]) : NOTHING;
  }
  if (session.isScreening) return reveal(turn);
  const phase = phaseOf(method, state);
  if (!phase?.endsByTime) return NOTHING;
  if (failing(phase.exit, session, standing).length === 0) return leave(session, phase);
  if (phase.grace === null) return stays('waits');
  if (!inGrace) {
    const grace: Effect = { effect: 'plan', grace: true, days: phase.grace };
    return moved(session, { inGrace: true }, [{ effect: 'tell', whom: 'leading', what: 'too-few' }, grace]);
  }
  return moved(session, { state: 'lapsed', was: state, inGrace: false }, [
    { effect: 'tell', whom: 'leading-and-sponsor', what: 'lapsed' },
  ]);
}

function next(turn: Turn<Extract<Event, { event: 'next' }>>): Outcome {
  const { session, standing, event, actor } = turn;
  const phase = phaseOf(session.method, session.state);
  if (!phase || actor === 'time') return refused('not-now');
  if (session.isScreening) return { kind: 'refused', why: 'guard', guards: ['screened'] };
  const missing = without(phase.exit, turn);
  if (missing) return missing;
  if (session.isSelfLed) {
    if (session.nextBy === actor.person) return refused('needs-second');
    if (session.nextBy === null)
      return { kind: 'stays', session: { ...session, nextBy: actor.person }, effects: [{ effect: 'ask-second' }] };
  } else if (phase.visibility === 'hidden' && standing.unfinished > 0 && !event.sure) return refused('not-sure');
  return leave(session, phase);
}

const isLive = ({ method, state }: Session): boolean => state === 'scheduled' || phaseOf(method, state) !== null;

const RULES: Rules = {
  schedule: (turn) =>
    turn.session.state !== 'draft'
      ? refused('not-now')
      : (without(SCHEDULED, turn) ??
        moved(turn.session, { state: 'scheduled' }, [{ effect: 'give-reference' }, { effect: 'invite' }, PLAN])),

  edit: ({ session }) => (session.state === 'scheduled' ? moved(session, { state: 'draft' }, []) : refused('not-now')),

  open: (turn) => (turn.session.state === 'scheduled' ? open(turn) : refused('not-now')),

  extend: ({ session, event: { days } }) => {
    const phase = phaseOf(session.method, session.state);
    if (!phase || phase.window === null) return refused('not-now');
    const { most, days: longest } = phase.extensions;
    if (session.extended >= most) return refused('too-often');
    if (!Number.isInteger(days) || days < 1 || days > longest) return refused('too-long');
    return moved(session, { extended: session.extended + 1, inGrace: false }, [
      tellAll('extended'),
      { effect: 'plan', days },
    ]);
  },

  next,
  reveal,
  due,

  'ask-again': ({ session, event }) => {
    const phase = phaseOf(session.method, session.state);
    const earlier = phase?.asksAgain === undefined ? null : phaseOf(session.method, phase.asksAgain);
    if (!earlier || session.isScreening) return refused('not-now');
    if (session.askedAgain.includes(earlier.key)) return refused('asked-before');
    const askedAgain = [...session.askedAgain, earlier.key];
    return unreasoned(event.question) ?? enter(session, earlier, { askedAgain }, [tellAll('asked-again')]);
  },

  'accept-objection': ({ session }) => {
    const phase = phaseOf(session.method, session.state);
    const back = phase?.fallsBack === undefined ? null : phaseOf(session.method, phase.fallsBack);
    return back ? enter(session, back, {}, [tellAll('objection-accepted')]) : refused('not-now');
  },

  amend: ({ session, event }) =>
    session.state === 'published'
      ? (unreasoned(event.reason) ?? moved(session, { edition: session.edition + 1 }, [{ effect: 'publish' }, PLAN]))
      : refused('not-now'),

  close: ({ session, event }) =>
    session.state === 'published'
      ? (unreasoned(event.reason) ??
        moved(session, { state: 'closed' }, [tellAll('closed'), { effect: 'ask-benefit' }]))
      : refused('not-now'),

  reopen: ({ session, event }) => {
    const at = phaseOf(session.method, session.method.reopensAt);
    if (!at || !session.method.publishes || (session.state !== 'published' && session.state !== 'closed'))
      return refused('not-now');
    // What is published stays so, and whoever took part before may be asked once more.
    return (
      unreasoned(event.reason) ??
      enter(session, at, { askedAgain: [] }, [{ effect: 'mark-under-review' }, { effect: 'invite' }])
    );
  },

  pause: ({ session, event }) =>
    isLive(session)
      ? (unreasoned(event.reason) ??
        moved(session, { state: 'paused', was: session.state }, [
          tellAll('paused'),
          ...(event.holds ? [{ effect: 'hold' } as const] : []),
        ]))
      : refused('not-now'),

  resume: ({ session }) =>
    session.state === 'paused' && session.was !== null
      ? moved(session, { state: session.was, was: null }, [tellAll('resumed'), { effect: 'plan', shifted: true }])
      : refused('not-now'),

  cancel: ({ session, event }) => {
    // What was published once is amended, or closed: it cannot be made not to have been.
    if (session.edition > 0 || session.state === 'cancelled' || session.state === 'closed') return refused('not-now');
    return (
      unreasoned(event.reason) ??
      moved(session, { state: 'cancelled', was: null, hasKey: false, inGrace: false, isScreening: false }, [
        ...(session.hasKey ? [{ effect: 'destroy-key' } as const] : []),
        tellAll('cancelled'),
        { effect: 'plan-deletion' },
        { effect: 'hand-actions-to-sponsor' },
      ])
    );
  },

  'go-on': ({ session, event }) => {
    if (session.state !== 'lapsed' || session.was === null) return refused('not-now');
    switch (event.how) {
      case 'longer':
        return moved(session, { state: session.was, was: null }, [tellAll('goes-on'), PLAN]);
      case 'live':
        return moved(session, { state: 'scheduled', was: null }, [tellAll('goes-live'), PLAN]);
      case 'stop':
        return moved(session, { state: 'cancelled', was: null, hasKey: false }, [
          ...(session.hasKey ? [{ effect: 'destroy-key' } as const] : []),
          session.attribution === 'unattributed' ? { effect: 'delete-unshown' } : { effect: 'plan-deletion' },
          tellAll('stopped'),
        ]);
    }
  },
};
