/** The command that writes everything that Guildhall remembers into one file, also while it runs: `npm run backup -- <file>`. */
import { backup } from '../prisma/backup/write.ts';
import { configuredSecrets, openBeside, secretFileOf } from './start/beside.ts';
import { runCommand } from './start/command.ts';
import { totalOf } from './start/totals.ts';

await runCommand({
  usage: 'npm run backup -- <file>',
  words: { min: 1, max: 1 },
  async run({ config, words: [file = ''], clock, progress, interrupted, ...needs }) {
    const secrets = await configuredSecrets(config);
    const url = await openBeside(config, { ...needs, progress });
    progress.doing('Writing the backup');
    const { header, unreadable } = await backup(url, { file, secrets, clock, interrupted });
    progress.say(`${file} holds ${totalOf(header)}, as they were at ${header.made}.`);
    progress.say('It holds what people wrote and who they are: only this user may read it. Keep it as you keep them.');
    const where = secretFileOf(config);
    if (header.probes.length > 0) {
      progress.say(
        where
          ? `The secret is not in it: keep a copy of ${where} too, in another place. A restore needs both.`
          : 'The secret is not in it: keep GUILDHALL_SECRET too, in another place. A restore needs both.',
      );
    }
    if (unreadable > 0) {
      progress.say(
        `${unreadable} sealed values in it open with no secret that is configured here, and will not after a restore either.`,
      );
    }
  },
});
