/** The server over real sockets: paths, limits, slow senders, health, metrics, faults and closing. */
import { connect } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import type { Log, LogFields } from '../../bot/core/ports.ts';
import { StartError } from '../../bot/core/start-error.ts';
import { createMetrics } from './metrics.ts';
import type { Route } from './route.ts';
import { createHttpServer, type HttpServer, type HttpServerOptions } from './server.ts';

const lines: { event: string; fields: LogFields }[] = [];
const log: Log = {
  info: () => undefined,
  warn: () => undefined,
  error: (event, fields = {}) => void lines.push({ event, fields }),
  with: () => log,
};
const open: HttpServer[] = [];
afterEach(async () => {
  lines.length = 0;
  await Promise.all(open.splice(0).map((server) => server.close()));
});

async function start(routes: Route[], more: Partial<HttpServerOptions> = {}) {
  const server = createHttpServer({
    routes,
    log,
    clock: { now: () => new Date() },
    ids: { next: () => 'id-1' },
    port: 0,
    host: '127.0.0.1',
    ...more,
  });
  const { port } = await server.listen();
  open.push(server);
  return { server, port, url: `http://127.0.0.1:${port}` };
}

const echo: Route = {
  path: '/echo',
  method: 'POST',
  limit: 1_000,
  handle: async (_req, res, body) => void res.end(body),
};

/** Everything that a raw socket gets back. */
const raw = (port: number, bytes: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    let got = '';
    socket.on('data', (part) => {
      got += part.toString();
    });
    socket.on('close', () => resolve(got));
    socket.on('error', reject);
  });

test('a path gets its body; an unknown path and a wrong method get nothing of ours', async () => {
  const { url } = await start([echo]);
  expect(await (await fetch(`${url}/echo?x=1`, { method: 'POST', body: 'hello' })).text()).toBe('hello');
  const unknown = await fetch(`${url}/nowhere`, { method: 'POST', body: 'x' });
  expect([unknown.status, await unknown.text()]).toEqual([404, '']);
  const wrong = await fetch(`${url}/echo`);
  expect([wrong.status, wrong.headers.get('allow'), await wrong.text()]).toEqual([405, 'POST', '']);
});

test('a prefix takes what no longer or exact path takes', async () => {
  const say = (path: string, word: string): Route => ({
    ...echo,
    path,
    method: 'any',
    handle: async (_q, res) => void res.end(word),
  });
  const { url, server } = await start([say('/app/*', 'app'), say('/app/deep/*', 'deep'), say('/app/exact', 'exact')]);
  const words = ['/app', '/app/x', '/app/deep/y', '/app/exact'].map(async (path) => (await fetch(url + path)).text());
  expect(await Promise.all(words)).toEqual(['app', 'app', 'deep', 'exact']);
  expect((await fetch(`${url}/application`)).status).toBe(404);
  expect(() => server.add(say('/app/exact', 'twice'))).toThrow('two routes');
  server.add(say('/later', 'later'));
  expect(await (await fetch(`${url}/later`)).text()).toBe('later');
});

test.each([1_001, 10_000_000])('a body of %d bytes is too large and never reaches the handler', async (size) => {
  const { url } = await start([echo]);
  const answer = await fetch(`${url}/echo`, { method: 'POST', body: 'x'.repeat(size) });
  expect([answer.status, await answer.text()]).toEqual([413, '']);
  expect((await fetch(`${url}/echo`, { method: 'POST', body: 'x'.repeat(1_000) })).status).toBe(200);
});

test('a handler that fails is a 500 without words and a log line with an id and no words', async () => {
  const bad: Route = { ...echo, path: '/bad', handle: () => Promise.reject(new Error('the secret of Asha')) };
  const { url } = await start([bad]);
  const answer = await fetch(`${url}/bad`, { method: 'POST', body: 'x' });
  expect([answer.status, await answer.text()]).toEqual([500, '']);
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatchObject({ event: 'http.failed', fields: { id: 'id-1', route: '/bad', error: 'Error' } });
  expect(JSON.stringify(lines)).not.toContain('Asha');
});

test('a sender that is too slow, with its head or with its body, is sent away', async () => {
  const { port } = await start([echo], { timeouts: { request: 600, headers: 600 } });
  expect(await raw(port, 'POST /echo HTTP/1.1\r\nhost: x\r\n')).toMatch(/^HTTP\/1.1 408 /);
  expect(await raw(port, 'POST /echo HTTP/1.1\r\nhost: x\r\ncontent-length: 10\r\n\r\nabc')).toMatch(/^HTTP\/1.1 408 /);
  expect(await raw(port, 'nonsense\r\n\r\n')).toMatch(/^HTTP\/1.1 400 /);
});

