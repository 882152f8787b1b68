/** Facts T1 to T9 of the trial: what reaches us unsigned, forged or malformed, and what botbuilder would have made of it. */
import { createHmac, generateKeyPairSync } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { StartError } from '../../bot/core/start-error.ts';
import { createTeams } from './index.ts';
import { loginUrlOf } from './login.ts';
import { Adapter, addressesOf } from './speak.ts';
import type { Twist } from './testing/issuer.ts';
import {
  APP_ID,
  activity,
  createWorld,
  inChannel,
  mentioning,
  SENTENCES,
  TENANT,
  type World,
} from './testing/world.ts';

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(() => world.close());

const hello = () => activity('message', { text: 'hello' });
const seconds = (offset: number): number => Math.floor(world.clock.now().getTime() / 1000) + offset;

test('a good token is heard, and what we answer carries a token that was handed out to us', async () => {
  world.bot.reply = () => ({ kind: 'tell', card: { summary: 's', blocks: [] } });
  expect(await world.deliver(hello())).toMatchObject({ status: 200, text: '' });
  expect(world.bot.last('message').said.text).toEqual([{ run: 'text', text: 'hello' }]);
  expect(world.connector.calls.map((call) => [call.method, call.path])).toEqual([
    ['POST', '/v3/conversations/a:1pL6i0oY3C0K8oAj8/activities'],
  ]);
  expect(world.issuer.issued).toContain(world.connector.calls[0]?.token);
});

test('a token that was good once vouches for no other address and no other tenant', async () => {
  const authorization = `Bearer ${world.issuer.token(world.serviceUrl, world.clock.now())}`;
  const say = (more: object) =>
    world.raw(JSON.stringify({ ...hello(), serviceUrl: world.serviceUrl, ...more }), authorization);
  expect((await say({})).status).toBe(200);
  expect((await say({})).status).toBe(200);
  expect((await say({ serviceUrl: 'https://elsewhere.example/' })).status).toBe(401);
  expect((await say({ serviceUrl: undefined })).status).toBe(401);
  const tenantId = '00000000-0000-0000-0000-000000000002';
  expect((await say({ channelData: { tenant: { id: tenantId } } })).status).toBe(401);
  expect((await say({ channelId: 'webchat' })).status).toBe(401);
  expect(world.bot.stored).toHaveLength(2);
});

describe('T1: nothing malformed ends the process or is answered with a word of ours', () => {
  const bodies: readonly (readonly [string, string | Buffer])[] = [
    ['{}', '{}'],
    ['[]', '[]'],
    ['null', 'null'],
    ['type 5', '{"type":5}'],
    ['truncated', '{"type":"message","text":"he'],
    ['empty', ''],
    ['a number', '5'],
    ['not text', Buffer.from([0xff, 0xfe, 0x00])],
    ['deep', `${'['.repeat(50_000)}${']'.repeat(50_000)}`],
    ['a prototype', '{"__proto__":{"type":"message"},"constructor":null}'],
  ];
  test.each(bodies)('%s', async (_name, body) => {
    expect(await world.raw(body)).toMatchObject({ status: 401, text: '' });
    const signed = `Bearer ${world.issuer.token(world.serviceUrl, world.clock.now())}`;
    const answered = await world.raw(body, signed);
    expect([400, 401]).toContain(answered.status);
    expect(answered.text).toBe('');
    expect((await world.deliver(hello())).status).toBe(200);
  });
  test('10 MB', async () => {
    expect(await world.raw(Buffer.alloc(10 * 1024 * 1024, 0x20))).toMatchObject({ status: 413, text: '' });
    expect((await world.deliver(hello())).status).toBe(200);
  });
  test.each([
    'from',
    'recipient',
    'id',
    'conversation',
    'entities',
    'attachments',
    'channelData',
    'membersAdded',
    'value',
    'text',
    'timestamp',
  ])('a signed activity whose %s is something else', async (key) => {
    for (const wrong of [null, 5, 'x', [], [null], {}, { id: 5 }, [{ content: 5 }], true]) {
      const answered = await world.deliver({
        ...activity('message', mentioning('hi')),
        ...inChannel('1'),
        [key]: wrong,
      });
      expect([200, 400, 401]).toContain(answered.status);
      expect(answered.text).toBe('');
    }
  });
});

