/** Steps that come too late to be shown: a private card leads to the right one, and nothing that was filled in is lost. */
import { expect, test } from 'vitest';
import { systemIds } from '../clock.ts';
import { type Actor, type Stage, stage } from '../testing/stage.ts';
import { buttonsOf, wordsOf } from '../testing/words-of.ts';
import { createWords } from '../words/catalogue.ts';
import { backRow, stepOf } from '../words/fragments.ts';
import { type Card, type Form, words } from './card.ts';
import { createBot, type ResumingBot } from './create-bot.ts';
import type { Feature, Turn } from './feature.ts';
import type { InboundBody } from './inbound.ts';
import { ask, type Reply } from './reply.ts';
import type { PrivateDesk } from './stores.ts';
import { createTables } from './tables.ts';

interface Setting {
  readonly s: Stage;
  readonly bot: ResumingBot;
  readonly ben: Actor;
  /** What the first step's handler has kept. */
  readonly kept: Record<string, string>;
  /** What the handler of the first step waits for. */
  held: Promise<void>;
  bring(body: InboundBody, id?: string): Promise<Reply>;
  /** Acts on it as another process does, once the one that took it in is gone. @returns what the person is told in private */
  late(body: InboundBody): Promise<Card>;
}

/** A form of two steps, made up: the first keeps what it is sent and asks the second, which has a way back. */
async function setting(): Promise<Setting> {
  const s = await stage();
  await s.workspace('slack', 'ashcombe', 'Ashcombe Council');
  const ben = s.actor('slack', 'ashcombe', 'Ben Carter');
  const kept: Record<string, string> = {};
  const one = ({ t }: Turn): Form => ({
    form: 'made.first',
    context: 's-1',
    title: 'What it is about',
    step: stepOf(t, 1, 2, { action: 'made.step', value: 's-1 1' }),
    fields: [{ field: 'line', name: 'title', label: 'Event', ...(kept.title ? { value: kept.title } : {}) }],
    submit: 'Go on',
    cancel: 'Cancel',
  });
  const two = ({ t }: Turn): Form => ({
    form: 'made.second',
    context: 's-1',
    title: 'Who takes part',
    step: stepOf(t, 2, 2, { action: 'made.step', value: 's-1 2' }),
    rows: [backRow(t, kept.title ?? '', { action: 'made.step', value: 's-1 1' })],
    fields: [{ field: 'line', name: 'who', label: 'Facilitator', ...(kept.who ? { value: kept.who } : {}) }],
    submit: 'Start',
    cancel: 'Cancel',
  });
  const made: Feature = {
    name: 'made',
    commands: { made: { handle: async (turn) => ask(one(turn)) } },
    actions: {
      'made.step': async (turn) => {
        if (turn.event.values) kept.who = words(turn.event.values.who);
        return ask(turn.event.value.endsWith(' 1') ? one(turn) : two(turn));
      },
    },
    forms: {
      'made.first': async (turn) => {
        await self.held;
        kept.title = words(turn.event.values.title);
        return ask(two(turn));
      },
    },
  };
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined, with: () => log };
  const bot = createBot({
    tables: createTables([made]),
    inbox: s.inbox,
    // No form here is private.
    desk: {} as PrivateDesk,
    recognition: s.recognition,
    chats: new Map([['slack', s.slack]]),
    words: createWords(),
    clock: s.clock,
    ids: systemIds,
    log,
  });
  const self: Setting = {
    s,
    bot,
    ben,
    kept,
    held: Promise.resolve(),
    async bring(body, id) {
      const event = s.event(ben, s.private(ben), body, id);
      await bot.accept(event);
      return bot.handle(event);
    },
    async late(body) {
      const before = s.slack.posted.length;
      const event = s.event(ben, s.private(ben), body);
      await bot.accept(event);
      await bot.resume(event.id);
      await s.settle();
      const [told, ...more] = s.slack.posted.slice(before);
      if (!told || more.length > 0) throw new Error(`${more.length + Number(Boolean(told))} messages`);
      expect(told.to).toEqual(ben.ref);
      return told.card;
    },
  };
  return self;
}

