/** Whether a connection works now: one sentence for each thing that was tried. */
import { type Installation, scopesMissing } from '../../../adapters/slack/index.ts';
import { slackManifest } from '../../../manifests/read.ts';
import { StartError } from '../../core/start-error.ts';
import { known } from './change.ts';
import type { Context, Typed } from './command.ts';
import { refusalOf, tried, triedSocket } from './secrets.ts';

/** What the manifest asks for. */
const needed = (): readonly string[] => {
  const { oauth_config: config } = slackManifest({ url: 'https://guildhall.example.org' });
  const { bot } = (config as { scopes: { bot: readonly string[] } }).scopes;
  return bot;
};

/** `check <name>` @throws StartError with the first thing that does not work */
export async function check(context: Context, { name }: Typed): Promise<void> {
  const { first, say } = context;
  if (name === 'slack' && first.slack) return slack(context, name, first.slack.botToken, first.slack.appToken);
  if (name === 'teams' && first.teams) return teams(context, name, { ...first.teams, multiTenant: false });
  const { connection, installation } = await known(context, name);
  const { platform, appId, secret, appToken, readable, tenant, multiTenant } = connection;
  if (!readable)
    throw new StartError(
      `“${name}” was kept under a GUILDHALL_SECRET that is not configured: put that one back behind the newest.`,
    );
  if (platform === 'teams')
    return teams(context, name, { appId, appPassword: secret ?? '', tenantId: tenant ?? '', multiTenant });
  if (!installation?.token)
    throw new StartError(
      `“${name}” has no token that can be read: npm run connect -- rotate ${name} gives it a new one.`,
    );
  if (installation.state === 'revoked')
    say(`Slack said that its token has ended: npm run connect -- rotate ${name} gives it a new one.`);
  return slack(context, name, installation.token, appToken ?? undefined);
}

async function slack(context: Context, name: string, token: string, appToken?: string): Promise<void> {
  const found: Installation = await tried(token, context);
  context.say(`Slack accepts the token of “${name}”, for ${found.name ?? found.teamId}.`);
  if (appToken !== undefined) {
    await triedSocket(appToken, context);
    context.say('It gives sockets for its app-level token.');
  }
  const missing = scopesMissing(found, needed());
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
