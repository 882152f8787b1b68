/** The command that adds, shows and changes connections: `npm run connect -- slack | allow | teams | list | check | rotate | rekey | remove | operator | calendar | domain | admin`. */
import { systemClock, systemIds } from './clock.ts';
import { loadEnvironment } from './config.ts';
import { createLog } from './log.ts';
import { createClosers } from './start/closers.ts';
import { ask } from './start/connect/ask.ts';
import { runConnect } from './start/connect/command.ts';
import { readSurroundings } from './start/connect/surroundings.ts';
import { openGround } from './start/database.ts';
import { silentProgress } from './start/progress.ts';
import { refuse } from './start/refuse.ts';
import { listenForSignals } from './start/signals.ts';

const closers = createClosers();
process.on('exit', () => closers.killAll());
listenForSignals({
  stop: () => void closers.closeAll().then(() => process.exit(1)),
  kill: () => process.exit(1),
});
const log = createLog({
  level: 'error',
  clock: systemClock,
  readable: process.stderr.isTTY === true,
  write: (line) => process.stderr.write(line),
});

try {
  const surroundings = readSurroundings(loadEnvironment());
  await runConnect(process.argv.slice(2), {
    ...surroundings,
    open: () => openGround(surroundings.ground, { closers, progress: silentProgress, log, beside: true }),
    ask: ask(process.stdin, (text) => process.stderr.write(text)),
    say: (line) => process.stdout.write(`${line}\n`),
    clock: systemClock,
    newId: () => systemIds.next(),
  });
} catch (error) {
  await closers.closeAll();
  refuse(error);
}
await closers.closeAll();
process.exit(0);
