/** Private deliveries in the core: what a handler may answer, what becomes of a slow one, and that none is ever taken for an ordinary one. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createPrivateWork } from '../../prisma/private.ts';
import { type Tx, txOf } from '../../prisma/work.ts';
import type { Field, Form } from './card.ts';
import { createBot } from './create-bot.ts';
import type { Feature } from './feature.ts';
import type { PrivateHandlers, PrivateInbound, PrivateStores, PrivateTurn, PrivateWork } from './private.ts';
import { ask, nothing, type Reply, replace, results, tell } from './reply.ts';
import type { Inbox, PrivateDesk, Recognition } from './stores.ts';
import { createTables } from './tables.ts';
import type { Translate } from './translate.ts';
import type { Work } from './work.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const gus = { kind: 'user', platform: 'slack', id: 't/gus' } as const;
const brought = {
  id: 'slack/submission/V1/h1',
  connection: 'slack',
  at: '2026-11-23T10:00:00Z',
  from: gus,
  workspace: 't',
  in: { kind: 'conversation', platform: 'slack', id: 't/D1' },
  where: 'private',
} as const;
const sent: PrivateInbound = {
  ...brought,
  kind: 'submission',
  form: 'box',
  context: 'c',
  values: { text: 'a\u0000b' },
};
const pressed: PrivateInbound = { ...brought, kind: 'action', action: 'open', value: 'v', on: null };

const card = { summary: 'A card', blocks: [] };
const form = (more: Partial<Form> = {}): Form => ({
  form: 'box',
  context: '',
  title: 'T',
  fields: [],
  submit: 'S',
  cancel: 'C',
  ...more,
});
const row = (action: string) => ({
  block: 'row' as const,
  text: '',
  button: { button: 'action' as const, action, value: '', label: '' },
});
const search: Field = { field: 'search', search: 'people', name: 'who', label: '' };

/** A bot on a desk that keeps what it is told to. */
function quietBot(answer: (turn: PrivateTurn) => Promise<Reply>, more: Partial<Feature> = {}) {
  const lines: string[] = [];
  const ended: string[] = [];
  const turns: PrivateTurn[] = [];
  const handler = async (turn: PrivateTurn) => {
    turns.push(turn);
    return answer(turn);
  };
  const w = { day: '1970-01-01', isBefore: () => true, id: () => 'i' } as unknown as PrivateWork;
  const behind = { person: 'p', locale: 'en-GB', zone: 'UTC' };
  const desk: PrivateDesk = {
    look: async (_account, _now, run) => run(w, behind),
    async once(_event, _now, decide) {
      const { end, result } = await decide(w, behind);
      ended.push(end);
      return result;
    },
    forget: async () => 0,
  };
  const untouched = new Proxy({}, { get: (_, name) => () => ended.push(`touched ${String(name)}`) });
  const line = (event: string, fields = {}) => void lines.push(`${event} ${JSON.stringify(fields)}`);
  const log = { info: line, warn: line, error: line, with: () => log };
  const plain = (key: string) => key;
  const words = Object.assign(plain, { plain, locale: 'en-GB', zone: 'UTC' }) as unknown as Translate;
  const feature: Feature = { name: 'it', privately: { actions: { open: handler }, forms: { box: handler } }, ...more };
  const bot = createBot({
    tables: createTables([feature]),
    inbox: untouched as Inbox,
    recognition: untouched as Recognition,
    desk,
    chats: new Map(),
    words: () => words,
    clock: { now: () => new Date(0) },
    ids: { next: () => '000000000001' },
    log,
  });
  return { bot, lines, ended, turns };
}

describe('what a handler answers', () => {
  test.each<[string, Reply]>([
    ['a form of another kind', ask(form({ form: 'other' }))],
    ['a form with a button that is not private', ask(form({ rows: [row('open'), row('other')] }))],
    ['a form with a field that is searched in', ask(form({ fields: [search] }))],
    ['a card in place of another', replace(card)],
    ['results', results([])],
  ])('is a fault where it is %s', async (_what, reply) => {
    const { bot, lines, ended } = quietBot(async () => reply);
    expect(await bot.privately(sent)).toEqual({ kind: 'invalid', problems: { '': 'core.fault-form' } });
    expect(await bot.privately(pressed)).toMatchObject({ kind: 'tell', card: { summary: 'core.private-fault' } });
    expect([lines.length, ended]).toEqual([2, []]);
  });

  test('is answered as it is else, and a form that is refused is released', async () => {
    const replies: Reply[] = [
      ask(form({ rows: [row('open')] })),
      tell(card),
      nothing,
      { kind: 'invalid', problems: {} },
    ];
    const { bot, ended, lines } = quietBot(async () => replies[0] ?? nothing);
    const answered = [];
    for (; replies.length > 0; replies.shift()) answered.push((await bot.privately(sent)).kind);
    expect([answered, ended]).toEqual([
      ['ask', 'tell', 'nothing', 'invalid'],
      ['settle', 'settle', 'settle', 'release'],
    ]);
    expect(lines).toEqual([]);
  });

  test('is given without what no database keeps', async () => {
    const { bot, turns } = quietBot(async () => nothing);
    await bot.privately(sent);
    expect(turns[0]?.event.values).toEqual({ text: 'ab' });
  });
});

