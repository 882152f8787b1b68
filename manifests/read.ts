/** The manifests filled in for one installation: where it is reached and who it is. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type Manifest = { readonly [key: string]: Json };

/** The address that the templates stand for. */
const TEMPLATE_URL = 'https://guildhall.example.org';
/** What a tab's tokens are for: by the same host, as Microsoft asks. */
const TEMPLATE_RESOURCE = 'api://guildhall.example.org/';
const TEMPLATE_ID = '00000000-0000-0000-0000-000000000000';

const read = (name: string): string => readFileSync(new URL(name, import.meta.url), 'utf8');

/**
 * Slack's manifest.
 * @param how.url where Slack, and whoever installs the app by OAuth, reaches this Guildhall, without a slash at the end
 * @param how.name the app's name in Slack, at most 35 characters
 * @param how.socket Slack is heard by Socket Mode: it is told no address to post to, and without `url` none at all
 * @param how.connection the connection's short name; the first one where absent
 */
export function slackManifest({
  url,
  name = 'Guildhall',
  connection,
  socket = false,
}: { name?: string; connection?: string } & (
  | { url: string; socket?: boolean }
  | { url?: undefined; socket: true }
)): Manifest {
  const base = connection === undefined ? '/slack/' : `/slack/${connection}/`;
  const manifest = filled(parse(read('slack.yaml')) as Manifest, (text) =>
    text.replace(`${TEMPLATE_URL}/slack/`, `${url ?? ''}${base}`).replace(TEMPLATE_URL, url ?? ''),
  );
  const display = { ...(manifest.display_information as Manifest), name };
  const features = manifest.features as Manifest;
  const bot = { ...(features.bot_user as Manifest), display_name: name };
  const named = { ...manifest, display_information: display, features: { ...features, bot_user: bot } };
  return socket ? bySocket(named, url === undefined ? [...POSTED_TO, 'redirect_urls'] : POSTED_TO) : named;
}

/** The addresses to which Slack would post. */
const POSTED_TO = ['url', 'request_url', 'message_menu_options_url'];

/** Without these addresses. */
function bySocket(manifest: Manifest, addresses: readonly string[]): Manifest {
  const without = (one: Json): Json => {
    if (Array.isArray(one)) return one.map(without);
    if (typeof one !== 'object' || one === null) return one;
    return Object.fromEntries(
      Object.entries(one).flatMap(([key, inner]) => (addresses.includes(key) ? [] : [[key, without(inner)]])),
    );
  };
  const { settings, ...rest } = without(manifest) as Manifest;
  return { ...rest, settings: { ...(settings as Manifest), socket_mode_enabled: true } };
}

/** The bot scopes that the manifest asks for. */
export function slackScopesAsked(): readonly string[] {
  const { scopes } = slackManifest({ url: TEMPLATE_URL }).oauth_config as { scopes: { bot: readonly string[] } };
  return scopes.bot;
}

/**
 * Teams' manifest.
 * @param how.url where Teams reaches this Guildhall, without a slash at the end
 * @param how.appId the bot's application (client) id
 * @param how.name the app's name in Teams, at most 30 characters
 */
export function teamsManifest({
  url,
  appId,
  name = 'Guildhall',
}: {
  url: string;
  appId: string;
  name?: string;
}): Manifest {
  const manifest = filled(JSON.parse(read('teams.json')) as Manifest, (text) =>
    text
      .replace(TEMPLATE_URL, url)
      .replace(TEMPLATE_RESOURCE, `api://${new URL(url).host}/`)
      .replace(TEMPLATE_ID, appId.toLowerCase()),
  );
  return { ...manifest, name: { ...(manifest.name as Manifest), short: name }, validDomains: [new URL(url).host] };
}

function filled(value: Manifest, change: (text: string) => string): Manifest {
  const fill = (one: Json): Json => {
    if (typeof one === 'string') return change(one);
    if (Array.isArray(one)) return one.map(fill);
    if (typeof one !== 'object' || one === null) return one;
    return Object.fromEntries(Object.entries(one).map(([key, inner]) => [key, fill(inner)]));
  };
  return fill(value) as Manifest;
}
