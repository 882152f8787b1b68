/** Checks of one connection with its platform: whether what it identifies itself with is taken, what it may do, and what time it is there. */
import { reach } from '../../../adapters/http/reach.ts';
import { installationFromToken, type OAuthClient, scopesMissing } from '../../../adapters/slack/index.ts';
import { METADATA, reachKeys } from '../../../adapters/teams/index.ts';
import { slackScopesAsked } from '../../../manifests/read.ts';
import { slackScopes } from '../../../manifests/reasons.ts';
import type { Config } from '../../config.ts';
import type { Clock } from '../../core/ports.ts';
import { StartError } from '../../core/start-error.ts';
import { installAddress } from '../connect/add.ts';
import { knownClient, refusalOf, triedSocket } from '../connect/secrets.ts';
import { type Finding, ok, problem, warning } from './finding.ts';
import type { SlackSubject, Subject, TeamsSubject } from './subjects.ts';

export interface Asking {
  /** How the world reaches Guildhall, as far as it is configured. */
  readonly publicUrl: string | null;
  readonly addresses: Pick<Config, 'slackApiUrl' | 'teamsLoginUrl' | 'teamsOpenIdMetadataUrl'>;
  /** Where a tenant's Connector is; null where it is not known. */
  readonly connectorOf: (tenant: string) => Promise<string | null>;
  readonly clock: Clock;
}

const SKEWED_MS = 60_000;
/** Both platforms' signatures and tokens are refused beyond five minutes. */
const WRONG_MS = 240_000;

/** Everything that can be asked of its platform. Changes nothing there. */
export const checkConnection = (one: Subject, asking: Asking): Promise<readonly Finding[]> =>
  one.platform === 'slack' ? checkSlack(one, asking) : checkTeams(one, asking);

const rotate = ({ name, isFirst }: Subject, variable: string): string =>
  isFirst ? `Set ${variable} anew and start Guildhall again.` : `Run: npm run connect -- rotate ${name}`;

async function checkSlack(one: SlackSubject, { addresses, publicUrl, clock }: Asking): Promise<readonly Finding[]> {
  const of = one.where;
  const { slackApiUrl: apiUrl = 'https://slack.com/api/' } = addresses;
  const told = await reach(new URL('api.test', apiUrl).href, () => clock.now().getTime());
  const rest = [
    ...(told.status === null ? [] : [skew({ check: 'clock', of }, told.skewMs, 'Slack')]),
    ...(one.appToken === null ? [] : [await socket(one, one.appToken, addresses)]),
    ...(one.client === null ? [] : [await client(one, one.client, addresses)]),
  ];
  const token = { check: 'token', of };
  const address = installAddress({ publicUrl }, one.name);
  const again = `Install it again at ${address}`;
  const advice = { todo: one.installed === 'by OAuth' ? again : rotate(one, 'SLACK_BOT_TOKEN'), section: 6 };
  if (one.installed === 'nowhere')
    return [...rest, warning(token, 'it is installed nowhere yet.', { todo: `Install it at ${address}` })];
  if (one.revoked)
    return [...rest, problem(token, 'it has ended: the app was removed there, or its token withdrawn.', advice)];
  if (one.token === null)
    return [
      ...rest,
      problem(token, 'it cannot be read: its GUILDHALL_SECRET is missing, or none was given.', {
        ...advice,
        section: 5,
      }),
    ];
  if (one.renewedAt && one.renewedAt <= clock.now())
    return [...rest, ok(token, 'it has ended, and is renewed when it is needed next.')];
  try {
    const installation = await installationFromToken(one.token, { apiUrl });
    const missing = scopesMissing(installation, slackScopesAsked());
    return [ok(token, 'Slack takes it.'), scopes({ check: 'scopes', of }, missing), ...rest];
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    return [
      ...rest,
      problem(
        token,
        one.isFirst && one.installed === 'by token'
          ? error.message
          : error.message.replace('SLACK_BOT_TOKEN', 'its token'),
        advice,
      ),
    ];
  }
}

