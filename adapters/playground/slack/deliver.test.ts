/** Slack's deliveries: really signed, tried again with the same id as Slack does, and owed across a restart. */
import { verifySlackRequest } from '@slack/bolt';
import { afterEach, describe, expect, it } from 'vitest';
import { memoryStore } from '../store.ts';
import { type Delivered, openStage, type Stage, until } from '../testing.ts';

const stages: Stage[] = [];
async function open(...args: Parameters<typeof openStage>): Promise<Stage> {
  const stage = await openStage(...args);
  stages.push(stage);
  return stage;
}
afterEach(async () => {
  for (const stage of stages.splice(0)) await stage.close();
});

function scene(stage: Stage) {
  const team = stage.playground.cast.slackTeams[0];
  const channel = team?.channels.find((one) => one.name === 'licensing');
  const say = (text: string) =>
    stage.playground.hooks.slackAct(team?.teamId ?? '', team?.users[0]?.id ?? '', {
      kind: 'post',
      channel: channel?.id ?? '',
      text,
    });
  return { say };
}
const eventId = (delivered: Delivered | undefined) =>
  (JSON.parse(delivered?.body ?? '{}') as { event_id?: string }).event_id;

describe('deliveries', () => {
  it('carry a signature that Bolt accepts and a changed body does not', async () => {
    const stage = await open();
    await scene(stage).say('hello');
    const delivered = await until(() => stage.delivered[0], 'the event');
    const signed = {
      signingSecret: stage.playground.slack.signingSecret,
      body: delivered.body,
      headers: {
        'x-slack-signature': String(delivered.headers['x-slack-signature']),
        'x-slack-request-timestamp': Number(delivered.headers['x-slack-request-timestamp']),
      },
    };
    expect(() => verifySlackRequest(signed)).not.toThrow();
    expect(() => verifySlackRequest({ ...signed, body: `${delivered.body} ` })).toThrow('signature mismatch');
    expect(delivered.path).toBe('/slack/events');
    expect(JSON.parse(delivered.body)).toMatchObject({
      type: 'event_callback',
      api_app_id: stage.playground.slack.appId,
      authorizations: [{ is_bot: true, user_id: stage.playground.slack.installations[0]?.botUserId }],
      event: {
        type: 'message',
        channel_type: 'channel',
        blocks: [{ type: 'rich_text' }],
        client_msg_id: expect.any(String),
      },
    });
  });

  it('are tried three times more when the bot fails, with the same id and the reason', async () => {
    const stage = await open({ timeScale: 0.0001 });
    stage.bot = (_req, res) => void res.writeHead(500).end();
    await scene(stage).say('hello');
    await until(() => stage.delivered.length === 4 && stage.playground.hooks.idle(), 'four tries');
    expect(new Set(stage.delivered.map(eventId)).size).toBe(1);
    expect(stage.delivered.map((one) => one.headers['x-slack-retry-num'])).toEqual([undefined, '1', '2', '3']);
    expect(stage.delivered[1]?.headers['x-slack-retry-reason']).toBe('http_error');
  });

  it('stop when the bot says so, and when it succeeds', async () => {
    const stage = await open({ timeScale: 0.0001 });
    stage.bot = (_req, res) => void res.writeHead(500, { 'x-slack-no-retry': '1' }).end();
    await scene(stage).say('one');
    await until(() => stage.delivered.length === 1 && stage.playground.hooks.idle(), 'one try');
    stage.bot = (_req, res) => void res.writeHead(stage.delivered.length > 2 ? 200 : 503).end();
    await scene(stage).say('two');
    await until(() => stage.delivered.length === 3 && stage.playground.hooks.idle(), 'two more');
    expect(stage.delivered[2]?.headers['x-slack-retry-num']).toBe('1');
  });

  it('wait the real time between tries, and count three seconds without an answer as a failure', async () => {
    const waits: number[] = [];
    const timers = {
      after: (ms: number, run: () => void) => {
        waits.push(ms);
        const timer = setTimeout(run, ms === 3000 ? 200 : 0);
        return () => clearTimeout(timer);
      },
    };
    const stage = await open({ timers });
    stage.bot = () => {};
    await scene(stage).say('nobody answers');
    await until(() => stage.delivered.length === 4, 'four tries');
    const between = waits.filter((ms) => ms !== 3000).map((ms) => Math.round(ms / 10_000) * 10_000);
    expect(between).toEqual([0, 0, 60_000, 300_000]);
    expect(stage.delivered[3]?.headers['x-slack-retry-reason']).toBe('http_timeout');
  });

  it('are owed across a kill: the next process sends them', async () => {
    const store = memoryStore();
    const first = await open({ store }, { start: false });
    await scene(first).say('while the bot was away');
    expect(first.delivered).toHaveLength(0);
    const second = await open({ store });
    const delivered = await until(() => second.delivered[0], 'the owed event');
    expect(delivered.body).toContain('while the bot was away');
    await until(() => second.playground.hooks.idle(), 'nothing owed');
    expect([...store.rows.values()].filter((row) => row.kind === 'slack.owed')).toHaveLength(0);
    expect(second.playground.slack.signingSecret).toBe(first.playground.slack.signingSecret);
  });

  it('come twice and in disorder when a test asks for it', async () => {
    const stage = await open();
    stage.playground.hooks.setChaos({ repeat: 1, delayMs: 20, random: () => 0.5 });
    await scene(stage).say('hello');
    await until(() => stage.delivered.length === 2 && stage.playground.hooks.idle(), 'both');
    expect(eventId(stage.delivered[0])).toBe(eventId(stage.delivered[1]));
  });
});
