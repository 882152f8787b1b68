/** Fills an empty database with organisations, people, communities and what they wrote, at any size, the same for the same seed. */
import type pg from 'pg';
import { StartError } from '../../bot/core/start-error.ts';
import { publicName, readTables, readTriggered } from '../backup/shape.ts';
import { withClient } from '../connection.ts';
import { type DirectoryCommunity, directory } from './communities.ts';
import { filler } from './insert.ts';
import { organisationNames, personName } from './people.ts';
import { below, idsOf, type Random, randomOf, shares } from './random.ts';
import { answerOf, questionOf } from './sentences.ts';

export interface Size {
  readonly people: number;
  readonly communities: number;
  /** Questions and replies together. */
  readonly messages: number;
}

export interface Filled {
  readonly organisations: number;
  readonly people: number;
  readonly communities: number;
  readonly memberships: number;
  readonly questions: number;
  readonly replies: number;
}

interface Made {
  readonly id: string;
  readonly of: DirectoryCommunity;
  /** Who founded it and with whom it is shared, as places in the list of organisations. */
  readonly organisations: readonly number[];
  readonly createdAt: Date;
  /** People, as places in their list; the first leads. */
  members: readonly number[];
}

interface Ground {
  readonly client: pg.Client;
  readonly random: Random;
  readonly id: (kind: number, count: number) => string;
  readonly now: Date;
  readonly doing: (what: string) => void;
  readonly interrupted?: AbortSignal | undefined;
}

interface Person {
  readonly id: string;
  readonly identity: string;
  readonly ref: string;
  readonly organisation: number;
}

/** The first organisation has so much of the people, and every community is shared with it. */
const FIRST_HAS = 0.3;
const MEMBERSHIPS_EACH = 4;
const QUESTIONS = 0.22;
const YEARS = 3;
const DAY = 86_400_000;

/** @throws StartError where the database holds anything. Nothing is written unless all of it is. */
export async function fill(
  url: string,
  size: Size,
  how: { seed: number; now: Date; doing?: (what: string) => void; interrupted?: AbortSignal },
): Promise<Filled> {
  const random = randomOf(how.seed);
  return withClient(url, async (client) => {
    await refuseFilled(client);
    const ground: Ground = {
      client,
      random,
      id: idsOf(random),
      now: how.now,
      doing: how.doing ?? (() => undefined),
      interrupted: how.interrupted,
    };
    await client.query('BEGIN');
    try {
      const triggered = await readTriggered(client);
      // What they keep true row by row is built at once in the end.
      for (const table of triggered) await client.query(`ALTER TABLE ${publicName(table)} DISABLE TRIGGER USER`);
      const filled = await everything(ground, size);
      ground.doing('Making everything findable');
      await client.query('SELECT find_rebuild(), search_rebuild()');
      for (const table of triggered) await client.query(`ALTER TABLE ${publicName(table)} ENABLE TRIGGER USER`);
      await client.query('COMMIT');
      ground.doing('Telling the planner');
      await client.query('VACUUM ANALYZE');
      return filled;
    } catch (error) {
      await client.query('ROLLBACK').catch(() => undefined);
      throw error;
    }
  });
}

async function refuseFilled(client: pg.Client): Promise<void> {
  for (const { name } of await readTables(client)) {
    if (name === '_prisma_migrations') continue;
    const { rows } = await client.query(`SELECT 1 FROM ${publicName(name)} LIMIT 1`);
    if (rows.length > 0) {
      throw new StartError(
        'The database is not empty: invented people do not belong beside real ones. Set DATABASE_URL, or GUILDHALL_DATA, to an empty one.',
      );
    }
  }
}

async function everything(ground: Ground, size: Size): Promise<Filled> {
  const organisations = await fillOrganisations(ground, size.people);
  ground.doing('People');
  const people = await fillPeople(ground, size.people, organisations);
  ground.doing('Communities');
  const communities = await fillCommunities(ground, size, organisations, people);
  ground.doing('Memberships');
  const memberships = await fillMemberships(ground, communities, people);
  ground.doing('Questions and replies');
  const said = await fillMessages(ground, size.messages, communities, people);
  return {
    organisations: organisations.length,
    people: people.length,
    communities: communities.length,
    memberships,
    ...said,
  };
}

interface Organisation {
  readonly id: string;
  readonly workspace: string;
  readonly platform: string;
  readonly externalId: string;
  readonly region: string | null;
}

async function fillOrganisations({ client, id, now }: Ground, people: number): Promise<readonly Organisation[]> {
  const count = Math.min(40, Math.max(3, Math.round(people / 2_500)));
  const organisation = filler(client, 'organisation', ['id uuid', 'name text', 'created_at timestamptz']);
  const workspace = filler(
    client,
    'workspace',
    ['id uuid', 'platform text', 'external_id text', 'name text', 'organisation_id uuid'],
    organisation,
  );
  const made = organisationNames(count).map(({ name, region }, at) => ({
    name,
    region,
    id: id(1, at),
    workspace: id(2, at),
    platform: at % 2 === 0 ? 'teams' : 'slack',
    externalId: at % 2 === 0 ? id(3, at) : `T0SEED${String(at).padStart(4, '0')}`,
  }));
  const createdAt = new Date(now.getTime() - (YEARS + 1) * 365 * DAY);
  for (const one of made) {
    await organisation.add([one.id, one.name, createdAt]);
    await workspace.add([one.workspace, one.platform, one.externalId, one.name, one.id]);
  }
  await organisation.end();
  await workspace.end();
  return made;
}

