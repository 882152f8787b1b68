/** Reads every source of the project, as text by path, for the tests that judge sources. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Paths from the project's root, with forward slashes. */
export type Sources = ReadonlyMap<string, string>;

export const root = fileURLToPath(new URL('../../../', import.meta.url));
const FOLDERS = ['bot', 'adapters', 'jobs', 'prisma', 'manifests'];
const SKIPPED = new Set(['node_modules', 'generated', 'dist', 'fixtures']);

/** Everything that TypeScript reads, the configuration files in the root included. */
export function readSources(): Sources {
  const sources = new Map<string, string>();
  const read = (path: string) => sources.set(path, readFileSync(join(root, path), 'utf8'));
  const walk = (folder: string): void => {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory() && !SKIPPED.has(entry.name)) walk(path);
      else if (/\.tsx?$/.test(entry.name)) read(path);
    }
  };
  for (const folder of FOLDERS) walk(folder);
  for (const entry of readdirSync(root)) if (/\.tsx?$/.test(entry)) read(entry);
  return sources;
}

export interface Packages {
  readonly dependencies: readonly string[];
  readonly devDependencies: readonly string[];
}

export function readPackages(): Packages {
  const { dependencies, devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Record<
    keyof Packages,
    Record<string, string>
  >;
  return { dependencies: Object.keys(dependencies), devDependencies: Object.keys(devDependencies) };
}

/** Tests and what only tests use: suites, stages, helpers. */
export const isTest = (path: string): boolean =>
  /\.test\.tsx?$|(^|\/)testing\/|[./](testing|contract)\.tsx?$|^vitest\.[\w.]+\.ts$/.test(path);

/** Run by whoever works on the project, never by whoever runs it. */
export const isTool = (path: string): boolean => /^prisma\/(engine|new-migration)\.ts$/.test(path);
