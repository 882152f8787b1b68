/** What the bot replies, carried out in Teams' ways: in a conversation, under a button, in a dialog, in a search. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Card, Form } from '../../bot/core/card.ts';
import { ask, invalid, nothing, type Reply, replace, results, tell } from '../../bot/core/reply.ts';
import { STEPS } from '../testing/samples.ts';
import { documented } from './testing/fixtures.ts';
import { callProblems, cardProblems, cardsOf, nodesOf } from './testing/judges.ts';
import { readNative } from './testing/reading.ts';
import {
  type ActivityJson,
  ALEX,
  type Answered,
  activity,
  CHANNEL,
  createWorld,
  inChannel,
  mentioning,
  SENTENCES,
  TENANT,
  type World,
} from './testing/world.ts';

type Json = Record<string, unknown>;
let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(async () => {
  for (const call of world.connector.calls) expect(callProblems(call)).toEqual([]);
  await world.close();
});

const told: Card = { summary: 'Told', blocks: [{ block: 'text', as: 'body', text: 'Told you so' }] };
const rich: Card = {
  summary: 'Two ways on',
  blocks: [
    { block: 'text', as: 'body', text: 'Choose one' },
    { block: 'buttons', buttons: [{ button: 'action', action: 'questions.next', value: 'q-1', label: 'Go on' }] },
  ],
};
const form: Form = {
  form: 'questions.answer',
  context: 'question:q-1',
  title: 'Answer this question',
  fields: [
    { field: 'paragraph', name: 'body', label: 'Your answer' },
    {
      field: 'choices',
      name: 'topics',
      label: 'Topics',
      options: ['a', 'b', 'c'].map((value) => ({ value, label: `Topic ${value}` })),
      optional: true,
    },
  ],
  submit: 'Send',
  cancel: 'Cancel',
};

/** Delivers something with the bot's reply to it. */
const replied = (what: ActivityJson, reply: Reply): Promise<Answered> => {
  world.bot.reply = () => reply;
  return world.deliver(what);
};
const event = (name: string, more: ActivityJson = {}): ActivityJson =>
  documented(name, world.serviceUrl, { id: `f:${name}-${Math.random()}`, ...more });
const mention = () => activity('message', { ...mentioning('hello'), ...inChannel('1795') });
const press = (data: Json, place: ActivityJson = inChannel('1795')) =>
  activity('invoke', {
    name: 'adaptiveCard/action',
    replyToId: '1795',
    value: { action: { type: 'Action.Execute', verb: 'action', data }, trigger: 'manual' },
    ...place,
  });
const sent = () =>
  world.connector.calls.map((call) => ({
    call: `${call.method} ${call.path}`,
    query: call.query.toString(),
    text: readNative(call.body).text,
    body: call.body,
  }));
const inThread = `/v3/conversations/${CHANNEL};messageid=1795/activities`;
const inPrivate = '/v3/conversations/a:1pL6i0oY3C0K8oAj8/activities';

