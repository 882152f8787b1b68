/** The command that seals anew under the newest secret what is stored under an older one, also while Guildhall runs: `npm run rekey`. */
import { rekey, remaining } from '../prisma/rekey.ts';
import { StartError } from './core/start-error.ts';
import { configuredSecrets, openBeside } from './start/beside.ts';
import { runCommand } from './start/command.ts';

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
    const done = await rekey(url, secrets);
    for (const { table, column, rekeyed, unreadable } of done) {
      const lost = unreadable > 0 ? `, ${unreadable} open with no secret that is configured` : '';
      progress.say(`${table}.${column}: ${rekeyed} sealed anew${lost}`);
    }
    const { older, unreadable } = await remaining(url, secrets);
    if (unreadable > 0 || done.some((one) => one.unreadable > 0)) {
      progress.say(
        'Some do not open: if the secret that sealed them is known, put it at the end of GUILDHALL_SECRET and run this again; else they are lost, and the older secrets can be taken out.',
      );
    } else if (older) {
      progress.say(
        'A process still seals under an older secret: restart every process with the new list, then run this again.',
      );
    } else {
      progress.say('Everything is sealed under the newest secret: the others can be taken out of GUILDHALL_SECRET.');
    }
  },
});
