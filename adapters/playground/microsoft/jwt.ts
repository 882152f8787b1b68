/** Signs and checks RS256 tokens with the installation's own key (RFC 7519), and publishes its public half. */
import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { isRecord } from '../ground.ts';
import type { Secrets } from '../secrets.ts';
import { parseJson } from '../web.ts';

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

export class Signer {
  readonly #key: KeyObject;
  readonly #public: KeyObject;
  readonly #secrets: Secrets;

  constructor(secrets: Secrets) {
    this.#secrets = secrets;
    this.#key = createPrivateKey(secrets.privateKey);
    this.#public = createPublicKey(this.#key);
  }

  /** A token with these claims. Times are in seconds since 1970. */
  sign(claims: Record<string, unknown>): string {
    const { keyId } = this.#secrets;
    const head = `${part({ alg: 'RS256', typ: 'JWT', kid: keyId, x5t: keyId })}.${part(claims)}`;
    return `${head}.${sign('sha256', Buffer.from(head), this.#key).toString('base64url')}`;
  }

  /** The claims of a token that this key signed and that is valid at `now` (milliseconds), or `null`. */
  verify(token: string, now: number): Record<string, unknown> | null {
    const [head, body, signature, ...rest] = token.split('.');
    if (!head || !body || !signature || rest.length > 0) return null;
    const header = parseJson(Buffer.from(head, 'base64url').toString());
    if (!isRecord(header) || header.alg !== 'RS256' || header.kid !== this.#secrets.keyId) return null;
    if (!verify('sha256', Buffer.from(`${head}.${body}`), this.#public, Buffer.from(signature, 'base64url')))
      return null;
    const claims = parseJson(Buffer.from(body, 'base64url').toString());
    if (!isRecord(claims)) return null;
    const seconds = now / 1000;
    if (typeof claims.exp !== 'number' || claims.exp < seconds) return null;
    if (typeof claims.nbf === 'number' && claims.nbf > seconds + 300) return null;
    return claims;
  }

  /** The key set, with the endorsement that botbuilder looks for on the channel's keys. */
  keySet(): { keys: Record<string, unknown>[] } {
    const { publicJwk, keyId } = this.#secrets;
    return { keys: [{ ...publicJwk, use: 'sig', alg: 'RS256', kid: keyId, x5t: keyId, endorsements: ['msteams'] }] };
  }
}
