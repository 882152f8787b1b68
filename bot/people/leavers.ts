/** An account that is closed: its person has left with the last that they had. */
import type { UserRef } from '../core/ref.ts';
import type { Work } from '../core/work.ts';

export async function leave(w: Work, account: UserRef): Promise<void> {
  const closed = await w.people.deactivate(account);
  if (closed?.left) await w.fact({ fact: 'PersonLeft', person: closed.person });
}