test('alive, and ready only when every check passes in time', async () => {
  let database: () => Promise<unknown> = async () => true;
  const { url } = await start([], {
    checks: { database: () => database(), queue: async () => undefined },
    timeouts: { check: 50 },
  });
  expect((await fetch(`${url}/livez`)).status).toBe(200);
  const ready = await fetch(`${url}/readyz`);
  expect([ready.status, await ready.text()]).toEqual([200, 'database ok\nqueue ok\n']);
  for (const broken of [() => Promise.reject(new Error('no')), async () => false, () => new Promise(() => undefined)]) {
    database = broken;
    const not = await fetch(`${url}/readyz`);
    expect([not.status, await not.text()]).toEqual([503, 'database failed\nqueue ok\n']);
  }
});

test('who asks whether it is ready hears that it stops, while requests are still taken', async () => {
  let stopping = false;
  const { url } = await start([echo], { isStopping: () => stopping });
  expect((await fetch(`${url}/readyz`)).status).toBe(200);
  stopping = true;
  const not = await fetch(`${url}/readyz`);
  expect([not.status, await not.text()]).toEqual([503, 'stopping\n']);
  expect((await fetch(`${url}/echo`, { method: 'POST', body: 'x' })).status).toBe(200);
});

test('metrics are for this machine alone, or for who has the token', async () => {
  const metrics = createMetrics();
  metrics.counter({ name: 'guildhall_things', help: 'Things', labels: ['kind'] }).inc({ kind: 'a' });
  const { url } = await start([echo], { metrics, metricsToken: 'right-token' });
  await (await fetch(`${url}/echo`, { method: 'POST', body: 'x' })).text();
  const here = await (await fetch(`${url}/metrics`)).text();
  expect(here).toContain('guildhall_things{kind="a"} 1');
  expect(here).toContain('route="/echo"');
  const through = (headers: Record<string, string>) =>
    fetch(`${url}/metrics`, { headers: { 'x-forwarded-for': '192.0.2.1', ...headers } });
  expect((await through({})).status).toBe(403);
  expect((await through({ authorization: 'Bearer wrong' })).status).toBe(403);
  expect((await through({ authorization: 'Bearer right-token' })).status).toBe(200);
});

test('a taken port is a sentence that names PORT', async () => {
  const { port } = await start([]);
  const second = createHttpServer({
    routes: [],
    log,
    clock: { now: () => new Date() },
    ids: { next: () => 'i' },
    port,
    host: '127.0.0.1',
  });
  const error = await second.listen().catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(StartError);
  expect(String(error)).toContain(`Port ${port} is taken`);
  expect(String(error)).toContain('PORT');
});

test('closing lets a request in flight finish, ends event streams and accepts nothing new', async () => {
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  let arrived: () => void = () => undefined;
  const inside = new Promise<void>((resolve) => {
    arrived = resolve;
  });
  const slow: Route = {
    ...echo,
    path: '/slow',
    handle: async (_req, res) => {
      arrived();
      await held;
      res.end('done');
    },
  };
  const stream: Route = {
    ...echo,
    path: '/stream',
    method: 'GET',
    handle: async (_req, res) => void res.setHeader('content-type', 'text/event-stream').write('data: 1\n\n'),
  };
  const { server, url } = await start([slow, stream]);
  const events = await fetch(`${url}/stream`);
  const request = fetch(`${url}/slow`, { method: 'POST', body: '' });
  await inside;
  const closed = server.close();
  expect(await events.text()).toBe('data: 1\n\n');
  await expect(fetch(`${url}/livez`)).rejects.toThrow();
  release();
  expect(await (await request).text()).toBe('done');
  await closed;
});

test('closing does not wait longer than it was told for a request that never ends', async () => {
  const stuck: Route = { ...echo, path: '/stuck', handle: () => new Promise(() => undefined) };
  const { server, url } = await start([stuck], { timeouts: { close: 100 } });
  const request = fetch(`${url}/stuck`, { method: 'POST', body: '' }).catch(() => 'hung up');
  const before = Date.now();
  await Promise.all([fetch(`${url}/livez`), fetch(`${url}/livez`)]);
  await server.close();
  expect(await request).toBe('hung up');
  expect(Date.now() - before).toBeLessThan(2_000);
});
