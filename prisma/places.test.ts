/** Organisations and workspaces as the configuration names them: at the first start, and at every later one. */
import { expect, onTestFinished, test } from 'vitest';
import { StartError } from '../bot/core/start-error.ts';
import { connect } from './client.ts';
import { silentLog } from './embedded/temporary.ts';
import { ensureWorkspace, releaseOthers } from './places.ts';
import { freshDatabase } from './testing/database.ts';

async function places() {
  const database = await freshDatabase();
  const { prisma, close } = await connect(database.url, { max: 2, log: silentLog });
  onTestFinished(async () => {
    await close();
    await database.drop();
  });
  return {
    /** A start with a workspace of which this is configured. */
    start: (platform: string, organisation: string | null, name = 'ashcombe.example') =>
      ensureWorkspace(prisma, {
        platform,
        externalId: 'one',
        name,
        organisation,
        newId: () => crypto.randomUUID(),
        now: new Date(),
      }),
    /** Who owns what. */
    owners: async () =>
      (await prisma.workspace.findMany({ include: { organisation: true }, orderBy: { platform: 'asc' } })).map(
        (one) => `${one.platform}: ${one.organisation.name}`,
      ),
    organisations: () => prisma.organisation.count(),
    /** A connection that takes a workspace for its own. */
    claim: (connection: string, externalId = 'one') =>
      ensureWorkspace(prisma, {
        platform: 'slack',
        externalId,
        name: externalId,
        organisation: null,
        connection,
        newId: () => crypto.randomUUID(),
        now: new Date(),
      }),
    release: (connection: string, but: string) => releaseOthers(prisma, 'slack', connection, but),
    connections: async () =>
      (await prisma.workspace.findMany({ orderBy: { externalId: 'asc' } })).map((one) => one.connection),
  };
}

const refused = async (start: Promise<unknown>): Promise<string> => {
  const error = await start.catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(StartError);
  return error instanceof Error ? error.message : '';
};

test('an organisation goes by the workspace’s name until the configuration names it', async () => {
  const { start, owners, organisations } = await places();
  await start('teams', null);
  await start('teams', null, 'renamed.example');
  expect(await owners()).toEqual(['teams: ashcombe.example']);
  await start('teams', 'Ashcombe Council');
  expect(await owners()).toEqual(['teams: Ashcombe Council']);
  // Corrected later; and left out, it stays.
  await start('teams', 'Ashcombe Borough Council');
  await start('teams', null);
  expect(await owners()).toEqual(['teams: Ashcombe Borough Council']);
  expect(await organisations()).toBe(1);
});

test('workspaces of one name belong to one organisation, which one of them alone cannot rename', async () => {
  const { start, owners } = await places();
  await start('teams', 'Ashcombe Council');
  await start('slack', 'Ashcombe Council');
  const both = ['slack: Ashcombe Council', 'teams: Ashcombe Council'];
  expect(await owners()).toEqual(both);
  expect(await refused(start('slack', 'Brackenford Council'))).toBe(
    'SLACK_ORGANISATION cannot rename “Ashcombe Council” to “Brackenford Council”, because that organisation owns another workspace here as well: set SLACK_ORGANISATION to “Ashcombe Council”, or leave it out.',
  );
  expect(await owners()).toEqual(both);
});

test('an organisation does not take the name of another', async () => {
  const { start, owners } = await places();
  await start('slack', 'Ashcombe Council');
  await start('teams', null);
  expect(await refused(start('teams', 'Ashcombe Council'))).toMatch(
    /^TEAMS_ORGANISATION .+ another organisation here is called that/,
  );
  expect(await owners()).toEqual(['slack: Ashcombe Council', 'teams: ashcombe.example']);
});

test('a workspace has one connection, until that one gives it up', async () => {
  const { claim, release, connections } = await places();
  await claim('slack');
  await claim('slack');
  expect(await refused(claim('ashcombe'))).toBe(
    'The workspace “one” belongs to the connection “slack” already: give another, or first run npm run connect -- remove slack.',
  );
  // The environment's token is of another workspace now.
  await claim('slack', 'two');
  await release('slack', 'two');
  expect(await connections()).toEqual([null, 'slack']);
  await claim('ashcombe');
  expect(await connections()).toEqual(['ashcombe', 'slack']);
  const raced = await Promise.allSettled(['three', 'three'].map((id, at) => claim(`by-${at}`, id)));
  expect(raced.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
});
