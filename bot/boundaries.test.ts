/** Who may import whom: the table of testing/boundaries run over every source, and over planted violations to prove itself. */
import { describe, expect, it } from 'vitest';
import { violations } from './testing/boundaries/check.ts';
import { type Packages, readPackages, readSources, type Sources } from './testing/boundaries/sources.ts';
import { areas, builtins, directions, homes, unimported } from './testing/boundaries/table.ts';

const sources = readSources();

describe('the sources', () => {
  it('are all there', () => {
    expect(sources.size).toBeGreaterThan(100);
    for (const path of ['bot/main.ts', 'bot/core/bot.ts', 'adapters/slack/index.ts', 'prisma/work.ts']) {
      expect([...sources.keys()]).toContain(path);
    }
  });

  it('keep to the table', () => {
    expect(violations(sources, readPackages())).toEqual([]);
  }, 60_000);
});

describe('the table', () => {
  it('has a reason in every row', () => {
    for (const row of [...directions, ...homes, ...builtins]) expect(row.why).toMatch(/^\p{Lu}.{3,}[.]$|^bot\/.+\.$/u);
    for (const reason of Object.values(unimported)) expect(reason.length).toBeGreaterThan(5);
  });

  it('has one row for a package, and none for a package or an area that is gone', () => {
    const { dependencies, devDependencies } = readPackages();
    const names = homes.map((row) => row.package);
    expect(new Set(names).size).toBe(names.length);
    expect(
      [...names, ...Object.keys(unimported)].filter((name) => ![...dependencies, ...devDependencies].includes(name)),
    ).toEqual([]);
    const known = areas.map(([area]) => area);
    expect(directions.flatMap((row) => [row.from, ...row.to]).filter((area) => !known.includes(area))).toEqual([]);
  });
});

/** A small project that keeps to the table. */
const good: Record<string, string> = {
  'bot/core/work.ts': 'export interface Stores {}\nexport interface Work extends Stores {}',
  'bot/core/schema.ts': "export { z } from 'zod';",
  'bot/core/private.ts': 'export interface PrivateStores {}\nexport interface PrivateWork extends PrivateStores {}',
  'bot/core/ports.ts': 'export interface Log { info(x: string): void }',
  'bot/core/feature.ts': 'export class Refusal {}\nexport interface Turn {}',
  'bot/questions/write.ts':
    "import type { PrivateWork } from '../core/private.ts';\nimport { Refusal } from '../core/feature.ts';\nexport const write = (w: PrivateWork) => (w.day === '' ? new Refusal() : w.questions);",
  'bot/words/catalogue.ts': "import '../core/work.ts';",
  'bot/config.ts': 'export const read = () => process.env.PORT;',
  'bot/questions/ask.ts':
    "import type { Work } from '../core/work.ts';\nexport const ask = (w: Work) => w.questions.add();",
  'bot/questions/question.ts':
    "declare module '../core/work.ts' {\n  interface Stores { questions: { add(): void } }\n}\nexport {};",
  'bot/communities/index.ts': "import { z } from '../core/schema.ts';\nexport const x = z;",
  'bot/communities/index.test.ts':
    "import { execFile } from 'node:child_process';\nimport { ask } from '../questions/ask.ts';\nask(execFile);",
  'bot/testing/clock.ts': 'export const real = () => new Date();',
  'adapters/http/route.ts': "import type { IncomingMessage } from 'node:http';\nexport type R = IncomingMessage;",
  'adapters/slack/index.ts': "import '../http/route.ts';\nexport const call = () => fetch('x');",
  'adapters/teams/index.ts': 'export {};',
  'prisma/work.ts': "import type { x } from '../bot/communities/index.ts';\nexport type X = typeof x;",
  'jobs/send.ts': 'export {};',
};
const onlyZod: Packages = { dependencies: ['zod'], devDependencies: [] };

const withComments = (files: Record<string, string>): Sources =>
  new Map(Object.entries(files).map(([path, text]) => [path, `/** A source that is made up. */\n${text}`]));

/** What the table says of the small project with one source planted into it. */
const planted = (path: string, text: string, packages = onlyZod): readonly string[] =>
  violations(withComments({ ...good, [path]: text }), packages);

