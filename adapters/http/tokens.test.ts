/** Keys by address: fetched once for many, kept for a day, looked for again when one is missing, never in a storm. */
import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { bearer, createKeySource, createVerifier, KeysUnavailable, TokenRefused, verifyToken } from './tokens.ts';

const first = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const second = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const jwkOf = (key: KeyObject, kid: string) => ({ ...key.export({ format: 'jwk' }), kid, use: 'sig' });

/** An issuer behind a pretended fetch, and a clock to move. */
function issuer() {
  const state = {
    at: Date.parse('2026-11-23T10:00:00Z'),
    asked: 0,
    keys: [jwkOf(first.publicKey, 'k1')] as unknown[],
    answer: 'well',
  };
  const fetched = async (url: unknown): Promise<Response> => {
    if (String(url).endsWith('/keys')) return Response.json({ keys: state.keys });
    state.asked++;
    if (state.answer === 'away') throw new TypeError('fetch failed');
    if (state.answer === 'broken') return new Response('<html>', { status: 200 });
    return Response.json({ jwks_uri: 'https://keys.example/keys' });
  };
  const clock = { now: () => new Date(state.at) };
  const keys = createKeySource({ metadataUrl: 'https://keys.example/metadata', clock, fetch: fetched as typeof fetch });
  return { state, keys, expected: { keys, issuer: 'https://issuer.example', audience: 'us', clock } };
}

function tokenOf(at: number, kid = 'k1', key = first.privateKey, claims: object = {}): string {
  const seconds = Math.floor(at / 1000);
  const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const body = { iss: 'https://issuer.example', aud: 'us', exp: seconds + 600, ...claims };
  const said = `${encoded({ alg: 'ES256', kid })}.${encoded(body)}`;
  return `${said}.${sign('sha256', Buffer.from(said), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`;
}

describe('keys', () => {
  test('many at once cost one look', async () => {
    const { state, expected } = issuer();
    await Promise.all(Array.from({ length: 20 }, () => verifyToken(tokenOf(state.at), expected)));
    expect(state.asked).toBe(1);
  });
  test('are looked for again after a day, and when one is missing, at most once a minute', async () => {
    const { state, expected } = issuer();
    await verifyToken(tokenOf(state.at), expected);
    state.at += 23 * 3_600_000;
    await verifyToken(tokenOf(state.at), expected);
    expect(state.asked).toBe(1);
    state.at += 3_600_001;
    await verifyToken(tokenOf(state.at), expected);
    expect(state.asked).toBe(2);
    for (let at = 0; at < 5; at++)
      await expect(verifyToken(tokenOf(state.at, 'k2'), expected)).rejects.toThrow(TokenRefused);
    expect(state.asked).toBe(2);
    state.at += 60_001;
    state.keys = [jwkOf(second.publicKey, 'k2')];
    await verifyToken(tokenOf(state.at, 'k2', second.privateKey), expected);
    expect(state.asked).toBe(3);
  });
  test.each(['away', 'broken'])(
    'an issuer that is %s: what is known stays good, what is not cannot be said',
    async (answer) => {
      const { state, expected } = issuer();
      state.answer = answer;
      await expect(verifyToken(tokenOf(state.at), expected)).rejects.toThrow(KeysUnavailable);
      state.answer = 'well';
      state.at += 2_001;
      await verifyToken(tokenOf(state.at), expected);
      state.answer = answer;
      state.at += 25 * 3_600_000;
      await verifyToken(tokenOf(state.at), expected);
    },
  );
  test('a token that cannot be right costs no look', async () => {
    const { state, expected } = issuer();
    for (const claims of [{ iss: 'https://other.example' }, { aud: 'them' }, { aud: ['them'] }])
      await expect(verifyToken(tokenOf(state.at, 'k1', first.privateKey, claims), expected)).rejects.toThrow(
        TokenRefused,
      );
    expect(state.asked).toBe(0);
  });
});

describe('a token that was found good', () => {
  const us = { issuer: 'https://issuer.example', audience: 'us' };

  test('is not looked at again while the keys are the same', async () => {
    const { state, keys, expected } = issuer();
    const verify = createVerifier(keys, expected.clock);
    const token = tokenOf(state.at);
    const verified = await verify(token, us);
    // The same set of keys, but the key itself is another: whoever looks again sees that it does not fit.
    const set = await keys.having('k1');
    set.keys[0] = jwkOf(second.publicKey, 'k1');
    expect(await verify(token, us)).toBe(verified);
    await expect(verifyToken(token, expected)).rejects.toThrow(TokenRefused);
    await expect(verify(tokenOf(state.at, 'k1', first.privateKey, { nonce: 2 }), us)).rejects.toThrow(TokenRefused);
  });
  test('is refused once it has expired, with five minutes’ tolerance', async () => {
    const { state, keys, expected } = issuer();
    const verify = createVerifier(keys, expected.clock);
    const token = tokenOf(state.at);
    await verify(token, us);
    state.at += (600 + 299) * 1_000;
    await verify(token, us);
    state.at += 1_000;
    await expect(verify(token, us)).rejects.toMatchObject({ code: 'ERR_JWT_EXPIRED' });
  });
  test('is looked at again when the keys were fetched anew, and refused without its key', async () => {
    const { state, keys, expected } = issuer();
    const verify = createVerifier(keys, expected.clock);
    const token = tokenOf(state.at, 'k1', first.privateKey, { exp: state.at / 1_000 + 30 * 3_600 });
    await verify(token, us);
    state.keys = [jwkOf(second.publicKey, 'k2')];
    await verify(token, us);
    state.at += 25 * 3_600_000;
    await expect(verify(token, us)).rejects.toThrow(TokenRefused);
  });
  test('is good for nobody else', async () => {
    const { state, keys, expected } = issuer();
    const verify = createVerifier(keys, expected.clock);
    const token = tokenOf(state.at);
    await verify(token, us);
    await expect(verify(token, { ...us, audience: 'them' })).rejects.toMatchObject({ code: 'audience' });
    await expect(verify(token, { ...us, issuer: 'https://other.example' })).rejects.toMatchObject({ code: 'issuer' });
    const [head = '', body = ''] = token.split('.');
    await expect(verify(`${head}.${body}.AAAA`, us)).rejects.toThrow(TokenRefused);
  });
  test('and one that was refused is refused again', async () => {
    const { state, keys, expected } = issuer();
    const verify = createVerifier(keys, expected.clock);
    const token = tokenOf(state.at, 'k1', second.privateKey);
    for (let times = 0; times < 2; times += 1) await expect(verify(token, us)).rejects.toThrow(TokenRefused);
  });
});

test('a refusal says why by a code, never with what the token held', async () => {
  const { state, expected } = issuer();
  const refused: unknown = await verifyToken(tokenOf(state.at, 'k1', second.privateKey), expected).catch(
    (error: unknown) => error,
  );
  expect(refused).toMatchObject({ code: 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED' });
  const late: unknown = await verifyToken(tokenOf(state.at - 3_600_000), expected).catch((error: unknown) => error);
  expect(late).toMatchObject({ code: 'ERR_JWT_EXPIRED' });
});

test('the token in a header', () => {
  expect(bearer('Bearer a.b.c')).toBe('a.b.c');
  for (const wrong of [undefined, '', 'Bearer', 'Bearer a.b', 'Basic a.b.c', 'Bearer a.b.c d', 'Bearer a.b.c\n'])
    expect(bearer(wrong)).toBeNull();
});
