/** What the bot does in a channel: off, when mentioned, with private hints. */
import { expect, test } from 'vitest';
import { cardFor, cardOf, founded, postedTo, toldBy, typesCode } from '../testing/town.ts';
import { buttonsOf, wordsOf } from '../testing/words-of.ts';

const LINE = 'Does anyone have a fee table for kennels in 2027?';

/** Licensing with a channel in Teams, which Fay bound, and one in Slack, which Ben bound with a code. */
async function bound() {
  const all = await founded();
  const { s, fay, ben, code, channel, theirs } = all;
  await s.command(fay, channel, 'bind', 'licensing');
  await typesCode(s, ben, theirs, await code());
  await s.settle();
  for (const chat of [s.slack, s.teams]) chat.posted.length = 0;
  return all;
}

test('it is set in the channel by a facilitator or who bound it, and by nobody else; each says what it does', async () => {
  const { s, fay, asha, ben, channel, theirs, community, enrol } = await bound();
  const card = cardOf(await s.command(fay, channel, 'mode'));
  expect(wordsOf(card)).toContain('Licensing: When mentioned');
  expect(wordsOf(card)).toContain('I hear nothing here and say nothing');
  expect(buttonsOf(card).map(({ label }) => label)).toEqual(['Off', 'Suggest privately']);
  await enrol(asha, community);
  expect(toldBy(await s.command(asha, channel, 'mode', 'off'))).toContain('Only a facilitator of Licensing');
  expect(toldBy(await s.press(asha, channel, 'communities.mode', 'off'))).toContain('Only a facilitator of Licensing');
  expect(toldBy(await s.command(fay, s.private(fay), 'mode'))).toContain('type mode in the channel');
  expect(toldBy(await s.command(fay, channel, 'mode', 'answer'))).toContain('there is no such mode');
  expect(toldBy(await s.command(ben, theirs, 'mode', 'off'))).toContain('licensing: Off');
  expect(toldBy(await s.press(ben, theirs, 'communities.mode', 'mention'))).toContain('licensing: When mentioned');
  expect(toldBy(await s.press(ben, theirs, 'communities.mode', 'nonsense'))).toContain('licensing: When mentioned');
  expect(await s.prisma.channel.findMany({ orderBy: { platform: 'asc' } })).toMatchObject([
    { mode: 'mention' },
    { mode: 'mention' },
  ]);
});

test('off: nothing is heard or said there but with who looks after it, and what came meanwhile is there once it is on', async () => {
  const { s, fay, asha, ben, channel, theirs } = await bound();
  await s.say(asha, channel, 'Who weighs lorries?', { addressed: true });
  await s.settle();
  const root = s.slack.posted.find((one) => wordsOf(one.card).includes('Who weighs lorries?'));
  if (!root) throw new Error('the question was not carried');
  const { id } = await s.prisma.question.findFirstOrThrow();
  await s.command(ben, theirs, 'mode', 'off');
  await s.settle();
  s.slack.posted.splice(0, s.slack.posted.length, root);

  // Nothing comes.
  await s.say(asha, channel, 'Who weighs trains?', { addressed: true });
  await s.settle();
  expect(postedTo(s.slack, theirs)).toHaveLength(1);
  // Nothing goes.
  const bea = s.actor('slack', 'brackenford', 'Bea Colleague');
  expect((await s.say(bea, theirs, 'Who weighs ships?', { addressed: true })).reply?.kind).toBe('nothing');
  await s.say(bea, theirs, 'The harbour does.', { thread: root.ref });
  await s.say(ben, theirs, 'So it does.', { thread: root.ref });
  await s.settle();
  expect(await s.prisma.reply.count()).toBe(0);
  expect(await s.prisma.question.count()).toBe(2);
  expect(s.slack.posted).toHaveLength(1);
  // Who looks after it is spoken to.
  const told = await s.say(ben, theirs, 'Who weighs ships?', { addressed: true });
  expect(toldBy(told.reply)).toContain('I am off in this channel');
  expect(toldBy((await s.say(ben, theirs, 'mode', { addressed: true })).reply)).toContain('licensing: Off');
  // What its author takes back is taken back there too.
  await s.press(asha, channel, 'questions.withdraw', id);
  await s.settle();
  expect(wordsOf(root.card)).not.toContain('lorries');

  await s.command(ben, theirs, 'mode', 'mention');
  await s.say(fay, channel, 'Who weighs planes?', { addressed: true });
  await s.settle();
  expect(postedTo(s.slack, theirs).join('\n')).toContain('Who weighs planes?');
});