describe('after a message', () => {
  test('in a channel, what is told is seen by the person alone, in the thread', async () => {
    expect(await replied(mention(), tell(told))).toMatchObject({ status: 200, text: '' });
    expect(sent()).toMatchObject([{ call: `POST ${inThread}`, query: 'isTargetedActivity=true', text: 'Told you so' }]);
    expect(sent()[0]?.body).toMatchObject({
      summary: 'Told',
      recipient: { id: ALEX.id },
      from: { id: expect.stringContaining('28:') },
    });
  });

  test.each([400, 403, 404, 405, 501])(
    'where that is refused (%i), it comes in the private chat, which is made if there is none',
    async (status) => {
      world.connector.refuse = (call) => (call.query.has('isTargetedActivity') ? { status } : null);
      await replied(mention(), tell(told));
      const calls = sent().slice(1);
      expect(calls.map(({ call }) => call)).toEqual([
        'POST /v3/conversations',
        expect.stringMatching(/^POST \/v3\/conversations\/a:made-\d+\/activities$/),
      ]);
      expect(calls[0]?.body).toMatchObject({
        isGroup: false,
        members: [{ id: ALEX.id }],
        tenantId: expect.any(String),
      });
      expect(calls[1]?.text).toBe('Told you so');
      await replied(mention(), tell(told));
      expect(sent().filter(({ call }) => call === 'POST /v3/conversations')).toHaveLength(1);
    },
  );

  test('in private it is a message', async () => {
    await replied(activity('message', { text: 'hello' }), tell(rich));
    expect(sent()).toMatchObject([{ call: `POST ${inPrivate}`, query: '', text: expect.stringContaining('Go on') }]);
  });

  test('a form stands in the conversation as a card with inputs, and comes back from there', async () => {
    await replied(activity('message', { text: 'ask' }), ask(form));
    const [card] = cardsOf(world.connector.calls[0]?.body);
    expect([...nodesOf(card)].filter((node) => String(node.type).startsWith('Input.')).map((node) => node.id)).toEqual([
      'f_body',
      'f_topics',
    ]);
    const [send] = (card?.actions ?? []) as Json[];
    expect(send).toMatchObject({
      type: 'Action.Execute',
      title: 'Send',
      verb: 'form',
      fallback: { type: 'Action.Submit', title: 'Send' },
    });
    const filled = { ...(send?.data as Json), f_body: 'Two forms', f_topics: 'a,b' };
    const place = { conversation: activity('x').conversation, channelData: activity('x').channelData };

    const refused = (await replied(press(filled, place), invalid({ body: 'Say more, please' }))).json();
    expect(refused).toMatchObject({ statusCode: 200, type: 'application/vnd.microsoft.card.adaptive' });
    const again = refused.value as Json;
    expect(cardProblems(again)).toEqual([]);
    expect(readNative(again).text).toContain('Say more, please');
    expect([...nodesOf(again)].filter((node) => 'value' in node).map((node) => node.value)).toEqual([
      'Two forms',
      'a,b',
    ]);
    expect(world.bot.last('submission')).toMatchObject({
      form: form.form,
      context: form.context,
      values: { body: 'Two forms', topics: ['a', 'b'] },
    });

    const done = (
      await replied(press({ ...filled, ...((again.actions as Json[])[0]?.data as Json) }, place), tell(told))
    ).json();
    expect(readNative(done.value).text).toContain('Told you so');
    expect(sent().at(-1)).toMatchObject({ call: `PUT ${inPrivate}/1795`, text: 'Told you so' });
  });

  test('a press that came as a message: the card is replaced; a refused form comes again with what was typed', async () => {
    await replied(event('action-submit-fallback'), replace(told));
    expect(sent()).toMatchObject([
      {
        call: `PUT /v3/conversations/${CHANNEL};messageid=1795410728964/activities/1795410728964`,
        text: 'Told you so',
      },
    ]);
    await replied(activity('message', { text: 'ask' }), ask(form));
    const [card] = cardsOf(world.connector.calls.at(-1)?.body);
    const { fallback } = ((card?.actions ?? []) as { fallback: { data: Json } }[])[0] ?? { fallback: { data: {} } };
    await replied(
      activity('message', { value: { ...fallback.data, f_body: 'Typed words' }, text: undefined }),
      invalid({ body: 'Too short' }),
    );
    const shown = readNative(world.connector.calls.at(-1)?.body).text;
    expect(shown).toContain('Too short');
    expect(shown).toContain('Typed words');
  });

  describe('a step that stands in the conversation', () => {
    const place = { conversation: activity('x').conversation, channelData: activity('x').channelData };
    const [one, two] = STEPS;
    const inputs = (card: unknown) => [...nodesOf(card)].filter((node) => String(node.type).startsWith('Input.'));
    /** The card that an answer puts in the place of another. */
    const cardOf = (answer: Json): Json => {
      expect(answer).toMatchObject({ statusCode: 200, type: 'application/vnd.microsoft.card.adaptive' });
      expect(cardProblems(answer.value as Json)).toEqual([]);
      return answer.value as Json;
    };
    const send = (card: Json, typed: Json): ActivityJson =>
      press({ ...((card.actions as Json[])[0]?.data as Json), ...typed }, place);
    const first = async (): Promise<Json> => {
      await replied(activity('message', { text: 'set up' }), ask(one));
      return cardsOf(world.connector.calls.at(-1)?.body)[0] ?? {};
    };

    test('is followed by the next in its place, and left backwards in the same way; what is stored is drawn again', async () => {
      const next = cardOf((await replied(send(await first(), { f_title: 'Count', f_agreed: 'no' }), ask(two))).json());
      expect(world.bot.last('submission').values).toEqual({ title: 'Count' });
      expect(readNative(next).text).toContain('Step 2 of 2');
      expect(sent().at(-1)).toMatchObject({
        call: `PUT ${inPrivate}/1795`,
        text: expect.stringContaining('Step 2 of 2'),
      });
      const button = [...nodesOf(next)].find((node) => node.title === 'Back');
      expect(button).toMatchObject({ type: 'Action.Execute', verb: 'action' });
      const typed = { ...(button?.data as Json), f_title: 'To', f_topics: 'a,c', f_when: '', f_agreed: 'yes' };
      const back = cardOf((await replied(press(typed, place), ask(one))).json());
      expect(world.bot.last('action')).toMatchObject({
        action: 'contract.step',
        value: '1',
        values: { title: 'To', topics: ['a', 'c'], agreed: 'yes' },
      });
      expect(inputs(back).map((node) => node.value)).toEqual(['By-election', '2026-11-12', 'yes']);
      expect(sent().at(-1)).toMatchObject({
        call: `PUT ${inPrivate}/1795`,
        text: expect.stringContaining('Step 1 of 2'),
      });
    });

    test('a form that is no step comes beside it, as it does under any button', async () => {
      const next = cardOf((await replied(send(await first(), { f_title: 'Count' }), ask(two))).json());
      const button = [...nodesOf(next)].find((node) => node.title === 'Back');
      const calls = sent().length;
      expect((await replied(press(button?.data as Json, place), ask(form))).json()).toMatchObject({
        type: 'application/vnd.microsoft.activity.message',
      });
      expect(
        sent()
          .slice(calls)
          .map(({ call }) => call),
      ).toEqual([`POST ${inPrivate}`]);
    });

    test('what is missing where Teams did not ask for it is said by field, and goes no further', async () => {
      const next = cardOf((await replied(send(await first(), { f_title: 'Count' }), ask(two))).json());
      // Teams would hold the way back up as well.
      expect(inputs(next).filter((node) => node.isRequired)).toEqual([]);
      expect(inputs(next).map((node) => node.label)).toEqual([
        'Facilitator *',
        'Topics',
        'Day of the talk *',
        'They were asked *',
      ]);
      const handled = world.bot.effects.length;
      const refused = cardOf(
        (
          await replied(send(next, { f_title: '', f_when: '12/11/2026', f_agreed: 'no', f_topics: 'b' }), tell(told))
        ).json(),
      );
      expect(world.bot.effects).toHaveLength(handled);
      const { text } = readNative(refused);
      for (const words of [SENTENCES.needed, SENTENCES.noDay, SENTENCES.tick]) expect(text).toContain(words);
      expect(inputs(refused).map((node) => node.value)).toEqual([undefined, 'b', undefined, 'no']);
      // Nothing is tied to an input but its label: whoever hears the fields one by one hears which it is.
      expect(inputs(refused).map((node) => String(node.label).includes(SENTENCES.wrong))).toEqual([
        true,
        false,
        true,
        true,
      ]);
      await replied(send(refused, { f_title: 'Tom', f_when: '2026-11-20', f_agreed: 'yes' }), tell(told));
      expect(world.bot.last('submission')).toMatchObject({ form: two.form, context: two.context });
    });

    test('and the same of one that came as a message', async () => {
      const { fallback } = ((await first()).actions as { fallback: { data: Json } }[])[0] ?? { fallback: { data: {} } };
      const value = { ...fallback.data, f_title: 'Count', f_when: 'tomorrow' };
      const handled = world.bot.effects.length;
      await replied(activity('message', { value, text: undefined }), tell(told));
      expect(world.bot.effects).toHaveLength(handled);
      expect(sent().at(-1)?.text).toContain(SENTENCES.noDay);
      expect(sent().at(-1)?.text).toContain('Count');
    });
  });

  test('nothing is nothing', async () => {
    await replied(mention(), nothing);
    expect(sent()).toEqual([]);
  });

  test('a reply that cannot be sent is logged by its reason, no more', async () => {
    world.connector.refuse = () => ({
      status: 403,
      body: { error: { code: 'BotDisabledByAdmin', message: 'the admin Asha did it' } },
    });
    expect((await replied(activity('message', { text: 'hello' }), tell(told))).status).toBe(200);
    expect(world.lines.join('\n')).toContain('"reason":"forbidden"');
    expect(world.lines.join('\n')).not.toMatch(/Asha|hello|Told/);
  });
});

