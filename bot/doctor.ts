/** The command that says how things stand and what to do: `npm run doctor`; with `--live`, a walk through twelve steps on the real platforms. */
import { runCommand } from './start/command.ts';
import { examine } from './start/doctor/examine.ts';
import { lineOf, totalLine } from './start/doctor/finding.ts';
import { silentProgress } from './start/progress.ts';

await runCommand({
  usage: 'npm run doctor -- [--json]',
  words: { min: 0, max: 0 },
  flags: ['json'],
  async run({ flags, progress, notGood, ...needs }) {
    const isForMachines = flags.has('json');
    const findings = await examine({ ...needs, progress: isForMachines ? silentProgress : progress });
    if (isForMachines) progress.say(JSON.stringify({ at: needs.clock.now().toISOString(), findings }, null, 2));
    else for (const line of [...findings.map(lineOf), totalLine(findings)]) progress.say(line);
    if (findings.some(({ state }) => state === 'problem')) notGood();
  },
});
