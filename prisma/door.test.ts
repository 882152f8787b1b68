/** What is asked and stored before an acknowledgement: durable when it is said to be, one row whoever brings it, and read by index however many ask. */
import type pg from 'pg';
import { afterEach, expect, onTestFinished, test } from 'vitest';
import type { Interest } from '../bot/core/interest.ts';
import { stage } from '../bot/testing/stage.ts';
import { startRelay } from '../jobs/testing/relay.ts';
import { connect, healthy } from './client.ts';
import { withClient } from './connection.ts';
import { CONCERNS, DOOR_INSIST, type Kept, type Offered, PLACES, TAKE } from './door.ts';
import { until } from './embedded/process.ts';
import { silentLog } from './embedded/temporary.ts';
import { type Embedded, startEmbedded } from './embedded.ts';
import { migrate } from './migrate.ts';
import { freshDatabase } from './testing/database.ts';
import { temporaryFolder } from './testing/folder.ts';

const running: Embedded[] = [];
afterEach(async () => {
  for (const each of running.splice(0)) await each.stop();
});

const now = new Date('2026-11-23T10:00:00Z');
const event = (id: string, more: Partial<Kept> = {}): Kept => ({
  id,
  kind: 'message',
  connection: 'slack',
  receivedAt: now,
  body: new Uint8Array([1, 2, 3]),
  dueAt: now,
  key: `slack/${id}`,
  ...more,
});

async function fresh() {
  const database = await freshDatabase();
  const { door, pool, close } = await connect(database.url, { max: 2, log: silentLog });
  onTestFinished(async () => {
    await close();
    await database.drop();
  });
  return { door, pool, url: database.url };
}
const ids = async (pool: pg.Pool): Promise<string[]> =>
  (await pool.query<{ id: string }>('SELECT id FROM delivery ORDER BY id')).rows.map(({ id }) => id);

test('the statement that stores commits synchronously, also where the server would not', async () => {
  const { door, pool } = await fresh();
  await pool.query(`CREATE TABLE said (how text);
    CREATE FUNCTION say() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN INSERT INTO said VALUES (current_setting('synchronous_commit')); RETURN NEW; END $$;
    CREATE TRIGGER say BEFORE INSERT ON delivery FOR EACH ROW EXECUTE FUNCTION say()`);
  await door.keep(event('a'));
  expect((await pool.query('SELECT how FROM said')).rows).toEqual([{ how: 'on' }]);
  expect((await pool.query('SHOW synchronous_commit')).rows).toEqual([{ synchronous_commit: 'on' }]);
});

test('what was acknowledged is there after kill -9 of the whole database', async () => {
  const dir = await temporaryFolder();
  const start = async (): Promise<Embedded> => {
    const server = await startEmbedded({ dir, log: silentLog });
    running.push(server);
    return server;
  };
  const first = await start();
  await migrate(first.url, { log: silentLog });
  const { door, close } = await connect(first.url, { max: 2, log: silentLog });
  const acknowledged: string[] = [];
  let killed = false;
  const bring = async (who: number): Promise<void> => {
    for (let at = 0; !killed; at += 1) {
      const id = `${who}/${at}`;
      await door.keep(event(id));
      acknowledged.push(id);
      if (acknowledged.length >= 300 && !killed) {
        killed = true;
        // It leads a group of its own: every process of it ends in the same moment.
        process.kill(-first.pid, 'SIGKILL');
      }
    }
  };
  await Promise.allSettled(Array.from({ length: 20 }, (_, who) => bring(who)));
  await close();
  await first.stop();
  running.splice(0);
  const second = await start();
  const kept = await withClient(second.url, (client) => client.query<{ id: string }>('SELECT id FROM delivery'));
  const there = new Set(kept.rows.map(({ id }) => id));
  expect(acknowledged.length).toBeGreaterThanOrEqual(300);
  expect(acknowledged.filter((id) => !there.has(id))).toEqual([]);
}, 60_000);

test('of many at once each is stored, once, whoever else brings it in the same moment', async () => {
  const { door, pool } = await fresh();
  const made = await Promise.all(
    Array.from({ length: 240 }, (_, at) => door.keep(event(`e${String(at % 80).padStart(2, '0')}`))),
  );
  expect(made.filter(Boolean)).toHaveLength(80);
  expect(await ids(pool)).toHaveLength(80);
});

test('two processes that are brought the same events in other orders do not stand in each other’s way', async () => {
  const { door, pool, url } = await fresh();
  const other = await connect(url, { max: 2, log: silentLog });
  onTestFinished(() => other.close());
  const all = Array.from({ length: 300 }, (_, at) => `e${String(at).padStart(3, '0')}`);
  const made = await Promise.all([
    ...all.map((id) => door.keep(event(id))),
    ...[...all].reverse().map((id) => other.door.keep(event(id))),
  ]);
  expect(made.filter(Boolean)).toHaveLength(300);
  expect(await ids(pool)).toEqual(all);
});

