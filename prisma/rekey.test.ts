/** A change of the secret: what the old one sealed is sealed anew, and then the old one is not needed any more. */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { createSealer } from '../bot/core/seal.ts';
import { fullStory, stageSecret } from '../bot/testing/full-story.ts';
import { createConnections } from './connections.ts';
import { createInbox } from './inbox.ts';
import { schemaFile } from './migrations.ts';
import { createReferences } from './references.ts';
import { rekey, remaining } from './rekey.ts';
import { sealedColumns } from './sealed.ts';
import { everything } from './testing/rows.ts';

const newest = new Uint8Array(32).fill(9);
const list = [newest, stageSecret];

/** Every model of the schema with its table and its columns of bytes that are no digests. */
function bytesOfSchema(): { table: string; column: string }[] {
  const models = readFileSync(schemaFile, 'utf8').matchAll(/^model \w+ \{\n([\s\S]*?)^\}/gm);
  return [...models].flatMap(([, body = '']) => {
    const table = /@@map\("(\w+)"\)/.exec(body)?.[1] ?? '';
    const fields = body.matchAll(/^ +(\w+) +Bytes\b.*?(?:@map\("(\w+)"\).*)?$/gm);
    return [...fields].map(([, field = '', column = field]) => ({ table, column }));
  });
}

/** What is no sealed value but finds one: a digest, or an HMAC under a key that is none of the secret's. */
const MARKS = ['private_claim.digest', 'staged_input.mark', 'session_draft.mark', 'done_mark.mark', 'topic_vote.mark'];

test('every column of bytes is in the list of what is sealed, and nothing else is', () => {
  const listed = sealedColumns.map(({ table, column }) => ({ table, column }));
  const bytes = bytesOfSchema();
  expect(bytes.map(({ table, column }) => `${table}.${column}`)).toEqual(expect.arrayContaining(MARKS));
  const sealed = bytes.filter(({ table, column }) => !MARKS.includes(`${table}.${column}`));
  expect(sealed.length).toBeGreaterThanOrEqual(3);
  expect(listed).toEqual(expect.arrayContaining(sealed));
  expect(listed).toHaveLength(sealed.length);
});

test('with both secrets everything is sealed anew, and opens with the newest alone', async () => {
  const { s, url, waiting } = await fullStory();
  const before = await everything(url);
  const done = await rekey(url, list);
  expect(done).toEqual([
    { table: 'connection', column: 'settings', rekeyed: 1, unreadable: 0 },
    { table: 'delivery', column: 'body', rekeyed: 1, unreadable: 0 },
    { table: 'installation', column: 'token', rekeyed: 1, unreadable: 0 },
    { table: 'outgoing', column: 'card', rekeyed: 1, unreadable: 0 },
    { table: 'session_draft', column: 'body', rekeyed: 0, unreadable: 0 },
    { table: 'session_key', column: 'key', rekeyed: 0, unreadable: 0 },
    { table: 'staged_input', column: 'body', rekeyed: 0, unreadable: 0 },
    { table: 'teams_reference', column: 'body', rekeyed: 1, unreadable: 0 },
  ]);
  expect(await remaining(url, list)).toEqual({ older: false, unreadable: 0 });
  const after = await everything(url);
  for (const [table, rows] of Object.entries(before)) {
    if (rows.length === 0 || !sealedColumns.some((sealed) => sealed.table === table))
      expect(after[table]).toEqual(rows);
    else expect(after[table]).not.toEqual(rows);
  }

  // The newest alone: by the purposes with which they were written.
  const deliveries = createSealer([newest], 'deliveries');
  const inbox = createInbox({
    prisma: s.prisma,
    door: undefined as never,
    sealer: deliveries,
    transactions: undefined as never,
  });
  expect((await inbox.read(waiting))?.kind).toBe('command');
  const sealed = await s.prisma.outgoing.findFirstOrThrow({ where: { card: { not: null } } });
  expect(deliveries.open(sealed.card ?? new Uint8Array())).toMatchObject({ summary: 'A sealed card' });
  const references = createReferences({
    prisma: s.prisma,
    sealer: createSealer([newest], 'teams references'),
    clock: s.clock,
  });
  const store = createConnections({ ...s, secrets: [newest], newId: randomUUID });
  const { connections, installations } = await store.all();
  expect(connections).toMatchObject([{ name: 'downs', secret: 'a signing secret' }]);
  expect(installations).toMatchObject([{ connection: 'downs', token: 'xoxb-downs' }]);
  const asked: string[] = [];
  await store.renew('downs', 'T0DOWNS', s.clock.now(), async (refresh) => {
    asked.push(refresh);
    return null;
  });
  expect(asked).toEqual(['xoxe-downs']);
  expect(await references.find('teams:ashcombe')).toMatchObject({ serviceUrl: 'https://teams.example/' });

  // Again, there is nothing to do.
  const again = await everything(url);
  expect((await rekey(url, list)).map(({ rekeyed }) => rekeyed)).toEqual(sealedColumns.map(() => 0));
  expect(await everything(url)).toEqual(again);
}, 60_000);

