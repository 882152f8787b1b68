/** The order of things: whose it is, wanted, stored, acknowledged, acted on; once; and never our own words. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SlackOptions } from './index.ts';
import { PATIENCE_MS } from './listen.ts';
import { asSent, fixture } from './testing/fixture.ts';
import { DOORS, slackHarness as harness, type SlackHarness } from './testing/harness.ts';
import { INSTALLATION, OTHER_TEAM, SECRET, SENTENCES, TEAM } from './testing/slack-people.ts';

/** docs.slack.dev/apis/events-api: an answer is waited for three seconds. */
const SLACK_GIVES_UP_MS = 3_000;

const message = () => fixture('message');

describe.each(DOORS)('by %s', (door) => {
  const slackHarness = (more: Partial<SlackOptions> = {}) => harness(more, { door });
  let it: SlackHarness;
  beforeEach(async () => {
    it = await slackHarness();
  });
  afterEach(() => it.close());

  describe('workspaces', () => {
    test('one that is not ours is acknowledged and forgotten: nothing asked, nothing stored', async () => {
      const foreign = {
        ...message(),
        team_id: OTHER_TEAM,
        context_team_id: OTHER_TEAM,
        authorizations: [{ team_id: OTHER_TEAM }],
      };
      expect((await it.send(it.sign({ json: foreign }))).status).toBe(200);
      const command = { ...fixture('slash-command'), team_id: OTHER_TEAM };
      expect((await it.send(it.sign(asSent(command)))).status).toBe(200);
      expect(it.bot.asked).toEqual([]);
      expect(it.lines.map((line) => line.event)).toContain('slack.unknown_workspace');
    });

    test('a press by somebody of another workspace, on our message in a shared channel, is theirs and heard through ours', async () => {
      const press = {
        ...fixture('block-actions'),
        team: { id: OTHER_TEAM },
        user: { id: 'U0CERI', name: 'ceri', team_id: OTHER_TEAM },
      };
      await it.send(it.sign({ payload: press }));
      const event = it.bot.last('action');
      expect([event.workspace, event.from.id, event.in.id]).toEqual([
        OTHER_TEAM,
        `${OTHER_TEAM}/U0CERI`,
        `${TEAM}/C0LICENCE`,
      ]);
    });

    test('a database that cannot say whose it is: 503 and again later', async () => {
      await it.close();
      let away = true;
      it = await slackHarness({
        installations: {
          find: async () => {
            if (away) throw new Error('the password is hunter2');
            return INSTALLATION;
          },
        },
      });
      const answer = await it.send(it.sign({ json: message() }));
      expect([answer.status, answer.body]).toEqual([503, '']);
      expect(JSON.stringify(it.lines)).not.toContain('hunter2');
      away = false;
      expect((await answer.again()).status).toBe(200);
      expect(it.bot.effects).toHaveLength(1);
    });
  });

  describe('acknowledging', () => {
    test('a repeated delivery with retry headers has no second effect', async () => {
      const body = { json: message() };
      await it.send(it.sign(body));
      for (const num of ['1', '2', '3']) {
        const retry = it.sign(body, { 'x-slack-retry-num': num, 'x-slack-retry-reason': 'http_timeout' });
        expect((await it.send(retry)).status).toBe(200);
      }
      expect(it.bot.effects).toHaveLength(1);
    });

    test('a mention that is told twice is one message, in either order', async () => {
      for (const order of [
        ['app-mention', 'message-mention'],
        ['message-mention', 'app-mention'],
      ] as const) {
        const before = it.bot.effects.length;
        const ts = `17000001${before}0.000100`;
        for (const name of order) {
          const payload = fixture(name);
          await it.send(it.sign({ json: { ...payload, event: { ...(payload.event as object), ts } } }));
        }
        expect(it.bot.effects).toHaveLength(before + 1);
        expect(it.bot.last('message').addressed).toBe(true);
      }
    });

    test('the same message heard by two workspaces of a shared channel is one', async () => {
      await it.close();
      it = await slackHarness({ installations: { find: async (teamId) => ({ ...INSTALLATION, teamId }) } });
      for (const team of [TEAM, OTHER_TEAM]) {
        await it.send(
          it.sign({
            json: {
              ...fixture('message-connect'),
              team_id: team,
              event_id: `Ev-${team}`,
              authorizations: [{ team_id: team }],
            },
          }),
        );
      }
      expect(it.bot.effects).toHaveLength(1);
      expect(it.bot.asked.map((event) => event.from.id)).toEqual(['T0OTHER/U0CERI', 'T0OTHER/U0CERI']);
    });

    test('it is stored before it is acknowledged, and acknowledged before it is acted on', async () => {
      const order: string[] = [];
      let act: () => void = () => undefined;
      const held = new Promise<void>((resolve) => {
        act = resolve;
      });
      it.bot.storing = () => void order.push('stored');
      it.bot.reply = async () => {
        await held;
        order.push('acted on');
        return { kind: 'nothing' };
      };
      const answer = await it.knock(it.sign({ json: message() }));
      order.push(`acknowledged ${answer.status}`);
      act();
      await it.slack.idle();
      expect(order).toEqual(['stored', 'acknowledged 200', 'acted on']);
    });

    test('a database that hangs: 503 before Slack gives up, and no second effect when it was stored after all', async () => {
      let release: () => void = () => undefined;
      it.bot.storing = () =>
        new Promise((resolve) => {
          release = resolve;
        });
      const answer = await it.knock(it.sign({ json: message() }));
      expect([answer.status, answer.body]).toEqual([503, '']);
      expect(PATIENCE_MS).toBeLessThan(SLACK_GIVES_UP_MS);
      release();
      it.bot.storing = () => undefined;
      await it.send(it.sign({ json: message() }));
      expect(it.bot.effects).toHaveLength(1);
      // That the answer came too late is said once, and nothing else is wrong.
      expect(it.lines).toEqual([{ event: 'slack.late', fields: {} }]);
    });

    test('a database that hangs and then fails: why is in the log, without its words', async () => {
      let fail: (why: Error) => void = () => undefined;
      it.bot.storing = () =>
        new Promise((_, reject) => {
          fail = reject;
        });
      expect((await it.knock(it.sign({ json: message() }))).status).toBe(503);
      fail(new Error('the password is hunter2'));
      await expect.poll(() => it.lines.map((line) => line.event)).toContain('slack.not_taken');
      it.bot.storing = () => undefined;
      await it.send(it.sign({ json: message() }));
      expect(it.bot.effects).toHaveLength(1);
      expect(it.lines.map((line) => line.event)).toEqual(['slack.late', 'slack.not_taken']);
      expect(JSON.stringify(it.lines)).not.toContain('hunter2');
    });

    test('a form and a typeahead are given two seconds, everything else all the time it needs', async () => {
      await it.send(it.sign({ payload: fixture('block-suggestion') }));
      expect(it.bot.limits).toEqual([2_000]);
      await it.send(it.sign(asSent(fixture('slash-command'))));
      expect(it.bot.limits).toEqual([2_000]);
    });

    test('the same words searched for twice are two searches; a repeated request is one', async () => {
      const first = it.sign({ payload: fixture('block-suggestion') });
      await it.send(first);
      it.clock.at = new Date(it.clock.at.getTime() + 1_000);
      await it.send(first);
      expect(it.bot.effects).toHaveLength(1);
      await it.send(it.sign({ payload: fixture('block-suggestion') }));
      expect(it.bot.effects).toHaveLength(2);
    });

    test('a command that is not ours is acknowledged and forgotten', async () => {
      expect((await it.send(it.sign(asSent({ ...fixture('slash-command'), command: '/other' })))).status).toBe(200);
      expect(it.bot.asked).toEqual([]);
    });

    test('a typeahead that is not wanted has no options, and a press nothing; neither is acted on', async () => {
      it.bot.wants = () => false;
      const answer = await it.send(it.sign({ payload: fixture('block-suggestion') }));
      expect(JSON.parse(answer.body)).toEqual({ options: [] });
      expect((await it.send(it.sign({ payload: fixture('block-actions') }))).body).toBe('');
      expect([it.bot.effects, it.lines, it.fake.calls]).toEqual([[], [], []]);
    });

    test('a form whose seal does not open keeps its words and says so', async () => {
      const view = {
        id: 'V1',
        hash: '1',
        type: 'modal',
        callback_id: 'ask',
        private_metadata: 'forged',
        title: { type: 'plain_text', text: 'Ask' },
        blocks: [{ type: 'input', block_id: 'title' }],
        state: { values: {} },
      };
      const answer = await it.send(
        it.sign({
          payload: { type: 'view_submission', team: { id: TEAM }, user: { id: 'U0ASHA', team_id: TEAM }, view },
        }),
      );
      expect(JSON.parse(answer.body)).toEqual({ response_action: 'errors', errors: { title: SENTENCES.expired } });
      expect(it.bot.stored).toEqual([]);
    });
  });

  describe('no loops', () => {
    test.each([
      'message-own',
      'message-other-bot',
      'message-bot-legacy',
      'message-channel-join',
      'message-changed-preview',
    ])('%s is not even asked about', async (name) => {
      expect((await it.send(it.sign({ json: fixture(name) }))).status).toBe(200);
      expect(it.bot.asked).toEqual([]);
    });

    test('our own message that comes back as its user, its bot, an edit or a deletion stays unheard', async () => {
      const own = { type: 'message', channel: 'C0LICENCE', channel_type: 'channel', ts: '1700000001.9', text: 'x' };
      const marks = [
        { user: 'U0BOT' },
        { user: 'U0ASHA', bot_id: 'B0BOT' },
        { subtype: 'bot_message', bot_id: 'B0BOT' },
        { user: 'U0BOT', subtype: 'file_share' },
      ];
      for (const mark of marks) {
        const said = { ...own, ...mark };
        await it.send(it.event(said));
        await it.send(it.event({ ...said, type: 'app_mention' }));
        await it.send(
          it.event({
            ...own,
            subtype: 'message_changed',
            message: { ...said, edited: { ts: '1700000002.0' } },
            previous_message: said,
          }),
        );
        await it.send(it.event({ ...own, subtype: 'message_deleted', deleted_ts: own.ts, previous_message: said }));
      }
      expect(it.bot.asked).toEqual([]);
    });
  });

  test('a message that was edited before and only gets a reply counted is not edited again', async () => {
    const payload = fixture('message-changed');
    const event = payload.event as { message: object };
    await it.send(it.sign({ json: { ...payload, event: { ...event, previous_message: event.message } } }));
    expect(it.bot.asked).toEqual([]);
  });

  test('nothing that anybody wrote, and no secret, is in the log', async () => {
    it.bot.reply = () => {
      throw new Error('How do others handle taxi licences');
    };
    await it.send(it.sign({ json: message() }));
    it.fail('broken');
    it.bot.reply = () => ({ kind: 'tell', card: { summary: 'Told Asha', blocks: [] } });
    await it.send(it.sign(asSent(fixture('slash-command'))));
    const log = JSON.stringify(it.lines);
    expect(it.lines.map((line) => line.event)).toEqual(expect.arrayContaining(['slack.failed', 'slack.not_said']));
    for (const secret of ['taxi', 'Told', 'Asha', 'asha', SECRET, INSTALLATION.token])
      expect(log).not.toContain(secret);
  });

  describe('what Slack says of its delivering', () => {
    const told: unknown[] = [];
    const ear = {
      heard: (workspace: string) => void told.push(['heard', workspace]),
      deaf: async (workspace: string, from: Date) => void told.push(['deaf', workspace, from.toISOString()]),
    };
    beforeEach(async () => {
      await it.close();
      told.length = 0;
      it = await slackHarness({ ear });
    });
    const limited = () => it.sign(asSent(fixture('app-rate-limited')));

    test('a minute that is not delivered is remembered before Slack hears 200', async () => {
      expect((await it.send(limited())).status).toBe(200);
      expect(told).toEqual([['deaf', TEAM, '2023-11-14T22:13:20.000Z']]);
      expect(it.bot.asked).toEqual([]);
    });

    test('of a workspace that is not ours, or without a minute, it is forgotten; by HTTP unsigned, refused', async () => {
      const payload = fixture('app-rate-limited');
      for (const other of [
        { team_id: OTHER_TEAM },
        { team_id: '' },
        { minute_rate_limited: 'x' },
        { minute_rate_limited: 1e300 },
      ])
        expect((await it.send(it.sign({ json: { ...payload, ...other } }))).status).toBe(200);
      const request = limited();
      if (door === 'http') expect((await it.send({ ...request, body: `${request.body} ` })).status).toBe(401);
      expect(told).toEqual([]);
    });

    test('a database that cannot remember it: 503', async () => {
      await it.close();
      it = await slackHarness({ ear: { ...ear, deaf: () => Promise.reject(new Error('away')) } });
      expect((await it.send(limited())).status).toBe(503);
    });

    test('every event says that its workspace is heard, wanted or not; a button does not', async () => {
      it.bot.wants = () => false;
      await it.send(it.sign({ json: message() }));
      await it.send(it.sign(asSent(fixture('block-actions'))));
      expect(told).toEqual([['heard', TEAM]]);
    });
  });
});
