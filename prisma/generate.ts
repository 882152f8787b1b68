/** Makes the database client at install, without downloading anything, and mends the bundled Postgres's links. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { mend, platformFolder } from './embedded/binaries.ts';

const here = dirname(fileURLToPath(import.meta.url));
const require = createRequire(import.meta.url);
const stampFile = join(here, 'generated', 'stamp');

const manifest = require.resolve('prisma/package.json');
const stamp = createHash('sha256')
  .update(readFileSync(join(here, 'schema.prisma')))
  .update(readFileSync(manifest))
  .digest('hex');

const folder = platformFolder();
if (folder !== undefined) await mend(folder);

if (readStamp() === stamp) {
  console.log('Database client: up to date.');
} else {
  const made = spawnSync(
    process.execPath,
    [join(dirname(manifest), 'build', 'index.js'), 'generate', '--no-hints', '--schema', join(here, 'schema.prisma')],
    {
      cwd: dirname(here),
      encoding: 'utf8',
      // The schema engine is not needed to generate; naming any file that exists keeps Prisma from downloading it.
      env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, CHECKPOINT_DISABLE: '1' },
    },
  );
  if (made.status !== 0) {
    console.error(`Database client could not be made:\n${made.stdout}${made.stderr}`);
    process.exit(1);
  }
  writeFileSync(stampFile, stamp);
  console.log('Database client: made from prisma/schema.prisma.');
}

function readStamp(): string | undefined {
  try {
    return readFileSync(stampFile, 'utf8');
  } catch {
    return undefined;
  }
}
