/** Sessions: runs of guided methods. Puts their parts together; each is a folder of its own. */

import type { FactKind, FactOf } from '../core/facts.ts';
import type { Feature, Listener } from '../core/feature.ts';
import type { Inbound } from '../core/inbound.ts';
import type { Work } from '../core/work.ts';
import type { Flow } from './flow.ts';
import type { Needs } from './needs.ts';
import { createOutcome } from './outcome/index.ts';
import type { SessionPart } from './parts.ts';
import { privatelyOf } from './privately.ts';
import { reportPart } from './report/index.ts';
import { createSense } from './sense/index.ts';
import { start } from './setup/create.ts';
import { setupPart } from './setup/index.ts';
import './stores.ts';
import { createWriting } from './writing/index.ts';

export type { Flow } from './flow.ts';
export type { Needs } from './needs.ts';
export { actionsSection, fromBefore, fromBeforeBlocks, myActions } from './outcome/index.ts';
export { createSummaries, type Summaries } from './report/index.ts';
export { createSessionTimers, type SessionTimers } from './run.ts';
export { homeSection } from './setup/home.ts';

/** What moves sessions, with all their parts. */
export function createFlow(needs: Needs): Flow {
  const parts: SessionPart[] = [];
  const flow: Flow = { needs, parts };
  // The report is last: what it prints is what the others have made of the same move.
  parts.push(setupPart(flow), createWriting(flow), createSense(needs), createOutcome(flow), reportPart(flow));
  return flow;
}

export function wire(flow: Flow): Feature {
  const { parts } = flow;
  const [missed, another] = parts.flatMap((part) => part.missed ?? []);
  if (another) throw new Error('two parts look into what was missed');
  return {
    name: 'sessions',
    // "Review of parking permits?" is how people talk.
    commands: { review: { handle: (turn) => start(turn, flow) } },
    shortcuts: { 'review-about': (turn) => start(turn, flow, turn.event.on) },
    actions: together(parts, 'actions'),
    forms: together(parts, 'forms'),
    draws: together(parts, 'draws'),
    searches: together(parts, 'searches'),
    reads: together(parts, 'reads'),
    acts: {
      press: parts.flatMap(({ acts }) => acts?.press ?? []),
      submit: parts.flatMap(({ acts }) => acts?.submit ?? []),
    },
    privately: privatelyOf(parts),
    reply: first(parts.flatMap(({ reply }) => reply ?? [])),
    edited: first(parts.flatMap(({ edited }) => edited ?? [])),
    ...(missed && { missed }),
    looks: parts.flatMap(({ looks }) => looks ?? []),
    follows: follows(parts),
  };
}

/** The handlers of one kind of all parts. @throws Error where two have one name */
function together<K extends 'actions' | 'forms' | 'draws' | 'searches' | 'reads'>(
  parts: readonly SessionPart[],
  kind: K,
): NonNullable<SessionPart[K]> {
  const all = parts.flatMap((part) => Object.entries(part[kind] ?? {}));
  const names = all.map(([name]) => name);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) throw new Error(`two of ${kind} are called ${twice}`);
  return Object.fromEntries(all) as NonNullable<SessionPart[K]>;
}

/** The first that does not pass it on. */
const first =
  <E extends Inbound>(listeners: readonly Listener<E>[]): Listener<E> =>
  async (turn) => {
    for (const listen of listeners) {
      const heard = await listen(turn);
      if (heard !== null) return heard;
    }
    return null;
  };

/** Each fact for every part that follows it, in their order. */
function follows(parts: readonly SessionPart[]): NonNullable<Feature['follows']> {
  const kinds = new Set(parts.flatMap((part) => Object.keys(part.follows ?? {}) as FactKind[]));
  const one = (kind: FactKind) => async (w: Work, fact: FactOf<FactKind>) => {
    for (const part of parts)
      await (part.follows?.[kind] as ((w: Work, fact: FactOf<FactKind>) => Promise<void>) | undefined)?.(w, fact);
  };
  return Object.fromEntries([...kinds].map((kind) => [kind, one(kind)])) as NonNullable<Feature['follows']>;
}
