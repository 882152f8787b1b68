/** Verifies signed tokens (JWT) from an OpenID issuer: the one home of `jose`. */
import { createHash } from 'node:crypto';
import { createLocalJWKSet, decodeJwt, decodeProtectedHeader, errors, type JSONWebKeySet, jwtVerify } from 'jose';
import type { Clock } from '../../bot/core/ports.ts';
import { z } from '../../bot/core/schema.ts';

/** Public keys only: a token signed with a shared secret, or not at all, is never looked at. */
const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512'];
/** How far the issuer's clock and ours may be apart, in seconds. */
const TOLERANCE_S = 300;
const LIFE_MS = 24 * 60 * 60 * 1000;
/** A token with an unknown key makes us look again, but no more often than this. */
const REFETCH_MS = 60 * 1000;
/** After a failure the next try comes sooner. */
const RETRY_MS = 2 * 1000;
const FETCH_MS = 5 * 1000;

/** The token is not to be trusted. `code` is short and safe to log. */
export class TokenRefused extends Error {
  readonly code: string;
  constructor(code: string) {
    super(`token refused (${code})`);
    this.code = code;
  }
}
/** Whether the token is to be trusted cannot be said now: the issuer's keys cannot be had. */
export class KeysUnavailable extends Error {}

/** Where an issuer's keys come from. */
export interface KeySource {
  /** The key set, fetched where it is old or lacks `kid`. @throws KeysUnavailable when none can be had */
  having(kid: string): Promise<JSONWebKeySet>;
}

const metadataShape = z.looseObject({ jwks_uri: z.url({ protocol: /^https?$/ }) });
const keysShape = z.looseObject({ keys: z.array(z.looseObject({ kty: z.string(), kid: z.string().optional() })) });

/** Keys by the address that an OpenID metadata document names, kept for a day; a key we do not know is looked for at most once a minute. */
export function createKeySource(options: { metadataUrl: string; clock: Clock; fetch?: typeof fetch }): KeySource {
  const { metadataUrl, clock } = options;
  const get = options.fetch ?? fetch;
  let held: { keys: JSONWebKeySet; at: number } | null = null;
  let tried: { at: number; failed: boolean } | null = null;
  let under: Promise<void> | null = null;

  const json = async (url: string): Promise<unknown> => {
    const response = await get(url, { signal: AbortSignal.timeout(FETCH_MS), headers: { accept: 'application/json' } });
    if (!response.ok) throw new Error(`status ${response.status}`);
    return response.json();
  };
  const refresh = async (now: number): Promise<void> => {
    tried = { at: now, failed: true };
    try {
      const metadata = metadataShape.parse(await json(metadataUrl));
      held = { keys: keysShape.parse(await json(metadata.jwks_uri)) as JSONWebKeySet, at: now };
      tried = { at: now, failed: false };
    } catch {
      // What is held stays good; without any, the caller is told below.
    }
  };

  return {
    async having(kid) {
      const now = clock.now().getTime();
      const known = held?.keys.keys.some((key) => key.kid === kid) ?? false;
      const fresh = held !== null && now - held.at < LIFE_MS;
      const soonest = tried ? tried.at + (tried.failed ? RETRY_MS : REFETCH_MS) : 0;
      if (!(known && fresh) && (under || now >= soonest)) {
        under ??= refresh(now).finally(() => {
          under = null;
        });
        await under;
      }
      if (!held) throw new KeysUnavailable();
      return held.keys;
    },
  };
}

export interface Verified {
  readonly claims: Readonly<Record<string, unknown>>;
  /** What the issuer says its key may vouch for (Microsoft: channel ids); null where it does not say. */
  readonly endorsements: readonly string[] | null;
}

/**
 * Checks signature, issuer, audience, expiry and not-before (five minutes' tolerance).
 * What can be seen to be wrong without a key costs no look for keys.
 * @throws TokenRefused KeysUnavailable
 */
export async function verifyToken(
  token: string,
  expected: { keys: KeySource; issuer: string; audience: string; clock: Clock },
): Promise<Verified> {
  const { keys, issuer, audience, clock } = expected;
  const kid = plausible(token, issuer, audience);
  const set = await keys.having(kid);
  try {
    const { payload } = await jwtVerify(token, createLocalJWKSet(set), {
      algorithms: ALGORITHMS,
      issuer,
      audience,
      clockTolerance: TOLERANCE_S,
      currentDate: clock.now(),
      requiredClaims: ['exp'],
    });
    const key: Record<string, unknown> | undefined = set.keys.find((one) => one.kid === kid);
    const endorsed = key?.endorsements;
    return { claims: payload, endorsements: Array.isArray(endorsed) ? endorsed.map(String) : null };
  } catch (error) {
    throw new TokenRefused(error instanceof errors.JOSEError ? error.code : 'ERR_JWT');
  }
}

/** How many tokens that were found good are remembered: Microsoft uses one an hour for each bot. */
const ROOM = 1_000;

/**
 * `verifyToken` for tokens that come with many requests: one that was found good is not looked at again until it expires,
 * as long as the issuer's keys are the same. It is remembered by its digest, for it is a secret.
 * @returns a function that throws as `verifyToken` does
 */
export function createVerifier(keys: KeySource, clock: Clock) {
  const good = new Map<string, { verified: Verified; set: JSONWebKeySet; kid: string }>();
  return async (token: string, expected: { issuer: string; audience: string }): Promise<Verified> => {
    const { issuer, audience } = expected;
    const id = createHash('sha256')
      .update(JSON.stringify([issuer, audience, token]))
      .digest('base64');
    const known = good.get(id);
    if (known) {
      const set = await keys.having(known.kid);
      const now = clock.now().getTime() / 1_000;
      if (set === known.set && Number(known.verified.claims.exp) > now - TOLERANCE_S) return known.verified;
      good.delete(id);
    }
    const kid = plausible(token, issuer, audience);
    const set = await keys.having(kid);
    const verified = await verifyToken(token, { keys, issuer, audience, clock });
    good.set(id, { verified, set, kid });
    // The oldest goes; one that is still in use is only looked at once more.
    for (const oldest of good.keys()) {
      if (good.size <= ROOM) break;
      good.delete(oldest);
    }
    return verified;
  };
}

/** The token's key id, when its visible parts could be right. */
function plausible(token: string, issuer: string, audience: string): string {
  try {
    const { alg, kid } = decodeProtectedHeader(token);
    const { iss, aud } = decodeJwt(token);
    if (!alg || !ALGORITHMS.includes(alg)) throw new TokenRefused('algorithm');
    if (!kid) throw new TokenRefused('no_key_id');
    if (iss !== issuer) throw new TokenRefused('issuer');
    if (![aud].flat().includes(audience)) throw new TokenRefused('audience');
    return kid;
  } catch (error) {
    throw error instanceof TokenRefused ? error : new TokenRefused('malformed');
  }
}

/** For whom a token says that it is, before anything of it is verified; none where it is no token. */
export function audiencesOf(token: string): readonly string[] {
  try {
    return [decodeJwt(token).aud ?? []].flat();
  } catch {
    return [];
  }
}

/** The token in an Authorization header, or null. */
export function bearer(header: string | undefined): string | null {
  return /^Bearer ([A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*)$/i.exec(header ?? '')?.[1] ?? null;
}
