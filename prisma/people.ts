/** People and their accounts in Postgres. */
import type { Account, Compared, Joining, PeopleStore } from '../bot/people/person.ts';
import { availablePerson, isId } from './audience.ts';
import { Prisma } from './generated/client.ts';
import { carryLate, joinPeople, partPeople } from './joining.ts';
import { createLinkStore, matching } from './link-codes.ts';
import { endPages } from './pages.ts';
import type { Tx } from './work.ts';

interface AccountRow {
  id: string;
  person_id: string;
  platform: string;
  ref: string;
  name: string;
  given: string | null;
  active: boolean;
  organisation: string;
}
const ACCOUNTS = Prisma.sql`
  SELECT i.id, i.person_id, i.platform, i.ref, i.name, i.given, i.active, o.name AS organisation
  FROM identity i JOIN workspace w ON w.id = i.workspace_id JOIN organisation o ON o.id = w.organisation_id`;

export function createPeopleStore(tx: Tx, now: Date, newId: () => string): PeopleStore {
  async function account(id: string): Promise<Account | null> {
    if (!isId(id)) return null;
    const [row] = await tx.$queryRaw<AccountRow[]>`${ACCOUNTS} WHERE i.id = ${id}::uuid`;
    return row ? toAccount(row) : null;
  }
  async function whole(row: JoiningRow | null): Promise<Joining | null> {
    const [one, other] = row ? [await account(row.oneId), await account(row.otherId)] : [null, null];
    if (!row || !one || !other) return null;
    return { id: row.id, how: row.how === 'email' ? 'email' : 'code', one, other, together: row.undoneAt === null };
  }

  return {
    ...createLinkStore(tx, now, newId),
    account,

    match: (id) => matching(tx, id, now),
    async join({ one, other, how }) {
      const joining = newId();
      const joined = await joinPeople(tx, { id: joining, one, other, how, now });
      return joined && { joining, person: joined.kept, other: joined.gone };
    },
    carryLate: ({ person, other }) => carryLate(tx, { kept: person, gone: other }),
    joining: async (id) => (isId(id) ? whole(await tx.joining.findUnique({ where: { id } })) : null),
    async joinings(person) {
      const rows = await tx.$queryRaw<{ id: string }[]>`
        SELECT j.id FROM joining j JOIN identity i ON i.id = j.one_id
        WHERE i.person_id = ${person}::uuid AND j.undone_at IS NULL ORDER BY j.at, j.id`;
      const all = await Promise.all(rows.map(async ({ id }) => whole(await tx.joining.findUnique({ where: { id } }))));
      return all.filter((joining) => joining !== null);
    },
    part: (joining) => partPeople(tx, joining, now),

    async profile(person) {
      const said = await tx.profile.findUnique({ where: { personId: person } });
      return said && { askMe: said.askMe, done: said.done, learn: said.learn, languages: said.languages };
    },
    async describe(personId, { askMe, done, learn, languages }) {
      const said = { askMe, done, learn, languages, updatedAt: now };
      await tx.profile.upsert({ where: { personId }, create: { personId, ...said }, update: said });
    },
    async preferences(person) {
      const chosen = await tx.preference.findUnique({ where: { personId: person } });
      if (!chosen) return null;
      const { quietFrom: from, quietUntil: until, days, evenDays, zone, locale, pausedUntil, placeId, brief } = chosen;
      const quiet = from !== null && until !== null ? { from, until } : null;
      return { days, evenDays, quiet, zone, locale, pausedUntil, place: placeId, brief };
    },
    async prefer(personId, { quiet, place, days, evenDays, ...others }) {
      const chosen = {
        ...others,
        days: [...days],
        evenDays: [...evenDays],
        quietFrom: quiet?.from ?? null,
        quietUntil: quiet?.until ?? null,
        placeId: place,
        updatedAt: now,
      };
      await tx.preference.upsert({ where: { personId }, create: { personId, ...chosen }, update: chosen });
    },
    async openAccounts(person) {
      const rows = await tx.$queryRaw<AccountRow[]>`
        ${ACCOUNTS} WHERE i.person_id = ${person}::uuid AND i.active ORDER BY i.created_at, i.id`;
      return rows.map(toAccount);
    },
    async available(persons) {
      const rows = await tx.$queryRaw<{ id: string }[]>`
        SELECT p.id FROM person p WHERE p.id = ANY(${[...persons]}::uuid[]) AND ${availablePerson(now)} ORDER BY p.id`;
      return rows.map(({ id }) => id);
    },
    async comparable() {
      return tx.$queryRaw<Compared[]>`
        SELECT w.id, w.platform, w.compared_at AS "comparedAt", COALESCE((
          SELECT i.zone FROM identity i WHERE i.workspace_id = w.id AND i.active AND i.zone IS NOT NULL
          GROUP BY i.zone ORDER BY count(*) DESC, i.zone LIMIT 1), 'Europe/London') AS zone
        FROM workspace w ORDER BY w.id`;
    },
    async placesIn(workspace) {
      const rows = await tx.$queryRaw<{ platform: string; ref: string }[]>`
        SELECT h.platform, h.ref FROM channel h
        JOIN workspace w ON w.platform = h.platform AND w.organisation_id = h.organisation_id
        WHERE w.id = ${workspace}::uuid AND h.gone_at IS NULL ORDER BY h.id`;
      return rows.map(({ platform, ref: id }) => ({ kind: 'conversation', platform, id }));
    },
    async knownIn(workspaceId, after, limit) {
      const rows = await tx.identity.findMany({
        where: { workspaceId, active: true, external: false, ...(after && { id: { gt: after } }) },
        orderBy: { id: 'asc' },
        take: limit,
        select: { id: true, platform: true, ref: true },
      });
      return rows.map(({ id, platform, ref }) => ({ id, ref: { kind: 'user', platform, id: ref } }));
    },
    async compared(id) {
      await tx.workspace.update({ where: { id }, data: { comparedAt: now } });
    },
    async forget(person) {
      // Unless they are back already.
      const gone = { personId: person, person: { leftAt: { not: null } } };
      await tx.profile.deleteMany({ where: gone });
      await tx.preference.deleteMany({ where: gone });
    },

    async stale({ platform, id }) {
      await tx.identity.updateMany({ where: { platform, ref: id }, data: { checkedAt: null } });
    },

    async deactivate({ platform, id }) {
      // The person's row first: of two accounts closed at once, the second sees that the first is closed.
      const [known] = await tx.$queryRaw<{ person_id: string }[]>`
        SELECT i.person_id FROM identity i JOIN person p ON p.id = i.person_id
        WHERE i.platform = ${platform} AND i.ref = ${id} FOR NO KEY UPDATE OF p`;
      if (!known) return null;
      const person = known.person_id;
      const closed = await tx.identity.updateMany({
        where: { platform, ref: id, active: true },
        // Should they come after all, their platform is asked who they are.
        data: { active: false, checkedAt: null },
      });
      if (closed.count === 0) return null;
      await endPages(tx, Prisma.sql`i.platform = ${platform} AND i.ref = ${id}`);
      const left = await tx.person.updateMany({
        where: { id: person, leftAt: null, identities: { none: { active: true } } },
        data: { leftAt: now },
      });
      return { person, left: left.count === 1 };
    },

    async accounts(person) {
      const rows = await tx.identity.findMany({
        where: { personId: person, active: true },
        orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
        select: { platform: true, ref: true },
      });
      return rows.map(({ platform, ref }) => ({ kind: 'user', platform, id: ref }));
    },

    async organisationOf({ platform, id }) {
      const [row] = await tx.$queryRaw<{ organisation_id: string }[]>`
        SELECT w.organisation_id FROM identity i JOIN workspace w ON w.id = i.workspace_id
        WHERE i.platform = ${platform} AND i.ref = ${id} AND i.active`;
      return row?.organisation_id ?? null;
    },

    async readers({ platform, id }) {
      return tx.$queryRaw<{ person: string; organisation: string; outside: boolean }[]>`
        SELECT a.person_id AS person, w.organisation_id AS organisation, (a.guest OR a.external) AS outside
        FROM identity i JOIN identity a ON a.person_id = i.person_id AND a.active JOIN workspace w ON w.id = a.workspace_id
        WHERE i.platform = ${platform} AND i.ref = ${id} AND i.active ORDER BY a.created_at, a.id`;
    },

    async me(account) {
      // One query, not one for each table: it is asked for each card that is drawn for somebody.
      const [row] = await tx.$queryRaw<MeRow[]>`
        SELECT i.id, i.person_id, i.name, w.organisation_id, o.name AS organisation,
          COALESCE(p.locale, i.locale, 'en-GB') AS locale, COALESCE(p.zone, i.zone, 'Europe/London') AS zone,
          (i.checked_at IS NULL OR i.guest OR i.external) AS outside
        FROM identity i JOIN workspace w ON w.id = i.workspace_id JOIN organisation o ON o.id = w.organisation_id
        LEFT JOIN preference p ON p.person_id = i.person_id
        WHERE i.platform = ${account.platform} AND i.ref = ${account.id} AND i.active`;
      if (!row) return null;
      return {
        person: row.person_id,
        identity: row.id,
        organisation: row.organisation_id,
        organisationName: row.organisation,
        name: row.name,
        ref: { kind: 'user', platform: account.platform, id: account.id },
        locale: row.locale,
        zone: row.zone,
        // Nobody waits here to hear that they could not be checked: what is drawn is what anybody may see.
        outside: row.outside,
      };
    },
  };
}

interface MeRow {
  readonly id: string;
  readonly person_id: string;
  readonly name: string;
  readonly organisation_id: string;
  readonly organisation: string;
  readonly locale: string;
  readonly zone: string;
  readonly outside: boolean;
}

interface JoiningRow {
  readonly id: string;
  readonly how: string;
  readonly oneId: string;
  readonly otherId: string;
  readonly undoneAt: Date | null;
}

const toAccount = ({
  id,
  person_id: person,
  platform,
  ref,
  name,
  given,
  organisation,
  active,
}: AccountRow): Account => ({
  id,
  person,
  ref: { kind: 'user', platform, id: ref },
  name,
  given,
  organisation,
  platform,
  active,
});
