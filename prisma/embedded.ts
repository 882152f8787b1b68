/** The bundled Postgres 18: started in a folder for the one Guildhall that has it, and stopped with it. */
import { close, openSync, statSync } from 'node:fs';
import { mkdir, readFile, realpath } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import pg from 'pg';
import type { Log } from '../bot/core/ports.ts';
import { StartError } from '../bot/core/start-error.ts';
import { type Binaries, findBinaries } from './embedded/binaries.ts';
import {
  bundledMajor,
  clusterMajor,
  type Giving,
  keepPassword,
  lastLine,
  makeCluster,
  ownName,
} from './embedded/cluster.ts';
import { explain } from './embedded/explain.ts';
import { type Instance, takeInstance } from './embedded/instance.ts';
import { freePort, launch, readPidFile, stopLeftover, stopServer } from './embedded/postmaster.ts';
import { until } from './embedded/process.ts';
import { chooseUser, giveTo, type OsUser } from './embedded/user.ts';
import { codeOf, wordsOf } from './errors.ts';

export interface EmbeddedOptions extends Giving {
  /** The folder for everything the bundled Postgres keeps; made where it is missing. */
  readonly dir: string;
  readonly log: Log;
  /** Told what takes a while, for the person who waits. */
  readonly progress?: (doing: string) => void;
  /** Told when the server ends without being asked to: nothing works any more. */
  readonly onLost?: () => void;
  /** False lets the data be lost with the machine, for speed in tests. */
  readonly durable?: boolean;
}

export interface Embedded {
  /** A connection string for the one database, password included: for clients, never for a log. */
  readonly url: string;
  /** The server's process id. */
  readonly pid: number;
  /** Stops the server and gives the folder free; within 3 s, and safe to call twice. */
  stop(): Promise<void>;
}

/** How long a server may take to recover after a crash, in milliseconds. */
const patienceMs = 120_000;
/** How long one that was not ready yet may take to stop politely, in milliseconds: nothing is in it. */
const hurryMs = 300;

