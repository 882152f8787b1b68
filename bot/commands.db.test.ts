/** The operator's commands as they are typed, on a database of one's own: what each says, does, and refuses. */
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../prisma/testing/folder.ts';
import { createSealer } from './core/seal.ts';
import { commandsIn } from './testing/commands.ts';
import { fullStory, stageSecret } from './testing/full-story.ts';

const slack = { SLACK_SIGNING_SECRET: '8f742231b10e8888abcd99yyyzzz85a5', SLACK_BOT_TOKEN: 'xoxb-1-2-three' };
const old = Buffer.from(stageSecret).toString('base64');
const newest = Buffer.alloc(32, 9).toString('base64');

it('rekeys with both secrets, and then the old one can go', async () => {
  const { url, s } = await fullStory();
  const cwd = await temporaryFolder();
  const env = { ...slack, DATABASE_URL: url };
  const both = await commandsIn(cwd, { ...env, GUILDHALL_SECRET: `${newest},${old}` })('rekey');
  expect(both.code, both.said).toBe(0);
  expect(both.said).toContain('delivery.body: 1 sealed anew\n');
  expect(both.said).toContain('teams_reference.body: 1 sealed anew\n');
  expect(both.said).toContain('Everything is sealed under the newest secret: the others can be taken out');

  const alone = commandsIn(cwd, { ...env, GUILDHALL_SECRET: newest });
  const again = await alone('rekey');
  expect(again.said).toContain('delivery.body: 0 sealed anew\n');
  expect(again.said).toContain('Everything is sealed under the newest secret');
  const [{ body } = { body: new Uint8Array() }] = await s.prisma.teamsReference.findMany();
  expect(createSealer([new Uint8Array(32).fill(9)], 'teams references').open(body)).toMatchObject({
    serviceUrl: 'https://teams.example/',
  });
  const wrong = await commandsIn(cwd, { ...env, GUILDHALL_SECRET: old })('rekey');
  expect(wrong.said).toContain('delivery.body: 0 sealed anew, 1 open with no secret that is configured');
  expect(wrong.said).toContain('Some do not open');
}, 120_000);

it('lists and puts back dead letters, and says what it does not know', async () => {
  const { url, s, waiting } = await fullStory();
  await s.prisma.delivery.update({ where: { id: waiting }, data: { state: 'dead', attempts: 12, fault: 'abc123' } });
  const run = commandsIn(await temporaryFolder(), { ...slack, DATABASE_URL: url, GUILDHALL_SECRET: old });
  const listed = await run('jobs', 'failed');
  expect(listed.code, listed.said).toBe(0);
  expect(listed.said).toMatch(
    new RegExp(`^Events that were given up: 1\n  ${waiting} {2}command {2}teams {2}\\S+ {2}fault abc123\n`),
  );
  expect(listed.said).toContain('Failed records in the queue: 0 now, 0 calm.');
  expect(await run('jobs', 'retry', 'nothing')).toEqual({
    code: 1,
    said: 'Nothing that was given up has the id nothing: npm run jobs -- failed lists what was.\n',
  });
  const before = Date.now();
  expect(await run('jobs', 'retry', waiting)).toEqual({
    code: 0,
    said: 'Put back: 1 event, 0 messages. A running worker takes them within seconds.\n',
  });
  const row = await s.prisma.delivery.findUniqueOrThrow({ where: { id: waiting } });
  expect(row).toMatchObject({ state: 'stored', attempts: 0 });
  expect(row.dueAt.getTime()).toBeGreaterThanOrEqual(before);
  const usage = { code: 1, said: 'Usage: npm run jobs -- failed | retry <id> | retry all\n' };
  expect(await run('jobs', 'retry')).toEqual(usage);
  expect(await run('jobs')).toEqual(usage);
}, 120_000);

it('writes a backup of a configured database, and is refused in one sentence where nothing answers', async () => {
  const { url } = await fullStory();
  const cwd = await temporaryFolder();
  const env = { ...slack, GUILDHALL_SECRET: old };
  const done = await commandsIn(cwd, { ...env, DATABASE_URL: url })('backup', 'town.backup');
  expect(done.code, done.said).toBe(0);
  expect(done.said).toMatch(/town\.backup holds [\d,]+ rows of \d+ tables, as they were at \S+Z\.\n/);
  expect(done.said).toContain('keep GUILDHALL_SECRET too');
  const nowhere = commandsIn(cwd, { ...env, DATABASE_URL: 'postgresql://guildhall:s3cret@127.0.0.1:1/guildhall' });
  for (const refused of [await nowhere('backup', 'none.backup'), await nowhere('restore', join(cwd, 'town.backup'))]) {
    expect(refused.code).toBe(1);
    expect(refused.said).toContain('No Postgres answers at 127.0.0.1:1');
    expect(refused.said).not.toContain('s3cret');
  }
}, 120_000);
