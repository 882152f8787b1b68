/** When a platform counts as not having reached us: the door, what a platform says itself, and a silence after a gap. */
import { expect, test } from 'vitest';
import { type Story, story } from '../testing/story.ts';
import { createEars } from './ears.ts';

const MINUTE = 60_000;

const gapsOf = async ({ prisma }: Story['s']) =>
  (await prisma.gap.findMany({ orderBy: [{ startedAt: 'asc' }, { sure: 'desc' }] })).map(
    ({ platform, workspace, startedAt, endedAt, sure }) => ({
      platform,
      workspace,
      from: startedAt,
      to: endedAt,
      sure,
    }),
  );
/** Another process beside the stage's. */
const another = ({ gaps, clock }: Story['s']) =>
  createEars({
    gaps,
    clock,
    noticed: () => undefined,
    log: { info() {}, warn() {}, error() {}, with: () => never() },
  });
const never = (): never => {
  throw new Error('not asked for');
};
const settled = async (s: Story['s'], count: number) => {
  await expect.poll(() => s.prisma.gap.count()).toBe(count);
};

test('a door that was shut for more than a minute leaves a gap, whoever opens it again; the first opening leaves none', async () => {
  const { s } = await story();
  const start = s.clock.now();
  await s.ears('slack').beat();
  s.clock.pass(60_000);
  await s.ears('slack').beat();
  expect(await gapsOf(s)).toEqual([]);
  s.clock.pass(60_001);
  await another(s)('slack').beat();
  await s.ears('slack').beat();
  await s.ears('teams').beat();
  const from = new Date(start.getTime() + MINUTE);
  expect(await gapsOf(s)).toEqual([{ platform: 'slack', workspace: null, from, to: s.clock.now(), sure: true }]);
});

test('while one of two processes has its door open there is no gap, also where their clocks differ a little', async () => {
  const { s } = await story();
  const others = another({ ...s, clock: { now: () => new Date(s.clock.now().getTime() - 3_000), pass() {} } });
  for (let beats = 0; beats < 30; beats += 1) {
    await (beats % 10 === 0 ? s.ears('slack') : others('slack')).beat();
    s.clock.pass(10_000);
  }
  expect(await gapsOf(s)).toEqual([]);
});

test('a clock that was far ahead once does not keep every later gap from being seen', async () => {
  const { s } = await story();
  await s.prisma.hearing.create({ data: { platform: 'slack', heardUntil: new Date('2030-01-01T00:00:00Z') } });
  await s.ears('slack').beat();
  s.clock.pass(5 * MINUTE);
  await s.ears('slack').beat();
  expect(await gapsOf(s)).toHaveLength(1);
});

test('a minute that a platform says it does not deliver is looked into once it and its like are over, in its workspace alone', async () => {
  const { s, asha, teamsChannel } = await story();
  await s.workspace('slack', 'corvale', 'Corvale Homes');
  await s.say(asha, teamsChannel, 'Who knows?', { addressed: true });
  await s.settle();
  const first = new Date(s.clock.now().getTime() + MINUTE);
  const ear = s.ears('slack');
  for (const minute of [0, 1, 1, 2]) {
    const from = new Date(first.getTime() + minute * MINUTE);
    s.clock.pass(Math.max(0, from.getTime() - s.clock.now().getTime()) + 5_000);
    await ear.deaf('brackenford', from);
    await s.mend();
  }
  await ear.deaf('corvale', first);
  // What comes within the minute says nothing of what comes after it.
  ear.heard('brackenford');
  const to = new Date(first.getTime() + 3 * MINUTE);
  expect(await gapsOf(s)).toEqual([
    { platform: 'slack', workspace: 'brackenford', from: first, to, sure: true },
    { platform: 'slack', workspace: 'corvale', from: first, to: new Date(first.getTime() + MINUTE), sure: true },
  ]);
  expect(s.slack.read).toEqual([]);
  s.clock.pass(5 * MINUTE);
  await s.mend();
  // Once: nothing of the question is in the other workspace.
  expect(s.slack.read.map(({ after }) => after)).toEqual([s.slack.read[0]?.after]);
  // It was silent for minutes after: that may be because nothing is delivered at all.
  ear.heard('brackenford');
  ear.heard('brackenford');
  await settled(s, 3);
  expect((await gapsOf(s)).at(-1)).toEqual({
    platform: 'slack',
    workspace: 'brackenford',
    from: to,
    to: s.clock.now(),
    sure: false,
  });
});

