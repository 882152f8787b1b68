/** One Postgres server process on a data folder: made, found ready, found left over, and stopped. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { readFile, readlink, realpath, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { Binaries } from './binaries.ts';
import { commandOf, isAlive, until } from './process.ts';
import { type OsUser, runAs } from './user.ts';

/** What a server process needs to be told. */
export interface Launch {
  readonly binaries: Binaries;
  readonly user: OsUser | undefined;
  readonly data: string;
  readonly port: number;
  /** An open file for the server's own log. */
  readonly logFd: number;
  /** Off only where the data may be lost with the machine: tests. */
  readonly durable: boolean;
  /** Settings that outrank all others, as `name=value`: for tests of what the server writes. */
  readonly more?: readonly string[];
}

/** The settings that differ from what initdb wrote. */
function settings(durable: boolean): string[] {
  const lines = [
    'listen_addresses=127.0.0.1',
    // No socket file: its path may be longer than the 107 bytes that one may have.
    'unix_socket_directories=',
    // A test run has several whole products side by side.
    `max_connections=${durable ? 100 : 200}`,
    'shared_buffers=128MB',
    'wal_level=minimal',
    'max_wal_senders=0',
    'jit=off',
    // Statements and error details hold what people wrote; the server's log must not.
    'log_min_messages=fatal',
    'log_min_error_statement=panic',
    'log_error_verbosity=terse',
  ];
  if (!durable) lines.push('fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'autovacuum_naptime=1h');
  return lines.flatMap((line) => ['-c', line]);
}

/** The environment of the Postgres programs: none of ours, which holds secrets. Windows cannot do without its own. */
export const bareEnvironment =
  process.platform === 'win32' ? undefined : { PATH: '/usr/bin:/bin', TZ: 'UTC', LC_MESSAGES: 'C' };

/** Starts a server in a process group of its own, so that the terminal's Ctrl-C reaches it only through us. */
export function launch(how: Launch): ChildProcess {
  const run = runAs(how.user, how.binaries.postgres, [
    '-D',
    how.data,
    '-p',
    String(how.port),
    ...settings(how.durable),
    ...(how.more ?? []).flatMap((line) => ['-c', line]),
  ]);
  const child = spawn(run.file, run.args, {
    ...run.options,
    cwd: '/',
    env: bareEnvironment,
    detached: true,
    windowsHide: true,
    stdio: ['ignore', how.logFd, how.logFd],
  });
  child.unref();
  return child;
}

/** What a running server writes about itself in its data folder; undefined where there is no such file. */
export async function readPidFile(
  data: string,
): Promise<{ pid: number; folder: string; port: number; ready: boolean } | undefined> {
  try {
    const lines = (await readFile(join(data, 'postmaster.pid'), 'utf8')).split('\n');
    // https://www.postgresql.org/docs/18/storage-file-layout.html: pid, folder, start, port, socket, address, memory, state
    return {
      pid: Number(lines[0]),
      folder: lines[1] ?? '',
      port: Number(lines[3]),
      ready: lines[7]?.trim() === 'ready',
    };
  } catch {
    return undefined;
  }
}

/**
 * Stops a server that an earlier Guildhall left running on this data folder, and removes a pid file
 * whose process is gone or is by now another program.
 * @returns false where a server still runs afterwards
 */
export async function stopLeftover(binaries: Binaries, data: string, onFound: () => void): Promise<boolean> {
  const left = await readPidFile(data);
  if (left === undefined) return true;
  if (isAlive(left.pid) && (await isServerOf(left.pid, data))) {
    onFound();
    return stopServer(binaries, data, left.pid, () => !isAlive(left.pid), 5_000);
  }
  await rm(join(data, 'postmaster.pid'), { force: true });
  return true;
}

/** Whether a process is the Postgres server of this very folder: a copied folder names a server that is not its own. */
async function isServerOf(pid: number, data: string): Promise<boolean> {
  const command = await commandOf(pid);
  if (!command.includes('postgres')) return false;
  if (process.platform === 'win32') return true;
  const folder = await realpath(data);
  // A server works in its data folder, whatever that was called when it started.
  if (process.platform === 'linux') return (await readlink(`/proc/${pid}/cwd`).catch(() => '')) === folder;
  return command.includes(folder);
}

/**
 * Ends a server: politely to begin with, then at once, which costs the next start a recovery but no data.
 * @returns whether it has gone
 */
export async function stopServer(
  binaries: Binaries,
  data: string,
  pid: number,
  hasGone: () => boolean,
  patienceMs: number,
): Promise<boolean> {
  if (process.platform === 'win32') {
    for (const mode of ['fast', 'immediate']) {
      await ctl(binaries.pgCtl, ['stop', '-D', data, '-m', mode, '-t', String(Math.ceil(patienceMs / 1000))]);
      if (await until(hasGone, 500)) return true;
    }
    return false;
  }
  for (const [signal, waitMs] of [
    ['SIGINT', patienceMs],
    ['SIGQUIT', 600],
    ['SIGKILL', 1_000],
  ] as const) {
    try {
      process.kill(pid, signal);
    } catch {
      return until(hasGone, 1_000);
    }
    if (await until(hasGone, waitMs)) return true;
  }
  return false;
}

/** A port of 127.0.0.1 that was free a moment ago. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

function ctl(file: string, args: string[]): Promise<void> {
  return new Promise((resolve) => {
    execFile(file, args, { windowsHide: true }, () => resolve());
  });
}
