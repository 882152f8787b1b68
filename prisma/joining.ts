/** Two people who turn out to be one: what the one had is the other's from then on, and goes back where it came from when that is undone. */
import { Prisma } from './generated/client.ts';
import { endPages } from './pages.ts';
import type { Tx } from './work.ts';

interface Named {
  readonly table: string;
  readonly column: string;
  /** What such a row is known by. */
  readonly key: string;
  /** Since when it names them, and for which organisation they did it, where the row says so. */
  readonly at?: string;
  readonly organisation?: string;
}

/** Columns that name a person where nothing else in the row says by which account they did it. */
export const NAMED: readonly Named[] = [
  { table: 'community', column: 'created_by', key: 'id', at: 'created_at', organisation: 'founder_id' },
  {
    table: 'community_organisation',
    column: 'agreed_by',
    key: "concat(community_id, '/', organisation_id)",
    at: 'agreed_at',
    organisation: 'organisation_id',
  },
  { table: 'channel', column: 'bound_by', key: 'id', at: 'bound_at', organisation: 'organisation_id' },
  { table: 'bind_code', column: 'issued_by', key: 'digest' },
  { table: 'bind_code', column: 'used_by', key: 'digest' },
  { table: 'join_request', column: 'decided_by', key: 'id' },
  { table: 'invitation', column: 'invited_by', key: 'id' },
  { table: 'proposal', column: 'proposed_by', key: 'id' },
  { table: 'proposal', column: 'decided_by', key: 'id' },
  { table: 'sharing', column: 'offered_by', key: 'id' },
  { table: 'sharing', column: 'answered_by', key: 'id', at: 'answered_at', organisation: 'organisation_id' },
  { table: 'sharing', column: 'decided_by', key: 'id' },
  { table: 'digest', column: 'intro_by', key: 'id' },
  { table: 'digest', column: 'decided_by', key: 'id' },
  { table: 'library_item', column: 'changed_by', key: 'id' },
  { table: 'organisation_admin', column: 'added_by', key: "concat(organisation_id, '/', added_at)" },
  { table: 'drafted_answer', column: 'person_id', key: 'id' },
  { table: 'session', column: 'created_by', key: 'id' },
  { table: 'session', column: 'next_by', key: 'id' },
  { table: 'session_event', column: 'person_id', key: 'id' },
  { table: 'staged_input', column: 'person_id', key: 'id' },
  { table: 'contribution', column: 'person_id', key: 'id' },
  { table: 'contribution', column: 'held_by', key: 'id' },
  { table: 'contribution_challenge', column: 'settled_by', key: 'id' },
  { table: 'grouping_step', column: 'person_id', key: 'id' },
  { table: 'factor', column: 'person_id', key: 'id' },
  { table: 'remark', column: 'person_id', key: 'id' },
  { table: 'session_fact', column: 'proposed_by', key: 'id' },
  { table: 'lesson', column: 'proposed_by', key: 'id' },
  { table: 'lesson', column: 'contact_id', key: 'id' },
  { table: 'lesson_link', column: 'person_id', key: "concat(lesson_id, '/', earlier_id)" },
  { table: 'recommendation', column: 'proposed_by', key: 'id' },
  { table: 'recommendation', column: 'answered_by', key: 'id' },
  { table: 'action', column: 'owner_id', key: 'id' },
  { table: 'action', column: 'proposed_by', key: 'id' },
  { table: 'action_event', column: 'person_id', key: 'id' },
  { table: 'objection', column: 'person_id', key: 'id' },
  { table: 'objection', column: 'decided_by', key: 'id' },
  { table: 'session_report', column: 'by', key: "concat(session_id, '/', edition)" },
  { table: 'report_finding', column: 'by', key: "concat(session_id, '/', mark)" },
  { table: 'report_summary', column: 'checked_by', key: 'session_id' },
  { table: 'session_benefit', column: 'person_id', key: 'session_id' },
];
/** Tables whose rows say with which account they were written: they follow it. */
export const WRITTEN: readonly string[] = ['question', 'reply', 'library_item'];
/** Tables with at most one row for a person (of a digest): who has none gets the other's as a copy, and each keeps their own. */
export const ONE_EACH: readonly string[] = [
  'code_try',
  'profile',
  'preference',
  'digest_vote',
  'digest_reader',
  'lifecycle_vote',
  'session_person',
  'receipt',
  'fact_voice',
  'answer_use',
  'library_use',
  'draft_vote',
];
/** A community has a person once: two memberships become one, and two again. */
const MEMBERSHIP = 'membership';
/** It has one request of a person, and an organisation a person once among its admins. */
const REQUEST = 'join_request';
const ADMIN = 'organisation_admin';

