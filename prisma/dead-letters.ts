/** What was given up: events that could not be acted on and messages that could not be brought, listed and put back. Never a word of them. */
import type pg from 'pg';
import { withClient } from './connection.ts';
import { UNSURE } from './doubt.ts';

/** Shown of each kind. */
const LIMIT = 200;

export interface DeadDelivery {
  readonly id: string;
  readonly kind: string;
  readonly connection: string;
  readonly receivedAt: Date;
  /** The id of the log line of its last fault. */
  readonly fault: string | null;
}

export interface FailedMessage {
  readonly id: string;
  readonly subject: string;
  readonly platform: string;
  readonly problem: string | null;
  readonly owedSince: Date;
  /** Whether it can be drawn again: a fixed card is not kept when it is given up. */
  readonly drawn: boolean;
}

export interface DeadLetters {
  readonly deliveries: readonly DeadDelivery[];
  readonly messages: readonly FailedMessage[];
  /** How many there are, those that are not shown included. */
  readonly counts: { readonly deliveries: number; readonly messages: number };
}

/** The oldest of each kind. */
export async function listDeadLetters(url: string): Promise<DeadLetters> {
  return withClient(url, async (client) => {
    const deliveries = await client.query<DeadDelivery>(
      `SELECT id, kind, connection, received_at AS "receivedAt", fault FROM delivery
       WHERE state = 'dead' ORDER BY received_at, id LIMIT ${LIMIT}`,
    );
    const messages = await client.query<FailedMessage>(
      `SELECT id, subject, platform, problem, created_at AS "owedSince", view IS NOT NULL OR card IS NOT NULL AS drawn
       FROM outgoing WHERE state = 'failed' ORDER BY seq LIMIT ${LIMIT}`,
    );
    const { rows } = await client.query<DeadLetters['counts']>(
      `SELECT (SELECT count(*)::int FROM delivery WHERE state = 'dead') AS deliveries,
         (SELECT count(*)::int FROM outgoing WHERE state = 'failed') AS messages`,
    );
    return {
      deliveries: deliveries.rows,
      messages: messages.rows,
      counts: rows[0] ?? { deliveries: 0, messages: 0 },
    };
  });
}

export interface PutBack {
  readonly deliveries: number;
  readonly messages: number;
  /** Given-up messages whose card is gone: they stay as they are. */
  readonly gone: number;
}

/**
 * Puts one dead letter back by its id, or all of them: due now, with every try before it. The sweep of a running worker
 * finds them.
 */
export async function putBack(url: string, which: { id: string } | 'all', now: Date): Promise<PutBack> {
  return withClient(url, async (client) => {
    const id = which === 'all' ? null : which.id;
    const deliveries = await client.query(
      `UPDATE delivery SET state = 'stored', due_at = $1, attempts = 0, fault = NULL
       WHERE state = 'dead' AND body IS NOT NULL AND ($2::text IS NULL OR id = $2)`,
      [now, id],
    );
    // One that was tried may stand there although nobody heard so: it is looked for first, where a platform can look.
    const messages = await client.query(
      `UPDATE outgoing SET state = 'owed', due_at = $1, attempts = 0, failing_since = NULL,
         problem = CASE WHEN remote_id IS NULL THEN $3 ELSE NULL END
       WHERE state = 'failed' AND (view IS NOT NULL OR card IS NOT NULL) AND ($2::text IS NULL OR id::text = $2)`,
      [now, id, UNSURE],
    );
    return {
      deliveries: deliveries.rowCount ?? 0,
      messages: messages.rowCount ?? 0,
      gone: await goneAmong(client, id),
    };
  });
}

async function goneAmong(client: pg.Client, id: string | null): Promise<number> {
  const { rows } = await client.query<{ gone: number }>(
    `SELECT count(*)::int AS gone FROM outgoing
     WHERE state = 'failed' AND view IS NULL AND card IS NULL AND ($1::text IS NULL OR id::text = $1)`,
    [id],
  );
  return rows[0]?.gone ?? 0;
}
