/** One process from its command to its end: what a person is told, which signals stop it, and with which code it ends. */
import { systemClock, systemIds } from '../clock.ts';
import { type Config, isUnderNpm } from '../config.ts';
import { describe } from '../core/create-bot.ts';
import type { Log } from '../core/ports.ts';
import { StartError } from '../core/start-error.ts';
import { createLog } from '../log.ts';
import { type Closers, createClosers, Stopping } from './closers.ts';
import { createProgress, type Progress } from './progress.ts';
import { refuse } from './refuse.ts';
import { listenForSignals, watchParent } from './signals.ts';
import { start } from './start.ts';
import { welcome } from './welcome.ts';

/** Runs until a signal or a fault ends it; ends the process itself. */
export async function run(read: () => Config): Promise<void> {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  let config: Config;
  try {
    config = read();
  } catch (error) {
    return refuse(error);
  }
  const progress = createProgress({
    write: (text) => process.stdout.write(text),
    live: process.stdout.isTTY === true,
    nowMs: () => performance.now(),
  });
  const log = createLog({
    level: config.logLevel,
    clock: systemClock,
    readable: process.stderr.isTTY === true,
    write: (line) => progress.aside(() => process.stderr.write(line)),
  });
  const closers = createClosers();
  const { stop, isStopping } = createStop({ closers, progress, log });
  process.on('exit', () => closers.killAll());
  listenForSignals({ stop: (why) => stop(why, 0), kill: () => process.exit(1) });
  if (isUnderNpm()) watchParent((why) => stop(why, 0));
  listenForFaults(stop, log);
  try {
    const onLost = () => {
      process.stderr.write(
        `The bundled database has ended. Start Guildhall again; ${config.dataDir}/postgres.log may say why.\n`,
      );
      stop('postgres', 1);
    };
    const needs = { clock: systemClock, ids: systemIds, log, progress, closers, onLost };
    const running = await start(config, needs);
    for (const line of welcome(config, running)) progress.say(line);
  } catch (error) {
    // What was interrupted may fail in any way.
    if (error instanceof Stopping || isStopping()) return;
    progress.failed();
    if (!(error instanceof StartError)) log.error('start.failed', describe(error));
    await closers.closeAll();
    refuse(error);
  }
}

type Stop = (why: string, code: 0 | 1) => void;

function createStop({ closers, progress, log }: { closers: Closers; progress: Progress; log: Log }): {
  stop: Stop;
  isStopping(): boolean;
} {
  let stopping = false;
  const stop: Stop = (why, code) => {
    if (stopping) return;
    stopping = true;
    log.info('stopping', { why });
    progress.doing('Stopping');
    void closers.closeAll().then((unclean) => {
      progress.done();
      if (unclean.length > 0) log.warn('stop.unclean', { parts: unclean.join(' ') });
      process.exit(code);
    });
  };
  return { stop, isStopping: () => stopping };
}

/**
 * A rejection that nobody awaited leaves no state half changed, for all state is in transactions: it is logged, and the
 * process goes on. After an exception that nobody caught, nothing is known any more: what was begun is ended, and it exits.
 */
function listenForFaults(stop: Stop, log: Log): void {
  process.on('unhandledRejection', (error) => {
    log.error('fault.rejection', { fault: systemIds.next().slice(-12), ...describe(error) });
  });
  process.on('uncaughtException', (error) => {
    log.error('fault.exception', { fault: systemIds.next().slice(-12), ...describe(error) });
    stop('fault', 1);
  });
}
