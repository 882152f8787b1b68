/** A world to leak from: its communities and channels, whoever tries them, and the words by which it is known what leaked. */
import type { Actor, Place, Stage } from '../stage.ts';
import type { OtherIds } from './ids.ts';
import { type Access, type Group, mayBind, type Part, type Reader, type Room } from './rules.ts';

/** `local` is open, and of one organisation alone. */
export const KEYS = ['open', 'request', 'hidden', 'local'] as const;
export type Key = (typeof KEYS)[number];

/** What of a community carries a word: what whoever knows of it may see, what readers may, what who looks after it may. */
export const KNOWN = ['name', 'purpose'] as const;
export const READ = ['question', 'answer', 'asker', 'answerer', 'greeter', 'hello'] as const;
/** Of who asks to be let in. */
export const ASKING = ['why', 'waiter'] as const;
export const KEPT = [...ASKING, 'channel'] as const;
/** `item` is kept in its library. `surname` is of somebody who is to be seen outside by first name alone; `gone` the name of who has left; `tag` is shown to nobody. */
export const SAID = [...KNOWN, ...READ, ...KEPT, 'surname', 'gone', 'tag', 'question2', 'answer2', 'item'] as const;
export type Said = (typeof SAID)[number];

/** Never typed by anybody: whoever reads it was shown it. */
export const wordOf = (said: Said, key: Key): string => `q${said}${key}z`;

/** What people type to get at them: in everything that is written of them. */
export const TYPED: Readonly<Record<Key, string>> = {
  open: 'harbour',
  request: 'kiln',
  hidden: 'lantern',
  local: 'meadow',
};

export const ORGANISATIONS = { a: 'Ashcombe Council', b: 'Brackenford Council', c: 'Corvale Homes' } as const;
export type Organisation = keyof typeof ORGANISATIONS;

/** Where the one works who answers, and has a first name for others and a whole one for colleagues. */
export const homeOf = (key: Key): string => (key === 'local' ? 'a' : 'b');

/** Somebody of whom every surface is tried. */
export interface Row extends Reader {
  readonly key: string;
  readonly actor: Actor;
  /** All accounts of the human being. */
  readonly accounts: readonly Reader[];
  /** Invited, and not yet answered. */
  readonly invited?: readonly Key[];
  /** Asked to be let in. */
  readonly waits?: readonly Key[];
  /** Theirs to decide for their organisation: whether to share it, or to let another share it. */
  readonly decides?: readonly Key[];
  /** Accepted its rules for their organisation, which still shares it: they know what they accepted. */
  readonly agreed?: readonly Key[];
  /** Had a part in it until their organisation withdrew, and are told of that. */
  readonly ended?: readonly Key[];
  /** May let people in, as whoever looks after it has not answered them. */
  readonly late?: readonly Key[];
  /** Was passed a question of it, and reads it. */
  readonly passed?: readonly Key[];
  /** Has its digest in private. */
  readonly digest?: readonly Key[];
  /** Words of their own, which only they and whoever may read them see. */
  readonly own?: readonly string[];
}

export interface Bound {
  readonly key: string;
  readonly place: Place;
  readonly room: Room;
  /** For which community it was tried; null: for none. */
  readonly tried: Key | null;
  /** It was taken out of it. */
  readonly isOut?: true;
}

export interface World {
  readonly s: Stage;
  readonly rows: readonly Row[];
  readonly rooms: readonly Bound[];
  readonly ids: Readonly<Record<Key, string>>;
  readonly groups: Readonly<Record<Key, MutableGroup>>;
  /** Ids that somebody might send: by what they are of, for each community. */
  readonly questions: Readonly<Record<Key, string>>;
  readonly replies: Readonly<Record<Key, string>>;
  /** Of what is asked in each and carries a word, what was asked last: older ones are cut off where only some are shown. */
  readonly newest: Said;
  readonly others: OtherIds;
  row(key: string): Row;
  /** Somebody of Ashcombe who will ask to be let into what is open now. */
  readonly waiter: Actor;
  /** The cast of a community, who act in it. */
  cast(key: Key): { readonly asker: Actor; readonly answerer: Actor };
  /** Words that are not a community's, and the rows that may see each. */
  readonly extras: readonly { readonly word: string; readonly may: readonly string[] }[];
}

export interface MutableGroup extends Group {
  access: Access;
  readonly shared: Set<string>;
  readonly members: Map<string, Part>;
}

/** Of them, what is shared with Brackenford. */
export const SHARED: readonly Key[] = ['open', 'request', 'hidden'];

/** The community of which a room is one, as the rules have it; null for none. */
export const boundTo = ({ groups }: Pick<World, 'groups'>, { tried, room }: Bound): Key | null =>
  tried && mayBind(room, groups[tried]) ? tried : null;
