/** What is remembered of places: what reaches the bot is learnt for a whole team at once. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ConversationRef } from '../../bot/core/ref.ts';
import { type ActivityJson, activity, createWorld, mentioning, TEAM, TENANT, type World } from './testing/world.ts';

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(() => world.close());

const place = (name: string): ConversationRef => ({
  kind: 'conversation',
  platform: 'teams',
  id: `${TENANT}/19:${name}@thread.tacv2`,
});
/** Something said in a channel of a team. */
const said = (name: string, team: string, text: ActivityJson): ActivityJson =>
  activity('message', {
    ...text,
    conversation: { id: `19:${name}@thread.tacv2;messageid=1`, conversationType: 'channel', tenantId: TENANT },
    channelData: { tenant: { id: TENANT }, team: { ...TEAM, id: team } },
  });
const hears = async (name: string) => (await world.teams.chat.able(place(name))).hears;

test('what one channel shows of its owner’s consent holds in the others of the team, and in no other team', async () => {
  for (const [name, team] of [
    ['one', 'a'],
    ['two', 'a'],
    ['elsewhere', 'b'],
  ] as const) {
    await world.deliver(said(name, team, mentioning('bind')));
    expect(await hears(name)).toBe('mentions');
  }
  await world.deliver(said('one', 'a', { text: 'just talking' }));
  expect([await hears('one'), await hears('two'), await hears('elsewhere')]).toEqual(['all', 'all', 'mentions']);
  // A channel that comes later, too.
  await world.deliver(said('three', 'a', mentioning('bind')));
  expect(await hears('three')).toBe('all');
});

test('a team that is installed again is learnt afresh as a whole, whichever channel it is said of', async () => {
  for (const name of ['one', 'two']) await world.deliver(said(name, 'a', { text: 'just talking' }));
  expect([await hears('one'), await hears('two')]).toEqual(['all', 'all']);
  world.bot.wants = (event) => event.in.id === place('one').id;
  await world.deliver(
    activity('installationUpdate', {
      action: 'add-upgrade',
      conversation: { id: '19:one@thread.tacv2', conversationType: 'channel', tenantId: TENANT },
      channelData: { tenant: { id: TENANT }, team: { ...TEAM, id: 'a' } },
    }),
  );
  expect([await hears('one'), await hears('two')]).toEqual(['mentions', 'mentions']);
});
