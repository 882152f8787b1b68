/** The manifests by the published schemas, by the platforms' own rules, and by what the bot really registers and calls. */
import { readdirSync, readFileSync } from 'node:fs';
import { inflateSync } from 'node:zlib';
import { Ajv } from 'ajv';
import Draft04 from 'ajv-draft-04';
import formats from 'ajv-formats';
import { unzipSync } from 'fflate';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { createTables } from '../bot/core/tables.ts';
import { wireFeatures } from '../bot/features.ts';
import { pack } from './pack.ts';
import { slackManifest, teamsManifest } from './read.ts';
import { slackEvents, slackMethods, slackScopes, teamsAppPermissions, teamsPermissions } from './reasons.ts';

const here = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');
const url = 'https://guild.ashcombe.example';
const appId = '4b1ce9f1-7a4a-4d5c-9d4b-3f0e8a1c2d3e';
const tables = createTables(wireFeatures());

interface SlackShape {
  features: {
    slash_commands: { command: string; url: string; usage_hint: string }[];
    shortcuts: { name: string; type: string; callback_id: string }[];
  };
  oauth_config: { redirect_urls: string[]; scopes: { bot: string[] } };
  settings: {
    event_subscriptions: { request_url: string; bot_events: string[] };
    interactivity: { request_url: string; message_menu_options_url: string };
  };
}
interface TeamsShape {
  $schema: string;
  id: string;
  bots: { botId: string; commandLists: { scopes: string[]; commands: { title: string }[] }[] }[];
  composeExtensions: {
    botId: string;
    commands: { id: string; type: string; context: string[]; fetchTask?: boolean }[];
  }[];
  permissions: string[];
  validDomains: string[];
  authorization: { permissions: { resourceSpecific: { name: string; type: string }[] } };
  webApplicationInfo: { id: string; resource: string };
  staticTabs: readonly object[];
}
const slack = slackManifest({ url }) as unknown as SlackShape;
const teams = teamsManifest({ url, appId }) as unknown as TeamsShape;

/** Every string in a manifest. */
const strings = (value: unknown): string[] =>
  typeof value === 'string'
    ? [value]
    : typeof value === 'object' && value !== null
      ? Object.values(value).flatMap(strings)
      : [];

/** String literals of an adapter's sources, its tests left out. */
function literals(folder: string): { text: string; node: ts.Node }[] {
  const found: { text: string; node: ts.Node }[] = [];
  const at = new URL(`../adapters/${folder}/`, import.meta.url);
  for (const name of readdirSync(at).filter((one) => one.endsWith('.ts') && !one.endsWith('.test.ts'))) {
    const visit = (node: ts.Node): void => {
      if (ts.isStringLiteralLike(node)) found.push({ text: node.text, node });
      ts.forEachChild(node, visit);
    };
    const text = readFileSync(new URL(name, at), 'utf8');
    visit(ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true));
  }
  return found;
}

