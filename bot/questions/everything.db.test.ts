/** Hearing everything of a community, its digest, or nothing: what comes in private, when, and to whom not. */
import { expect, test } from 'vitest';
import type { Actor, Place } from '../testing/stage.ts';
import { cardFor, cardOf, founded, postedTo, pressOn, toldBy } from '../testing/town.ts';
import { buttonsOf, wordsOf } from '../testing/words-of.ts';

const HOUR = 3_600_000;

/** Licensing with a channel in Teams; Asha (Teams) and Ben (Slack) are in it, Fay asks. */
async function listening(how: Readonly<Partial<Record<'asha' | 'ben' | 'fay', string>>> = {}) {
  const all = await founded();
  const { s, fay, asha, ben, community, channel, share, enrol } = all;
  await share(ben, community);
  await s.command(fay, channel, 'bind');
  for (const who of [asha, ben]) await enrol(who, community);
  const people = { asha, ben, fay };
  const choose = (who: Actor, hears: string) =>
    s.press(who, s.private(who), 'communities.hears', `${community} ${hears}`);
  for (const name of ['asha', 'ben', 'fay'] as const) {
    const hears = how[name];
    if (hears) await choose(people[name], hears);
  }
  await s.settle();
  for (const chat of [s.slack, s.teams]) chat.posted.length = 0;
  const ask = async (who: Actor, text: string, place: Place = s.private(who)): Promise<string> => {
    await s.submit(who, place, 'questions.ask', '', { community, text });
    const { id } = await s.prisma.question.findFirstOrThrow({ orderBy: { createdAt: 'desc' } });
    await tell();
    return id;
  };
  const tell = async () => {
    await s.everything.tell();
    await s.settle();
  };
  const heard = (who: Actor, words: string) =>
    postedTo(who.ref.platform === 'slack' ? s.slack : s.teams, who).filter((one) => one.includes(words));
  return { ...all, choose, ask, tell, heard };
}

test('who chose everything hears each question in private, on either platform, once, and why; nobody else does', async () => {
  const { s, fay, asha, ben, cora, ask, tell, heard, choose } = await listening({
    asha: 'everything',
    ben: 'everything',
    fay: 'everything',
  });
  await ask(fay, 'Who licenses pedicabs?');
  for (const who of [asha, ben]) {
    expect(heard(who, 'Who licenses pedicabs?')).toHaveLength(1);
    const card = cardFor(s, who, 'pedicabs');
    expect(wordsOf(card)).toContain('Fay Olsen · Ashcombe Council');
    expect(wordsOf(card)).toContain('because you chose to hear everything in Licensing');
    expect(await pressOn(s, who, card, 'Answer')).toMatchObject({ kind: 'ask', form: { form: 'questions.answer' } });
  }
  // Her own question comes to Fay as hers.
  expect(heard(fay, 'because you chose')).toEqual([]);
  expect(heard(cora, 'pedicabs')).toEqual([]);
  await tell();
  expect(heard(ben, 'pedicabs')).toHaveLength(1);

  const less = await pressOn(s, ben, cardFor(s, ben, 'pedicabs'), 'Only the digest from now on');
  expect(toldBy(less)).toContain('in its digest');
  await choose(asha, 'nothing');
  s.clock.pass(24 * HOUR);
  await ask(fay, 'Who licenses rickshaws?');
  for (const who of [asha, ben]) expect(heard(who, 'rickshaws')).toEqual([]);
});

test('digest, nothing and not having chosen bring nothing in private', async () => {
  const { fay, asha, ben, ask, heard } = await listening({ asha: 'digest', ben: 'nothing' });
  await ask(fay, 'Who licenses pedicabs?');
  for (const who of [asha, ben]) expect(heard(who, 'pedicabs')).toEqual([]);
});

test('who is in a channel of the community hears it there alone, until they leave it or it is taken out', async () => {
  const { s, fay, asha, ben, channel, theirs, code, ask, heard } = await listening({
    asha: 'everything',
    ben: 'everything',
  });
  await s.command(ben, theirs, 'bind', await code());
  // One of them writes there, of the other the platform says that they came.
  const { message } = await s.say(fay, channel, 'Who licenses pedicabs?', { addressed: true });
  await s.settle();
  await s.say(asha, channel, 'We do', { thread: message });
  await s.bring(s.event(ben, theirs, { kind: 'member', who: ben.ref, change: 'joined' }));
  await s.settle();
  for (const chat of [s.slack, s.teams]) chat.posted.length = 0;
  await ask(fay, 'Who licenses rickshaws?');
  for (const who of [asha, ben]) expect(heard(who, 'rickshaws')).toEqual([]);

  await s.bring(s.event(ben, theirs, { kind: 'member', who: ben.ref, change: 'left' }));
  await s.prisma.channel.updateMany({ where: { ref: channel.ref.id }, data: { goneAt: s.clock.now() } });
  s.clock.pass(24 * HOUR);
  await ask(fay, 'Who licenses trishaws?');
  for (const who of [asha, ben]) expect(heard(who, 'trishaws')).toHaveLength(1);
});

