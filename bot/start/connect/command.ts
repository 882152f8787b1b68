/** What an operator typed after `npm run connect --`, and which command it is. */
import { createConnections } from '../../../prisma/connections.ts';
import type { Clock } from '../../core/ports.ts';
import { StartError } from '../../core/start-error.ts';
import type { Ground } from '../database.ts';
import { rekeyAll } from '../rekeying.ts';
import { addSlack, addTeams } from './add.ts';
import { admin } from './admin.ts';
import { allow } from './allow.ts';
import type { Ask } from './ask.ts';
import { calendar } from './calendar.ts';
import { remove, rotate } from './change.ts';
import { check } from './check.ts';
import { domain } from './domain.ts';
import { list } from './list.ts';
import { operator } from './operator.ts';
import type { Surroundings } from './surroundings.ts';

export interface CommandNeeds extends Surroundings {
  /** Opens the database, once. @throws StartError */
  readonly open: () => Promise<Ground>;
  readonly ask: Ask;
  readonly say: (line: string) => void;
  readonly clock: Clock;
  readonly newId: () => string;
}

/** A command's database and words. */
export interface Typed {
  /** The connection's name, or what else stands there; '' where nothing does. */
  readonly name: string;
  /** What stands after it; '' where nothing does. */
  readonly id: string;
  readonly options: Readonly<Partial<Record<Option, string>>>;
}
export type Context = Omit<CommandNeeds, 'open'> & Kept;
interface Kept {
  readonly opened: Pick<Ground, 'url' | 'secrets'>;
  readonly prisma: Ground['database']['prisma'];
  readonly store: ReturnType<typeof createConnections>;
}

const USAGE = [
  'Write one of:',
  '  npm run connect -- slack <name> --organisation "Ashcombe Council" [--socket]',
  '  npm run connect -- slack <name> --organisation "Ashcombe Council" [--socket] --client-id <id>     (installed by OAuth)',
  '  npm run connect -- allow <name, or slack> <T… or E…> [--organisation "..."] [--remove]',
  '  npm run connect -- teams <name> --organisation "Ashcombe Council" --app-id <GUID> --tenant-id <GUID> [--multi-tenant]',
  '  npm run connect -- list',
  '  npm run connect -- check <name>',
  '  npm run connect -- rotate <name> [--socket]',
  '  npm run connect -- rekey',
  '  npm run connect -- remove <name>',
  '  npm run connect -- operator <the channel’s link, or off>',
  '  npm run connect -- calendar "Ashcombe Council" [--zone Europe/London] [--holidays england-and-wales]',
  '  npm run connect -- domain "Ashcombe Council" ashcombe.gov.uk [--remove]',
  '  npm run connect -- admin "Ashcombe Council" [<U… or object id> [--remove]]',
  'with --expires 2027-11-30 beside slack, teams and rotate, where the secret ends on a day. Secrets are asked for.',
].join('\n');

const VALUED = ['organisation', 'app-id', 'tenant-id', 'client-id', 'expires', 'zone', 'holidays'] as const;
const FLAGS = ['multi-tenant', 'socket', 'remove'] as const;
export type Option = (typeof VALUED)[number] | (typeof FLAGS)[number];

type Command = (context: Context, typed: Typed) => Promise<void>;
const COMMANDS: Readonly<
  Record<string, { run: Command; options: readonly Option[]; named?: 'maybe' | 'never' | 'once or twice' | 'twice' }>
> = {
  slack: { run: addSlack, options: ['organisation', 'client-id', 'expires', 'socket'] },
  allow: { run: allow, options: ['organisation', 'remove'], named: 'twice' },
  teams: { run: addTeams, options: ['organisation', 'app-id', 'tenant-id', 'expires', 'multi-tenant'] },
  list: { run: list, options: [], named: 'never' },
  check: { run: check, options: [] },
  rotate: { run: rotate, options: ['expires', 'socket'] },
  rekey: { run: ({ opened, say }) => rekeyAll(opened.url, opened.secrets, say), options: [], named: 'never' },
  remove: { run: remove, options: [] },
  operator: { run: operator, options: [], named: 'maybe' },
  calendar: { run: calendar, options: ['zone', 'holidays'] },
  domain: { run: domain, options: ['remove'], named: 'twice' },
  admin: { run: admin, options: ['remove'], named: 'once or twice' },
};

/** How many words stand after a command, at least and at most. */
const NAMES = { never: [0, 0], maybe: [0, 1], once: [1, 1], 'once or twice': [1, 2], twice: [2, 2] } as const;

/** @throws StartError with what to change */
export async function runConnect(words: readonly string[], { open, ...needs }: CommandNeeds): Promise<void> {
  const { command, typed } = read(words);
  const opened = await open();
  const { prisma } = opened.database;
  const { secrets } = opened;
  const { newId, clock } = needs;
  await command({ ...needs, opened, prisma, store: createConnections({ prisma, secrets, newId, clock }) }, typed);
}

function read([verb = '', ...rest]: readonly string[]): { command: Command; typed: Typed } {
  const known = Object.hasOwn(COMMANDS, verb) ? COMMANDS[verb] : undefined;
  if (!known) throw new StartError(USAGE);
  const options: Partial<Record<Option, string>> = {};
  const names: string[] = [];
  const words = [...rest];
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    const [, option = '', , inline] = /^--([a-z-]+)(=([\s\S]*))?$/.exec(word) ?? [];
    if (option === '') {
      names.push(word);
      continue;
    }
    const allowed = known.options.find((one) => one === option);
    // What was typed is not repeated: it may be a secret that somebody put there.
    if (!allowed)
      throw new StartError(`connect ${verb} does not know one of its options. Secrets are asked for.\n${USAGE}`);
    const isFlag = FLAGS.some((flag) => flag === allowed);
    const value = isFlag ? 'yes' : (inline ?? words.shift() ?? '');
    if (value.trim() === '') throw new StartError(`--${option} has no value.`);
    options[allowed] = value.trim();
  }
  const [least, most] = NAMES[known.named ?? 'once'];
  if (names.length > most || names.length < least) throw new StartError(USAGE);
  return { command: known.run, typed: { name: names[0] ?? '', id: names[1] ?? '', options } };
}
