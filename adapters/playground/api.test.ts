/** The page's API: what each person sees, what is refused, and the live stream that keeps it true. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LiveEvent, SlackSnapshot, TeamsSnapshot, WorldView } from './api-types.ts';
import { openStage, type Stage, until } from './testing.ts';

let stage: Stage;
let world: WorldView;
beforeAll(async () => {
  stage = await openStage();
  world = await get<WorldView>('world');
});
afterAll(() => stage.close());

async function get<T>(path: string): Promise<T> {
  const res = await fetch(`${stage.baseUrl}/playground/api/${path}`);
  return (await res.json()) as T;
}
const send = (path: string, body: unknown, type = 'application/json') =>
  fetch(`${stage.baseUrl}/playground/api/${path}`, {
    method: 'POST',
    headers: { 'content-type': type },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });

function people() {
  const [brackenford, harbourside] = world.slack;
  const [ashcombe] = world.teams;
  if (!brackenford || !harbourside || !ashcombe) throw new Error('the cast is short');
  return { brackenford, harbourside, ashcombe };
}

/** Opens the live stream and collects its events. */
async function watch(query: string): Promise<{ events: LiveEvent[]; stop(): void }> {
  const stop = new AbortController();
  const res = await fetch(`${stage.baseUrl}/playground/live?${query}`, { signal: stop.signal });
  expect(res.headers.get('content-type')).toBe('text/event-stream');
  const events: LiveEvent[] = [];
  void (async () => {
    let rest = '';
    const decoder = new TextDecoder();
    const reader = res.body?.getReader();
    for (let got = await reader?.read(); got && !got.done; got = await reader?.read()) {
      rest += decoder.decode(got.value, { stream: true });
      const parts = rest.split('\n\n');
      rest = parts.pop() ?? '';
      for (const part of parts) if (part.startsWith('data: ')) events.push(JSON.parse(part.slice(6)) as LiveEvent);
    }
  })().catch(() => {});
  await until(() => events.some((event) => event.type === 'hello'), 'hello');
  return { events, stop: () => stop.abort() };
}

describe('the world', () => {
  it('has two councils and a housing partner with people and the bot', () => {
    const { brackenford, harbourside, ashcombe } = people();
    expect([ashcombe.name, brackenford.name, harbourside.name]).toEqual([
      'Ashcombe Council',
      'Brackenford Council',
      'Harbourside Homes',
    ]);
    for (const home of [brackenford, harbourside, ashcombe]) {
      expect(home.people.length).toBeGreaterThanOrEqual(4);
      expect(home.bot.name).toBe('Guildhall');
      expect(home.people.every((person) => person.email.endsWith('.example') && person.initials.length === 2)).toBe(
        true,
      );
    }
    expect(world.notice).toContain('playground');
  });
});

describe('a Slack person', () => {
  it('sees public channels and own private ones, and counts what is unread', async () => {
    const { brackenford } = people();
    const [asha, callum] = brackenford.people;
    const snapshot = (as?: string) => get<SlackSnapshot>(`slack/snapshot?team=${brackenford.id}&as=${as}`);
    const names = (view: SlackSnapshot) => view.conversations.map((one) => one.name);
    expect(names(await snapshot(asha?.id))).toContain('licensing-visits');
    expect(names(await snapshot(callum?.id))).not.toContain('licensing-visits');
    const general = (await snapshot(asha?.id)).conversations.find((one) => one.name === 'general');
    await send('slack/act', {
      team: brackenford.id,
      as: asha?.id,
      act: { kind: 'post', channel: general?.id, text: '@Callum Reid look' },
    });
    const seen = (await snapshot(callum?.id)).conversations.find((one) => one.name === 'general');
    expect(seen).toMatchObject({ unread: 1, mentions: 1 });
    await send('slack/act', { team: brackenford.id, as: callum?.id, act: { kind: 'read', channel: general?.id } });
    expect((await snapshot(callum?.id)).conversations.find((one) => one.name === 'general')).toMatchObject({
      unread: 0,
      mentions: 0,
    });
  });

  it('may not read or write where they are not, nor change what is not theirs', async () => {
    const { brackenford, harbourside } = people();
    const [asha, callum] = brackenford.people;
    const hidden = (
      await get<SlackSnapshot>(`slack/snapshot?team=${brackenford.id}&as=${asha?.id}`)
    ).conversations.find((one) => one.kind === 'private');
    const read = await fetch(
      `${stage.baseUrl}/playground/api/slack/messages?team=${brackenford.id}&as=${callum?.id}&channel=${hidden?.id}`,
    );
    expect(read.status).toBe(404);
    expect(
      (
        await send('slack/act', {
          team: brackenford.id,
          as: callum?.id,
          act: { kind: 'post', channel: hidden?.id, text: 'x' },
        })
      ).status,
    ).toBe(404);
    expect(
      (await send('slack/act', { team: harbourside.id, as: asha?.id, act: { kind: 'openHome', tab: 'home' } })).status,
    ).toBe(404);
    const general = stage.playground.cast.slackTeams[0]?.channels[0]?.id;
    const posted = (await (
      await send('slack/act', {
        team: brackenford.id,
        as: asha?.id,
        act: { kind: 'post', channel: general, text: 'mine' },
      })
    ).json()) as { ts: string };
    const foreign = await send('slack/act', {
      team: brackenford.id,
      as: callum?.id,
      act: { kind: 'delete', channel: general, ts: posted.ts },
    });
    expect(foreign.status).toBe(403);
    expect(await foreign.json()).toEqual({ error: { code: 'not_yours', message: 'That is not your message.' } });
  });
});

