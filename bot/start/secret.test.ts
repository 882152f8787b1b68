/** The kept secret: made once, readable by its owner alone, never replaced. */
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { StartError } from '../core/start-error.ts';
import { keepSecret } from './secret.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'guildhall-secret-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it('is made once and is the same ever after, for processes that start at once too', async () => {
  const dir = join(folder, 'new', 'data');
  const all = await Promise.all(Array.from({ length: 8 }, () => keepSecret(dir)));
  expect(all[0]?.length).toBe(32);
  expect(new Set([...all, await keepSecret(dir)].map((secret) => Buffer.from(secret).toString('hex'))).size).toBe(1);
  expect(await readdir(dir)).toEqual(['secret']);
});

it.skipIf(process.platform === 'win32')('can be read by its owner alone', async () => {
  await keepSecret(folder);
  expect((await stat(join(folder, 'secret'))).mode & 0o777).toBe(0o600);
});

it('is not replaced when it was damaged: what is stored could not be read any more', async () => {
  await writeFile(join(folder, 'secret'), 'short\n');
  await expect(keepSecret(folder)).rejects.toThrow(/put it back from a backup/);
});

it('says what to change where the folder cannot be had', async () => {
  await writeFile(join(folder, 'file'), '');
  const refused = keepSecret(join(folder, 'file', 'data'));
  await expect(refused).rejects.toBeInstanceOf(StartError);
  await expect(refused).rejects.toThrow(/set GUILDHALL_DATA/);
});
