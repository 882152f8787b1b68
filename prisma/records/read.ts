/** Everything that is held of one session, read at one moment, for whoever must answer for it: a request under FOI, or for somebody's own data. */
import type pg from 'pg';
import { createSealer } from '../../bot/core/seal.ts';
import { plain, type Text } from '../../bot/core/text.ts';
import { isId } from '../audience.ts';
import { withClient } from '../connection.ts';
import { createInputSeal, INPUT_PURPOSE } from '../sessions/input.ts';
import { KEPT, KINDS, type Kind } from './kinds.ts';

/** A person, as what they did is given. */
export interface Somebody {
  readonly id: string;
  /** Null where nothing is known of them any more. */
  readonly name: string | null;
  readonly organisation: string | null;
  /** They are no longer a member of anything. */
  readonly former: boolean;
}

export interface Rows {
  readonly table: string;
  readonly title: string;
  readonly about: string | null;
  readonly rows: readonly Readonly<Record<string, unknown>>[];
}

export interface HeldRecords {
  readonly session: { readonly id: string; readonly reference: string | null; readonly title: string };
  readonly community: string;
  readonly organisation: string;
  readonly onHold: boolean;
  readonly at: Date;
  readonly records: readonly Rows[];
  /** What is not among them, and why. */
  readonly without: readonly {
    readonly table: string;
    /** What is counted, and how many; null where not even that is given. */
    readonly counted: { readonly what: string; readonly count: number } | null;
    readonly why: string;
  }[];
  /** Hidden words that no secret opens. */
  readonly unreadable: number;
}

/** @param secrets newest first. @returns null where there is no such session */
export const readRecords = (
  url: string,
  session: string,
  { secrets, at }: { readonly secrets: readonly Uint8Array[]; readonly at: Date },
): Promise<HeldRecords | null> =>
  withClient(url, async (client) => {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    // Days and times are given as they are stored, whatever the zone of whoever asks.
    await client.query("SET LOCAL timezone = 'UTC'");
    const { rows } = await client.query<{
      id: string;
      reference: string | null;
      title: string;
      held: boolean;
      community: string;
      organisation: string;
    }>(
      `SELECT s.id, s.reference, s.title, s.held, c.name AS community, o.name AS organisation FROM session s
       JOIN community c ON c.id = s.community_id JOIN organisation o ON o.id = s.organisation_id WHERE s.id = $1`,
      [session],
    );
    const [found] = rows;
    if (!found) return null;
    const { held, community, organisation, ...known } = found;
    const today = at.toISOString().slice(0, 10);
    const reading = { client, session, today, open: opener(secrets), lost: 0 };
    const records: Rows[] = [];
    for (const kind of KINDS) records.push(await readKind(reading, kind));
    const without = [];
    for (const { table, counted: what, where, why } of KEPT) {
      const counted = what === undefined ? null : { what, count: await count(client, table, where, session) };
      without.push({ table, counted, why });
    }
    const named = await withNames(client, records);
    return {
      session: known,
      community,
      organisation,
      onHold: held,
      at,
      records: named,
      without,
      unreadable: reading.lost,
    };
  });

interface ReadingNow {
  readonly client: pg.Client;
  readonly session: string;
  /** By UTC, as the day of what is written in private is. */
  readonly today: string;
  readonly open: (sealed: Uint8Array) => { question: string; text: string } | null;
  lost: number;
}

/** Null where no secret opens it. */
function opener(secrets: readonly Uint8Array[]): ReadingNow['open'] {
  if (secrets.length === 0) return () => null;
  const seal = createInputSeal(createSealer(secrets, INPUT_PURPOSE));
  return (sealed) => {
    try {
      return seal.openPoint(sealed);
    } catch {
      return null;
    }
  };
}

async function readKind(reading: ReadingNow, kind: Kind): Promise<Rows> {
  const { table, title, about = null, where, order, columns, sealed, rich = [] } = kind;
  const asked = [...columns, ...(sealed === undefined ? [] : [sealed])].map((name) => `x."${name}"`);
  const { rows } = await reading.client.query<Record<string, unknown>>(
    `SELECT ${asked.join(', ')} FROM ${table} x WHERE ${where} ORDER BY ${order}`,
    [reading.session],
  );
  const given = rows
    .filter((row) => sealed === undefined || isOfAnotherDay(row, reading.today))
    .map((row): Record<string, unknown> => {
      const out: Record<string, unknown> = {};
      if (sealed !== undefined) {
        const words = reading.open(row[sealed] as Uint8Array);
        if (!words) reading.lost += 1;
        out.question = words?.question ?? null;
        out.text = words?.text ?? null;
      }
      for (const name of columns) out[name] = rich.includes(name) ? plain(row[name] as Text) : row[name];
      return out;
    });
  // By the words themselves: the order of the rows would say which was written first.
  if (sealed !== undefined) given.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  return { table, title, about, rows: given };
}

/** What was put in today without a name is given tomorrow: two exports of one day would say between which hours it was. */
const isOfAnotherDay = ({ person_id, day }: Readonly<Record<string, unknown>>, today: string): boolean =>
  person_id !== null || (day as string) < today;

const keyOf = ({ round, question, text }: Readonly<Record<string, unknown>>): string =>
  JSON.stringify([round, question, text]);

async function count(client: pg.Client, table: string, where: string, session: string): Promise<number> {
  const { rows } = await client.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM ${table} x WHERE ${where}`,
    [session],
  );
  return rows[0]?.count ?? 0;
}

/** The same with who somebody is in place of an id. */
async function withNames(client: pg.Client, records: readonly Rows[]): Promise<readonly Rows[]> {
  const peopleOf = (table: string): readonly string[] => KINDS.find((kind) => kind.table === table)?.people ?? [];
  const ids = records.flatMap(({ table, rows }) =>
    rows.flatMap((row) => [
      ...peopleOf(table).flatMap((name) => (row[name] as string | null) ?? []),
      ...(table === 'session_report' ? personsIn(row.body) : []),
    ]),
  );
  const { rows: known } = await client.query<Somebody>(
    `SELECT given.id, a.name, a.organisation, COALESCE(a.former, true) AS former FROM unnest($1::uuid[]) AS given(id)
     LEFT JOIN LATERAL (
       SELECT i.name, o.name AS organisation, p.left_at IS NOT NULL AS former
       FROM identity i JOIN person p ON p.id = i.person_id JOIN workspace w ON w.id = i.workspace_id
       JOIN organisation o ON o.id = w.organisation_id
       WHERE i.person_id = given.id OR i.own_id = given.id
       ORDER BY i.active DESC, i.created_at, i.id LIMIT 1) a ON true`,
    [[...new Set(ids)]],
  );
  const somebody = new Map(known.map((one) => [one.id, one]));
  return records.map((one) => ({
    ...one,
    rows: one.rows.map((row) => ({
      ...row,
      ...(one.table === 'session_report' && { body: named(row.body, somebody) }),
      ...Object.fromEntries(
        peopleOf(one.table).map((name) => [name, somebody.get(row[name] as string) ?? null] as const),
      ),
    })),
  }));
}

/** A printed report has `{ person: id }` where somebody is named. */
const isWho = (value: object): value is { person: string } => 'person' in value && typeof value.person === 'string';

function personsIn(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  return isWho(value) ? [value.person].filter(isId) : Object.values(value).flatMap(personsIn);
}

function named(value: unknown, somebody: ReadonlyMap<string, Somebody>): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((one) => named(one, somebody));
  if (isWho(value)) return somebody.get(value.person) ?? value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, named(one, somebody)]));
}
