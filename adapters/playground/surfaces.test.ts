/** What the platforms offer is read from the app's own manifests. */
import { describe, expect, it } from 'vitest';
import { slackSurfaces, teamsSurfaces } from './surfaces.ts';

describe('surfaces', () => {
  it('come from a Slack manifest', () => {
    const made = slackSurfaces({
      features: {
        slash_commands: [{ command: '/guild', description: 'Guildhall', usage_hint: 'ask' }],
        shortcuts: [{ name: 'Ask', type: 'message', callback_id: 'ask', description: 'Ask about this' }],
      },
      settings: { event_subscriptions: { bot_events: ['app_mention', 'message.channels'] } },
    });
    expect(made).toEqual({
      commands: [{ command: '/guild', description: 'Guildhall', usageHint: 'ask' }],
      shortcuts: [{ type: 'message', callbackId: 'ask', name: 'Ask', description: 'Ask about this' }],
      events: ['app_mention', 'message.channels'],
    });
  });

  it('come from a Teams manifest, each command once with all its scopes', () => {
    const made = teamsSurfaces({
      bots: [
        {
          commandLists: [
            { scopes: ['personal'], commands: [{ title: 'ask', description: 'Ask' }] },
            {
              scopes: ['team', 'groupchat'],
              commands: [
                { title: 'ask', description: 'Ask' },
                { title: 'bind', description: 'Bind' },
              ],
            },
          ],
        },
      ],
      composeExtensions: [
        {
          commands: [
            { id: 'find', title: 'Find', parameters: [{ name: 'q', title: 'What' }] },
            { id: 'ask', type: 'action', title: 'Ask', context: ['message'], fetchTask: true },
          ],
        },
      ],
    });
    expect(made.commands.map(({ title, scopes }) => ({ title, scopes }))).toEqual([
      { title: 'ask', scopes: ['personal', 'team', 'groupChat'] },
      { title: 'bind', scopes: ['team', 'groupChat'] },
    ]);
    expect(made.searches).toEqual([
      { commandId: 'find', title: 'Find', description: '', parameter: 'q', parameterTitle: 'What' },
    ]);
    expect(made.actions).toEqual([
      { commandId: 'ask', title: 'Ask', description: '', contexts: ['message'], fetchTask: true },
    ]);
  });

  it('are none without a manifest', () => {
    expect(slackSurfaces(undefined)).toEqual({ commands: [], shortcuts: [], events: null });
    expect(teamsSurfaces(undefined)).toEqual({ commands: [], tabs: [], searches: [], actions: [] });
  });
});
