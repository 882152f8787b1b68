/** Where somebody has their private messages: one account of theirs, whichever of them a message was meant for. */
import { type ConversationRef, refKey, type UserRef } from '../bot/core/ref.ts';
import type { Destination } from '../bot/core/work.ts';
import type { Tx } from './work.ts';

interface AccountRow {
  platform: string;
  ref: string;
}

/**
 * A destination as its person prefers it: in the account that they chose, but for what is about an account or a home
 * page; below something that is shown to them, where that is.
 */
export async function wherePreferred(tx: Tx, at: Destination): Promise<Destination> {
  if (!('attention' in at) || at.exactly) return at;
  const { to } = at;
  const [chosen] = at.under
    ? await tx.$queryRaw<AccountRow[]>`
        SELECT t.platform, t.ref FROM identity f JOIN identity t ON t.person_id = f.person_id
        JOIN outgoing o ON o.subject = ${at.under} AND o.destination = t.platform || '/user/' || t.ref
        WHERE f.platform = ${to.platform} AND f.ref = ${to.id} ORDER BY o.seq DESC LIMIT 1`
    : await tx.$queryRaw<AccountRow[]>`
        SELECT t.platform, t.ref FROM identity f JOIN preference p ON p.person_id = f.person_id
        JOIN identity t ON t.id = p.place_id AND t.person_id = f.person_id AND t.active
        WHERE f.platform = ${to.platform} AND f.ref = ${to.id}`;
  return chosen ? { ...at, to: { kind: 'user', platform: chosen.platform, id: chosen.ref } } : at;
}

/** The lanes in which something may be shown there: a person's are those of all their accounts. */
export async function lanesOf(tx: Tx, at: ConversationRef | UserRef): Promise<readonly string[]> {
  if (at.kind !== 'user') return [refKey(at)];
  const rows = await tx.$queryRaw<AccountRow[]>`
    SELECT t.platform, t.ref FROM identity f JOIN identity t ON t.person_id = f.person_id
    WHERE f.platform = ${at.platform} AND f.ref = ${at.id}`;
  return [refKey(at), ...rows.map(({ platform, ref: id }) => refKey({ kind: 'user', platform, id }))];
}
