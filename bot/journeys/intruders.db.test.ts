/** Journeys of those who are not invited: forged and repeated requests, unknown places, other sites, words aimed at the log. */

import { describe, expect, it } from 'vitest';
import { cast } from '../../adapters/playground/cast.ts';
import { indexJob } from '../../jobs/definitions.ts';
import { activity, envelope, sends, sendsAsSlack, sendsAsTeams } from '../testing/journey/forge.ts';
import { journey } from '../testing/journey/journey.ts';
import { everywhere } from '../testing/journey/town.ts';
import { eventually } from '../testing/journey/until.ts';

const town = journey();
const brackenford = cast.slackTeams[0]?.teamId ?? '';

/** Everything that the database holds outside the stand-ins' own world, counted. */
async function stored(): Promise<Record<string, number>> {
  const { prisma } = town.product;
  const [delivery, question, reply, identity, workspace, thread, reference] = await Promise.all([
    prisma.delivery.count(),
    prisma.question.count(),
    prisma.reply.count(),
    prisma.identity.count(),
    prisma.workspace.count(),
    prisma.thread.count(),
    prisma.teamsReference.count(),
  ]);
  return { delivery, question, reply, identity, workspace, thread, reference };
}

/** Does something that must leave no trace. */
async function leavesNothing(doing: () => Promise<void>): Promise<void> {
  await town.product.quiet();
  const before = await stored();
  await doing();
  await town.product.quiet();
  expect(await stored()).toEqual(before);
  expect((await sends(town.product, '/readyz', { method: 'GET' })).status).toBe(200);
}

const mention = async (words: string, more: Readonly<Record<string, unknown>> = {}) => {
  const asha = town.slack('asha.verma');
  const ts = `${Math.floor(Date.now() / 1000)}.${String(Math.floor(Math.random() * 1e6)).padStart(6, '0')}`;
  const text = `<@${asha.team.botUserId}> ${words}`;
  return {
    type: 'app_mention',
    user: asha.id,
    channel: await asha.channel('licensing'),
    ts,
    event_ts: ts,
    text,
    team: brackenford,
    ...more,
  };
};

