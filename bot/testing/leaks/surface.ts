/** One way in which somebody could come to see something, as a function from a person to all that they saw by it; and what they may see by any. */
import { mayKeep, mayKnow, mayRead, type Reader } from './rules.ts';
import {
  type Bound,
  homeOf,
  KEPT,
  type Key,
  KNOWN,
  type MutableGroup,
  READ,
  type Row,
  type Said,
  type World,
} from './world.ts';

/** What somebody may of a community. */
export interface Right {
  readonly knows: boolean;
  readonly reads: boolean;
  readonly keeps: boolean;
}

export interface Surface {
  readonly name: string;
  /** At most four letters, above its column. */
  readonly short: string;
  /** What is to be seen by it, so that it cannot pass by showing nothing. */
  readonly must?: (right: Right, key: Key, row: Row) => readonly Said[];
  /** Less than what the person themselves may see: others read it too. */
  readonly may?: (key: Key, group: MutableGroup) => readonly Said[];
  /** More than that: they are where others let it be seen. */
  readonly also?: (key: Key, row: Row) => readonly Said[];
  /** It is about what was put to the person alone: an invitation, a request of theirs, what ended for them. */
  readonly isPersonal?: true;
  /** It is about what they decide for their organisation, or accepted for it. */
  readonly isGoverning?: true;
  /** It waits for what is sent: one person after the other, so that none waits for what another sends. */
  readonly sends?: true;
  /** It sends ids that somebody may have kept. */
  readonly sendsIds?: true;
  /** Tried by these alone; by everybody where absent. */
  readonly by?: readonly string[];
  /** It reaches the person, whichever account they look with. */
  readonly isPrivate?: true;
  run(world: World, row: Row): Promise<readonly string[]>;
}

export const rightOf = (reader: Reader, group: MutableGroup): Right => ({
  knows: mayKnow(reader, group),
  reads: mayRead(reader, group),
  keeps: mayKeep(reader, group),
});

/** What anybody with such a right may see. @param isColleague of who is to be seen by first name outside */
export const allowed = ({ knows, reads, keeps }: Right, isColleague: boolean): readonly Said[] => [
  ...(knows ? [...KNOWN, 'tag' as const] : []),
  ...(reads ? [...READ, 'question2' as const, 'answer2' as const, 'item' as const] : []),
  ...(reads && isColleague ? (['surname'] as const) : []),
  ...(keeps ? KEPT : []),
];

/** What everybody who is in a channel of a community may see there. */
export const inRoom = ({ room }: Bound, key: Key): readonly Said[] =>
  allowed({ knows: true, reads: true, keeps: false }, room.organisation === homeOf(key));
