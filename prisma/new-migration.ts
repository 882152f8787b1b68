/** Writes the next migration: what leads from the migrations so far to schema.prisma. `--first` rewrites the only one. */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { StartError } from '../bot/core/start-error.ts';
import { startTemporary } from './embedded/temporary.ts';
import { openEngine } from './engine.ts';
import { listFor, migrationsFolder, readMigrations, schemaFile } from './migrations.ts';

/** The name that the first migration keeps however often it is made again before the first release. */
const firstStamp = '20261123000000';

try {
  await main();
} catch (error) {
  if (!(error instanceof StartError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({ options: { first: { type: 'boolean' } }, allowPositionals: true });
  const [name] = positionals;
  if (name === undefined || !/^[a-z][a-z0-9_]*$/.test(name)) {
    throw new StartError(
      'Give the migration a name of small letters, digits and underscores: npm run migration -- name',
    );
  }
  const sofar = await readMigrations();
  if (values.first === true && sofar.length > 1) {
    throw new StartError('There is more than one migration: --first is for rewriting the only one.');
  }
  const sql = await diff(values.first === true ? 'empty' : listFor(sofar));
  if (sql === '') {
    console.log('The migrations agree with schema.prisma: nothing to write.');
    return;
  }
  if (values.first === true)
    for (const { name: old } of sofar) await rm(join(migrationsFolder, old), { recursive: true });
  const stamp = values.first === true ? firstStamp : new Date().toISOString().replaceAll(/\D/g, '').slice(0, 14);
  const folder = join(migrationsFolder, `${stamp}_${name}`);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'migration.sql'), sql);
  // Prisma's own program insists on this file.
  await writeFile(join(migrationsFolder, 'migration_lock.toml'), 'provider = "postgresql"\n');
  console.log(`Wrote prisma/migrations/${stamp}_${name}/migration.sql: read it before it is used.`);
}

/** Compares in a bundled Postgres of its own, so that no database in use is needed or touched. */
async function diff(from: Parameters<Awaited<ReturnType<typeof openEngine>>['diff']>[0]): Promise<string> {
  const database = await startTemporary();
  try {
    const engine = await openEngine(database.url);
    try {
      return await engine.diff(from, await readFile(schemaFile, 'utf8'));
    } finally {
      await engine.close();
    }
  } finally {
    await database.stop();
  }
}
