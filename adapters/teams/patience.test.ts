/** What comes in while the database is away: over HTTP, on a clock that the waits move. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { tell } from '../../bot/core/reply.ts';
import { documented } from './testing/fixtures.ts';
import { activity, createWorld, inChannel, mentioning, type World } from './testing/world.ts';

let world: World;
/** How often the next calls to what is kept fail. */
let failing = 0;
beforeEach(async () => {
  failing = 0;
  world = await createWorld((options) => ({
    ...options,
    references: {
      async save(id, body) {
        if (failing-- > 0) throw away();
        await options.references.save(id, body);
      },
      find: (id) => options.references.find(id),
    },
  }));
});
afterEach(() => world.close());

const away = (): Error => new Error('password=hunter2 at 10.0.0.1');
const mention = () => activity('message', { ...mentioning('hello'), ...inChannel('1795') });
/** Fails so many times, then lets pass. */
const times = (count: number) => {
  let left = count;
  return () => {
    if (left-- > 0) throw away();
  };
};
const waited = (): number => world.waits.reduce((sum, ms) => sum + ms, 0);
const logged = (): string[] => world.lines.filter((line) => line.includes('teams.'));

describe('a database that comes back within ten seconds loses nothing', () => {
  test.each([1, 4, 8])('when it is asked whether something is wanted (%i times in vain)', async (count) => {
    const fails = times(count);
    world.bot.wants = () => {
      fails();
      return true;
    };
    expect(await world.deliver(mention())).toMatchObject({ status: 200, text: '' });
    expect([world.bot.effects.length, world.waits.length]).toEqual([1, count]);
    expect([...world.waits].sort((a, b) => a - b)).toEqual(world.waits);
    expect(logged()).toEqual([]);
  });
  test('when it is learnt who it was', async () => {
    failing = 3;
    expect((await world.deliver(mention())).status).toBe(200);
    expect([world.bot.effects.length, world.waits.length, world.kept.size > 0]).toEqual([1, 3, true]);
  });
  test('when it is stored: once, and acted on once', async () => {
    world.bot.storing = times(5);
    expect((await world.deliver(mention())).status).toBe(200);
    expect([world.bot.stored.length, world.bot.effects.length, world.waits.length]).toEqual([1, 1, 5]);
  });
  test('when something is said of every channel of a team', async () => {
    await world.deliver(activity('message', { text: 'talk', ...inChannel('1') }));
    world.bot.storing = times(2);
    expect((await world.deliver(documented('team-archived', world.serviceUrl))).status).toBe(200);
    expect(world.bot.effects.filter((event) => event.kind === 'place' && event.change === 'archived')).not.toEqual([]);
  });
  test('under a button, whose answer still comes in time', async () => {
    world.bot.storing = times(3);
    world.bot.reply = () => tell({ summary: 's', blocks: [{ block: 'text', as: 'body', text: 'Told' }] });
    expect((await world.deliver(documented('task-fetch', world.serviceUrl))).json()).toEqual({
      task: { type: 'message', value: 'Told' },
    });
  });
});

test('one that stays away is said to, once and without a word, while Microsoft still listens', async () => {
  const from = world.clock.at.getTime();
  world.bot.storing = () => {
    throw away();
  };
  expect(await world.deliver(mention())).toMatchObject({ status: 503, text: '' });
  expect(waited()).toBe(10_000);
  expect(world.clock.at.getTime() - from).toBeLessThan(15_000);
  expect(logged()).toEqual([expect.stringContaining('teams.not_stored')]);
  expect(world.lines.join('\n')).not.toMatch(/hunter2|10\.0\.0\.1|hello/);
});

test('tries that take long themselves are fewer', async () => {
  world.bot.wants = () => {
    world.clock.at = new Date(world.clock.at.getTime() + 6_000);
    throw away();
  };
  expect((await world.deliver(mention())).status).toBe(503);
  expect(world.waits).toEqual([100]);
});

test('an invoke is given up sooner: it has to be answered too', async () => {
  world.bot.storing = () => {
    throw away();
  };
  expect(await world.deliver(documented('task-fetch', world.serviceUrl))).toMatchObject({ status: 503, text: '' });
  expect(waited()).toBeLessThanOrEqual(4_000);
  expect(world.waits.length).toBeGreaterThan(3);
});
