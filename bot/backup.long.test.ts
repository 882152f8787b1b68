/** A backup across a wiped folder: taken beside a running Guildhall and without one, brought back, and the town goes on talking. */
import { cp, mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { cast } from '../adapters/playground/cast.ts';
import { silentLog } from '../prisma/embedded/temporary.ts';
import { startEmbedded } from '../prisma/embedded.ts';
import { temporaryFolder } from '../prisma/testing/folder.ts';
import { everything } from '../prisma/testing/rows.ts';
import { systemClock, systemIds } from './clock.ts';
import { readConfig } from './config.ts';
import { createClosers } from './start/closers.ts';
import { silentProgress } from './start/progress.ts';
import { start } from './start/start.ts';
import { commandsIn } from './testing/commands.ts';
import { SlackPerson } from './testing/journey/slack-person.ts';
import { TeamsPerson } from './testing/journey/teams-person.ts';
import { until } from './testing/journey/until.ts';

const patient = { jobs: 13_000, requests: 6_000, handlers: 5_000, queue: 5_000, database: 4_000, postgres: 15_000 };

/** The product in this process, as `npm start` starts it on a folder, with two of its people. */
async function town(env: Readonly<Record<string, string>>) {
  const closers = createClosers(patient);
  onTestFinished(() => void closers.closeAll());
  const needs = { clock: systemClock, ids: systemIds, log: silentLog, progress: silentProgress, closers };
  const { playground, localUrl } = await start(readConfig(env), needs);
  if (!playground) throw new Error('it started without the playground');
  const get = async <T>(path: string) => (await (await fetch(`${localUrl}/playground/api/${path}`)).json()) as T;
  const product = { playground, get };
  const [team] = cast.slackTeams.filter(({ users }) => users.some(({ account }) => account === 'asha.verma'));
  const asha = team?.users.find(({ account }) => account === 'asha.verma');
  const priya = cast.tenant.users.find(({ account }) => account === 'priya.nair');
  if (!team || !asha || !priya) throw new Error('who is in the playground has changed');
  return {
    asha: new SlackPerson(product, team, asha),
    priya: new TeamsPerson(product, cast.tenant, priya),
    idle: () => until(() => playground.hooks.idle(), 'nothing to be on its way'),
    stop: () => closers.closeAll(),
  };
}

/** What a folder's database holds while nothing runs. */
async function rowsIn(dir: string) {
  const { url, stop } = await startEmbedded({ dir, log: silentLog });
  try {
    return await everything(url);
  } finally {
    await stop();
  }
}

/** But that nobody knows any more whether what was owed was sent since. */
const doubted = (rows: Record<string, readonly string[]>) => ({ ...rows, outgoing: rows.outgoing?.length });

it('brings everything back into a folder that was wiped', async () => {
  const cwd = await temporaryFolder();
  const data = join(cwd, 'data');
  const env = { PORT: '0', GUILDHALL_DATA: data };
  const run = commandsIn(cwd, env);
  expect(await run('backup', 'too-early.backup')).toEqual({
    code: 1,
    said: `There is no database in ${data} yet: set GUILDHALL_DATA or DATABASE_URL to where it is.\n`,
  });

  const first = await town(env);
  const root = await first.priya.says('Licensing', '@Guildhall Who clears the *snow*?');
  const card = await first.asha.finds('licensing', 'snow');
  await first.asha.says('licensing', 'The highways crew.', { thread: card.id });
  await first.priya.finds('Licensing', 'The highways crew.', root);
  const beside = await run('backup', 'beside.backup');
  expect(beside.code, beside.said).toBe(0);
  expect(beside.said).toContain(`The secret is not in it: keep a copy of ${join(data, 'secret')} too`);
  // And the one beside which it ran goes on.
  await first.asha.says('licensing', 'After ten centimetres.', { thread: card.id });
  await first.priya.finds('Licensing', 'After ten centimetres.', root);
  const refused = await run('restore', 'beside.backup', '--replace');
  expect(refused.code).toBe(1);
  expect(refused.said).toMatch(/Another Guildhall \(process \d+\) is already using .+: stop it first/);
  await first.idle();
  expect(await first.stop()).toEqual([]);

  const alone = await run('backup', 'alone.backup');
  expect(alone.code, alone.said).toBe(0);
  const before = await rowsIn(data);
  const wiped = join(cwd, 'wiped');
  await rename(data, wiped);

  const without = await run('restore', 'alone.backup');
  expect(without.code).toBe(1);
  expect(without.said.trim().split('\n').at(-1)).toBe(
    `What is sealed in the backup does not open with the secret that is configured here: bring the file secret of the old data folder too and put it at ${join(data, 'secret')}, or set GUILDHALL_SECRET to what it was. If it is lost, --without-secret restores everything else.`,
  );
  await mkdir(data, { recursive: true });
  await cp(join(wiped, 'secret'), join(data, 'secret'));
  const restored = await run('restore', 'alone.backup');
  expect(restored.code, restored.said).toBe(0);
  expect(restored.said).toMatch(/Restored [\d,]+ rows of \d+ tables, as they were at 2/);
  const after = await rowsIn(data);
  expect(doubted(after)).toEqual(doubted(before));
  expect(after.question?.length).toBeGreaterThan(1);

  const second = await town(env);
  const again = await second.asha.finds('licensing', 'snow');
  expect(again.id).toBe(card.id);
  await second.asha.says('licensing', 'And grit the bridges.', { thread: again.id });
  await second.priya.finds('Licensing', 'And grit the bridges.', root);
  await second.priya.says('Licensing', '@Guildhall Who sweeps the grit?');
  await second.asha.finds('licensing', 'sweeps the grit');
  await second.idle();
  expect(await second.stop()).toEqual([]);
}, 300_000);
