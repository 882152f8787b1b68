/** What travels inside a modal, sealed: a modal knows neither its channel nor what it is about. Ids only. */
import type { Delivery } from '../../bot/core/inbound.ts';
import type { Sealer } from '../../bot/core/seal.ts';
import { isShape, string } from './shape.ts';

export interface Carried {
  /** The form's own context. */
  readonly context: string;
  /** The channel it was opened in, or the person's id where there was none. */
  readonly channel: string;
  readonly where: Delivery['where'];
  /** The thread it was opened in. */
  readonly thread?: string;
  /** The id of the message whose button opened it. */
  readonly on?: string;
  /** It is a step: another one takes its place. */
  readonly step?: boolean;
}

const PLACES: readonly string[] = ['channel', 'group', 'private', 'nowhere'] satisfies Delivery['where'][];
const isPlace = (value: string): value is Delivery['where'] => PLACES.includes(value);

/** As a view's private_metadata. */
export const seal = (sealer: Sealer, { context, channel, where, thread, on, step }: Carried): string =>
  Buffer.from(sealer.seal({ c: context, i: channel, w: where, t: thread, o: on, s: step })).toString('base64url');

/** Back from a view; null where it was not sealed by us or the secret has changed. */
export function unseal(sealer: Sealer, metadata: string): Carried | null {
  try {
    const value = sealer.open(Buffer.from(metadata, 'base64url'));
    if (!isShape(value)) return null;
    const where = string(value, 'w');
    const thread = string(value, 't');
    const on = string(value, 'o');
    if (!isPlace(where)) return null;
    return {
      context: string(value, 'c'),
      channel: string(value, 'i'),
      where,
      ...(thread && { thread }),
      ...(on && { on }),
      ...(value.s === true && { step: true }),
    };
  } catch {
    return null;
  }
}
