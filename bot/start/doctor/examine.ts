/** The whole examination: everything that can be looked at, whatever cannot. */
import { connectorOf } from '../../../adapters/teams/index.ts';
import { connect } from '../../../prisma/client.ts';
import { createConnections } from '../../../prisma/connections.ts';
import type { PrismaClient } from '../../../prisma/generated/client.ts';
import { inspectDatabase, inspectMet } from '../../../prisma/inspect.ts';
import { createReferences } from '../../../prisma/references.ts';
import { createWatch, lastHeard } from '../../../prisma/watch.ts';
import { systemIds } from '../../clock.ts';
import { describe } from '../../core/create-bot.ts';
import { createSealer } from '../../core/seal.ts';
import { StartError } from '../../core/start-error.ts';
import { configuredSecrets, openBeside } from '../beside.ts';
import type { Command } from '../command.ts';
import { freeBytes, refusals } from '../watching.ts';
import { type Asking, checkConnection } from './connections.ts';
import { type Finding, ok, problem } from './finding.ts';
import {
  clockFinding,
  databaseFindings,
  diskFinding,
  operatorFinding,
  queueFindings,
  redisFinding,
  secretFinding,
} from './machine.ts';
import { modelFinding } from './model.ts';
import { endFinding, heardFinding, metFindings, standingFindings } from './standing.ts';
import { firstSubjects, type Subject, storedSubjects } from './subjects.ts';

type Needs = Pick<Command, 'config' | 'clock' | 'log' | 'closers' | 'progress'>;
type Some = Finding | readonly Finding[];

const BLOCKS_MS = 30 * 24 * 3_600_000;

/** Changes nothing: not in the database, and not on the platforms. */
export async function examine(needs: Needs): Promise<readonly Finding[]> {
  const { config, clock } = needs;
  const ground = await openGround(needs);
  const secrets = await configuredSecrets(config).catch(() => []);
  const findings = 'findings' in ground ? ground.findings : await ofDatabase(ground, needs, secrets);
  const prisma = 'prisma' in ground ? ground.prisma : null;
  const [stored, unread] = await subjectsIn(prisma, needs, secrets);
  const subjects = [...firstSubjects(config), ...stored];
  const isFirstOf = (one: Subject): boolean => subjects.find(({ name }) => name === one.name) === one;
  const heard = prisma && (await lastHeard(prisma).catch(() => null));
  const references =
    prisma && secrets.length > 0
      ? createReferences({ prisma, sealer: createSealer(secrets, 'teams references'), clock })
      : null;
  const asking: Asking = {
    addresses: config,
    publicUrl: config.publicUrl,
    connectorOf: async (tenant) => references && connectorOf(references, tenant).catch(() => null),
    clock,
  };
  const connections = await Promise.all(
    subjects.map(async (one) => [
      ...(await looked('connection', () => checkConnection(one, asking), one.name)),
      ...(heard && isFirstOf(one) ? [heardFinding(one, heard, clock.now())] : []),
      ...(isFirstOf(one) ? endFinding(one, clock.now()) : []),
    ]),
  );
  return [
    ...findings,
    ...(await looked('disk', async () => diskFinding(config, await freeBytes(config)))),
    ...(await looked('redis', () => redisFinding(config.redisUrl))),
    ...(await looked('language model', () => modelFinding(config))),
    ...unread,
    ...(subjects.length === 0 && unread.length === 0
      ? [ok({ check: 'platforms' }, config.playground ? 'none: the playground plays both platforms.' : 'none.')]
      : []),
    ...connections.flat(),
  ];
}

interface Open {
  readonly url: string;
  readonly prisma: PrismaClient;
}

/** The database, or why it cannot be had. */
async function openGround({ config, ...needs }: Needs): Promise<Open | { readonly findings: readonly Finding[] }> {
  try {
    const url = await openBeside(config, needs);
    const { prisma } = await needs.closers.open(
      'database',
      () => connect(url, { max: 3, log: needs.log }),
      (made) => made.close(),
    );
    return { url, prisma };
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    return { findings: [problem({ check: 'database' }, error.message, { section: 2 })] };
  }
}

async function ofDatabase(
  { url, prisma }: Open,
  needs: Needs,
  secrets: readonly Uint8Array[],
): Promise<readonly Finding[]> {
  const { config, clock } = needs;
  const now = clock.now();
  const watch = createWatch({ prisma, refusals });
  let hasTables = false;
  return [
    ...(await looked('database', async () => {
      const facts = await inspectDatabase(url);
      hasTables = facts.hasQueue;
      return databaseFindings(facts);
    })),
    ...(await looked('clock', () => clockFinding(prisma, clock), 'database')),
    ...(await looked('secret', () => secretFinding(url, secrets))),
    ...(await looked('what is kept', async () => standingFindings(await watch(now), now))),
    ...(await looked('what was met', async () =>
      metFindings(await inspectMet(prisma, new Date(now.getTime() - BLOCKS_MS)), now),
    )),
    ...(await looked('queue', () => queueFindings(config, { url, hasTables }, needs))),
    ...(await looked('operator channel', () => operatorFinding(prisma))),
  ];
}

async function subjectsIn(
  prisma: PrismaClient | null,
  { config, clock }: Needs,
  secrets: readonly Uint8Array[],
): Promise<readonly [readonly Subject[], readonly Finding[]]> {
  if (!prisma || secrets.length === 0) return [[], []];
  const store = createConnections({ prisma, secrets, newId: () => systemIds.next(), clock });
  const subjects: Subject[] = [];
  const unread = await looked('platforms', async () => {
    subjects.push(...(await storedSubjects(store, config)));
    return [];
  });
  return [subjects, unread];
}

/** One check by itself: what breaks it is found, and keeps nothing else from being looked at. */
async function looked(check: string, look: () => Promise<Some> | Some, of?: string): Promise<readonly Finding[]> {
  try {
    return [await look()].flat();
  } catch (error) {
    const { error: name, code } = describe(error);
    const says =
      error instanceof StartError
        ? error.message
        : `it could not be looked at (${[name, code].filter(Boolean).join(' ')}).`;
    return [problem({ check, ...(of !== undefined && { of }) }, says, {})];
  }
}