describe('under a button', () => {
  const data = { action: 'questions.accept', value: 'a-1' };
  const message = (value: string) => ({ statusCode: 200, type: 'application/vnd.microsoft.activity.message', value });
  test('what is told is said in the answer; with buttons or formatting it comes as a message to the person alone', async () => {
    expect((await replied(press(data), tell(told))).json()).toEqual(message('Told you so'));
    expect(sent()).toEqual([]);
    expect((await replied(press(data), tell(rich))).json()).toEqual(message(SENTENCES.sent));
    expect(sent()).toMatchObject([{ call: `POST ${inThread}`, query: 'isTargetedActivity=true' }]);
  });
  test('a replaced card is in the answer, and the stored message is drawn again for the others', async () => {
    const answer = (await replied(press(data), replace(rich))).json();
    expect(answer).toMatchObject({
      statusCode: 200,
      type: 'application/vnd.microsoft.card.adaptive',
      value: { type: 'AdaptiveCard' },
    });
    expect(sent()).toMatchObject([{ call: `PUT ${inThread}/1795`, text: expect.stringContaining('Choose one') }]);
  });
  test('a form cannot open here: it comes to the person alone', async () => {
    expect((await replied(press(data), ask(form))).json()).toEqual(message(SENTENCES.sent));
    expect(sent()).toMatchObject([
      { call: `POST ${inThread}`, query: 'isTargetedActivity=true', text: expect.stringContaining('Your answer') },
    ]);
  });
  test('nothing is done; a refusal is said', async () => {
    expect((await replied(press(data), nothing)).json()).toEqual(message(SENTENCES.done));
    expect((await replied(press(data), invalid({ '': 'Not yours to accept' }))).json()).toEqual(
      message('Not yours to accept'),
    );
  });
});

