/** What calendars need of other features; assemble hands it in. */
import type { Me } from '../core/me.ts';
import type { Work } from '../core/work.ts';

/** A community that somebody leads. */
export interface Led {
  readonly id: string;
  readonly name: string;
}

export interface Needs {
  /** Those that a person leads and may see from here; with words, those that they may mean by them. */
  readonly ledBy: (w: Work, me: Me, words: string) => Promise<readonly Led[]>;
  /** One of those by its id; null for any other. */
  readonly ledOne: (w: Work, me: Me, community: string) => Promise<Led | null>;
  /** Told of a community whose calendar was changed. */
  readonly changed: (w: Work, community: string) => Promise<void>;
}
