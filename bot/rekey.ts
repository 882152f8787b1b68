/** The command that seals anew under the newest secret what is stored under an older one, also while Guildhall runs: `npm run rekey`. */
import { StartError } from './core/start-error.ts';
import { configuredSecrets, openBeside } from './start/beside.ts';
import { runCommand } from './start/command.ts';
import { rekeyAll } from './start/rekeying.ts';

await runCommand({
  usage: 'npm run rekey',
  words: { min: 0, max: 0 },
  async run({ config, progress, ...needs }) {
    const secrets = await configuredSecrets(config);
    const [newest] = secrets;
    if (!newest) {
      throw new StartError(
        `There is no secret: set GUILDHALL_SECRET, or put the file secret back into ${config.dataDir}.`,
      );
    }
    const url = await openBeside(config, { ...needs, progress });
    progress.doing('Sealing anew');
    await rekeyAll(url, secrets, (line) => progress.say(line));
  },
});
