/** The command that brings the configured database to this release's schema and starts nothing else: `npm run migrate`. */
import { systemClock } from './clock.ts';
import { loadConfig } from './config.ts';
import { createLog } from './log.ts';
import { createClosers } from './start/closers.ts';
import { openGround } from './start/database.ts';
import { createProgress } from './start/progress.ts';
import { refuse } from './start/refuse.ts';

const closers = createClosers();
process.on('exit', () => closers.killAll());
const progress = createProgress({
  write: (text) => process.stdout.write(text),
  live: false,
  nowMs: () => performance.now(),
});
const log = createLog({
  level: 'warn',
  clock: systemClock,
  readable: process.stderr.isTTY === true,
  write: (line) => process.stderr.write(line),
});

try {
  await openGround(loadConfig(), { closers, progress, log });
  progress.say('The database is up to date.');
} catch (error) {
  progress.failed();
  await closers.closeAll();
  refuse(error);
}
await closers.closeAll();
