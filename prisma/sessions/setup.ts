/** Sessions, who is in them, what happened to them and when to look at them, in Postgres. */
import type { Attending, Happened, Part, SessionRecord, TimerKind } from '../../bot/sessions/record.ts';
import type { SetupStore, Timer } from '../../bot/sessions/setup-store.ts';
import type { Label } from '../../bot/words/handling.ts';
import { isId, readingAccount, sharingAccount } from '../audience.ts';
import { Prisma, type Session as Row } from '../generated/client.ts';
import { accountOf, NAMED, type NamedRow, toNamed } from '../members.ts';
import type { Tx } from '../work.ts';

interface AttendingRow extends NamedRow {
  parts: Part[];
  manages: boolean;
  reachable: boolean;
}

/** States in which nothing goes on any more. */
const OVER = Prisma.sql`('cancelled', 'closed')`;

export function createSetupStore(tx: Tx, now: Date, newId: () => string): SetupStore {
  /** Everybody in a session, each once; `who` narrows it, on `p`. */
  const attending = (id: string, who: Prisma.Sql) => tx.$queryRaw<AttendingRow[]>`
    SELECT ${NAMED}, g.parts, g.manages,
      EXISTS (SELECT 1 FROM ${readingAccount(Prisma.sql`g.person_id`, Prisma.sql`g.community_id`)} reading) AS reachable
    FROM (
      SELECT p.person_id, x.community_id, array_agg(p.role ORDER BY p.role) AS parts, bool_or(p.manages) AS manages,
        min(CASE p.role WHEN 'facilitator' THEN 0 WHEN 'deputy' THEN 1 ELSE 2 END) AS place
      FROM session_person p JOIN session x ON x.id = p.session_id
      WHERE p.session_id = ${id}::uuid AND ${who} GROUP BY p.person_id, x.community_id) g
    JOIN ${accountOf(Prisma.sql`g.person_id`)} a ON true
    ORDER BY g.place, a.name, a.person_id`;

  async function one(id: string): Promise<SessionRecord | null> {
    if (!isId(id)) return null;
    const row = await tx.session.findUnique({ where: { id } });
    return row && toRecord(row);
  }
  const listed = async (rows: readonly { id: string }[]): Promise<readonly SessionRecord[]> => {
    const found = await tx.session.findMany({ where: { id: { in: rows.map(({ id }) => id) } } });
    return rows.flatMap(({ id }) => found.filter((row) => row.id === id).map(toRecord));
  };

  const none = Promise.resolve([]);
  /** Members who are here and can be told in private, each once; `which` narrows it, on `m` and `a`. */
  async function nameable(which: Prisma.Sql, limit: number): Promise<readonly Attending[]> {
    const rows = await tx.$queryRaw<AttendingRow[]>`
      SELECT DISTINCT ON (a.name, a.person_id) ${NAMED}, ARRAY[]::text[] AS parts, false AS manages, true AS reachable
      FROM membership m JOIN ${accountOf(Prisma.sql`m.person_id`)} a ON true
      WHERE NOT a.has_left AND ${which}
        AND EXISTS (SELECT 1 FROM ${readingAccount(Prisma.sql`m.person_id`, Prisma.sql`m.community_id`)} reading)
      ORDER BY a.name, a.person_id LIMIT ${limit}`;
    return rows.map(toAttending);
  }

  return {
    async begin({ by, community, organisation, method, attribution, k, isSelfLed, screens, ...setup }) {
      const id = newId();
      await tx.session.create({
        data: {
          id,
          method,
          communityId: community,
          organisationId: organisation,
          state: 'draft',
          attribution,
          k,
          selfLed: isSelfLed,
          screens,
          since: now,
          createdBy: by,
          createdAt: now,
          title: setup.title,
          event: setup.event,
          startsOn: setup.startsOn,
          purpose: setup.purpose,
          scopeIn: setup.scopeIn,
          place: setup.place,
          readers: setup.readers,
          boundary: setup.boundary,
          zone: setup.zone,
          ...ofSetup(setup),
        },
      });
      return id;
    },
    get: one,
    async hold(id) {
      if (isId(id)) await tx.$queryRaw`SELECT 1 FROM session WHERE id = ${id}::uuid FOR UPDATE`;
      return one(id);
    },
    async save(id, { method, community, organisation, isSelfLed, createdBy, createdAt, askedAgain, ...changed }) {
      const { reference, round, question, noLesson, closesAt, since, held, publishedAt, ...rest } = changed;
      const {
        state,
        version,
        edition,
        attribution,
        k,
        was,
        extended,
        inGrace,
        screens,
        isScreening,
        hasKey,
        nextBy,
        ...setup
      } = rest;
      const ended = state === 'closed' || state === 'cancelled';
      await tx.session.update({
        where: { id },
        data: {
          ...given({ reference, round, question, noLesson, closesAt, since, held, publishedAt }),
          ...given({
            state,
            version,
            edition,
            attribution,
            k,
            was,
            extended,
            inGrace,
            screens,
            isScreening,
            hasKey,
            nextBy,
          }),
          ...given({ selfLed: isSelfLed, organisationId: organisation, method }),
          ...(askedAgain && { askedAgain: [...askedAgain] }),
          ...(state !== undefined && { endedAt: ended ? now : null }),
          ...ofSetup(setup),
        },
      });
    },
    async nextReference(organisation, series) {
      const [row] = await tx.$queryRaw<{ last: number }[]>`
        INSERT INTO session_series AS s (organisation_id, series, last) VALUES (${organisation}::uuid, ${series}, 1)
        ON CONFLICT (organisation_id, series) DO UPDATE SET last = s.last + 1 RETURNING last`;
      return `${series}-${String(row?.last ?? 1).padStart(4, '0')}`;
    },

    people: async (id) => (isId(id) ? (await attending(id, Prisma.sql`TRUE`)).map(toAttending) : []),
    async attending(id, person) {
      if (!isId(id) || !isId(person)) return null;
      const [row] = await attending(id, Prisma.sql`p.person_id = ${person}::uuid`);
      return row ? toAttending(row) : null;
    },
    async give(id, person, part) {
      const given = await tx.sessionPerson.createMany({
        data: { sessionId: id, personId: person, role: part, since: now },
        skipDuplicates: true,
      });
      return given.count === 1;
    },
    async take(id, person, part) {
      await tx.sessionPerson.deleteMany({ where: { sessionId: id, personId: person, role: part } });
    },
    async watches(id, person, manages) {
      await tx.sessionPerson.updateMany({
        where: { sessionId: id, personId: person, role: 'observer' },
        data: { manages },
      });
    },
    async accountFor(id, person) {
      if (!isId(id) || !isId(person)) return null;
      const [row] = await tx.$queryRaw<{ platform: string; ref: string }[]>`
        SELECT reading.platform, reading.ref FROM session x
        JOIN ${readingAccount(Prisma.sql`${person}::uuid`, Prisma.sql`x.community_id`)} reading ON true WHERE x.id = ${id}::uuid`;
      return row ? { kind: 'user', platform: row.platform, id: row.ref } : null;
    },
    async personAt(id, account) {
      if (!isId(id)) return null;
      const [row] = await tx.$queryRaw<{ person: string }[]>`
        SELECT i.person_id AS person FROM session x JOIN ${sharingAccount(account, Prisma.sql`x.community_id`)} WHERE x.id = ${id}::uuid`;
      return row?.person ?? null;
    },
    nameable: (community, query, limit) =>
      isId(community) ? nameable(Prisma.sql`m.community_id = ${community}::uuid AND ${begins(query)}`, limit) : none,
    nameableOf(community, persons) {
      const ids = persons.filter(isId);
      if (!isId(community) || ids.length === 0) return none;
      return nameable(
        Prisma.sql`m.community_id = ${community}::uuid AND m.person_id = ANY(${ids}::uuid[])`,
        ids.length,
      );
    },
    nameableBy: (account, query, limit) =>
      nameable(
        Prisma.sql`${begins(query)} AND EXISTS (
          SELECT 1 FROM membership own JOIN ${sharingAccount(account, Prisma.sql`own.community_id`)}
          WHERE own.community_id = m.community_id AND own.person_id = i.person_id)`,
        limit,
      ),

    async happened(id, { cause, by, version, event, from, to, reason }) {
      const added = await tx.$executeRaw`
        INSERT INTO session_event (id, session_id, seq, event, person_id, from_state, to_state, version, reason, at)
        SELECT ${cause}, ${id}::uuid, COALESCE((SELECT max(seq) FROM session_event WHERE session_id = ${id}::uuid), 0) + 1,
          ${event}, ${by}::uuid, ${from}, ${to}, ${version}, ${reason}, ${now}
        ON CONFLICT (id) DO NOTHING`;
      return added === 1;
    },
    async history(id) {
      if (!isId(id)) return [];
      const rows = await tx.sessionEvent.findMany({ where: { sessionId: id }, orderBy: { seq: 'asc' } });
      const ids = [...new Set(rows.flatMap(({ personId }) => personId ?? []))];
      const people =
        ids.length === 0
          ? []
          : await tx.$queryRaw<NamedRow[]>`
        SELECT ${NAMED} FROM unnest(${ids}::uuid[]) AS given(id) JOIN ${accountOf(Prisma.sql`given.id`)} a ON true`;
      const named = new Map(people.map((row) => [row.person_id, toNamed(row)]));
      return rows.map(
        (row): Happened => ({
          seq: row.seq,
          event: row.event,
          by: (row.personId && named.get(row.personId)) || null,
          from: row.fromState,
          to: row.toState,
          reason: row.reason,
          at: row.at,
        }),
      );
    },

    async timer(id, kind, at, version) {
      if (at === null) {
        await tx.sessionTimer.deleteMany({ where: { sessionId: id, kind } });
        return;
      }
      await tx.sessionTimer.upsert({
        where: { sessionId_kind: { sessionId: id, kind } },
        create: { sessionId: id, kind, at, version },
        update: { at, version },
      });
    },
    async putOff(id, kind, to) {
      await tx.sessionTimer.updateMany({ where: { sessionId: id, kind, at: { lte: now } }, data: { at: to } });
    },
    async dueTimers(limit) {
      const rows = await tx.sessionTimer.findMany({
        where: { at: { lte: now } },
        orderBy: [{ at: 'asc' }, { sessionId: 'asc' }, { kind: 'asc' }],
        take: limit,
      });
      return rows.map(toTimer);
    },
    async takeTimer(id, kind) {
      const [row] = await tx.$queryRaw<{ version: number; at: Date }[]>`
        DELETE FROM session_timer WHERE (session_id, kind) IN (
          SELECT session_id, kind FROM session_timer WHERE session_id = ${id}::uuid AND kind = ${kind} AND at <= ${now}
          FOR UPDATE SKIP LOCKED)
        RETURNING version, at`;
      return row ? { session: id, kind, version: row.version, at: row.at } : null;
    },
    async looked() {
      const [row] = await tx.$queryRaw<
        { was: Date }[]
      >`SELECT looked_at AS was FROM session_clock WHERE id = 1 FOR UPDATE`;
      await tx.$executeRaw`
        INSERT INTO session_clock (id, looked_at) VALUES (1, ${now}) ON CONFLICT (id) DO UPDATE SET looked_at = EXCLUDED.looked_at`;
      return row?.was ?? null;
    },
    async openOver(from) {
      const rows = await tx.$queryRaw<{ id: string }[]>`
        SELECT id FROM session WHERE closes_at > ${from} AND state NOT IN ('draft', 'paused', 'lapsed', 'published', 'closed', 'cancelled')
        ORDER BY closes_at, id`;
      return listed(rows);
    },

    async mine(account, limit) {
      return listed(
        await tx.$queryRaw<{ id: string }[]>`
          SELECT x.id FROM session x JOIN ${sharingAccount(account, Prisma.sql`x.community_id`)}
          WHERE x.state NOT IN ${OVER} AND (
            x.state <> 'draft' AND EXISTS (SELECT 1 FROM session_person p WHERE p.session_id = x.id AND p.person_id = i.person_id)
            OR (x.created_by = i.person_id AND x.state IN ('draft', 'scheduled')))
          ORDER BY x.state = 'published', COALESCE(x.closes_at, x.opens_at, x.created_at), x.id LIMIT ${limit}`,
      );
    },
    async overlapping(community, { from, to }, but) {
      if (!isId(community)) return [];
      return listed(
        await tx.$queryRaw<{ id: string }[]>`
          SELECT x.id FROM session x WHERE x.community_id = ${community}::uuid AND x.id <> ${but}::uuid
            AND x.state NOT IN ('draft', 'cancelled') AND x.starts_on <= ${to} AND COALESCE(x.ends_on, x.starts_on) >= ${from}
          ORDER BY x.starts_on, x.id LIMIT 3`,
      );
    },
    async liveIn(community) {
      if (!isId(community)) return [];
      return listed(
        await tx.$queryRaw<{ id: string }[]>`
          SELECT id FROM session WHERE community_id = ${community}::uuid AND state NOT IN ('draft', 'published', 'closed', 'cancelled')
          ORDER BY created_at, id`,
      );
    },
    async ledBy(person) {
      if (!isId(person)) return [];
      const rows = await tx.$queryRaw<{ id: string }[]>`
        SELECT x.id FROM session x JOIN session_person p ON p.session_id = x.id AND p.person_id = ${person}::uuid
        WHERE p.role = 'facilitator' AND x.state NOT IN ${OVER} ORDER BY x.id`;
      return rows.map(({ id }) => id);
    },
    async with(person) {
      if (!isId(person)) return [];
      const rows = await tx.$queryRaw<{ id: string }[]>`
        SELECT DISTINCT session_id AS id FROM session_person WHERE person_id = ${person}::uuid ORDER BY 1`;
      return rows.map(({ id }) => id);
    },
  };
}

