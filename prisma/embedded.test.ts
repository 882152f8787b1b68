/** The bundled Postgres: first and later starts, what is left by a kill, two at once, and folders that will not do. */
import { type ChildProcess, spawn } from 'node:child_process';
import { cp, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { z } from '../bot/core/schema.ts';
import { StartError } from '../bot/core/start-error.ts';
import { withClient } from './connection.ts';
import { beganAt, isAlive, until } from './embedded/process.ts';
import { silentLog } from './embedded/temporary.ts';
import { type Embedded, startEmbedded } from './embedded.ts';
import { temporaryFolder } from './testing/folder.ts';

/** A folder in which the database was made once and stopped, to be copied: making one takes a second. */
let made: string;
const running: Embedded[] = [];

beforeAll(async () => {
  made = await temporaryFolder();
  await (await startEmbedded({ dir: made, log: silentLog, durable: false })).stop();
});

afterEach(async () => {
  for (const each of running.splice(0)) await each.stop();
});

async function start(dir: string, progress?: (doing: string) => void): Promise<Embedded> {
  const started = await startEmbedded({ dir, log: silentLog, durable: false, ...(progress && { progress }) });
  running.push(started);
  return started;
}

async function copyOfMade(): Promise<string> {
  const dir = await temporaryFolder();
  await cp(made, dir, { recursive: true });
  return dir;
}

const ask = (url: string, sql: string) => withClient(url, async (client) => (await client.query(sql)).rows);

const saidSchema = z.union([z.object({ url: z.string(), pid: z.number() }), z.object({ error: z.string() })]);

async function hold(dir: string): Promise<{ child: ChildProcess; url: string; pid: number }> {
  const file = fileURLToPath(new URL('./testing/holder.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', file, dir], {
    stdio: ['pipe', 'pipe', 'inherit'],
    // A process group of its own, as a terminal gives one.
    detached: true,
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let out = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    out += chunk.toString('utf8');
  });
  expect(await until(() => out.includes('\n') || child.exitCode !== null, 20_000)).toBe(true);
  const said = saidSchema.parse(JSON.parse(out));
  if ('error' in said) throw new Error(said.error);
  return { child, ...said };
}

describe('starting', () => {
  test('makes the database in a folder with a long, spaced and accented path, and finds the data there again', async () => {
    const dir = join(await temporaryFolder(), 'Tŷ Cyngor '.repeat(15), '.guildhall');
    const doing: string[] = [];
    const first = await start(dir, (what) => doing.push(what));
    await ask(first.url, "CREATE TABLE kept AS SELECT 'yes' AS answer");
    expect(doing).toEqual(['Making the database', 'Starting the database']);
    const before = performance.now();
    // Stopping twice is stopping once.
    await Promise.all([first.stop(), first.stop()]);
    expect(performance.now() - before).toBeLessThan(3_000);
    expect(isAlive(first.pid)).toBe(false);

    const second = await start(dir, (what) => doing.push(what));
    expect(doing.slice(2)).toEqual(['Starting the database']);
    expect(await ask(second.url, 'SELECT answer FROM kept')).toEqual([{ answer: 'yes' }]);
    expect(new URL(second.url).password).toBe(new URL(first.url).password);
  });

  test('an interrupted making is begun again', async () => {
    const dir = await temporaryFolder();
    await mkdir(join(dir, 'postgres.new', 'base'), { recursive: true });
    const { url } = await start(dir);
    expect(await ask(url, 'SELECT current_database() AS name')).toEqual([{ name: 'guildhall' }]);
  });
});

describe('running', () => {
  let dir: string;
  let url: string;
  let server: Embedded;
  beforeAll(async () => {
    dir = await copyOfMade();
    server = await startEmbedded({ dir, log: silentLog });
    url = server.url;
  });
  afterAll(() => server.stop());

  test('Postgres 18 on loopback alone, UTF-8, with letters beyond English for search', async () => {
    const settings = await ask(
      url,
      `SELECT current_setting('server_version_num')::int / 10000 AS major, current_setting('listen_addresses') AS heard,
              current_setting('unix_socket_directories') AS sockets, current_setting('server_encoding') AS encoding`,
    );
    expect(settings).toEqual([{ major: 18, heard: '127.0.0.1', sockets: '', encoding: 'UTF8' }]);
    await ask(url, 'CREATE EXTENSION pg_trgm');
    await ask(url, 'CREATE EXTENSION unaccent');
    expect(
      await ask(url, "SELECT show_trgm('Ŵŷ') = show_trgm('ŵŷ') AND 'ŵ' % 'ŵ' AS same, unaccent('tŷ') AS plain"),
    ).toEqual([{ same: true, plain: 'ty' }]);
  });

  test('the password is in a file for this user alone, and a wrong one is refused', async () => {
    const file = join(dir, 'postgres.password');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await readFile(file, 'utf8')).trim()).toBe(new URL(url).password);
    const wrong = new URL(url);
    wrong.password = 'guess';
    await expect(ask(wrong.href, 'SELECT 1')).rejects.toThrow(/refuses user guildhall/);
  });

  test('what people wrote does not get into the server log', async () => {
    await expect(ask(url, "SELECT 'Asha wrote this'::int")).rejects.toThrow();
    await ask(url, 'CREATE TABLE once (word text UNIQUE)');
    await expect(ask(url, "INSERT INTO once VALUES ('private'), ('private')")).rejects.toThrow();
    expect(await readFile(join(dir, 'postgres.log'), 'utf8')).not.toMatch(/Asha|private/);
  });
});

