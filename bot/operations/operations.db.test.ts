/** What threatens a deployment is told to its operator once for each cause, and again that it is over. */
import { expect, test } from 'vitest';
import { createConnections } from '../../prisma/connections.ts';
import { OPERATOR_CHANNEL, writeSetting } from '../../prisma/settings.ts';
import { assemble } from '../assemble.ts';
import { systemIds } from '../clock.ts';
import { ChatError } from '../core/chat.ts';
import type { Log } from '../core/ports.ts';
import { type Story, story } from '../testing/story.ts';
import { wordsOf } from '../testing/words-of.ts';
import { createWords } from '../words/catalogue.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const CHANNEL = 'brackenford/operators';

interface Operated extends Story {
  /** What a machine would say of itself. */
  readonly machine: { free: number | null; jobsSince: Date | null | undefined };
  /** The first line of everything that was told in the operator's channel since the last look. */
  told(): readonly string[];
  /** Runs the job so often, so far apart, and brings what it owes. */
  pass(ms: number, step?: number): Promise<void>;
}

async function operated(): Promise<Operated> {
  const machine: Operated['machine'] = { free: null, jobsSince: null };
  const watching = {
    refusals: ['token_revoked', 'token'],
    freeBytes: async () => machine.free,
    jobsSince: async () => machine.jobsSince,
  };
  const told = await story({ watching });
  const { s } = told;
  await writeSetting(s.prisma, OPERATOR_CHANNEL, `slack/${CHANNEL}`, s.clock.now());
  let seen = 0;
  return {
    ...told,
    machine,
    told() {
      const all = s.slack.posted
        .filter(({ to }) => to.id === CHANNEL)
        .map(({ card }) => wordsOf(card).split('\n')[0] ?? '');
      const news = all.slice(seen);
      seen = all.length;
      return news;
    },
    async pass(ms, step = ms) {
      for (let passed = 0; passed < ms; passed += step) {
        s.clock.pass(step);
        await s.alarms.tell();
        await s.settle();
      }
    },
  };
}

/** A second worker's alarms on the same database. */
const another = ({ s }: Story) =>
  assemble({
    prisma: s.prisma,
    door: s.door,
    secrets: [new Uint8Array(32).fill(7)],
    chats: new Map(),
    words: createWords(),
    clock: s.clock,
    ids: systemIds,
    log: silent,
    jobs: { hint: async () => undefined },
  });
const silent: Log = { info() {}, warn() {}, error() {}, with: () => silent };

test('a secret that ends is told of 60, 30 and 7 days before, on the day and after it: each once, by two workers at once', async () => {
  const all = await operated();
  const { s } = all;
  const second = another(all);
  const store = createConnections({
    prisma: s.prisma,
    secrets: [new Uint8Array(32).fill(7)],
    newId: () => systemIds.next(),
    clock: s.clock,
  });
  const endsAt = new Date(Date.UTC(2027, 2, 1));
  const teams = { tenant: 'downs', multiTenant: false };
  const common = { platform: 'teams', organisation: 'Downs Partnership', appId: 'a', secret: 'hush', teams } as const;
  await store.add({ ...common, name: 'downs', secretExpiresAt: endsAt });
  const heard: [number, string][] = [];
  while (s.clock.now().getTime() < endsAt.getTime() + 5 * DAY) {
    s.clock.pass(12 * HOUR);
    await Promise.all([s.alarms.tell(), second.alarms.tell()]);
    await s.settle();
    const days = (endsAt.getTime() - s.clock.now().getTime()) / DAY;
    for (const one of all.told()) heard.push([days, one]);
  }
  expect(heard.map(([days]) => Math.ceil(days) + 0)).toEqual([60, 30, 7, 0, -1]);
  const words = heard.map(([, one]) => one);
  expect(words[0]).toBe(
    'The secret of the connection “downs” (Downs Partnership, Microsoft Teams) ends in 60 days, on 2027-03-01. Make a new one and run: npm run connect -- rotate downs',
  );
  expect(words[2]).toContain('ends in 7 days');
  expect(words[3]).toContain('ends today');
  expect(words[4]).toContain('ended on 2027-03-01. What is owed there waits.');
  // A new one: over, and told of again when it ends in its turn.
  await store.rotate(
    { name: 'downs', multiTenant: false },
    { secret: 'hush2', expiresAt: new Date(endsAt.getTime() + 31 * DAY) },
  );
  await all.pass(MINUTE);
  expect([...all.told()].sort()).toEqual([
    'The connection “downs” (Downs Partnership, Microsoft Teams) has a new secret.',
    expect.stringContaining('ends in 26 days, on 2027-04-01'),
  ]);
}, 120_000);

