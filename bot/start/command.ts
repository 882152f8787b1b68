/** One command of an operator from its words to its end: what it is told, what it shows, and how it ends when it may not or is stopped. */
import { systemClock } from '../clock.ts';
import { type Config, loadConfig } from '../config.ts';
import type { Clock, Log } from '../core/ports.ts';
import { StartError } from '../core/start-error.ts';
import { createLog } from '../log.ts';
import { type Closers, createClosers } from './closers.ts';
import { createProgress, type Progress } from './progress.ts';
import { refuse } from './refuse.ts';
import { listenForSignals } from './signals.ts';

/** Nobody waits for a command's end as for a process's that is replaced: a database that writes much down may do so. */
const PATIENT = { jobs: 2_000, requests: 1_000, handlers: 1_000, queue: 2_000, database: 2_000, postgres: 20_000 };

export interface Command {
  readonly config: Config;
  /** What was typed, without the flags. */
  readonly words: readonly string[];
  /** What was typed with two dashes, without them. */
  readonly flags: ReadonlySet<string>;
  /** Values of flags that take one, by name. */
  readonly options: Readonly<Record<string, string>>;
  readonly clock: Clock;
  readonly log: Log;
  readonly progress: Progress;
  readonly closers: Closers;
  /** Aborted when somebody stops it. */
  readonly interrupted: AbortSignal;
  /** What it found is not good: it ends with exit code 1, with everything that it has to say said. */
  notGood(): void;
}

export interface CommandShape {
  /** How it is typed, for whoever typed it otherwise. */
  readonly usage: string;
  /** How many words it takes. */
  readonly words: { readonly min: number; readonly max: number };
  readonly flags?: readonly string[];
  /** Flags that take a value: the word after them. */
  readonly options?: readonly string[];
  run(command: Command): Promise<void>;
}

/** Reads what was typed. @throws StartError that says how it is typed */
export function parseWords(
  typed: readonly string[],
  {
    usage,
    words: { min, max },
    flags: known = [],
    options: valued = [],
  }: Pick<CommandShape, 'usage' | 'words' | 'flags' | 'options'>,
): Pick<Command, 'words' | 'flags' | 'options'> {
  const words: string[] = [];
  const flags = new Set<string>();
  const options: Record<string, string> = {};
  for (let at = 0; at < typed.length; at += 1) {
    const word = typed[at] ?? '';
    const name = word.slice(2);
    if (!word.startsWith('--')) words.push(word);
    else if (known.includes(name)) flags.add(name);
    else {
      at += 1;
      const value = typed[at];
      if (!valued.includes(name) || value === undefined || value.startsWith('--'))
        throw new StartError(`Usage: ${usage}`);
      options[name] = value;
    }
  }
  if (words.length < min || words.length > max) throw new StartError(`Usage: ${usage}`);
  return { words, flags, options };
}

/** Runs a command and ends what it began; where it is refused, with one sentence and exit code 1. */
export async function runCommand(shape: CommandShape): Promise<void> {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  const closers = createClosers(PATIENT);
  process.on('exit', () => closers.killAll());
  const progress = createProgress({
    write: (text) => process.stdout.write(text),
    live: process.stdout.isTTY === true,
    nowMs: () => performance.now(),
  });
  const log = createLog({
    level: 'warn',
    clock: systemClock,
    readable: process.stderr.isTTY === true,
    write: (line) => progress.aside(() => process.stderr.write(line)),
  });
  const stopping = new AbortController();
  listenForSignals({
    stop() {
      stopping.abort();
      void closers.closeAll();
    },
    kill: () => process.exit(1),
  });
  let code = 0;
  const notGood = () => {
    code = 1;
  };
  try {
    const typed = parseWords(process.argv.slice(2), shape);
    const config = loadConfig();
    const clock = systemClock;
    const interrupted = stopping.signal;
    await shape.run({ ...typed, config, clock, log, progress, closers, interrupted, notGood });
    progress.done();
  } catch (error) {
    progress.failed();
    await closers.closeAll();
    refuse(stopping.signal.aborted ? new StartError('Stopped: nothing was changed by what was not finished.') : error);
  }
  await closers.closeAll();
  // What was said goes out first.
  process.stdout.write('', () => process.exit(code));
}
