/** A process beside the bench: started with nothing of this machine's settings, watched, and ended with it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from '../boundaries/sources.ts';

export interface Child {
  readonly pid: number;
  /** Waits for something in what it writes. @returns what the pattern's first group found */
  says(pattern: RegExp): Promise<string>;
  /** Everything that it wrote. */
  output(): string;
  /** Bytes in its heap once all garbage is collected; of one that was started with `collects` alone. */
  kept(): Promise<number>;
  /** Asks it to end, and waits for it. */
  end(): Promise<void>;
}

const PATIENCE_MS = 120_000;
const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
const COLLECTS = ['--expose-gc', '--import', pathToFileURL(join(root, 'bot/testing/bench/collect.ts')).href];
const all = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of all) child.kill('SIGKILL');
});

/**
 * @param what a source of the project, or `npm start`
 * @param how.cwd where it stands, so that no `.env` is read
 * @param how.collects whether it can be asked what it keeps
 */
export function startChild(
  what: string,
  how: { env: Readonly<Record<string, string>>; cwd: string; node?: readonly string[]; collects?: boolean },
): Child {
  const { PATH = '', HOME = '' } = process.env;
  const isNpm = what === 'npm start';
  const [file, ...args] = isNpm
    ? ['npm', 'start']
    : [process.execPath, ...(how.node ?? []), '--import', tsx, ...(how.collects ? COLLECTS : []), join(root, what)];
  const child = spawn(file ?? '', args, {
    cwd: isNpm ? root : how.cwd,
    env: { PATH, HOME, ...how.env },
    stdio: ['ignore', 'pipe', 'pipe', ...(how.collects ? ['ipc' as const] : [])],
  });
  all.add(child);
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (data: Buffer) => {
      text += data.toString();
    });
  }
  let ended = false;
  child.once('exit', () => {
    ended = true;
    all.delete(child);
  });
  return {
    pid: child.pid ?? 0,
    output: () => text,
    async says(pattern) {
      const deadline = performance.now() + PATIENCE_MS;
      for (;;) {
        const found = pattern.exec(text);
        if (found) return found[1] ?? found[0];
        if (ended || performance.now() > deadline) throw new Error(`${what} never said ${pattern}:\n${text}`);
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    },
    async kept() {
      const said = once(child, 'message');
      child.send('collect');
      const [bytes] = (await said) as [number];
      return bytes;
    },
    async end() {
      if (ended) return;
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      await gone;
    },
  };
}
