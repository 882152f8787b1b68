/** What people need from other features, handed over by assemble. */
import type { Me } from '../core/me.ts';
import type { Work } from '../core/work.ts';

/** How somebody hears of a community. */
export interface Heard {
  readonly id: string;
  readonly name: string;
  readonly hears: string;
}

export interface Needs {
  /** Of the communities that somebody is in and may know of, those for which they chose how they hear of them, by name. */
  hearingOf(w: Work, me: Me, limit: number): Promise<readonly Heard[]>;
  /** Chooses it anew; nothing where they are not in it or it is none of the ways. */
  hearFrom(w: Work, me: Me, community: string, how: string): Promise<void>;
}
