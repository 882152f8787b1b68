/** Processes that hear Slack by socket: which of them do, what their metrics say, and a stop in the middle of everything. */
import { expect, onTestFinished, test } from 'vitest';
import { startFakeSlack } from '../adapters/slack/testing/fake-slack.ts';
import { type FakeSocket, startFakeSocket } from '../adapters/slack/testing/fake-socket.ts';
import { ASHA, BOT_USER, DIRECT, TEAM } from '../adapters/slack/testing/slack-people.ts';
import { withClient } from '../prisma/connection.ts';
import { freshDatabase } from '../prisma/testing/database.ts';
import { temporaryFolder } from '../prisma/testing/folder.ts';
import { startProcess } from './testing/process.ts';

const timeOf = (number: number): string => `17000000${String(number).padStart(2, '0')}.000100`;
const message = (number: number) => ({
  type: 'event_callback',
  team_id: TEAM,
  event_id: `Ev${number}`,
  event_time: 1_700_000_000,
  authorizations: [{ team_id: TEAM, user_id: BOT_USER, is_bot: true }],
  event: {
    type: 'message',
    channel: DIRECT,
    channel_type: 'im',
    user: ASHA,
    team: TEAM,
    text: 'help',
    ts: timeOf(number),
  },
});

async function town(): Promise<{ url: string; env: Record<string, string>; cwd: string; socket: FakeSocket }> {
  const database = await freshDatabase();
  const slack = await startFakeSlack();
  slack.on('auth.test', () => ({ team_id: TEAM, team: 'Ashcombe', user_id: BOT_USER, bot_id: 'B0BOT', url: '' }));
  const socket = await startFakeSocket(slack);
  onTestFinished(async () => {
    await socket.close();
    await slack.close();
    await database.drop();
  });
  const env = {
    DATABASE_URL: database.url,
    GUILDHALL_SECRET: Buffer.alloc(32, 7).toString('base64'),
    SLACK_API_URL: slack.apiUrl,
    SLACK_BOT_TOKEN: 'xoxb-first-1',
    SLACK_APP_TOKEN: 'xapp-1-A0APP-1-first',
  };
  return { url: database.url, env, cwd: await temporaryFolder(), socket };
}

test('a worker opens no socket, each web process one, and a stop loses nothing that was acknowledged', async () => {
  const { url, env, cwd, socket } = await town();
  const worker = startProcess({ cwd, env: { ...env, GUILDHALL_ROLE: 'worker' } });
  await worker.says(/"?ready"?/);
  expect(socket.count).toBe(0);
  const webs = [1, 2].map(() => startProcess({ cwd, env: { ...env, GUILDHALL_ROLE: 'web', PORT: '0' } }));
  const addresses = await Promise.all(webs.map((web) => web.says(/health: (http:\S+)\/readyz/)));
  await socket.opened(2);
  for (const address of addresses)
    expect(await (await fetch(`${address}/metrics`)).text()).toContain(
      'guildhall_sockets{platform="slack",state="open"} 1',
    );

  // One of the two is stopped while deliveries come through both.
  const [one, other] = socket.open;
  const acknowledged = new Set<number>();
  const all = Array.from({ length: 40 }, (_, number) => ({ number, through: number % 2 === 0 ? one : other }));
  for (const { number, through } of all) {
    void socket.deliver(message(number), { through }).then(() => acknowledged.add(number));
    if (number === 20) webs[0]?.child.kill('SIGTERM');
  }
  expect(await webs[0]?.ended()).toBe(0);
  await expect.poll(() => socket.open.length).toBe(1);
  const [left] = socket.open;
  const staying = all.filter(({ through }) => through === left);
  await expect.poll(() => staying.filter(({ number }) => acknowledged.has(number)).length).toBe(20);
  const stored = async (): Promise<Set<string>> =>
    new Set((await withClient(url, (client) => client.query('SELECT id FROM delivery'))).rows.map(({ id }) => id));
  const ids = [...(await stored())].join(' ');
  for (const number of acknowledged) expect(ids).toContain(timeOf(number));
  // What was not acknowledged comes again, through the one that is left; what was, too, and is there once.
  for (const { number } of all) await socket.deliver(message(number), { attempt: 1 });
  expect((await stored()).size).toBe(40);
  for (const each of [webs[1], worker]) each?.child.kill('SIGTERM');
  expect([await webs[1]?.ended(), await worker.ended()]).toEqual([0, 0]);
  expect(`${webs.map((web) => web.output()).join('')}${worker.output()}`).not.toMatch(/xapp-|ticket=/);
}, 180_000);
