/** What people write before it is shown, as it is stored: sealed, of one length for all, and found again under a key that goes when the box closes. */
import { createHmac, randomBytes, randomInt } from 'node:crypto';
import { createSealer, type Sealer } from '../../bot/core/seal.ts';
import type { Point, Typed } from '../../bot/sessions/writing/points.ts';

/** The purpose under which GUILDHALL_SECRET seals it. */
export const INPUT_PURPOSE = 'session input';

/**
 * Bytes of every point before it is sealed: of 2,000 characters, none of which takes more than three as UTF-8, nor more as
 * JSON, for points hold neither line breaks nor other controls.
 */
const POINT_BYTES = 3 * 2_000 + 200;
/** What somebody typed in a whole form is drawn out to the next of these. */
const DRAFT_BYTES = 8 * 1024;

export interface InputSeal {
  point(point: Point): Uint8Array<ArrayBuffer>;
  openPoint(sealed: Uint8Array): Point;
  /** @param key where names are not kept: without it nobody opens it, whoever has the secret */
  draft(typed: Typed, key: Uint8Array | null): Uint8Array<ArrayBuffer>;
  /** Null where it does not open under this key. */
  openDraft(sealed: Uint8Array, key: Uint8Array | null): Typed | null;
  key(key: Uint8Array): Uint8Array<ArrayBuffer>;
  openKey(sealed: Uint8Array): Uint8Array;
}

export function createInputSeal(sealer: Sealer): InputSeal {
  const under = (key: Uint8Array): Sealer => createSealer([key], INPUT_PURPOSE);
  return {
    point: ({ question, text }) => sealer.seal(drawnOut({ question, text }, () => POINT_BYTES)),
    openPoint(sealed) {
      const { question, text } = sealer.open(sealed) as Point;
      return { question, text };
    },
    draft(typed, key) {
      const whole = drawnOut({ typed }, (bytes) => Math.ceil(bytes / DRAFT_BYTES) * DRAFT_BYTES);
      return sealer.seal(key ? Buffer.from(under(key).seal(whole)).toString('base64') : whole);
    },
    openDraft(sealed, key) {
      try {
        const opened = sealer.open(sealed);
        const whole = key && typeof opened === 'string' ? under(key).open(Buffer.from(opened, 'base64')) : opened;
        return (whole as { typed?: Typed }).typed ?? null;
      } catch {
        return null;
      }
    },
    key: (key) => sealer.seal(Buffer.from(key).toString('base64')),
    openKey: (sealed) => Buffer.from(sealer.open(sealed) as string, 'base64'),
  };
}

/** The same with a filling. @throws where it is longer than it may be */
function drawnOut<T extends object>(value: T, to: (bytes: number) => number): T & { fill: string } {
  const bytes = Buffer.byteLength(JSON.stringify({ ...value, fill: '' }));
  const fill = to(bytes) - bytes;
  if (fill < 0) throw new Error('longer than anything that is taken');
  return { ...value, fill: ' '.repeat(fill) };
}

export const newKey = (): Uint8Array => randomBytes(32);

const mark = (key: Uint8Array, what: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(createHmac('sha256', key).update(what).digest());

/** By which whoever wrote something finds it again, and by which nobody else finds them without the key. */
export const itemMark = (key: Uint8Array, person: string, item: string) => mark(key, `${person}/${item}`);
export const draftMark = (key: Uint8Array, person: string) => mark(key, `draft/${person}`);
/** A form that is open carries what finds its draft, and nobody else has it. */
export const carriedKey = (token: string): Uint8Array => createHmac('sha256', 'carried').update(token).digest();
export const carriedMark = (token: string) => mark(carriedKey(token), 'mark');
export const doneMark = (key: Uint8Array, person: string) => mark(key, `done/${person}`);
/** Where names are kept nothing is to be hidden but the words: a draft is found by whose it is. */
export const namedKey = (session: string, round: number): Uint8Array => Buffer.from(`${session}/${round}`);

/** In an order that only chance knows. */
export function shuffled<T>(all: readonly T[]): readonly T[] {
  const out = [...all];
  for (let at = out.length - 1; at > 0; at -= 1) {
    const other = randomInt(at + 1);
    [out[at], out[other]] = [out[other] as T, out[at] as T];
  }
  return out;
}
