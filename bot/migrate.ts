/** The command that brings the configured database to this release's schema and starts nothing else: `npm run migrate`. */
import { runCommand } from './start/command.ts';
import { openGround } from './start/database.ts';

await runCommand({
  usage: 'npm run migrate',
  words: { min: 0, max: 0 },
  async run({ config, progress, log, closers }) {
    await openGround(config, { closers, progress, log });
    progress.say('The database is up to date.');
  },
});