test('a platform whose door is shut for more than ten minutes is deaf, unless this process has just come up', async () => {
  const all = await operated();
  const { s } = all;
  await s.ears('teams').beat();
  await s.ears('slack').beat();
  s.clock.pass(3 * HOUR);
  // A worker that starts after a night: it does not know yet whether anybody opens the door.
  const second = another(all);
  await second.alarms.tell();
  await s.ears('slack').beat();
  await second.alarms.tell();
  await s.settle();
  expect(all.told()).toEqual([]);
  for (let minute = 0; minute < 12; minute += 1) {
    await s.ears('slack').beat();
    s.clock.pass(MINUTE);
    await second.alarms.tell();
    await s.mend();
    await s.settle();
  }
  expect(all.told()).toEqual([
    'Microsoft Teams could not reach Guildhall for 191 minutes: no process has its door open.',
  ]);
  await s.ears('teams').beat();
  await s.ears('slack').beat();
  await s.alarms.tell();
  await s.settle();
  expect(all.told()).toEqual([
    'Microsoft Teams can reach Guildhall again. What was said meanwhile is being looked for.',
  ]);
});

test('what stands is not over for a process that has just come up, whichever of two it is', async () => {
  const all = await operated();
  const { s, asha } = all;
  await s.ears('slack').beat();
  await s.ears('teams').beat();
  await s.bot.accept(s.event(asha, s.private(asha), { kind: 'command', name: 'help', text: '' }));
  for (let minute = 0; minute < 70; minute += 10) {
    await s.ears('slack').beat();
    await all.pass(10 * MINUTE);
  }
  expect([...all.told()].sort()).toEqual([
    expect.stringContaining('An event that was accepted and is not acted on'),
    expect.stringMatching(/^Microsoft Teams could not reach Guildhall/),
    expect.stringContaining('Work that was due'),
  ]);
  // One is started anew beside it, and tells in its turn for longer than its grace.
  const fresh = another(all);
  for (let minute = 0; minute < 70; minute += 1) {
    await s.ears('slack').beat();
    await all.pass(MINUTE);
    await fresh.alarms.tell();
    await s.settle();
  }
  expect(all.told()).toEqual([]);
  await s.ears('teams').beat();
  await fresh.alarms.tell();
  await s.settle();
  expect(all.told()).toEqual([
    'Microsoft Teams can reach Guildhall again. What was said meanwhile is being looked for.',
  ]);
});

test('a connection that is heard by socket has a door of its own, as long as it has a workspace', async () => {
  const all = await operated();
  const { s } = all;
  const store = createConnections({
    prisma: s.prisma,
    secrets: [new Uint8Array(32).fill(7)],
    newId: () => systemIds.next(),
    clock: s.clock,
  });
  await store.add({
    name: 'downs',
    platform: 'slack',
    organisation: 'Downs Partnership',
    appId: '',
    appToken: 'xapp-1',
    secretExpiresAt: null,
    slack: { externalId: 'T0D', token: 'xoxb-d', botUserId: 'U', botId: 'B', name: 'D', url: '', scopes: [] },
  });
  await s.ears('slack').beat({ name: 'downs', workspaces: ['T0D'] });
  for (let minute = 0; minute < 12; minute += 1) {
    await s.ears('slack').beat();
    await all.pass(MINUTE);
  }
  expect(all.told()).toEqual([
    'Slack could not reach the connection “downs” for 11 minutes: no process has a socket of it open.',
  ]);
  await store.remove('downs');
  await s.ears('slack').beat();
  await all.pass(MINUTE);
  expect(all.told()).toEqual([
    'Slack can reach the connection “downs” again. What was said meanwhile is being looked for.',
  ]);
});

