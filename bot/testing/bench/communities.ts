/** Finding, joining and reading communities at two sizes, each beside the SQL that anybody would write first: `npm run bench -- --communities`. */
import { connect } from '../../../prisma/client.ts';
import { readNeeds, readSubjects } from '../../../prisma/directory/communities.ts';
import { fill, type Size } from '../../../prisma/directory/fill.ts';
import { silentLog } from '../../../prisma/embedded/temporary.ts';
import { startEmbedded } from '../../../prisma/embedded.ts';
import { createMemory } from '../../../prisma/memory.ts';
import { migrate } from '../../../prisma/migrate.ts';
import { systemIds } from '../../clock.ts';
import { suggestFor } from '../../communities/reads.ts';
import { homeSection } from '../../communities/section.ts';
import { seek } from '../../communities/seek.ts';
import { typeahead } from '../../communities/typeahead.ts';
import type { Turn } from '../../core/feature.ts';
import type { Me } from '../../core/me.ts';
import { createSealer } from '../../core/seal.ts';
import type { Work } from '../../core/work.ts';
import { mySection } from '../../questions/index.ts';
import { createWords } from '../../words/catalogue.ts';
import { short, table, type Waits, waitsOf } from './figures.ts';
import { openFolder } from './guildhall.ts';

export interface Sized {
  readonly size: Size;
  readonly filledMs: number;
  readonly waits: readonly { readonly what: string; readonly ours: Waits; readonly plain: Waits }[];
}

/** A part of each, and all. */
export const SIZES: readonly Size[] = [
  { people: 25_000, communities: 375, messages: 250_000 },
  { people: 100_000, communities: 1_500, messages: 1_000_000 },
];
const ROUNDS = 100;
/** The obvious SQL takes long: fewer of it. */
const PLAIN_ROUNDS = 20;

type Ask = (round: number) => Promise<unknown>;

export async function measureCommunities(say: (line: string) => void, sizes = SIZES): Promise<readonly Sized[]> {
  const measured: Sized[] = [];
  for (const size of sizes) {
    say(`${size.communities} communities, ${size.people} people, ${size.messages} messages: filling`);
    measured.push(await measureSize(size, say));
  }
  return measured;
}

async function measureSize(size: Size, say: (line: string) => void): Promise<Sized> {
  const folder = await openFolder();
  const postgres = await startEmbedded({ dir: folder.path, log: silentLog });
  try {
    await migrate(postgres.url, { log: silentLog });
    const began = performance.now();
    await fill(postgres.url, size, { seed: 1, now: new Date() });
    const filledMs = performance.now() - began;
    const database = await connect(postgres.url, { max: 4, log: silentLog });
    try {
      return { size, filledMs, waits: await measureAll(database, say) };
    } finally {
      await database.close();
    }
  } finally {
    await postgres.stop();
    await folder.remove();
  }
}

async function measureAll({ prisma, pool, door }: Awaited<ReturnType<typeof connect>>, say: (line: string) => void) {
  const memory = createMemory({
    prisma,
    door,
    sealer: createSealer([new Uint8Array(32).fill(7)], 'deliveries'),
    inputSealer: createSealer([new Uint8Array(32).fill(7)], 'session input'),
    newId: () => systemIds.next(),
    now: () => new Date(),
    followers: () => [],
    committed: () => undefined,
  });
  const people = await readPeople(pool);
  const needs = (await readNeeds('needs.json')).map(({ need }) => need);
  const asks = (await readSubjects()).flatMap((subject) => subject.asks);
  const typedSoFar = needs.map((need) =>
    need
      .split(' ')
      .filter((word) => word.length > 3)
      .slice(0, 1)
      .join(' ')
      .slice(0, 5),
  );
  const t = createWords()('en-GB', 'Europe/London');
  const of = <T>(all: readonly T[], round: number): T => all[round % all.length] as T;
  const reading =
    (run: (w: Work, me: Me) => Promise<unknown>): Ask =>
    (round) =>
      memory.reads.read((w) => run(w, of(people, round)));
  const writing =
    (run: (w: Work, me: Me, round: number) => Promise<unknown>): Ask =>
    (round) =>
      memory.transactions.run(new Date(), (w) => run(w, of(people, round), round));
  const sql =
    (text: string, values: (me: Me, round: number) => unknown[]): Ask =>
    (round) =>
      pool.query(text, values(of(people, round), round));
  const patterns = (words: string): string[] =>
    words
      .split(/\W+/)
      .filter((word) => word.length > 2)
      .map((word) => `%${word}%`);
  const communities = (
    await pool.query<{ id: string }>(`SELECT id FROM community WHERE access = 'open' ORDER BY id`)
  ).rows.map(({ id }) => id);

  const all: readonly [string, (round: number) => Ask, Ask][] = [
    [
      'find',
      (round) => reading((w, me) => seek(w, me, of(needs, round), { limit: 6 })),
      sql(PLAIN.find, (me, round) => [me.person, me.organisation, patterns(of(needs, round))]),
    ],
    [
      'typeahead',
      (round) => reading((w, me) => typeahead({ w, me } as unknown as Turn, of(typedSoFar, round), false)),
      sql(PLAIN.typeahead, (me, round) => [me.person, me.organisation, `%${of(typedSoFar, round)}%`]),
    ],
    [
      'suggest a community',
      (round) => reading((w, me) => suggestFor(w, me, t, of(asks, round))),
      sql(PLAIN.suggest, (me, round) => [me.person, me.organisation, patterns(of(asks, round))]),
    ],
    [
      'join',
      () => writing((w, me, round) => w.communities.join(me, of(communities, round * 7))),
      sql(PLAIN.join, (me, round) => [me.person, of(communities, round * 11 + 3)]),
    ],
    [
      'home view',
      () => reading(async (w, me) => [await mySection(w, me, t), await homeSection(w, me, t)]),
      sql(PLAIN.home, (me) => [me.person]),
    ],
    [
      'one page of members',
      (round) => reading((w, me) => w.communities.members(me, of(communities, round), { limit: 20 })),
      sql(PLAIN.members, (_, round) => [of(communities, round)]),
    ],
  ];
  const waits = [];
  for (const [what, ours, plain] of all) {
    say(what);
    // Once around first: a connection's first statement reads dictionaries and catalogues.
    for (let round = 0; round < 10; round += 1) await ours(round)(round);
    waits.push({
      what,
      ours: waitsOf(await timed(ROUNDS, (round) => ours(round)(round))),
      plain: waitsOf(await timed(PLAIN_ROUNDS, plain)),
    });
  }
  return waits;
}