describe('Slack’s manifest', () => {
  it('is valid by Slack’s schema, which refuses what is wrong', () => {
    const ajv = new Ajv({ strict: false, allErrors: true });
    const schema = JSON.parse(here('./fixtures/slack-schemas_manifest.schema.2.0.0.json')) as object;
    formats.default(ajv);
    const validate = ajv.compile(schema);
    expect(validate(slack) ? [] : validate.errors).toEqual([]);
    expect(validate({ ...slack, scopes: [] })).toBe(false);
    expect(validate({ ...slack, display_information: { name: 'x'.repeat(36) } })).toBe(false);
  });

  it('says where to send everything, over https, and no other address', () => {
    const addresses = strings(slack).filter((text) => /https?:/.test(text));
    expect(addresses).toHaveLength(5);
    expect(slack.oauth_config.redirect_urls).toEqual([`${url}/slack/oauth_redirect`]);
    for (const address of addresses.filter((one) => one !== slack.oauth_config.redirect_urls[0]))
      expect(address).toBe(`${url}/slack/events`);
  });

  it('says no address where Slack is heard by socket, and is as valid', () => {
    const ajv = new Ajv({ strict: false, allErrors: true });
    formats.default(ajv);
    const validate = ajv.compile(JSON.parse(here('./fixtures/slack-schemas_manifest.schema.2.0.0.json')) as object);
    const socket = slackManifest({ socket: true });
    expect(validate(socket) ? [] : validate.errors).toEqual([]);
    expect(strings(socket).filter((text) => /https?:/.test(text))).toEqual([]);
    expect(socket).toMatchObject({
      features: { slash_commands: [{ command: '/guild' }] },
      settings: { socket_mode_enabled: true, interactivity: { is_enabled: true } },
      oauth_config: { scopes: slack.oauth_config.scopes },
    });
    // Whoever installs it by OAuth comes back to an address all the same.
    const installed = slackManifest({ url, socket: true });
    expect(validate(installed) ? [] : validate.errors).toEqual([]);
    expect(strings(installed).filter((text) => /https?:/.test(text))).toEqual([`${url}/slack/oauth_redirect`]);
    const { bot_events } = slack.settings.event_subscriptions;
    expect((socket as unknown as SlackShape).settings.event_subscriptions).toEqual({ bot_events });
    expect(slackManifest({ url })).toMatchObject({ settings: { socket_mode_enabled: false } });
    expect([...pack({ socket: true }).keys()]).toEqual(['slack.yaml']);
    expect(() => pack({ socket: true, teamsAppId: appId })).toThrow(/--url is missing/);
    expect(() => pack({})).toThrow(/--url is missing/);
  });

  it('keeps within Slack’s limits', () => {
    const { shortcuts, slash_commands } = slack.features;
    for (const { name } of shortcuts) expect(name.length).toBeLessThanOrEqual(24);
    expect(shortcuts.filter((one) => one.type === 'global').length).toBeLessThanOrEqual(5);
    for (const { usage_hint } of slash_commands) expect(usage_hint.length).toBeLessThanOrEqual(1_000);
  });

  it('subscribes to the events that the adapter hears, each with a reason and its scope', () => {
    const heard = literals('slack')
      .filter(({ node }) => ts.isCaseClause(node.parent) && ts.isSwitchStatement(node.parent.parent.parent))
      .filter(({ node }) => (node.parent.parent.parent as ts.SwitchStatement).expression.getText() === 'event.type')
      .flatMap(({ text }) =>
        text === 'message' ? ['channels', 'groups', 'im', 'mpim'].map((kind) => `message.${kind}`) : [text],
      );
    const { bot_events } = slack.settings.event_subscriptions;
    expect([...bot_events].sort()).toEqual([...new Set(heard)].sort());
    expect([...bot_events].sort()).toEqual(Object.keys(slackEvents).sort());
  });

  it('asks for the scopes of those events and of the methods that the adapter calls, each with a reason, and no more', () => {
    const families = new Set(Object.keys(slackMethods).map((method) => method.split('.')[0]));
    const called = literals('slack')
      .map(({ text }) => text)
      .filter((text) => /^[a-z]+\.[a-zA-Z.]+$/.test(text) && families.has(text.split('.')[0]));
    expect([...new Set(called)].sort()).toEqual(Object.keys(slackMethods).sort());
    const needed = new Set(['commands', ...Object.values(slackMethods).flat()]);
    for (const { scope } of Object.values(slackEvents)) if (scope !== null) needed.add(scope);
    expect([...slack.oauth_config.scopes.bot].sort()).toEqual([...needed].sort());
    expect(Object.keys(slackScopes).sort()).toEqual([...needed].sort());
  });

  it('offers the shortcuts and the commands that the bot has', () => {
    expect(new Set(slack.features.shortcuts.map((one) => one.callback_id))).toEqual(new Set(tables.shortcuts.keys()));
    expect(slack.features.shortcuts.map((one) => one.type).sort()).toEqual(['global', 'message', 'message']);
    expect(slack.features.slash_commands.map((one) => one.command)).toEqual(['/guild']);
    for (const word of slack.features.slash_commands[0]?.usage_hint.split(', ') ?? []) {
      expect([...tables.commands.keys()]).toContain(word);
    }
  });
});

