/** Slack's own types as JSON schemas, tightened with the limits that their doc comments tell and no type can. */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { Ajv, type ValidateFunction } from 'ajv';
import { createGenerator } from 'ts-json-schema-generator';
import { isShape } from '../shape.ts';

/** What is judged, by the name of the method or the thing; the types stand in judged-types.ts. */
export const JUDGED = {
  'auth.test': 'AuthTest',
  'chat.delete': 'ChatDelete',
  'chat.postEphemeral': 'ChatPostEphemeral',
  'chat.postMessage': 'ChatPostMessage',
  'chat.update': 'ChatUpdate',
  'conversations.history': 'ConversationsHistory',
  'conversations.info': 'ConversationsInfo',
  'conversations.open': 'ConversationsOpen',
  'conversations.replies': 'ConversationsReplies',
  'users.info': 'UsersInfo',
  'views.open': 'ViewsOpen',
  'views.publish': 'ViewsPublish',
  'views.push': 'ViewsPush',
  'views.update': 'ViewsUpdate',
  modal: 'Modal',
  home: 'Home',
  block: 'AnyOfBlocks',
} as const;
export type JudgedName = keyof typeof JUDGED;
export const isJudged = (name: string): name is JudgedName => Object.hasOwn(JUDGED, name);

export interface Schemas {
  /** What the schema says against a value; empty when it accepts it. */
  problems(name: JudgedName, value: unknown): string[];
  /** How many limits were found in doc comments. */
  readonly limits: number;
}

let made: Schemas | null = null;

/** Made once per process, from the types once per version of them: reading them takes some seconds. */
export function schemas(): Schemas {
  made ??= make();
  return made;
}

const DEFINITIONS = '#/definitions/';

function make(): Schemas {
  const definitions = cached(generate);
  const count = { limits: 0 };
  tighten(definitions, count);
  add(definitions);
  // Arguments travel as a form: numbers and booleans are words there.
  const ajv = new Ajv({ strict: false, allErrors: true, coerceTypes: true });
  ajv.addSchema({ $id: 'slack', definitions });
  const validators = new Map<JudgedName, ValidateFunction>();
  return {
    limits: count.limits,
    problems(name, value) {
      const validate = validators.get(name) ?? ajv.compile({ $ref: `slack${DEFINITIONS}${JUDGED[name]}` });
      validators.set(name, validate);
      // Coercion writes into what it judges.
      if (validate(structuredClone(value))) return [];
      // A union complains for each of its members: what is wrong deepest inside is nearest to the cause.
      const errors = [...(validate.errors ?? [])].sort((a, b) => b.instancePath.length - a.instancePath.length);
      return errors.slice(0, 3).map((error) => `${name}${error.instancePath}: ${error.message ?? error.keyword}`);
    },
  };
}

/** All definitions of all judged types in one place; where two files of Slack's share a name, the later one gets another. */
function generate(): Node {
  const path = fileURLToPath(TYPES);
  const tsconfig = fileURLToPath(new URL('../../../tsconfig.json', import.meta.url));
  const how = {
    type: '*',
    skipTypeCheck: true,
    additionalProperties: false,
    encodeRefs: false,
    expose: 'all',
    jsDoc: 'extended',
  } as const;
  const generator = createGenerator({ path, tsconfig, ...how });
  const merged: Node = {};
  for (const type of Object.values(JUDGED)) {
    let schema = JSON.stringify(generator.createSchema(type).definitions);
    for (const [name, definition] of Object.entries(JSON.parse(schema) as Node)) {
      if (merged[name] === undefined || isDeepStrictEqual(merged[name], definition)) continue;
      schema = schema
        .replaceAll(`"${DEFINITIONS}${name}"`, `"${DEFINITIONS}${type}.${name}"`)
        .replace(`"${name}":`, `"${type}.${name}":`);
    }
    Object.assign(merged, JSON.parse(schema));
  }
  return merged;
}

const TYPES = new URL('./judged-types.ts', import.meta.url);
const MODULES = new URL('../../../node_modules/', import.meta.url);

/** What was generated before from the same types by the same versions, else anew. */
function cached(generated: () => Node): Node {
  const packages = ['@slack/types', '@slack/web-api', 'ts-json-schema-generator', 'typescript'];
  const sources = [
    TYPES,
    new URL(import.meta.url),
    ...packages.map((name) => new URL(`${name}/package.json`, MODULES)),
  ];
  const key = createHash('sha256')
    .update(sources.map((source) => readFileSync(source, 'utf8')).join('\n'))
    .digest('hex')
    .slice(0, 16);
  const folder = new URL('.cache/guildhall/', MODULES);
  const file = new URL(`slack-schemas-${key}.json`, folder);
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Node;
  } catch {
    const fresh = generated();
    mkdirSync(folder, { recursive: true });
    const half = new URL(`slack-schemas-${key}-${process.pid}.json`, folder);
    writeFileSync(half, JSON.stringify(fresh));
    renameSync(half, file);
    return fresh;
  }
}

type Node = Record<string, unknown>;
const isNode = (value: unknown): value is Node => isShape(value);

/** Puts the limits of the descriptions into the schema, and takes away the block that may be anything. */
function tighten(node: unknown, count: { limits: number }): void {
  if (Array.isArray(node)) for (const one of node) tighten(one, count);
  if (!isNode(node)) return;
  if (Array.isArray(node.anyOf)) {
    const known = node.anyOf.filter(
      (one) => !(isNode(one) && /#\/definitions\/(?:Block|AnyBlock)$/.test(String(one.$ref))),
    );
    if (known.length > 0) node.anyOf = known;
  }
  for (const inner of Object.values(node)) tighten(inner, count);
  if (typeof node.description === 'string') limit(node, node.description.replace(/\s+/g, ' '), count);
}

function limit(node: Node, description: string, count: { limits: number }): void {
  const characters = /max(?:imum)?\b[^.]*?(\d+) characters?/i.exec(description)?.[1];
  const least = /min(?:imum)? length (?:is|for the `text` in this field is) (\d+)/i.exec(description)?.[1];
  const items = /max(?:imum)?\b[^.]*?\b(\d+)(?: (?:blocks|options|elements|items|cards|rows)| ?\.|$)/i.exec(
    description,
  )?.[1];
  const isText = typeof node.$ref === 'string' || Array.isArray(node.anyOf);
  const set = (on: Node, key: string, value: string | undefined): void => {
    if (value === undefined || on[key] !== undefined) return;
    on[key] = Number(value);
    count.limits += 1;
  };
  if (node.type === 'string') {
    set(node, 'maxLength', characters);
    set(node, 'minLength', least);
  } else if (node.type === 'array') {
    set(node, 'maxItems', items);
    const each = /text in each item is (\d+) characters/i.exec(description)?.[1];
    if (each && isNode(node.items))
      node.items = { allOf: [node.items, { properties: { text: { maxLength: Number(each) } } }] };
  } else if (isText && characters) {
    const text: Node = {};
    set(text, 'maxLength', characters);
    node.properties = { text };
  }
}

/** What Slack documents and its types do not know yet. */
function add(definitions: Node): void {
  const list = definitions.RichTextList;
  // `offset`, the number that an ordered list begins after: docs.slack.dev/reference/block-kit/blocks/rich-text-block
  if (isNode(list) && isNode(list.properties)) list.properties.offset = { type: 'number' };
}
