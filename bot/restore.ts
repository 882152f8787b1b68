/** The command that makes an empty database what a backup says: `npm run restore -- <file>`. Guildhall must not run. */
import { restore } from '../prisma/backup/restore.ts';
import { configuredSecrets, openAlone, secretFileOf } from './start/beside.ts';
import { runCommand } from './start/command.ts';
import { totalOf } from './start/totals.ts';

await runCommand({
  usage: 'npm run restore -- <file> [--replace] [--without-secret]',
  words: { min: 1, max: 1 },
  flags: ['replace', 'without-secret'],
  async run({ config, words: [file = ''], flags, progress, interrupted, ...needs }) {
    const secrets = await configuredSecrets(config);
    const url = await openAlone(config, { ...needs, progress });
    const { header, applied, skipped } = await restore(url, {
      file,
      secrets,
      secretFile: secretFileOf(config),
      replace: flags.has('replace'),
      withoutSecret: flags.has('without-secret'),
      progress: (what) => progress.doing(what),
      interrupted,
    });
    progress.say(`Restored ${totalOf(header)}, as they were at ${header.made}.`);
    if (applied.length > 0) progress.say(`Brought up to this release by ${applied.length} newer migrations.`);
    if (skipped.length > 0) progress.say(`Left out, because they are not Guildhall’s: ${skipped.join(', ')}.`);
    progress.say('What was owed then is sent again when Guildhall starts, unless Slack has it already.');
  },
});