test('a minute that has not come yet is taken for this one', async () => {
  const { s } = await story();
  const now = s.clock.now();
  await s.ears('slack').deaf('brackenford', new Date('2100-01-01T00:00:00Z'));
  expect(await gapsOf(s)).toMatchObject([{ from: now, to: new Date(now.getTime() + MINUTE) }]);
});

test('after a gap, a workspace that stays silent is read again when its first event comes, and nobody is told', async () => {
  const { s, asha, teamsChannel } = await story();
  await s.say(asha, teamsChannel, 'Who knows?', { addressed: true });
  await s.settle();
  s.slack.canRead = false;
  await s.away(5 * MINUTE, ['slack']);
  await s.settle();
  const said = s.slack.posted.length;
  const opened = s.clock.now();
  s.clock.pass(30 * MINUTE);
  s.ears('slack').heard('brackenford');
  s.ears('slack').heard('brackenford');
  await settled(s, 2);
  const reads = s.slack.read.length;
  await s.mend();
  await s.settle();
  expect((await gapsOf(s)).at(-1)).toMatchObject({ from: opened, to: s.clock.now(), sure: false });
  expect(s.slack.read).toHaveLength(reads + 1);
  expect(s.slack.posted).toHaveLength(said);
});

test('a workspace that is heard soon after a gap leaves nothing to look into', async () => {
  const { s } = await story();
  await s.away(5 * MINUTE, ['slack']);
  s.clock.pass(30_000);
  s.ears('slack').heard('brackenford');
  s.clock.pass(30 * MINUTE);
  s.ears('slack').heard('brackenford');
  await s.ears('teams').beat();
  expect(await s.prisma.gap.count()).toBe(1);
});

/** The door of one connection. */
const socket = { name: 'brackenford', workspaces: ['brackenford'] };

test('a door of its own leaves a gap in its workspaces alone, and none while any process holds it open', async () => {
  const { s } = await story();
  const others = another(s);
  await s.ears('slack').beat();
  await s.ears('slack').beat(socket);
  for (let beats = 0; beats < 20; beats += 1) {
    s.clock.pass(10_000);
    await s.ears('slack').beat();
    await (beats % 2 === 0 ? s.ears('slack') : others('slack')).beat(socket);
  }
  expect(await gapsOf(s)).toEqual([]);
  const from = s.clock.now();
  for (let beats = 0; beats < 20; beats += 1) {
    s.clock.pass(10_000);
    await others('slack').beat();
  }
  await others('slack').beat(socket);
  await s.ears('slack').beat(socket);
  expect(await gapsOf(s)).toEqual([
    { platform: 'slack', workspace: 'brackenford', from, to: s.clock.now(), sure: true },
  ]);
});

test('a platform that was away as a whole is not away again through a door of its own, except for longer', async () => {
  const { s } = await story();
  const ear = s.ears('slack');
  await ear.beat();
  await ear.beat(socket);
  s.clock.pass(10_000);
  await ear.beat();
  const from = s.clock.now();
  s.clock.pass(30 * MINUTE);
  await ear.beat();
  const back = s.clock.now();
  // The socket needs a moment longer.
  s.clock.pass(10_000);
  await ear.beat();
  await ear.beat(socket);
  const whole = { platform: 'slack', workspace: null, from, to: back, sure: true };
  expect(await gapsOf(s)).toEqual([whole]);
  // The next time it needs ten minutes.
  s.clock.pass(30 * MINUTE);
  await ear.beat();
  const again = s.clock.now();
  s.clock.pass(10 * MINUTE);
  await ear.beat(socket);
  expect((await gapsOf(s)).filter(({ workspace }) => workspace !== null)).toEqual([
    { platform: 'slack', workspace: 'brackenford', from: again, to: s.clock.now(), sure: true },
  ]);
});

test('a workspace that stays silent after its door was shut is read again when its first event comes', async () => {
  const { s } = await story();
  const ear = s.ears('slack');
  await ear.beat(socket);
  s.clock.pass(5 * MINUTE);
  await ear.beat(socket);
  const opened = s.clock.now();
  s.clock.pass(30 * MINUTE);
  ear.heard('brackenford');
  ear.heard('elsewhere');
  await settled(s, 2);
  expect((await gapsOf(s)).at(-1)).toMatchObject({ from: opened, to: s.clock.now(), sure: false });
});
