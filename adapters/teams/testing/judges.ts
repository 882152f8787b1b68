/** Judges that are not ours: Microsoft's card library, its card schema and its description of the Connector. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { AdaptiveCard, SerializationContext } from 'adaptivecards';
import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { LIMITS } from '../limits.ts';
import { CONNECTOR_ADDITIONS, withCardAdditions, withFirstChoices, withoutTeams } from './additions.ts';
import type { Call } from './connector.ts';

type Json = Record<string, unknown>;
const schema = (name: string): Json =>
  JSON.parse(
    readFileSync(new URL(`../fixtures/schemas/${name}`, import.meta.url), 'utf8').replace(/^\uFEFF/, ''),
  ) as Json;
const ajv = (): Ajv => {
  const made = new Ajv({ strict: false, allErrors: false });
  (addFormats as unknown as (to: Ajv) => void)(made);
  return made;
};

const cards = ajv();
cards.addMetaSchema(createRequire(import.meta.url)('ajv/dist/refs/json-schema-draft-06.json') as Json);
const validCard: ValidateFunction = cards.compile(withCardAdditions(schema('ac-1.5.0.json')));

/** What is wrong with a card; nothing where Microsoft's library and schema both accept it. */
export function cardProblems(card: Json): string[] {
  const problems: string[] = [];
  const parsing = new SerializationContext();
  const parsed = new AdaptiveCard();
  parsed.parse(withFirstChoices(card), parsing);
  for (let at = 0; at < parsing.eventCount; at++) {
    const event = parsing.getEventAt(at);
    problems.push(`parse: ${event.event} ${event.message}`);
  }
  for (const failure of parsed.validateProperties().validationEvents) problems.push(`library: ${failure.message}`);
  if (!validCard(withoutTeams(card)))
    problems.push(`schema: ${validCard.errors?.map((one) => `${one.instancePath} ${one.message}`).join('; ')}`);
  const bytes = Buffer.byteLength(JSON.stringify(card));
  if (bytes > 27 * 1024) problems.push(`a card of ${bytes} bytes`);
  if (JSON.stringify(card).length > LIMITS.cardBytes * 1.1) problems.push('longer than our own limit');
  return [...problems, ...ourOwn(card)];
}

/** What no schema says: ids are unique, what toggles exists, every input has words and says what is missing. */
function ourOwn(card: Json): string[] {
  const problems: string[] = [];
  const ids: string[] = [];
  const targets: string[] = [];
  for (const node of nodesOf(card)) {
    if (typeof node.id === 'string') ids.push(node.id);
    if (node.type === 'Action.ToggleVisibility') targets.push(...(node.targetElements as string[]));
    if (String(node.type).startsWith('Input.') && !node.label) problems.push(`${String(node.id)} has no label`);
    if (node.isRequired && !node.errorMessage) problems.push(`${String(node.id)} does not say that it is needed`);
    if (node.type === 'TextRun' && !node.text) problems.push('an empty run');
    if (String(node.type).startsWith('Action.') && !node.title && !('url' in node))
      problems.push('a button without a title');
    if (node.type === 'ActionSet' && (node.actions as unknown[]).length > 6)
      problems.push('more than six buttons in a row');
  }
  if (new Set(ids).size !== ids.length) problems.push('an id twice');
  for (const target of targets) if (!ids.includes(target)) problems.push(`nothing to toggle: ${target}`);
  return problems;
}

/** Every object of a card that has a type. Fallbacks are the same again and are left out. */
export function* nodesOf(value: unknown): Generator<Json> {
  if (Array.isArray(value)) for (const one of value) yield* nodesOf(one);
  else if (typeof value === 'object' && value !== null) {
    const node = value as Json;
    if (typeof node.type === 'string') yield node;
    for (const [key, part] of Object.entries(node)) if (key !== 'fallback' && key !== 'data') yield* nodesOf(part);
  }
}

// ------------------------------------------------------------------------------------------------------- Connector

interface Operation {
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly schema?: { readonly $ref: string };
  }[];
}
const description = schema('ConnectorAPI.json') as unknown as {
  paths: Record<string, Record<string, Operation>>;
  definitions: Record<string, Json>;
};
/** What we send is held to the properties that are described: a misspelt one would be ignored in silence. */
const STRICT = ['Activity', 'ConversationParameters', 'ChannelAccount', 'Attachment'];
const bodies = ajv();
bodies.addSchema({
  $id: 'connector',
  definitions: Object.fromEntries(
    Object.entries(description.definitions).map(([name, one]) => [
      name,
      STRICT.includes(name) ? { ...one, additionalProperties: false } : one,
    ]),
  ),
});

/** What is wrong with a call to the Connector by Microsoft's description of it. */
export function callProblems(call: Call): string[] {
  const method = call.method.toLowerCase();
  const template = Object.keys({ ...description.paths, ...CONNECTOR_ADDITIONS.paths }).find(
    (path) => matches(path, call.path) && (description.paths[path]?.[method] || added(path, method)),
  );
  if (!template) return [`no such call: ${call.method} ${call.path}`];
  const operation = description.paths[template]?.[method] ?? {};
  const problems: string[] = [];
  const known = [
    ...(operation.parameters ?? []).filter((one) => one.in === 'query').map((one) => one.name),
    ...(Object.entries(CONNECTOR_ADDITIONS.query).find(([at]) => at === `${method} ${template}`)?.[1] ?? []),
  ];
  for (const name of call.query.keys()) if (!known.includes(name as never)) problems.push(`no such query: ${name}`);
  const body = operation.parameters?.find((one) => one.in === 'body')?.schema?.$ref;
  const valid = body && bodies.compile({ $ref: `connector${body}` });
  if (valid && !valid(call.body))
    problems.push(
      ...(valid.errors ?? []).map((one) => `${one.instancePath} ${one.message} ${JSON.stringify(one.params)}`),
    );
  if (!body && Object.keys(call.body).length > 0) problems.push('a body where none is asked for');
  return [...problems, ...cardsOf(call.body).flatMap(cardProblems)];
}
const matches = (template: string, path: string): boolean =>
  new RegExp(`^${template.replace(/\{[^}]+\}/g, '[^/]+')}$`).test(path);
const added = (path: string, method: string): boolean =>
  Object.entries(CONNECTOR_ADDITIONS.paths).some(
    ([at, methods]) => at === path && (methods as readonly string[]).includes(method),
  );

/** Every Adaptive Card anywhere in a body. */
export function cardsOf(body: unknown): Json[] {
  if (Array.isArray(body)) return body.flatMap(cardsOf);
  if (typeof body !== 'object' || body === null) return [];
  const node = body as Json;
  return node.type === 'AdaptiveCard' ? [node] : Object.values(node).flatMap(cardsOf);
}
