/** The command that lists what was given up, and puts it back: `npm run jobs -- failed`, `npm run jobs -- retry <id> | all`. */
import { openBackend } from '../jobs/backend.ts';
import { openQueue } from '../jobs/queue.ts';
import { listDeadLetters, putBack } from '../prisma/dead-letters.ts';
import { StartError } from './core/start-error.ts';
import { openBeside } from './start/beside.ts';
import { type Command, runCommand } from './start/command.ts';
import { deadLetterLines, putBackLines, queueLine } from './start/dead-letters.ts';

const usage = 'npm run jobs -- failed | retry <id> | retry all';

await runCommand({
  usage,
  words: { min: 1, max: 2 },
  async run(command) {
    const [verb, which, ...rest] = command.words;
    if (verb === 'failed' && which === undefined) await failed(command);
    else if (verb === 'retry' && which !== undefined && rest.length === 0) await retry(command, which);
    else throw new StartError(`Usage: ${usage}`);
  },
});

async function failed({ config, progress, clock, log, closers }: Command): Promise<void> {
  const url = await openBeside(config, { progress, log, closers });
  for (const line of deadLetterLines(await listDeadLetters(url))) progress.say(line);
  const backend = await closers.open(
    'queue',
    () => openBackend({ databaseUrl: url, redisUrl: config.redisUrl, workers: 0, log }),
    (made) => made.close(),
  );
  const queue = await closers.open(
    'queue',
    () => openQueue(backend, { clock, log }),
    (made) => made.close(),
  );
  progress.say(queueLine(await queue.counts()));
}

async function retry({ config, progress, clock, ...needs }: Command, which: string): Promise<void> {
  const url = await openBeside(config, { ...needs, progress });
  const done = await putBack(url, which === 'all' ? 'all' : { id: which }, clock.now());
  if (which !== 'all' && done.deliveries + done.messages + done.gone === 0) {
    throw new StartError(`Nothing that was given up has the id ${which}: npm run jobs -- failed lists what was.`);
  }
  for (const line of putBackLines(done)) progress.say(line);
}
