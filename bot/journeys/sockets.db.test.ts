/** Connections that are heard by socket: opened, changed and closed while everything runs, and what was said while one was lost. */
import { expect, onTestFinished, test } from 'vitest';
import { type FakeSocket, startFakeSocket } from '../../adapters/slack/testing/fake-socket.ts';
import { plain } from '../core/text.ts';
import { createClosers } from '../start/closers.ts';
import { keepHearing } from '../start/hearing.ts';
import { type App, type Apps, app, apps, says } from '../testing/apps.ts';
import { type Stage, stage } from '../testing/stage.ts';
import { story } from '../testing/story.ts';

/** Longer than what was looked up is good. */
const SECONDS = 3_001;
const ashcombe: App = { ...app('ashcombe', 'Ashcombe Council'), appToken: 'xapp-1-A0ASH-1-a' };
const brackenford: App = { ...app('brackenford', 'Brackenford Council'), appToken: 'xapp-1-A0BRA-1-b' };

async function sockets(s: Stage): Promise<Apps & { socket: FakeSocket }> {
  const all = await apps(s, { ear: s.ears('slack'), socketTimes: { look: 20, hello: 200 } });
  const socket = await startFakeSocket(all.fake);
  onTestFinished(() => socket.close());
  all.slack.sockets.open();
  return { ...all, socket };
}

test('a connection by socket is added, gets a new token and ends while everything runs', async () => {
  const s = await stage();
  const { connect, store, slack, socket, fake, event, tell, lines } = await sockets(s);
  s.actor('slack', ashcombe.team, 'U0ASHA');
  expect(slack.sockets.states()).toEqual([]);
  await connect(ashcombe);
  s.clock.pass(SECONDS);
  await socket.opened(1);
  const { json } = event(ashcombe, says(ashcombe, 'help'));
  await socket.deliver(json);
  await slack.idle();
  expect(await s.prisma.delivery.findMany()).toMatchObject([{ connection: 'ashcombe', state: 'settled' }]);
  await expect
    .poll(() => slack.sockets.states())
    .toEqual([{ connection: 'ashcombe', workspaces: [ashcombe.team], isOpen: true }]);
  // Nothing is heard by HTTP: there is no secret to sign with, and an empty one is none.
  expect(await tell(ashcombe, { json })).toBe(404);
  expect(await tell(ashcombe, { json }, { secret: '' })).toBe(404);

  // Of another connection's workspace, through this one's socket: acknowledged and forgotten.
  await connect(brackenford);
  s.clock.pass(SECONDS);
  await socket.opened(2);
  const [first] = socket.open;
  await socket.deliver(event(brackenford, says(brackenford, 'help')).json, { through: first });
  expect(lines.some((line) => line.startsWith('slack.unknown_workspace'))).toBe(true);
  expect(await s.prisma.delivery.count()).toBe(1);

  await store.rotate({ name: 'ashcombe', multiTenant: false }, { appToken: 'xapp-1-A0ASH-2-c' });
  s.clock.pass(SECONDS);
  await expect.poll(() => [socket.count, socket.open.length]).toEqual([3, 2]);
  expect(fake.openings.map(({ token }) => token)).toEqual(['xapp-1-A0ASH-1-a', 'xapp-1-A0BRA-1-b', 'xapp-1-A0ASH-2-c']);

  await store.remove('ashcombe');
  s.clock.pass(SECONDS);
  await expect.poll(() => socket.open.length).toBe(1);
  expect(slack.sockets.states().map(({ connection }) => connection)).toEqual(['brackenford']);
  expect(JSON.stringify(lines)).not.toMatch(/xapp-|ticket/);
});