describe('bad requests', () => {
  it.each([
    ['no JSON', 'text/plain', '{}', 415],
    ['a form', 'application/x-www-form-urlencoded', 'a=1', 415],
    ['broken JSON', 'application/json', '{', 400],
    ['null', 'application/json', 'null', 400],
    ['an unknown act', 'application/json', '{"team":"T","as":"U","act":{"kind":"explode"}}', 400],
  ])('%s', async (_what, type, body, status) => {
    expect((await send('slack/act', body, type)).status).toBe(status);
  });

  it('too large, unknown paths, unknown people', async () => {
    expect((await send('slack/act', 'x'.repeat(3_000_000))).status).toBe(413);
    expect((await fetch(`${stage.baseUrl}/playground/api/nothing`)).status).toBe(404);
    expect((await fetch(`${stage.baseUrl}/playground/live?slack=T0:U0`)).status).toBe(404);
    expect((await fetch(`${stage.baseUrl}/playground/api/slack/snapshot`)).status).toBe(400);
  });
});

describe('the live stream', () => {
  it('sends each person what they may see, and nothing else', async () => {
    const { brackenford, ashcombe } = people();
    const [asha, callum] = brackenford.people;
    const priya = ashcombe.people[0];
    const hers = await watch(`slack=${brackenford.id}:${asha?.id}&teams=${ashcombe.id}:${priya?.id}`);
    const his = await watch(`slack=${brackenford.id}:${callum?.id}`);
    const hidden = stage.playground.cast.slackTeams[0]?.channels.find((one) => one.private)?.id ?? '';
    const { hooks } = stage.playground;
    await hooks.slackAct(brackenford.id, asha?.id ?? '', { kind: 'post', channel: hidden, text: 'secret' });
    const teams = stage.playground.cast.tenant.teams[0]?.id ?? '';
    await hooks.teamsAct(priya?.id ?? '', { kind: 'post', conversation: teams, text: 'hello **you**' });
    await until(
      () =>
        hers.events.some(
          (event) => event.type === 'teams.message' && event.message.html === '<p>hello <strong>you</strong></p>',
        ),
      'the post',
    );
    expect(hers.events.some((event) => event.type === 'slack.message' && event.message.text === 'secret')).toBe(true);
    await until(() => his.events.some((event) => event.type === 'wire'), 'a call');
    expect(JSON.stringify(his.events)).not.toContain('secret');
    hers.stop();
    his.stop();
  });

  it('updates a root when a reply comes, and removes what is deleted', async () => {
    const { brackenford } = people();
    const asha = brackenford.people[0]?.id ?? '';
    const channel = stage.playground.cast.slackTeams[0]?.channels[0]?.id ?? '';
    const { events, stop } = await watch(`slack=${brackenford.id}:${asha}`);
    const { hooks } = stage.playground;
    const root = await hooks.slackAct(brackenford.id, asha, { kind: 'post', channel, text: 'root' });
    const reply = await hooks.slackAct(brackenford.id, asha, { kind: 'post', channel, thread: root.ts, text: 'reply' });
    await until(
      () =>
        events.some(
          (event) => event.type === 'slack.message' && event.message.ts === root.ts && event.message.replyCount === 1,
        ),
      'the count',
    );
    await hooks.slackAct(brackenford.id, asha, { kind: 'delete', channel, ts: reply.ts ?? '' });
    await until(
      () => events.some((event) => event.type === 'slack.removed' && event.ts === reply.ts && event.thread === root.ts),
      'the removal',
    );
    stop();
  });
});

describe('Teams', () => {
  it('shows the switch, and who is in what', async () => {
    const { ashcombe } = people();
    const [priya, , , , helen] = ashcombe.people;
    const view = (as?: string) =>
      get<TeamsSnapshot>(`teams/snapshot?tenant=${ashcombe.id}&as=${encodeURIComponent(as ?? '')}`);
    const hers = await view(priya?.id);
    expect(hers.teams.map((team) => team.channels.map((channel) => channel.name))).toEqual([
      ['General', 'Licensing'],
      ['General', 'Homelessness prevention'],
      ['General', 'Elections'],
    ]);
    expect(hers.chats.map((chat) => chat.kind)).toEqual(['bot', 'group']);
    expect((await view(helen?.id)).chats.map((chat) => chat.kind)).toEqual(['bot']);
  });
});

describe('the page', () => {
  it('comes under a policy that lets nothing in from elsewhere, and no file beside it', async () => {
    const res = await fetch(`${stage.baseUrl}/playground`);
    expect(res.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(res.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    for (const path of ['/playground/..%2Findex.ts', '/playground/index.ts', '/playground/.env']) {
      expect((await fetch(`${stage.baseUrl}${path}`)).status).toBe(404);
    }
  });
});
