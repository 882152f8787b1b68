/** What a running process knows of its connections, while the database is slow to say it anew. */
import { expect, test } from 'vitest';
import { createRegistry } from './registry.ts';

type Needs = Parameters<typeof createRegistry>[0];

const ASHCOMBE = 'T0ASH';
const installation = (botUserId: string) => ({
  connection: 'ashcombe',
  externalId: ASHCOMBE,
  token: 'xoxb-1',
  expiresAt: null,
  botUserId,
  botId: 'B0ASH',
  name: 'Ashcombe',
  url: '',
  scopes: [],
  state: 'active',
  givenAt: new Date(0),
  version: 1,
  owns: true,
});

/** A registry of one connection. */
function stage() {
  let now = 0;
  let bot = 'U1';
  const more: ReturnType<typeof installation>[] = [];
  let gate = Promise.resolve();
  const store = {
    keepGiven: async () => undefined,
    stamp: async () => {
      await gate;
      return `${bot} ${more.length}`;
    },
    all: async () => ({
      connections: [
        { name: 'ashcombe', platform: 'slack', state: 'active', readable: true, secret: 's', appToken: null },
      ],
      installations: [installation(bot), ...more],
      members: [],
    }),
    revoke: async () => true,
  } as unknown as Needs['store'];
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined } as unknown as Needs['log'];
  const registry = createRegistry({
    store,
    door: { places: async () => [] },
    first: null,
    hasFirstTeams: false,
    clock: { now: () => new Date(now) },
    log,
  });
  return {
    registry,
    pass(ms: number): void {
      now += ms;
    },
    changeTo(id: string): void {
      bot = id;
    },
    /** The app is installed in another workspace, by another process. */
    install(externalId: string): void {
      more.push({ ...installation('U2'), externalId });
    },
    /** Every connection to the database is taken, until the function that it gives is called. */
    fill(): () => void {
      let free = (): void => undefined;
      gate = new Promise<void>((resolve) => {
        free = resolve;
      });
      return () => free();
    },
    bot: async () => (await registry.slack.find(ASHCOMBE))?.botUserId,
  };
}

test('what was known goes on while the database has no connection to spare, and what is new is shown once it has', async () => {
  const s = stage();
  expect(await s.bot()).toBe('U1');
  s.pass(3_001);
  s.changeTo('U2');
  const free = s.fill();
  const before = performance.now();
  // Many ask for one event, and the next event asks again: all wait for one look, and not each for its own.
  for (let time = 0; time < 5; time += 1) expect(await s.bot()).toBe('U1');
  expect(performance.now() - before).toBeLessThan(1_500);
  free();
  await expect.poll(s.bot).toBe('U2');
});

test('a workspace that was not known is not turned away before it is sure that it is not', async () => {
  const s = stage();
  expect(await s.bot()).toBe('U1');
  s.pass(3_001);
  s.install('T0NEW');
  const free = s.fill();
  const found = s.registry.slack.find('T0NEW');
  setTimeout(free, 700);
  expect(await found).toMatchObject({ botUserId: 'U2' });
  expect(await s.registry.slack.find('T0NOBODY')).toBeNull();
});

test('what this process wrote itself is waited for', async () => {
  const s = stage();
  const found = await s.registry.slack.find(ASHCOMBE);
  if (!found) throw new Error('not installed');
  await s.registry.slack.revoke?.(found, new Date(0));
  s.changeTo('U2');
  const free = s.fill();
  const asked = s.bot();
  setTimeout(free, 700);
  expect(await asked).toBe('U2');
});
