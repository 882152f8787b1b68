/** The migrations in the folder, read as the schema engine and as the standard table count them. */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { MigrationList } from '@prisma/schema-engine-wasm';

export interface Migration {
  /** Its folder's name: 14 digits of time, an underscore, words. */
  readonly name: string;
  readonly sql: string;
  /** SHA-256 of the script in hex, as in `_prisma_migrations`; counted with Unix line ends, however it was checked out. */
  readonly checksum: string;
  /** What the record may say: the same script counted with either line end. */
  readonly checksums: readonly string[];
}

export const migrationsFolder = fileURLToPath(new URL('./migrations', import.meta.url));
export const schemaFile = fileURLToPath(new URL('./schema.prisma', import.meta.url));

/** Every migration of a folder, oldest first; none where there is no folder yet. */
export async function readMigrations(folder: string = migrationsFolder): Promise<Migration[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(
    names.sort().map(async (name) => {
      const sql = (await readFile(join(folder, name, 'migration.sql'), 'utf8')).replaceAll('\r\n', '\n');
      const checksum = sha256(sql);
      return { name, sql, checksum, checksums: [checksum, sha256(sql.replaceAll('\n', '\r\n'))] };
    }),
  );
}

/** The same as the schema engine wants them. */
export function listFor(migrations: readonly Migration[], folder: string = migrationsFolder): MigrationList {
  return {
    baseDir: folder,
    lockfile: { path: 'migration_lock.toml', content: 'provider = "postgresql"\n' },
    shadowDbInitScript: '',
    migrationDirectories: migrations.map(({ name, sql }) => ({
      path: name,
      migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: sql } },
    })),
  };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
