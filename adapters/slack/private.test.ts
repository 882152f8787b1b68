/** What is private on Slack: where its answers are shown, and what is not done for it that is done for all else. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Budgets } from '../../bot/core/budget.ts';
import type { Card, Form } from '../../bot/core/card.ts';
import type { PrivateReply } from '../../bot/core/private.ts';
import type { Shape } from './shape.ts';
import type { Installation, Installations } from './store.ts';
import { asSent, fixture } from './testing/fixture.ts';
import { DOORS, type SlackHarness, slackHarness } from './testing/harness.ts';
import { INSTALLATION, SENTENCES, TEAM } from './testing/slack-people.ts';

const card: Card = { summary: 'Said', blocks: [{ block: 'text', as: 'body', text: 'These words' }] };
const form: Form = {
  form: 'box',
  context: 'c',
  title: 'A note',
  submit: 'Keep',
  cancel: 'Cancel',
  fields: [{ field: 'paragraph', name: 'text', label: 'Note' }],
};
const tell: PrivateReply = { kind: 'tell', card };
const ask: PrivateReply = { kind: 'ask', form };
const inForm = { type: 'modal', id: 'V0FORM', callback_id: 'box', private_metadata: '', title: { text: 'A note' } };
/** In the private chat with the bot. */
const direct = { channel: { id: 'D0ASHA', name: 'directmessage' } };

describe.each(DOORS)('by %s', (door) => {
  let it: SlackHarness;
  beforeEach(async () => {
    it = await slackHarness({}, { door });
    for (const name of ['question.accept', 'home.ask', 'box']) it.bot.privates.add(name);
  });
  afterEach(() => it.close());

  /** The calls that follow when a fixture is answered privately. */
  async function answerTo(name: string, reply: PrivateReply, change: Shape = {}): Promise<Shape[]> {
    it.bot.whisper = () => reply;
    const payload = { ...fixture(name), ...change };
    if ('response_url' in payload && payload.response_url !== undefined) payload.response_url = it.fake.respondUrl;
    const { status } = await it.send(it.sign(asSent(payload)));
    expect(status).toBe(200);
    expect([it.bot.asked, it.bot.stored]).toEqual([[], []]);
    return it.fake.calls.map(({ method, args }) => ({ method, ...args }));
  }
  const shut = () => it.fake.on('views.open', () => ({ ok: false, error: 'expired_trigger_id' }));

  test.each([
    ['a message', 'block-actions', {}],
    ['the private chat', 'block-actions', direct],
    ['the home page', 'block-actions-home', {}],
  ])('a press in %s opens its form, or a view with its words', async (_where, name, change) => {
    expect(await answerTo(name, ask, change)).toMatchObject([{ method: 'views.open', view: { callback_id: 'box' } }]);
    const calls = await answerTo(name, tell, change);
    expect(calls).toMatchObject([{}, { method: 'views.open' }]);
    expect(JSON.stringify(calls[1])).toContain('These words');
  });

  test('a button in the form goes on in it, and one in another opens on top', async () => {
    const values = { text: { value: { type: 'plain_text_input', value: 'typed' } } };
    const view = { ...inForm, state: { values } };
    expect(await answerTo('block-actions-home', ask, { view })).toMatchObject([
      { method: 'views.update', view_id: 'V0FORM' },
    ]);
    expect(it.bot.quiet[0]).toMatchObject({ kind: 'action', values: { text: 'typed' } });
    expect(await answerTo('block-actions-home', ask, { view: { ...view, callback_id: 'other' } })).toMatchObject([
      {},
      { method: 'views.push' },
    ]);
  });

  test('where nothing opens any more it is said in passing, and never in a message', async () => {
    shut();
    expect(await answerTo('block-actions', ask, direct)).toMatchObject([
      { method: 'views.open' },
      { method: 'respond', response_type: 'ephemeral', replace_original: false, text: SENTENCES.late },
    ]);
    expect(await answerTo('block-actions', ask, { response_url: undefined })).toMatchObject([
      {},
      {},
      { method: 'views.open' },
      { method: 'chat.postEphemeral', channel: 'C0LICENCE', user: 'U0ASHA', thread_ts: '1700000001.000100' },
    ]);
    // The home page is no place to say anything in.
    expect((await answerTo('block-actions-home', ask)).slice(4)).toMatchObject([{ method: 'views.open' }]);
    expect(new Set(it.lines.map(({ event }) => event))).toEqual(new Set(['slack.form_not_opened']));
    expect(JSON.stringify(it.lines)).not.toMatch(/U0ASHA|asha|D0ASHA|111\.222/i);
  });

  test('where Slack cannot be reached at all there is one line that names nobody', async () => {
    it.fake.fail('broken');
    await answerTo('block-actions', ask);
    expect(it.lines.map(({ event, fields }) => [event, fields])).toEqual([
      ['slack.form_not_opened', { code: 'http_503' }],
      ['slack.not_said', { kind: 'private', code: 'respond_503' }],
    ]);
  });
});

