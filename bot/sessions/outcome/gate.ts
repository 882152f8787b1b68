/** What an action must say before it is one: who does it, by when, and how one will know. Without that it can only be put to the sponsor. */
import { dateIn, dayOf } from '../days.ts';

/** As it stands in the form. */
export interface Typed {
  readonly text: string;
  /** Somebody's id; '' where nobody was chosen. */
  readonly owner: string;
  readonly due: string;
  readonly measure: string;
}

export type Lack =
  | 'owner-missing'
  /** Something else than one person: a team, or somebody who cannot be asked here. */
  | 'owner-not-one'
  | 'due-missing'
  /** "ASAP" and its kind, and days that no calendar has. */
  | 'due-no-day'
  | 'due-past'
  | 'due-far'
  | 'measure-missing'
  /** "When it is done" says nothing that anybody could look at. */
  | 'measure-empty';

/** Longer than this is no date that anybody works towards. */
const FURTHEST_DAYS = 3 * 366;
const EMPTY =
  /^(?:(?:when(?:ever)? )?(?:it(?:['’]?s| is) )?(?:all )?(?:done|finished|complete(?:d)?|implemented|sorted|ready)|asap|as soon as possible|soon|tb[acd]|to be (?:agreed|confirmed|decided)|n ?\/? ?a|none|nothing|yes|ok|[\W_]*)$/i;

/**
 * What it lacks, at most one thing for each of the three.
 * @param today there, such as 2026-11-26
 * @param isOne whether the owner is one person who can be asked
 */
export function lacking(typed: Typed, { today, isOne }: { today: string; isOne: boolean }): readonly Lack[] {
  const lacks = [ownerLack(typed.owner, isOne), dueLack(typed.due, today), measureLack(typed.measure)];
  return lacks.filter((lack) => lack !== null);
}

function ownerLack(owner: string, isOne: boolean): Lack | null {
  if (owner.trim() === '') return 'owner-missing';
  return isOne ? null : 'owner-not-one';
}

export function dueLack(due: string, today: string): Lack | null {
  if (due.trim() === '') return 'due-missing';
  const day = dayOf(due);
  if (day === null) return 'due-no-day';
  const ahead = dateIn(day) - dateIn(today);
  if (ahead <= 0) return 'due-past';
  return ahead > FURTHEST_DAYS ? 'due-far' : null;
}

function measureLack(measure: string): Lack | null {
  const said = measure.trim().replace(/[.!]+$/, '');
  if (said === '') return 'measure-missing';
  return EMPTY.test(said) ? 'measure-empty' : null;
}
