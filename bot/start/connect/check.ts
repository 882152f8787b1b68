/** Whether a connection works now: one sentence for each thing that was tried. */
import { type Installation, type OAuthClient, scopesMissing } from '../../../adapters/slack/index.ts';
import { slackScopesAsked } from '../../../manifests/read.ts';
import type { StoredInstallation } from '../../../prisma/connections.ts';
import { StartError } from '../../core/start-error.ts';
import { installAddress } from './add.ts';
import { known } from './change.ts';
import type { Context, Typed } from './command.ts';
import { knownClient, refusalOf, tried, triedSocket } from './secrets.ts';

/** `check <name>` @throws StartError with the first thing that does not work */
export async function check(context: Context, { name }: Typed): Promise<void> {
  const { first, say } = context;
  if (name === 'slack' && first.slack) {
    const { appToken, botToken, client } = first.slack;
    if (appToken !== undefined) await socket(context, name, appToken);
    if (botToken !== null) return slack(context, name, botToken);
    const { installations } = await context.store.all();
    const own = installations.filter((one) => one.connection === name && one.owns);
    if (client) return installed(context, name, client, own);
  }
  if (name === 'teams' && first.teams) return teams(context, name, { ...first.teams, multiTenant: false });
  const { connection, installations } = await known(context, name);
  const { platform, appId, secret, appToken, readable, tenant, multiTenant, client } = connection;
  if (!readable)
    throw new StartError(
      `“${name}” was kept under a GUILDHALL_SECRET that is not configured: put that one back behind the newest.`,
    );
  if (platform === 'teams')
    return teams(context, name, { appId, appPassword: secret ?? '', tenantId: tenant ?? '', multiTenant });
  if (appToken !== null) await socket(context, name, appToken);
  if (client) return installed(context, name, client, installations);
  const [installation] = installations;
  if (!installation?.token)
    throw new StartError(
      `“${name}” has no token that can be read: npm run connect -- rotate ${name} gives it a new one.`,
    );
  if (installation.state === 'revoked')
    say(`Slack said that its token has ended: npm run connect -- rotate ${name} gives it a new one.`);
  return slack(context, name, installation.token);
}

/** Whether Slack gives sockets for it. @throws StartError where it does not */
async function socket(context: Context, name: string, appToken: string): Promise<void> {
  await triedSocket(appToken, context);
  context.say(`Slack gives “${name}” sockets for its app-level token.`);
}

/** Each workspace in which it was installed by OAuth. @throws StartError where any of them does not work */
async function installed(
  context: Context,
  name: string,
  client: OAuthClient,
  installations: readonly StoredInstallation[],
): Promise<void> {
  const { say, clock } = context;
  await knownClient(client, context);
  say(`Slack knows the app of “${name}” by its client id and secret.`);
  if (installations.length === 0) return say(`Nobody has installed it yet: ${installAddress(context, name)}`);
  const wrong: string[] = [];
  for (const one of installations) {
    const where = `${one.name} (${one.externalId})`;
    const again = `install it again at ${installAddress(context, name)}`;
    const { token, expiresAt } = one;
    if (one.state === 'revoked') wrong.push(`Its installation in ${where} has ended: ${again}`);
    else if (token === null) wrong.push(`Its token for ${where} cannot be read: ${again}`);
    // A running Guildhall renews it with its next message there.
    else if (expiresAt && expiresAt <= clock.now())
      say(`Its token for ${where} ended at ${minute(expiresAt)} and is renewed when it is needed next.`);
    else {
      try {
        await slack(context, name, token);
        if (expiresAt)
          say(`It ends at ${minute(expiresAt)}, and is renewed two hours before, or when it is needed next.`);
      } catch (error) {
        if (!(error instanceof StartError)) throw error;
        wrong.push(`${where}: ${error.message}`);
      }
    }
  }
  if (wrong.length > 0) throw new StartError(wrong.join('\n'));
}

const minute = (at: Date): string => `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;

async function slack(context: Context, name: string, token: string): Promise<void> {
  const found: Installation = await tried(token, context);
  context.say(`Slack accepts the token of “${name}”, for ${found.name ?? found.teamId}.`);
  const missing = scopesMissing(found, slackScopesAsked());
  if (missing === null) return context.say('Slack did not say what the token may do.');
  if (missing.length === 0) return context.say('It has every scope that the manifest asks for.');
  throw new StartError(
    `It lacks ${new Intl.ListFormat('en-GB').format(missing)}: update the app from manifests/dist/slack.yaml and install it to the workspace again.`,
  );
}

async function teams(
  context: Context,
  name: string,
  app: { appId: string; appPassword: string; tenantId: string; multiTenant: boolean },
): Promise<void> {
  const refusal = await refusalOf(app, context);
  if (refusal !== null) throw new StartError(refusal);
  context.say(`Microsoft gives “${name}” a token.`);
}