describe('Teams’ manifest', () => {
  it('is valid by Microsoft’s schema, which refuses what is wrong', () => {
    const version = /\/(v[\d.]+)\//.exec(teams.$schema)?.[1];
    const folder = `../node_modules/@microsoft/app-manifest/build/json-schemas/teams/${version}/`;
    const schema = JSON.parse(here(`${folder}MicrosoftTeams.schema.json`)) as object;
    const ajv = new Draft04({ strict: false, allErrors: true });
    formats.default(ajv as unknown as Ajv);
    const validate = ajv.compile(schema);
    expect(validate(teams) ? [] : validate.errors).toEqual([]);
    expect(validate({ ...teams, id: 'guildhall' })).toBe(false);
    expect(validate({ ...teams, colour: 'teal' })).toBe(false);
  });

  it('speaks of this bot alone, at this address alone, over https', () => {
    expect([teams.id, teams.bots[0]?.botId, teams.composeExtensions[0]?.botId, teams.webApplicationInfo.id]).toEqual(
      Array.from({ length: 4 }, () => appId),
    );
    expect(teams.validDomains).toEqual(['guild.ashcombe.example']);
    for (const address of strings(teams).filter((text) => /^https?:/.test(text) && text !== teams.$schema)) {
      expect(address).toMatch(new RegExp(`^${url}(/pages(/tab)?)?$`));
    }
    // Microsoft gives a tab tokens for what is named by the tab's own host alone.
    expect(teams.webApplicationInfo).toEqual({ id: appId, resource: `api://guild.ashcombe.example/${appId}` });
    expect(strings(teams).filter((text) => text.startsWith('http:') || text.includes('0000-0000'))).toEqual([]);
  });

  it('lists at most ten commands in each scope, every one of them the bot’s, and each of the bot’s somewhere', () => {
    const lists = teams.bots[0]?.commandLists ?? [];
    expect(lists.flatMap((list) => list.scopes).sort()).toEqual(['groupChat', 'personal', 'team']);
    for (const { commands } of lists) {
      expect(commands.length).toBeLessThanOrEqual(10);
      expect(new Set(commands.map((one) => one.title)).size).toBe(commands.length);
    }
    const titles = new Set(lists.flatMap((list) => list.commands.map((one) => one.title)));
    expect([...titles].sort()).toEqual([...tables.commands.keys()].sort());
  });

  it('has one personal tab of its own, beside the chat', () => {
    expect(teams.staticTabs).toEqual([
      {
        entityId: 'home',
        name: 'Communities',
        contentUrl: `${url}/pages/tab`,
        websiteUrl: `${url}/pages`,
        scopes: ['personal'],
      },
      { entityId: 'conversations', scopes: ['personal'] },
      { entityId: 'about', scopes: ['personal'] },
    ]);
  });

  it('extends messages with what the bot has', () => {
    const commands = teams.composeExtensions[0]?.commands ?? [];
    for (const { id, type, fetchTask, context } of commands) {
      if (type === 'query') expect([...tables.searches.keys()]).toContain(id);
      else {
        expect([...tables.shortcuts.keys()]).toContain(id);
        expect(fetchTask).toBe(true);
        expect(context).toContain('message');
      }
    }
    expect(commands.map((one) => one.id).sort()).toEqual(['ask', 'communities', 'questions', 'review-about']);
  });

  it('asks for the permissions that have a reason, and no more', () => {
    const { resourceSpecific } = teams.authorization.permissions;
    expect(resourceSpecific.map((one) => one.name).sort()).toEqual(Object.keys(teamsPermissions).sort());
    expect(new Set(resourceSpecific.map((one) => one.type))).toEqual(new Set(['Application']));
    expect([...teams.permissions].sort()).toEqual(Object.keys(teamsAppPermissions).sort());
  });
});