test('messages that wait for more than five minutes are told of by platform and organisation, and a refused token as such', async () => {
  const all = await operated();
  const { s, ben, slackChannel } = all;
  // Teams takes nothing.
  for (let fail = 0; fail < 10; fail += 1) s.teams.failNext('post', new ChatError('busy', 'http_503', 2 * MINUTE));
  await s.say(ben, slackChannel, 'Who mends kerbs in Downs?', { addressed: true });
  await all.pass(5 * MINUTE, MINUTE);
  expect(all.told()).toEqual([]);
  await all.pass(2 * MINUTE, MINUTE);
  const [lane, ...rest] = all.told();
  expect(lane).toMatch(
    /^Messages for Ashcombe Council \(Microsoft Teams\) do not arrive: \d, the oldest for 6 minutes/,
  );
  expect(lane).not.toMatch(/kerbs|Licensing|Ben/);
  expect(rest).toEqual([]);
  await all.pass(30 * MINUTE, MINUTE);
  expect(all.told()).toEqual(['Messages for Ashcombe Council (Microsoft Teams) arrive as usual again.']);
  // Its token is refused: that is told at once, though the other was within the hour.
  for (let fail = 0; fail < 20; fail += 1) s.teams.failNext('post', new ChatError('busy', 'token', MINUTE));
  await s.say(ben, slackChannel, 'And who paints lines?', { addressed: true });
  await all.pass(7 * MINUTE, MINUTE);
  expect(all.told()).toEqual([
    expect.stringMatching(
      /^Microsoft Teams refuses what Guildhall identifies itself with at Ashcombe Council \(token\)/,
    ),
  ]);
});

test('a token that is refused while messages wait is told as such and as nothing else, and so is its mending', async () => {
  const all = await operated();
  const { s, ben, slackChannel } = all;
  for (let fail = 0; fail < 10; fail += 1) s.teams.failNext('post', new ChatError('busy', 'http_503', 2 * MINUTE));
  await s.say(ben, slackChannel, 'Who mends kerbs in Downs?', { addressed: true });
  await all.pass(7 * MINUTE, MINUTE);
  expect(all.told()).toEqual([expect.stringMatching(/^Messages for Ashcombe Council/)]);
  await s.prisma.outgoing.updateMany({ where: { platform: 'teams', state: 'owed' }, data: { code: 'token' } });
  await s.alarms.tell();
  await s.settle();
  expect(all.told()).toEqual([expect.stringMatching(/^Microsoft Teams refuses what Guildhall identifies itself with/)]);
  // It is mended, and what is owed is still being brought: neither over yet, nor said anew.
  await s.prisma.outgoing.updateMany({ where: { platform: 'teams', state: 'owed' }, data: { code: 'http_503' } });
  await s.alarms.tell();
  await s.settle();
  expect(all.told()).toEqual([]);
  await all.pass(60 * MINUTE, MINUTE);
  expect(all.told()).toEqual(['Messages for Ashcombe Council (Microsoft Teams) arrive as usual again.']);
});

test('what cannot be asked just now is not over', async () => {
  const all = await operated();
  const { machine, s } = all;
  machine.free = 900_000_000;
  machine.jobsSince = s.clock.now();
  await all.pass(6 * MINUTE);
  expect(all.told()).toHaveLength(2);
  machine.free = null;
  machine.jobsSince = undefined;
  await all.pass(MINUTE);
  expect(all.told()).toEqual([]);
  machine.free = 5_000_000_000;
  machine.jobsSince = null;
  await all.pass(MINUTE);
  expect([...all.told()].sort()).toEqual([
    'The disk of the data folder has room again.',
    'Work that is due is taken up as usual again.',
  ]);
});

test('what comes and goes is told of once an hour at most', async () => {
  const all = await operated();
  const { machine } = all;
  const heard: string[] = [];
  // A minute full, a minute not, for two hours and ten minutes.
  for (let minute = 0; minute < 130; minute += 1) {
    machine.free = minute % 2 === 0 ? 900_000_000 : 5_000_000_000;
    await all.pass(MINUTE);
    heard.push(...all.told());
  }
  expect(heard.filter((one) => one.includes('has 900 MB left'))).toHaveLength(3);
  expect(heard.filter((one) => one.includes('has room again'))).toHaveLength(3);
});

