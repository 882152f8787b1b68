/** Reaching the database: each way to fail has its sentence, none holds the password, and a lost connection is survived. */
import { createServer as createHttpServer, type Server } from 'node:http';
import { type AddressInfo, createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { LogFields } from '../bot/core/ports.ts';
import { StartError } from '../bot/core/start-error.ts';
import { startRelay } from '../jobs/testing/relay.ts';
import { connect, type Database, healthy } from './client.ts';
import { explain } from './connection.ts';
import { freePort } from './embedded/postmaster.ts';
import { until } from './embedded/process.ts';
import { silentLog } from './embedded/temporary.ts';
import { type FreshDatabase, freshDatabase } from './testing/database.ts';

let database: FreshDatabase;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(async () => {
  await database.drop();
});

/** What is said about an address; `secret` is the password in all of them. */
async function refusal(change: (url: URL) => void): Promise<string> {
  const url = new URL(database.url);
  change(url);
  return refusalOf(url.href);
}

async function refusalOf(url: string): Promise<string> {
  const error = await connect(url, { max: 1, log: silentLog }).then(
    async (opened) => opened.close(),
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(StartError);
  const message = error instanceof Error ? error.message : '';
  expect(message).not.toContain('s3cret');
  expect(message).not.toContain(new URL(database.url).password);
  return message;
}

async function open(): Promise<Database> {
  const db = await connect(database.url, { max: 2, log: silentLog });
  onTestFinished(() => db.close());
  return db;
}

describe('an address that will not do', () => {
  test.each([
    ['no address', 'guildhall', /not an address: write postgresql:\/\/user:password@host:5432\/database/],
    ['a raw % in the password', 'postgresql://guildhall:s3cret%zz@localhost/guildhall', /% as %25/],
    ['another kind of database', 'mysql://guildhall:s3cret@localhost/guildhall', /not the address of a Postgres/],
    ['without a database', 'postgresql://guildhall:s3cret@localhost', /names no database/],
  ])('%s', async (_name, url, expected) => {
    expect(await refusalOf(url)).toMatch(expected);
  });

  test('nobody listens', async () => {
    const port = await freePort();
    expect(await refusal((url) => (url.port = String(port)))).toBe(
      `No Postgres answers at 127.0.0.1:${port}: start it, or correct the host and port in DATABASE_URL.`,
    );
  });

  test('a host that is not known', async () => {
    expect(await refusal((url) => (url.hostname = 'database.invalid'))).toMatch(/host database\.invalid is not known/);
  });

  test('a wrong password', async () => {
    expect(await refusal((url) => (url.password = 's3cret'))).toMatch(/refuses user \S+ with this password/);
  });

  test('no password', async () => {
    expect(await refusal((url) => (url.password = ''))).toMatch(/asks for a password/);
  });

  test('no such database: the statement that makes it', async () => {
    expect(await refusal((url) => (url.pathname = '/nowhere'))).toMatch(/run CREATE DATABASE "nowhere" OWNER/);
  });

  test('encryption asked of a server without', async () => {
    expect(await refusal((url) => (url.search = '?sslmode=require'))).toMatch(/offers no encryption/);
  });

  test('a web server, and one that hangs up', async () => {
    const web: Server = createHttpServer((_request, response) => response.end());
    const rude = createServer((socket) => socket.destroy());
    for (const server of [web, rude]) {
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      onTestFinished(() => void server.close());
      const { port } = server.address() as AddressInfo;
      expect(await refusal((url) => (url.port = String(port)))).toMatch(/may not be a Postgres/);
    }
  });

  test.each([
    ['28000', 'no pg_hba.conf entry for host "10.0.0.1", no encryption', /\?sslmode=require/],
    ['28000', 'role "x" is not permitted to log in', /does not let user guildhall into database guildhall/],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'self-signed certificate in certificate chain', /sslrootcert=/],
    ['', 'timeout expired', /did not answer within 10 seconds/],
    ['53300', 'sorry, too many clients already', /no connection left/],
    ['57P03', 'the database system is starting up', /still starting up/],
    ['XX000', 'odd', /cannot be used \(XX000\)/],
  ])('what cannot be had here: %s %s', (code, words, expected) => {
    const error = Object.assign(new Error(words), code === '' ? {} : { code });
    const said = explain(error, new URL('postgresql://guildhall:s3cret@db.example:5433/guildhall')).message;
    expect(said).toMatch(expected);
    expect(said).not.toContain('s3cret');
  });
});

describe('an open connection', () => {
  test('serves Prisma and SQL from one pool', async () => {
    const db = await open();
    const id = crypto.randomUUID();
    await db.prisma.organisation.create({ data: { id, name: 'Tŷ Cyngor', createdAt: new Date() } });
    const { rows } = await db.pool.query('SELECT name FROM organisation WHERE id = $1', [id]);
    expect(rows).toEqual([{ name: 'Tŷ Cyngor' }]);
    expect(await healthy(db)).toBe(true);
  });

  test('connections that die idle and in use end no process, are logged by code alone, and are replaced', async () => {
    const lines: [string, LogFields | undefined][] = [];
    const log = { ...silentLog, warn: (event: string, fields?: LogFields) => void lines.push([event, fields]) };
    const db = await connect(database.url, { max: 3, log });
    onTestFinished(() => db.close());
    const lent = await db.pool.connect();
    await db.pool.query('SELECT 1');
    expect([db.pool.totalCount, db.pool.idleCount]).toEqual([2, 1]);
    const killer = await open();
    await killer.pool.query(
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
    );
    await expect(lent.query('SELECT 1')).rejects.toThrow();
    lent.release(true);
    // Both deaths are heard of, each in its own time; the lent one's may say no more than the refused query did.
    expect(await until(() => lines.length > 0 && db.pool.totalCount === 0, 5_000)).toBe(true);
    expect(lines).toContainEqual(['database.connection_lost', { code: '57P01' }]);
    expect(lines.every(([event, fields]) => event === 'database.connection_lost' && fields?.code !== undefined)).toBe(
      true,
    );
    expect(await healthy(db)).toBe(true);
    expect(await db.prisma.lane.count()).toBe(0);
  });

  test('is not healthy once the database is gone, and says so within seconds', async () => {
    const gone = await freshDatabase({ empty: true });
    const db = await connect(gone.url, { max: 1, log: silentLog });
    await gone.drop();
    expect(await healthy(db)).toBe(false);
    await db.close();
    expect(await healthy(db)).toBe(false);
  });

  test('is not healthy while the network swallows what is sent, and is again over new connections', async () => {
    const relay = await startRelay(Number(new URL(database.url).port));
    const through = new URL(database.url);
    through.port = String(relay.port);
    const db = await connect(through.href, { max: 1, log: silentLog });
    onTestFinished(async () => {
      await Promise.all([db.close(), relay.shut()]);
    });
    expect(await healthy(db)).toBe(true);
    relay.swallow();
    expect(await healthy(db)).toBe(false);
    expect(await until(() => healthy(db), 10_000)).toBe(true);
  }, 30_000);

  test('is given back by a statement that hangs and by a transaction that nobody goes on with', async () => {
    const lines: (LogFields | undefined)[] = [];
    const log = { ...silentLog, warn: (_event: string, fields?: LogFields) => void lines.push(fields) };
    const db = await connect(database.url, { max: 1, log, longestMs: 500 });
    onTestFinished(() => db.close());
    await expect(db.prisma.$queryRaw`SELECT pg_sleep(20)::text`).rejects.toThrow(/57014/);
    expect(await healthy(db)).toBe(true);
    const left = await db.pool.connect();
    await left.query('BEGIN');
    expect(await until(() => lines.length > 0, 5_000)).toBe(true);
    expect(lines).toContainEqual({ code: '25P03' });
    left.release();
    expect(await healthy(db)).toBe(true);
  });

  test.each([
    ['', ['1500ms', '1500ms']],
    ['-c statement_timeout=0 -c idle_in_transaction_session_timeout=1min', ['1500ms', '1500ms']],
    ['-c statement_timeout=800', ['800ms', '1500ms']],
  ])('has limits, and stricter ones stay: "%s"', async (options, expected) => {
    const url = `${database.url}?options=${encodeURIComponent(options)}`;
    const db = await connect(url, { max: 1, log: silentLog, longestMs: 1_500 });
    onTestFinished(() => db.close());
    const { rows } = await db.pool.query(
      `SELECT current_setting('statement_timeout') AS a, current_setting('idle_in_transaction_session_timeout') AS b`,
    );
    expect(Object.values(rows[0])).toEqual(expected);
  });

  test('is not healthy while every connection is taken', async () => {
    const db = await connect(database.url, { max: 1, log: silentLog });
    const only = await db.pool.connect();
    const before = performance.now();
    expect(await healthy(db)).toBe(false);
    expect(performance.now() - before).toBeLessThan(4_000);
    only.release();
    expect(await healthy(db)).toBe(true);
    await db.close();
  });
});
