/** What nobody's client sends, signed all the same: over HTTP, nothing of it ends us, holds us up or passes for something else. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { plain } from '../../bot/core/text.ts';
import { fixture, fixtureNames } from './testing/fixtures.ts';
import {
  type ActivityJson,
  type Answered,
  activity,
  BOT,
  CHANNEL,
  createWorld,
  inChannel,
  mentioning,
  TENANT,
  type World,
} from './testing/world.ts';

type Json = Record<string, unknown>;
let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

/** Heard, or refused: never a fault, never a word of ours. */
const harmless = (answered: Answered): void => {
  expect([200, 400, 401, 501]).toContain(answered.status);
  if (answered.text) answered.json();
  expect(world.lines.splice(0).join('\n')).not.toContain('teams.failed');
};
/** Delivers an activity whose JSON is written by hand at one place: `HERE`. */
const written = async (sent: ActivityJson, here: string): Promise<Answered> => {
  const body = JSON.stringify({ ...sent, serviceUrl: world.serviceUrl }).replace('"HERE"', here);
  return world.raw(body, `Bearer ${world.issuer.token(world.serviceUrl, world.clock.now())}`);
};
const html = (content: string): ActivityJson =>
  activity('message', { ...inChannel('1795'), attachments: [{ contentType: 'text/html', content }] });
const mention = (name: string, id = '29:1olo') => ({
  type: 'mention',
  text: `<at>${name}</at>`,
  mentioned: { id, name },
});

// biome-ignore-start lint/suspicious/noThenProperty: it is what somebody may send
/** Values that break what expects another. */
const ODD: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1e308,
  '',
  ' ',
  '\u0000',
  '\ud800',
  '..//..',
  '<at>',
  '__proto__',
  'x'.repeat(5_000),
  '__proto__',
  'constructor',
  'toString',
  '+275760-09-13T00:00:00Z',
  [],
  [null],
  [[[[]]]],
  {},
  { toString: 5, valueOf: 5 },
  { then: 5, id: {}, length: -1 },
  { type: 'mention', mentioned: null },
];
// biome-ignore-end lint/suspicious/noThenProperty: it is what somebody may send

/** Every place in a value: the keys on the way to it. */
function* paths(value: unknown, way: readonly string[] = []): Generator<readonly string[]> {
  if (way.length > 0) yield way;
  if (typeof value === 'object' && value !== null)
    for (const [key, inner] of Object.entries(value)) yield* paths(inner, [...way, key]);
}
function withAt(value: unknown, [key, ...rest]: readonly string[], put: unknown): unknown {
  if (key === undefined) return put;
  if (Array.isArray(value)) return value.map((one, at) => (String(at) === key ? withAt(one, rest, put) : one));
  const was = value as Json;
  return { ...was, [key]: withAt(was[key], rest, put) };
}

test('any value in any place of any event', async () => {
  const all = fixtureNames('documented').map((name) => fixture('documented', name));
  const places = all.flatMap((sent) => [...paths(sent)].map((way) => ({ sent, way })));
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...places),
      fc.oneof(fc.constantFrom(...ODD), fc.jsonValue()),
      async ({ sent, way }, put) => {
        harmless(await world.deliver({ ...(withAt(sent, way, put) as ActivityJson), serviceUrl: world.serviceUrl }));
      },
    ),
    { numRuns: 400 },
  );
});

test('every odd value in every field of a form', async () => {
  for (const put of ODD) {
    const data = { form: 'f', context: put, kinds: put, again: put, f_a: put, f_b: [put], f___proto__: put };
    harmless(await world.deliver(activity('invoke', { name: 'task/submit', value: { data } })));
    harmless(await world.deliver(activity('message', { value: data })));
  }
});

test.each(['text', 'value', 'entities', 'attachments', 'channelData', 'from', 'conversation', 'membersAdded', 'new'])(
  'nesting without end in %s',
  async (key) => {
    for (const [open, close] of [
      ['[', ']'],
      ['{"a":', '}'],
    ] as const) {
      const here = `${open.repeat(50_000)}0${close.repeat(50_000)}`;
      harmless(await written(activity('message', { ...mentioning('hi'), [key]: 'HERE' }), here));
      const data = { action: 'a', value: 'HERE', f_x: 'HERE' };
      harmless(await written(activity('invoke', { name: 'task/submit', value: { data } }), here));
    }
  },
);

