/** Judges sources by the table of boundaries and says what breaks it, one sentence each. */
import { builtinModules } from 'node:module';
import { posix } from 'node:path';
import { judgeGlobals } from './globals.ts';
import { type Import, importsOf, parse } from './imports.ts';
import { judgePrivate } from './private.ts';
import { isTest, isTool, type Packages, type Sources } from './sources.ts';
import { judgeStores } from './stores.ts';
import { areas, builtins, directions, homes, unimported } from './table.ts';

/** Where a source stands: its area, and its folder's name for a feature or an adapter. */
function standing(path: string): { area: string; name: string } | null {
  for (const [area, pattern] of areas) {
    const match = pattern.exec(path);
    if (match) return { area, name: match.groups?.name ?? '' };
  }
  return null;
}

/** Every violation, as `path:line what is wrong`. */
export function violations(sources: Sources, packages: Packages): readonly string[] {
  const found: string[] = [];
  const used = { source: new Set<string>(), types: new Set<string>(), test: new Set<string>() };
  for (const [path, text] of sources) {
    const file = parse(path, text);
    const say = (line: number, problem: string) => found.push(`${path}:${line} ${problem}`);
    if (!opensWithSentence(text)) say(1, 'does not open with a sentence in a /** comment');
    if (!standing(path) && !isTest(path)) say(1, 'stands in no area of the table');
    for (const one of importsOf(file)) {
      const problem = judge(path, one, sources, (name) => {
        if (isTest(path) || isTool(path)) used.test.add(name);
        else if (!one.types) used.source.add(name);
        else used.types.add(name);
      });
      if (problem) say(one.line, problem);
    }
    judgeGlobals(path, file, say);
    if (path.startsWith('bot/') && !isTest(path)) {
      judgeStores(path, file, say);
      judgePrivate(path, file, say);
    }
  }
  for (const name of packages.dependencies) {
    if (!used.source.has(name) && !used.types.has(name) && !(name in unimported))
      found.push(`package.json: no source uses ${name}`);
  }
  for (const name of packages.devDependencies) {
    if (used.source.has(name)) found.push(`package.json: ${name} is used by a source that is no test`);
    if (!used.test.has(name) && !used.types.has(name) && !(name in unimported) && !name.startsWith('@types/')) {
      found.push(`package.json: no test uses ${name}`);
    }
  }
  return found;
}

function judge(path: string, one: Import, sources: Sources, use: (name: string) => void): string | null {
  const { specifier, types } = one;
  if (specifier === null) return 'imports what cannot be read from the source';
  if (specifier.startsWith('.'))
    return judgeFile(path, posix.normalize(posix.join(posix.dirname(path), specifier)), types, sources);
  if (/^(\/|[a-z]+:(?!$))/i.test(specifier) && !specifier.startsWith('node:'))
    return `imports ${specifier} by an address`;
  const bare = specifier.replace(/^node:/, '');
  if (specifier.startsWith('node:') || builtinModules.includes(bare)) return judgeBuiltin(path, bare);
  const name = specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
  use(name);
  const home = homes.find((row) => row.package === name);
  if (!home) return `imports ${name}, which has no row in the table`;
  if (home.in.test(path) || (types && home.types?.test(path)) || (isTest(path) && home.tests?.test(path))) return null;
  return `imports ${name}, whose home is elsewhere: ${home.why}`;
}

/** Tests may import every area, but no test file; sources never what is for tests. Imports of generated files are prisma's own. */
function judgeFile(path: string, target: string, types: boolean, sources: Sources): string | null {
  if (target.startsWith('..')) return 'imports from outside the project';
  const isGenerated = target.startsWith('prisma/generated/');
  if (!isGenerated && !sources.has(target) && !/\.(css|json)$/.test(target))
    return `imports ${target}, which is not there`;
  if (/\.test\.tsx?$/.test(target)) return `imports the test ${target}`;
  if (isTest(path)) return null;
  if (isTest(target)) return `imports ${target}, which is for tests`;
  const from = standing(path);
  const to = standing(target);
  if (!from || !to) return `imports ${target}, which stands in no area of the table`;
  if (from.area === to.area && from.name === to.name) return null;
  const rows = directions.filter((row) => row.from === from.area && row.to.includes(to.area));
  if (rows.some((row) => !row.types || types)) return null;
  return rows.length > 0
    ? `imports more than types of ${target}`
    : `imports ${target}: ${from.name || from.area} may not know ${to.name || to.area}`;
}

function judgeBuiltin(path: string, name: string): string | null {
  if (isTest(path)) return null;
  const row = builtins.find((one) => one.in.test(path));
  if (row && (row.may === 'all' || row.may.includes(name))) return null;
  return `imports node:${name}${row ? `: ${row.why}` : ''}`;
}

/** A comment that says something: words, and an end to them. */
function opensWithSentence(text: string): boolean {
  const comment =
    /^\/\*\*([\s\S]*?)\*\//
      .exec(text)?.[1]
      ?.replace(/^\s*\*\s?/gm, '')
      .trim() ?? '';
  return /^[^@]\S*\s+\S[\s\S]*[.!?]/.test(comment);
}
