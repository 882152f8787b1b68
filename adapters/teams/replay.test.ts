/** Every recorded and documented activity, signed again: none may crash us, and Microsoft's own shapes accept them. */
import { activityZodSchema } from '@microsoft/agents-activity';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Folder, fixture, fixtureNames } from './testing/fixtures.ts';
import { createWorld, TENANT, type World } from './testing/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

const COUNT: Readonly<Record<Folder, number>> = { recorded: 110, documented: 26 };
describe.each(['recorded', 'documented'] as const)('%s', (from) => {
  const names = fixtureNames(from);
  test('all are here', () => expect(names).toHaveLength(COUNT[from]));
  test.each(names)('%s', async (name) => {
    const sent = fixture(from, name);
    expect(activityZodSchema.safeParse(sent).success).toBe(true);
    const answered = await world.deliver(sent);
    // 501: an invoke that is not ours, such as another bot's button. A few were recorded in another tenant.
    const ours = JSON.stringify(sent).includes(TENANT);
    expect(ours ? [200, 501] : [401]).toContain(answered.status);
    if (answered.text) answered.json();
  });
});

test('what was typed in the recorded messages arrives as words', async () => {
  const texts = fixtureNames('recorded')
    .filter((name) => name.includes('-message'))
    .map((name) => fixture('recorded', name));
  for (const sent of texts.slice(0, 5)) await world.deliver(sent);
  const heard = world.bot.stored
    .filter((event) => event.kind === 'message')
    .map((event) => JSON.stringify(event.said.text));
  expect(heard.join('\n')).toContain('hello');
  expect(heard.join('\n')).not.toContain('<at>');
});
