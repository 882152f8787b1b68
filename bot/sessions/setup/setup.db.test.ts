/** Setting up a review by its steps, scheduling it, and who then sees what where. */
import { expect, test } from 'vitest';
import type { Card, Form, Value } from '../../core/card.ts';
import type { Reply } from '../../core/reply.ts';
import { plain } from '../../core/text.ts';
import type { Actor } from '../../testing/stage.ts';
import { cardFor, cardOf, postedTo, pressOn, toldBy } from '../../testing/town.ts';
import { buttonsOf, wordsOf } from '../../testing/words-of.ts';
import { type Scene, scene } from '../testing/scene.ts';

const formOf = (reply: Reply | null): Form => {
  if (reply?.kind !== 'ask')
    throw new Error(`no form but ${reply?.kind} ${reply?.kind === 'invalid' ? JSON.stringify(reply.problems) : ''}`);
  return reply.form;
};
const send = (all: Scene, who: Actor, { form, context }: Form, values: Record<string, Value>) =>
  all.s.submit(who, all.s.private(who), form, context, values);
const labels = (card: Card): string[] => buttonsOf(card).map(({ label }) => label);

const WHAT = { method: 'aar', title: 'Flood night', event: 'The flood of 20 November', starts: '2026-11-20' };
const WHY = { purpose: 'To be faster', in: 'The night itself', level: 'team' };
const HOW = {
  attribution: 'unattributed',
  place: 'channels',
  readers: 'community',
  screens: 'yes',
  opens: '2026-11-30',
  time: '09:00',
  boundary: 'yes',
};

/** As far as a draft with all its steps. */
async function drafted(all: Scene, more: Record<string, Value> = {}): Promise<Card> {
  const { s, priya, tom, dev, people, personOf, community } = all;
  const what = formOf(await s.command(priya, s.private(priya), 'review'));
  const why = formOf(await send(all, priya, what, { ...WHAT, community }));
  const who = formOf(await send(all, priya, why, WHY));
  const participants = await Promise.all(people.map(personOf));
  const named = { participants, facilitator: await personOf(tom), sponsor: await personOf(dev), ...more };
  const how = formOf(await send(all, priya, who, named));
  return cardOf(await send(all, priya, how, HOW));
}

test('four steps, each kept; then it says what there is, and it is scheduled by one press', async () => {
  const all = await scene({ state: 'draft' });
  const { s, priya, tom, people, channel, theirs } = all;
  const card = await drafted(all);
  expect(wordsOf(card)).toContain('Everything is there. Schedule it, and people are invited.');
  expect(wordsOf(card)).toContain('Not kept with what people write');
  expect(wordsOf(card)).toContain('Tom Reed');
  const said = toldBy(await pressOn(s, priya, card, 'Schedule it'));
  expect(said).toContain('AAR-2026-0001 is scheduled. 6 people are invited now');
  s.clock.pass(86_400_000);
  await s.settle();
  for (const place of [channel, theirs]) {
    const posted = cardFor(s, place, 'Flood night');
    expect(wordsOf(posted)).toContain('AAR-2026-0001 · Elections');
    expect(labels(posted)).toEqual(['Open my card', 'Take part']);
  }
  for (const who of people) expect(wordsOf(cardFor(s, who, 'Flood night'))).toContain('you take part');
  // Both of their cards come together.
  const leads = labels(cardFor(s, tom, 'You get this because you lead'));
  expect(leads).toEqual(['Open the card for leading', 'Open the form now', 'People', 'More']);
});

test('what is wrong with a step is said by field, and what was typed before is kept', async () => {
  const all = await scene({ state: 'draft' });
  const { s, priya, community } = all;
  const what = formOf(await s.command(priya, s.private(priya), 'review'));
  const bad = { ...WHAT, community, starts: '20 November', ends: '2026-02-30', title: ' ' };
  const refused = await send(all, priya, what, bad);
  expect(refused).toMatchObject({
    kind: 'invalid',
    problems: {
      title: expect.any(String),
      starts: expect.stringContaining('year-month-day'),
      ends: expect.any(String),
    },
  });
  formOf(await send(all, priya, what, { ...WHAT, community }));
  // Closed after the first step: it stands on the home page, and says what is missing.
  const home = cardOf(await s.command(priya, s.private(priya), 'home'));
  const at = home.blocks.findIndex((block) => block.block === 'row' && plain(block.text).includes('Flood night'));
  const [row] = buttonsOf({ ...home, blocks: home.blocks.slice(at, at + 1) });
  const draft = cardOf(await s.press(priya, s.private(priya), 'sessions.draft', row?.value ?? ''));
  expect(wordsOf(draft)).toContain('Still missing: What do you want to learn from it?');
  expect(labels(draft)).not.toContain('Schedule it');
  // Whatever the button was: guards are asked at the press.
  expect(toldBy(await s.press(priya, s.private(priya), 'sessions.schedule', row?.value ?? ''))).toContain(
    'Before it can go on: Still missing',
  );
});

test('too few for words without names is said with the numbers', async () => {
  const all = await scene({ state: 'draft' });
  const { people, personOf } = all;
  const card = await drafted(all, { participants: await Promise.all(people.slice(0, 3).map(personOf)) });
  expect(wordsOf(card)).toContain('At least 4 people have to be invited where names are not kept; 3 are.');
});

