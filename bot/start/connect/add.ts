/** Adding a connection: its secrets are asked for and tried, and running processes pick it up by themselves. */
import { installPath } from '../../../adapters/slack/index.ts';
import { LONGEST_ORGANISATION, readVariable } from '../../config.ts';
import { StartError } from '../../core/start-error.ts';
import { FIRST_SLACK } from '../registry.ts';
import type { Context, Typed } from './command.ts';
import { asInstalling, expiryOf, knownClient, neededSecret, refusalOf, tried, triedSocket } from './secrets.ts';

/** Those of the environment's connections. */
const FIRST: readonly string[] = [FIRST_SLACK, 'teams'];
const NAME = /^[a-z][a-z0-9-]{0,29}$/;
const GUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** `--organisation`, where it is given. @throws StartError */
export function organisationOf({ options }: Pick<Typed, 'options'>): string | null {
  const { organisation = null } = options;
  if (organisation !== null && organisation.length > LONGEST_ORGANISATION)
    throw new StartError(`--organisation may have ${LONGEST_ORGANISATION} characters at most.`);
  return organisation;
}

function common({ name, options }: Typed): { name: string; organisation: string } {
  const organisation = organisationOf({ options }) ?? '';
  if (!NAME.test(name) || FIRST.includes(name))
    throw new StartError(
      'The name stands in an address: use small letters, digits and hyphens, 30 at most, beginning with a letter, and neither slack nor teams.',
    );
  if (organisation === '')
    throw new StartError('--organisation is missing: the name that people should read beside each author.');
  return { name, organisation };
}

/** The rest of a life where the playground may be running: only real platforms take its place, at a start. */
const PICKED_UP =
  'A running Guildhall picks this up within seconds; one that runs the playground has to be started again.';

/** `slack <name> --organisation "..." [--socket] [--client-id ...]` @throws StartError */
export async function addSlack(context: Context, typed: Typed): Promise<void> {
  const { name, organisation } = common(typed);
  const { store, say, clock } = context;
  const { 'client-id': id } = typed.options;
  const clientId = id === undefined ? null : readVariable('SLACK_CLIENT_ID', id);
  const secretExpiresAt = expiryOf(typed, clock.now());
  await refuseTaken(context, name);
  const isSocket = typed.options.socket !== undefined;
  const secrets = isSocket
    ? { appToken: await neededSecret(context, 'SLACK_APP_TOKEN') }
    : { secret: await neededSecret(context, 'SLACK_SIGNING_SECRET') };
  await refuseKnown(context, { ...secrets, clientId });
  if (secrets.appToken !== undefined) await triedSocket(secrets.appToken, context);
  const base = { name, platform: 'slack', organisation, ...secrets, secretExpiresAt } as const;
  if (clientId === null) {
    const installation = await tried(await neededSecret(context, 'SLACK_BOT_TOKEN'), context);
    const slack = asInstalling(installation);
    await store.add({ ...base, appId: installation.appId, slack });
    say(`Connected “${slack.name}” (${slack.externalId}) of ${organisation} as “${name}”.`);
  } else {
    const client = { clientId, clientSecret: await neededSecret(context, 'SLACK_CLIENT_SECRET') };
    await knownClient(client, context);
    await store.add({ ...base, appId: '', slack: client });
    say(`“${name}” of ${organisation} can be installed by OAuth.`);
    say(`Allow each workspace, or a whole Enterprise Grid organisation: npm run connect -- allow ${name} <T… or E…>`);
    say(`Then its administrator opens ${installAddress(context, name)}`);
  }
  const publicUrl = context.publicUrl ?? 'PUBLIC_URL';
  if (isSocket) say('It is heard by socket: see that Socket Mode is switched on in the settings of the Slack app.');
  else say(`Set both request addresses of the Slack app to ${publicUrl}/slack/${name}/events`);
  if (clientId !== null) say(`Set its redirect URL to ${publicUrl}${installPath(name, FIRST_SLACK, 'oauth_redirect')}`);
  const url = isSocket && clientId === null ? '' : `--url ${publicUrl} --connection ${name} `;
  say(`(npm run manifests -- ${url}${isSocket ? '--socket ' : ''}writes its manifest so).`);
  say(PICKED_UP);
}