/**
 * Starts the bundled Postgres, making its files at first. A server left running by a Guildhall that was
 * killed is stopped before. Nothing here listens for signals or exits: the caller calls `stop`.
 * @throws StartError with one sentence saying what to change
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const dir = resolve(options.dir);
  let instance: Instance | undefined;
  try {
    await mkdir(dir, { recursive: true, mode: 0o755 });
    instance = await takeInstance(dir);
    return await startIn(await realpath(dir), instance, options);
  } catch (error) {
    await instance?.release().catch(() => undefined);
    throw error instanceof StartError || options.interrupted?.aborted ? error : explain(error, dir);
  }
}

async function startIn(dir: string, instance: Instance, options: EmbeddedOptions): Promise<Embedded> {
  const data = join(dir, 'postgres');
  const binaries = await findBinaries();
  const major = await clusterMajor(data);
  if (major !== undefined && major !== bundledMajor) {
    throw new StartError(
      `The data in ${data} were written by Postgres ${major} and this Guildhall brings Postgres ${bundledMajor}: run npm run backup with the release that wrote them, then npm run restore with this one.`,
    );
  }
  const password = await keepPassword(dir, major !== undefined);
  const user = await chooseUser(data, [dir, binaries.postgres]);
  const found = () => options.progress?.('Stopping a database that was left running');
  if (!(await stopLeftover(binaries, data, found))) {
    throw new StartError(`A Postgres left running on ${data} does not stop: end it and start again.`);
  }
  if (major === undefined) {
    options.progress?.('Making the database');
    await makeCluster(binaries, user, dir, password, options);
  }
  await giveTo(user, data);
  options.progress?.('Starting the database');
  const server = await startServer(dir, data, binaries, user, options);
  const urlOf = (database: string) => `postgresql://${ownName}:${password}@127.0.0.1:${server.port}/${database}`;
  try {
    await orInterrupted(ensureDatabase(urlOf), options.interrupted);
  } catch (error) {
    await stopServer(binaries, data, server.pid, server.hasGone, options.interrupted?.aborted ? hurryMs : 2_000);
    throw error;
  }
  let stopping: Promise<void> | undefined;
  server.onGone(() => {
    if (stopping !== undefined) return;
    options.log.error('postgres.ended');
    options.onLost?.();
  });
  options.log.info('postgres.started', { port: server.port, pid: server.pid, first: major === undefined });
  const stop = async () => {
    const gone = await stopServer(binaries, data, server.pid, server.hasGone, 1_500);
    if (!gone) options.log.error('postgres.not_stopped', { pid: server.pid });
    await instance.release();
  };
  return {
    url: urlOf(ownName),
    pid: server.pid,
    stop: () => {
      stopping ??= stop();
      return stopping;
    },
  };
}

interface Server {
  readonly pid: number;
  readonly port: number;
  hasGone(): boolean;
  onGone(listener: () => void): void;
}

async function startServer(
  dir: string,
  data: string,
  binaries: Binaries,
  user: OsUser | undefined,
  { durable = true, interrupted, begun }: EmbeddedOptions,
): Promise<Server> {
  const logFile = join(dir, 'postgres.log');
  const deadline = performance.now() + 10_000;
  for (;;) {
    interrupted?.throwIfAborted();
    const port = await freePort();
    const size = statSync(logFile, { throwIfNoEntry: false })?.size ?? 0;
    const from = size > 1_000_000 ? 0 : size;
    const logFd = openSync(logFile, from === 0 ? 'w' : 'a', 0o600);
    const child = launch({ binaries, user, data, port, logFd, durable });
    let gone = false;
    let failed = '';
    child.once('exit', () => {
      gone = true;
    });
    child.once('error', (error) => {
      gone = true;
      failed = wordsOf(error);
    });
    close(logFd, () => undefined);
    // Its way of ending at once: https://www.postgresql.org/docs/18/server-shutdown.html
    begun?.(() => void (gone || child.kill('SIGQUIT')));
    const pid = child.pid ?? 0;
    const isReady = async () => {
      const told = await readPidFile(data);
      return told?.pid === pid && told.ready;
    };
    await until(async () => gone || interrupted?.aborted || (await isReady()), patienceMs);
    if (interrupted?.aborted) {
      if (!gone) await stopServer(binaries, data, pid, () => gone, hurryMs);
      throw interrupted.reason;
    }
    if (!gone && (await isReady())) {
      return { pid, port, hasGone: () => gone, onGone: (listener) => child.once('exit', listener) };
    }
    if (!gone) await stopServer(binaries, data, pid, () => gone, 1_000);
    const said = failed || (await readFile(logFile)).subarray(from).toString('utf8');
    // Another program may have taken the port in between; the children of a killed server take a moment to leave.
    const passing = /Address already in use|could not bind|shared memory block|still in use/i.test(said);
    if (passing && performance.now() < deadline) continue;
    throw new StartError(
      /No space left/i.test(said)
        ? `The disk of ${dir} is full: free about 100 MB, or set GUILDHALL_DATA to a folder with room.`
        : `The bundled database does not start (${lastLine(said)}): see ${logFile}, or set DATABASE_URL to a Postgres 15 or newer.`,
    );
  }
}

/** Makes the database at the first start. Reaching it shows as well that the kept password is the right one. */
async function ensureDatabase(urlOf: (database: string) => string): Promise<void> {
  const missing = await query(urlOf(ownName), 'SELECT 1').then(
    () => false,
    (error: unknown) => {
      if (codeOf(error) === '3D000') return true;
      throw error;
    },
  );
  if (missing) await query(urlOf('postgres'), `CREATE DATABASE ${ownName}`);
}

/** Does not wait any longer once it is interrupted; what it waited for comes to its own end. */
async function orInterrupted(work: Promise<void>, interrupted: AbortSignal | undefined): Promise<void> {
  let stop = () => {};
  const interruption = new Promise<never>((_, reject) => {
    stop = () => reject(interrupted?.reason);
    if (interrupted?.aborted) stop();
    interrupted?.addEventListener('abort', stop, { once: true });
  });
  try {
    await Promise.race([work, interruption]);
  } finally {
    interrupted?.removeEventListener('abort', stop);
  }
}

async function query(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