/** Whether Slack gives sockets for it. */
async function socket(one: SlackSubject, appToken: string, addresses: Asking['addresses']): Promise<Finding> {
  const what = { check: 'socket', of: one.where };
  try {
    await triedSocket(appToken, { addresses });
    return ok(what, 'Slack gives one.');
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    return problem(what, error.message, { todo: rotate(one, 'SLACK_APP_TOKEN'), section: 6 });
  }
}

/** Whether Slack knows what it installs itself with. */
async function client(one: SlackSubject, asked: OAuthClient, addresses: Asking['addresses']): Promise<Finding> {
  const what = { check: 'client', of: one.name };
  try {
    await knownClient(asked, { addresses });
    return ok(what, 'Slack knows its id and its secret.');
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    return problem(what, error.message, { todo: rotate(one, 'SLACK_CLIENT_SECRET'), section: 6 });
  }
}

function scopes(what: { check: string; of: string }, missing: readonly string[] | null): Finding {
  if (missing === null) return ok(what, 'Slack did not say what the token may do.');
  if (missing.length === 0) return ok(what, 'all that the manifest asks for.');
  const without = missing.map((scope) => `${scope} (${slackScopes[scope]?.replace(/\.$/, '') ?? 'needed'})`);
  return problem(what, `missing: ${without.join('; ')}.`, {
    todo: 'Update the app from manifests/dist/slack.yaml and install it to the workspace again.',
  });
}

async function checkTeams(one: TeamsSubject, asking: Asking): Promise<readonly Finding[]> {
  const { addresses, clock, connectorOf } = asking;
  const of = one.name;
  const nowMs = () => clock.now().getTime();
  const keys = await reachKeys(addresses.teamsOpenIdMetadataUrl ?? METADATA, nowMs);
  return [
    await teamsToken(one, asking),
    keys.there
      ? ok({ check: 'keys', of }, 'Microsoft’s keys can be had.')
      : problem({ check: 'keys', of }, 'Microsoft’s keys cannot be had, so nothing that Teams sends can be checked.', {
          todo: 'Check this machine’s network and proxy, and TEAMS_OPENID_METADATA if it is set.',
        }),
    ...(keys.skewMs === null ? [] : [skew({ check: 'clock', of }, keys.skewMs, 'Microsoft')]),
    await connector({ check: 'connector', of }, await connectorOf(one.tenantId), nowMs),
  ];
}

async function teamsToken(one: TeamsSubject, { addresses }: Asking): Promise<Finding> {
  const what = { check: 'token', of: one.name };
  const advice = { todo: rotate(one, 'TEAMS_APP_PASSWORD'), section: 7 };
  const { secret, appId, tenantId, multiTenant } = one;
  if (secret === null)
    return problem(what, 'its secret cannot be read: its GUILDHALL_SECRET is missing.', { ...advice, section: 5 });
  const refusal = await refusalOf({ appId, appPassword: secret, tenantId, multiTenant }, { addresses });
  return refusal === null ? ok(what, 'Microsoft gives one.') : problem(what, refusal, advice);
}

async function connector(
  what: { check: string; of: string },
  url: string | null,
  nowMs: () => number,
): Promise<Finding> {
  if (url === null)
    return warning(what, 'nothing has come from this tenant yet, so it is not known where to speak.', {
      todo: 'Add the app to a team and mention it.',
    });
  const { status } = await reach(url, nowMs);
  // Without a call of its own it answers 404 or 405: it is there.
  return status === null
    ? problem(what, 'it cannot be reached.', { todo: 'Check this machine’s network and proxy.' })
    : ok(what, 'it can be reached.');
}

function skew(what: { check: string; of: string }, ms: number | null, who: string): Finding {
  if (ms === null) return ok(what, `${who} did not say what time it is.`);
  const seconds = Math.abs(Math.round(ms / 1_000));
  if (Math.abs(ms) <= SKEWED_MS) return ok(what, `as ${who}’s.`);
  const says = `${seconds} seconds ${ms > 0 ? 'behind' : 'ahead of'} ${who}’s.`;
  const todo = 'Have this machine’s clock set by the network (NTP).';
  return Math.abs(ms) > WRONG_MS
    ? problem(what, `${says} Requests are refused beyond 300.`, { todo })
    : warning(what, says, { todo });
}
