/** The people whom rows of sessions name, as they are shown: several in one look. */
import type { Author } from '../../bot/words/author.ts';
import { Prisma } from '../generated/client.ts';
import { accountOf, NAMED, type NamedRow, toNamed } from '../members.ts';
import type { Tx } from '../work.ts';

/** @returns who somebody is by their id; of whom nothing is known any more is somebody who left */
export async function namesOf(tx: Tx, ids: readonly (string | null)[]): Promise<(id: string) => Author> {
  const wanted = [...new Set(ids.filter((id) => id !== null))];
  const rows =
    wanted.length === 0
      ? []
      : await tx.$queryRaw<NamedRow[]>`
    SELECT ${NAMED} FROM unnest(${wanted}::uuid[]) AS given(id) JOIN ${accountOf(Prisma.sql`given.id`)} a ON true`;
  const known = new Map(rows.map((row) => [row.person_id, toNamed(row)]));
  return (id) => known.get(id) ?? gone(id);
}

const gone = (person: string): Author => ({
  person,
  ref: { kind: 'user', platform: '', id: '' },
  name: '',
  organisation: '',
  organisationId: '',
  platform: '',
  given: null,
  brief: false,
  left: true,
});
