/** A bundled Postgres for a while, in a temporary folder that goes with it, however its user ends. */
import { type ChildProcess, spawn } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Log } from '../../bot/core/ports.ts';
import { type Embedded, startEmbedded } from '../embedded.ts';

const nothing = () => undefined;

/** A log that keeps quiet, for tools and tests. */
export const silentLog: Log = { info: nothing, warn: nothing, error: nothing, with: () => silentLog };

/** Quick and not durable; for tools and tests. `stop` also removes the folder. */
export async function startTemporary(): Promise<Pick<Embedded, 'url' | 'stop'>> {
  const dir = await mkdtemp(join(tmpdir(), 'guildhall-'));
  const remove = () => rm(dir, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
  let embedded: Embedded;
  try {
    // As root, Postgres runs as another user, who has to pass.
    await chmod(dir, 0o755);
    embedded = await startEmbedded({ dir, log: silentLog, durable: false });
  } catch (error) {
    await remove();
    throw error;
  }
  const heir = watchOver(embedded.pid, dir);
  return {
    url: embedded.url,
    stop: async () => {
      heir?.kill('SIGKILL');
      await embedded.stop();
      await remove();
    },
  };
}

/**
 * Clears up where we are killed and cannot: a shell of its own that sees its input end when we end.
 * (Windows has no such shell: there a killed run leaves its server.)
 */
export function watchOver(pid: number, dir: string): ChildProcess | undefined {
  if (process.platform === 'win32') return undefined;
  const script = 'cat >/dev/null; kill -QUIT "$1"; while kill -0 "$1" 2>/dev/null; do sleep 0.1; done; rm -rf "$2"';
  const heir = spawn('/bin/sh', ['-c', script, 'sh', String(pid), dir], {
    cwd: '/',
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  heir.unref();
  // A socket underneath, which alone would keep us running.
  if (heir.stdin instanceof Socket) heir.stdin.unref();
  return heir;
}
