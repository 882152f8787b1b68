/** Changing a connection: new secrets, or its end. What was stored stays. */
import type { StoredConnection, StoredInstallation } from '../../../prisma/connections.ts';
import { StartError } from '../../core/start-error.ts';
import { FIRST_SLACK } from '../registry.ts';
import { refuseKnown } from './add.ts';
import type { Context, Typed } from './command.ts';
import {
  asInstalling,
  expiryOf,
  knownClient,
  neededSecret,
  newSecret,
  refusalOf,
  tried,
  triedSocket,
} from './secrets.ts';

/** The active connection of a name. @throws StartError where there is none */
export async function known({ store, first }: Context, name: string) {
  const { connections, installations } = await store.all();
  const connection = connections.find((one) => one.name === name && one.state === 'active');
  const own = installations.filter((one) => one.connection === name && one.owns);
  if (connection) return { connection, installations: own };
  if ((name === FIRST_SLACK && first.slack) || (name === 'teams' && first.teams))
    throw new StartError(
      `“${name}” is described by the environment: change the variables that begin with ${name.toUpperCase()}_ and start Guildhall again.`,
    );
  throw new StartError(`There is no connection “${name}”: npm run connect -- list shows all.`);
}

/** `rotate <name> [--socket]` @throws StartError where a new secret is refused; nothing is changed then */
export async function rotate(context: Context, typed: Typed): Promise<void> {
  const { store, say, clock } = context;
  const { connection, installations } = await known(context, typed.name);
  const { name, platform, appId, tenant, multiTenant, client } = connection;
  const expiry = expiryOf(typed, clock.now());
  if (platform === 'teams') {
    const secret = await neededSecret(context, 'TEAMS_APP_PASSWORD');
    const refusal = await refusalOf({ appId, appPassword: secret, tenantId: tenant ?? '', multiTenant }, context);
    if (refusal !== null) throw new StartError(refusal);
    await store.rotate(connection, { secret, expiresAt: expiry });
    return say(`“${name}” has a new secret, and uses it within seconds.`);
  }
  if (await hidesClient(context, connection, installations))
    throw new StartError(
      `“${name}” was kept under a GUILDHALL_SECRET that is not configured, and what installs its app by OAuth with it: put that one back behind the newest, or remove “${name}” and add it again.`,
    );
  // --socket: one that was heard by HTTP, or that cannot be read any more.
  const isSocket = connection.appToken !== null || typed.options.socket !== undefined;
  const given = await newSecret(context, isSocket ? 'SLACK_APP_TOKEN' : 'SLACK_SIGNING_SECRET');
  const secrets = given === null ? null : isSocket ? { appToken: given } : { secret: given };
  if (secrets) await refuseKnown(context, secrets, name);
  if (secrets?.appToken !== undefined) await triedSocket(secrets.appToken, context);
  if (client) return rotateClient(context, connection, { secrets, expiry });
  const [installation] = installations;
  const token = await newSecret(context, 'SLACK_BOT_TOKEN');
  if (secrets === null && token === null) return say(`Nothing was given: “${name}” stays as it is.`);
  const found = token === null ? null : await tried(token, context);
  if (found && installation && found.teamId !== installation.externalId)
    throw new StartError(
      `That token is of another workspace (${found.teamId}): “${name}” is that of ${installation.name} (${installation.externalId}).`,
    );
  await store.rotate(connection, {
    ...(secrets && { ...secrets, expiresAt: expiry }),
    ...(found && { installing: asInstalling(found) }),
  });
  const what = [secrets && (isSocket ? 'app-level token' : 'signing secret'), found && 'token']
    .filter(Boolean)
    .join(' and a new ');
  const goesOn = found && installation?.state === 'revoked' ? ' What waited for it goes on within a minute.' : '';
  say(`“${name}” has a new ${what}, and uses it within seconds.${goesOn}`);
}

/** Whether what cannot be read holds an OAuth client, which new secrets would drop: one with a token has just that one, without an end. */
async function hidesClient(
  { store }: Context,
  { name, readable }: StoredConnection,
  installations: readonly StoredInstallation[],
): Promise<boolean> {
  if (readable) return false;
  if (installations.length !== 1 || installations.some(({ expiresAt }) => expiresAt !== null)) return true;
  return (await store.allowed()).some(({ connection }) => connection === name);
}

/** The same where the app is installed by OAuth: its tokens are Slack's affair, its client secret is not. @throws StartError */
async function rotateClient(
  context: Context,
  { name, client }: StoredConnection,
  { secrets, expiry }: { secrets: { secret?: string; appToken?: string } | null; expiry: Date | null },
): Promise<void> {
  const { store, say } = context;
  const clientSecret = await newSecret(context, 'SLACK_CLIENT_SECRET');
  if (secrets === null && clientSecret === null) return say(`Nothing was given: “${name}” stays as it is.`);
  if (client && clientSecret !== null) await knownClient({ ...client, clientSecret }, context);
  await store.rotate({ name }, { ...secrets, ...(clientSecret !== null && { clientSecret }), expiresAt: expiry });
  const proof = secrets && (secrets.appToken === undefined ? 'signing secret' : 'app-level token');
  const what = [proof, clientSecret !== null && 'client secret'].filter(Boolean);
  say(`“${name}” has a new ${what.join(' and a new ')}, and uses it within seconds.`);
}

/** `remove <name>` @throws StartError */
export async function remove(context: Context, { name }: Typed): Promise<void> {
  const { store, say } = context;
  const isFirst = name === FIRST_SLACK || name === 'teams';
  // One that the environment describes no more still has its workspace.
  if (isFirst && !context.first[name]) {
    if (!(await store.remove(name))) throw new StartError(`“${name}” has no workspace: there is nothing to remove.`);
    return say(`The workspaces of “${name}” are free for another connection.`);
  }
  await known(context, name);
  await store.remove(name);
  say(`“${name}” is neither heard nor spoken to any more. What was stored stays, and what is owed there waits.`);
}
