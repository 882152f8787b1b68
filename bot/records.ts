/** The command of a records officer: `npm run records -- list | export <reference> <folder> | hold <reference> | lift <reference>`. */
import { findSessions, type Listed, listSessions, note, setHold } from '../prisma/records/hold.ts';
import { readRecords } from '../prisma/records/read.ts';
import { StartError } from './core/start-error.ts';
import { configuredSecrets, openBeside } from './start/beside.ts';
import { type Command, runCommand } from './start/command.ts';
import { writeRecords } from './start/records/write.ts';

const usage = 'npm run records -- list | export <reference> <folder> | hold <reference> | lift <reference>';

await runCommand({
  usage,
  words: { min: 1, max: 3 },
  async run(command) {
    const [verb = '', which = '', folder = ''] = command.words;
    const takes = { list: 1, export: 3, hold: 2, lift: 2 }[verb];
    if (command.words.length !== takes) throw new StartError(`Usage: ${usage}`);
    const url = await openBeside(command.config, command);
    if (verb === 'list') return list(command, url);
    const session = await one(url, which);
    if (verb === 'export') return write(command, url, session, folder);
    return hold(command, url, session, verb === 'hold');
  },
});

async function list({ progress }: Command, url: string): Promise<void> {
  const all = await listSessions(url);
  if (all.length === 0) progress.say('There is no review yet.');
  for (const session of all) progress.say(lineOf(session));
}

/** @throws StartError where there is none of this reference, or several */
async function one(url: string, named: string): Promise<Listed> {
  const found = await findSessions(url, named);
  const [session] = found;
  if (!session) throw new StartError(`There is no review ${named}: npm run records -- list says which there are.`);
  if (found.length > 1) {
    const which = found.map(({ id, organisation }) => `${id} (${organisation})`).join(', ');
    throw new StartError(`Each organisation counts its own: write the id in place of ${named}. ${which}`);
  }
  return session;
}

async function write({ config, progress, clock }: Command, url: string, { id }: Listed, folder: string): Promise<void> {
  progress.doing('Reading the records');
  const held = await readRecords(url, id, { secrets: await configuredSecrets(config), at: clock.now() });
  if (!held) throw new StartError('It is gone by now.');
  const files = await writeRecords(folder, held);
  await note(url, id, 'exported', clock.now());
  const count = held.records.reduce((sum, { rows }) => sum + rows.length, 0);
  const hidden = held.records.find(({ table }) => table === 'staged_input')?.rows.length ?? 0;
  progress.say(`${folder} holds ${count} records of ${held.session.reference ?? id}: ${files.join(' and ')}.`);
  if (hidden > 0) {
    progress.say(
      `${hidden} of them were handed in and shown to nobody yet: people were told that nobody reads them before all are shown, and that they can be asked for by law.`,
    );
  }
  if (held.unreadable > 0) {
    progress.say(
      `${held.unreadable} hidden ones open with no secret that is configured here: they are in it without their words.`,
    );
  }
  progress.say('Only this user may read it. That it was exported stands in the history of the review.');
  if (!held.onHold) {
    progress.say('It is not on hold: what is asked for under FOI must not be deleted (npm run records -- hold).');
  }
}

async function hold({ progress, clock }: Command, url: string, session: Listed, held: boolean): Promise<void> {
  const named = session.reference ?? session.id;
  const isNew = await setHold(url, session.id, held, clock.now());
  if (held)
    progress.say(
      isNew
        ? `${named} is on hold: nothing of it goes by time, by stopping it, or by being deleted in a thread.`
        : `${named} was on hold already.`,
    );
  else progress.say(isNew ? `${named} is deleted when its time comes, as any other.` : `${named} was not on hold.`);
}

function lineOf({ id, reference, organisation, community, state, held, title }: Listed): string {
  return [reference ?? id, organisation, community, state, ...(held ? ['on hold'] : []), title].join(' | ');
}