test('it is a duty: out of working time it waits, and what has come together is one message', async () => {
  const { s, fay, ben, ask, heard } = await listening({ ben: 'everything' });
  // Friday, six in the evening.
  s.clock.pass((4 * 24 + 9) * HOUR);
  await ask(fay, 'Who licenses pedicabs?');
  await ask(fay, 'Who licenses rickshaws?');
  expect(heard(ben, 'licenses')).toEqual([]);
  s.clock.pass(24 * HOUR);
  await s.settle();
  expect(heard(ben, 'licenses')).toEqual([]);
  // Monday, nine in the morning.
  s.clock.pass((24 + 15) * HOUR);
  await s.settle();
  const [one, ...more] = heard(ben, 'licenses');
  expect(more).toEqual([]);
  expect(one).toContain('pedicabs');
  expect(one).toContain('rickshaws');
});

test('an edit is followed, a withdrawal takes it away, and who left the community is told no more and shown no more', async () => {
  const { s, fay, asha, ben, community, ask, tell, heard } = await listening({ asha: 'everything', ben: 'everything' });
  const first = await ask(fay, 'Who licenses pedicabs?');
  expect(heard(ben, 'pedicabs')).toHaveLength(1);
  await s.press(fay, s.private(fay), 'questions.withdraw', first);
  await s.settle();
  for (const who of [asha, ben]) expect(heard(who, 'pedicabs')).toEqual([]);

  s.clock.pass(24 * HOUR);
  const second = await ask(fay, 'Who licenses rickshaws?');
  await s.prisma.community.update({ where: { id: community }, data: { access: 'request' } });
  await s.press(ben, s.private(ben), 'communities.leave', community);
  await s.prisma.question.update({ where: { id: second }, data: { text: 'Who licenses all rickshaws?' } });
  await s.inbox.afterwards(s.clock.now(), (w) => w.refresh(`heard:${second}`));
  await s.settle();
  expect(heard(ben, 'rickshaws')).toEqual([]);
  expect(heard(asha, 'all rickshaws')).toHaveLength(1);

  // Withdrawn before anybody was told.
  await s.submit(fay, s.private(fay), 'questions.ask', '', { community, text: 'Who licenses trishaws?' });
  const { id } = await s.prisma.question.findFirstOrThrow({ where: { state: 'open', heardAt: null } });
  await s.press(fay, s.private(fay), 'questions.withdraw', id);
  await tell();
  expect(await s.prisma.outgoing.count({ where: { subject: `heard:${id}` } })).toBe(0);
  expect(await s.prisma.question.count({ where: { heardAt: null } })).toBe(0);
});

test('a question that waited as a draft is told of once it is asked, and one from before is not', async () => {
  const { s, fay, asha, community, tell, heard } = await listening({ asha: 'everything' });
  const { reply } = await s.say(fay, s.private(fay), 'Who licenses pedicabs and other carriages?');
  await tell();
  expect(heard(asha, 'pedicabs')).toEqual([]);
  const button = buttonsOf(cardOf(reply)).find(({ value }) => value.endsWith(`/${community}`));
  await s.press(fay, s.private(fay), 'questions.post', button?.value ?? '');
  await tell();
  expect(heard(asha, 'pedicabs')).toHaveLength(1);
});

test('how one hears of each community is among the preferences', async () => {
  const { s, fay, asha, ben, community, create, enrol, ask, heard } = await listening({ asha: 'everything' });
  // Not chosen yet: that comes with the five lines.
  await enrol(asha, await create(fay, 'Allotments'));
  const opened = await s.command(asha, s.private(asha), 'preferences');
  const fields = opened?.kind === 'ask' ? opened.form.fields.filter(({ name }) => name.startsWith('hears-')) : [];
  expect(fields).toMatchObject([
    { field: 'choice', name: `hears-${community}`, label: 'What you hear from Licensing', value: 'everything' },
  ]);
  const save = (who: Actor, values: Record<string, string>) =>
    s.submit(who, s.private(who), 'people.preferences', '', values);
  await save(asha, { [`hears-${community}`]: 'digest' });
  // It is nobody else's to choose, and nothing else can be chosen.
  await save(ben, { [`hears-${community}`]: 'everything' });
  await save(asha, { [`hears-${community}`]: 'loudly' });
  const all = await s.prisma.membership.findMany({ where: { communityId: community }, select: { hears: true } });
  expect(all.map(({ hears }) => hears).sort()).toEqual(['digest', null, null]);
  await ask(fay, 'Who licenses pedicabs?');
  expect(heard(asha, 'pedicabs')).toEqual([]);
});
