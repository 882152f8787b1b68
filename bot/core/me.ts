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
  /** From outside the workspace or a guest in it. */
  readonly outside: boolean;
}
