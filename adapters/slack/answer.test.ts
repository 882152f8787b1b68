/** How each answer of the bot is carried out on Slack: which call, to whom, in which place. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Card, Form } from '../../bot/core/card.ts';
import { ask, invalid, type Reply, replace, results, tell } from '../../bot/core/reply.ts';
import { type Shape, shape } from './shape.ts';
import { asSent, fixture } from './testing/fixture.ts';
import { DOORS, type SlackHarness, slackHarness } from './testing/harness.ts';
import { SENTENCES } from './testing/slack-people.ts';

const card: Card = { summary: 'Said', blocks: [{ block: 'text', as: 'body', text: 'These words' }] };
const form: Form = {
  form: 'ask',
  context: 'c',
  title: 'Ask',
  submit: 'Send',
  cancel: 'Cancel',
  fields: [{ field: 'line', name: 'title', label: 'Title' }],
};

describe.each(DOORS)('by %s', (door) => {
  let it: SlackHarness;
  beforeEach(async () => {
    it = await slackHarness({}, { door });
  });
  afterEach(() => it.close());

  /** The calls that follow when the bot answers a fixture with a reply. */
  async function answerTo(name: string, reply: Reply, change: Shape = {}): Promise<Shape[]> {
    it.bot.reply = () => reply;
    const payload = { ...fixture(name), ...change };
    if ('response_url' in payload) Object.assign(payload, { response_url: it.fake.respondUrl });
    await it.send(it.sign(asSent(payload)));
    return it.fake.calls
      .filter((call) => call.method !== 'users.info')
      .map((call) => ({ method: call.method, ...call.args }));
  }

  describe('tell', () => {
    test('after a command: ephemerally, through its address, so that the bot need not be in the channel', async () => {
      expect(await answerTo('slash-command', tell(card))).toMatchObject([
        { method: 'respond', response_type: 'ephemeral', replace_original: false, text: 'Said' },
      ]);
    });
    test('after a press in a thread: ephemerally, in the thread', async () => {
      expect(await answerTo('block-actions', tell(card))).toMatchObject([
        { method: 'respond', response_type: 'ephemeral', thread_ts: '1700000001.000100' },
      ]);
    });
    test('after a press on a thread’s root: beside it, where the person looks, and not below it', async () => {
      const root = { message_ts: '1700000001.000100', thread_ts: '1700000001.000100', channel_id: 'C0LICENCE' };
      const onRoot = {
        container: { type: 'message', ...root, is_ephemeral: false },
        message: { ts: root.message_ts, thread_ts: root.thread_ts, team: 'T0GUILD', reply_count: 1 },
      };
      const [said] = await answerTo('block-actions', tell(card), onRoot);
      expect(said).toMatchObject({ method: 'respond', response_type: 'ephemeral' });
      expect(said).not.toHaveProperty('thread_ts');
      const { response_url: _, ...without } = fixture('block-actions');
      const ephemeral = await it.send(it.sign({ payload: { ...without, ...onRoot, trigger_id: 'another' } }));
      expect(ephemeral.status).toBe(200);
      expect(it.fake.calls.at(-1)).toMatchObject({ method: 'chat.postEphemeral', args: { channel: 'C0LICENCE' } });
      expect(it.fake.calls.at(-1)?.args).not.toHaveProperty('thread_ts');
    });
    test('after a shortcut about a thread’s root: beside it', async () => {
      const message = { ...(fixture('message-action').message as Shape), thread_ts: '1700000001.000100' };
      const [said] = await answerTo('message-action', tell(card), { message });
      expect(said).toMatchObject({ method: 'respond' });
      expect(said).not.toHaveProperty('thread_ts');
    });
    test('after a message in a channel: ephemerally, to its writer; in a thread, there', async () => {
      expect(await answerTo('message-mention', tell(card))).toMatchObject([
        { method: 'chat.postEphemeral', channel: 'C0LICENCE', user: 'U0ASHA' },
      ]);
      expect((await answerTo('message-reply', tell(card)))[1]).toMatchObject({
        method: 'chat.postEphemeral',
        thread_ts: '1700000001.000100',
      });
    });
    test('in private: an ordinary message, that stays', async () => {
      expect(await answerTo('message-direct', tell(card))).toMatchObject([
        { method: 'chat.postMessage', channel: 'D0ASHA' },
      ]);
    });
    test('under a button in private: an ordinary message', async () => {
      const inPrivate = {
        channel: { id: 'D0ASHA', name: 'directmessage' },
        container: { type: 'message', message_ts: '1.1', channel_id: 'D0ASHA' },
      };
      expect(await answerTo('block-actions', tell(card), inPrivate)).toMatchObject([
        { method: 'chat.postMessage', channel: 'D0ASHA' },
      ]);
    });
    test('after a command typed in somebody else’s private chat: through its address', async () => {
      expect(
        await answerTo('slash-command', tell(card), { channel_id: 'D0OTHERS', channel_name: 'directmessage' }),
      ).toMatchObject([{ method: 'respond' }]);
    });
    test('after a shortcut or in the home: a modal', async () => {
      expect(await answerTo('shortcut', tell(card))).toMatchObject([
        {
          method: 'views.open',
          trigger_id: '111.222.shortcut',
          view: { title: { text: SENTENCES.title }, close: { text: SENTENCES.close } },
        },
      ]);
      expect((await answerTo('block-actions-home', tell(card)))[1]).toMatchObject({ method: 'views.open' });
    });
    test('where the way is closed: the next one, in the end in private', async () => {
      it.fake.on('chat.postEphemeral', () => ({ ok: false, error: 'user_not_in_channel' }));
      expect(await answerTo('message-mention', tell(card))).toMatchObject([
        { method: 'chat.postEphemeral' },
        { method: 'conversations.open', users: 'U0ASHA' },
        { method: 'chat.postMessage', channel: 'DU0ASHA' },
      ]);
    });
    test('where every way is closed: a line in the log, without words', async () => {
      it.fail('forbidden');
      await answerTo('message-mention', tell(card));
      expect(it.lines).toContainEqual({ event: 'slack.not_said', fields: { kind: 'tell', code: 'not_in_channel' } });
    });
  });

  describe('ask', () => {
    test.each([
      ['slash-command', '111.222.command'],
      ['shortcut', '111.222.shortcut'],
      ['block-actions', '111.222.action'],
      ['message-action', '111.222.message'],
    ])('after %s: a modal, by its trigger', async (name, trigger) => {
      expect(await answerTo(name, ask(form))).toMatchObject([
        { method: 'views.open', trigger_id: trigger, view: { type: 'modal', callback_id: 'ask' } },
      ]);
    });
    test('after a press in a form: that same form in its place, another on top of it', async () => {
      const view = fixture('view-submission').view as Shape;
      const inForm = { view, container: { type: 'view', view_id: view.id }, message: undefined, channel: undefined };
      const rows = [
        {
          block: 'row',
          text: 'Licensing',
          note: 'Pubs and taxis',
          button: { button: 'action', action: 'a', value: 'c-1', label: 'Join' },
        } as const,
      ];
      const [same] = await answerTo('block-actions', ask({ ...form, form: String(view.callback_id), rows }), inForm);
      expect(same).toMatchObject({ method: 'views.update', view_id: view.id });
      // What is to be pressed stands above what is to be filled in.
      const { blocks } = (same as { view: { blocks: { type: string }[] } }).view;
      expect(blocks.at(-1)).toMatchObject({ type: 'input', block_id: 'title' });
      expect(JSON.stringify(blocks.slice(0, -1))).toMatch(
        /Licensing.*Pubs and taxis.*Join|Licensing.*Join.*Pubs and taxis/,
      );
      const other = await answerTo('block-actions', ask({ ...form, form: 'another' }), {
        ...inForm,
        trigger_id: 'next',
      });
      expect(other.at(-1)).toMatchObject({ method: 'views.push', trigger_id: 'next' });
    });
    test('after a press in a step: another step in its place; a form that is none, and a step after a form that is none, on top', async () => {
      const view = fixture('view-submission').view as Shape;
      const step = { said: 'Step 1 of 2', opens: { action: 'a', value: '1' } };
      /** What follows where a form is open, and a button in it asks for another. */
      const pressed = async (open: Form, next: Form): Promise<Shape> => {
        await answerTo('slash-command', ask(open), { trigger_id: `open ${open.form}${next.form}` });
        const { private_metadata, callback_id } = shape(it.fake.calls.at(-1)?.args ?? {}, 'view');
        const shown = { ...view, id: 'V7', hash: 'h7', private_metadata, callback_id };
        const inForm = {
          view: shown,
          container: { type: 'view', view_id: 'V7' },
          message: undefined,
          channel: undefined,
        };
        const calls = await answerTo('block-actions', ask(next), {
          ...inForm,
          trigger_id: `press ${open.form}${next.form}`,
        });
        return calls.at(-1) ?? {};
      };
      const [one, two] = [
        { ...form, form: 'one', step },
        { ...form, form: 'two', step },
      ];
      expect(await pressed(one, two)).toMatchObject({
        method: 'views.update',
        view_id: 'V7',
        view: { callback_id: 'two' },
      });
      expect(await pressed(one, { ...form, form: 'other' })).toMatchObject({ method: 'views.push' });
      expect(await pressed({ ...form, form: 'other' }, one)).toMatchObject({ method: 'views.push' });
    });
    test('after a press in the third modal of a pile: in its place where it only says something, and no word in private', async () => {
      const view = fixture('view-submission').view as Shape;
      it.fake.guard((method) => (method === 'views.push' ? { ok: false, error: 'push_limit_reached' } : null));
      const pressed = async (callback_id: string, reply: Reply): Promise<unknown> => {
        const top = { ...view, id: 'V3', callback_id, private_metadata: '' };
        const inModal = {
          view: top,
          container: { type: 'view', view_id: 'V3' },
          message: undefined,
          channel: undefined,
        };
        const { length } = it.fake.calls.filter(({ method }) => method !== 'users.info');
        const trigger_id = `press ${callback_id} ${reply.kind}`;
        return (await answerTo('block-actions', reply, { ...inModal, trigger_id })).slice(length).at(-1);
      };
      expect(await pressed('', tell(card))).toMatchObject({ method: 'views.update', view_id: 'V3' });
      expect(await pressed('', ask(form))).toMatchObject({ method: 'views.update', view: { callback_id: 'ask' } });
      // In a form somebody may have typed: it stays.
      expect(await pressed('open', tell(card))).not.toMatchObject({ method: 'views.update' });
    });
    test('a step’s fields have ids that no other showing of it has; a form that is none keeps its own', async () => {
      const view = fixture('view-submission').view as Shape;
      const idsAfter = async (hash: string, step: Form['step']): Promise<unknown> => {
        const inForm = { view: { ...view, hash }, container: { type: 'view', view_id: view.id }, channel: undefined };
        const asked = ask({ ...form, form: String(view.callback_id), ...(step && { step }) });
        const calls = await answerTo('block-actions', asked, { ...inForm, message: undefined, trigger_id: hash });
        const { view: shown } = calls.at(-1) as { view: { blocks: Shape[] } };
        return shown.blocks.filter((block) => block.type === 'input').map((block) => block.block_id);
      };
      const step = { said: 'Step 1 of 2', opens: { action: 'a', value: '1' } };
      expect(await idsAfter('1.a', step)).toEqual(['title@1.a']);
      expect(await idsAfter('2.b', step)).toEqual(['title@2.b']);
      expect(await idsAfter('3.c', undefined)).toEqual(['title']);
    });
    test('when the trigger is too old, the person is told so, and what they said is not lost to silence', async () => {
      it.fake.on('views.open', () => ({ ok: false, error: 'expired_trigger_id' }));
      expect(await answerTo('slash-command', ask(form))).toMatchObject([
        { method: 'views.open' },
        { method: 'respond', text: SENTENCES.late },
      ]);
    });
  });

  describe('replace', () => {
    test('after a press: in place of the card', async () => {
      expect(await answerTo('block-actions', replace(card))).toMatchObject([
        { method: 'respond', replace_original: true, text: 'Said' },
      ]);
    });
    test('in the home: the home is drawn anew', async () => {
      expect(await answerTo('block-actions-home', replace(card))).toMatchObject([
        { method: 'views.publish', user_id: 'U0ASHA', view: { type: 'home' } },
      ]);
    });
    test('after a command: said, since there is nothing to replace', async () => {
      expect(await answerTo('slash-command', replace(card))).toMatchObject([
        { method: 'respond', response_type: 'ephemeral' },
      ]);
    });
  });

  test('problems outside a form are said', async () => {
    const [said] = await answerTo('slash-command', invalid({ title: 'Too short', body: 'Too long' }));
    expect(said).toMatchObject({ method: 'respond', text: expect.stringContaining('Too short') });
  });

  test('nothing is nothing', async () => {
    expect(await answerTo('slash-command', { kind: 'nothing' })).toEqual([]);
  });

  test('results are options, at most a hundred, never longer than Slack takes', async () => {
    const many = Array.from({ length: 150 }, (_, at) => ({
      value: `v-${at}`,
      title: `Title ${at} ${'long '.repeat(30)}`,
      text: 'note '.repeat(30),
    }));
    it.bot.reply = () => results(many);
    const answer = await it.send(it.sign({ payload: fixture('block-suggestion') }));
    const { options } = JSON.parse(answer.body) as {
      options: { text: { text: string }; description: { text: string } }[];
    };
    expect(options).toHaveLength(100);
    expect(
      Math.max(...options.map((one) => Math.max(one.text.text.length, one.description.text.length))),
    ).toBeLessThanOrEqual(75);
  });

  test('what is said in place of results can be read, and chosen by nobody who then gets through', async () => {
    it.bot.reply = () => results([], 'Wait a second, then type on.');
    const answer = await it.send(it.sign({ payload: fixture('block-suggestion') }));
    expect(JSON.parse(answer.body)).toMatchObject({
      options: [{ value: '-', text: { type: 'plain_text', text: 'Wait a second, then type on.' } }],
    });
  });

  describe('after a form', () => {
    /** Opens the form by a fixture, sends it, and gives the answer and the calls made after that. */
    async function submitted(by: string, reply: Reply): Promise<{ answer: unknown; calls: Shape[] }> {
      it.bot.reply = () => ask(form);
      const payload = fixture(by);
      await it.send(it.sign(asSent(payload)));
      const view = it.fake.calls.at(-1)?.args.view as Shape;
      const before = it.fake.calls.length;
      it.bot.reply = () => reply;
      const sent = {
        type: 'view_submission',
        team: { id: 'T0GUILD' },
        user: { id: 'U0ASHA', team_id: 'T0GUILD' },
        trigger_id: '9',
        view: { ...view, id: 'V1', hash: 'h', state: { values: {} } },
      };
      const { body } = await it.send(it.sign({ payload: sent }));
      return {
        answer: body === '' ? '' : JSON.parse(body),
        calls: it.fake.calls.slice(before).map((call) => ({ method: call.method, ...call.args })),
      };
    }

    test('nothing closes it', async () => {
      expect(await submitted('slash-command', { kind: 'nothing' })).toEqual({ answer: '', calls: [] });
    });
    test('tell shows it in the modal', async () => {
      const { answer, calls } = await submitted('slash-command', tell(card));
      expect(answer).toMatchObject({
        response_action: 'update',
        view: { type: 'modal', title: { text: SENTENCES.title } },
      });
      expect(JSON.stringify(answer)).toContain('These words');
      expect(JSON.stringify(answer)).not.toContain('"submit"');
      expect(calls).toEqual([]);
    });
    test('a problem of a step stands beside its field, whatever the field’s block is called', async () => {
      const step = { said: 'Step 2 of 2', opens: { action: 'a', value: '2' } };
      const { answer } = await submitted('slash-command', ask({ ...form, form: 'next', step }));
      const { view } = answer as { view: Shape & { blocks: { block_id?: string }[] } };
      const id = view.blocks.at(-1)?.block_id;
      expect(id).toBe('title@h');
      it.bot.reply = () => invalid({ title: 'Too short', '': 'Nor that' });
      const sent = {
        type: 'view_submission',
        team: { id: 'T0GUILD' },
        user: { id: 'U0ASHA', team_id: 'T0GUILD' },
        view: { ...view, id: 'V1', hash: 'h2', state: { values: {} } },
      };
      expect(JSON.parse((await it.send(it.sign({ payload: sent }))).body)).toEqual({
        response_action: 'errors',
        errors: { 'title@h': 'Too short Nor that' },
      });
    });
    test('what Slack says of a view that was there before is not taken for what stands in this one', async () => {
      const text = (value: string) => ({ value: { type: 'plain_text_input', value } });
      it.bot.reply = () => ask(form);
      await it.send(it.sign(asSent(fixture('slash-command'))));
      const view = it.fake.calls.at(-1)?.args.view as Shape;
      it.bot.reply = () => tell(card);
      const values = { title: text('Mine'), 'title@1.a': text('Stale'), other: text('Stale too') };
      const sent = {
        type: 'view_submission',
        team: { id: 'T0GUILD' },
        user: { id: 'U0ASHA', team_id: 'T0GUILD' },
        view: { ...view, id: 'V1', hash: 'h', state: { values } },
      };
      await it.send(it.sign({ payload: sent }));
      expect(it.bot.last('submission').values).toEqual({ title: 'Mine' });
    });
    test('ask shows the next form in its place', async () => {
      expect((await submitted('slash-command', ask({ ...form, form: 'next' }))).answer).toMatchObject({
        response_action: 'update',
        view: { callback_id: 'next' },
      });
    });
    test('replace draws the card anew whose button opened it, and closes the form', async () => {
      expect(await submitted('block-actions', replace(card))).toMatchObject({
        answer: '',
        calls: [{ method: 'chat.update', channel: 'C0LICENCE', ts: '1700000900.000001' }],
      });
    });
    test('replace without such a card shows it in the modal', async () => {
      expect((await submitted('slash-command', replace(card))).answer).toMatchObject({ response_action: 'update' });
    });
    test('problems stand beside their fields; one with the whole stands beside the first', async () => {
      expect((await submitted('slash-command', invalid({ title: 'Too short' }))).answer).toEqual({
        response_action: 'errors',
        errors: { title: 'Too short' },
      });
    });
    test('problems of the whole and of fields that are not there', async () => {
      expect((await submitted('slash-command', invalid({ '': 'Not today', other: 'Nor that' }))).answer).toEqual({
        response_action: 'errors',
        errors: { title: 'Not today Nor that' },
      });
    });
  });
});
