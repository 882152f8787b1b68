/** Writes both manifests for one installation: `npm run manifests -- --url https://guildhall.example.org --teams-app-id <id>`. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { strToU8, zipSync } from 'fflate';
import { stringify } from 'yaml';
import { slackManifest, teamsManifest } from './read.ts';

const USAGE =
  'Use: npm run manifests -- --url https://guildhall.example.org [--teams-app-id <application id>] [--name Guildhall] [--connection <short name>], with --socket where Slack is heard by Socket Mode';

export interface Packing {
  /** Where the platforms reach this Guildhall; absent where none needs to. */
  readonly url?: string | undefined;
  /** The bot's application id; without it there is no Teams package. */
  readonly teamsAppId?: string | undefined;
  readonly name?: string | undefined;
  /** The Slack connection's short name; the first one where absent. */
  readonly connection?: string | undefined;
  /** Slack is heard by Socket Mode. */
  readonly socket?: boolean | undefined;
}

/** @throws Error with a sentence where it is no address of a whole machine */
function originOf(url: string): string {
  const address = URL.canParse(url) ? new URL(url) : null;
  if (address?.protocol !== 'https:') throw new Error(`--url must begin with https://. ${USAGE}`);
  if (address.pathname !== '/' || address.search !== '') throw new Error(`--url must have no path. ${USAGE}`);
  return address.origin;
}

/** The files, by name. @throws Error with a sentence where something given cannot be used */
export function pack({ url, teamsAppId, name, connection, socket = false }: Packing): ReadonlyMap<string, Uint8Array> {
  if (url === undefined && (!socket || teamsAppId !== undefined)) throw new Error(`--url is missing. ${USAGE}`);
  const origin = url === undefined ? '' : originOf(url);
  if (teamsAppId !== undefined && !/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(teamsAppId)) {
    throw new Error(`--teams-app-id must be a GUID such as 4b1ce9f1-7a4a-4d5c-9d4b-3f0e8a1c2d3e. ${USAGE}`);
  }
  if (name !== undefined && (name.trim() === '' || name.length > 30)) {
    throw new Error(`--name must have 1 to 30 characters. ${USAGE}`);
  }
  if (connection !== undefined && !/^[a-z][a-z0-9-]{0,29}$/.test(connection)) {
    throw new Error(`--connection must be a short name of small letters, digits and hyphens. ${USAGE}`);
  }
  const how = { ...(name !== undefined && { name }), ...(connection !== undefined && { connection }) };
  const slack =
    origin === '' ? slackManifest({ ...how, socket: true }) : slackManifest({ ...how, url: origin, socket });
  const files = new Map([['slack.yaml', strToU8(stringify(slack, { lineWidth: 0 }))]]);
  if (teamsAppId !== undefined) {
    const manifest = strToU8(`${JSON.stringify(teamsManifest({ ...how, url: origin, appId: teamsAppId }), null, 2)}\n`);
    const parts = { 'manifest.json': manifest, 'color.png': icon('color.png'), 'outline.png': icon('outline.png') };
    // The same package for the same input: a zip's times begin in 1980.
    files.set('guildhall-teams.zip', zipSync(parts, { mtime: new Date(1980, 0, 1) }));
  }
  return files;
}

const icon = (name: string): Uint8Array => new Uint8Array(readFileSync(new URL(name, import.meta.url)));

function main(): void {
  try {
    const { values } = parseArgs({
      options: {
        url: { type: 'string' },
        'teams-app-id': { type: 'string' },
        name: { type: 'string' },
        connection: { type: 'string' },
        socket: { type: 'boolean' },
      },
    });
    const folder = fileURLToPath(new URL('dist/', import.meta.url));
    mkdirSync(folder, { recursive: true });
    const files = pack({
      url: values.url,
      teamsAppId: values['teams-app-id'],
      name: values.name,
      connection: values.connection,
      socket: values.socket,
    });
    for (const [name, bytes] of files) {
      writeFileSync(`${folder}${name}`, bytes);
      console.log(`manifests/dist/${name}`);
    }
    if (!files.has('guildhall-teams.zip')) console.log('No package for Teams: give --teams-app-id for one.');
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main();
