/** What Graph adds, and that everything works without it: over a loopback stand-in with shapes as Microsoft documents them. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import type { UserRef } from '../../bot/core/ref.ts';
import type { GraphAccount } from './graph.ts';
import { createGraph, together } from './graph.ts';
import { ALEX, activity, createWorld, TENANT } from './testing/world.ts';

const PERSON = ALEX.aadObjectId;
/** learn.microsoft.com/graph/api/user-get, with $select. */
const USER = {
  '@odata.context': 'https://graph.microsoft.com/v1.0/$metadata#users(id,mail)/$entity',
  id: PERSON,
  mail: 'alex.wilber@ashcombe.example',
  department: 'Licensing',
  jobTitle: 'Senior licensing officer',
  accountEnabled: true,
  userType: 'Member',
};
const NOT_THERE = { error: { code: 'Request_ResourceNotFound', message: 'Resource does not exist.', innerError: {} } };
const REFUSED = { error: { code: 'Authorization_RequestDenied', message: 'Insufficient privileges.' } };

interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A Graph and a token service that answer as they are told to. */
async function standIn(first: Answer) {
  const asked: { readonly path: string; readonly bearer: string }[] = [];
  const scopes: string[] = [];
  const state = { answer: first, token: 200 };
  const serve = (req: IncomingMessage, res: ServerResponse, body: string): void => {
    const send = ({ status, body: said, headers }: Answer) =>
      void res.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(said));
    if (req.url?.startsWith('/login/')) {
      scopes.push(new URLSearchParams(body).get('scope') ?? '');
      send({ status: state.token, body: { access_token: 'for-graph', expires_in: 3600 } });
    } else {
      asked.push({ path: req.url ?? '', bearer: req.headers.authorization ?? '' });
      send(state.answer);
    }
  };
  const server = createServer((req, res) => {
    let body = '';
    req.on('data', (chunk: Buffer) => {
      body += chunk.toString();
    });
    req.on('end', () => serve(req, res, body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const clock = { at: new Date('2026-11-23T10:00:00Z'), now: () => clock.at };
  const account: GraphAccount = {
    url: origin,
    loginUrl: `${origin}/login/${TENANT}`,
    appId: 'app',
    appPassword: 'secret',
  };
  return { state, asked, scopes, clock, origin, graph: createGraph(account, clock) };
}

test('a person by their id, with what is asked for and no more, and a token for Graph alone', async () => {
  const { graph, asked, scopes } = await standIn({ status: 200, body: USER });
  expect(await graph.about(PERSON)).toEqual({
    email: 'alex.wilber@ashcombe.example',
    department: 'Licensing',
    title: 'Senior licensing officer',
    guest: false,
    enabled: true,
  });
  expect(asked).toEqual([
    {
      path: `/v1.0/users/${PERSON}?$select=id,mail,department,jobTitle,accountEnabled,userType`,
      bearer: 'Bearer for-graph',
    },
  ]);
  expect(scopes).toEqual(['https://graph.microsoft.com/.default']);
  // Nothing else than an id of Entra's reaches an address.
  expect(await graph.about('29:1alex')).toBeNull();
  expect(await graph.about('../me')).toBeNull();
  expect(asked).toHaveLength(1);
});

test('who is nobody there is absent, whose account is closed is not enabled, a guest is one', async () => {
  const { graph, state } = await standIn({ status: 404, body: NOT_THERE });
  expect(await graph.about(PERSON)).toBe('absent');
  state.answer = { status: 200, body: { id: PERSON, mail: null, accountEnabled: false, userType: 'Guest' } };
  expect(await graph.about(PERSON)).toEqual({ guest: true, enabled: false });
  state.answer = { status: 200, body: { id: PERSON } };
  expect(await graph.about(PERSON)).toEqual({ guest: false, enabled: true });
});

test.each([
  ['not permitted', { status: 403, body: REFUSED }, 3_600],
  ['a token that is refused', { status: 401, body: REFUSED }, 3_600],
  ['throttled', { status: 429, body: {}, headers: { 'retry-after': '120' } }, 120],
  ['away', { status: 503, body: {} }, 30],
  ['something else in its place', { status: 200, body: { odd: true } }, 3_600],
])('%s: it cannot be said, and is not asked again for a while', async (_why, answer, seconds) => {
  const { graph, asked, clock, state } = await standIn(answer);
  expect(await graph.about(PERSON)).toBeNull();
  expect(await graph.about(PERSON)).toBeNull();
  expect(asked).toHaveLength(1);
  state.answer = { status: 200, body: USER };
  clock.at = new Date(clock.at.getTime() + seconds * 1_000);
  expect(await graph.about(PERSON)).toMatchObject({ department: 'Licensing' });
});

test('an address at which others could read it is refused', () => {
  const account = { loginUrl: 'https://login.example', appId: 'app', appPassword: 'secret' };
  const clock = { now: () => new Date() };
  expect(() => createGraph({ ...account, url: 'http://graph.example' }, clock)).toThrow('TEAMS_GRAPH_URL');
});

test('where no token is given it is let be', async () => {
  const { graph, asked, state } = await standIn({ status: 200, body: USER });
  state.token = 400;
  expect(await graph.about(PERSON)).toBeNull();
  expect(asked).toEqual([]);
});

test('a profile has what both say; who is a guest by one is a guest', () => {
  const profile = {
    name: 'Alex Wilber',
    email: 'alex@onmicrosoft.example',
    active: true,
    guest: false,
    external: false,
  };
  expect(together(profile, { email: 'alex@ashcombe.example', title: 'Officer', guest: true, enabled: false })).toEqual({
    ...profile,
    email: 'alex@ashcombe.example',
    title: 'Officer',
    guest: true,
  });
  for (const said of [null, 'absent'] as const) expect(together(profile, said)).toEqual(profile);
});

test('the adapter asks it where it is switched on, beside the roster, and does without it', async () => {
  const { origin, state, asked } = await standIn({ status: 200, body: USER });
  const user: UserRef = { kind: 'user', platform: 'teams', id: `${TENANT}/${PERSON}` };
  for (const graph of [{ url: origin }, undefined]) {
    const world = await createWorld((options) => (graph ? { ...options, graph } : options));
    onTestFinished(() => world.close());
    await world.deliver(activity('message', { text: 'help' }));
    asked.length = 0;
    state.answer = { status: 200, body: USER };
    const profile = await world.teams.chat.whoIs(user);
    expect(profile.name).not.toBe('');
    expect(profile.department).toBe(graph ? 'Licensing' : undefined);
    state.answer = { status: 200, body: { ...USER, accountEnabled: false } };
    expect(await world.teams.chat.isThere(user)).toBe(!graph);
    expect(asked).toHaveLength(graph ? 2 : 0);
  }
});