describe('in a dialog', () => {
  const dialogOf = (answered: Answered): Json => (answered.json().task as Json).value as Json;
  const cardIn = (answered: Answered): Json => (dialogOf(answered).card as { content: Json }).content;
  /** The dialog filled in and sent. */
  const submit = (card: Json, typed: Json, name = 'task/submit') =>
    event(name === 'task/submit' ? 'task-submit' : 'message-action-submit', {
      value: { data: { ...((card.actions as Json[])[0]?.data as Json), ...typed } },
    });

  test.each([
    ['task-fetch', 'task/submit'],
    ['message-action', 'composeExtension/submitAction'],
  ])('a form opens (%s), is refused with everything kept, is sent again and closes', async (opens, name) => {
    const opened = await replied(event(opens), ask(form));
    expect(opened.json()).toMatchObject({
      task: {
        type: 'continue',
        value: { title: 'Answer this question', card: { contentType: 'application/vnd.microsoft.card.adaptive' } },
      },
    });
    expect(cardProblems(cardIn(opened))).toEqual([]);
    const typed = { f_body: 'Two forms,\nand "one" more', f_topics: 'a,c' };

    const refused = await replied(
      submit(cardIn(opened), typed, name),
      invalid({ body: 'Say more, please', '': 'Not sent yet' }),
    );
    expect(refused.json()).toMatchObject({ task: { type: 'continue', value: { title: 'Answer this question' } } });
    expect(cardProblems(cardIn(refused))).toEqual([]);
    expect(readNative(refused.json()).text).toContain('Say more, please');
    expect(readNative(refused.json()).text).toContain('Not sent yet');
    expect([...nodesOf(cardIn(refused))].filter((node) => 'value' in node).map((node) => node.value)).toEqual([
      typed.f_body,
      'a,c',
    ]);

    expect(await replied(submit(cardIn(refused), typed, name), nothing)).toMatchObject({ status: 200, text: '' });
    expect(world.bot.last('submission')).toMatchObject({
      form: form.form,
      context: form.context,
      values: { body: typed.f_body, topics: ['a', 'c'] },
    });
    expect((await replied(submit(cardIn(opened), typed, name), tell(told))).json()).toEqual({
      task: { type: 'message', value: 'Told you so' },
    });
    const next = await replied(submit(cardIn(opened), typed, name), ask({ ...form, title: 'Step two' }));
    expect(dialogOf(next).title).toBe('Step two');
  });

  test('what was typed is shown even where the form cannot be drawn again', async () => {
    const refused = await replied(event('task-submit'), invalid({ body: 'Say more, please' }));
    const text = readNative(refused.json()).text;
    for (const words of ['Say more, please', SENTENCES.typed, 'We ask for two forms.', 'See the policy.'])
      expect(text).toContain(words);
  });

  test('a form that was tampered with is not drawn again', async () => {
    const opened = await replied(event('task-fetch'), ask(form));
    const data = (cardIn(opened).actions as Json[])[0]?.data as Json;
    const packed = String(data.again);
    const changed = `${packed.slice(0, 40)}${packed[40] === 'A' ? 'B' : 'A'}${packed.slice(41)}`;
    const refused = await replied(
      submit(cardIn(opened), { again: changed, f_body: 'x' }),
      invalid({ body: 'Say more, please' }),
    );
    expect([...nodesOf(cardIn(refused))].some((node) => String(node.type).startsWith('Input.'))).toBe(false);
  });

  test('a button in a dialog submits it, and its answer is the next dialog', async () => {
    const shown = await replied(event('task-fetch'), tell(rich));
    expect(cardProblems(cardIn(shown))).toEqual([]);
    const button = [...nodesOf(cardIn(shown))].find((node) => node.type === 'Action.Submit');
    await replied(event('task-submit', { value: { data: button?.data } }), tell(told));
    expect(world.bot.last('action')).toMatchObject({ action: 'questions.next', value: 'q-1' });
  });

  test('a replaced card closes the dialog and is drawn again where it stands', async () => {
    expect((await replied(event('task-submit'), replace(told))).text).toBe('');
    expect(sent()).toMatchObject([{ call: expect.stringMatching(/^PUT .*\/1795410728964$/), text: 'Told you so' }]);
  });

  test.each([
    ['nothing', undefined, undefined],
    ['nothing', '', undefined],
    ['nothing', null, undefined],
    ['a day', ' 2026-11-12 ', '2026-11-12'],
  ])('a date that comes as %s (%j)', async (_what, raw, read) => {
    const data = { form: 'f', context: '', kinds: { when: 'date' }, f_when: raw };
    await replied(event('task-submit', { value: { data } }), nothing);
    expect(world.bot.last('submission').values.when).toBe(read);
  });

  test.each([['yes'], ['true'], [true]])('a box that comes as %j is ticked', async (raw) => {
    const data = { form: 'f', context: '', kinds: { agreed: 'tick' }, f_agreed: raw };
    await replied(event('task-submit', { value: { data } }), nothing);
    expect(world.bot.last('submission').values).toEqual({ agreed: 'yes' });
  });

  test.each([
    [{ f_when: {} }],
    [{ f_when: ['2026-11-12'] }],
    [{ f_when: 20_261_112 }],
    [{ f_when: true }],
    [{ f_when: '2026-11-12T00:00:00+01:00' }],
    [{ kinds: { when: 'date', toString: 'date', __proto__: 'date' }, f_when: 'x', f_toString: 'y' }],
    [{ needed: ['constructor', 5, null], kinds: [] }],
  ])('what no form of ours sends is refused and harms nothing: %j', async (odd) => {
    const data = { form: 'f', context: '', kinds: { when: 'date' }, ...odd };
    const answered = await replied(event('task-submit', { value: { data } }), nothing);
    expect(answered.status).toBe(200);
    expect(answered.json()).toMatchObject({ task: { type: 'continue' } });
    expect(world.bot.effects.filter(({ kind }) => kind === 'submission')).toEqual([]);
    for (const card of cardsOf(answered.json())) expect(cardProblems(card)).toEqual([]);
  });

  test('an empty prototype in what came back does no harm', async () => {
    const data = JSON.parse(
      '{"form":"f","context":"","kinds":{"__proto__":"many"},"f___proto__":"a,b","f_constructor":"c"}',
    ) as Json;
    expect((await replied(event('task-submit', { value: { data } }), nothing)).status).toBe(200);
    expect(Object.keys(world.bot.last('submission').values)).toEqual(['__proto__', 'constructor']);
    expect(({} as Json)['0']).toBeUndefined();
  });
});