describe('a planted violation', () => {
  it('stands out, because without it there is none', () => {
    expect(violations(withComments(good), onlyZod)).toEqual([]);
  });

  it.each([
    [
      'a feature that knows another',
      'bot/questions/a.ts',
      "import { x } from '../communities/index.ts';",
      'questions may not know communities',
    ],
    [
      'the same by a detour',
      'bot/questions/a.ts',
      "import { x } from '../../bot/core/../communities/index.ts';",
      'questions may not know communities',
    ],
    [
      'the same out of the project and back',
      'bot/questions/a.ts',
      "import { x } from '../../../main/bot/communities/index.ts';",
      'outside the project',
    ],
    [
      'the same for its types',
      'bot/questions/a.ts',
      "import type { x } from '../communities/index.ts';",
      'questions may not know communities',
    ],
    [
      'the same as an import type',
      'bot/questions/a.ts',
      "export type X = import('../communities/index.ts').X;",
      'questions may not know communities',
    ],
    [
      'the same as export from',
      'bot/questions/a.ts',
      "export * from '../communities/index.ts';",
      'questions may not know communities',
    ],
    [
      'the same as import()',
      'bot/questions/a.ts',
      "export const x = () => import('../communities/index.ts');",
      'questions may not know communities',
    ],
    [
      'the same in backticks',
      'bot/questions/a.ts',
      'export const x = () => import(`../communities/index.ts`);',
      'questions may not know communities',
    ],
    [
      'the same as import =',
      'bot/questions/a.ts',
      "import x = require('../communities/index.ts');",
      'questions may not know communities',
    ],
    [
      'the same as require()',
      'bot/questions/a.ts',
      "declare const require: (x: string) => unknown;\nrequire('../communities/index.ts');",
      'questions may not know communities',
    ],
    [
      'the same as require.resolve()',
      'bot/questions/a.ts',
      "require.resolve('../communities/index.ts');",
      'questions may not know communities',
    ],
    [
      'the same as import.meta.resolve()',
      'bot/questions/a.ts',
      "import.meta.resolve('../communities/index.ts');",
      'questions may not know communities',
    ],
    [
      'the same as a declaration',
      'bot/questions/a.ts',
      "declare module '../communities/index.ts' {}\nexport {};",
      'questions may not know communities',
    ],
    [
      'the same as a triple slash',
      'bot/questions/a.ts',
      "/// <reference path='../communities/index.ts' />",
      'questions may not know communities',
    ],
    ['the same by an address', 'bot/questions/a.ts', "import '/bot/communities/index.ts';", 'by an address'],
    [
      'a computed import',
      'bot/questions/a.ts',
      "export const load = (name: string) => import('../' + name);",
      'cannot be read',
    ],
    ['the core that knows a feature', 'bot/core/a.ts', "import '../questions/ask.ts';", 'core may not know questions'],
    ['words that know a feature', 'bot/words/a.ts', "import '../questions/ask.ts';", 'words may not know questions'],
    [
      'a feature that knows an adapter',
      'bot/questions/a.ts',
      "import '../../adapters/slack/index.ts';",
      'questions may not know slack',
    ],
    [
      'a feature that knows the database',
      'bot/questions/a.ts',
      "import '../../prisma/work.ts';",
      'questions may not know prisma',
    ],
    ['an adapter that knows another', 'adapters/slack/a.ts', "import '../teams/index.ts';", 'slack may not know teams'],
    ['an adapter that knows jobs', 'adapters/slack/a.ts', "import '../../jobs/send.ts';", 'slack may not know jobs'],
    [
      'an adapter that knows a feature',
      'adapters/slack/a.ts',
      "import '../../bot/questions/ask.ts';",
      'slack may not know questions',
    ],
    ['a job that knows an adapter', 'jobs/a.ts', "import '../adapters/slack/index.ts';", 'jobs may not know slack'],
    [
      'the database that knows more than types',
      'prisma/a.ts',
      "import { x } from '../bot/communities/index.ts';",
      'more than types',
    ],
    [
      'the same with types among values',
      'prisma/a.ts',
      "import { type x } from '../bot/communities/index.ts';",
      'more than types',
    ],
    [
      'a source that uses what is for tests',
      'bot/questions/a.ts',
      "import '../testing/clock.ts';",
      'which is for tests',
    ],
    ['a source that uses a test', 'bot/questions/a.ts', "import '../communities/index.test.ts';", 'imports the test'],
    [
      'a test that uses a test',
      'bot/questions/a.test.ts',
      "import '../communities/index.test.ts';",
      'imports the test',
    ],
    ['a source that is not there', 'bot/questions/a.ts', "import './gone.ts';", 'which is not there'],
    ['a package away from home', 'bot/questions/a.ts', "import { z } from 'zod';", 'whose home is elsewhere'],
    [
      'a part of a package away from home',
      'adapters/teams/a.ts',
      "import { z } from 'zod/v4';",
      'whose home is elsewhere',
    ],
    [
      'a vendor’s package in a feature',
      'bot/questions/a.ts',
      "import { App } from '@slack/bolt';",
      'whose home is elsewhere',
    ],
    [
      'a vendor’s package in the neighbour’s folder',
      'adapters/teams/a.ts',
      "import type { Block } from '@slack/types';",
      'whose home is elsewhere',
    ],
    [
      'more than types where types are allowed',
      'adapters/playground/a.ts',
      "import { WebClient } from '@slack/web-api';",
      'whose home is elsewhere',
    ],
    [
      'botbuilder in a third file',
      'adapters/teams/a.ts',
      "import type { Activity } from 'botbuilder';",
      'whose home is elsewhere',
    ],
    ['an unknown package', 'adapters/teams/a.ts', "import x from 'left-pad';", 'has no row'],
    ['the network in a feature', 'bot/questions/a.ts', "import { request } from 'node:https';", 'imports node:https'],
    ['the same without its prefix', 'bot/questions/a.ts', "import { connect } from 'net';", 'imports node:net'],
    ['the same in the start', 'bot/start/a.ts', "import { connect } from 'node:tls';", 'imports node:tls'],
    ['the same past the imports', 'bot/questions/a.ts', "process.getBuiltinModule('dgram');", 'imports node:dgram'],
    [
      'files in a feature',
      'bot/questions/a.ts',
      "import { readFile } from 'node:fs/promises';",
      'imports node:fs/promises',
    ],
    [
      'a require made by hand',
      'bot/questions/a.ts',
      "import { createRequire } from 'node:module';",
      'imports node:module',
    ],
    [
      'a process in a feature',
      'bot/questions/a.ts',
      "import { spawn } from 'node:child_process';",
      'imports node:child_process',
    ],
    [
      'fetch in a feature',
      'bot/questions/a.ts',
      "export const x = () => fetch('https://example.org');",
      'only adapters reach the network',
    ],
    [
      'the same through globalThis',
      'bot/questions/a.ts',
      "export const x = () => globalThis.fetch('x');",
      'only adapters reach the network',
    ],
    [
      'the environment',
      'adapters/slack/a.ts',
      'export const x = process.env.SLACK_BOT_TOKEN;',
      'only reader of the environment',
    ],
    [
      'the same in brackets',
      'bot/start/a.ts',
      "export const x = process['env'].PORT;",
      'only reader of the environment',
    ],
    ['the same taken apart', 'jobs/a.ts', 'const { env } = process;', 'only reader of the environment'],
    [
      'the same through globalThis',
      'jobs/a.ts',
      'export const x = globalThis.process.env;',
      'only reader of the environment',
    ],
    [
      'the same through its module',
      'jobs/a.ts',
      "import { env as x } from 'node:process';",
      'only reader of the environment',
    ],
    ['the machine’s clock', 'bot/questions/a.ts', 'export const x = () => Date.now();', 'clock and ids are passed in'],
    ['the same as a new date', 'bot/core/a.ts', 'export const x = () => new Date();', 'clock and ids are passed in'],
    [
      'ids of its own',
      'bot/questions/a.ts',
      'export const x = () => crypto.randomUUID();',
      'clock and ids are passed in',
    ],
    ['a module mock', 'bot/questions/a.test.ts', "vi.mock('../core/work.ts');", 'no module mocks'],
    [
      'another feature’s store',
      'bot/communities/a.ts',
      'export const x = (w: never) => w.questions.add();',
      'the store of questions',
    ],
    [
      'the same further in',
      'bot/communities/a.ts',
      'export const x = (turn: never) => turn.w.questions;',
      'the store of questions',
    ],
    [
      'the same in brackets',
      'bot/communities/a.ts',
      "export const x = (w: never) => w['questions'];",
      'the store of questions',
    ],
    [
      'the same by a computed name',
      'bot/communities/a.ts',
      'export const x = (w: never, name: string) => w[name];',
      'a computed name',
    ],
    [
      'the same taken apart',
      'bot/communities/a.ts',
      'export const x = (w: never) => { const { questions } = w; };',
      'the store of questions',
    ],
    [
      'the same under another name',
      'bot/communities/a.ts',
      'export const x = ({ w: { questions: q } }: never) => q;',
      'the store of questions',
    ],
    [
      'the same of a transaction of another name',
      'bot/communities/a.ts',
      "import type { Work } from '../core/work.ts';\nexport const x = (tx: Work) => tx.questions;",
      'the store of questions',
    ],
    [
      'a store declared elsewhere',
      'bot/communities/a.ts',
      "declare module '../core/work.ts' {\n  interface Stores { polls: 1 }\n}\nexport {};",
      'outside bot/polls',
    ],
    [
      'another feature’s private store',
      'bot/communities/a.ts',
      "import type { PrivateWork } from '../core/private.ts';\nexport const x = (w: PrivateWork) => w.questions;",
      'the store of questions',
    ],
    [
      'a private store declared elsewhere',
      'bot/communities/a.ts',
      "declare module '../core/private.ts' {\n  interface PrivateStores { polls: 1 }\n}\nexport {};",
      'outside bot/polls',
    ],
    [
      'a private handler that knows the other transaction',
      'bot/questions/a.ts',
      "import type { PrivateTurn } from '../core/private.ts';\nimport type { Work } from '../core/work.ts';\nexport type X = [PrivateTurn, Work];",
      'knows Work of core/work.ts',
    ],
    [
      'the same under another name',
      'bot/questions/a.ts',
      "import { type PrivateHandler as P } from '../core/private.ts';\nimport * as work from '../core/work.ts';\nexport type X = [P, typeof work];",
      'knows * of core/work.ts',
    ],
    [
      'a private handler with a log',
      'bot/questions/a.ts',
      "import type { PrivateWork } from '../core/private.ts';\nimport type { Log } from '../core/ports.ts';\nexport const x = (w: PrivateWork, log: Log) => log.info(w.day);",
      'knows Log of core/ports.ts',
    ],
    [
      'a private handler that knows who others are',
      'bot/questions/a.ts',
      "import type { PrivateTurn } from '../core/private.ts';\nimport { Refusal, type Turn } from '../core/feature.ts';\nexport type X = [PrivateTurn, Turn, Refusal];",
      'knows Turn of core/feature.ts',
    ],
    [
      'a private handler among others',
      'bot/questions/index.ts',
      'export const f = { name: "questions", privately: { forms: { x: async ({ w }: never) => w } } };',
      'belongs in a source of its own',
    ],
    ['a folder that no row knows', 'adapters/other.ts', 'export {};', 'no area'],
  ])('%s', (_name, path, text, expected) => {
    const found = planted(path, text);
    expect(
      found.filter((one) => one.startsWith(`${path}:`) && one.includes(expected)).length,
      found.join('\n'),
    ).toBeGreaterThan(0);
  });

  it('is a source that does not say what it is', () => {
    const quiet = (text: string) =>
      violations(new Map([['bot/core/a.ts', text]]), { dependencies: [], devDependencies: [] });
    expect(quiet("import './b.ts';\n/** Late, but a sentence of its own. */")[0]).toContain(
      'does not open with a sentence',
    );
    expect(quiet('/** */\nexport {};')).toHaveLength(1);
    expect(quiet('/* A comment of the other kind, alas. */\nexport {};')).toHaveLength(1);
    expect(quiet('/**\n * A sentence that says what it is.\n * @see nothing\n */\nexport {};')).toEqual([]);
  });

  it('is a package that nobody uses, or that only tests were to use', () => {
    expect(planted('jobs/a.ts', 'export {};', { dependencies: ['zod', 'pg'], devDependencies: [] })).toEqual([
      'package.json: no source uses pg',
    ]);
    expect(planted('jobs/a.ts', 'export {};', { dependencies: ['zod'], devDependencies: ['ws'] })).toEqual([
      'package.json: no test uses ws',
    ]);
    expect(planted('jobs/a.ts', "import 'pg';", { dependencies: ['zod'], devDependencies: ['pg'] })).toEqual([
      'package.json: pg is used by a source that is no test',
      'package.json: no test uses pg',
    ]);
  });
});
