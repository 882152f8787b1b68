/** Tokens that Teams gives a tab: who is let in by them, and every way to make one wrong. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Log } from '../../bot/core/ports.ts';
import { KeysUnavailable } from '../http/tokens.ts';
import type { Line, Lines } from './lines.ts';
import { createSignIn } from './sign-in.ts';
import { createIssuer, type Twist } from './testing/issuer.ts';

const APP = '4b1ce9f1-7a4a-4d5c-9d4b-3f0e8a1c2d3e';
const TENANT = '7c0f8a52-0000-4000-8000-00000000ac01';
const OTHER_TENANT = '7c0f8a52-0000-4000-8000-00000000ac02';
const PERSON = '11111111-2222-4333-8444-555555555555';

const issuer = createIssuer(APP, 'a password');
let origin = '';
const server = createServer((req, res) => {
  const path = req.url ?? '';
  const tenant = /^\/([\da-f-]+)\/v2\.0\/\.well-known\/openid-configuration$/.exec(path)?.[1];
  if (issuer.down) res.writeHead(503).end();
  else if (tenant) {
    res.writeHead(200, { 'content-type': 'application/json' });
    res.end(JSON.stringify({ issuer: `${origin}/${tenant}/v2.0`, jwks_uri: `${origin}/keys` }));
  } else if (!issuer.serve(req, res, '', origin)) res.writeHead(404).end();
});
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

const now = new Date('2026-11-26T10:00:00Z');
const codes: unknown[] = [];
const log: Log = {
  info: () => undefined,
  warn: (_event, fields) => void codes.push(fields?.code),
  error: () => undefined,
  with: () => log,
};
beforeEach(() => {
  codes.length = 0;
  issuer.down = false;
});

const lines: Lines = {
  heardBy: async (audiences) =>
    [TENANT, OTHER_TENANT]
      .map((tenantId) => ({ connection: 'teams', appId: APP, tenantId }) as Line)
      .filter(({ appId }) => audiences.includes(appId)),
  of: async () => null,
};
const signIn = () => createSignIn({ lines, loginUrl: origin, clock: { now: () => now }, log });

/** As Microsoft makes it, but for what is twisted. */
const token = (twist: Twist = {}): string =>
  issuer.token('', now, {
    ...twist,
    claims: {
      serviceurl: undefined,
      iss: `${origin}/${TENANT}/v2.0`,
      tid: TENANT,
      oid: PERSON,
      ver: '2.0',
      scp: 'access_as_user',
      name: 'Fay Olsen',
      ...twist.claims,
    },
  });
const at = Math.floor(now.getTime() / 1_000);

test('a token of the tenant, for our app, names the account that its chat knows', async () => {
  const found = {
    account: { kind: 'user', platform: 'teams', id: `${TENANT}/${PERSON}` },
    workspace: TENANT,
    called: 'Fay Olsen',
  };
  const verify = signIn();
  expect(await verify(token())).toEqual(found);
  expect(await verify(token({ claims: { oid: PERSON.toUpperCase(), name: undefined } }))).toEqual({
    account: found.account,
    workspace: TENANT,
  });
  // Of a bot that is registered for several tenants, each tenant's people are its own.
  const other = { iss: `${origin}/${OTHER_TENANT}/v2.0`, tid: OTHER_TENANT };
  expect(await verify(token({ claims: other }))).toMatchObject({ workspace: OTHER_TENANT });
  // Two minutes are within the tolerance of clocks.
  expect(await verify(token({ claims: { exp: at - 120 } }))).toEqual(found);
});

describe('a token is nobody’s that', () => {
  test.each<[string, Twist]>([
    ['is signed by a stranger', { stranger: true }],
    ['is signed with a key that nobody published', { header: { kid: 'another' } }],
    ['is not signed', { header: { alg: 'none' } }],
    ['is signed with a shared secret', { header: { alg: 'HS256' } }],
    ['is over', { claims: { exp: at - 301 } }],
    ['never ends', { claims: { exp: undefined } }],
    ['is for later', { claims: { nbf: at + 400 } }],
    ['is for another app', { claims: { aud: '00000000-0000-4000-8000-000000000000' } }],
    ['is for our app by another name', { claims: { aud: `api://guild.ashcombe.example/${APP}` } }],
    ['is of a tenant that is not connected', { claims: { iss: 'https://login.example/x/v2.0', tid: PERSON } }],
    ['says another tenant than its issuer', { claims: { tid: OTHER_TENANT } }],
    ['is of the Bot Framework', { claims: { iss: 'https://api.botframework.com', tid: undefined } }],
    ['an application got for itself', { claims: { scp: undefined, roles: ['access_as_user'] } }],
    ['is for something else', { claims: { scp: 'User.Read' } }],
    ['is of an older kind', { claims: { ver: '1.0' } }],
    ['names nobody', { claims: { oid: undefined } }],
    ['names somebody who cannot be', { claims: { oid: '../../x' } }],
  ])('%s', async (_what, twist) => {
    expect(await signIn()(token(twist))).toBeNull();
    expect(codes).toEqual([expect.any(String)]);
  });

  test.each(['', 'x', 'a.b.c', 'e30.e30.e30'])('is none: %j', async (made) => {
    expect(await signIn()(made)).toBeNull();
  });

  test('was changed', async () => {
    const [head = '', , signature = ''] = token().split('.');
    const body = Buffer.from(JSON.stringify({ iss: `${origin}/${TENANT}/v2.0`, aud: APP, oid: PERSON, exp: at + 60 }));
    expect(await signIn()(`${head}.${body.toString('base64url')}.${signature}`)).toBeNull();
  });
});

test('where Microsoft’s keys cannot be had, that is said, and nobody is let in', async () => {
  issuer.down = true;
  await expect(signIn()(token())).rejects.toThrow(KeysUnavailable);
});