describe('in a search', () => {
  const hits = (count: number) =>
    results(
      Array.from({ length: count }, (_, at) => ({
        value: `v${at}`,
        title: `Title ${at} <b>`,
        text: `Text ${at} <at>x</at>`,
      })),
    );
  test('an extension lists cards with previews in which nothing is read as markup', async () => {
    const { composeExtension } = (await replied(event('search-extension'), hits(60))).json() as {
      composeExtension: Json;
    };
    expect(composeExtension).toMatchObject({ type: 'result', attachmentLayout: 'list' });
    const attachments = composeExtension.attachments as {
      content: Json;
      preview: { content: { title: string; text: string } };
    }[];
    expect(attachments).toHaveLength(25);
    for (const one of attachments) {
      expect(cardProblems(one.content)).toEqual([]);
      expect(one.preview.content.title + one.preview.content.text).not.toMatch(/[<>]/);
    }
    expect((await replied(event('search-extension'), hits(0))).json()).toEqual({
      composeExtension: { type: 'message', text: SENTENCES.nothingFound },
    });
    expect((await replied(event('search-extension'), tell(told))).json()).toEqual({
      composeExtension: { type: 'message', text: 'Told you so' },
    });
  });
  test('a form is offered at most fifteen', async () => {
    const answer = (await replied(event('typeahead'), hits(20))).json();
    expect(answer).toMatchObject({ statusCode: 200, type: 'application/vnd.microsoft.search.searchResponse' });
    const found = (answer.value as { results: Json[] }).results;
    expect(found).toHaveLength(15);
    expect(found[0]).toEqual({ value: 'v0', title: 'Title 0 <b>' });
    expect(((await replied(event('typeahead'), nothing)).json().value as Json).results).toEqual([]);
  });
  test('what is said in place of results can be read', async () => {
    const said = results([], 'Wait a second, then type on.');
    expect((await replied(event('search-extension'), said)).json()).toEqual({
      composeExtension: { type: 'message', text: 'Wait a second, then type on.' },
    });
    expect(((await replied(event('typeahead'), said)).json().value as Json).results).toEqual([
      { value: '-', title: 'Wait a second, then type on.' },
    ]);
  });
  test('who searches is learnt as from anything else, once, and nothing of what they searched for', async () => {
    await replied(event('search-extension'), hits(1));
    await replied(event('typeahead'), hits(1));
    expect(world.kept.get(`teams/user/${TENANT}/${ALEX.aadObjectId}`)).toMatchObject({ account: ALEX.id });
    const writes = world.writes();
    for (let again = 0; again < 5; again++) await replied(event('search-extension'), hits(1));
    expect(world.writes()).toBe(writes);
    expect(JSON.stringify([...world.kept])).not.toContain('taxi');
  });
  test('a search from where the bot is not makes no place of it', async () => {
    const elsewhere = { conversation: { id: '19:elsewhere@thread.v2', conversationType: 'groupChat', isGroup: true } };
    await replied(event('search-extension', elsewhere), hits(1));
    expect(JSON.stringify([...world.kept])).not.toContain('elsewhere');
  });
});

test('close waits for what is being acted on', async () => {
  let let_go: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    let_go = resolve;
  });
  world.bot.reply = async () => {
    await held;
    return tell(told);
  };
  const body = JSON.stringify({ ...activity('message', { text: 'hello' }), serviceUrl: world.serviceUrl });
  const token = `Bearer ${world.issuer.token(world.serviceUrl, world.clock.now())}`;
  const answered = await fetch(`${world.origin}/api/messages`, {
    method: 'POST',
    headers: { authorization: token },
    body,
  });
  expect(answered.status).toBe(200);
  const closing = world.teams.close();
  let_go();
  await closing;
  expect(sent()).toHaveLength(1);
});