describe('T2 and T3: a token that is not good is answered 401 without a word, and reaches nothing', () => {
  const twists: readonly (readonly [string, () => Twist])[] = [
    ['signed by a stranger', () => ({ stranger: true })],
    ['a key that nobody published', () => ({ header: { kid: 'unknown' } })],
    ['no key id', () => ({ header: { kid: undefined } })],
    ['another issuer', () => ({ claims: { iss: 'https://sts.windows.net/x/' } })],
    ['no issuer', () => ({ claims: { iss: undefined } })],
    ['another audience', () => ({ claims: { aud: 'another-app' } })],
    ['no audience', () => ({ claims: { aud: undefined } })],
    ['not before in the future', () => ({ claims: { nbf: seconds(600) } })],
    ['expired ten minutes ago', () => ({ claims: { exp: seconds(-600) } })],
    ['no expiry', () => ({ claims: { exp: undefined } })],
    ['no service address', () => ({ claims: { serviceurl: undefined } })],
    ['another service address', () => ({ claims: { serviceurl: 'https://evil.example/' } })],
    ['an empty service address', () => ({ claims: { serviceurl: '' } })],
    ['a service address that is no string', () => ({ claims: { serviceurl: [world.serviceUrl] } })],
  ];
  test.each(twists)('%s', async (_name, twist) => {
    expect(await world.deliver(hello(), twist())).toMatchObject({ status: 401, text: '' });
    expect(world.bot.asked).toEqual([]);
    expect(world.connector.calls).toEqual([]);
  });

  const claims = () => ({
    iss: 'https://api.botframework.com',
    aud: APP_ID,
    serviceurl: world.serviceUrl,
    nbf: seconds(-300),
    exp: seconds(3600),
  });
  const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const send = (token: string) =>
    world.raw(JSON.stringify({ ...hello(), serviceUrl: world.serviceUrl }), `Bearer ${token}`);

  test('alg none', async () => {
    for (const alg of ['none', 'None', 'NONE', '']) {
      const token = `${encoded({ alg, typ: 'JWT', kid: 'x' })}.${encoded(claims())}.`;
      expect(await send(token)).toMatchObject({ status: 401, text: '' });
    }
  });
  test('HS256 with the public key as the secret', async () => {
    for (const secret of [
      world.issuer.publicKey.export({ format: 'pem', type: 'spki' }),
      JSON.stringify(world.issuer.publicKey.export({ format: 'jwk' })),
    ]) {
      const said = `${encoded({ alg: 'HS256', typ: 'JWT', kid: 'x' })}.${encoded(claims())}`;
      const token = `${said}.${createHmac('sha256', secret).update(said).digest('base64url')}`;
      expect(await send(token)).toMatchObject({ status: 401, text: '' });
    }
  });
  test('a key that the token brings along', async () => {
    const own = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const jwk = own.publicKey.export({ format: 'jwk' });
    const token = world.issuer.signed(
      { alg: 'RS256', kid: 'x', jwk, jku: `${world.origin}/keys` },
      claims(),
      own.privateKey,
    );
    expect(await send(token)).toMatchObject({ status: 401, text: '' });
  });
  test.each(['', 'Bearer', 'Bearer x', 'Bearer a.b.c', 'Basic dTpw', `Bearer ${'a'.repeat(3_000)}.b.c`, 'bearer  ..'])(
    'header %j',
    async (header) => {
      expect(await world.raw(JSON.stringify({ ...hello(), serviceUrl: world.serviceUrl }), header)).toMatchObject({
        status: 401,
        text: '',
      });
    },
  );
  test('a token for another channel than its key may vouch for', async () => {
    expect(await world.deliver({ ...hello(), channelId: 'directline' })).toMatchObject({ status: 401, text: '' });
  });
  test('another tenant, in either place, or none', async () => {
    const other = 'a-tenant-that-is-not-ours';
    const place = { conversationType: 'personal', id: 'a:1' };
    for (const wrong of [
      { channelData: { tenant: { id: other } } },
      { conversation: { ...place, tenantId: other } },
      { channelData: {}, conversation: place },
      { channelData: null, conversation: null },
    ])
      expect(await world.deliver({ ...hello(), ...wrong })).toMatchObject({ status: 401, text: '' });
    expect(world.bot.asked).toEqual([]);
    expect(world.kept.size).toBe(0);
  });

  test('within five minutes is near enough: expired for two minutes, not before in two minutes', async () => {
    expect((await world.deliver(hello(), { claims: { exp: seconds(-120) } })).status).toBe(200);
    expect((await world.deliver(hello(), { claims: { nbf: seconds(120) } })).status).toBe(200);
    expect((await world.deliver(hello(), { claims: { exp: seconds(-301) } })).status).toBe(401);
  });

  test('the clock that counts is the one we were given', async () => {
    const token = `Bearer ${world.issuer.token(world.serviceUrl, world.clock.now())}`;
    const body = JSON.stringify({ ...hello(), serviceUrl: world.serviceUrl });
    expect((await world.raw(body, token)).status).toBe(200);
    world.clock.at = new Date(world.clock.at.getTime() + 2 * 60 * 60 * 1000);
    expect((await world.raw(body, token)).status).toBe(401);
  });

  test('two hundred forged tokens cost one look for keys, leave nothing behind and are logged by code alone', async () => {
    await world.deliver(hello());
    const before = world.issuer.asked();
    world.clock.at = new Date(world.clock.at.getTime() + 61_000);
    for (let at = 0; at < 200; at++)
      await world.deliver(hello(), { header: { kid: `forged-${at}` }, claims: { tid: `tenant-${at}` } });
    expect(world.issuer.asked() - before).toBe(1);
    expect(world.lines.join('\n')).not.toMatch(/forged|tenant-\d|eyJ/);
  });

  test('new keys are found at once; while the keys cannot be had nobody is refused for it', async () => {
    await world.deliver(hello());
    world.issuer.rotate();
    world.clock.at = new Date(world.clock.at.getTime() + 61_000);
    expect((await world.deliver(hello())).status).toBe(200);
    await world.close();
    world = await createWorld();
    world.issuer.down = true;
    expect(await world.deliver(hello())).toMatchObject({ status: 503, text: '' });
    world.issuer.down = false;
    world.clock.at = new Date(world.clock.at.getTime() + 3_000);
    expect((await world.deliver(hello())).status).toBe(200);
  });
});