test('dead letters, an event that is not acted on, work that nobody takes up, and an app that was removed', async () => {
  const all = await operated();
  const { s, asha, machine } = all;
  const event = s.event(asha, s.private(asha), { kind: 'command', name: 'help', text: '' });
  await s.bot.accept(event);
  await all.pass(6 * MINUTE, MINUTE);
  expect(all.told()).toEqual([expect.stringMatching(/^Work that was due has waited for \d minutes/)]);
  await all.pass(HOUR, 10 * MINUTE);
  expect(all.told()).toEqual([
    expect.stringMatching(/^An event that was accepted and is not acted on waits for 6\d minutes/),
  ]);
  await s.prisma.delivery.updateMany({ where: { state: 'stored' }, data: { state: 'dead' } });
  await all.pass(MINUTE);
  expect([...all.told()].sort()).toEqual([
    'Everything that was accepted is acted on in time again.',
    'What Guildhall has given up so far: 1 event and no messages. npm run jobs -- failed lists them.',
    'Work that is due is taken up as usual again.',
  ]);
  await s.prisma.delivery.updateMany({ where: { state: 'dead' }, data: { state: 'settled', body: null } });
  machine.jobsSince = s.clock.now();
  await all.pass(6 * MINUTE, MINUTE);
  expect(all.told()).toEqual(['Nothing is given up any more.', expect.stringContaining('Work that was due')]);
  machine.jobsSince = null;
  await s.prisma.workspace.updateMany({ where: { externalId: 'brackenford' }, data: { connection: 'slack' } });
  const installation = {
    connection: 'slack',
    externalId: 'brackenford',
    botUserId: 'U',
    botId: 'B',
    name: 'n',
    url: '',
  };
  await s.prisma.installation.create({ data: { ...installation, state: 'revoked', givenAt: s.clock.now() } });
  await all.pass(MINUTE);
  expect([...all.told()].sort()).toEqual([
    expect.stringContaining('The connection “slack” (Brackenford Council, Slack) has ended'),
    'Work that is due is taken up as usual again.',
  ]);
});

test('without a channel there is the log alone; a channel that is named later hears what stands', async () => {
  const all = await operated();
  const { s, machine } = all;
  await writeSetting(s.prisma, OPERATOR_CHANNEL, null, s.clock.now());
  machine.free = 10;
  await all.pass(10 * MINUTE, MINUTE);
  expect(s.slack.posted).toEqual([]);
  expect(await s.prisma.outgoing.count({ where: { subject: { startsWith: 'alarm:' } } })).toBe(0);
  s.clock.pass(1);
  await writeSetting(s.prisma, OPERATOR_CHANNEL, `slack/${CHANNEL}`, s.clock.now());
  await all.pass(10 * MINUTE, MINUTE);
  expect(all.told()).toEqual(['The disk of the data folder has 0 MB left.']);
});

test('the log names the cause and the section, and nobody', async () => {
  const all = await operated();
  const lines: string[] = [];
  const log: Log = {
    info: (event, fields) => void lines.push(`info ${event} ${JSON.stringify(fields)}`),
    warn: (event, fields) => void lines.push(`warn ${event} ${JSON.stringify(fields)}`),
    error: () => undefined,
    with: () => log,
  };
  let free = 10;
  const { alarms } = assemble({
    prisma: all.s.prisma,
    door: all.s.door,
    secrets: [new Uint8Array(32).fill(7)],
    chats: new Map(),
    words: createWords(),
    clock: all.s.clock,
    ids: systemIds,
    log,
    jobs: { hint: async () => undefined },
    watching: { refusals: [], freeBytes: async () => free, jobsSince: async () => null },
  });
  await alarms.tell();
  await alarms.tell();
  free = 2e9;
  await alarms.tell();
  expect(lines).toEqual([
    'warn alarm {"cause":"disk","kind":"disk","stage":1,"section":3}',
    'info alarm.over {"cause":"disk","kind":"disk"}',
  ]);
});