describe('of an app', () => {
  /** A harness in which a private form and button are known. */
  async function quiet(more: Parameters<typeof slackHarness>[0]): Promise<SlackHarness> {
    const it = await slackHarness(more);
    it.bot.privates.add('question.accept').add('box');
    it.bot.whisper = () => ask;
    return it;
  }

  test('whose token is about to end, it is not renewed for what is private, as long as it is good', async () => {
    const renewed: string[] = [];
    let minutes = 60;
    let it: SlackHarness | null = null;
    const installations: Installations = {
      find: async () => {
        const now = it?.clock.at ?? new Date();
        return { ...INSTALLATION, expiresAt: new Date(now.getTime() + minutes * 60_000) };
      },
      renew: async (installation) => {
        renewed.push(installation.teamId);
        return { ...installation, expiresAt: new Date(Date.now() + 12 * 3_600_000) };
      },
    };
    it = await quiet({ installations });
    await it.send(it.sign(asSent(fixture('block-actions'))));
    expect([it.fake.calls.map(({ method }) => method), renewed]).toEqual([['views.open'], []]);
    // What is ordinary renews it.
    await it.chat.whoIs(it.person, it.channel);
    expect(renewed).toEqual([TEAM]);
    minutes = 0;
    await it.send(it.sign(asSent({ ...fixture('block-actions'), trigger_id: 'another' })));
    expect([it.fake.calls.at(-1)?.method, renewed]).toEqual(['views.open', [TEAM, TEAM]]);
    await it.close();
  });

  test('that a whole organisation has, no workspace is met by what is private', async () => {
    const met: string[] = [];
    const whole: Installation = { ...INSTALLATION, teamId: 'E0COUNTY', enterpriseId: 'E0COUNTY' };
    const it = await quiet({
      installations: {
        find: async (team) => (team === 'E0COUNTY' ? whole : null),
        meet: async (_organisation, team) => met.push(team.id) > 0,
      },
    });
    it.fake.on('auth.teams.list', () => ({ teams: [{ id: TEAM, name: 'Roads' }] }));
    const enterprise = { enterprise: { id: 'E0COUNTY', name: 'The County' } };
    await it.send(it.sign(asSent({ ...fixture('block-actions'), ...enterprise })));
    expect([it.fake.calls, met, it.bot.quiet]).toEqual([[], [], []]);
    it.bot.privates.clear();
    await it.send(it.sign(asSent({ ...fixture('block-actions'), ...enterprise })));
    expect(met).toEqual([TEAM]);
    await it.close();
  });

  test('calls for what is private are counted in this process and in no row', async () => {
    const spent: string[] = [];
    const budgets: Budgets = {
      clock: { now: () => it.clock.at },
      spend: async (limits) => {
        spent.push(...limits.map(({ key }) => key));
        return 0;
      },
      pause: async (key) => void spent.push(`pause ${key}`),
    };
    const it: SlackHarness = await quiet({ budgets, wait: async () => undefined });
    const press = async (at: number) =>
      it.send(it.sign(asSent({ ...fixture('block-actions'), trigger_id: `t${at}`, response_url: it.fake.respondUrl })));
    for (let at = 0; at < 20; at += 1) await press(at);
    expect([it.fake.calls.length, spent]).toEqual([20, []]);
    // No more at once than Slack grants: said in passing, and paid by nobody else.
    await press(20);
    await press(21);
    expect(it.fake.calls.slice(20).map(({ method }) => method)).toContain('respond');
    expect(spent).toEqual([]);
    it.fake.fail('busy');
    it.clock.at = new Date(it.clock.at.getTime() + 60_000);
    await press(22);
    expect(spent).toEqual([]);
    it.fake.recover();
    await press(23);
    expect(it.fake.calls.at(-1)?.method).toBe('respond');
    await it.close();
  });
});
