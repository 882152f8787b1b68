/** Guildhall as a process of its own, for tests: started from a folder of its own, watched, signalled, and never left behind. */
import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { onTestFinished } from 'vitest';
import { root } from './boundaries/sources.ts';

export interface Running {
  readonly child: ChildProcess;
  /** Everything that it wrote so far. */
  output(): string;
  /** Waits for something in the output. @returns what the pattern's first group found */
  says(pattern: RegExp, withinMs?: number): Promise<string>;
  /** Waits for its end. @returns its exit code, or the signal that ended it */
  ended(withinMs?: number): Promise<number | string>;
}

/** None of the machine's own settings reach it: every variable is empty unless it is given. */
function environment(given: Readonly<Record<string, string>>): Record<string, string> {
  const example = readFileSync(join(root, '.env.example'), 'utf8');
  const empty = Object.fromEntries([...example.matchAll(/^([A-Z_]+)=/gm)].map((match) => [match[1] ?? '', '']));
  const { PATH = '', HOME = '' } = process.env;
  return { ...empty, PATH, HOME, ...given };
}

export function startProcess(how: {
  /** The folder to stand in. */
  cwd: string;
  env: Readonly<Record<string, string>>;
  main?: `${'bot' | 'jobs'}/${string}.ts` | 'npm start';
  /** What is typed after it. */
  args?: readonly string[];
}): Running {
  const { cwd, main = 'bot/main.ts', args: words = [] } = how;
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
  const command =
    main === 'npm start' ? ['npm', 'start'] : [process.execPath, '--import', tsx, join(root, main), ...words];
  const [file = '', ...args] = command;
  const child = spawn(file, args, {
    cwd: main === 'npm start' ? root : cwd,
    env: environment(how.env),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  let end: number | string | null = null;
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (data: Buffer) => (text += data.toString()));
  child.once('exit', (code, signal) => {
    end = code ?? signal ?? 'nothing';
  });
  onTestFinished(() => void child.kill('SIGKILL'));

  return {
    child,
    output: () => text,
    says: (pattern, withinMs = 120_000) =>
      until(
        () => {
          const found = pattern.exec(text);
          if (!found && end !== null) throw new Error(`it ended (${end}) before it said ${pattern}:\n${text}`);
          return found && (found[1] ?? found[0]);
        },
        withinMs,
        () => `it never said ${pattern}:\n${text}`,
      ),
    ended: (withinMs = 60_000) =>
      until(
        () => end,
        withinMs,
        () => `it did not end:\n${text}`,
      ),
  };
}

/** Asks again and again until there is an answer. @throws Error when there is none in time */
export async function until<T>(
  ask: () => T | null | Promise<T | null>,
  withinMs: number,
  why: () => string,
): Promise<T> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    const answer = await ask();
    if (answer !== null) return answer;
    if (performance.now() > deadline) throw new Error(why());
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

/** Whether a process is there. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
