/** Sessions as a records officer finds them, and their hold: while it is on, what time, a stop or a deleted message would take stays. */
import { randomUUID } from 'node:crypto';
import { withClient } from '../connection.ts';

export interface Listed {
  readonly id: string;
  readonly reference: string | null;
  readonly title: string;
  readonly organisation: string;
  readonly community: string;
  readonly state: string;
  readonly held: boolean;
}

const LISTED = `SELECT s.id, s.reference, s.title, o.name AS organisation, c.name AS community, s.state, s.held
  FROM session s JOIN community c ON c.id = s.community_id JOIN organisation o ON o.id = s.organisation_id`;

/** All of them, the newest first. */
export const listSessions = (url: string): Promise<readonly Listed[]> =>
  withClient(url, async (client) => (await client.query<Listed>(`${LISTED} ORDER BY s.created_at DESC, s.id`)).rows);

/** Those of this reference, of which each organisation may have one, or of this id. */
export const findSessions = (url: string, named: string): Promise<readonly Listed[]> =>
  withClient(
    url,
    async (client) =>
      (
        await client.query<Listed>(
          `${LISTED} WHERE upper(s.reference) = upper($1) OR s.id::text = lower($1) ORDER BY o.name, s.id`,
          [named],
        )
      ).rows,
  );

/** What was done as a records officer: it stays in the session's history, without a name, as no account did it. */
export type Done = 'hold' | 'lift' | 'exported';

/** @returns false where its hold was so before */
export const setHold = (url: string, session: string, held: boolean, now: Date): Promise<boolean> =>
  withClient(url, async (client) => {
    await client.query('BEGIN');
    // One after the other with what moves it, and with what would delete something of it.
    const { rowCount } = await client.query('UPDATE session SET held = $2 WHERE id = $1 AND held <> $2', [
      session,
      held,
    ]);
    if (rowCount === 1) await client.query(NOTED, [session, `records:${randomUUID()}`, held ? 'hold' : 'lift', now]);
    await client.query('COMMIT');
    return rowCount === 1;
  });

/** That something was done, where nothing of the session itself is changed by it. */
export const note = (url: string, session: string, done: Done, now: Date): Promise<void> =>
  withClient(url, async (client) => {
    await client.query('BEGIN');
    await client.query('SELECT 1 FROM session WHERE id = $1 FOR UPDATE', [session]);
    await client.query(NOTED, [session, `records:${randomUUID()}`, done, now]);
    await client.query('COMMIT');
  });

const NOTED = `INSERT INTO session_event (id, session_id, seq, event, person_id, from_state, to_state, version, reason, at)
  SELECT $2, s.id, COALESCE((SELECT max(seq) FROM session_event WHERE session_id = s.id), 0) + 1,
    $3, NULL, s.state, s.state, s.version, NULL, $4 FROM session s WHERE s.id = $1`;