test('T4: an activity without a service address is refused', async () => {
  const { serviceUrl: _left, ...rest } = { ...hello(), serviceUrl: '' };
  const token = `Bearer ${world.issuer.token(world.serviceUrl, world.clock.now())}`;
  expect(await world.raw(JSON.stringify(rest), token)).toMatchObject({ status: 401, text: '' });
  expect(await world.raw(JSON.stringify({ ...rest, serviceUrl: '' }), token)).toMatchObject({ status: 401, text: '' });
  const unnamed = `Bearer ${world.issuer.token('', world.clock.now(), { claims: { serviceurl: undefined } })}`;
  expect(await world.raw(JSON.stringify(rest), unnamed)).toMatchObject({ status: 401, text: '' });
});

test('a fault of ours is a 5xx without a word of ours', async () => {
  world.bot.wants = () => {
    throw new Error('password=hunter2 at 10.0.0.1');
  };
  expect(await world.deliver(hello())).toMatchObject({ status: 503, text: '' });
  expect(world.lines.join('\n')).not.toMatch(/hunter2|10\.0\.0\.1/);
});

const account = {
  appId: APP_ID,
  appPassword: 'secret',
  tenantId: TENANT,
  openIdMetadataUrl: 'https://keys.example/metadata',
  loginUrl: 'https://login.example/t',
};

