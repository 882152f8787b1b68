/** What people put in, once it is no longer hidden, read from Postgres. */
import type { Contribution, HeldFor, Status } from '../../bot/sessions/writing/store.ts';
import { Prisma } from '../generated/client.ts';
import { accountOf, NAMED, type NamedRow, toNamed } from '../members.ts';
import type { Tx } from '../work.ts';

interface Row extends NamedRow {
  id: string;
  session_id: string;
  round: number;
  question: string;
  text: string;
  evidence: string[];
  status: Status;
  place: number;
  day: string;
  late: boolean;
  held_for: HeldFor | null;
  held_why: string | null;
}

/** Those that a condition on `c` names, in their places. */
export async function contributionsWhere(tx: Tx, which: Prisma.Sql): Promise<readonly Contribution[]> {
  const rows = await tx.$queryRaw<Row[]>`
    SELECT c.id, c.session_id, c.round, c.question, c.text, c.evidence, c.status, c.place, c.day, c.late, c.held_for, c.held_why, ${NAMED}
    FROM contribution c LEFT JOIN ${accountOf(Prisma.sql`c.person_id`)} a ON true WHERE ${which} ORDER BY c.place, c.id`;
  return rows.map((row) => ({
    id: row.id,
    session: row.session_id,
    round: row.round,
    question: row.question,
    text: row.text,
    evidence: row.evidence,
    status: row.status,
    place: row.place,
    author: row.person_id ? toNamed(row) : null,
    day: row.day,
    late: row.late,
    heldFor: row.held_for,
    heldWhy: row.held_why,
  }));
}

/** As anybody may have it who reads the session: of what is held or withdrawn, that it is. */
export const forReaders = (one: Contribution): Contribution =>
  one.status === 'revealed' ? one : { ...one, text: '', evidence: [], author: null, heldWhy: null };

/** Holds for what is not looked through any more. */
export const READABLE = Prisma.sql`c.status <> 'screening'`;