const first = (title: string): InboundBody => ({
  kind: 'submission',
  form: 'made.first',
  context: 's-1',
  values: { title },
});
/** The press of a card's one button. */
function pressOf(card: Card): InboundBody {
  const [button, ...more] = buttonsOf(card);
  if (!button || more.length > 0) throw new Error('not one button');
  // Teams must know before the click that a form follows.
  expect(button).toMatchObject({ opens: true, label: 'Open the form' });
  return { kind: 'action', action: button.action, value: button.value, on: null };
}
const formIn = (reply: Reply): Form => {
  if (reply.kind !== 'ask') throw new Error(`no form but ${reply.kind}`);
  return reply.form;
};

test('a step that follows a submission and comes late is behind a button, which opens that very step', async () => {
  const it = await setting();
  const card = await it.late(first('The count'));
  expect(it.kept).toEqual({ title: 'The count' });
  expect(wordsOf(card)).toContain('Who takes part');
  expect(wordsOf(card)).toContain('Step 2 of 2');
  expect(wordsOf(card)).toContain('What you filled in so far is kept');
  const form = formIn(await it.bring(pressOf(card)));
  expect([form.form, form.step?.said]).toEqual(['made.second', 'Step 2 of 2']);
  // The button may be pressed again, when they closed what it opened.
  expect(formIn(await it.bring(pressOf(card))).form).toBe('made.second');
  expect(formIn(await it.bring({ kind: 'action', action: 'made.step', value: 's-1 1', on: null })).fields).toEqual([
    expect.objectContaining({ value: 'The count' }),
  ]);
});

test('a way back that comes late leads back, with what was typed in the step that was left', async () => {
  const it = await setting();
  await it.bring(first('The count'));
  const values = { who: 'Tom' };
  const card = await it.late({ kind: 'action', action: 'made.step', value: 's-1 1', on: null, values });
  expect(wordsOf(card)).toContain('Step 1 of 2');
  // What was kept is not read out once more in the chat.
  expect(wordsOf(card)).not.toContain('The count');
  expect(formIn(await it.bring(pressOf(card)))).toMatchObject({ form: 'made.first', fields: [{ value: 'The count' }] });
  // The press of the card brought nothing that was typed: what is kept stands.
  const again = formIn(await it.bring({ kind: 'action', action: 'made.step', value: 's-1 2', on: null }));
  expect(again).toMatchObject({ form: 'made.second', fields: [{ value: 'Tom' }] });
});

test('a step whose handler takes too long is told of, and follows in private', async () => {
  const it = await setting();
  let release: () => void = () => undefined;
  it.held = new Promise((resolve) => {
    release = resolve;
  });
  const event = it.s.event(it.ben, it.s.private(it.ben), first('The count'), 'submission/slow');
  await it.bot.accept(event);
  const reply = await it.bot.handle(event, { withinMs: 20 });
  expect(reply).toMatchObject({ kind: 'tell', card: { summary: expect.stringContaining('Still working') } });
  release();
  await expect
    .poll(async () => (await it.s.prisma.delivery.findUnique({ where: { id: 'submission/slow' } }))?.state, {
      timeout: 10_000,
    })
    .toBe('settled');
  await it.s.settle();
  const [told] = it.s.slack.posted;
  if (!told) throw new Error('nothing was told');
  expect(formIn(await it.bring(pressOf(told.card))).form).toBe('made.second');
});

test('a step that a typed word asks for is behind a button, as every form is, and opened by its own action', async () => {
  const it = await setting();
  const message = { kind: 'message', platform: 'slack', id: 'm1', key: 'm1' } as const;
  const said = { message, thread: message, author: it.ben.ref, text: 'made', files: [], version: '1', link: '' };
  const reply = await it.bring({ kind: 'message', addressed: true, said }, 'message/m1');
  if (reply.kind !== 'tell') throw new Error(reply.kind);
  expect(wordsOf(reply.card)).not.toContain('took me a while');
  expect(pressOf(reply.card)).toMatchObject({ action: 'made.step', value: 's-1 1' });
});
