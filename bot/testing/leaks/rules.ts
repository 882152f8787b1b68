/** Who may read what, said once more and on its own: nothing here is the product's, so that the two can be compared. */

export type Access = 'open' | 'request' | 'hidden';
export type Part = 'member' | 'facilitator' | 'lead';

/** A community as the rules see it. */
export interface Group {
  readonly access: Access;
  /** Organisations that agreed to share it. */
  readonly shared: ReadonlySet<string>;
  /** By person. */
  readonly members: ReadonlyMap<string, Part>;
}

/** Somebody at one of their accounts. */
export interface Reader {
  readonly person: string;
  /** Of the account with which they look. */
  readonly organisation: string;
  /** A guest, from outside, or nobody could say who they are. */
  readonly outside: boolean;
}

/** A channel: what its kind and its binding say of who can ever open it. */
export interface Room {
  readonly organisation: string;
  /** everybody in the workspace, who is in it, people of several organisations, or nobody knows. */
  readonly opens: 'workspace' | 'members' | 'several' | 'nobody';
}

/** That it is there: its name, its purpose, how many are in it. */
export const mayKnow = ({ person, organisation, outside }: Reader, { access, shared, members }: Group): boolean =>
  shared.has(organisation) && (members.has(person) || (access !== 'hidden' && !outside));

/** What is asked and answered in it, and who is in it. */
export const mayRead = ({ person, organisation, outside }: Reader, { access, shared, members }: Group): boolean =>
  shared.has(organisation) && (members.has(person) || (access === 'open' && !outside));

/** Who asks to be let in, and its channels. */
export const mayKeep = ({ person, organisation }: Reader, { shared, members }: Group): boolean =>
  shared.has(organisation) && ['facilitator', 'lead'].includes(members.get(person) ?? '');

/** Whether it may come to have a channel there. */
export const mayBind = ({ organisation, opens }: Room, { access, shared }: Group): boolean =>
  shared.has(organisation) && (opens === 'members' || (opens === 'workspace' && access === 'open'));

/** What is private reaches the person, whichever of their accounts they have it in: one of them may read it. */
export const withAny = (
  rule: (reader: Reader, group: Group) => boolean,
  accounts: readonly Reader[],
  group: Group,
): boolean => accounts.some((account) => rule(account, group));