test('nobody of another community is named for it, and nobody else sees or changes it', async () => {
  const all = await scene({ state: 'draft' });
  const { s, priya, other, personOf, community } = all;
  const what = formOf(await s.command(priya, s.private(priya), 'review'));
  const why = formOf(await send(all, priya, what, { ...WHAT, community }));
  const who = formOf(await send(all, priya, why, WHY));
  await s.command(
    s.actor('slack', 'corvale', 'Cora Lind'),
    s.private(s.actor('slack', 'corvale', 'Cora Lind')),
    'help',
  );
  const cora = await personOf(s.actor('slack', 'corvale', 'Cora Lind'));
  expect(await send(all, priya, who, { participants: [cora], facilitator: cora })).toMatchObject({
    kind: 'invalid',
    problems: { participants: 'They are not in Elections.', facilitator: 'They are not in Elections.' },
  });
  const id = who.context.split(' ')[0] ?? '';
  for (const action of ['draft', 'schedule', 'discard', 'people', 'more', 'copy', 'steer'])
    expect(toldBy(await s.press(other, s.private(other), `sessions.${action}`, id))).toContain(
      'for those who take part',
    );
  expect(await send(all, other, who, {})).toMatchObject({ kind: 'invalid' });
});

test('a review about the same days is offered in place of another', async () => {
  const all = await scene();
  const { s, priya, session } = all;
  const card = await drafted(all);
  expect(wordsOf(card)).not.toContain('about the same days');
  const edit = buttonsOf(card).find(({ label }) => label === 'Change what it is about');
  const form = formOf(await s.press(priya, s.private(priya), 'sessions.edit', edit?.value ?? ''));
  const same = cardOf(await send(all, priya, form, { ...WHAT, starts: '2026-11-18', ends: '2026-11-21' }));
  expect(wordsOf(same)).toContain('There is a review about the same days already: By-election count.');
  expect(toldBy(await pressOn(s, priya, same, 'Take part in that one'))).toContain('You take part now.');
  expect(await all.run((w) => w.sessions.setup.attending(session, '00000000-0000-4000-8000-000000000000'))).toBeNull();
  expect((await all.run(async (w) => w.sessions.setup.mine(priya.ref, 9))).map(({ title }) => title)).toEqual([
    'By-election count',
  ]);
});

test('whoever leads gives more time, pauses with a reason, lets it go on, and cancels it; all are told, and nothing they wrote is touched', async () => {
  const all = await scene();
  const { s, tom, priya, record, session, away } = all;
  const pressed = async (action: string) => formOf(await s.press(tom, s.private(tom), `sessions.${action}`, session));
  expect(toldBy(await send(all, tom, await pressed('extend'), { days: '2' }))).toContain('People are writing until');
  const more = await pressed('more');
  expect(await send(all, tom, more, { what: 'pause' })).toMatchObject({ kind: 'invalid' });
  await send(all, tom, more, { what: 'pause', why: 'Half of us are at the count' });
  expect(await record()).toMatchObject({ state: 'paused' });
  expect(postedTo(s.slack, priya).join()).not.toContain('at the count');
  await away(3_600_000);
  expect(postedTo(s.slack, priya).join()).toContain('Half of us are at the count');
  await send(all, tom, await pressed('more'), { what: 'resume' });
  expect(await record()).toMatchObject({ state: 'collecting' });
  await send(all, tom, await pressed('more'), { what: 'cancel', main: 'elsewhere', why: 'The board looks at it.' });
  expect(await record()).toMatchObject({ state: 'cancelled', hasKey: false });
});

test('two people who press Next at once: the second is told that it has moved on', async () => {
  const all = await scene({ attribution: 'named' });
  const { s, tom, asha, session, record } = all;
  const { version } = await record();
  await all.act({ event: 'extend', days: 1 });
  const said = await s.press(asha, s.private(asha), 'sessions.next', `${session} ${version}`);
  expect(toldBy(said)).toMatch(/already moved on|finished yet/);
  expect(tom).toBeDefined();
});

test('begun from a message, it is about what that says: in one line, shortened, and nothing of it is kept before the form is sent', async () => {
  const all = await scene();
  const { s, priya, theirs, tom } = all;
  const text = `The count ran\nlong, ${'and longer '.repeat(30)}`;
  const from = async (who: Actor, words: string) => {
    const said = { message: { kind: 'message', platform: who.ref.platform, id: 'm1', key: 'm1' } } as const;
    const on = {
      ...said,
      thread: said.message,
      author: tom.ref,
      text: words,
      files: [],
      version: '1',
      link: 'https://example.org/m1',
    };
    return s.bring(s.event(who, theirs, { kind: 'shortcut', name: 'review-about', on }));
  };
  const form = formOf(await from(priya, text));
  const about = form.fields.find(({ name }) => name === 'event');
  if (about?.field !== 'line') throw new Error('no line');
  expect(about.value).toMatch(/^The count ran long, and longer .*…$/);
  expect(about.value?.length).toBeLessThanOrEqual(200);
  expect(await s.prisma.session.count()).toBe(1);
  const why = formOf(await send(all, priya, form, { ...WHAT, event: about.value ?? '', community: all.community }));
  expect(plain(why.title)).toContain('what for');
  expect(await s.prisma.session.count({ where: { event: about.value ?? '' } })).toBe(1);
  const nobody = s.actor('slack', 'brackenford', 'Nia Wood');
  expect(toldBy(await from(nobody, text))).toContain('community');
});
