/** The person who did something, as a handler knows them. */
import type { UserRef } from './ref.ts';

export interface Me {
  readonly person: string;
  readonly identity: string;
  readonly organisation: string;
  readonly organisationName: string;
  readonly name: string;
  readonly ref: UserRef;
  readonly locale: string;
  readonly zone: string;
  /** From outside the workspace or a guest in it. @throws Unchecked while that is not known */
  readonly outside: boolean;
  /** The platform has not said yet who this is: what they may see is what somebody from outside may. */
  readonly unchecked?: true;
}

/**
 * Whether somebody is a guest or from outside had to be known for an answer, and is not. A handler leaves it alone: the
 * person hears that they could not be checked, instead of something that is false for a colleague.
 */
export class Unchecked extends Error {
  constructor() {
    super('unchecked');
  }
}

/** Whether somebody is from outside, or may be: for what is merely not offered to them, where nobody need hear why. */
export const mayBeOutside = (me: Pick<Me, 'outside' | 'unchecked'>): boolean => me.unchecked === true || me.outside;

/** Somebody of whom the platform has not said who they are. */
export const unchecked = (me: Omit<Me, 'outside' | 'unchecked'>): Me => ({
  ...me,
  unchecked: true,
  get outside(): boolean {
    throw new Unchecked();
  },
});