test('T7: botbuilder holds every address, not one of its own is lost', () => {
  const adapter = new Adapter(account, world.clock);
  const held: object = Reflect.get(Reflect.get(adapter, 'botFrameworkAuthentication') as object, 'inner');
  expect(held).toMatchObject({
    validateAuthority: true,
    toChannelFromBotLoginUrl: account.loginUrl,
    toChannelFromBotOAuthScope: 'https://api.botframework.com',
    toBotFromChannelTokenIssuer: 'https://api.botframework.com',
    oAuthUrl: 'https://api.botframework.com',
    toBotFromChannelOpenIdMetadataUrl: account.openIdMetadataUrl,
    toBotFromEmulatorOpenIdMetadataUrl: addressesOf(account).ToBotFromEmulatorOpenIdMetadataUrl,
    callerId: 'urn:botframework:azure',
  });
  // One that a later version adds would be lost as well.
  for (const [name, value] of Object.entries(held))
    if (/(url|scope|issuer|id)$/i.test(name)) expect([name, value]).toEqual([name, expect.stringMatching(/./)]);
});

test('a login address gets the tenant, unless it has it', () => {
  expect(loginUrlOf(undefined, 't-1')).toBe('https://login.microsoftonline.com/t-1');
  expect(loginUrlOf('http://localhost:3000/login/', 't-1')).toBe('http://localhost:3000/login/t-1');
  expect(loginUrlOf('https://login.example/T-1', 't-1')).toBe('https://login.example/T-1');
});

describe('T8: tokens from a private address over plain http', () => {
  test('are had and kept until shortly before they end', async () => {
    world.bot.reply = () => ({ kind: 'tell', card: { summary: 's', blocks: [] } });
    await world.deliver(hello());
    await world.deliver(hello());
    expect(world.issuer.issued).toHaveLength(1);
    world.clock.at = new Date(world.clock.at.getTime() + 56 * 60 * 1000);
    await world.deliver(hello());
    expect(world.issuer.issued).toHaveLength(2);
    expect(world.connector.calls.map((call) => call.token)).toEqual([
      world.issuer.issued[0],
      world.issuer.issued[0],
      world.issuer.issued[1],
    ]);
  });
  test('a public address must be https', async () => {
    const options = {
      ...account,
      bot: world.bot,
      references: { save: async () => undefined, find: async () => null },
      publicUrl: '',
      clock: world.clock,
      ids: { next: () => '' },
      log: { info: () => undefined, warn: () => undefined, error: () => undefined, with: () => options.log } as never,
      sentences: SENTENCES,
    };
    expect(() => createTeams({ ...options, loginUrl: 'http://login.example/t' })).toThrow(StartError);
    expect(() => createTeams({ ...options, loginUrl: 'http://10.0.0.5/t' })).not.toThrow();
    expect(() => createTeams({ ...options, loginUrl: 'https://login.example/t' })).not.toThrow();
  });
});

test('T9: the emulator is nowhere, and a token signed by its key for our app is refused', async () => {
  expect(addressesOf(account).ToBotFromEmulatorOpenIdMetadataUrl).toMatch(/\.invalid\//);
  const emulator = { iss: 'https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/', appid: APP_ID, ver: '1.0' };
  expect(await world.deliver(hello(), { claims: emulator })).toMatchObject({ status: 401, text: '' });
  expect(await world.deliver({ ...hello(), channelId: 'emulator' })).toMatchObject({ status: 401, text: '' });
});