describe('a handler that takes long', () => {
  test.each([
    ['a form', sent, 'core.private-late'],
    ['a press', pressed, 'core.private-late-press'],
  ] as const)('leaves %s with a sentence, and nothing is brought later', async (_what, event, sentence) => {
    let finish: (reply: Reply) => void = () => undefined;
    const { bot, ended, lines } = quietBot(() => new Promise((resolve) => (finish = resolve)));
    const answer = bot.privately(event, { withinMs: 2_000 });
    await vi.advanceTimersByTimeAsync(2_001);
    expect(await answer).toMatchObject({ kind: 'tell', card: { summary: sentence } });
    expect(ended).toEqual([]);
    finish(tell(card));
    await vi.advanceTimersByTimeAsync(60_000);
    // It is kept all the same, and neither the inbox nor a platform heard of it.
    expect([ended, lines]).toEqual([event === sent ? ['settle'] : [], []]);
  });

  test('and fails in the end, leaves its line', async () => {
    let fail: (error: Error) => void = () => undefined;
    const { bot, lines } = quietBot(() => new Promise((_, reject) => (fail = reject)));
    const answer = bot.privately(sent, { withinMs: 2_000 });
    await vi.advanceTimersByTimeAsync(2_001);
    await answer;
    fail(new Error('words'));
    await vi.advanceTimersByTimeAsync(0);
    expect(lines).toEqual([expect.stringMatching(/^handler failed \{"fault":"000000000001","kind":"private"/)]);
    expect(lines[0]).not.toMatch(/words|gus|slack|V1/);
  });
});

describe('what is private', () => {
  test('is known by its name and kind', () => {
    const { bot } = quietBot(async () => nothing);
    expect([bot.isPrivate('action', 'open'), bot.isPrivate('submission', 'box')]).toEqual([true, true]);
    expect([bot.isPrivate('action', 'box'), bot.isPrivate('submission', 'constructor')]).toEqual([false, false]);
  });

  test('is never kept, whoever brings it to be', async () => {
    const { bot, ended } = quietBot(async () => nothing);
    for (const event of [sent, pressed]) {
      await expect(bot.accept(event)).rejects.toThrow('never kept');
      await expect(bot.take(event)).rejects.toThrow('never kept');
    }
    expect(ended).toEqual([]);
    await bot.accept({ ...sent, form: 'other' });
    expect(ended).toEqual(['touched store']);
  });
});

describe('names', () => {
  const handle = async () => nothing;
  const one = (privately: PrivateHandlers, more: Partial<Feature> = {}): Feature => ({
    name: 'one',
    privately,
    ...more,
  });

  test.each<[string, Feature[]]>([
    ['an action that is ordinary too', [one({ actions: { x: handle } }, { actions: { x: handle } })]],
    ['a form that is ordinary elsewhere', [one({ forms: { x: handle } }), { name: 'two', forms: { x: handle } }]],
    ['an action twice', [one({ actions: { x: handle } }), { ...one({ actions: { x: handle } }), name: 'two' }]],
    ['a form twice', [one({ forms: { x: handle } }), { ...one({ forms: { x: handle } }), name: 'two' }]],
    ['on pages what there is not', [one({ actions: { x: handle } }, { acts: { press: ['y'], submit: [] } })]],
  ])('that collide do not start: %s', (_what, features) => {
    expect(() => createTables(features)).toThrow(/one of them|opens/);
  });

  test('of an action and of a form may be one, and pages may have them', () => {
    const feature = one({ actions: { x: handle }, forms: { x: handle } }, { acts: { press: ['x'], submit: ['x'] } });
    expect(createTables([feature]).acts.press.has('x')).toBe(true);
  });
});

test('a private transaction is none of the other kind, and has nothing that says more of when than the day', () => {
  const w = createPrivateWork(() => ({}) as PrivateStores, {} as Tx, new Date('2026-11-23T23:59:59Z'));
  expect(Object.keys(w).sort()).toEqual(['day', 'id', 'isBefore']);
  expect(w.day).toBe('2026-11-23');
  expect(() => txOf(w as unknown as Work)).toThrow('not a transaction');
  // Each of these does not compile but for the line above it.
  const unreachable = ({ w, ...turn }: PrivateTurn): readonly unknown[] => [
    // @ts-expect-error no message is owed
    w.say,
    // @ts-expect-error nothing is shown that must stay true
    w.show,
    // @ts-expect-error no fact is written
    w.fact,
    // @ts-expect-error no instant is told
    w.now,
    // @ts-expect-error no budget is spent of
    w.spend,
    // @ts-expect-error no ordinary store is there
    w.people,
    // @ts-expect-error nobody's account is told
    turn.me,
    // @ts-expect-error nor the delivery's id
    turn.event.id,
    // @ts-expect-error nor its place
    turn.event.in,
    // @ts-expect-error one is not the other
    w satisfies Work,
  ];
  expect(unreachable).toHaveLength(1);
});
