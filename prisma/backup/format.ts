/** What a backup is as a file: gzip-ed lines of JSON, a header first and a digest of everything before it last. */

import { z } from '../../bot/core/schema.ts';
import { StartError } from '../../bot/core/start-error.ts';

/** Raised when a file of before cannot be read any more as it was. */
export const FORMAT = 1;

export const headerSchema = z.object({
  guildhall: z.literal('backup'),
  format: z.number().int().positive(),
  /** The version of the Guildhall that wrote it. */
  release: z.string(),
  made: z.iso.datetime(),
  /** Names of the migrations that its database had, oldest first. */
  migrations: z.array(z.string()).min(1),
  tables: z.array(
    z.object({ name: z.string(), columns: z.array(z.string()).min(1), rows: z.number().int().nonnegative() }),
  ),
  /** A word sealed under each secret that opens something in it: whoever restores it must have them. */
  probes: z.array(z.string()),
});
export type Header = z.infer<typeof headerSchema>;

/** A value as Postgres writes it. */
export type Row = readonly (string | null)[];

/** What stands between header and digest. */
export type Part =
  | { readonly table: string }
  | { readonly row: Row }
  | { readonly sequence: string; readonly value: string; readonly called: boolean };

const partSchema = z.union([
  z.array(z.union([z.string(), z.null()])).transform((row) => ({ row })),
  z.object({ sequence: z.string(), value: z.string().regex(/^-?\d+$/), called: z.boolean() }),
  z.object({ table: z.string() }),
]);

/** The word that a probe hides, and the purpose under which it does. */
export const PROBE = 'guildhall';
export const PROBE_PURPOSE = 'backup';

export const lineOf = (value: unknown): string => `${JSON.stringify(value)}\n`;

export const endLine = (digest: string): string => lineOf({ end: digest });

const endSchema = z.object({ end: z.string().regex(/^[\da-f]{64}$/) });

/** The digest that a last line holds; null for any other line. */
export function digestOf(line: Buffer): string | null {
  // Looked at for every line: the rest of a long one is left alone.
  if (line.length > 100 || !line.toString('utf8').startsWith('{"end":')) return null;
  return endSchema.safeParse(parse(line)).data?.end ?? null;
}

/** @throws Torn where the line is no part of a backup */
export function partOf(line: Buffer): Part {
  const part = partSchema.safeParse(parse(line));
  if (!part.success) throw new Torn();
  return part.data;
}

/** @throws Torn for a file that is something else */
export function headerOf(line: Buffer): Header {
  const header = headerSchema.safeParse(parse(line));
  if (!header.success) throw new Torn();
  return header.data;
}

function parse(line: Buffer): unknown {
  try {
    return JSON.parse(line.toString('utf8'));
  } catch {
    return undefined;
  }
}

/** The file is not whole, or not what was written. */
export class Torn extends Error {}

export const tornError = (file: string): StartError =>
  new StartError(
    `The file ${file} is no whole backup of Guildhall: it was cut short or changed on its way. Take another copy of it, or an older backup; nothing was changed.`,
  );
