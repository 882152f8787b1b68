/** The command that fills an empty database with invented people: `npm run seed -- --people 100000 --communities 1500 --messages 1000000`. */
import { fill } from '../prisma/directory/fill.ts';
import { systemClock } from './clock.ts';
import { loadConfig } from './config.ts';
import { StartError } from './core/start-error.ts';
import { createLog } from './log.ts';
import { createClosers } from './start/closers.ts';
import { openGround } from './start/database.ts';
import { createProgress } from './start/progress.ts';
import { refuse } from './start/refuse.ts';
import { listenForSignals } from './start/signals.ts';

const USAGE = 'Usage: npm run seed -- [--people 2000] [--communities 194] [--messages 20000] [--seed 1]';

const closers = createClosers();
process.on('exit', () => closers.killAll());
const stopping = new AbortController();
listenForSignals({
  stop() {
    stopping.abort();
    void closers.closeAll().then(() => process.exit(1));
  },
  kill: () => process.exit(1),
});
const progress = createProgress({
  write: (text) => process.stdout.write(text),
  live: process.stdout.isTTY === true,
  nowMs: () => systemClock.now().getTime(),
});
const log = createLog({
  level: 'error',
  clock: systemClock,
  readable: process.stderr.isTTY === true,
  write: (line) => process.stderr.write(line),
});

try {
  const { seed, ...size } = read(process.argv.slice(2));
  const { url } = await openGround(loadConfig(), { closers, progress, log });
  const began = systemClock.now().getTime();
  const filled = await fill(url, size, {
    seed,
    now: systemClock.now(),
    doing: (what) => progress.doing(what),
    interrupted: stopping.signal,
  });
  progress.done();
  const all = Object.entries(filled).map(([what, count]) => `${count.toLocaleString('en-GB')} ${what}`);
  progress.say(
    `${all.join(', ')}, in ${Math.round((systemClock.now().getTime() - began) / 1_000)} seconds. None of them is real.`,
  );
} catch (error) {
  progress.failed();
  await closers.closeAll();
  refuse(error);
}
await closers.closeAll();
process.exit(0);

/** Each flag with its number after it. @throws StartError that says how it is typed */
function read(typed: readonly string[]) {
  const given = { people: 2_000, communities: 194, messages: 20_000, seed: 1 };
  const least = { people: 20, communities: 1, messages: 0, seed: 0 };
  for (let at = 0; at < typed.length; at += 2) {
    const name = typed[at]?.replace(/^--/, '') ?? '';
    const value = Number(typed[at + 1] || Number.NaN);
    if (!isFlag(name) || !Number.isSafeInteger(value) || value < least[name]) throw new StartError(USAGE);
    given[name] = value;
  }
  return given;
}

function isFlag(name: string): name is 'people' | 'communities' | 'messages' | 'seed' {
  return ['people', 'communities', 'messages', 'seed'].includes(name);
}
