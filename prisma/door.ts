/** What every event asks of the database before it is acknowledged: whether it is ours, where from, and to be kept. Many at once share a statement and its commit. */
import type pg from 'pg';
import type { Interest } from '../bot/core/interest.ts';
import { inBatches } from './batch.ts';
import { UNSURE } from './doubt.ts';

/** An event as it is stored. */
export interface Kept {
  readonly id: string;
  readonly kind: string;
  readonly connection: string;
  readonly receivedAt: Date;
  readonly body: Uint8Array;
  readonly dueAt: Date;
  readonly key: string | null;
}

/** An event as it is stored where it is ours. */
export interface Offered extends Kept {
  readonly interest: Interest;
  /** Where it is there, messages that are known from places alone whose ids begin otherwise are not this event's to speak of. */
  readonly within: string | null;
}

/** What became of an event: not `ours`, or known from `elsewhere` alone, and nothing stored; `new`; or there already. */
export type Took = 'unwanted' | 'elsewhere' | 'new' | 'known';

/** Conversations, and content keys of messages. */
export interface Places {
  readonly platform: string;
  readonly conversations: readonly string[];
  readonly keys: readonly string[];
}

export interface Door {
  /** Whether an event is ours: one read by unique keys and indexes. @throws when the database does not answer */
  concerns(interest: Interest): Promise<boolean>;
  /**
   * Ids of the conversations, or of the writers' accounts where a message was private, that hold any of these messages or are
   * any of these conversations and bound.
   */
  places(of: Places): Promise<readonly string[]>;
  /** Stores an event and returns once that is committed. @returns whether it is new. @throws when it is not stored */
  keep(event: Kept): Promise<boolean>;
  /** Both in one statement: stores an event where it is ours, and returns once that is committed. @throws when it is not known or not stored */
  take(event: Offered): Promise<Took>;
}

/** Of each kind of statement at once. */
const AT_ONCE = 2;
/** The connections of this process that only the door uses, for four kinds: what every event asks never waits for a handler to give one back. */
export const DOOR_CONNECTIONS = 4 * AT_ONCE;

/**
 * How long a connection of the door may take to open, and a statement over it, in milliseconds; Slack waits for three
 * seconds. Where a network swallows what is sent, nothing else would say so for a quarter of an hour. pg drops the
 * connection, and all that the door does may be done twice.
 */
export const DOOR_PATIENCE_MS = 2_500;
/**
 * The server ends a statement a little sooner: nothing that was given up waits on there and holds a connection. A plan is
 * made once, perhaps while there is next to nothing in the tables: it goes by index all the same, for when there is.
 */
export const DOOR_INSIST = 'SET statement_timeout = 2000; SET enable_seqscan = off';

/*
 * A statement per kind and connection, prepared once, whatever the number of events. Each look is a value with LIMIT 1
 * and no EXISTS: that, Postgres would answer for several at once by reading a whole table into a hash. A delivery is looked
 * for by its key and never among all that are stored, which are many just when most comes: hence the state that is no column.
 */
const OURS = `
      COALESCE((SELECT true FROM workspace w WHERE w.platform = i.platform AND w.external_id = i.workspace LIMIT 1), false)
      AND (i.always
        OR COALESCE((SELECT true FROM thread t WHERE t.platform = i.platform AND t.key = ANY(i.keys) LIMIT 1), false)
        OR COALESCE((SELECT true FROM question q WHERE q.platform = i.platform AND q.source_key = ANY(i.keys) LIMIT 1), false)
        OR COALESCE((SELECT true FROM reply r WHERE r.platform = i.platform AND r.key = ANY(i.keys) LIMIT 1), false)
        OR COALESCE((SELECT true FROM delivery d WHERE d.key = ANY(i.deliveries) AND d.state || '' = 'stored' LIMIT 1), false)
        OR COALESCE((SELECT true FROM outgoing o WHERE o.lane = i.lane AND o.remote_id IS NULL
          AND (o.state = 'sending' OR (o.state = 'owed' AND o.problem = '${UNSURE}')) LIMIT 1), false)
        OR COALESCE((SELECT true FROM channel c WHERE c.platform = i.platform AND c.ref = i.place AND c.gone_at IS NULL
          AND (i.hears IS NULL OR c.hears <> i.hears) LIMIT 1), false)
        OR COALESCE((SELECT true FROM channel c WHERE c.platform = i.platform AND c.ref = i.asks AND c.gone_at IS NULL
          AND c.mode = 'suggest' LIMIT 1), false)
        OR COALESCE((SELECT true FROM identity p WHERE p.platform = i.platform AND p.ref = i.account LIMIT 1), false)
      )`;
const INTEREST = `platform text, workspace text, always boolean, keys text[], deliveries text[], lane text, place text,
      hears text, asks text, account text`;

export const CONCERNS = {
  name: 'door_concerns',
  text: `
    SELECT ${OURS} AS ours
    FROM ROWS FROM (jsonb_to_recordset($1::jsonb) AS (${INTEREST})) WITH ORDINALITY AS i
    ORDER BY i.ordinality`,
};

/** Where messages of these keys are known from. */
const KNOWN_FROM = `
      SELECT conversation FROM thread WHERE platform = i.platform AND key = ANY(i.keys)
      UNION SELECT COALESCE(q.place, p.ref) FROM question q JOIN identity p ON p.id = q.identity_id
        WHERE q.platform = i.platform AND q.source_key = ANY(i.keys)
      UNION SELECT COALESCE(r.place, p.ref) FROM reply r JOIN identity p ON p.id = r.identity_id
        WHERE r.platform = i.platform AND r.key = ANY(i.keys)`;

