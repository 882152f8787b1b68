/** Which operating-system user the bundled Postgres runs as, since Postgres refuses to run as root. */
import { type SpawnOptions, spawn } from 'node:child_process';
import { lchown, readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { StartError } from '../../bot/core/start-error.ts';

/** The user to run as; undefined means as ourselves, which is the case unless we are root. */
export interface OsUser {
  readonly uid: number;
  readonly gid: number;
  /** May pass closed folders above the data folder: set where plain permissions would stop it. */
  readonly passes?: Capability;
}
type Capability = 'dac_read_search' | 'dac_override';

/** The name of the system user that is made where a root shell has no better one. */
const ownName = 'guildhall';

/**
 * As root, in this order: whoever owns the existing data folder, an existing Postgres user, a system user made for it,
 * nobody. As an ordinary user, or on Windows, undefined.
 */
export async function chooseUser(dataFolder: string, reach: string[]): Promise<OsUser | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const chosen = (await ownerOf(dataFolder)) ?? (await known(['postgres', '_postgres', ownName])) ?? (await make());
  if (await canReach(chosen, reach)) return chosen;
  for (const passes of ['dac_read_search', 'dac_override'] as const) {
    const stretched = { ...chosen, passes };
    if (await canReach(stretched, reach)) return stretched;
  }
  throw new StartError(
    `Running as root, the bundled Postgres needs an ordinary user, and user ${chosen.uid} cannot reach ${reach[0]} through the folders above it: start as an ordinary user, or move the project or GUILDHALL_DATA out of a closed folder, or set DATABASE_URL.`,
  );
}

/**
 * A program and its arguments, changed so that it runs as that user.
 * A folder such as /root is closed to others: there util-linux's setpriv leaves the program the one
 * capability that it needs to pass. It looks with access(2), which heeds capabilities only under no_setuid_fixup.
 */
export function runAs(
  user: OsUser | undefined,
  file: string,
  args: string[],
): { file: string; args: string[]; options: Pick<SpawnOptions, 'uid' | 'gid'> } {
  if (user === undefined) return { file, args, options: {} };
  if (user.passes === undefined) return { file, args, options: { uid: user.uid, gid: user.gid } };
  const only = `-all,+${user.passes}`;
  const as = [`--reuid=${user.uid}`, `--regid=${user.gid}`, '--clear-groups', '--securebits=+no_setuid_fixup'];
  const may = [`--inh-caps=${only}`, `--ambient-caps=+${user.passes}`, `--bounding-set=${only}`];
  return { file: 'setpriv', args: [...as, ...may, file, ...args], options: {} };
}

/** Gives a data folder that root restored or copied, and so owns, to the user that Postgres runs as. */
export async function giveTo(user: OsUser | undefined, dataFolder: string): Promise<void> {
  if (user === undefined || (await stat(dataFolder)).uid === user.uid) return;
  for (const entry of await readdir(dataFolder, { recursive: true })) {
    await lchown(join(dataFolder, entry), user.uid, user.gid);
  }
  // Last, so that an interrupted giving is begun again.
  await lchown(dataFolder, user.uid, user.gid);
}

async function ownerOf(folder: string): Promise<OsUser | undefined> {
  try {
    const { uid, gid } = await stat(folder);
    return uid === 0 ? undefined : { uid, gid };
  } catch {
    return undefined;
  }
}

async function known(names: string[]): Promise<OsUser | undefined> {
  const lines = await readFile('/etc/passwd', 'utf8').catch(() => '');
  for (const name of names) {
    const line = lines.split('\n').find((each) => each.startsWith(`${name}:`));
    const [, , uid, gid] = line?.split(':') ?? [];
    // initdb looks its own user up by number, so a number without a name would not do.
    if (uid !== undefined && gid !== undefined && Number(uid) > 0) return { uid: Number(uid), gid: Number(gid) };
  }
  return undefined;
}

async function make(): Promise<OsUser> {
  await succeeds('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/bin/false', ownName], {});
  const made = (await known([ownName])) ?? (await known(['nobody']));
  if (made !== undefined) return made;
  throw new StartError(
    'Running as root, the bundled Postgres needs an ordinary user to run as and none could be made: start as an ordinary user, or set DATABASE_URL.',
  );
}

async function canReach(user: OsUser, paths: string[]): Promise<boolean> {
  for (const path of paths) {
    const test = runAs(user, '/bin/sh', ['-c', '[ -r "$1" ] && [ -x "$1" ]', 'sh', path]);
    if (!(await succeeds(test.file, test.args, test.options))) return false;
  }
  return true;
}

function succeeds(file: string, args: string[], options: SpawnOptions): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(file, args, { ...options, cwd: '/', stdio: 'ignore' });
    child.once('error', () => resolve(false));
    child.once('close', (code) => resolve(code === 0));
  });
}
