/** The bundled Postgres of a Guildhall that runs as a process. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { isAlive, until } from './process.ts';

/** What a stop may take, in milliseconds; the rest is for a machine that is busy with other tests. */
export const STOP_MS = 5_000 + 2_000;

/** The bundled Postgres's process, as its own file names it. */
export function serverPid(data: string): number {
  const pid = Number(readFileSync(join(data, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);
  onTestFinished(() => {
    if (isAlive(pid)) process.kill(pid, 'SIGQUIT');
  });
  return pid;
}

/** Waits until a process is there no more. */
export const gone = (pid: number): Promise<true> =>
  until(
    () => (isAlive(pid) ? null : true),
    STOP_MS,
    () => `process ${pid} was left behind`,
  );
