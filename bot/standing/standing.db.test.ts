/** The ladder as people climb it: marked, backed, vetted, official; and down again when its words change, or it is not right any more. */
import { expect, test } from 'vitest';
import { wordsOf } from '../testing/words-of.ts';
import { ANSWER, answered, cardOf, named, pressable, QUESTION, vetting } from './testing/answered.ts';

test('three members of two organisations back it: one tap each, whoever wrote it does not count, and its author hears of it', async () => {
  const all = await answered();
  const { s, ben, cleo, dan, eve, press, card, told } = all;
  expect(card()).toContain('Suggested answer: not checked');
  expect(wordsOf(await press(ben, 'standing.back'))).toContain('It is your own answer');
  for (const who of [cleo, cleo, dan]) expect(wordsOf(await press(who, 'standing.back'))).toContain('You back it.');
  await s.settle();
  expect(card()).toContain('Suggested answer: not checked');
  expect(wordsOf(await press(eve, 'standing.about'))).toContain('2 members back it.');
  await press(eve, 'standing.back');
  await s.settle();
  expect(card()).toContain('Backed by members: not vetted');
  expect(told(ben).join('\n')).toContain(`Your answer to “${QUESTION}” now counts as: Backed by members: not vetted`);
  // Who backs it is nobody's to read.
  const about = wordsOf(await press(ben, 'standing.about'));
  for (const name of ['Cleo', 'Dan', 'Eve']) expect(about).not.toContain(name);
  await press(dan, 'standing.unback');
  await s.settle();
  expect(card()).toContain('Suggested answer: not checked');
  const log = await s.prisma.standingEvent.findMany({ orderBy: { at: 'asc' } });
  expect(log.map(({ what }) => what).sort()).toEqual(['backed', 'backed', 'backed', 'unbacked']);
});

test('three of one organisation are of two teams where their departments say so', async () => {
  const { s, cleo, dan, community, press, card } = await answered();
  const gil = s.actor('slack', 'brackenford', 'Gil Snow');
  await s.command(gil, s.private(gil), 'help');
  const { personId } = await s.prisma.identity.findFirstOrThrow({ where: { ref: gil.ref.id } });
  await s.prisma.membership.create({
    data: { communityId: community, personId, role: 'member', joinedAt: s.clock.now() },
  });
  for (const who of [cleo, dan, gil]) await press(who, 'standing.back');
  await s.settle();
  expect(card()).toContain('Suggested answer: not checked');
  const works = (who: typeof gil, department: string) =>
    s.prisma.identity.updateMany({ where: { ref: who.ref.id }, data: { department } });
  // Of whom nothing is known may be of the same one.
  await works(gil, 'Trading Standards');
  expect(wordsOf(await press(cleo, 'standing.about'))).toContain('Suggested answer: not checked');
  for (const who of [cleo, dan]) await works(who, 'Licensing');
  await works(dan, ' licensing ');
  await press(gil, 'standing.unback');
  await press(gil, 'standing.back');
  await s.settle();
  expect(card()).toContain('Backed by members: not vetted');
});

test('who is no member is told how to become one, and nothing is counted', async () => {
  const { s, press, answer } = await answered();
  const hal = s.actor('teams', 'ashcombe', 'Hal Reed');
  await s.command(hal, s.private(hal), 'help');
  expect(wordsOf(await press(hal, 'standing.back'))).toContain('Only members of Licensing');
  expect(pressable(await press(hal, 'standing.about'))).toEqual([]);
  expect(await s.prisma.standingBacking.count()).toBe(0);
  // Nor by an id that is none.
  for (const value of ['', 'x', `${answer}x`])
    expect(wordsOf(await press(hal, 'standing.back', value))).toContain('not there');
});

test('vetting is four checks by somebody named for it, with a source, a role and a day; its words are on every card', async () => {
  const all = await answered();
  const { s, ben, cleo, press, submit, answer, card, told } = all;
  expect(pressable(await press(cleo, 'standing.about'))).not.toContain('vet');
  await named(all, cleo);
  expect(told(cleo).join('\n')).toContain('You were named as somebody who may vet answers in Licensing');
  expect(pressable(await press(cleo, 'standing.about'))).toContain('vet');
  const form = await s.press(cleo, s.private(cleo), 'standing.vet', answer);
  if (form?.kind !== 'ask') throw new Error('no form');
  const context = form.form.context;
  const { until, ...others } = vetting('2026-01-01');
  expect(await submit(cleo, 'standing.vet', context, { until: until ?? '' })).toEqual({
    kind: 'invalid',
    problems: expect.objectContaining({
      right: expect.any(String),
      format: expect.any(String),
      accessible: expect.any(String),
      source: 'Please say what it can be checked against.',
      role: 'Please write your role.',
      until: 'Please choose a day after today and within two years.',
    }),
  });
  const day = new Date(s.clock.now().getTime() + 60 * 86_400_000).toISOString().slice(0, 10);
  const done = await submit(cleo, 'standing.vet', context, { ...others, until: day });
  expect(wordsOf(cardOf(done))).toContain('Your name stands on it');
  await s.settle();
  expect(card()).toMatch(/Vetted by Cleo Marsh, Senior licensing officer, on .+; review by /);
  expect(told(ben).join('\n')).toContain('now counts as: Vetted by Cleo Marsh');
  expect(wordsOf(await press(ben, 'standing.about'))).toContain('Its source: Market byelaws 2019, section 4');
});

