/** Guildhall as a person starts it: from nothing, after a kill, interrupted, refused, and as a worker alone. A database that ends, and a story half told, are main.long.test.ts. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { freshDatabase } from '../prisma/testing/database.ts';
import { temporaryFolder } from '../prisma/testing/folder.ts';
import { gone, STOP_MS, serverPid } from './testing/bundled.ts';
import { commandsIn } from './testing/commands.ts';
import { isAlive, startProcess, until } from './testing/process.ts';

/** Processes that have to do with a folder, by their command lines; what cannot be looked at has none. */
function workingOn(data: string): readonly number[] {
  const command = (pid: string): string => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
    } catch {
      return '';
    }
  };
  if (!existsSync('/proc')) return existsSync(join(data, 'postgres', 'postmaster.pid')) ? [serverPid(data)] : [];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && command(name).includes(data))
    .map(Number);
}

const slack = { SLACK_SIGNING_SECRET: '8f742231b10e8888abcd99yyyzzz85a5', SLACK_BOT_TOKEN: 'xoxb-1-2-three' };
const GUILDHALL_SECRET = Buffer.alloc(32, 7).toString('base64');

describe('the two commands', () => {
  it('start everything from nothing, survive a kill, and stop with nothing left behind', async () => {
    const cwd = await temporaryFolder();
    const data = join(cwd, 'data');
    const env = { PORT: '0', GUILDHALL_DATA: data };

    const first = startProcess({ cwd, env });
    const address = await first.says(/Open (http:\/\/localhost:\d+)\/playground/);
    expect(await (await fetch(`${address}/readyz`)).text()).toBe('database ok\nqueue ok\n');
    expect((await fetch(`${address}/playground`)).status).toBe(200);
    expect((await fetch(`${address}/nowhere`)).status).toBe(404);
    expect(first.output()).toMatch(/Making the database\.\.\. done in/);
    const looked = await commandsIn(cwd, env)('doctor');
    expect(looked.said).toMatch(
      /^ok {7}database: Postgres 18.+\n(ok .+\n|warning .+\n)+0 problems, \d warnings?, \d+ ok\n$/,
    );
    expect(looked.code).toBe(0);
    const secret = readFileSync(join(data, 'secret'), 'utf8');
    const server = serverPid(data);
    first.child.kill('SIGKILL');
    expect(await first.ended()).toBe('SIGKILL');

    const second = startProcess({ cwd, env, main: 'npm start' });
    const again = await second.says(/Open (http:\/\/localhost:\d+)\/playground/);
    expect((await fetch(`${again}/readyz`)).status).toBe(200);
    expect(isAlive(server)).toBe(false);
    expect(second.output()).not.toMatch(/Making the database/);
    expect(readFileSync(join(data, 'secret'), 'utf8')).toBe(secret);
    expect(`${first.output()}${second.output()}`).not.toContain(secret.trim());
    const next = serverPid(data);
    const asked = performance.now();
    // npm's shell ends without passing it on; Guildhall notices.
    second.child.kill('SIGTERM');
    await second.ended();
    await gone(next);
    expect(performance.now() - asked).toBeLessThan(STOP_MS);
    await until(
      async () =>
        fetch(`${again}/livez`).then(
          () => null,
          () => true as const,
        ),
      STOP_MS,
      () => 'it still listens',
    );
  }, 300_000);

  it.each([
    ['made', 'postgres.new'],
    ['started', 'postgres'],
  ])(
    'stop while the database is being %s',
    async (_what, folder) => {
      const cwd = await temporaryFolder();
      const data = join(cwd, 'data');
      const running = startProcess({ cwd, env: { PORT: '0', GUILDHALL_DATA: data } });
      await until(
        () => existsSync(join(data, folder)) || null,
        60_000,
        () => running.output(),
      );
      const asked = performance.now();
      running.child.kill('SIGINT');
      expect(await running.ended()).toBe(0);
      expect(performance.now() - asked).toBeLessThan(STOP_MS);
      for (const pid of workingOn(data)) await gone(pid);
    },
    120_000,
  );
});

