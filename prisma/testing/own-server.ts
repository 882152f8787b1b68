/** A Postgres that is one test's own, to be stopped and started at the same address, and its connections cut. */
import { closeSync, openSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withClient } from '../connection.ts';
import { findBinaries } from '../embedded/binaries.ts';
import { freePort, launch, readPidFile, stopServer } from '../embedded/postmaster.ts';
import { isAlive, until } from '../embedded/process.ts';
import { silentLog, watchOver } from '../embedded/temporary.ts';
import { chooseUser, giveTo } from '../embedded/user.ts';
import { startEmbedded } from '../embedded.ts';
import { migrate } from '../migrate.ts';

export interface OwnServer {
  /** The address of its one database, migrated. */
  readonly url: string;
  /** Where its files are. */
  readonly data: string;
  /** Stops it and starts it again. `fast` ends what is under way, `immediate` is a crash that the next start recovers from. */
  restart(how: 'fast' | 'immediate'): Promise<void>;
  /** Stops it and removes what it kept. */
  stop(): Promise<void>;
}

/** What a restart may take on a busy machine, in milliseconds. */
const PATIENCE_MS = 60_000;

/** @param how.settings that outrank all others, as `name=value` */
export async function startOwnServer(how: { settings?: readonly string[] } = {}): Promise<OwnServer> {
  const dir = await mkdtemp(join(tmpdir(), 'guildhall-own-'));
  // As root, Postgres runs as another user, who has to pass.
  await chmod(dir, 0o755);
  const embedded = await startEmbedded({ dir, log: silentLog, durable: false });
  const { url } = embedded;
  const data = join(dir, 'postgres');
  let { pid } = embedded;
  let heir = watchOver(pid, dir);

  async function restart(by: 'fast' | 'immediate'): Promise<void> {
    heir?.kill('SIGKILL');
    process.kill(pid, by === 'fast' ? 'SIGINT' : 'SIGQUIT');
    if (!(await until(() => !isAlive(pid), PATIENCE_MS))) throw new Error('The Postgres of this test does not stop.');
    pid = await startOn(dir, data, Number(new URL(url).port), how.settings);
    heir = watchOver(pid, dir);
  }

  if (how.settings) await restart('fast');
  await migrate(url, { log: silentLog });
  // The server forgets nothing that it has acknowledged, however it is stopped: this outranks what it was started with.
  await withClient(url, (client) => client.query('ALTER DATABASE guildhall SET synchronous_commit = on'));
  return {
    url,
    data,
    restart,
    async stop() {
      heir?.kill('SIGKILL');
      await stopServer(await findBinaries(), data, pid, () => !isAlive(pid), 1_500);
      await embedded.stop();
      await rm(dir, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
    },
  };
}

/**
 * A server on files that were copied from another one's, such as a base backup.
 * @param dir whose name its files have in it: `postgres`
 */
export async function startCopy(dir: string, url: string): Promise<Pick<OwnServer, 'url' | 'stop'>> {
  const data = join(dir, 'postgres');
  const binaries = await findBinaries();
  await giveTo(await chooseUser(data, [dir, binaries.postgres]), data);
  const address = new URL(url);
  address.port = String(await freePort());
  const pid = await startOn(dir, data, Number(address.port));
  const heir = watchOver(pid, dir);
  return {
    url: address.href,
    async stop() {
      heir?.kill('SIGKILL');
      await stopServer(binaries, data, pid, () => !isAlive(pid), 1_500);
    },
  };
}

/** @returns its process's id */
async function startOn(dir: string, data: string, port: number, more: readonly string[] = []): Promise<number> {
  const binaries = await findBinaries();
  const user = await chooseUser(data, [dir, binaries.postgres]);
  const deadline = performance.now() + PATIENCE_MS;
  do {
    const logFd = openSync(join(dir, 'postgres.log'), 'a', 0o600);
    const child = launch({ binaries, user, data, port, logFd, durable: false, more });
    closeSync(logFd);
    let gone = false;
    child.once('exit', () => {
      gone = true;
    });
    const isReady = async () => {
      const told = await readPidFile(data);
      return told?.pid === child.pid && told?.ready === true;
    };
    await until(async () => gone || (await isReady()), PATIENCE_MS);
    if (!gone) return child.pid ?? 0;
    // What is left of the last one takes a moment to leave.
  } while (performance.now() < deadline);
  throw new Error('The Postgres of this test does not start again.');
}
