/** What a part of sessions (writing, making sense, outcome, report) does when a session moves; index.ts puts them together. */
import type { Block, Button } from '../core/card.ts';
import type { Feature } from '../core/feature.ts';
import type { ConversationRef, UserRef } from '../core/ref.ts';
import type { Text } from '../core/text.ts';
import type { Key, Translate } from '../core/translate.ts';
import type { Work } from '../core/work.ts';
import type { Needs } from './needs.ts';
import type { Part, SessionRecord, TimerKind } from './record.ts';
import type { Effect, Role, Standing } from './session.ts';

/** Somebody who looks at a session, and what they are in it. */
export interface Viewer {
  readonly person: string;
  readonly roles: readonly Role[];
}

export type Asked = Pick<
  Feature,
  | 'actions'
  | 'forms'
  | 'privately'
  | 'draws'
  | 'searches'
  | 'reply'
  | 'edited'
  | 'missed'
  | 'follows'
  | 'looks'
  | 'reads'
  | 'acts'
>;

export interface SessionPart extends Asked {
  /** What it does for effects of the engine; others' effects are left alone. In the transaction of the move. */
  effect?(w: Work, needs: Needs, session: SessionRecord, effect: Effect, by: string | null): Promise<void>;
  /** What it counts of how a session stands. */
  standing?(w: Work, session: SessionRecord): Promise<Partial<Standing>>;
  /** A timer of its own kinds is due: the session is as it was when it was set, but for kinds that do not end with a phase (run.ts). */
  timers?: { readonly [K in TimerKind]?: (w: Work, needs: Needs, session: SessionRecord) => Promise<void> };
  /** What a person's own card of a session shows and offers while it is in a state: blocks under a line of its own. */
  panel?(w: Work, t: Translate, session: SessionRecord, viewer: Viewer): Promise<readonly Block[]>;
  /** What whoever presses Next is asked first, once: a key of the catalogue; null: nothing. */
  nextAsks?(w: Work, session: SessionRecord): Promise<Key | null>;
  /** What the card of whoever leads shows and offers besides. */
  leading?(w: Work, t: Translate, session: SessionRecord): Promise<readonly Block[]>;
  /** Somebody came into a session that is under way. */
  came?(w: Work, needs: Needs, session: SessionRecord, person: string, part: Part): Promise<void>;
  /** Somebody else leads it from now on: what waited for whoever did is put to them. */
  ledAnew?(w: Work, needs: Needs, session: SessionRecord): Promise<void>;
  /** What the session's cards say of how it goes: to whoever reads there. */
  lines?(w: Work, t: Translate, session: SessionRecord, to: ConversationRef | UserRef): Promise<readonly Text[]>;
  /** What is shown of earlier ones while a session is set up. */
  before?(w: Work, t: Translate, session: SessionRecord): Promise<readonly Block[]>;
  /** What the card in a channel offers: buttons whose press is answered privately. */
  offers?(t: Translate, session: SessionRecord): readonly Button[];
}