/** Where a connection's app is installed by OAuth. */
export const installAddress = ({ publicUrl }: Pick<Context, 'publicUrl'>, name: string): string =>
  `${publicUrl ?? 'PUBLIC_URL'}${installPath(name, FIRST_SLACK)}`;

/** `teams <name> --organisation "..." --app-id ... --tenant-id ...` @throws StartError */
export async function addTeams(context: Context, typed: Typed): Promise<void> {
  const { name, organisation } = common(typed);
  const { store, say, clock, publicUrl } = context;
  const { 'app-id': app = '', 'tenant-id': tenant = '', 'multi-tenant': several } = typed.options;
  if (!GUID.test(app)) throw new StartError('--app-id must be the application (client) id of the bot, a GUID.');
  if (!GUID.test(tenant))
    throw new StartError('--tenant-id must be the directory (tenant) id of the organisation, a GUID.');
  const secretExpiresAt = expiryOf(typed, clock.now());
  await refuseTaken(context, name);
  const appPassword = await neededSecret(context, 'TEAMS_APP_PASSWORD');
  const appId = app.toLowerCase();
  const tenantId = tenant.toLowerCase();
  const multiTenant = several !== undefined;
  const refusal = await refusalOf({ appId, appPassword, tenantId, multiTenant }, context);
  if (refusal !== null) throw new StartError(refusal);
  const teams = { tenant: tenantId, multiTenant };
  await store.add({ name, platform: 'teams', organisation, appId, secret: appPassword, secretExpiresAt, teams });
  say(`Connected the tenant ${tenantId} of ${organisation} as “${name}”.`);
  say(`Set the messaging endpoint of the Azure Bot to ${publicUrl ?? 'PUBLIC_URL'}/api/messages`);
  say(PICKED_UP);
}

/** Before anything is asked for. */
async function refuseTaken({ store }: Context, name: string): Promise<void> {
  const { connections } = await store.all();
  if (connections.some((one) => one.name === name && one.state === 'active'))
    throw new StartError(
      `There is a connection “${name}” already: give another name, or change its secret with npm run connect -- rotate ${name}.`,
    );
}

/** What tells one Slack app from another. */
interface Marks {
  readonly secret?: string | null | undefined;
  readonly appToken?: string | null | undefined;
  readonly clientId?: string | null | undefined;
}

/** Each app has marks of its own: one that is known belongs to another connection, the environment's too. @throws StartError */
export async function refuseKnown({ store, first, given }: Context, marks: Marks, but = ''): Promise<void> {
  const { connections } = await store.all();
  const others: (Marks & { readonly name: string })[] = connections
    .filter((one) => one.name !== but && one.state === 'active')
    .map(({ name, secret, appToken, client }) => ({ name, secret, appToken, clientId: client?.clientId }));
  // What was set for this command alone stands there in place of what a start reads.
  if (first.slack)
    others.push({
      name: FIRST_SLACK,
      secret: given.secret('SLACK_SIGNING_SECRET') === null ? first.slack.signingSecret : null,
      appToken: given.secret('SLACK_APP_TOKEN') === null ? first.slack.appToken : null,
      clientId: first.slack.client?.clientId,
    });
  const words = { secret: 'signing secret', appToken: 'app-level token', clientId: 'client id' } as const;
  for (const mark of ['secret', 'appToken', 'clientId'] as const) {
    const owner = marks[mark] ? others.find((one) => one[mark] === marks[mark]) : undefined;
    if (owner)
      throw new StartError(`That is the ${words[mark]} of “${owner.name}”: give the one of this connection’s own app.`);
  }
}