async function timed(rounds: number, ask: Ask): Promise<number[]> {
  const ms: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const began = performance.now();
    await ask(round + 10);
    ms.push(performance.now() - began);
  }
  return ms;
}

/** Of the organisation that may see most, half of them, and of all others. */
async function readPeople(pool: { query: (text: string) => Promise<{ rows: unknown[] }> }): Promise<readonly Me[]> {
  const { rows } = await pool.query(`
    SELECT i.person_id AS person, i.id AS identity, w.organisation_id AS organisation, w.name AS "organisationName", i.name,
      i.platform, i.ref FROM (
        SELECT *, row_number() OVER (PARTITION BY workspace_id ORDER BY id) AS place FROM identity WHERE active AND NOT guest) i
    JOIN workspace w ON w.id = i.workspace_id WHERE i.place <= CASE WHEN w.name = 'Ashmere Council' THEN 40 ELSE 2 END ORDER BY i.place, i.id`);
  return (rows as (Omit<Me, 'ref'> & { platform: string; ref: string })[]).map(({ platform, ref, ...me }) => ({
    ...me,
    ref: { kind: 'user', platform, id: ref },
    locale: 'en-GB',
    zone: 'Europe/London',
    outside: false,
  }));
}

const SEEN = `FROM community c LEFT JOIN membership own ON own.community_id = c.id AND own.person_id = $1
  WHERE c.id IN (SELECT community_id FROM community_organisation WHERE organisation_id = $2) AND (c.access <> 'hidden' OR own.person_id IS NOT NULL)`;
const MEMBERS = '(SELECT count(*) FROM membership m WHERE m.community_id = c.id) AS members';

/** As anybody would write it first: no table beside those that hold it, no index of its own. */
const PLAIN = {
  find: `SELECT c.*, ${MEMBERS} ${SEEN} AND (c.name ILIKE ANY ($3) OR c.purpose ILIKE ANY ($3) OR array_to_string(c.tags, ' ') ILIKE ANY ($3)
    OR EXISTS (SELECT 1 FROM question q WHERE q.community_id = c.id AND q.text::text ILIKE ANY ($3))) ORDER BY c.name LIMIT 6`,
  typeahead: `SELECT c.*, ${MEMBERS} ${SEEN} AND c.name ILIKE $3 ORDER BY members DESC LIMIT 20`,
  suggest: `SELECT c.id, c.name, (SELECT count(*) FROM question q WHERE q.community_id = c.id AND q.text::text ILIKE ANY ($3)) AS fits
    ${SEEN} ORDER BY fits DESC LIMIT 3`,
  join: `INSERT INTO membership (person_id, community_id, role, joined_at) VALUES ($1, $2, 'member', now()) ON CONFLICT DO NOTHING`,
  home: `SELECT c.*, ${MEMBERS}, (SELECT count(*) FROM question q WHERE q.community_id = c.id) AS questions
    FROM community c JOIN membership own ON own.community_id = c.id WHERE own.person_id = $1 ORDER BY c.name`,
  members: `SELECT i.name, m.role FROM membership m JOIN identity i USING (person_id) WHERE m.community_id = $1 ORDER BY i.name LIMIT 20`,
};

/** A table a size, and what became of each as the data grew. */
export function reportCommunities(all: readonly Sized[]): string {
  const sized = all.map(({ size, filledMs, waits }) => {
    const head = [
      `${size.communities} communities, ${size.people} people, ${size.messages} messages`,
      'p50',
      'p95',
      'p99 ms',
      'plain p50',
      'p95',
      'p99 ms',
    ];
    const rows = waits.map(({ what, ours, plain }) => [
      what,
      ...[ours.p50, ours.p95, ours.p99, plain.p50, plain.p95, plain.p99].map(short),
    ]);
    return `${table(head, rows)}\nfilled in ${Math.round(filledMs / 1_000)} s`;
  });
  const [least, most] = [all[0], all.at(-1)];
  const grown =
    least && most && least !== most
      ? [
          table(
            [`data x ${short(most.size.messages / least.size.messages)}`, 'p95 x', 'plain p95 x', 'p95 under 150 ms'],
            most.waits.map(({ what, ours, plain }, at) => [
              what,
              short(ours.p95 / (least.waits[at]?.ours.p95 ?? Number.NaN)),
              short(plain.p95 / (least.waits[at]?.plain.p95 ?? Number.NaN)),
              ours.p95 < 150 ? 'yes' : 'no',
            ]),
          ),
        ]
      : [];
  return `${[...sized, ...grown].join('\n\n')}\n`;
}
