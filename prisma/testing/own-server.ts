/** A Postgres that is one test's own, to be stopped and started at the same address, and its connections cut. */
import { closeSync, openSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withClient } from '../connection.ts';
import { findBinaries } from '../embedded/binaries.ts';
import { launch, readPidFile, stopServer } from '../embedded/postmaster.ts';
import { isAlive, until } from '../embedded/process.ts';
import { silentLog, watchOver } from '../embedded/temporary.ts';
import { chooseUser } from '../embedded/user.ts';
import { startEmbedded } from '../embedded.ts';
import { migrate } from '../migrate.ts';

export interface OwnServer {
  /** The address of its one database, migrated. */
  readonly url: string;
  /** Stops it and starts it again. `fast` ends what is under way, `immediate` is a crash that the next start recovers from. */
  restart(how: 'fast' | 'immediate'): Promise<void>;
  /** Stops it and removes what it kept. */
  stop(): Promise<void>;
}

/** What a restart may take on a busy machine, in milliseconds. */
const PATIENCE_MS = 60_000;

export async function startOwnServer(): Promise<OwnServer> {
  const dir = await mkdtemp(join(tmpdir(), 'guildhall-own-'));
  // As root, Postgres runs as another user, who has to pass.
  await chmod(dir, 0o755);
  const embedded = await startEmbedded({ dir, log: silentLog, durable: false });
  const { url } = embedded;
  const port = Number(new URL(url).port);
  const data = join(dir, 'postgres');
  const binaries = await findBinaries();
  const user = await chooseUser(data, [dir, binaries.postgres]);
  let { pid } = embedded;
  let heir = watchOver(pid, dir);

  async function start(): Promise<void> {
    const deadline = performance.now() + PATIENCE_MS;
    do {
      const logFd = openSync(join(dir, 'postgres.log'), 'a', 0o600);
      const child = launch({ binaries, user, data, port, logFd, durable: false });
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
      if (!gone) {
        pid = child.pid ?? 0;
        heir = watchOver(pid, dir);
        return;
      }
      // What is left of the last one takes a moment to leave.
    } while (performance.now() < deadline);
    throw new Error('The Postgres of this test does not start again.');
  }

  await migrate(url, { log: silentLog });
  // The server forgets nothing that it has acknowledged, however it is stopped: this outranks what it was started with.
  await withClient(url, (client) => client.query('ALTER DATABASE guildhall SET synchronous_commit = on'));
  return {
    url,
    async restart(how) {
      heir?.kill('SIGKILL');
      process.kill(pid, how === 'fast' ? 'SIGINT' : 'SIGQUIT');
      if (!(await until(() => !isAlive(pid), PATIENCE_MS))) throw new Error('The Postgres of this test does not stop.');
      await start();
    },
    async stop() {
      heir?.kill('SIGKILL');
      await stopServer(binaries, data, pid, () => !isAlive(pid), 1_500);
      await embedded.stop();
      await rm(dir, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
    },
  };
}