test('an edit takes the vetting away at once, leaves it backed, and whoever marked it reads the new words', async () => {
  const all = await answered();
  const { s, asha, ben, cleo, press, answer, card, told, slackChannel } = all;
  await named(all, cleo);
  const form = await s.press(cleo, s.private(cleo), 'standing.vet', answer);
  if (form?.kind !== 'ask') throw new Error('no form');
  const day = new Date(s.clock.now().getTime() + 60 * 86_400_000).toISOString().slice(0, 10);
  await all.submit(cleo, 'standing.vet', form.form.context, vetting(day));
  await s.settle();
  s.clock.pass(60_000);
  const { message, thread } = all.reply;
  const said = {
    message,
    thread,
    author: ben.ref,
    text: 'By the metre alone.',
    files: [],
    link: '',
    version: s.clock.now().toISOString(),
  };
  await s.bring(s.event(ben, slackChannel, { kind: 'edited', said, addressed: false }));
  // Before anything that follows it has run: what was vetted were other words.
  expect(wordsOf(await press(asha, 'standing.about'))).toContain('Backed by members: changed since it was vetted on');
  await s.settle();
  expect(card()).toContain('By the metre alone.');
  expect(card()).toContain('Backed by members: changed since it was vetted on');
  expect(told(asha).join('\n')).toContain('The answer to your question');
  expect(told(asha).join('\n')).toContain('By the metre alone.');
  // A form that was opened before it changed vets nothing.
  expect(await all.submit(cleo, 'standing.vet', form.form.context, vetting(day))).toMatchObject({ kind: 'invalid' });
});

test('official is a page of an organisation: only whole https addresses, by those who may', async () => {
  const all = await answered();
  const { s, ben, fay, press, submit, answer, card } = all;
  for (const bad of [
    '',
    'example.org',
    'http://example.org/a',
    'https://user:pw@example.org/',
    'https://example.org/a b',
    'javascript:alert(1)',
  ])
    expect(await submit(fay, 'standing.link', answer, { address: bad })).toMatchObject({ kind: 'invalid' });
  expect(await submit(ben, 'standing.link', answer, { address: 'https://example.org/fees' })).toMatchObject({
    kind: 'invalid',
  });
  expect((await submit(fay, 'standing.link', answer, { address: 'https://example.org/fees' }))?.kind).toBe('tell');
  await s.settle();
  expect(card()).toContain('Official: see');
  await press(fay, 'standing.unlink');
  await s.settle();
  expect(card()).toContain('Suggested answer: not checked');
});

test('what is obsolete stays to be read, says so, and is offered to nobody who asks', async () => {
  const all = await answered();
  const { s, ben, fay, eve, press, card } = all;
  const asks = async () =>
    wordsOf(cardOf((await s.say(eve, s.private(eve), 'What should a pitch at a street market cost?')).reply));
  await s.say(eve, all.teamsChannel, 'Who may close a road for a parade?', { addressed: true });
  await s.settle();
  expect(await asks()).toContain(ANSWER);
  await press(ben, 'standing.withdraw');
  await s.settle();
  expect(card()).toContain('Withdrawn: no longer right');
  expect(card()).toContain(ANSWER);
  expect(await asks()).not.toContain(ANSWER);
  // Nothing else is said of it meanwhile, whatever button somebody kept.
  expect(wordsOf(await press(eve, 'standing.back'))).toContain('marked as obsolete');
  // Whoever took it out, and those who may vet, bring it back.
  expect(pressable(await press(eve, 'standing.about'))).toEqual([]);
  expect(wordsOf(await press(eve, 'standing.restore'))).toContain('Only those who may vet');
  await press(ben, 'standing.restore');
  await press(fay, 'standing.withdraw');
  expect(pressable(await press(ben, 'standing.about'))).toEqual([]);
  expect(wordsOf(await press(ben, 'standing.restore'))).toContain('marked as obsolete');
  await press(fay, 'standing.restore');
  await s.settle();
  expect(card()).toContain('Suggested answer: not checked');
});

test('a deleted answer takes with it what was said of it', async () => {
  const all = await answered();
  const { s, cleo, press, submit, answer } = all;
  await press(cleo, 'standing.back');
  await submit(cleo, 'standing.dispute', answer, { reason: 'The byelaws changed in May.' });
  const { message, thread } = all.reply;
  const version = s.clock.now().toISOString();
  await s.bring(s.event(all.ben, all.slackChannel, { kind: 'deleted', message, thread, version }));
  await s.settle();
  expect(await s.prisma.standing.count()).toBe(0);
  expect(await s.prisma.standingDispute.count()).toBe(0);
  expect(await s.prisma.standingEvent.count()).toBe(2);
  expect(wordsOf(await press(cleo, 'standing.about'))).toContain('not there any more');
});