test('while the database is away, sockets stay as they are', async () => {
  const s = await stage();
  const { connect, store, slack, socket, lines } = await sockets(s);
  await connect(ashcombe);
  s.clock.pass(SECONDS);
  await socket.opened(1);
  const { stamp } = store;
  store.stamp = () => Promise.reject(new Error('away'));
  s.clock.pass(SECONDS);
  await expect.poll(() => lines.some((line) => line.startsWith('connections.not_read'))).toBe(true);
  expect(slack.sockets.states()).toMatchObject([{ connection: 'ashcombe', isOpen: true }]);
  store.stamp = stamp;
});

test('what was said while a socket was lost is looked for when it is back, though all else was heard', async () => {
  const { s, asha, ben, teamsChannel, slackChannel } = await story();
  const { connect, slack, socket } = await sockets(s);
  await connect({ ...brackenford, team: 'brackenford' });
  s.clock.pass(SECONDS);
  await socket.opened(1);
  await s.say(asha, teamsChannel, 'Who knows?', { addressed: true });
  await s.settle();
  const card = s.slack.posted[0]?.ref;
  if (!card) throw new Error('nothing was posted');

  const closers = createClosers();
  onTestFinished(async () => void (await closers.closeAll()));
  const doors = () =>
    slack.sockets.states().map(({ connection: name, workspaces, isOpen }) => ({
      platform: 'slack',
      own: { name, workspaces },
      isOpen,
    }));
  const log = { info() {}, warn() {}, error() {}, with: () => log };
  await keepHearing({ ears: s.ears, platforms: ['slack'], doors, closers, log, everyMs: 10 });
  const heardUntil = async (platform: string) =>
    (await s.prisma.hearing.findUnique({ where: { platform } }))?.heardUntil;
  await expect.poll(() => heardUntil('slack/brackenford')).toEqual(s.clock.now());
  const from = s.clock.now();

  socket.greets = false;
  socket.open[0]?.terminate();
  await expect.poll(() => slack.sockets.states()[0]?.isOpen).toBe(false);
  s.saysUnheard(ben, slackChannel, 'Unheard.', { thread: card });
  for (let steps = 0; steps < 10; steps += 1) {
    s.clock.pass(30_000);
    await expect.poll(() => heardUntil('slack')).toEqual(s.clock.now());
  }
  expect([await heardUntil('slack/brackenford'), await s.prisma.gap.count()]).toEqual([from, 0]);

  socket.greets = true;
  await expect
    .poll(() => s.prisma.gap.findMany(), { timeout: 10_000 })
    .toMatchObject([
      { platform: 'slack', workspace: 'brackenford', startedAt: from, endedAt: s.clock.now(), sure: true },
    ]);
  await s.mend();
  await s.settle();
  const replies = s.teams.posted
    .map((one) => plain(one.card.summary))
    .filter((text) => text.startsWith('Ben Carter: '));
  expect(replies).toEqual(['Ben Carter: Unheard.']);
}, 60_000);

test('from socket to HTTP and back is no gap, nor is a name that is used again; a new token changes nothing about one', async () => {
  const s = await stage();
  const { connect, store } = await apps(s);
  const { name, team } = ashcombe;
  const { appToken: _, ...byHttp } = ashcombe;
  const beats = () => s.ears('slack').beat({ name, workspaces: [team] });
  const gaps = () => s.prisma.gap.count({ where: { workspace: team } });
  await connect(ashcombe);
  await beats();
  await store.remove(name);
  // A process that has not heard of that yet.
  await beats();
  s.clock.pass(3_600_000);
  await connect(byHttp);
  s.clock.pass(3_600_000);
  await store.rotate({ name }, { appToken: 'xapp-1-A0ASH-1-b' });
  await beats();
  expect(await gaps()).toBe(0);
  await store.remove(name);
  s.clock.pass(3_600_000);
  await connect(ashcombe);
  await beats();
  expect(await gaps()).toBe(0);
  s.clock.pass(3_600_000);
  await store.rotate({ name }, { appToken: 'xapp-1-A0ASH-1-c' });
  await beats();
  expect(await gaps()).toBe(1);
});