describe('a start that cannot be', () => {
  /** What it says, when it is refused at once and says nothing else. */
  async function refusal(env: Readonly<Record<string, string>>): Promise<string> {
    const cwd = await temporaryFolder();
    const running = startProcess({ cwd, env: { GUILDHALL_DATA: join(cwd, 'data'), LOG_LEVEL: 'silent', ...env } });
    expect(await running.ended(), running.output()).toBe(1);
    expect(running.output()).not.toMatch(/\n\s+at /);
    return running.output();
  }

  it('says in one sentence that the port is taken, before it makes anything', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;
    expect(await refusal({ PORT: String(port) })).toMatch(
      new RegExp(`^Port ${port} is taken by another program\\..+\\n$`),
    );
  }, 60_000);

  it('says that the folder cannot be had', async () => {
    const cwd = await temporaryFolder();
    writeFileSync(join(cwd, 'file'), '');
    const said = await refusal({ PORT: '0', GUILDHALL_DATA: join(cwd, 'file', 'data') });
    expect(said).toMatch(/GUILDHALL_DATA/);
    expect(said.trim().split('\n').at(-1)).toMatch(/^.+[.]$/);
  }, 60_000);

  it('says that nothing answers at DATABASE_URL, without its password', async () => {
    const DATABASE_URL = 'postgresql://guildhall:s3cret@127.0.0.1:1/guildhall';
    const said = await refusal({ ...slack, PORT: '0', DATABASE_URL, GUILDHALL_SECRET });
    expect(said).toMatch(/No Postgres answers at 127\.0\.0\.1:1/);
    expect(said).not.toContain('s3cret');
  }, 60_000);

  it('says that neither a platform is configured nor a connection there, once the database says so', async () => {
    const database = await freshDatabase();
    onTestFinished(() => database.drop());
    const said = await refusal({ PORT: '0', PLAYGROUND: 'off', DATABASE_URL: database.url, GUILDHALL_SECRET });
    expect(said).toContain('Neither Slack nor Teams is configured');
    expect(said).toContain('npm run connect');
  }, 60_000);

  it('lists everything that is wrong with the configuration', async () => {
    const said = await refusal({ PORT: 'http', SLACK_BOT_TOKEN: 'xoxb-s3cret', GUILDHALL_ROLE: 'boss' });
    expect(said.split('\n')[0]).toBe('Guildhall cannot start:');
    expect(said.match(/^ {2}- /gm)).toHaveLength(3);
    expect(said).not.toContain('s3cret');
  }, 60_000);
});

describe('a worker alone', () => {
  it('starts on a database of its own, does what is owed, and stops', async () => {
    const asked: string[] = [];
    const api = createServer((req, res) => {
      asked.push(req.url ?? '');
      const answer = {
        ok: true,
        team_id: 'T1',
        team: 'Ashcombe',
        user_id: 'U1',
        bot_id: 'B1',
        url: 'https://ashcombe.slack.com/',
      };
      res.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
    });
    await new Promise<void>((resolve) => api.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void api.close());
    const { port } = api.address() as AddressInfo;
    const database = await freshDatabase();
    onTestFinished(() => database.drop());
    const env = {
      ...slack,
      SLACK_API_URL: `http://127.0.0.1:${port}/api/`,
      DATABASE_URL: database.url,
      GUILDHALL_SECRET,
    };
    const running = startProcess({ cwd: await temporaryFolder(), env, main: 'jobs/main.ts' });
    await running.says(/"role":"worker"/);
    expect(asked).toContain('/api/auth.test');
    const at = performance.now();
    running.child.kill('SIGTERM');
    expect(await running.ended(), running.output()).toBe(0);
    expect(performance.now() - at).toBeLessThan(STOP_MS);
  }, 120_000);
});