interface Account {
  readonly id: string;
  readonly person_id: string;
  readonly own: string;
  readonly organisation_id: string;
  readonly active: boolean;
}

/**
 * @param how.id of the joining
 * @returns whose everything is now, and who it was besides; null where they are one already, or an account is closed
 */
export async function joinPeople(
  tx: Tx,
  how: { id: string; one: string; other: string; how: string; now: Date },
): Promise<{ kept: string; gone: string } | null> {
  const [one, other] = await held(tx, [how.one, how.other]);
  if (!one?.active || !other?.active || one.person_id === other.person_id) return null;
  // The one who was known first, whichever end it is seen from.
  const [kept, gone] = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM person WHERE id IN (${one.person_id}::uuid, ${other.person_id}::uuid) ORDER BY created_at, id`;
  if (!kept || !gone) return null;
  await tx.joining.create({
    data: { id: how.id, how: how.how, oneId: how.one, otherId: how.other, at: how.now },
  });
  const owns = { kept: ownsOf(await accountsOf(tx, kept.id)), gone: ownsOf(await accountsOf(tx, gone.id)) };
  await tx.$executeRaw`
    UPDATE identity SET own_id = COALESCE(own_id, person_id), person_id = ${kept.id}::uuid
    WHERE person_id IN (${kept.id}::uuid, ${gone.id}::uuid)`;
  await endPages(tx, Prisma.sql`i.person_id = ${kept.id}::uuid`);
  await carry(tx, { gone: gone.id, kept: kept.id }, owns);
  await tx.person.updateMany({ where: { id: kept.id }, data: { leftAt: null } });
  return { kept: kept.id, gone: gone.id };
}

/** Once more what is named after somebody who is another by now: whoever acted meanwhile did not know yet. */
export async function carryLate(tx: Tx, { gone, kept }: { gone: string; kept: string }): Promise<void> {
  const accounts = await accountsOf(tx, kept);
  // Undone since, or joined further: then that has carried it.
  if ((await accountsOf(tx, gone)).length > 0 || !accounts.some(({ own }) => own === gone)) return;
  await carry(tx, { gone, kept }, { gone: [gone], kept: ownsOf(accounts).filter((own) => own !== gone) });
}

async function carry(
  tx: Tx,
  { gone, kept }: { gone: string; kept: string },
  owns: { gone: readonly string[]; kept: readonly string[] },
): Promise<void> {
  for (const { table, column, key } of NAMED) {
    await tx.$executeRaw`
      WITH moved AS (
        UPDATE ${raw(table)} SET ${raw(column)} = ${kept}::uuid WHERE ${raw(column)} = ${gone}::uuid RETURNING ${raw(key)}::text AS key)
      INSERT INTO origin (what, key, person_id)
      SELECT ${`${table}.${column}`}, m.key, ${gone}::uuid FROM moved m
      WHERE ${notKnown(`${table}.${column}`, Prisma.sql`m.key`, owns.gone)}
      ON CONFLICT DO NOTHING`;
  }
  for (const table of WRITTEN) {
    await tx.$executeRaw`UPDATE ${raw(table)} SET person_id = ${kept}::uuid WHERE person_id = ${gone}::uuid`;
  }
  for (const table of ONE_EACH) {
    await tx.$executeRaw`
      INSERT INTO ${raw(table)}
      SELECT (jsonb_populate_record(t, jsonb_build_object('person_id', ${kept}::uuid))).* FROM ${raw(table)} t
      WHERE t.person_id = ${gone}::uuid ON CONFLICT DO NOTHING`;
  }
  await carryMemberships(tx, { gone, kept }, owns);
  await carryRequests(tx, { gone, kept });
  await carryAdmins(tx, { gone, kept }, owns);
}

/** What one of these had is not known yet as theirs. */
const notKnown = (what: string, key: Prisma.Sql, owns: readonly string[]): Prisma.Sql => Prisma.sql`NOT EXISTS (
  SELECT 1 FROM origin o WHERE o.what = ${what} AND o.key = ${key} AND o.person_id = ANY(${[...owns]}::uuid[]))`;

/** How much a role may do, under an alias. */
const rank = (alias: string): Prisma.Sql =>
  Prisma.raw(`CASE ${alias}.role WHEN 'lead' THEN 3 WHEN 'member' THEN 1 ELSE 2 END`);
const RANKS: Readonly<Record<string, number>> = { lead: 3, member: 1 };
const rankOf = (role: string): number => RANKS[role] ?? 2;
/** A part that ended since does not come back: a community has one lead. */
const weaker = (was: string, is: string): string => (rankOf(is) < rankOf(was) ? is : was);

async function carryMemberships(
  tx: Tx,
  { gone, kept }: { gone: string; kept: string },
  owns: { gone: readonly string[]; kept: readonly string[] },
): Promise<void> {
  const key = Prisma.sql`m.community_id::text`;
  await tx.$executeRaw`
    INSERT INTO origin (what, key, person_id, was)
    SELECT ${MEMBERSHIP}, ${key}, ${gone}::uuid, to_jsonb(m) FROM membership m
    WHERE m.person_id = ${gone}::uuid AND ${notKnown(MEMBERSHIP, key, owns.gone)} ON CONFLICT DO NOTHING`;
  await tx.$executeRaw`
    INSERT INTO origin (what, key, person_id, was)
    SELECT ${MEMBERSHIP}, ${key}, ${kept}::uuid, to_jsonb(m) FROM membership m
    JOIN membership g ON g.community_id = m.community_id AND g.person_id = ${gone}::uuid
    WHERE m.person_id = ${kept}::uuid AND ${notKnown(MEMBERSHIP, key, owns.kept)} ON CONFLICT DO NOTHING`;
  await tx.$executeRaw`
    UPDATE membership m SET joined_at = LEAST(m.joined_at, g.joined_at),
      role = CASE WHEN ${rank('g')} > ${rank('m')} THEN g.role ELSE m.role END,
      deputy = (m.deputy OR g.deputy) AND 'lead' NOT IN (m.role, g.role),
      hears = COALESCE(m.hears, g.hears), agreed_at = LEAST(m.agreed_at, g.agreed_at),
      hello = COALESCE(m.hello, g.hello), hello_at = COALESCE(m.hello_at, g.hello_at)
    FROM membership g
    WHERE m.person_id = ${kept}::uuid AND g.person_id = ${gone}::uuid AND g.community_id = m.community_id`;
  await tx.$executeRaw`
    DELETE FROM membership g USING membership m
    WHERE g.person_id = ${gone}::uuid AND m.person_id = ${kept}::uuid AND m.community_id = g.community_id`;
  await tx.$executeRaw`UPDATE membership SET person_id = ${kept}::uuid WHERE person_id = ${gone}::uuid`;
}

/** Of two requests to the same community the one that is open stays, else the one of who is kept; who is in it asks no more. */
async function carryRequests(tx: Tx, { gone, kept }: { gone: string; kept: string }): Promise<void> {
  await tx.$executeRaw`
    WITH second AS (
      SELECT CASE WHEN g.state = 'open' AND k.state <> 'open' THEN k.id ELSE g.id END AS id
      FROM join_request g JOIN join_request k USING (community_id)
      WHERE g.person_id = ${gone}::uuid AND k.person_id = ${kept}::uuid),
    taken AS (DELETE FROM join_request j USING second WHERE j.id = second.id RETURNING j.*)
    INSERT INTO origin (what, key, person_id, was)
    SELECT ${REQUEST}, t.id::text, COALESCE(i.own_id, i.person_id), to_jsonb(t) FROM taken t JOIN identity i ON i.id = t.identity_id
    ON CONFLICT DO NOTHING`;
  await tx.$executeRaw`UPDATE join_request SET person_id = ${kept}::uuid WHERE person_id = ${gone}::uuid`;
  await tx.$executeRaw`
    UPDATE join_request j SET state = 'withdrawn', due_at = NULL
    WHERE j.person_id = ${kept}::uuid AND j.state = 'open'
      AND EXISTS (SELECT 1 FROM membership m WHERE m.community_id = j.community_id AND m.person_id = ${kept}::uuid)`;
}

async function partRequests(
  tx: Tx,
  { person, other }: { person: string; other: string },
  { going, staying }: { going: readonly Account[]; staying: readonly Account[] },
): Promise<void> {
  await tx.$executeRaw`
    UPDATE join_request SET person_id = ${other}::uuid
    WHERE person_id = ${person}::uuid AND identity_id = ANY(${going.map(({ id }) => id)}::uuid[])`;
  await tx.$executeRaw`
    INSERT INTO join_request
    SELECT (jsonb_populate_record(NULL::join_request, o.was || jsonb_build_object('person_id',
      CASE WHEN o.person_id = ANY(${ownsOf(going)}::uuid[]) THEN ${other}::uuid ELSE ${person}::uuid END))).*
    FROM origin o WHERE o.what = ${REQUEST} AND o.person_id = ANY(${[...ownsOf(going), ...ownsOf(staying)]}::uuid[])
    ON CONFLICT DO NOTHING`;
  await tx.$executeRaw`
    DELETE FROM origin o WHERE o.what = ${REQUEST} AND EXISTS (SELECT 1 FROM join_request j WHERE j.id::text = o.key)`;
}

async function carryAdmins(
  tx: Tx,
  { gone, kept }: { gone: string; kept: string },
  owns: { gone: readonly string[]; kept: readonly string[] },
): Promise<void> {
  const key = Prisma.sql`a.organisation_id::text`;
  for (const [person, theirs] of [
    [gone, owns.gone],
    [kept, owns.kept],
  ] as const) {
    await tx.$executeRaw`
      INSERT INTO origin (what, key, person_id, was)
      SELECT ${ADMIN}, ${key}, ${person}::uuid, to_jsonb(a) FROM organisation_admin a
      WHERE a.person_id = ${person}::uuid AND ${notKnown(ADMIN, key, theirs)} ON CONFLICT DO NOTHING`;
  }
  await tx.$executeRaw`
    INSERT INTO organisation_admin
    SELECT (jsonb_populate_record(a, jsonb_build_object('person_id', ${kept}::uuid))).* FROM organisation_admin a
    WHERE a.person_id = ${gone}::uuid ON CONFLICT DO NOTHING`;
  await tx.$executeRaw`DELETE FROM organisation_admin WHERE person_id = ${gone}::uuid`;
}

/** Whoever was an admin before is one again, unless that ended since; one that came since is of the side with an account there. */
async function partAdmins(
  tx: Tx,
  { person, other }: { person: string; other: string },
  { going, staying }: { going: readonly Account[]; staying: readonly Account[] },
): Promise<void> {
  for (const admin of await tx.organisationAdmin.findMany({ where: { personId: person } })) {
    const { organisationId } = admin;
    const knownOf = (accounts: readonly Account[]) =>
      tx.origin.count({ where: { what: ADMIN, key: organisationId, personId: { in: ownsOf(accounts) } } });
    const isAt = (accounts: readonly Account[]) => accounts.some((one) => one.organisation_id === organisationId);
    const [theirs, ours] = [(await knownOf(going)) > 0, (await knownOf(staying)) > 0];
    const where = { organisationId_personId: { organisationId, personId: person } };
    if (theirs && ours) await tx.organisationAdmin.create({ data: { ...admin, personId: other } });
    else if (theirs || (!ours && isAt(going) && !isAt(staying)))
      await tx.organisationAdmin.update({ where, data: { personId: other } });
  }
  const settled = [...ownsOf(going), ...(staying.length === 1 ? ownsOf(staying) : [])];
  await tx.origin.deleteMany({ where: { what: ADMIN, personId: { in: settled } } });
}

export interface Parted {
  /** Who keeps what nobody can say more of. */
  readonly person: string;
  /** Who is somebody of their own again. */
  readonly other: string;
  /** Those of the two who have no account left that is open. */
  readonly left: readonly string[];
}

/**
 * Undoes one joining: the accounts on either side of it are two people again, each with what they wrote, with what they
 * had before, and with what they came to have since where only their organisation has a part in it.
 * @returns null where it was undone already
 */
export async function partPeople(tx: Tx, id: string, now: Date): Promise<Parted | null> {
  const undone = await tx.joining.updateMany({ where: { id, undoneAt: null }, data: { undoneAt: now } });
  const joining = undone.count === 0 ? null : await tx.joining.findUnique({ where: { id } });
  if (!joining) return null;
  const [one] = await held(tx, [joining.oneId, joining.otherId]);
  if (!one) return null;
  const person = one.person_id;
  const { going, staying } = sides(
    await accountsOf(tx, person),
    await tx.joining.findMany({ where: { undoneAt: null, oneId: { in: await idsOf(tx, person) } } }),
    { person, from: joining.otherId },
  );
  const [first] = going;
  if (!first) return null;
  const other = first.own;
  const ids = going.map((account) => account.id);
  await endPages(tx, Prisma.sql`i.person_id = ${person}::uuid`);
  await tx.identity.updateMany({ where: { id: { in: ids } }, data: { personId: other } });
  for (const table of WRITTEN) {
    await tx.$executeRaw`
      UPDATE ${raw(table)} SET person_id = ${other}::uuid
      WHERE person_id = ${person}::uuid AND identity_id = ANY(${ids}::uuid[])`;
  }
  const abroad = organisationsOf(going).filter((one) => !organisationsOf(staying).includes(one));
  for (const { table, column, key, at, organisation } of NAMED) {
    const isTheirs =
      at && organisation
        ? Prisma.sql`(${raw(at)} >= ${joining.at} AND ${raw(organisation)} = ANY(${abroad}::uuid[]))`
        : Prisma.sql`false`;
    await tx.$executeRaw`
      WITH back AS (
        DELETE FROM origin WHERE what = ${`${table}.${column}`} AND person_id = ANY(${ownsOf(going)}::uuid[]) RETURNING key)
      UPDATE ${raw(table)} SET ${raw(column)} = ${other}::uuid
      WHERE ${raw(column)} = ${person}::uuid AND (${raw(key)}::text IN (SELECT key FROM back) OR ${isTheirs})`;
  }
  await partMemberships(tx, { person, other, since: joining.at }, { going, staying });
  await partRequests(tx, { person, other }, { going, staying });
  await partAdmins(tx, { person, other }, { going, staying });
  return { person, other, left: await restate(tx, [person, other], now) };
}

/** The accounts on the two sides of a joining that is no more; that of which the person was made stays. Each oldest first. */
function sides(
  accounts: readonly Account[],
  joinings: readonly { oneId: string; otherId: string }[],
  { person, from }: { person: string; from: string },
): { going: readonly Account[]; staying: readonly Account[] } {
  const reached = new Set([from]);
  for (let size = 0; size < reached.size; ) {
    size = reached.size;
    for (const { oneId, otherId } of joinings) {
      if (reached.has(oneId)) reached.add(otherId);
      else if (reached.has(otherId)) reached.add(oneId);
    }
  }
  const beyond = accounts.filter(({ id }) => reached.has(id));
  const here = accounts.filter(({ id }) => !reached.has(id));
  return beyond.some(({ own }) => own === person) ? { going: here, staying: beyond } : { going: beyond, staying: here };
}

async function partMemberships(
  tx: Tx,
  { person, other, since }: { person: string; other: string; since: Date },
  { going, staying }: { going: readonly Account[]; staying: readonly Account[] },
): Promise<void> {
  const origins = await tx.$queryRaw<{ key: string; goes: boolean; role: string; deputy: boolean; was: string }[]>`
    SELECT key, person_id = ANY(${ownsOf(going)}::uuid[]) AS goes, was->>'role' AS role,
      COALESCE((was->>'deputy')::boolean, false) AS deputy, was::text AS was FROM origin
    WHERE what = ${MEMBERSHIP} AND person_id = ANY(${[...ownsOf(going), ...ownsOf(staying)]}::uuid[])`;
  const shares = async (community: string, accounts: readonly Account[]) =>
    (await tx.communityOrganisation.count({
      where: { communityId: community, organisationId: { in: organisationsOf(accounts) } },
    })) > 0;
  /** Only the accounts that go could have come to it. */
  const isAbroad = async (community: string) => (await shares(community, going)) && !(await shares(community, staying));
  const held = await tx.membership.findMany({ where: { personId: person } });
  for (const { communityId, role, deputy, joinedAt } of held) {
    const known = origins.filter(({ key }) => key === communityId);
    const [theirs] = known.filter(({ goes }) => goes).sort(strongest);
    const [ours] = known.filter(({ goes }) => !goes).sort(strongest);
    const where = { communityId_personId: { communityId, personId: person } };
    if (theirs && ours) {
      const merged = Math.max(rankOf(theirs.role), rankOf(ours.role));
      await tx.$executeRaw`
        INSERT INTO membership
        SELECT (jsonb_populate_record(m, ${theirs.was}::jsonb || jsonb_build_object('person_id', ${other}::uuid,
          'role', ${weaker(theirs.role, role)}::text, 'deputy', ${theirs.deputy && deputy}::boolean))).*
        FROM membership m WHERE m.community_id = ${communityId}::uuid AND m.person_id = ${person}::uuid`;
      // A role that they came to have since is not the other's.
      const own = rankOf(role) === merged ? { role: ours.role } : {};
      await tx.membership.update({ where, data: { ...own, deputy: ours.deputy && deputy } });
    } else if (theirs || (!ours && joinedAt >= since && (await isAbroad(communityId)))) {
      await tx.membership.update({ where, data: { personId: other } });
    }
  }
  const settled = [...ownsOf(going), ...(staying.length === 1 ? ownsOf(staying) : [])];
  await tx.origin.deleteMany({ where: { what: MEMBERSHIP, personId: { in: settled } } });
}
const strongest = (a: { role: string }, b: { role: string }): number => rankOf(b.role) - rankOf(a.role);

/** Whether each of them is still there. @returns those who left by it */
async function restate(tx: Tx, persons: readonly string[], now: Date): Promise<readonly string[]> {
  const left: string[] = [];
  for (const id of persons) {
    const there = { some: { active: true } };
    await tx.person.updateMany({ where: { id, leftAt: { not: null }, identities: there }, data: { leftAt: null } });
    const gone = await tx.person.updateMany({
      where: { id, leftAt: null, identities: { none: { active: true } } },
      data: { leftAt: now },
    });
    if (gone.count === 1) left.push(id);
  }
  return left;
}

/** Accounts whose persons are ours alone to the end of the transaction, in the order asked for. */
async function held(tx: Tx, ids: readonly string[]): Promise<(Account | undefined)[]> {
  const read = () => tx.$queryRaw<Account[]>`${ACCOUNTS} WHERE i.id = ANY(${[...ids]}::uuid[])`;
  for (let seen = await read(); ; ) {
    const persons = seen.map((account) => account.person_id).sort();
    await tx.$executeRaw`SELECT 1 FROM person WHERE id = ANY(${persons}::uuid[]) ORDER BY id FOR NO KEY UPDATE`;
    const now = await read();
    // Another joining was quicker: then it is about other people.
    if (now.every((account) => persons.includes(account.person_id)))
      return ids.map((id) => now.find((account) => account.id === id));
    seen = now;
  }
}

const ACCOUNTS = Prisma.sql`
  SELECT i.id, i.person_id, COALESCE(i.own_id, i.person_id) AS own, i.active, w.organisation_id
  FROM identity i JOIN workspace w ON w.id = i.workspace_id`;
const accountsOf = (tx: Tx, person: string) =>
  tx.$queryRaw<Account[]>`${ACCOUNTS} WHERE i.person_id = ${person}::uuid ORDER BY i.created_at, i.id`;
const idsOf = async (tx: Tx, person: string): Promise<string[]> => (await accountsOf(tx, person)).map(({ id }) => id);
const organisationsOf = (accounts: readonly Account[]): string[] => accounts.map((one) => one.organisation_id);
const ownsOf = (accounts: readonly Account[]): string[] => [...new Set(accounts.map(({ own }) => own))];
const raw = (sql: string): Prisma.Sql => Prisma.raw(sql);