test('a line that looks like a question gets one private hint a day; of the line nothing is kept', async () => {
  const { s, fay, ben, asha, channel, theirs, create } = await bound();
  await create(fay, 'Kennels', 'Kennels and catteries: fees, inspections and welfare');
  const bea = s.actor('slack', 'brackenford', 'Bea Colleague');
  // Not before it is chosen.
  await s.say(bea, theirs, LINE);
  await s.settle();
  expect(s.slack.posted).toEqual([]);
  await s.command(ben, theirs, 'mode', 'suggest');

  for (const line of ['Thanks for that.', 'Who is coming to lunch today?']) await s.say(bea, theirs, line);
  await s.settle();
  expect(s.slack.posted).toEqual([]);
  await s.say(bea, theirs, LINE);
  await s.say(bea, theirs, `${LINE} Or for catteries?`);
  await s.settle();
  const hints = s.slack.posted.filter(({ only }) => only?.id === bea.ref.id);
  expect(hints).toHaveLength(1);
  expect(s.slack.posted).toHaveLength(1);
  expect(wordsOf(hints[0]?.card ?? { summary: '', blocks: [] })).toContain('Licensing could be asked');
  s.clock.pass(24 * 3_600_000 + 1);
  await s.say(bea, theirs, LINE);
  await s.settle();
  expect(s.slack.posted).toHaveLength(2);

  expect(await s.prisma.question.count()).toBe(0);
  const tables = await s.prisma.$queryRaw<{ name: string }[]>`
    SELECT quote_ident(table_name) AS name FROM information_schema.tables WHERE table_schema = 'public'`;
  for (const { name } of tables) {
    const rows = await s.prisma.$queryRawUnsafe<{ row: string }[]>(`SELECT t::text AS row FROM ${name} t`);
    for (const { row } of rows) expect(row).not.toMatch(/kennels in 2027/i);
  }
  expect(await s.prisma.delivery.count({ where: { body: { not: null } } })).toBe(0);
  // In the other channel nothing was chosen.
  await s.say(asha, channel, LINE);
  await s.settle();
  expect(postedTo(s.teams, channel)).toEqual([]);
});

test('a hint names another community only where the reader may know it; who paused, wants nothing or is a guest gets none', async () => {
  const { s, fay, asha, gil, channel, community, create, enrol, personOf } = await bound();
  await s.prisma.channel.updateMany({ data: { mode: 'suggest' } });
  await create(fay, 'Kennels', 'Kennels and catteries: fees, inspections and welfare');
  await create(fay, 'Kennel raids', 'Fees for kennels that are about to be raided', 'hidden');
  const says = async (who: typeof asha) => {
    s.teams.posted.length = 0;
    await s.say(who, channel, 'Does anyone know what fees are usual for kennels and catteries?');
    await s.settle();
    return s.teams.posted.filter(({ only }) => only !== undefined).map(({ card }) => wordsOf(card));
  };
  expect(await says(gil)).toEqual([]);
  await s.prisma.preference.create({
    data: {
      personId: await personOf(asha),
      pausedUntil: new Date(s.clock.now().getTime() + 1),
      updatedAt: s.clock.now(),
    },
  });
  expect(await says(asha)).toEqual([]);
  s.clock.pass(2);
  await enrol(asha, community);
  await s.prisma.membership.updateMany({ where: { personId: await personOf(asha) }, data: { hears: 'nothing' } });
  expect(await says(asha)).toEqual([]);
  await s.prisma.membership.updateMany({ where: { personId: await personOf(asha) }, data: { hears: 'digest' } });
  const [shown = ''] = await says(asha);
  expect(shown).toContain('Look into Kennels');
  expect(shown).not.toContain('raids');
});

test('where only mentions are heard, hints cannot be chosen, and it is said why', async () => {
  const { s, fay, channel } = await bound();
  await s.prisma.channel.updateMany({ where: { platform: 'teams' }, data: { hears: 'mentions' } });
  expect(toldBy(await s.command(fay, channel, 'mode', 'suggest'))).toContain('I hear mentions alone here');
  expect(await s.prisma.channel.findFirst({ where: { platform: 'teams' } })).toMatchObject({ mode: 'mention' });
});

test('a channel that is bound anew begins with mentions', async () => {
  const { s, fay, channel } = await bound();
  await s.command(fay, channel, 'mode', 'off');
  await s.command(fay, channel, 'unbind');
  await s.settle();
  expect(postedTo(s.teams, channel)).toEqual([]);
  await s.command(fay, channel, 'bind', 'licensing');
  await s.settle();
  expect(await s.prisma.channel.findFirst({ where: { platform: 'teams' } })).toMatchObject({ mode: 'mention' });
  expect(wordsOf(cardFor(s, channel, 'This channel is part of Licensing'))).toContain('Join');
});

/** Bo is in it, is known to be in Ben's channel, and wants to hear everything. */
async function listened() {
  const all = await bound();
  const { s, fay, channel, theirs, community, enrol } = all;
  const bo = s.actor('slack', 'brackenford', 'Bo Listens');
  await s.command(bo, s.private(bo), 'help');
  await enrol(bo, community);
  await s.press(bo, s.private(bo), 'communities.hears', `${community} everything`);
  await s.bring(s.event(bo, theirs, { kind: 'member', who: bo.ref, change: 'joined' }));
  const hears = async (words: string) => {
    await s.say(fay, channel, words, { addressed: true });
    await s.settle();
    await s.everything.tell();
    await s.settle();
    return postedTo(s.slack, bo).some((one) => one.includes(words));
  };
  return { ...all, bo, hears };
}

test('who wants to hear everything and is in a channel where it is off hears it in private', async () => {
  const { s, ben, theirs, hears } = await listened();
  expect(await hears('Who weighs lorries?')).toBe(false);
  await s.command(ben, theirs, 'mode', 'off');
  expect(await hears('Who weighs trains?')).toBe(true);
});

test('who left a channel while it was not bound is not thought to be there once it is again', async () => {
  const { s, ben, bo, theirs, code, hears } = await listened();
  await s.command(ben, theirs, 'unbind');
  await s.bring(s.event(bo, theirs, { kind: 'member', who: bo.ref, change: 'left' }));
  await typesCode(s, ben, theirs, await code());
  expect(await hears('Who weighs ships?')).toBe(true);
});
