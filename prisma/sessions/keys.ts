/** The keys of a round, and what is found under them: whose a point, a draft or a mark is, for as long as the round is open. */
import type { At } from '../../bot/sessions/writing/store.ts';
import { Prisma } from '../generated/client.ts';
import type { Tx } from '../work.ts';
import { doneMark, type InputSeal, namedKey, newKey } from './input.ts';

export interface RoundKey {
  readonly key: Uint8Array;
  /** 0 is the first; each that was lost has one after it. */
  readonly epoch: number;
}

export interface RoundKeys {
  /** Under which what was handed in is marked; null where it is gone before its time. */
  readonly first: Uint8Array | null;
  /** Under which drafts are kept and people are counted. */
  readonly latest: RoundKey | null;
}

const whatOf = (round: number, epoch: number): string => `round:${round}${epoch === 0 ? '' : `+${epoch}`}`;

/** Keys of a round, under `session_key`. */
export const ofRound = ({ session, round }: Pick<At, 'session' | 'round'>): Prisma.Sql => Prisma.sql`
  session_id = ${session}::uuid AND (what = ${whatOf(round, 0)} OR what LIKE ${`${whatOf(round, 0)}+%`})`;

export async function keysOf(tx: Tx, input: InputSeal, at: At): Promise<RoundKeys> {
  if (!at.unattributed) {
    const key = namedKey(at.session, at.round);
    return { first: key, latest: { key, epoch: 0 } };
  }
  // Whoever rewrites the table would else leave a moment in which it looks empty.
  await tx.$executeRaw`LOCK TABLE session_key IN ACCESS SHARE MODE`;
  const rows = await tx.$queryRaw<{ what: string; key: Uint8Array }[]>`
    SELECT what, key FROM session_key WHERE ${ofRound(at)}`;
  const keys = rows
    .map(({ what, key }): RoundKey => ({ key: input.openKey(key), epoch: Number(what.split('+')[1] ?? 0) }))
    .sort((a, b) => b.epoch - a.epoch);
  return { first: keys.find(({ epoch }) => epoch === 0)?.key ?? null, latest: keys[0] ?? null };
}

/** Gives a round its first key, once. */
export async function makeKey(tx: Tx, input: InputSeal, { session, round }: At, epoch = 0): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO session_key (session_id, what, key) VALUES (${session}::uuid, ${whatOf(round, epoch)}, ${input.key(newKey())})
    ON CONFLICT DO NOTHING`;
}

/** The latest key of a round; where it is lost, another, by which people are counted and drafts kept from then on. */
export async function latestKey(tx: Tx, input: InputSeal, at: At): Promise<RoundKey> {
  const { latest } = await keysOf(tx, input, at);
  if (latest) return latest;
  const [row] = await tx.$queryRaw<{ epoch: number }[]>`
    SELECT COALESCE(max(epoch), 0) + 1 AS epoch FROM done_mark WHERE session_id = ${at.session}::uuid AND round = ${at.round}`;
  await makeKey(tx, input, at, row?.epoch ?? 1);
  const made = (await keysOf(tx, input, at)).latest;
  if (!made) throw new Error('a key is gone as it is made');
  return made;
}

/** Ids under which each of some people may have written: what they are now, and what they were before accounts were joined. */
export async function idsOf(tx: Tx, persons: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await tx.$queryRaw<{ person: string; own: string }[]>`
    SELECT DISTINCT person_id AS person, own_id AS own FROM identity
    WHERE person_id = ANY(${[...persons]}::uuid[]) AND own_id IS NOT NULL`;
  return new Map(
    persons.map((person) => [
      person,
      [...new Set([person, ...rows.filter((row) => row.person === person).map(({ own }) => own)])],
    ]),
  );
}

/** Which of some people are done, and by how many marks. */
export async function doneOf(
  tx: Tx,
  { key, epoch }: RoundKey,
  at: At,
  persons: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const rows = await tx.$queryRaw<{ mark: Uint8Array }[]>`
    SELECT mark FROM done_mark WHERE session_id = ${at.session}::uuid AND round = ${at.round} AND epoch = ${epoch}`;
  const marks = new Set(rows.map(({ mark }) => Buffer.from(mark).toString('hex')));
  const done = new Map<string, number>();
  for (const [person, ids] of await idsOf(tx, persons)) {
    const count = ids.filter((id) => marks.has(Buffer.from(doneMark(key, id)).toString('hex'))).length;
    if (count > 0) done.set(person, count);
  }
  return done;
}
