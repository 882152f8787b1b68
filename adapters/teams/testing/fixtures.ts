/** Reads the fixtures: activities recorded from Microsoft's local client, and those written after Microsoft's pages. */
import { readdirSync, readFileSync } from 'node:fs';
import type { ActivityJson } from './world.ts';

const folder = (name: string): URL => new URL(`../fixtures/${name}/`, import.meta.url);
const read = (at: URL): ActivityJson => JSON.parse(readFileSync(at, 'utf8')) as ActivityJson;

export type Folder = 'recorded' | 'documented';
export const fixtureNames = (from: Folder): string[] =>
  readdirSync(folder(from))
    .filter((name) => name.endsWith('.json'))
    .sort();
/** A fixture as it is. */
export const fixture = (from: Folder, name: string): ActivityJson =>
  read(new URL(name.endsWith('.json') ? name : `${name}.json`, folder(from)));
/** A documented event, as if it came from a service at this address. */
export const documented = (name: string, serviceUrl: string, more: ActivityJson = {}): ActivityJson => ({
  ...fixture('documented', name),
  serviceUrl,
  ...more,
});
