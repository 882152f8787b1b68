/** The installation's own secrets: random, made once, kept in the store, so that nobody outside can forge either platform. */
import { generateKeyPair } from 'node:crypto';
import { promisify } from 'node:util';
import type { Cast } from './cast.ts';
import { randomHex, randomText } from './ids.ts';
import type { Keep } from './store.ts';

export interface Secrets {
  /** Signs what Slack sends. */
  readonly signingSecret: string;
  /** Slack's old verification token, still in every payload. */
  readonly verificationToken: string;
  /** Bot tokens by team id. */
  readonly botTokens: Readonly<Record<string, string>>;
  readonly appPassword: string;
  /** The key that signs what Microsoft sends and issues (PKCS 8, PEM) and its public half (JWK). */
  readonly privateKey: string;
  readonly publicJwk: Readonly<Record<string, string>>;
  readonly keyId: string;
}

const KIND = 'secrets';
const ID = 'one';

/** Reads the secrets, or makes them; teams that joined the cast since get a token. Waits until they are stored. */
export async function secretsOf(keep: Keep, cast: Cast): Promise<Secrets> {
  const known = keep.rows<Secrets>(KIND).get(ID) ?? (await make());
  const botTokens: Record<string, string> = { ...known.botTokens };
  for (const team of cast.slackTeams) botTokens[team.teamId] ??= `xoxb-${digits(12)}-${digits(13)}-${randomText(24)}`;
  const secrets: Secrets = { ...known, botTokens };
  keep.put(KIND, ID, secrets);
  await keep.settled();
  return secrets;
}

const digits = (count: number): string =>
  BigInt(`0x${randomHex(16)}`)
    .toString()
    .padStart(count, '7')
    .slice(0, count);

async function make(): Promise<Secrets> {
  const pair = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  const jwk = pair.publicKey.export({ format: 'jwk' });
  return {
    signingSecret: randomHex(16),
    verificationToken: randomText(24),
    botTokens: {},
    appPassword: `${randomText(3)}8Q~${randomText(34)}`,
    privateKey: pair.privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
    publicJwk: { kty: 'RSA', n: String(jwk.n), e: String(jwk.e) },
    keyId: randomText(27),
  };
}
