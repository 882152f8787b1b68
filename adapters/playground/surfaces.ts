/** Reads from the app's manifests what the platforms would offer: commands, shortcuts, extension commands, events. */
import { isRecord, textOf } from './ground.ts';
import type { TeamsSurfaces } from './microsoft/records.ts';
import type { SlackSurfaces } from './slack/records.ts';

const listOf = (value: unknown): Record<string, unknown>[] => (Array.isArray(value) ? value.filter(isRecord) : []);
const inside = (value: unknown, ...path: string[]): unknown =>
  path.reduce<unknown>((at, key) => (isRecord(at) ? at[key] : undefined), value);

/** From a Slack manifest (already parsed from its YAML). */
export function slackSurfaces(manifest: unknown): SlackSurfaces {
  const events = inside(manifest, 'settings', 'event_subscriptions', 'bot_events');
  return {
    commands: listOf(inside(manifest, 'features', 'slash_commands')).map((one) => ({
      command: textOf(one.command) ?? '',
      description: textOf(one.description) ?? '',
      usageHint: textOf(one.usage_hint) ?? '',
    })),
    shortcuts: listOf(inside(manifest, 'features', 'shortcuts')).map((one) => ({
      type: one.type === 'message' ? 'message' : 'global',
      callbackId: textOf(one.callback_id) ?? '',
      name: textOf(one.name) ?? '',
      description: textOf(one.description) ?? '',
    })),
    events: Array.isArray(events) ? events.flatMap((one: unknown) => textOf(one) ?? []) : null,
  };
}

/** From a Teams manifest. */
export function teamsSurfaces(manifest: unknown): TeamsSurfaces {
  const lists = listOf(inside(manifest, 'bots')).flatMap((bot) => listOf(bot.commandLists));
  const commands = listOf(inside(manifest, 'composeExtensions')).flatMap((extension) => listOf(extension.commands));
  const named = (one: Record<string, unknown>) => ({
    commandId: textOf(one.id) ?? '',
    title: textOf(one.title) ?? '',
    description: textOf(one.description) ?? '',
  });
  const contexts = ['compose', 'message', 'commandBox'] as const;
  return {
    commands: mergedCommands(lists),
    tabs: listOf(inside(manifest, 'staticTabs')).flatMap((tab) => {
      const url = textOf(tab.contentUrl) ?? '';
      if (!URL.canParse(url)) return [];
      return [{ id: textOf(tab.entityId) ?? '', name: textOf(tab.name) ?? '', path: new URL(url).pathname }];
    }),
    searches: commands
      .filter((one) => (one.type ?? 'query') === 'query')
      .map((one) => {
        const [parameter] = listOf(one.parameters);
        return {
          ...named(one),
          parameter: textOf(parameter?.name) ?? '',
          parameterTitle: textOf(parameter?.title) ?? '',
        };
      }),
    actions: commands
      .filter((one) => one.type === 'action')
      .map((one) => {
        const wanted: unknown[] = Array.isArray(one.context) ? one.context : ['compose', 'commandBox'];
        return {
          ...named(one),
          contexts: contexts.filter((context) => wanted.includes(context)),
          fetchTask: one.fetchTask === true,
        };
      }),
  };
}

/** One command stands in several lists, one for each scope: here once, with all its scopes. */
function mergedCommands(lists: readonly Record<string, unknown>[]): TeamsSurfaces['commands'] {
  const scopes = ['personal', 'team', 'groupChat'] as const;
  const byTitle = new Map<string, TeamsSurfaces['commands'][number]>();
  for (const list of lists) {
    const own: unknown[] = Array.isArray(list.scopes) ? list.scopes : [];
    // The manifest's schema writes both `groupChat` and `groupchat`.
    const here = scopes.filter((scope) => own.includes(scope) || own.includes(scope.toLowerCase()));
    for (const one of listOf(list.commands)) {
      const title = textOf(one.title) ?? '';
      const old = byTitle.get(title);
      const prompt = textOf(one.prompt);
      byTitle.set(title, {
        title,
        description: textOf(one.description) ?? '',
        scopes: scopes.filter((scope) => here.includes(scope) || old?.scopes.includes(scope)),
        ...(prompt ? { prompt } : {}),
      });
    }
  }
  return [...byTitle.values()];
}

export const noSlackSurfaces: SlackSurfaces = { commands: [], shortcuts: [], events: null };
export const noTeamsSurfaces: TeamsSurfaces = { commands: [], tabs: [], searches: [], actions: [] };
