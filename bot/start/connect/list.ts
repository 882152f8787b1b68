/** Every connection in a line or two, without any secret. */
import type { StoredConnection, StoredInstallation } from '../../../prisma/connections.ts';
import { OPERATOR_CHANNEL, readSetting } from '../../../prisma/settings.ts';
import type { Context } from './command.ts';

/** `list` */
export async function list({ store, prisma, first, say }: Context): Promise<void> {
  const { connections, installations } = await store.all();
  const owned = await prisma.workspace.findMany({
    where: { connection: { in: ['slack', 'teams'] } },
    include: { organisation: true },
    orderBy: { connection: 'asc' },
  });
  for (const { connection, organisation, name, externalId } of owned) {
    const isHere = connection === 'slack' ? first.slack : first.teams;
    const installation = installations.find((one) => one.connection === connection && one.externalId === externalId);
    const state = !isHere
      ? ', which does not describe it any more'
      : installation?.state === 'revoked'
        ? ', revoked'
        : '';
    const how = connection === 'slack' && first.slack?.appToken !== undefined ? ', by socket' : '';
    say(`${connection}: ${organisation.name}, ${name} (${externalId}), from the environment${how}${state}`);
  }
  for (const one of connections) {
    const of = installations.filter(({ connection }) => connection === one.name);
    say(`${one.name}: ${one.organisation}, ${placeOf(one, of)}${stateOf(one, of)}`);
  }
  if (owned.length === 0 && connections.length === 0)
    say('No connections yet: npm run connect -- slack or teams adds one.');
  const operator = await readSetting(prisma, OPERATOR_CHANNEL);
  say(
    operator === null
      ? 'Alarms go to the log alone: npm run connect -- operator names a channel.'
      : `Alarms go to ${operator}`,
  );
}

function placeOf(
  { name, platform, tenant, multiTenant, appToken }: StoredConnection,
  of: readonly StoredInstallation[],
): string {
  if (platform === 'teams') return `Teams, tenant ${tenant}${multiTenant ? ', a bot for several tenants' : ''}`;
  const workspaces = of.map((one) => `${one.name} (${one.externalId})`).join(', ');
  return `Slack, ${workspaces}, heard ${appToken === null ? `at /slack/${name}/events` : 'by socket'}`;
}

function stateOf({ state, readable, secretExpiresAt }: StoredConnection, of: readonly StoredInstallation[]): string {
  const words = [
    state === 'removed' && 'removed',
    state === 'active' && !readable && 'unreadable: its GUILDHALL_SECRET is missing',
    state === 'active' && of.some((one) => one.state === 'revoked') && 'revoked: waits for a new token (rotate)',
    secretExpiresAt && `secret until ${secretExpiresAt.toISOString().slice(0, 10)}`,
  ].filter(Boolean);
  return words.length === 0 ? '' : `, ${words.join(', ')}`;
}
