/** What a method is: an after-action review, a peer assist, a hot seat ... as data. The engine (transition.ts) knows none of them. */
import type { Key } from '../core/translate.ts';
import '../words/keys.ts';
import type { GuardName } from './guards.ts';

/** How people put something in: in a form that nobody else sees, in a thread, together at one time, or not at all. */
export type Input = 'private-form' | 'thread' | 'live' | 'none';

export interface Phase {
  /** The state in which a session is while this goes on. */
  readonly key: string;
  readonly input: Input;
  /** hidden: what is put in is shown to nobody until the phase ends, and then all at once. */
  readonly visibility: 'hidden' | 'visible';
  /** session: whether names are kept with it is the session's choice. named: they always are. */
  readonly attribution: 'session' | 'named';
  /** How long it is open: working days, or minutes where people are together; null: until somebody moves on. */
  readonly window: { readonly days: number } | { readonly minutes: number } | null;
  /** What follows from its beginning, besides what its input brings. */
  readonly begins: readonly ('send-draft' | 'ask-sponsor')[];
  /** Whether its window's end moves it on, where its guards hold. */
  readonly endsByTime: boolean;
  /** What must hold before it can be left for the next. */
  readonly exit: readonly GuardName[];
  /** How often it may be made longer, and by how many working days each time. */
  readonly extensions: { readonly most: number; readonly days: number };
  /** Working days that it waits for more, where time is up and too few took part: then it lapses. Null: it waits for a person. */
  readonly grace: number | null;
  /** The earlier phase that can be opened once more from here with a new question, keeping everything. */
  readonly asksAgain?: string;
  /** The earlier phase to which an objection leads back. */
  readonly fallsBack?: string;
}

/** One thing that people are asked in a form that nobody else sees. */
export interface Question {
  /** What is said in answer is kept by it. */
  readonly key: string;
  /** The question itself. */
  readonly asks: Key;
  /** What stands above what was said in answer. */
  readonly about: Key;
  /** How to answer it. */
  readonly how?: Key;
  /** Of the form, from 1. */
  readonly step: number;
  /** points: each line is one. choice: one of several, counted, and never shown as somebody's words. */
  readonly kind: 'points' | 'choice';
  readonly options?: readonly { readonly value: string; readonly says: Key }[];
  /** What is said here goes to whoever leads before anything is shown. */
  readonly urgent?: true;
}

export interface Questions {
  /** What filling them in takes. */
  readonly minutes: number;
  readonly asked: readonly Question[];
}

export interface Method {
  readonly key: string;
  readonly phases: readonly [Phase, ...Phase[]];
  /** Whether what comes of it is published, and then closed; else it is closed at once. */
  readonly publishes: boolean;
  /** The phase in which it goes on once it is opened again. */
  readonly reopensAt: string;
  /** Whether it can do without a facilitator: any two who take part move it on. */
  readonly selfLed: boolean;
  /** How many must have taken part before anything is shown. */
  readonly contributors: number;
  /** People who can be invited. */
  readonly people: { readonly min: number; readonly max: number };
  /** What is asked where people write apart. */
  readonly questions?: Questions;
}

/** Fewer than these are never enough for words without names: whoever reads them would guess. */
export const FEWEST_UNNAMED = 3;
export const USUAL_UNNAMED = 4;

export const phaseOf = (method: Method, key: string): Phase | null =>
  method.phases.find((phase) => phase.key === key) ?? null;

/** The state that follows a phase by itself. */
export function after(method: Method, key: string): string {
  const at = method.phases.findIndex((phase) => phase.key === key);
  return method.phases[at + 1]?.key ?? (method.publishes ? 'published' : 'closed');
}