describe('what is as long as a request may be is read at once', () => {
  const long = (part: string): string => part.repeat(Math.floor(400_000 / part.length));
  const parts = ['a<br>', '<p>a</p>', '<b>a</b><i>', '<at>a', '<ul><li>a', '<div>a', '<table><tr><td>a', '<', '<a x='];
  test.each(parts)('HTML of %j', async (part) => harmless(await world.deliver(html(long(part)))), 2_500);

  test('a list of mentions that all stand everywhere in the text', async () => {
    const entities = ['a', '<', '<at>', '</at>', '<at></at>', 'ab'].flatMap((text) =>
      Array.from({ length: 500 }, () => ({ ...mention('x'), text })),
    );
    for (const text of ['ab', '<at>', '<at></at>', '<at>a'])
      harmless(await world.deliver(activity('message', { text: text.repeat(60_000 / text.length), entities })));
  }, 10_000);

  test('a mention whose text is as long', async () => {
    for (const text of [long('<'), long('<at>'), `<at>${long('a')}</at>`])
      harmless(await world.deliver(activity('message', { text: '<at>x', entities: [{ ...mention('x'), text }] })));
  }, 10_000);

  test('ten thousand people who come at once', async () => {
    const membersAdded = Array.from({ length: 10_000 }, (_, at) => ({ id: `29:${at}` }));
    harmless(await world.deliver(activity('conversationUpdate', { ...inChannel('1'), membersAdded })));
  }, 10_000);
});

test('words beyond what a message can hold are left out, and that is said', async () => {
  await world.deliver(html(`<p>${'word '.repeat(50_000)}</p>`));
  const words = plain(world.bot.last('message').said.text);
  expect(words.length).toBeGreaterThan(90_000);
  expect(words.endsWith('…')).toBe(true);
});

test('only mentions that are listed are mentions; everything else is what was typed', async () => {
  const NAMES = ['Guildhall', 'Olo Brockhouse', 'A & B', 'x'];
  const part = fc.oneof(
    fc.constantFrom(...NAMES.map((name) => `<at>${name}</at>`)),
    fc.constantFrom(
      '<at>',
      '</at>',
      '<at id="0">Olo</at>',
      '<AT>x</AT>',
      ' and ',
      'Guildhall',
      '*b*',
      '&lt;at&gt;',
      '\n',
    ),
    fc.string({ unit: 'grapheme', maxLength: 5 }),
  );
  const listed = fc.subarray(NAMES);
  await fc.assert(
    fc.asyncProperty(fc.array(part, { maxLength: 8 }), listed, async (parts, names) => {
      const text = parts.join('').replaceAll('\u0000', '');
      const entities = names.map((name) => mention(name, name === BOT.name ? BOT.id : '29:1olo'));
      await world.deliver(activity('message', { text, entities }));
      const { said, addressed } = world.bot.last('message');
      const rest = text.replace(/<at>(Guildhall|Olo Brockhouse|A & B|x)<\/at>/g, (whole, name: string) => {
        if (!names.includes(name)) return whole;
        return name === BOT.name ? '' : name;
      });
      expect(plain(said.text)).toBe(rest.trim());
      expect(addressed).toBe(true);
    }),
    { numRuns: 200 },
  );
});

test('a mention that is listed and not in the text still addresses the bot, and takes nothing from the text', async () => {
  const entities = [{ ...mention(BOT.name, BOT.id), text: '<at>Somebody</at>' }];
  await world.deliver(activity('message', { text: 'hello <at>Guildhall</at>', entities, ...inChannel('1795') }));
  const { said, addressed } = world.bot.last('message');
  expect([plain(said.text), addressed]).toEqual(['hello <at>Guildhall</at>', true]);
});

test('an id that is no key is refused, and nothing is kept', async () => {
  const kept = world.kept.size;
  const stored = world.bot.stored.length;
  for (const id of ['a\u0000b', 'a b', 'ä', '\ud800', 'x'.repeat(501)]) {
    const place = { conversationType: 'personal', id, tenantId: TENANT };
    for (const wrong of [{ id }, { from: { id, name: 'x' } }, { replyToId: id }, { conversation: place }])
      expect(await world.deliver(activity('message', { text: 'hi', ...wrong }))).toMatchObject({
        status: 400,
        text: '',
      });
  }
  expect([world.kept.size, world.bot.stored.length]).toEqual([kept, stored]);
});

test('what does not say when it happened has happened now', async () => {
  for (const timestamp of ['soon', '']) {
    await world.deliver(activity('message', { text: 'hi', timestamp }));
    expect(world.bot.last('message').at).toBe(world.clock.now().toISOString());
  }
});

test('only a message can be quoted', async () => {
  const quote = (id: string) =>
    `<blockquote itemtype="http://schema.skype.com/Reply" itemid="${id}">x</blockquote>mine`;
  const chat = { conversation: { id: '19:d77b@thread.v2', conversationType: 'groupChat', tenantId: TENANT } };
  for (const id of ['../1795', `${CHANNEL}/1795`, 'x'.repeat(5_000), '', ' 1'])
    for (const sent of [{ ...html(quote(id)), ...chat, channelData: { tenant: { id: TENANT } } }]) {
      await world.deliver(sent);
      const { said } = world.bot.last('message');
      expect(said.thread).toEqual(said.message);
      expect(plain(said.text)).toBe('mine');
    }
});