describe('after a kill', () => {
  test('kill -9 of the holder and its group: the server stays, and the next start stops it and finds what was committed', async () => {
    const dir = await copyOfMade();
    const held = await hold(dir);
    await ask(held.url, "CREATE TABLE kept AS SELECT 'yes' AS answer");
    // The terminal's Ctrl-C goes to the whole group, too: it must not reach the server but through its holder.
    process.kill(-(held.child.pid ?? 0), 'SIGKILL');
    await until(() => held.child.signalCode !== null, 5_000);
    expect(isAlive(held.pid)).toBe(true);
    const doing: string[] = [];
    const next = await start(dir, (what) => doing.push(what));
    expect(doing[0]).toBe('Stopping a database that was left running');
    expect(await beganAt(held.pid)).toBe('');
    expect(await ask(next.url, 'SELECT answer FROM kept')).toEqual([{ answer: 'yes' }]);
  });

  test('kill -9 of both: it recovers', async () => {
    const dir = await copyOfMade();
    const held = await hold(dir);
    await ask(held.url, "CREATE TABLE kept AS SELECT 'yes' AS answer");
    held.child.kill('SIGKILL');
    process.kill(held.pid, 'SIGKILL');
    const next = await start(dir);
    expect(await ask(next.url, 'SELECT answer FROM kept')).toEqual([{ answer: 'yes' }]);
  });

  test('a pid file and a lock whose numbers belong to other programs by now do not stop it, nor is any harmed', async () => {
    const dir = await copyOfMade();
    const other = spawn('sleep', ['60'], { stdio: 'ignore' });
    onTestFinished(() => void other.kill('SIGKILL'));
    await writeFile(
      join(dir, 'postgres', 'postmaster.pid'),
      `${other.pid}\n${join(dir, 'postgres')}\n1\n1\n\n\n\nready\n`,
    );
    await writeFile(join(dir, 'lock'), JSON.stringify({ pid: process.pid, began: 'another boot/1', mark: 'm' }));
    const { url } = await start(dir);
    expect(await ask(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    expect(other.exitCode === null && other.signalCode === null).toBe(true);
  });

  test('a copied folder whose pid file names the server of the original leaves that one alone', async () => {
    const original = await copyOfMade();
    const one = await start(original);
    const copy = await copyOfMade();
    await cp(join(original, 'postgres', 'postmaster.pid'), join(copy, 'postgres', 'postmaster.pid'));
    const two = await start(copy);
    expect(two.pid).not.toBe(one.pid);
    expect(await ask(one.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });
});

describe('one at a time', () => {
  test('a second Guildhall on the folder is refused in one sentence, and the first goes on', async () => {
    const dir = await copyOfMade();
    const held = await hold(dir);
    const refusal = await startEmbedded({ dir, log: silentLog }).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(StartError);
    expect(String(refusal)).toContain(`Another Guildhall (process ${held.child.pid}) is already using ${dir}`);
    expect(await ask(held.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    held.child.kill('SIGKILL');
    await until(() => held.child.signalCode !== null, 5_000);
    await start(dir);
  });

  test('of four starting in the same moment over a dead lock exactly one gets the folder', async () => {
    const dir = await copyOfMade();
    await writeFile(join(dir, 'lock'), JSON.stringify({ pid: 1, began: 'another boot/1', mark: 'm' }));
    const results = await Promise.allSettled([1, 2, 3, 4].map(() => start(dir)));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const result of results) if (result.status === 'rejected') expect(result.reason).toBeInstanceOf(StartError);
  });
});

describe('folders that will not do', () => {
  const refusal = (dir: string) =>
    startEmbedded({ dir, log: silentLog }).then(
      () => 'started',
      (error: unknown) => (error instanceof StartError ? error.message : `not a StartError: ${String(error)}`),
    );

  test('one that this user may not write', async () => {
    const parent = await temporaryFolder();
    await mkdir(join(parent, 'closed'), { mode: 0o555 });
    const asRoot = process.geteuid?.() === 0;
    // Permissions do not bind root: for this moment the process is somebody else.
    if (asRoot) process.seteuid?.(65_534);
    onTestFinished(() => void (asRoot && process.seteuid?.(0)));
    expect(await refusal(join(parent, 'closed', '.guildhall'))).toMatch(
      /cannot be read and written by this user \(EACCES\)/,
    );
    expect(await refusal(join(parent, 'closed'))).toMatch(/set GUILDHALL_DATA to a folder that can\.$/);
  });

  /** As much of a data folder as makes it look like one. */
  async function looksMade(major: string): Promise<string> {
    const dir = await temporaryFolder();
    await mkdir(join(dir, 'postgres'), { mode: 0o700 });
    await writeFile(join(dir, 'postgres', 'PG_VERSION'), `${major}\n`);
    return dir;
  }

  test('one that is a file', async () => {
    const parent = await temporaryFolder();
    await writeFile(join(parent, 'file'), '');
    expect(await refusal(join(parent, 'file'))).toMatch(/is not a folder/);
    expect(await refusal(join(parent, 'file', 'below'))).toMatch(/is not a folder/);
  });

  test('one that another major version of Postgres wrote', async () => {
    expect(await refusal(await looksMade('17'))).toMatch(/written by Postgres 17.*npm run backup.*npm run restore/);
  });

  test('one whose password is lost', async () => {
    expect(await refusal(await looksMade('18'))).toMatch(/password of the bundled database is missing/);
  });

  test('one with damaged data: the reason and where to read more; and it does not keep the lock', async () => {
    const dir = await looksMade('18');
    await writeFile(join(dir, 'postgres.password'), 'kept\n');
    const first = await refusal(dir);
    expect(first).toMatch(/does not start \(.*postgresql\.conf.*\): see .*postgres\.log/);
    expect(await refusal(dir)).toBe(first);
  });

  test('below a folder closed to others it starts all the same', async () => {
    const closed = await temporaryFolder(0o700);
    const { url } = await start(join(closed, '.guildhall'));
    expect(await ask(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });
});
