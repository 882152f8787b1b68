/** Cards, dialogs and the message extension, with real botbuilder answering. */
import type { TurnContext } from 'botbuilder';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openScene, type Scene } from './botbuilder.testing.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await openScene();
});
afterAll(() => scene.close());

const card = (text: string) => ({ type: 'AdaptiveCard', version: '1.5', body: [{ type: 'TextBlock', text }] });
const answer = (body: unknown) => async (context: TurnContext) => {
  if (context.activity.type === 'invoke')
    await context.sendActivity({ type: 'invokeResponse', value: { status: 200, body } });
};

describe('invokes', () => {
  async function posted(): Promise<string> {
    const sent = await scene.speak(scene.licensing, (context) =>
      context.sendActivity({
        type: 'message',
        attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content: card('for all') }],
      }),
    );
    return sent?.id ?? '';
  }

  it('an Execute brings data and inputs, and its card is for the presser alone', async () => {
    const id = await posted();
    scene.onTurn = answer({ statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value: card('for you') });
    await scene.act({
      kind: 'execute',
      conversation: scene.licensing,
      id,
      action: { verb: 'accept', data: { k: 1 } },
      inputs: { why: 'yes' },
    });
    expect(await scene.turn((one) => one.name === 'adaptiveCard/action')).toMatchObject({
      replyToId: id,
      conversation: { id: `${scene.licensing};messageid=${id}` },
      value: { action: { type: 'Action.Execute', verb: 'accept', data: { k: 1, why: 'yes' } }, trigger: 'manual' },
    });
    const seen = (as: string) =>
      JSON.stringify(scene.posts(as).find((post) => post.message.id === id)?.message.attachments);
    expect(seen(scene.priya)).toContain('for you');
    expect(seen(scene.tom)).toContain('for all');
    await scene.speak(scene.licensing, (context) =>
      context.updateActivity({
        id,
        type: 'message',
        attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content: card('news') }],
      }),
    );
    expect(seen(scene.priya)).toContain('news');
  });

  it('a dialog opens by a button, stays with a new card, ends with a sentence', async () => {
    const id = await posted();
    scene.onTurn = answer({
      task: {
        type: 'continue',
        value: {
          title: 'Ask',
          card: { contentType: 'application/vnd.microsoft.card.adaptive', content: card('form') },
        },
      },
    });
    const opened = await scene.act({
      kind: 'submit',
      conversation: scene.licensing,
      id,
      data: { msteams: { type: 'task/fetch' }, form: 'ask' },
      inputs: {},
    });
    expect(opened.dialog).toMatchObject({ title: 'Ask', card: card('form') });
    scene.onTurn = answer({ task: { type: 'message', value: 'Thank you' } });
    const done = await scene.act({
      kind: 'dialogSubmit',
      dialog: opened.dialog?.id ?? '',
      data: { form: 'ask' },
      inputs: { q: 'why' },
    });
    expect(done.dialog).toMatchObject({ message: 'Thank you' });
    expect(scene.turns.find((one) => one.name === 'task/submit')).toMatchObject({
      value: { data: { form: 'ask', q: 'why' } },
    });
    expect(await scene.act({ kind: 'dialogClose', dialog: done.dialog?.id ?? '' })).toEqual({ ok: true, dialog: null });
  });

  it('a plain Submit is a message with a value', async () => {
    const id = await posted();
    scene.onTurn = async () => {};
    await scene.act({ kind: 'submit', conversation: scene.licensing, id, data: { a: 1 }, inputs: { b: '2' } });
    expect(await scene.turn((one) => one.type === 'message' && one.value !== undefined)).toMatchObject({
      value: { a: 1, b: '2' },
      replyToId: id,
    });
  });

  it('the extension searches, and acts on a message', async () => {
    scene.onTurn = answer({
      composeExtension: {
        type: 'result',
        attachmentLayout: 'list',
        attachments: [
          {
            contentType: 'application/vnd.microsoft.card.adaptive',
            content: card('full'),
            preview: { contentType: 'application/vnd.microsoft.card.thumbnail', content: { title: 'hit' } },
          },
        ],
      },
    });
    const found = await scene.act({
      kind: 'search',
      conversation: scene.licensing,
      commandId: 'find',
      parameter: 'q',
      query: 'taxi',
    });
    expect(found.results).toMatchObject([{ preview: { content: { title: 'hit' } }, card: { content: card('full') } }]);
    const { id = '' } = await scene.act(
      { kind: 'post', conversation: scene.licensing, text: 'ask about *this*' },
      scene.tom,
    );
    scene.onTurn = answer({
      task: {
        type: 'continue',
        value: { card: { contentType: 'application/vnd.microsoft.card.adaptive', content: card('ask') } },
      },
    });
    const opened = await scene.act({
      kind: 'messageAction',
      conversation: scene.licensing,
      commandId: 'ask',
      message: id,
    });
    expect(scene.turns.find((one) => one.name === 'composeExtension/fetchTask')).toMatchObject({
      value: {
        commandId: 'ask',
        commandContext: 'message',
        messagePayload: {
          id,
          from: { user: { displayName: 'Tom Whitlock' } },
          body: { contentType: 'html', content: '<p>ask about <em>this</em></p>' },
        },
      },
    });
    scene.onTurn = answer(undefined);
    expect(await scene.act({ kind: 'dialogSubmit', dialog: opened.dialog?.id ?? '', data: {}, inputs: {} })).toEqual({
      ok: true,
      dialog: null,
    });
    expect(scene.turns.some((one) => one.name === 'composeExtension/submitAction')).toBe(true);
  });

  it('without an answer the person reads that the app was not reached', async () => {
    const id = await posted();
    scene.onTurn = async () => {
      throw new Error('broken');
    };
    expect(
      (await scene.act({ kind: 'execute', conversation: scene.licensing, id, action: { verb: 'x' }, inputs: {} }))
        .failed,
    ).toBe('Unable to reach app. Please try again.');
    scene.onTurn = async () => {};
  });
});
