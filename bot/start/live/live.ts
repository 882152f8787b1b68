/** `npm run doctor -- --live`: the walk through the real platforms, on the database of the Guildhall that runs. */
import { connect } from '../../../prisma/client.ts';
import { createDayOne } from '../../../prisma/day-one.ts';
import type { PrismaClient } from '../../../prisma/generated/client.ts';
import type { Config } from '../../config.ts';
import { StartError } from '../../core/start-error.ts';
import { createWords } from '../../words/catalogue.ts';
import { openBeside } from '../beside.ts';
import type { Command } from '../command.ts';
import type { Ask } from '../connect/ask.ts';
import { type Ground, steps } from './steps.ts';
import { type Walked, walk, walkedLine } from './walk.ts';

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** @throws StartError where the database is away or no platform is connected */
export async function live(command: Command, ask: Ask): Promise<Walked> {
  const { config, closers, progress, clock, log } = command;
  const url = await openBeside(config, command);
  const { prisma } = await closers.open(
    'database',
    () => connect(url, { max: 3, log }),
    (made) => made.close(),
  );
  const ground = groundOf(await platformsOf(config, prisma));
  for (const line of introduction(ground)) progress.say(line);
  const say = (line: string) => progress.say(line);
  const walked = await walk({ steps, ground, look: createDayOne(prisma), ask, say, clock, wait });
  progress.say(walkedLine(walked));
  return walked;
}

async function platformsOf(
  { slack, teams, playground }: Pick<Config, 'slack' | 'teams' | 'playground'>,
  prisma: PrismaClient,
): Promise<ReadonlySet<string>> {
  const added = await prisma.connection.findMany({ where: { state: 'active' }, select: { platform: true } });
  const names = [...(slack ? ['slack'] : []), ...(teams ? ['teams'] : []), ...added.map(({ platform }) => platform)];
  return new Set(names.length === 0 && playground ? ['slack', 'teams'] : names);
}

/** @throws StartError where there is none */
export function groundOf(platforms: ReadonlySet<string>): Ground {
  const t = createWords()('en-GB', 'Europe/London');
  const first = platforms.has('slack') ? 'slack' : 'teams';
  if (!platforms.has(first))
    throw new StartError('No platform is connected: npm run connect -- slack or teams adds one.');
  return { first, second: platforms.has('teams') ? 'teams' : first, t };
}

const introduction = ({ first, second }: Ground): readonly string[] => [
  first === second
    ? 'Twelve steps with one account, in two test channels. What is written is a test; nothing of it is shown here.'
    : 'Twelve steps with an account in Slack and one in Teams, in a test channel of each. What is written is a test; nothing of it is shown here.',
  'Guildhall must be running. After each step the database is watched for what came of it.',
];