/** Holds for a name, under the alias `a`, of which a word begins so. */
const begins = (query: string): Prisma.Sql =>
  query.trim() === ''
    ? Prisma.sql`TRUE`
    : Prisma.sql`a.name ~* ${`(^|[^[:alnum:]])${query.trim().replaceAll(/[^\p{L}\p{N} ]/gu, '.')}`}`;

/** What was said, without what was not. */
const given = <T extends object>(values: T): Partial<T> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<T>;

function ofSetup(setup: Partial<SetupColumns>) {
  // Each by its name: whoever begins one from another hands over all of that, and its state is not the new one's.
  const { title, event, startsOn, endsOn, purpose, scopeIn, scopeOut, level, place, readers, label, boundary, zone } =
    setup;
  const { tags, opensAt, follows: followsId, partOf: partOfId } = setup;
  return {
    ...given({ title, event, startsOn, endsOn, purpose, scopeIn, scopeOut, level, place, readers, label, boundary }),
    ...given({ zone, opensAt, followsId, partOfId }),
    ...(tags && { tags: [...tags] }),
  };
}
type SetupColumns = Pick<
  SessionRecord,
  | 'title'
  | 'event'
  | 'startsOn'
  | 'endsOn'
  | 'purpose'
  | 'scopeIn'
  | 'scopeOut'
  | 'level'
  | 'place'
  | 'readers'
  | 'label'
  | 'boundary'
  | 'zone'
  | 'tags'
  | 'opensAt'
  | 'follows'
  | 'partOf'
>;

const toTimer = ({
  sessionId: session,
  kind,
  version,
  at,
}: {
  sessionId: string;
  kind: string;
  version: number;
  at: Date;
}): Timer => ({
  session,
  kind: kind as TimerKind,
  version,
  at,
});

const toAttending = (row: AttendingRow): Attending => ({
  ...toNamed(row),
  parts: row.parts,
  manages: row.manages,
  reachable: row.reachable,
});

function toRecord(row: Row): SessionRecord {
  const { communityId, organisationId, selfLed, createdBy, followsId, partOfId, windows, endedAt, clearedAt, ...same } =
    row;
  return {
    ...same,
    community: communityId,
    organisation: organisationId,
    isSelfLed: selfLed,
    createdBy,
    follows: followsId,
    partOf: partOfId,
    attribution: row.attribution as SessionRecord['attribution'],
    level: row.level as SessionRecord['level'],
    place: row.place as SessionRecord['place'],
    readers: row.readers as SessionRecord['readers'],
    label: row.label as Label | null,
  };
}
