/** A bundled Postgres that is given up while it is made or started: nothing of it is left, and the next start is like the first. */
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startEmbedded } from '../embedded.ts';
import { temporaryFolder } from '../testing/folder.ts';
import { commandOf, until } from './process.ts';
import { silentLog } from './temporary.ts';

/** What runs in a folder, as command lines. Only Linux tells. */
async function runningIn(dir: string): Promise<string[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const commands = await Promise.all(pids.map(commandOf));
  return commands.filter((command) => command.includes(dir));
}

/** A start in a folder of its own, and the moment at which a file is there. */
async function starting(file: string) {
  const dir = await temporaryFolder();
  const stopping = new AbortController();
  const kills: (() => void)[] = [];
  let isOver = false;
  const outcome = startEmbedded({
    dir,
    log: silentLog,
    durable: false,
    interrupted: stopping.signal,
    begun: (kill) => void kills.push(kill),
  })
    .catch((error: unknown) => error)
    .finally(() => {
      isOver = true;
    });
  expect(await until(() => existsSync(join(dir, file)) || isOver, 20_000)).toBe(true);
  expect(isOver).toBe(false);
  expect(await runningIn(dir)).not.toEqual([]);
  return { dir, stopping, kills, outcome };
}

const moments = [
  ['its files are being made', join('postgres.new', 'PG_VERSION')],
  ['its server is starting', join('postgres', 'postmaster.pid')],
] as const;

test.runIf(process.platform === 'linux').each(moments)('given up while %s', async (_what, file) => {
  const { dir, stopping, outcome } = await starting(file);
  const reason = new Error('enough');
  stopping.abort(reason);
  expect(await outcome).toBe(reason);
  expect(await runningIn(dir)).toEqual([]);
  // Its lock is free again, and what is half made is no obstacle.
  const { stop } = await startEmbedded({ dir, log: silentLog, durable: false });
  await stop();
});

test.runIf(process.platform === 'linux').each(moments)('ended at once while %s', async (_what, file) => {
  const { dir, kills, outcome } = await starting(file);
  for (const kill of kills) kill();
  expect(await outcome).toBeInstanceOf(Error);
  expect(await runningIn(dir)).toEqual([]);
  // What is over is not ended again: by now its number may be another's.
  for (const kill of kills) kill();
});