describe('README', () => {
  it('gives every permission its reason, as here, and no other', () => {
    const rows = [...here('../README.md').matchAll(/^\| `([\w.:]+)` \| (.+) \|$/gm)].map(([, name, why]) => [
      name,
      why,
    ]);
    expect(rows.sort()).toEqual(Object.entries({ ...slackScopes, ...teamsPermissions, ...teamsAppPermissions }).sort());
  });
});

/** The pixels of one of our icons, four numbers each. */
function pixels(png: Uint8Array): { width: number; height: number; rgba: number[][] } {
  const view = Buffer.from(png);
  const width = view.readUInt32BE(16);
  const height = view.readUInt32BE(20);
  const length = view.readUInt32BE(33);
  const rows = inflateSync(view.subarray(41, 41 + length));
  const rgba = Array.from({ length: width * height }, (_, at) => {
    const start = Math.floor(at / width) * (width * 4 + 1) + 1 + (at % width) * 4;
    return [...rows.subarray(start, start + 4)];
  });
  return { width, height, rgba };
}

describe('the packages', () => {
  const files = pack({ url: `${url}/`, teamsAppId: appId.toUpperCase(), name: 'Guildhall Test' });
  const zip = unzipSync(files.get('guildhall-teams.zip') ?? new Uint8Array());

  it('hold the manifests under the given name', () => {
    const packed = parse(Buffer.from(files.get('slack.yaml') ?? []).toString('utf8')) as object;
    expect(packed).toEqual(slackManifest({ url, name: 'Guildhall Test' }));
    expect(packed).toMatchObject({
      display_information: { name: 'Guildhall Test' },
      features: { bot_user: { display_name: 'Guildhall Test' } },
    });
    expect(JSON.parse(Buffer.from(zip['manifest.json'] ?? []).toString('utf8'))).toEqual(
      teamsManifest({ url, appId, name: 'Guildhall Test' }),
    );
    expect(Object.keys(zip).sort()).toEqual(['color.png', 'manifest.json', 'outline.png']);
  });

  it('hold icons as Teams wants them: 192 pixels without a gap, and 32 in white on nothing', () => {
    const colour = pixels(zip['color.png'] ?? new Uint8Array());
    expect([colour.width, colour.height]).toEqual([192, 192]);
    expect(colour.rgba.every(([, , , opacity]) => opacity === 255)).toBe(true);
    const outline = pixels(zip['outline.png'] ?? new Uint8Array());
    expect([outline.width, outline.height]).toEqual([32, 32]);
    expect(outline.rgba.every(([r, g, b]) => r === 255 && g === 255 && b === 255)).toBe(true);
    expect(outline.rgba.some(([, , , opacity]) => opacity === 0)).toBe(true);
    expect(outline.rgba.some(([, , , opacity]) => opacity === 255)).toBe(true);
  });

  it('are the same for the same input', () => {
    expect(pack({ url, teamsAppId: appId, name: 'Guildhall Test' })).toEqual(files);
  });

  it('are refused for what no platform would take', () => {
    expect(() => pack({ url: 'http://guild.example' })).toThrow(/https/);
    expect(() => pack({ url: 'guild.example' })).toThrow(/--url/);
    expect(() => pack({ url: 'https://guild.example/here' })).toThrow(/no path/);
    expect(() => pack({ url, teamsAppId: 'mine' })).toThrow(/GUID/);
    expect(() => pack({ url, name: 'x'.repeat(31) })).toThrow(/30/);
    expect([...pack({ url }).keys()]).toEqual(['slack.yaml']);
  });
});
