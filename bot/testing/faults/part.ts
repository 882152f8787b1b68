/** A part of Guildhall in a process of its own that is killed and started again, with the next process loaded beforehand. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { LOADED, READY, type Told } from './told.ts';

/** What loading and starting may take on a busy machine. */
const PATIENCE_MS = 120_000;

export interface Part {
  /** Starts it; resolves when it works. */
  start(): Promise<void>;
  /** Kills it at once, as `kill -9` does; resolves when it is gone. */
  kill(): Promise<void>;
  /** It stands still, as after SIGSTOP, until it is woken. */
  pause(): void;
  wake(): void;
  /** Every line that all its processes logged. */
  readonly lines: readonly string[];
  /** Ends every process of it. @throws when one ended by itself before */
  end(): Promise<void>;
}

/** The next process is loaded while one runs, so that it can be there at once. @param file what each of them runs */
export function createPart(told: Told, file: string): Part {
  const lines: string[] = [];
  const children = new Set<ChildProcess>();
  const deaths: string[] = [];
  const expected = new Set<ChildProcess>();
  let spare = load();
  let current: ChildProcess | null = null;

  /** A process that has loaded its sources and waits to be told what it is. */
  function load(): { child: ChildProcess; said: (word: string) => Promise<void> } {
    const child = spawn(process.execPath, ['--enable-source-maps', file], { stdio: ['pipe', 'pipe', 'pipe'] });
    children.add(child);
    // What is written to one that was killed is nobody's.
    child.stdin.on('error', () => undefined);
    createInterface({ input: child.stderr }).on('line', (line) => lines.push(line));
    const heard = new Set<string>();
    const waiting = new Map<string, () => void>();
    createInterface({ input: child.stdout }).on('line', (line) => {
      heard.add(line);
      waiting.get(line)?.();
    });
    child.on('exit', (code, signal) => {
      children.delete(child);
      if (!expected.has(child)) deaths.push(`${told.role} ended by itself (${code ?? signal})`);
    });
    const said = (word: string) =>
      new Promise<void>((resolve, reject) => {
        const fail = (why: string) =>
          reject(new Error(`${told.role} ${why} before it said ${word}: ${lines.slice(-3)}`));
        const timer = setTimeout(() => fail('took too long'), PATIENCE_MS);
        const done = () => {
          clearTimeout(timer);
          resolve();
        };
        waiting.set(word, done);
        child.once('exit', () => {
          clearTimeout(timer);
          fail('ended');
        });
        if (heard.has(word)) done();
      });
    return { child, said };
  }

  return {
    lines,
    pause: () => void current?.kill('SIGSTOP'),
    wake: () => void current?.kill('SIGCONT'),
    async start() {
      const { child, said } = spare;
      await said(LOADED);
      child.stdin?.write(`${JSON.stringify(told)}\n`);
      await said(READY);
      current = child;
      spare = load();
    },
    async kill() {
      const child = current;
      if (!child) throw new Error(`${told.role} does not run`);
      if (!children.has(child)) throw new Error(`${deaths.join('; ')}: ${lines.slice(-40).join('\n')}`);
      current = null;
      expected.add(child);
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    },
    async end() {
      const all = [...children];
      for (const child of all) {
        expected.add(child);
        child.kill('SIGKILL');
      }
      await Promise.all(
        all.filter((child) => child.exitCode === null && child.signalCode === null).map((child) => once(child, 'exit')),
      );
      if (deaths.length > 0) throw new Error(`${deaths.join('; ')}: ${lines.slice(-5).join('\n')}`);
    },
  };
}
