/** Encryption at rest for bodies, cards and tokens: AES-256-GCM under keys derived from GUILDHALL_SECRET, each ciphertext naming its key. */
import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';

export interface Sealer {
  /** Seals a value that can be written as JSON. */
  seal(value: unknown): Uint8Array<ArrayBuffer>;
  /** @throws when it was sealed under a secret that is not in the list, or was changed. */
  open(sealed: Uint8Array): unknown;
}

const NONCE = 12;
const TAG = 16;
const KEY_ID = 4;

/** The key of one secret for one purpose. */
function keyOf(secret: Uint8Array, purpose: string): { key: Uint8Array; id: Buffer } {
  const key = new Uint8Array(hkdfSync('sha256', secret, 'guildhall', purpose, 32));
  return { key, id: createHash('sha256').update(key).digest().subarray(0, KEY_ID) };
}

/** The first bytes of everything that a secret seals for a purpose: they name its key and tell nothing else of it. */
export const markOf = (secret: Uint8Array, purpose: string): Buffer => keyOf(secret, purpose).id;

/** How many bytes a mark has. */
export const MARK_BYTES = KEY_ID;

/**
 * @param secrets at least one, newest first: the first seals, all open (so a secret can be rotated).
 * @param purpose separates keys: what is sealed for one purpose cannot be opened for another.
 */
export function createSealer(secrets: readonly Uint8Array[], purpose: string): Sealer {
  const keys = secrets.map((secret) => keyOf(secret, purpose));
  const newest = keys[0];
  if (!newest) throw new Error('a sealer needs a secret');
  return {
    seal(value) {
      const nonce = randomBytes(NONCE);
      const cipher = createCipheriv('aes-256-gcm', newest.key, nonce);
      const body = Buffer.concat([cipher.update(JSON.stringify(value), 'utf8'), cipher.final()]);
      return new Uint8Array(Buffer.concat([newest.id, nonce, cipher.getAuthTag(), body]));
    },
    open(sealed) {
      const bytes = Buffer.from(sealed);
      const id = bytes.subarray(0, KEY_ID);
      const match = keys.find((candidate) => candidate.id.equals(id));
      if (!match) throw new Error('sealed under a secret that is not configured');
      const nonce = bytes.subarray(KEY_ID, KEY_ID + NONCE);
      const tag = bytes.subarray(KEY_ID + NONCE, KEY_ID + NONCE + TAG);
      const decipher = createDecipheriv('aes-256-gcm', match.key, nonce, { authTagLength: TAG });
      decipher.setAuthTag(tag);
      const body = Buffer.concat([decipher.update(bytes.subarray(KEY_ID + NONCE + TAG)), decipher.final()]);
      return JSON.parse(body.toString('utf8')) as unknown;
    },
  };
}
