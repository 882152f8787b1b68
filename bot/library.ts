/** The command by which an operator fills a community's library and takes out what it owns: `npm run library -- import <community> <file.csv|folder> | export <community> <folder>`. */
import { readOwned } from '../prisma/library/export.ts';
import {
  communitiesNamed,
  type Fate,
  type Into,
  importItems,
  type Keeper,
  keepersNamed,
} from '../prisma/library/import.ts';
import { systemIds } from './clock.ts';
import { StartError } from './core/start-error.ts';
import { dayIn, REVIEW_DAYS } from './library/review-day.ts';
import { openBeside } from './start/beside.ts';
import { type Command, runCommand } from './start/command.ts';
import { writeFolder } from './start/folder.ts';
import type { Draft, Skipped } from './start/library/draft.ts';
import { filesOf } from './start/library/pages.ts';
import { readSource } from './start/library/read.ts';
import { createWords } from './words/catalogue.ts';

const usage =
  'npm run library -- import <community> <file.csv|folder> [--owner <e-mail or name>] [--standing conversation|official] [--dry|--yes] | export <community> <folder>';

/** Why one that could be read is not written. */
const LEFT: Partial<Record<Fate, string>> = {
  'changed-here': 'somebody has changed it here since it was imported, and their words stay',
  'deleted-here': 'somebody has deleted it here since it was imported',
  duplicate: 'the library has something of this title already',
};

await runCommand({
  usage,
  words: { min: 3, max: 3 },
  flags: ['dry', 'yes'],
  options: ['owner', 'standing'],
  async run(command) {
    const [verb = '', named = '', path = ''] = command.words;
    if (verb === 'import') return bring(command, named, path);
    if (verb === 'export') return take(command, named, path);
    throw new StartError(`Usage: ${usage}`);
  },
});

async function take({ config, progress, clock, ...command }: Command, named: string, folder: string): Promise<void> {
  const url = await openBeside(config, { progress, ...command });
  const { id, name } = await oneNamed(url, named);
  const owned = await readOwned(url, id);
  if (!owned) throw new StartError('It is gone by now.');
  const files = filesOf(owned, createWords()('en-GB', 'Europe/London'), clock.now());
  await writeFolder(folder, files);
  progress.say(
    `${folder} holds ${owned.items.length} items and ${owned.questions.length} questions of ${name}: ${Object.keys(files).join(', ')}. Only this user may read it.`,
  );
}

async function bring(command: Command, named: string, path: string): Promise<void> {
  const { config, progress, clock, flags, options } = command;
  const standing = options.standing ?? 'conversation';
  if (standing !== 'conversation' && standing !== 'official') throw new StartError(`Usage: ${usage}`);
  const source = await readSource(path);
  const url = await openBeside(config, command);
  const into = await oneNamed(url, named);
  if (into.isArchived) throw new StartError(`${into.name} is archived: nothing new is kept in it.`);
  const keeper = await oneKeeper(url, into, options.owner ?? null);
  const { drafts, skipped } = withStanding(source.drafts, standing);
  const dry = flags.has('dry') || !flags.has('yes');
  const usual = dayIn(clock.now(), REVIEW_DAYS);
  const fates = await importItems(url, {
    community: into.id,
    keeper,
    source: source.name,
    items: drafts.map((draft) => ({ ...draft, reviewBy: draft.reviewBy ?? usual, hasReview: draft.reviewBy !== null })),
    newId: () => systemIds.next(),
    now: clock.now(),
    dry,
  });
  for (const line of source.understood) progress.say(`${source.name}: ${line}.`);
  for (const { at, why } of [...source.skipped, ...skipped]) progress.say(`Left out, ${at}: ${why}.`);
  for (const draft of drafts) {
    const why = LEFT[fates.get(draft.key) ?? 'new'];
    if (why !== undefined) progress.say(`Left out, ${draft.at}: ${why} (“${draft.title}”).`);
  }
  const count = (fate: Fate) => [...fates.values()].filter((one) => one === fate).length;
  const sum = `${count('new')} new, ${count('updated')} updated, ${count('same')} as they were`;
  const kept = `kept by ${keeper.name} (${keeper.organisation})`;
  progress.say(
    dry
      ? `Into the library of ${into.name} would go: ${sum}, ${kept}. Nothing is written yet: add --yes to write it.`
      : `In the library of ${into.name} now: ${sum}, ${kept}.`,
  );
}

/** What is to be official says where. */
function withStanding(
  drafts: readonly Draft[],
  standing: 'conversation' | 'official',
): { readonly drafts: readonly Draft[]; readonly skipped: readonly Skipped[] } {
  if (standing === 'conversation') return { drafts, skipped: [] };
  const whole = drafts.map((draft) => ({ ...draft, official: draft.official ?? draft.link }));
  return {
    drafts: whole.filter(({ official }) => official !== null),
    skipped: whole
      .filter(({ official }) => official === null)
      .map(({ at, title }) => ({ at, why: `it has no link to an official page (“${title}”)` })),
  };
}

/** @throws StartError where there is none of this name, or several */
async function oneNamed(url: string, named: string): Promise<Into> {
  const found = await communitiesNamed(url, named);
  const [one] = found;
  if (!one) throw new StartError(`There is no community ${named}: write its whole name, or its id.`);
  if (found.length > 1)
    throw new StartError(`Several are called ${named}: write the id. ${found.map(({ id }) => id).join(', ')}`);
  return one;
}

/** @throws StartError where nobody is that, or several are */
async function oneKeeper(url: string, { id, name }: Into, named: string | null): Promise<Keeper> {
  const found = await keepersNamed(url, id, named);
  const [one] = found;
  if (!one)
    throw new StartError(
      named === null
        ? `Nobody leads ${name}: say who keeps what is imported with --owner.`
        : `${named} is nobody who reads ${name} as a colleague of an organisation that shares it.`,
    );
  if (found.length > 1) throw new StartError(`Several people are called ${named}: write an e-mail address.`);
  return one;
}
