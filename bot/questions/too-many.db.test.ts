/** Ten questions a day for one person, however they ask; the eleventh is kept. */
import { expect, test } from 'vitest';
import { type Story, story } from '../testing/story.ts';
import { cardOf, toldBy } from '../testing/town.ts';
import { buttonsOf, wordsOf } from '../testing/words-of.ts';

const FULL = 'You have asked 10 questions today';
const ask = ({ s, asha, community }: Story, text: string) =>
  s.submit(asha, s.private(asha), 'questions.ask', '', { community, text });
const open = ({ s }: Story) => s.prisma.question.count({ where: { state: { not: 'drafted' } } });

/** A story in which Asha has asked as much as she may. */
async function full(how: { zone?: string } = {}): Promise<Story> {
  const told = await story();
  if (how.zone) await told.s.prisma.identity.updateMany({ data: { zone: how.zone } });
  for (let number = 1; number <= 10; number += 1)
    expect(await ask(told, `Question ${number}`)).toMatchObject({ kind: 'tell' });
  return told;
}

test('by form: it stays open with its text', async () => {
  const told = await full();
  expect(await ask(told, 'The eleventh')).toEqual({
    kind: 'invalid',
    problems: { '': expect.stringContaining(FULL) },
  });
  expect(await open(told)).toBe(10);
});

test.each(['mention', 'command'] as const)(
  'by %s in a bound channel: it is kept as a draft, posted tomorrow',
  async (way) => {
    const told = await full();
    const { s, asha, teamsChannel, slackChannel, community } = told;
    await s.settle();
    const shown = s.slack.posted.length;
    const reply =
      way === 'command'
        ? await s.command(asha, teamsChannel, 'ask', 'The eleventh?')
        : (await s.say(asha, teamsChannel, 'The eleventh?', { addressed: true })).reply;
    await s.settle();
    expect(toldBy(reply)).toContain(FULL);
    expect(toldBy(reply)).toContain('The eleventh?');
    expect(toldBy(reply)).toContain('kept as a draft');
    expect(s.slack.posted).toHaveLength(shown);
    const [post] = buttonsOf(cardOf(reply));
    expect(post).toMatchObject({ action: 'questions.post', value: expect.stringContaining(community) });
    // Not today, and it is there still.
    const press = () => s.press(asha, teamsChannel, 'questions.post', post?.value ?? '');
    expect(toldBy(await press())).toContain(FULL);
    const draft = post?.value.split('/')[0] ?? '';
    expect(await s.submit(asha, s.private(asha), 'questions.post', draft, { community })).toMatchObject({
      kind: 'invalid',
      problems: { '': expect.stringContaining(FULL) },
    });
    expect(await open(told)).toBe(10);
    s.clock.pass(24 * 3_600_000);
    expect(await press()).toMatchObject({ kind: 'replace' });
    await s.settle();
    const posted = s.slack.posted.filter((one) => one.to.id === slackChannel.ref.id);
    expect(wordsOf(posted.at(-1)?.card ?? { summary: '', blocks: [] })).toContain('The eleventh?');
  },
);

test('in private: a draft as ever, which cannot be posted today', async () => {
  const told = await full();
  const { s, asha } = told;
  const { reply } = await s.say(asha, s.private(asha), 'The eleventh?');
  expect(toldBy(reply)).toContain('Where should this go?');
  const [post] = buttonsOf(cardOf(reply));
  expect(toldBy(await s.press(asha, s.private(asha), 'questions.post', post?.value ?? ''))).toContain(FULL);
  expect(await s.prisma.question.count({ where: { state: 'drafted' } })).toBe(1);
});

test('what is withdrawn counts, what stays a draft does not, and others are not kept back by it', async () => {
  const told = await story();
  const { s, asha, ben, slackChannel } = told;
  for (let number = 1; number <= 12; number += 1) await s.say(asha, s.private(asha), `Draft ${number}`);
  for (let number = 1; number <= 10; number += 1) await ask(told, `Question ${number}`);
  const [first] = await s.prisma.question.findMany({ where: { state: 'open' }, orderBy: { createdAt: 'asc' } });
  await s.press(asha, s.private(asha), 'questions.withdraw', first?.id ?? '');
  expect(await s.prisma.question.count({ where: { state: 'withdrawn' } })).toBe(1);
  expect(await ask(told, 'One more')).toMatchObject({ kind: 'invalid' });
  expect((await s.say(ben, slackChannel, 'Somebody else?', { addressed: true })).reply).toEqual({ kind: 'nothing' });
});

test('a day is over when it is over for the person', async () => {
  // It is 22:00 in Auckland.
  const told = await full({ zone: 'Pacific/Auckland' });
  told.s.clock.pass(2 * 3_600_000 - 1);
  expect(await ask(told, 'Before midnight')).toMatchObject({ kind: 'invalid' });
  told.s.clock.pass(1);
  expect(await ask(told, 'After midnight')).toMatchObject({ kind: 'tell' });
});

test('many at once are counted one after the other', async () => {
  const told = await story();
  const replies = await Promise.all(Array.from({ length: 16 }, (_, number) => ask(told, `At once ${number}`)));
  expect(replies.filter((reply) => reply?.kind === 'tell')).toHaveLength(10);
  expect(await open(told)).toBe(10);
});