export const PLACES = {
  name: 'door_places',
  text: `
    SELECT ARRAY(
      SELECT ref FROM channel WHERE platform = i.platform AND ref = ANY(i.conversations) AND gone_at IS NULL
      UNION ${KNOWN_FROM}) AS places
    FROM ROWS FROM (jsonb_to_recordset($1::jsonb) AS (platform text, conversations text[], keys text[])) WITH ORDINALITY AS i
    ORDER BY i.ordinality`,
};

const KEEP = {
  name: 'door_keep',
  text: `
    INSERT INTO delivery (id, kind, connection, received_at, body, state, due_at, key)
    SELECT e.id, e.kind, e.connection, e.received_at, e.body, 'stored', e.due_at, e.key
    FROM unnest($1::text[], $2::text[], $3::text[], $4::timestamptz[], $5::bytea[], $6::timestamptz[], $7::text[])
      AS e (id, kind, connection, received_at, body, due_at, key)
    ON CONFLICT DO NOTHING RETURNING id`,
};

/** The body is never in the JSON: what is not ours goes no further than this statement. */
export const TAKE = {
  name: 'door_take',
  text: `
    WITH asked AS (
      SELECT i.*, ${OURS} AS ours, i.within IS NULL OR COALESCE((
        SELECT bool_or(starts_with(known.place, i.within)) FROM (${KNOWN_FROM}) AS known (place)), true) AS here
      FROM ROWS FROM (jsonb_to_recordset($1::jsonb) AS (${INTEREST}, within text, id text, kind text, connection text,
        received_at timestamptz, due_at timestamptz, key text), unnest($2::bytea[])) WITH ORDINALITY
        AS i (platform, workspace, always, keys, deliveries, lane, place, hears, asks, account, within, id, kind, connection,
          received_at, due_at, key, body, at)),
    kept AS (
      INSERT INTO delivery (id, kind, connection, received_at, body, state, due_at, key)
      SELECT id, kind, connection, received_at, body, 'stored', due_at, key FROM asked WHERE ours AND here ORDER BY at
      ON CONFLICT DO NOTHING RETURNING id)
    SELECT CASE WHEN NOT a.ours THEN 'unwanted' WHEN NOT a.here THEN 'elsewhere'
      WHEN k.id IS NULL THEN 'known' ELSE 'new' END AS took
    FROM asked a LEFT JOIN kept k ON k.id = a.id ORDER BY a.at`,
};

const asked = ({ platform, keys, place, asks, ...rest }: Interest) => ({
  ...rest,
  platform,
  keys,
  deliveries: keys.map((key) => `${platform}/${key}`),
  place: place?.ref.id ?? null,
  hears: place?.hears ?? null,
  asks: asks?.id ?? null,
});

const bytes = ({ body }: Kept): Buffer => Buffer.from(body.buffer, body.byteOffset, body.byteLength);

/** In one order everywhere: two processes that are brought the same events wait for each other in turn, not in a circle. */
const inOrder = <E extends Kept>(events: readonly E[]): E[] => [...events].sort((a, b) => (a.id < b.id ? -1 : 1));

/** @param pool of DOOR_CONNECTIONS */
export function createDoor(pool: Pick<pg.Pool, 'query'>): Door {
  return {
    concerns: inBatches<Interest, boolean>({
      atOnce: AT_ONCE,
      async run(interests) {
        const values = [JSON.stringify(interests.map(asked))];
        const { rows } = await pool.query<{ ours: boolean }>({ ...CONCERNS, values });
        return rows.map(({ ours }) => ours);
      },
    }),
    places: inBatches<Places, readonly string[]>({
      atOnce: AT_ONCE,
      async run(of) {
        const { rows } = await pool.query<{ places: string[] }>({ ...PLACES, values: [JSON.stringify(of)] });
        return rows.map(({ places }) => places);
      },
    }),
    keep: inBatches<Kept, boolean>({
      atOnce: AT_ONCE,
      keyOf: ({ id }) => id,
      async run(events) {
        const sorted = inOrder(events);
        const column = <T>(of: (event: Kept) => T): T[] => sorted.map(of);
        const { rows } = await pool.query<{ id: string }>({
          ...KEEP,
          values: [
            column(({ id }) => id),
            column(({ kind }) => kind),
            column(({ connection }) => connection),
            column(({ receivedAt }) => receivedAt.toISOString()),
            column(bytes),
            column(({ dueAt }) => dueAt.toISOString()),
            column(({ key }) => key),
          ],
        });
        const made = new Set(rows.map(({ id }) => id));
        return events.map(({ id }) => made.has(id));
      },
    }),
    take: inBatches<Offered, Took>({
      atOnce: AT_ONCE,
      keyOf: ({ id }) => id,
      async run(events) {
        const sorted = inOrder(events);
        const about = sorted.map(({ interest, within, id, kind, connection, receivedAt, dueAt, key }) => ({
          ...asked(interest),
          within,
          id,
          kind,
          connection,
          received_at: receivedAt,
          due_at: dueAt,
          key,
        }));
        const values = [JSON.stringify(about), sorted.map(bytes)];
        const { rows } = await pool.query<{ took: Took }>({ ...TAKE, values });
        const took = new Map(sorted.map(({ id }, at) => [id, rows[at]?.took]));
        return events.map(({ id }) => {
          const one = took.get(id);
          if (one === undefined) throw new Error('an event was asked about and not answered');
          return one;
        });
      },
    }),
  };
}
