/** What is watched for the operator, as a monitoring system reads it: figures by platform and kind, and nobody's name. */
import { expect, test } from 'vitest';
import { createMetrics, type Metrics } from '../../adapters/http/metrics.ts';
import { QueueError } from '../../jobs/queue.ts';
import type { Config } from '../config.ts';
import { ChatError } from '../core/chat.ts';
import { story } from '../testing/story.ts';
import { freeBytes, watching, watchStanding } from './watching.ts';

const figuresOf = async (metrics: Metrics): Promise<Record<string, number>> =>
  Object.fromEntries(
    (await metrics.text())
      .split('\n')
      .filter((line) => line.startsWith('guildhall_'))
      .map((line) => {
        const space = line.lastIndexOf(' ');
        return [line.slice('guildhall_'.length, space), Number(line.slice(space + 1))];
      }),
  );

test('the figures are those of the moment, by platform and kind alone', async () => {
  const { s, asha, ben, teamsChannel } = await story();
  const metrics = createMetrics();
  watchStanding(metrics, s, { prisma: s.prisma, clock: s.clock });
  const figures = () => figuresOf(metrics);
  await s.ears('slack').beat();
  await s.ears('teams').beat();
  expect(await figures()).toEqual({
    'owed_seconds{platform="slack"}': 0,
    'owed_seconds{platform="teams"}': 0,
    due_seconds: 0,
    'dead_letters{kind="events"}': 0,
    'dead_letters{kind="messages"}': 0,
    deliveries_stored: 0,
    'door_seconds{platform="slack"}': 0,
    'door_seconds{platform="teams"}': 0,
    'heard_seconds{platform="slack"}': 0,
    'heard_seconds{platform="teams"}': 0,
    budgets_paused: 0,
  });
  s.slack.failNext('post', new ChatError('forbidden', 'not_in_channel'));
  await s.say(asha, teamsChannel, 'Who mends kerbs?', { addressed: true });
  await s.settle();
  await s.say(asha, teamsChannel, 'Who paints lines?', { addressed: true });
  await s.bot.accept(s.event(ben, s.private(ben), { kind: 'command', name: 'help', text: '' }));
  s.clock.pass(700_000);
  const later = await figures();
  expect(later).toMatchObject({
    'owed_seconds{platform="slack"}': 700,
    'owed_seconds{platform="teams"}': 700,
    'dead_letters{kind="messages"}': 1,
    deliveries_stored: 1,
    'door_seconds{platform="slack"}': 700,
    'heard_seconds{platform="teams"}': 700,
    'alarms{kind="deaf"}': 2,
    'alarms{kind="lane"}': 2,
    'alarms{kind="queue"}': 1,
    'alarms{kind="dead"}': 1,
  });
  expect(later.due_seconds).toBeGreaterThan(600);
  expect(await metrics.text()).not.toMatch(/ashcombe|brackenford|licensing|asha/i);
  // What has gone is not shown any more.
  await s.settle();
  expect(await figures()).toMatchObject({ 'owed_seconds{platform="slack"}': 0 });
  expect(await figures()).not.toHaveProperty('alarms{kind="lane"}');
});

test('of two doors the one that is shut counts, whichever it is', async () => {
  const { s } = await story();
  const metrics = createMetrics();
  watchStanding(metrics, s, { prisma: s.prisma, clock: s.clock });
  await s.prisma.workspace.updateMany({ where: { platform: 'slack' }, data: { connection: 'downs' } });
  const downs = { name: 'downs', workspaces: ['brackenford'] };
  for (const open of [undefined, downs]) {
    for (const door of [undefined, downs]) await s.ears('slack').beat(door);
    s.clock.pass(50_000);
    await s.ears('slack').beat(open);
    expect(await figuresOf(metrics)).toMatchObject({ 'door_seconds{platform="slack"}': 50 });
  }
});

test('only the bundled database’s disk is watched', async () => {
  expect(await freeBytes({ databaseUrl: null, dataDir: '/' })).toBeGreaterThan(0);
  expect(await freeBytes({ databaseUrl: null, dataDir: '/no/such/folder' })).toBeNull();
  expect(await freeBytes({ databaseUrl: 'postgres://x/y', dataDir: '/' })).toBeNull();
});

test('a queue that cannot be asked is not one in which nothing waits', async () => {
  const since = new Date();
  const asked = (waitingSince: () => Promise<Date | null>) =>
    watching({ databaseUrl: null, dataDir: '/' } as Config, { waitingSince }).jobsSince();
  expect(await asked(async () => since)).toBe(since);
  expect(await asked(async () => null)).toBeNull();
  expect(await asked(() => Promise.reject(new QueueError('late')))).toBeUndefined();
});
