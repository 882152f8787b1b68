/** Telling processes apart by pid: whether one lives, when it began, and what it runs; and ending one's own at once. */
import { type ChildProcess, execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { codeOf } from '../errors.ts';

/** Whether a process with this id exists; one of another user does, too. */
export function isAlive(pid: number): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

/**
 * When a process began, as a text to compare: ids are used again, ids with beginnings are not.
 * '' where it is gone; 'unknown' where the platform does not say (Windows).
 */
export async function beganAt(pid: number): Promise<string> {
  if (process.platform === 'win32') return isAlive(pid) ? 'unknown' : '';
  if (process.platform !== 'linux') return (await output('ps', ['-o', 'lstart=', '-p', String(pid)])).trim();
  try {
    const [boot, line] = await Promise.all([
      readFile('/proc/sys/kernel/random/boot_id', 'utf8'),
      readFile(`/proc/${pid}/stat`, 'utf8'),
    ]);
    // The second field is the program's name and may hold blanks and brackets; the rest follows the last bracket.
    const fields = line.slice(line.lastIndexOf(')') + 2).split(' ');
    // A zombie is over; its parent only has not noticed.
    return fields[0] === 'Z' ? '' : `${boot.trim()}/${fields[19] ?? ''}`;
  } catch {
    return '';
  }
}

/** Whether a process that we began is over. */
export const isOver = ({ exitCode, signalCode }: ChildProcess): boolean => exitCode !== null || signalCode !== null;

/** Ends at once a process that leads a group of its own, and all that it began. One that is over is left alone: its id may be another's. */
export function endGroup(child: ChildProcess): void {
  if (child.pid === undefined || isOver(child)) return;
  if (process.platform === 'win32') child.kill();
  else process.kill(-child.pid, 'SIGKILL');
}

/** A process's command line, '' where it is gone or hidden. */
export async function commandOf(pid: number): Promise<string> {
  if (process.platform === 'linux') {
    const raw = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    return raw.replaceAll('\0', ' ');
  }
  if (process.platform === 'win32') {
    return output('tasklist', ['/fo', 'csv', '/nh', '/fi', `PID eq ${pid}`]);
  }
  return output('ps', ['-ww', '-o', 'args=', '-p', String(pid)]);
}

/**
 * Polls until the condition holds.
 * @returns false where the time (in milliseconds) ran out first
 */
export async function until(condition: () => boolean | Promise<boolean>, withinMs: number): Promise<boolean> {
  const deadline = performance.now() + withinMs;
  while (!(await condition())) {
    if (performance.now() > deadline) return false;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return true;
}

function output(file: string, args: string[]): Promise<string> {
  return new Promise((resolve) => {
    execFile(file, args, { windowsHide: true }, (error, stdout) => resolve(error ? '' : stdout));
  });
}