test('one that cannot be kept fails alone, and says so', async () => {
  const { door, pool } = await fresh();
  const results = await Promise.allSettled([
    door.keep(event('a')),
    door.keep(event('b', { key: 'no text may hold \u0000' })),
    door.keep(event('c')),
  ]);
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(await ids(pool)).toEqual(['a', 'c']);
});

test('what is said while the database goes away is not acknowledged, and the next is, when it is back', async () => {
  const { door, pool, url } = await fresh();
  await door.keep(event('a'));
  const blocker = await pool.connect();
  await blocker.query('BEGIN; LOCK TABLE delivery');
  const waiting = Promise.allSettled([door.keep(event('b')), door.keep(event('c'))]);
  const stuck = `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
  const ask = (sql: string) => withClient(url, async (client) => (await client.query(sql)).rows);
  expect(await until(async () => (await ask(stuck)).length > 0, 10_000)).toBe(true);
  await ask(`SELECT pg_terminate_backend(pid) FROM (${stuck}) AS s`);
  expect((await waiting).some(({ status }) => status === 'rejected')).toBe(true);
  await blocker.query('ROLLBACK');
  blocker.release();
  const before = await ids(pool);
  const fulfilled = (await waiting).flatMap((one, at) => (one.status === 'fulfilled' ? [['b', 'c'][at]] : []));
  expect(before).toEqual(['a', ...fulfilled]);
  expect(await door.keep(event('d'))).toBe(true);
});

test('over connections that swallow what is sent nothing hangs: all fail within seconds, /readyz says so meanwhile, and the next is kept', async () => {
  const database = await freshDatabase();
  const relay = await startRelay(Number(new URL(database.url).port));
  const through = new URL(database.url);
  through.port = String(relay.port);
  const db = await connect(through.href, { max: 2, log: silentLog });
  onTestFinished(async () => {
    await Promise.all([db.close(), relay.shut()]);
    await database.drop();
  });
  const ask = (which: string) => [
    db.door.keep(event(which)),
    db.door.concerns(interest({ keys: [which] })),
    db.door.places({ platform: 'slack', conversations: [], keys: [which] }),
  ];
  /** As many statements as may be under way, each over a connection of its own. */
  const two = async (names: readonly string[]) => {
    const asked: Promise<unknown>[] = [];
    for (const name of names) {
      asked.push(...ask(name));
      await new Promise(setImmediate);
    }
    return Promise.allSettled(asked);
  };
  expect((await two(['a', 'b'])).map(({ status }) => status)).not.toContain('rejected');
  // The handlers' pool has no connection yet: the door alone is shut.
  relay.swallow();
  const before = performance.now();
  const lost = two(['c', 'd']);
  await db.pool.query('SELECT 1');
  expect(await healthy(db)).toBe(false);
  expect((await lost).map(({ status }) => status)).toEqual(Array(6).fill('rejected'));
  expect(performance.now() - before).toBeLessThan(10_000);
  expect(await healthy(db)).toBe(true);
  expect(await db.door.keep(event('c'))).toBe(true);
}, 30_000);

const interest = (more: Partial<Interest>): Interest => ({
  platform: 'slack',
  workspace: 'T1',
  always: false,
  keys: [],
  lane: null,
  place: null,
  account: null,
  ...more,
});

const offered = (id: string, of: Partial<Interest>, more: Partial<Offered> = {}): Offered => ({
  ...event(id),
  interest: interest(of),
  within: null,
  ...more,
});

test('what is taken is stored once and only where it is ours, and nothing is of what is not', async () => {
  const s = await stage();
  await s.workspace('slack', 'T1', 'Brackenford Council');
  const thread = { platform: 'slack', subject: 'question:x', createdAt: s.clock.now() };
  await s.prisma.thread.createMany({
    data: [
      { ...thread, key: 'C1/1', conversation: 'T1/C1' },
      { ...thread, key: 'C1/2', conversation: 'T2/C1' },
    ],
  });
  const taken = [
    s.door.take(offered('z', { keys: ['C1/1'] })),
    s.door.take(offered('talk', { keys: ['C1/3'] })),
    s.door.take(offered('strangers', { always: true, workspace: 'T2' })),
    s.door.take(offered('here', { keys: ['C1/1'] }, { within: 'T1/' })),
    s.door.take(offered('elsewhere', { keys: ['C1/2'] }, { within: 'T1/' })),
    s.door.take(offered('both', { keys: ['C1/1', 'C1/2'] }, { within: 'T1/' })),
    s.door.take(offered('nowhere', { always: true, keys: ['C1/3'] }, { within: 'T1/' })),
    s.door.take(offered('a', { always: true })),
  ];
  expect(await Promise.all(taken)).toEqual(['new', 'unwanted', 'unwanted', 'new', 'elsewhere', 'new', 'new', 'new']);
  expect(await s.door.take(offered('z', { keys: ['C1/1'] }))).toBe('known');
  const rows = await s.prisma.delivery.findMany({ orderBy: { id: 'asc' } });
  expect(rows.map(({ id }) => id)).toEqual(['a', 'both', 'here', 'nowhere', 'z']);
  expect(rows[0]).toMatchObject({ ...event('a'), state: 'stored' });
  const bad = offered('c', { always: true }, { key: 'no text may hold \u0000' });
  const some = [s.door.take(offered('b', { always: true })), s.door.take(bad), s.door.take(offered('d', {}))];
  const results = await Promise.allSettled(some);
  expect(results.map((one) => (one.status === 'fulfilled' ? one.value : 'failed'))).toEqual([
    'new',
    'failed',
    'unwanted',
  ]);
});

test('of many that are taken at once each is stored once, whoever else brings it, and every refusal is heard by its own', async () => {
  const s = await stage();
  await s.workspace('slack', 'T1', 'Brackenford Council');
  const ids = Array.from({ length: 300 }, (_, at) => `e${String(at).padStart(3, '0')}`);
  const take = (id: string) => s.door.take(offered(id, { always: Number(id.slice(1)) % 3 > 0 }));
  const once = await Promise.all(ids.map(take));
  expect(once).toEqual(ids.map((_, at) => (at % 3 > 0 ? 'new' : 'unwanted')));
  const twice = await Promise.all([...ids].reverse().map(take));
  expect(twice.reverse()).toEqual(ids.map((_, at) => (at % 3 > 0 ? 'known' : 'unwanted')));
  expect(await s.prisma.delivery.count()).toBe(200);
});

test('of many that ask at once each hears its own answer', async () => {
  const s = await stage();
  await s.workspace('slack', 'T1', 'Brackenford Council');
  const at = s.clock.now();
  const kept = Array.from({ length: 120 }, (_, n) => ({
    platform: 'slack',
    key: `C1/${n * 2}`,
    subject: 'question:x',
    conversation: 'T1/C1',
    createdAt: at,
  }));
  await s.prisma.thread.createMany({ data: kept });
  const asked = Array.from({ length: 240 }, (_, n) => s.door.concerns(interest({ keys: [`C1/${n}`, 'C1/none'] })));
  expect((await Promise.all(asked)).map((ours, n) => ours === (n % 2 === 0))).not.toContain(false);
  const others = [
    interest({ always: true }),
    interest({ always: true, workspace: 'T2' }),
    interest({ keys: ['C1/0'], platform: 'teams' }),
    interest({}),
  ];
  expect(await Promise.all(others.map(s.door.concerns))).toEqual([true, false, false, false]);
  const places = [
    { platform: 'slack', conversations: [], keys: ['C1/1'] },
    { platform: 'slack', conversations: ['T9/C9'], keys: ['C1/1', 'C1/2'] },
  ];
  expect(await Promise.all(places.map(s.door.places))).toEqual([[], ['T1/C1']]);
});

test('no table is read whole because many ask', async () => {
  const { pool } = await fresh();
  await pool.query(`
    INSERT INTO thread (platform, key, subject, conversation, created_at)
      SELECT 'slack', 'C/' || n, 'question:x', 'T/C', now() FROM generate_series(1, 5000) n;
    INSERT INTO delivery (id, kind, connection, received_at, state, due_at, key)
      SELECT 'd' || n, 'message', 'slack', now(), 'stored', now(), 'slack/C/' || n FROM generate_series(1, 5000) n;
    INSERT INTO outgoing (id, subject, destination, lane, platform, to_ref, home, due_at, created_at, state, problem)
      SELECT gen_random_uuid(), 's' || n, 'd', 'lane' || n, 'slack', '{}', false, now(), now(), 'owed', 'unsure'
      FROM generate_series(1, 5000) n;
    ANALYZE`);
  for (const { text } of [CONCERNS, PLACES, TAKE]) {
    const { rows } = await pool.query<{ 'QUERY PLAN': string }>(`EXPLAIN (GENERIC_PLAN) ${text}`);
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
    expect(plan).not.toMatch(/hashed SubPlan/);
    expect(plan).not.toMatch(/Seq Scan on (thread|delivery|outgoing)/);
  }
});

test('a plan that was made while there was next to nothing goes by index, and by a delivery’s key', async () => {
  const { url } = await fresh();
  await withClient(url, async (client) => {
    await client.query(DOOR_INSIST);
    for (const { text } of [CONCERNS, PLACES, TAKE]) {
      const { rows } = await client.query<{ 'QUERY PLAN': string }>(`EXPLAIN (GENERIC_PLAN) ${text}`);
      const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
      expect(plan).not.toMatch(/Seq Scan on (thread|question|reply|channel|identity|outgoing|delivery)/);
      expect(plan).not.toMatch(/delivery_state_due_at_idx/);
    }
  });
});
