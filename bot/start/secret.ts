/** The secret that a Guildhall with the bundled database makes once for itself and keeps beside the data. */
import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StartError } from '../core/start-error.ts';

/**
 * The kept secret, made at the first start. Two processes that start at once get the same one.
 * @throws StartError where the folder or the file will not do
 */
export async function keepSecret(dataDir: string): Promise<Uint8Array> {
  const path = join(dataDir, 'secret');
  try {
    await mkdir(dataDir, { recursive: true, mode: 0o755 });
    return (await readSecret(path)) ?? (await makeSecret(path));
  } catch (error) {
    if (error instanceof StartError) throw error;
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new StartError(
      `The secret in ${path} cannot be kept (${code}): let this user write to that folder, or set GUILDHALL_DATA to another.`,
    );
  }
}

/** The kept secret, for a command that makes none; null where there is none. @throws StartError where the file holds none any more */
export const readKept = (dataDir: string): Promise<Uint8Array | null> => readSecret(join(dataDir, 'secret'));

/** The kept secret of a database that is there. @throws StartError where there is none, or none any more */
export async function keptSecret(dataDir: string): Promise<Uint8Array> {
  const kept = await readKept(dataDir);
  if (kept) return kept;
  throw new StartError(`There is no secret: set GUILDHALL_SECRET, or put the file secret back into ${dataDir}.`);
}

async function readSecret(path: string): Promise<Uint8Array | null> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
  const bytes = new Uint8Array(Buffer.from(text.trim(), 'base64'));
  if (bytes.length >= 32) return bytes;
  throw new StartError(
    `The file ${path} holds no secret any more: put it back from a backup, for what is stored was encrypted with it.`,
  );
}

/** Written whole under another name first: the file is never there half, and the first of two stays. */
async function makeSecret(path: string): Promise<Uint8Array> {
  const made = randomBytes(32);
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  await writeFile(draft, `${made.toString('base64')}\n`, { mode: 0o600, flush: true });
  try {
    await link(draft, path);
    return new Uint8Array(made);
  } catch (error) {
    const first = await readSecret(path);
    if (first) return first;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}
