/** What travels with a form in which a lesson, a recommendation or an action is written. */

export interface Context {
  readonly session: string;
  /** What is written anew; '' for a new one. */
  readonly id: string;
  /** As it was when the form was opened. */
  readonly version: string;
  /** What was to be asked once was asked: whether it must name somebody, or is the same as another. */
  readonly seen: boolean;
}

export const ofNew = (session: string): Context => ({ session, id: '', version: '', seen: false });

export const ofKnown = (session: string, one: { id: string; version: number }, seen: boolean): Context => ({
  session,
  id: one.id,
  version: String(one.version),
  seen,
});

export const carried = ({ session, id, version, seen }: Context): string =>
  [session, id, version, seen ? 'seen' : ''].join('/');

export function readContext(context: string): Context {
  const [session = '', id = '', version = '', seen = ''] = context.split('/');
  return { session, id, version, seen: seen === 'seen' };
}
