/** The bundled programs: found for this machine, and mended where install scripts were not allowed. */
import { access, mkdir, readFile, readlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../testing/folder.ts';
import { findBinaries, mend } from './binaries.ts';

test('the programs are there', async () => {
  const { initdb, postgres, pgCtl } = await findBinaries();
  for (const file of [initdb, postgres, pgCtl]) await access(file);
});

test('links that an install without scripts lacks are made, those that are there are left, twice is once', async () => {
  const folder = await temporaryFolder();
  await mkdir(join(folder, 'native', 'lib'), { recursive: true });
  await writeFile(join(folder, 'native', 'lib', 'libpq.so.5.18'), 'library');
  await writeFile(join(folder, 'native', 'lib', 'libpq.so'), 'a file already');
  const listed = ['libpq.so', 'libpq.so.5'].map((name) => ({
    source: 'native/lib/libpq.so.5.18',
    target: `native/lib/${name}`,
  }));
  await writeFile(join(folder, 'native', 'pg-symlinks.json'), JSON.stringify(listed));
  await mend(folder);
  await mend(folder);
  expect(await readlink(join(folder, 'native', 'lib', 'libpq.so.5'))).toBe('libpq.so.5.18');
  expect(await readFile(join(folder, 'native', 'lib', 'libpq.so'), 'utf8')).toBe('a file already');
});

test('a platform without a list of links needs no mending', async () => {
  await mend(await temporaryFolder());
});