/** In the order of their organisations. */
async function fillPeople(
  { client, random, id, now }: Ground,
  count: number,
  organisations: readonly Organisation[],
): Promise<readonly Person[]> {
  const person = filler(client, 'person', ['id uuid', 'created_at timestamptz', 'left_at timestamptz']);
  const identity = filler(
    client,
    'identity',
    [
      'id uuid',
      'person_id uuid',
      'workspace_id uuid',
      'platform text',
      'ref text',
      'name text',
      'zone text',
      'locale text',
      'guest bool',
      'active bool',
      'checked_at timestamptz',
      'created_at timestamptz',
    ],
    person,
  );
  const first = Math.round(count * FIRST_HAS);
  const made: Person[] = [];
  for (let at = 0; at < count; at += 1) {
    const organisation = at < first ? 0 : 1 + Math.floor(((at - first) / (count - first)) * (organisations.length - 1));
    const { platform, externalId, workspace } = organisations[organisation] ?? raise();
    const one = {
      id: id(4, at),
      identity: id(5, at),
      ref: `${externalId}/${platform === 'slack' ? `U0SEED${at}` : id(6, at)}`,
      organisation,
    };
    const createdAt = new Date(now.getTime() - random() * YEARS * 365 * DAY);
    const left = random() < 0.03;
    await person.add([one.id, createdAt, left ? now : null]);
    await identity.add([
      one.identity,
      one.id,
      workspace,
      platform,
      one.ref,
      personName(random),
      'Europe/London',
      'en-GB',
      random() < 0.02,
      !left,
      now,
      createdAt,
    ]);
    made.push(one);
  }
  await person.end();
  await identity.end();
  return made;
}

async function fillCommunities(
  { client, random, id, now }: Ground,
  size: Size,
  organisations: readonly Organisation[],
  people: readonly Person[],
): Promise<readonly Made[]> {
  const wanted = await directory(size.communities);
  if (wanted.length < size.communities)
    throw new StartError(`There are ${wanted.length} communities to choose from, and no more.`);
  const rows: unknown[][] = [];
  const shared = filler(client, 'community_organisation', [
    'community_id uuid',
    'organisation_id uuid',
    'agreed_by uuid',
    'agreed_at timestamptz',
  ]);
  const channel = filler(client, 'channel', [
    'id uuid',
    'community_id uuid',
    'organisation_id uuid',
    'platform text',
    'ref text',
    'name text',
    'hears text',
    'bound_by uuid',
    'bound_at timestamptz',
  ]);
  const sharedRows: unknown[][] = [];
  const channelRows: unknown[][] = [];
  const made = wanted.map((of, at): Made => {
    const theirs = organisations.flatMap(({ region }, place) =>
      place === 0 || of.whole || (of.region === null ? random() < 0.3 : region === of.region) ? [place] : [],
    );
    const founder = theirs[below(random, theirs.length)] ?? 0;
    const community = id(7, at);
    const by = people[below(random, people.length)]?.id;
    const createdAt = new Date(now.getTime() - (0.2 + random() * 0.8) * YEARS * 365 * DAY);
    const chance = random();
    const access =
      chance < 0.05 && !of.whole && of.region === null ? 'hidden' : chance < 0.2 && !of.whole ? 'request' : 'open';
    rows.push([
      community,
      of.name,
      of.purpose,
      JSON.stringify(of.tags),
      access,
      organisations[founder]?.id,
      by,
      createdAt,
    ]);
    for (const place of theirs) sharedRows.push([community, organisations[place]?.id, by, createdAt]);
    for (const [which, place] of [...new Set([founder, 0])].entries()) {
      const { id: organisation, platform, externalId } = organisations[place] ?? raise();
      const ref = platform === 'slack' ? `${externalId}/C0SEED${at}` : `${externalId}/19:seed-${at}@thread.tacv2`;
      channelRows.push([
        id(8, at * 2 + which),
        community,
        organisation,
        platform,
        ref,
        of.key.replace('/', '-'),
        'all',
        by,
        createdAt,
      ]);
    }
    return { id: community, of, organisations: [...new Set([founder, ...theirs])], createdAt, members: [] };
  });
  for (const row of rows) {
    await client.query(
      `INSERT INTO community (id, name, name_key, purpose, tags, access, founder_id, created_by, created_at)
       SELECT $1, $2, find_fold($2), $3, ARRAY(SELECT json_array_elements_text($4::json)), $5, $6, $7, $8`,
      row,
    );
  }
  for (const row of sharedRows) await shared.add(row);
  await shared.end();
  for (const row of channelRows) await channel.add(row);
  await channel.end();
  return made;
}

