/** Two web processes and two workers, each restarted in turn while people talk: an upgrade that nobody notices. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { createPlayground, memoryStore } from '../adapters/playground/index.ts';
import { connect } from '../prisma/client.ts';
import { silentLog } from '../prisma/embedded/temporary.ts';
import { freshDatabase } from '../prisma/testing/database.ts';
import { temporaryFolder } from '../prisma/testing/folder.ts';
import { systemClock } from './clock.ts';
import { lookAt } from './testing/faults/look.ts';
import { settleTown, townOf } from './testing/faults/town.ts';
import { type Running, startProcess, until } from './testing/process.ts';

const GUILDHALL_SECRET = Buffer.alloc(32, 7).toString('base64');
const ANSWERS = 150;
/** Between two answers, in milliseconds. */
const PACE_MS = 200;

test('every process is restarted while people talk: no request is dropped, no answer lost or doubled', async () => {
  const database = await freshDatabase();
  onTestFinished(() => database.drop());
  const { prisma, close } = await connect(database.url, { max: 3, log: silentLog });
  onTestFinished(close);

  const webs: { url: string; ready: boolean }[] = [];
  const balanced = balancer(webs);
  const server = createServer((req, res) => {
    void playground.handle(req, res).then((ours) => ours || res.writeHead(404).end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const playground = await createPlayground({
    store: memoryStore(),
    clock: systemClock,
    log: silentLog,
    baseUrl: `http://localhost:${(server.address() as AddressInfo).port}`,
    botUrl: 'http://balanced.invalid',
    fetch: balanced.fetch,
  });
  onTestFinished(async () => {
    await playground.close();
    server.closeAllConnections();
    server.close();
  });

  // One Slack app and one Teams bot, as the environment describes them.
  const { slack, teams } = playground;
  const [installation] = slack.installations;
  const whole = townOf(playground);
  const homes = [installation?.teamId, teams.tenantId];
  const communities = whole.communities.map((one) => ({
    ...one,
    channels: one.channels.filter(({ home }) => homes.includes(home)),
  }));
  const town = { ...whole, communities };
  await settleTown(prisma, town, systemClock.now());
  const env = {
    DATABASE_URL: database.url,
    GUILDHALL_SECRET,
    PORT: '0',
    SLACK_SIGNING_SECRET: slack.signingSecret,
    SLACK_BOT_TOKEN: installation?.botToken ?? '',
    SLACK_API_URL: slack.apiUrl,
    TEAMS_APP_ID: teams.appId,
    TEAMS_APP_PASSWORD: teams.appPassword,
    TEAMS_TENANT_ID: teams.tenantId,
    TEAMS_OPENID_METADATA: teams.openIdMetadataUrl,
    TEAMS_LOGIN_URL: `${teams.loginUrl}/${teams.tenantId}`,
  };
  const outputs: (() => string)[] = [];
  const begin = async (role: 'web' | 'worker'): Promise<Running> => {
    const running = startProcess({ cwd: await temporaryFolder(), env: { ...env, GUILDHALL_ROLE: role } });
    outputs.push(running.output);
    const url = await running.says(/"url":"([^"]*)","event":"ready"/);
    if (role === 'web') webs.push({ url, ready: true });
    return running;
  };
  const restart = async (old: Running, role: 'web' | 'worker'): Promise<void> => {
    // The new one first, as an upgrade does it.
    await begin(role);
    old.child.kill('SIGTERM');
    expect(await old.ended(), old.output()).toBe(0);
  };
  const roles = ['web', 'web', 'worker', 'worker'] as const;
  const first = await Promise.all(roles.map(begin));
  const watching = balanced.watch();
  onTestFinished(() => clearInterval(watching));

  const look = lookAt(playground);
  const community = town.communities.find(({ channels }) => channels.length === 2);
  const [here, there] = community?.channels ?? [];
  const asker = here?.people[0];
  if (!here || !there || !asker) throw new Error('no community of two channels');
  playground.start();
  const question = await look.write(asker, here, '@Guildhall what do others do?');
  const card = await until(
    () => look.tops(there).find(({ byBot, words }) => byBot && words.includes('what do others do')) ?? null,
    60_000,
    () => outputs.map((output) => output()).join('\n'),
  );

  const talking = (async () => {
    for (let number = 0; number < ANSWERS; number += 1) {
      const [channel, root] = number % 2 === 0 ? [there, card.id] : [here, question];
      const person = channel.people.find((one) => one !== asker) ?? asker;
      await look.write(person, channel, `answer a${number}z`, root);
      await new Promise((resolve) => setTimeout(resolve, PACE_MS));
    }
  })();
  for (const [at, old] of first.entries()) await restart(old, roles[at] ?? 'web');
  await talking;

  await until(
    async () =>
      playground.hooks.idle() && (await prisma.outgoing.count({ where: { state: { in: ['owed', 'sending'] } } })) === 0
        ? true
        : null,
    180_000,
    () => outputs.map((output) => output()).join('\n'),
  );
  expect(balanced.dropped).toEqual([]);
  expect(balanced.answered).toBeGreaterThanOrEqual(ANSWERS);
  const copies = (channel: typeof here, number: number): number =>
    look.all(channel).filter(({ byBot, words, root }) => byBot && root !== null && words.includes(`a${number}z`))
      .length;
  const wrong = Array.from({ length: ANSWERS }, (_, number) => copies(number % 2 === 0 ? here : there, number)).filter(
    (found) => found !== 1,
  );
  expect(wrong).toEqual([]);
  expect(outputs.map((output) => output()).filter((output) => /"level":"error"/.test(output))).toEqual([]);
}, 600_000);

/** Spreads requests over what says that it is ready, as a load balancer does, and tries no request twice. */
function balancer(webs: { url: string; ready: boolean }[]) {
  let next = 0;
  let answered = 0;
  const dropped: string[] = [];
  return {
    dropped,
    get answered() {
      return answered;
    },
    /** Asks each of them again and again whether it is ready. */
    watch: () =>
      setInterval(() => {
        for (const web of webs) {
          fetch(`${web.url}/readyz`).then(
            async (answer) => {
              await answer.arrayBuffer();
              web.ready = answer.ok;
            },
            () => {
              web.ready = false;
            },
          );
        }
      }, 100),
    async fetch(input: Parameters<typeof fetch>[0], init?: RequestInit): Promise<Response> {
      const { pathname, search } = new URL(String(input));
      const ready = webs.filter((web) => web.ready);
      next += 1;
      const web = ready[next % ready.length];
      if (!web) throw new TypeError('nobody is ready');
      try {
        const answer = await fetch(`${web.url}${pathname}${search}`, init);
        if (answer.ok) answered += 1;
        else dropped.push(`${pathname} ${answer.status}`);
        return answer;
      } catch (error) {
        // Its sender's own patience ended, on a busy machine: then it hung up, and not we.
        if (!init?.signal?.aborted) dropped.push(`${pathname} ${error instanceof Error ? error.name : 'failed'}`);
        throw error;
      }
    },
  };
}
