/** The command that says how things stand and what to do: `npm run doctor`; with `--live`, a walk through twelve steps on the real platforms. */
import { StartError } from './core/start-error.ts';
import { type Command, runCommand } from './start/command.ts';
import { ask } from './start/connect/ask.ts';
import { examine } from './start/doctor/examine.ts';
import { lineOf, totalLine } from './start/doctor/finding.ts';
import { live } from './start/live/live.ts';
import { silentProgress } from './start/progress.ts';

await runCommand({
  usage: 'npm run doctor -- [--json | --live]',
  words: { min: 0, max: 0 },
  flags: ['json', 'live'],
  run: (command) => (command.flags.has('live') ? walkThrough(command) : lookAt(command)),
});

async function lookAt({ flags, progress, notGood, ...needs }: Command): Promise<void> {
  const isForMachines = flags.has('json');
  const findings = await examine({ ...needs, progress: isForMachines ? silentProgress : progress });
  if (isForMachines) progress.say(JSON.stringify({ at: needs.clock.now().toISOString(), findings }, null, 2));
  else for (const line of [...findings.map(lineOf), totalLine(findings)]) progress.say(line);
  if (findings.some(({ state }) => state === 'problem')) notGood();
}

/** @throws StartError where nobody could answer */
async function walkThrough(command: Command): Promise<void> {
  if (process.stdin.isTTY !== true) throw new StartError('The walk asks at a terminal: run it in one.');
  const { failed } = await live(
    command,
    ask(process.stdin, (text) => process.stdout.write(text)),
  );
  if (failed.length > 0) command.notGood();
}
