/** A form carried inside its own submission, signed, so that a refused one can be shown again with what was typed. */
import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Form } from '../../bot/core/card.ts';

/** Microsoft hands back what the button held and tells us nothing else, so what is needed to draw the form again travels in it. */
export interface Carrier {
  /** The form as a string; null where it is too long to carry. */
  pack(form: Form): string | null;
  /** null when it was not packed by us, or by another version of us. */
  unpack(packed: unknown): Form | null;
}

const LONGEST = 8_000;
const LARGEST_BYTES = 200_000;
const MAC = 16;

/** @param secret the connection's own: what one connection packed, another does not open. */
export function createCarrier(secret: string): Carrier {
  const key = Buffer.from(hkdfSync('sha256', secret, 'guildhall', 'teams form', 32));
  const sign = (bytes: Uint8Array): Buffer => createHmac('sha256', key).update(bytes).digest().subarray(0, MAC);
  return {
    pack(form) {
      const bytes = deflateRawSync(Buffer.from(JSON.stringify(form)));
      const packed = Buffer.concat([sign(bytes), bytes]).toString('base64url');
      return packed.length <= LONGEST ? packed : null;
    },
    unpack(packed) {
      if (typeof packed !== 'string' || packed.length > LONGEST) return null;
      const all = Buffer.from(packed, 'base64url');
      const bytes = all.subarray(MAC);
      if (all.length <= MAC || !timingSafeEqual(all.subarray(0, MAC), sign(bytes))) return null;
      try {
        return JSON.parse(inflateRawSync(bytes, { maxOutputLength: LARGEST_BYTES }).toString('utf8')) as Form;
      } catch {
        return null;
      }
    },
  };
}