/** Those of the first organisation, the founder's and, in those for everybody, all; each once. */
async function fillMemberships(
  { client, random, now }: Ground,
  communities: readonly Made[],
  people: readonly Person[],
): Promise<number> {
  const membership = filler(client, 'membership', [
    'community_id uuid',
    'person_id uuid',
    'role text',
    'joined_at timestamptz',
  ]);
  const ofOrganisation = new Map<number, number[]>();
  people.forEach(({ organisation }, at) => {
    const all = ofOrganisation.get(organisation) ?? [];
    all.push(at);
    ofOrganisation.set(organisation, all);
  });
  const sizes = shares(people.length * MEMBERSHIPS_EACH, communities.length, Math.min(5, people.length));
  for (const [at, community] of communities.entries()) {
    const pool = community.of.whole
      ? people.map((_, place) => place)
      : community.organisations.flatMap((place) => ofOrganisation.get(place) ?? []);
    const count = Math.min(sizes[at] ?? 0, Math.floor(pool.length * 0.8));
    community.members = strided(random, pool, Math.max(1, count));
    for (const [place, member] of community.members.entries()) {
      const role = place === 0 ? 'lead' : place < 3 ? 'facilitator' : 'member';
      const since = community.createdAt.getTime();
      const joinedAt = place < 3 ? community.createdAt : new Date(since + random() * (now.getTime() - since));
      await membership.add([community.id, people[member]?.id, role, joinedAt]);
    }
  }
  return membership.end();
}

/** So many of them, each once, from all over. */
function strided(random: Random, pool: readonly number[], count: number): readonly number[] {
  const start = below(random, pool.length);
  let step = 1 + below(random, Math.max(1, pool.length - 1));
  while (gcd(step, pool.length) !== 1) step += 1;
  return Array.from({ length: count }, (_, at) => pool[(start + at * step) % pool.length] ?? 0);
}
const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b));

async function fillMessages(
  { client, random, id, now, interrupted }: Ground,
  messages: number,
  communities: readonly Made[],
  people: readonly Person[],
): Promise<{ questions: number; replies: number }> {
  const question = filler(client, 'question', [
    'id uuid',
    'community_id uuid',
    'person_id uuid',
    'identity_id uuid',
    'text jsonb',
    'files jsonb',
    'state text',
    'created_at timestamptz',
    'opened_at timestamptz',
    'resolved_at timestamptz',
    'accepted_id uuid',
    'platform text',
    'source_key text',
    'source_version text',
    'source_link text',
    'asked_at timestamptz',
  ]);
  const reply = filler(
    client,
    'reply',
    [
      'id uuid',
      'question_id uuid',
      'person_id uuid',
      'identity_id uuid',
      'platform text',
      'key text',
      'version text',
      'text jsonb',
      'files jsonb',
      'counts bool',
      'created_at timestamptz',
      'said_at timestamptz',
    ],
    question,
  );
  const asked = Math.round(messages * QUESTIONS);
  const perCommunity = shares(asked, communities.length, 0);
  // In the order of time, over all communities.
  const turns = perCommunity
    .flatMap((count, at) => Array.from({ length: count }, () => [at, random()] as const))
    .sort(([, a], [, b]) => a - b);
  let replies = 0;
  for (const [at, [place, share]] of turns.entries()) {
    if (at % 5_000 === 0) interrupted?.throwIfAborted();
    const { of, members, createdAt } = communities[place] ?? raise();
    const who = () => people[members[below(random, members.length)] ?? 0] ?? raise();
    const asker = who();
    const when = new Date(createdAt.getTime() + share * (now.getTime() - DAY - createdAt.getTime()));
    const owed = Math.floor(((at + 1) / turns.length) * (messages - asked)) - replies;
    const answered = Math.min(owed, below(random, 9));
    const last = at === turns.length - 1 ? owed : answered;
    const key = `seed/${at}`;
    const own = id(9, at);
    const accepted = last > 0 && random() < 0.7 ? id(10, replies) : null;
    const waited = Math.exp(random() * 6) * 600_000;
    await question.add([
      own,
      communities[place]?.id,
      asker.id,
      asker.identity,
      JSON.stringify(questionOf(random, of)),
      '[]',
      accepted ? 'resolved' : last > 0 ? 'answered' : 'open',
      when,
      when,
      accepted ? new Date(Math.min(now.getTime(), when.getTime() + 2 * waited)) : null,
      accepted,
      'slack',
      key,
      key,
      null,
      when,
    ]);
    for (let one = 0; one < last; one += 1) {
      const author = who();
      const said = new Date(Math.min(now.getTime(), when.getTime() + waited * (one + 1)));
      await reply.add([
        one === 0 && accepted ? accepted : id(10, replies),
        own,
        author.id,
        author.identity,
        'slack',
        `seed/${at}/${one}`,
        '1',
        JSON.stringify(answerOf(random, of)),
        '[]',
        author.id !== asker.id,
        said,
        said,
      ]);
      replies += 1;
    }
  }
  await question.end();
  return { questions: asked, replies: await reply.end() };
}

const raise = (): never => {
  throw new Error('a place that is in no list');
};
