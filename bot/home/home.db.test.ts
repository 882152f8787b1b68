/** The home page, as it is published and as it is told. */
import { expect, test } from 'vitest';
import { ChatError } from '../core/chat.ts';
import { cardOf, toldBy, town } from '../testing/town.ts';
import { buttonsOf, stringsOf, wordsOf } from '../testing/words-of.ts';

test('opening the page draws it, and what changes for its reader draws it again', async () => {
  const { s, fay, ben, create, share } = await town();
  const community = await create(fay, 'Licensing');
  await share(ben, community);
  const open = () => s.bring(s.event(ben, { ...s.private(ben), where: 'nowhere' }, { kind: 'home' }));
  expect(await open()).toEqual({ kind: 'nothing' });
  await s.settle();
  const page = () => wordsOf(s.slack.homes.get(ben.ref.id) ?? { summary: '', blocks: [] });
  expect(page()).toContain('My communities');
  expect(page()).toContain('You are in no community yet');
  expect(page()).toContain('Ask a question');

  await s.command(ben, s.private(ben), 'join', 'licensing');
  await s.settle();
  expect(page()).toContain('Licensing');
  expect(page()).not.toContain('You are in no community yet');
  await s.press(ben, s.private(ben), 'communities.leave', community);
  await s.settle();
  expect(page()).toContain('You are in no community yet');
  // It is a page, not a message.
  expect(s.slack.posted).toEqual([]);
  await open();
  await s.settle();
  expect(s.slack.homes.size).toBe(1);
});

test('where there is no such page, the command tells the same', async () => {
  const { s, fay, create } = await town();
  await create(fay, 'Licensing');
  const card = cardOf(await s.command(fay, s.private(fay), 'home'));
  expect(wordsOf(card)).toContain('you facilitate it');
  expect(buttonsOf(card).map((button) => button.action)).toEqual(
    expect.arrayContaining(['questions.start', 'communities.list', 'communities.create', 'communities.leave']),
  );
  expect(buttonsOf(card).find((button) => button.action === 'questions.start')?.opens).toBe(true);
});

test('ten communities, and how many more', async () => {
  const { s, fay, asha, create, enrol } = await town();
  for (let number = 0; number < 12; number += 1) {
    if (number % 4 === 0) s.clock.pass(25 * 3_600_000);
    await enrol(asha, await create(fay, `Subject ${10 + number}`));
  }
  const card = cardOf(await s.command(asha, s.private(asha), 'home'));
  expect(stringsOf(card).filter((words) => words.startsWith('Subject'))).toHaveLength(10);
  expect(wordsOf(card)).toContain('And 2 more');
  expect(card.blocks.length).toBeLessThan(60);
});

test('an account that closed, or belongs to somebody else by now, is shown nothing', async () => {
  const { s, ben, cora, personOf } = await town();
  await s.bring(s.event(ben, s.private(ben), { kind: 'home' }));
  await s.prisma.identity.updateMany({ where: { ref: ben.ref.id }, data: { personId: await personOf(cora) } });
  await s.settle();
  expect(s.slack.homes.size).toBe(0);
});

test('a page that ends is no message to be removed', async () => {
  const { s, ben, cora, personOf } = await town();
  await s.bring(s.event(ben, s.private(ben), { kind: 'home' }));
  await s.settle();
  await s.prisma.identity.updateMany({ where: { ref: ben.ref.id }, data: { personId: await personOf(cora) } });
  await s.prisma.outgoing.updateMany({ where: { home: true }, data: { state: 'owed', wanted: 2 } });
  s.slack.failNext('remove', new ChatError('busy', 'not_installed', 60_000));
  await s.settle();
  expect(await s.prisma.outgoing.findFirst({ where: { home: true } })).toMatchObject({ state: 'removed' });
});

test('a guest is not offered what is not theirs', async () => {
  const { s, gil } = await town();
  expect(toldBy(await s.command(gil, s.private(gil), 'home'))).not.toContain('Create a community');
});
