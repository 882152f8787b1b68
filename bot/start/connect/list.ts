/** Every connection in a line or two, without any secret. */
import { installPath } from '../../../adapters/slack/index.ts';
import type { Allowed, StoredConnection, StoredInstallation } from '../../../prisma/connections.ts';
import { OPERATOR_CHANNEL, readSetting } from '../../../prisma/settings.ts';
import { FIRST_SLACK } from '../registry.ts';
import type { Context } from './command.ts';

/** `list` */
export async function list({ store, prisma, first, say }: Context): Promise<void> {
  const { connections, installations } = await store.all();
  const allowed = await store.allowed();
  const sayAllowed = (name: string): void => {
    const words = allowed.filter(({ connection }) => connection === name).map(wordsOf);
    if (words.length > 0) say(`  may be installed by ${words.join('; ')}`);
  };
  const owned = await prisma.workspace.findMany({
    where: { connection: { in: [FIRST_SLACK, 'teams'] } },
    include: { organisation: true },
    orderBy: { connection: 'asc' },
  });
  if (first.slack?.client && !owned.some(({ connection }) => connection === FIRST_SLACK))
    say('slack: from the environment, installed nowhere yet');
  for (const { connection, organisation, name, externalId } of owned) {
    const isHere = connection === FIRST_SLACK ? first.slack : first.teams;
    const installation = installations.find((one) => one.connection === connection && one.externalId === externalId);
    const state = !isHere
      ? ', which does not describe it any more'
      : installation?.state === 'revoked'
        ? ', revoked'
        : '';
    const how = connection === FIRST_SLACK && first.slack?.appToken !== undefined ? ', by socket' : '';
    say(`${connection}: ${organisation.name}, ${name} (${externalId}), from the environment${how}${state}`);
  }
  sayAllowed(FIRST_SLACK);
  for (const one of connections) {
    const of = installations.filter(({ connection }) => connection === one.name);
    say(`${one.name}: ${one.organisation}, ${placeOf(one, of)}${stateOf(one, of)}`);
    sayAllowed(one.name);
  }
  if (owned.length === 0 && connections.length === 0)
    say('No connections yet: npm run connect -- slack or teams adds one.');
  for (const { domain, organisation } of await prisma.listedDomain.findMany({
    include: { organisation: true },
    orderBy: [{ domain: 'asc' }, { createdAt: 'asc' }],
  }))
    say(`${domain}: addresses of ${organisation.name}`);
  const operator = await readSetting(prisma, OPERATOR_CHANNEL);
  say(
    operator === null
      ? 'Alarms go to the log alone: npm run connect -- operator names a channel.'
      : `Alarms go to ${operator}`,
  );
}

const isRevoked = (one: StoredInstallation): boolean => one.state === 'revoked';

const wordsOf = ({ externalId, organisation }: Allowed): string =>
  organisation === null ? externalId : `${externalId} (${organisation})`;

function placeOf(
  { name, platform, tenant, multiTenant, appToken }: StoredConnection,
  of: readonly StoredInstallation[],
): string {
  if (platform === 'teams') return `Teams, tenant ${tenant}${multiTenant ? ', a bot for several tenants' : ''}`;
  const workspaces = of.map((one) => `${one.name} (${one.externalId})`).join(', ');
  const heard = appToken === null ? `at /slack/${name}/events` : 'by socket';
  return `Slack, ${workspaces || 'installed nowhere yet'}, heard ${heard}`;
}

function stateOf(
  { name, state, readable, secretExpiresAt, client }: StoredConnection,
  of: readonly StoredInstallation[],
): string {
  const words = [
    state === 'removed' && 'removed',
    state === 'active' && !readable && 'unreadable: its GUILDHALL_SECRET is missing',
    state === 'active' && !client && of.some(isRevoked) && 'revoked: waits for a new token (rotate)',
    state === 'active' &&
      client &&
      of.some(isRevoked) &&
      `revoked in ${of
        .filter(isRevoked)
        .map((one) => one.externalId)
        .join(', ')}: waits to be installed again (${installPath(name, FIRST_SLACK)})`,
    secretExpiresAt && `secret until ${secretExpiresAt.toISOString().slice(0, 10)}`,
  ].filter(Boolean);
  return words.length === 0 ? '' : `, ${words.join(', ')}`;
}