test('what nothing opens is counted and left, and what an old process seals meanwhile is seen', async () => {
  const { s, url } = await fullStory();
  const lost = new Uint8Array(32).fill(1);
  const save = (id: string, secret: Uint8Array) =>
    s.prisma.teamsReference.create({
      data: { id, body: createSealer([secret], 'teams references').seal(id), updatedAt: s.clock.now() },
    });
  await save('lost', lost);
  // More than one batch.
  for (let at = 0; at < 430; at += 1) await save(`old ${at}`, stageSecret);
  const row = await s.prisma.teamsReference.findUniqueOrThrow({ where: { id: 'lost' } });
  expect((await rekey(url, list)).at(-1)).toMatchObject({ rekeyed: 431, unreadable: 1 });
  expect(await s.prisma.teamsReference.findUniqueOrThrow({ where: { id: 'lost' } })).toEqual(row);
  expect(await remaining(url, list)).toEqual({ older: false, unreadable: 1 });
  await save('by an old process', stageSecret);
  expect(await remaining(url, list)).toEqual({ older: true, unreadable: 1 });
  expect((await rekey(url, [...list, lost])).at(-1)).toMatchObject({ rekeyed: 2, unreadable: 0 });
  expect(await remaining(url, [newest])).toEqual({ older: false, unreadable: 0 });
}, 60_000);

test('a row that is settled or written anew meanwhile is left to whoever did that', async () => {
  const { s, url, waiting } = await fullStory();
  // Held by a handler that settles it: rekeying waits for its row, and then finds another value.
  const { connection } = await s.prisma.delivery.findUniqueOrThrow({ where: { id: waiting } });
  let rekeying: ReturnType<typeof rekey> = Promise.resolve([]);
  await s.inbox.work({ id: waiting, connection }, s.clock.now(), async () => {
    rekeying = rekey(url, list);
    // Nothing else of its kind is there, so that it waits at this row: seen in the database, not guessed by time.
    for (;;) {
      const [found] = await s.prisma.$queryRaw<{ waits: boolean }[]>`
        SELECT EXISTS (SELECT 1 FROM pg_stat_activity WHERE datname = current_database()
          AND wait_event_type = 'Lock' AND query LIKE 'UPDATE public."delivery"%') AS waits`;
      if (found?.waits) return { end: 'settle', result: null };
    }
  });
  expect((await rekeying).map(({ table, rekeyed, unreadable }) => [table, rekeyed, unreadable])).toEqual([
    ['connection', 1, 0],
    ['delivery', 0, 0],
    ['installation', 1, 0],
    ['outgoing', 1, 0],
    ['session_draft', 0, 0],
    ['session_key', 0, 0],
    ['staged_input', 0, 0],
    ['teams_reference', 1, 0],
  ]);
  expect(await s.prisma.delivery.findUnique({ where: { id: waiting } })).toMatchObject({
    state: 'settled',
    body: null,
  });
}, 60_000);