describe('Slack’s door', () => {
  it('stays shut to forged, altered, old and future requests', async () => {
    const body = envelope(brackenford, 'Ev0FORGED01', await mention('forged words'));
    await leavesNothing(async () => {
      const refused = await Promise.all([
        sendsAsSlack(town.product, body, { secret: 'f'.repeat(32) }),
        sendsAsSlack(town.product, body, { signed: body.replace('forged', 'honest') }),
        sendsAsSlack(town.product, body, { at: -301 }),
        sendsAsSlack(town.product, body, { at: 330 }),
        sendsAsSlack(town.product, body, { at: 3600 }),
        sendsAsSlack(town.product, body, { headers: { 'x-slack-signature': 'v0=' } }),
        sendsAsSlack(town.product, body, { headers: { 'x-slack-request-timestamp': '' } }),
        sends(town.product, '/slack/events', { body, headers: { 'content-type': 'application/json' } }),
      ]);
      expect(refused).toEqual(refused.map(() => ({ status: 401, body: '' })));
    });
  });

  it('takes a repeated request once', async () => {
    // A message that stands there, so that its card finds its thread.
    const ts = await town.slack('asha.verma').says('licensing', 'Who said this twice?');
    const body = envelope(brackenford, 'Ev0TWICE001', await mention('Who said this twice?', { ts, event_ts: ts }));
    const answers = [];
    for (let time = 0; time < 3; time += 1) answers.push(await sendsAsSlack(town.product, body));
    answers.push(
      await sendsAsSlack(town.product, body, {
        headers: { 'x-slack-retry-num': '1', 'x-slack-retry-reason': 'http_timeout' },
      }),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    await town.teams('priya.nair').finds('Licensing', 'Who said this twice?');
    await town.product.quiet();
    const posts = await town.teams('priya.nair').sees('Licensing');
    expect(posts.filter(({ text }) => text.includes('Who said this twice?'))).toHaveLength(1);
  });

  it('keeps nothing of a workspace that is not ours', async () => {
    await leavesNothing(async () => {
      const event = await mention('From far away', { team: 'T0STRANGER1', user: 'U0STRANGER1' });
      expect((await sendsAsSlack(town.product, envelope('T0STRANGER1', 'Ev0STRANGE1', event))).status).toBe(200);
      const command = new URLSearchParams({
        command: '/guild',
        text: 'ask Who let me in?',
        team_id: 'T0STRANGER1',
        user_id: 'U0STRANGER1',
        channel_id: 'C0STRANGER1',
        trigger_id: '1.2.3',
      });
      const type = 'application/x-www-form-urlencoded';
      expect((await sendsAsSlack(town.product, String(command), { type })).status).toBe(200);
    });
  });

  it('survives what is no request', async () => {
    const form = 'application/x-www-form-urlencoded';
    await leavesNothing(async () => {
      for (const body of [
        'null',
        '[]',
        '"x"',
        '{',
        '{}',
        '{"type":"event_callback"}',
        '{"type":5,"event":[]}',
        '\u0000',
        '',
      ]) {
        const { status } = await sendsAsSlack(town.product, body);
        expect([200, 400], JSON.stringify(body)).toContain(status);
      }
      for (const body of [
        'payload=null',
        'payload=%7B',
        'payload=%7B%22type%22%3A%22block_actions%22%7D',
        'command=%2Fguild',
        '=',
      ]) {
        const { status } = await sendsAsSlack(town.product, body, { type: form });
        expect([200, 400], body).toContain(status);
      }
      const large = await sendsAsSlack(
        town.product,
        JSON.stringify({ type: 'event_callback', x: 'x'.repeat(3_000_000) }),
      );
      expect([413, 0]).toContain(large.status);
    });
  });
});

describe('Teams’ door', () => {
  it('stays shut to strangers and to strange tokens', async () => {
    const body = activity(town.product, 'Who let me in?');
    const now = Math.floor(Date.now() / 1000);
    await leavesNothing(async () => {
      const refused = await Promise.all([
        sends(town.product, '/api/messages', { body, headers: { 'content-type': 'application/json' } }),
        sends(town.product, '/api/messages', { body, headers: { authorization: 'Bearer x.y.z' } }),
        sendsAsTeams(town.product, body, { aud: 'another bot' }),
        sendsAsTeams(town.product, body, { iss: 'https://sts.windows.net/x/' }),
        sendsAsTeams(town.product, body, { exp: now - 3600 }),
        sendsAsTeams(town.product, body, { nbf: now + 3600 }),
        sendsAsTeams(town.product, body, { serviceurl: 'https://elsewhere.example/' }),
        sendsAsTeams(town.product, activity(town.product, 'x', { serviceUrl: undefined })),
      ]);
      expect(refused).toEqual(refused.map(() => ({ status: 401, body: '' })));
    });
  });

  it('keeps nothing of a tenant that is not ours', async () => {
    const tenant = '11111111-2222-4333-8444-555555555555';
    await leavesNothing(async () => {
      const place = { id: '19:x@thread.tacv2', conversationType: 'channel', isGroup: true, tenantId: tenant };
      const body = activity(town.product, 'x', { conversation: place, channelData: { tenant: { id: tenant } } });
      expect(await sendsAsTeams(town.product, body)).toEqual({ status: 401, body: '' });
    });
  });

  it('survives what is no activity', async () => {
    await leavesNothing(async () => {
      for (const body of ['{}', '[]', 'null', '{"type":5}', '{"type":"message"', '', '\u0000']) {
        const { status, body: said } = await sendsAsTeams(town.product, body);
        expect([400, 401], body).toContain(status);
        expect(said).toBe('');
      }
      const { serviceUrl } = town.product.playground.teams;
      for (const more of [{ type: 5 }, { from: null }, { conversation: 7 }, { type: 'invoke', name: 'task/fetch' }]) {
        const { status } = await sendsAsTeams(town.product, JSON.stringify({ serviceUrl, ...more }));
        expect([400, 401]).toContain(status);
      }
      const large = await sendsAsTeams(town.product, JSON.stringify({ serviceUrl, text: 'x'.repeat(10_000_000) }));
      expect([413, 0]).toContain(large.status);
    });
  });

  it('takes a repeated activity once', async () => {
    const priya = town.teams('priya.nair');
    const id = await priya.says('Licensing', 'Who said that twice in Teams?');
    const body = activity(town.product, 'Who said that twice in Teams?', { id });
    expect([(await sendsAsTeams(town.product, body)).status, (await sendsAsTeams(town.product, body)).status]).toEqual([
      200, 200,
    ]);
    const asha = town.slack('asha.verma');
    await asha.finds('licensing', 'Who said that twice in Teams?');
    await town.product.quiet();
    expect(
      (await asha.sees('licensing')).filter(({ text }) => text.includes('Who said that twice in Teams?')),
    ).toHaveLength(1);
    expect((await priya.sees('Licensing')).length).toBeGreaterThan(0);
  });
});

describe('the playground', () => {
  const act = (text: string) =>
    JSON.stringify({ team: brackenford, as: town.slack('asha.verma').id, act: { kind: 'post', channel: 'C', text } });

  it('answers this machine alone', async () => {
    const { host } = new URL(town.product.url);
    const json = { 'content-type': 'application/json' };
    const path = '/playground/api/slack/act';
    const refused: readonly Record<string, string>[] = [
      { host: 'guildhall.example.org' },
      { host: `localhost.evil.example:${new URL(town.product.url).port}` },
      { host, 'x-forwarded-for': '203.0.113.7' },
      { host, forwarded: 'for=203.0.113.7' },
      { host, via: '1.1 proxy' },
      { host, origin: 'https://evil.example' },
      { host, 'sec-fetch-site': 'cross-site' },
      { host, origin: 'null' },
    ];
    for (const headers of refused) {
      const said = JSON.stringify(headers);
      expect(
        (await sends(town.product, path, { headers: { ...json, ...headers }, body: act('let me in') })).status,
        said,
      ).toBe(403);
      expect((await sends(town.product, '/playground', { method: 'GET', headers })).status, said).toBe(403);
      expect((await sends(town.product, '/playground/live', { method: 'GET', headers })).status, said).toBe(403);
    }
    expect((await sends(town.product, '/playground', { method: 'GET', headers: { host } })).status).toBe(200);
    // A form on another page can send text/plain without asking.
    const plain = await sends(town.product, path, {
      headers: { host, 'content-type': 'text/plain' },
      body: act('let me in'),
    });
    expect(plain.status).toBe(415);
  });
});

describe('what is written down', () => {
  const marker = 'zqxmarker';
  const red = '\u001b[31m';
  const injected = `${marker} first\n{"level":"error","event":"forged"}\r\n${red}red ${marker}`;

  it('a name or a text never makes a line of the log, and no words of people are in it', async () => {
    const asha = town.slack('asha.verma');
    const priya = town.teams('priya.nair');
    const owen = town.slack('owen.pike');
    town.product.playground.hooks.changeUser(brackenford, asha.id, {
      real_name: injected,
      profile: { real_name: injected, display_name: injected, email: `${marker}@brackenford.example` },
    });
    // Every way in: message, form, draft, command, search, edit, file, name of a community and of a channel.
    const root = await asha.says('licensing', `@Guildhall ${injected} one`);
    const at = await everywhere(town, `${marker} first`, { in: 'brackenford', id: root });
    await asha.edits('licensing', root, `@Guildhall ${injected} two`);
    await priya.says('Licensing', `${injected} three`, { root: at.ashcombe.id, files: [{ name: `${marker}.pdf` }] });
    await priya.says('Guildhall', `${injected} four`);
    await asha.commands('general', `communities ${injected}`);
    await asha.commands('general', `${marker}`);
    await priya.searches('Licensing', injected);
    await owen.commands('general', 'create');
    await owen.submits(await owen.form('Create a community'), {
      Name: `${marker} officers`,
      'What is it for?': injected,
    });
    await owen.commands('general', `bind ${marker} officers`);
    await owen.finds('general', `belongs to ${marker} officers now.`);
    town.product.playground.hooks.renameChannel(brackenford, await owen.channel('general'), `${marker}-general`);
    await owen.shortcut('Ask the community', { channel: 'licensing', ts: root });
    await owen.act({ kind: 'close', view: (await owen.form('Ask a community')).id });
    await town.product.quiet();
    for (const line of town.product.lines) {
      expect(line.endsWith('\n') && line.indexOf('\n') === line.length - 1, line).toBe(true);
      const { level, event } = JSON.parse(line) as { level: string; event: string };
      expect(['info', 'warn', 'error']).toContain(level);
      expect(event).not.toBe('forged');
      expect(line).not.toContain(marker);
      for (const { name, email } of [...cast.tenant.users, ...cast.slackTeams.flatMap((team) => team.users)]) {
        expect(line).not.toContain(name);
        expect(line).not.toContain(email);
      }
    }
    // The figures name nobody either.
    const { status, body } = await sends(town.product, '/metrics', { method: 'GET' });
    expect(status).toBe(200);
    expect(body).not.toContain(marker);
    expect(body).not.toMatch(/Licensing|Asha|Priya/i);
  });

  it('words lie in the tables that are for them, and nowhere else: not in the queue, not beside deliveries', async () => {
    const { prisma } = town.product;
    await town.product.soon(indexJob);
    await eventually(async () => expect(await prisma.searchStale.count()).toBe(0));
    const tables = await prisma.$queryRaw<{ schema: string; name: string }[]>`
      SELECT table_schema AS schema, table_name AS name FROM information_schema.tables
      WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')`;
    const holding: string[] = [];
    for (const { schema, name } of tables) {
      const [row] = await prisma.$queryRawUnsafe<{ n: number }[]>(
        `SELECT count(*)::int AS n FROM "${schema}"."${name}" x WHERE x::text ILIKE '%${marker}%'`,
      );
      if ((row?.n ?? 0) > 0) holding.push(name);
    }
    expect(tables.length).toBeGreaterThan(15);
    // Of these, five keep words so that communities and questions are found by them.
    const found = ['asked_question', 'asked_term', 'community_term', 'search_spelling', 'spelling'];
    const kept = ['channel', 'community', 'identity', 'playground_record', 'question', 'reply'];
    expect(holding.sort()).toEqual([...found, ...kept].sort());
  });

  it('a search is for words, whatever they are', async () => {
    const priya = town.teams('priya.nair');
    const all = (await priya.searches('Licensing', '')).length;
    expect(all).toBeGreaterThan(0);
    for (const query of ["' OR ''='", '%', '_', '\\', '%%%', '$', ':*', '!&|'])
      expect(await priya.searches('Licensing', query), query).toEqual([]);
    // What looks like an injection is the words in it, which some questions and answers say; never all.
    for (const query of ["' OR 1=1 --", '$1', "'; DROP TABLE reply; --"])
      expect((await priya.searches('Licensing', query)).length, query).toBeLessThan(all);
    expect((await priya.searches('Licensing', 'pavement')).length).toBe(1);
    await eventually(async () => expect(await town.product.prisma.reply.count()).toBeGreaterThan(0));
  });
});
