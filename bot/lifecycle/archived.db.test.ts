/** An archived community: read-only, what it learned, and how it comes back; and one that nobody looks after. */
import { expect, test } from 'vitest';
import type { MessageRef } from '../core/ref.ts';
import { type Living, living } from '../testing/life.ts';
import type { Actor, Place } from '../testing/stage.ts';
import { cardFor, cardOf, postedTo, pressOn, toldBy } from '../testing/town.ts';
import { buttonsOf, wordsOf } from '../testing/words-of.ts';

/** Licensing with a question that was answered, one whose answer was marked, and one that nobody answered; closed by Fay. */
async function archived() {
  const all = await living();
  const { s, fay, ben, channel, community, share, ask, meet, stage } = all;
  await share(ben, community);
  const [one, two] = await meet(2);
  if (!one || !two) throw new Error('nobody');
  const asked = async (text: string, answer: string | null) => {
    const { message } = await ask(one, text);
    if (answer !== null) await s.say(two, channel, answer, { thread: message });
    await s.settle();
    s.clock.pass(60_000);
    return message;
  };
  const marked = await asked('Who weighs lorries?', 'Highways do.');
  await asked('Who weighs trains?', 'Nobody knows.');
  const open = await asked('Who weighs boats?', null);
  const reply = await s.prisma.reply.findFirstOrThrow({ where: { text: { equals: 'Highways do.' } } });
  await s.press(fay, channel, 'questions.useful', reply.id);
  await s.settle();
  await close(all);
  expect(await stage()).toBe('archived');
  return { ...all, one, two, marked, open };
}

async function close({ s, fay, community }: Living): Promise<void> {
  const card = cardOf(await s.press(fay, s.private(fay), 'communities.manage', community));
  expect(buttonsOf(card).find(({ label }) => label === 'Close this community')).toMatchObject({ confirm: {} });
  expect(toldBy(await pressOn(s, fay, card, 'Close this community'))).toContain('Licensing is archived');
  await s.settle();
}

/** What one person alone saw in a channel. */
const whispered = ({ s }: Living, who: Actor): string[] =>
  s.teams.posted.filter((one) => one.only?.id === who.ref.id).map((one) => wordsOf(one.card));

const lastIn = ({ s }: Living, place: Place): string =>
  postedTo(place.ref.platform === 'slack' ? s.slack : s.teams, place).at(-1) ?? '';

test('only its lead closes it; its channels hear what it learned', async () => {
  const all = await living();
  const { s, asha, ben, community, stage } = all;
  expect(toldBy(await s.press(asha, s.private(asha), 'lifecycle.close', community))).toContain('Only the lead');
  expect(toldBy(await s.press(ben, s.private(ben), 'lifecycle.close', community))).toContain('not there');
  expect(await stage()).toBe('forming');
  const over = await archived();
  const said = lastIn(over, over.channel);
  expect(said).toContain('What Licensing learned');
  expect(said).toContain('Who weighs lorries?');
  expect(said).toContain('Highways do.');
  expect(said).not.toMatch(/trains|boats/);
  expect(said).toContain('Bring it back');
});

test('nothing new comes in, by whatever way; what is there is read and found', async () => {
  const all = await archived();
  const { s, fay, asha, ben, one, two, channel, community, open, personOf } = all;
  const told = async (reply: ReturnType<typeof s.press>) => toldBy(await reply);
  const isArchived = 'Licensing is archived';
  const counted = async () => [
    await s.prisma.question.count(),
    await s.prisma.reply.count(),
    await s.prisma.membership.count(),
  ];
  const before = await counted();
  // Asking.
  expect((await all.ask(one, 'Who weighs planes?')).reply).toMatchObject({ kind: 'tell' });
  expect(await told(s.command(one, channel, 'ask', 'Who weighs planes?'))).toContain(isArchived);
  expect(await s.submit(one, s.private(one), 'questions.ask', '', { community, text: 'Who?' })).toMatchObject({
    kind: 'invalid',
    problems: { community: expect.stringContaining(isArchived) },
  });
  const form = await s.press(one, s.private(one), 'questions.start', '');
  expect(JSON.stringify(form)).not.toContain('Licensing');
  // Answering.
  const { id: question } = await s.prisma.question.findFirstOrThrow({ where: { state: 'open' } });
  expect(await told(s.press(two, channel, 'questions.answer', question))).toContain(isArchived);
  expect(await s.submit(two, channel, 'questions.answer', question, { text: 'We do.' })).toMatchObject({
    kind: 'invalid',
  });
  for (let time = 0; time < 2; time += 1) await s.say(two, channel, 'We do.', { thread: open });
  await s.settle();
  expect(whispered(all, two)).toHaveLength(1);
  expect(whispered(all, two)[0]).toContain('was not passed on');
  // Joining, inviting, greeting, binding.
  expect(await told(s.press(ben, s.private(ben), 'communities.join', community))).toContain(isArchived);
  expect(await told(s.press(one, s.private(one), 'communities.invite', `${community} member`))).toContain(isArchived);
  expect(await told(s.press(one, s.private(one), 'communities.hello', community))).toContain(isArchived);
  expect(await told(s.command(fay, s.private(fay), 'code', 'licensing'))).toContain(isArchived);
  const other = s.channel('teams', 'ashcombe', 'Other');
  expect(await told(s.command(fay, other, 'bind', 'licensing'))).toContain(isArchived);
  expect(await counted()).toEqual(before);

  // Reading, finding, leaving.
  s.clock.pass(2_000);
  expect(await told(s.command(ben, s.private(ben), 'find', 'licensing officers'))).toContain('Licensing');
  const list = cardOf(await s.command(ben, s.private(ben), 'communities'));
  expect(wordsOf(list)).toContain('archived)');
  expect(buttonsOf(list).map(({ action }) => action)).not.toContain('communities.join');
  const look = cardOf(await s.press(ben, s.private(ben), 'communities.look', community));
  expect(wordsOf(look)).toContain('Who weighs boats?');
  expect(buttonsOf(look).map(({ label }) => label)).not.toEqual(expect.arrayContaining(['Join', 'Bring it back']));
  s.clock.pass(2_000);
  const found = await s.bring(
    s.event(ben, s.private(ben), { kind: 'search', of: 'questions', query: 'boats', by: 'compose' }),
  );
  expect(JSON.stringify(found)).toContain('Who weighs boats?');
  const manage = cardOf(await s.press(fay, s.private(fay), 'communities.manage', community));
  expect(wordsOf(manage)).toContain('Archived: it can be read');
  expect(buttonsOf(manage).map(({ label }) => label)).not.toEqual(expect.arrayContaining(['Invite people']));
  // Whoever looked after it last leaves it as well.
  for (const who of [asha, fay]) {
    await s.press(who, s.private(who), 'communities.leave', community);
    expect(await s.prisma.membership.count({ where: { personId: await personOf(who) } })).toBe(0);
  }
});

test('a thread says what its author has made of it, and only of what was kept', async () => {
  const all = await archived();
  const { s, two, channel, open, marked } = all;
  const heard = await s.prisma.reply.findFirstOrThrow({ where: { text: { equals: 'Highways do.' } } });
  const edit = (key: string, thread: MessageRef, text: string) =>
    s.bring(
      s.event(two, channel, {
        kind: 'edited',
        addressed: false,
        said: {
          message: { kind: 'message', platform: 'teams', id: key, key },
          thread,
          author: two.ref,
          text,
          files: [],
          version: '9',
          link: 'https://chat.example/9',
        },
      }),
    );
  await edit(heard.key, marked, 'Highways do, on Fridays.');
  const { message } = await s.say(two, channel, 'We do.', { thread: open });
  await edit(message.key, open, 'We do it.');
  await s.settle();
  expect(whispered(all, two)).toHaveLength(1);
  expect(wordsOf(cardFor(s, channel, 'What Licensing learned'))).toContain('on Fridays');
  expect(await s.prisma.reply.count({ where: { key: message.key } })).toBe(0);
  // What is taken back stands nowhere.
  const taken: MessageRef = { kind: 'message', platform: 'teams', id: heard.key, key: heard.key };
  await s.bring(s.event(two, channel, { kind: 'deleted', message: taken, thread: marked, version: '' }));
  await s.settle();
  expect(wordsOf(cardFor(s, channel, 'Licensing is archived'))).not.toMatch(/Highways|learned/);
});

test('what it learned stands only where everybody may read it', async () => {
  const all = await living();
  const { s, fay, channel, ask, meet } = all;
  const [one, two] = await meet(2);
  if (!one || !two) throw new Error('nobody');
  const { message } = await ask(one, 'Who weighs lorries?');
  await s.say(two, channel, 'Highways do.', { thread: message });
  const reply = await s.prisma.reply.findFirstOrThrow();
  await s.press(fay, channel, 'questions.useful', reply.id);
  await s.settle();
  // It is not open any more, and nobody kept who can open the channel.
  await s.prisma.community.updateMany({ data: { access: 'request' } });
  await s.prisma.channel.updateMany({ data: { opens: 'workspace' } });
  await close(all);
  expect(lastIn(all, channel)).toContain('Licensing is archived');
  expect(lastIn(all, channel)).not.toMatch(/lorries|Highways|learned/);
});

test('whoever waited to be let in waits no more, and no digest comes', async () => {
  const all = await living();
  const { s, fay, ben, cora, community, share, ask, pass } = all;
  await share(ben, community);
  await s.prisma.channel.updateMany({ data: { opens: 'members' } });
  await s.prisma.community.updateMany({ data: { access: 'request' } });
  await s.submit(ben, s.private(ben), 'communities.request', community, { why: 'I weigh things too.' });
  await s.submit(fay, s.private(fay), 'communities.invite', `${community} member`, { people: [cora.ref] });
  await ask(fay, 'Who weighs lorries?');
  await s.digests.run();
  await s.settle();
  await close(all);
  expect(await s.prisma.joinRequest.findFirst()).toMatchObject({ state: 'withdrawn' });
  const { id: request } = await s.prisma.joinRequest.findFirstOrThrow();
  const { id: invitation } = await s.prisma.invitation.findFirstOrThrow();
  await s.press(fay, s.private(fay), 'communities.accept', request);
  await s.press(cora, s.private(cora), 'communities.take', invitation);
  expect(await s.prisma.membership.count()).toBe(2);
  for (const chat of [s.slack, s.teams]) chat.posted.length = 0;
  for (let day = 0; day < 8; day += 1) {
    await s.digests.run();
    await s.presence.look();
    await pass(1);
  }
  expect([...s.slack.posted, ...s.teams.posted].map(({ card }) => wordsOf(card))).toEqual([]);
  expect(await s.prisma.digest.count({ where: { state: 'posted' } })).toBe(0);
});

test('two of its members bring it back, one of them never', async () => {
  const all = await archived();
  const { s, one, two, ben, cora, channel, community, stage, ask } = all;
  const press = async (who: Actor) => {
    const said = toldBy(await s.press(who, s.private(who), 'lifecycle.revive', community));
    await s.settle();
    return said;
  };
  expect(await press(ben)).toContain('Only members');
  expect(await press(cora)).toContain('not there');
  expect(await press(one)).toContain('Once one more member');
  expect(await press(one)).toContain('Once one more member');
  expect(await stage()).toBe('archived');
  expect(lastIn(all, channel)).toContain('One more, and it is');
  expect(await press(two)).toContain('Licensing is back');
  expect(await stage()).toBe('active');
  expect(lastIn(all, channel)).toContain('Licensing is back');
  expect(await press(two)).toContain('Licensing is back');
  await ask(one, 'Who weighs planes?');
  expect(await s.prisma.question.count()).toBe(4);
  // Closed again, it is told again, where it was.
  await close(all);
  expect(lastIn(all, channel)).toContain('Who weighs lorries?');
});

test('who turns out to be one person wants it back once', async () => {
  const all = await archived();
  const { s, one, two, community, stage, personOf } = all;
  await s.press(one, s.private(one), 'lifecycle.revive', community);
  const code = /[A-Z2-9]{5}-[A-Z2-9]{5}/.exec(toldBy(await s.command(one, s.private(one), 'link')))?.[0] ?? '';
  await s.command(two, s.private(two), 'link', code);
  const { id } = await s.prisma.linkCode.findFirstOrThrow({ where: { state: 'typed' } });
  await s.press(one, s.private(one), 'people.join', id);
  expect(await personOf(one)).toBe(await personOf(two));
  await s.press(two, s.private(two), 'lifecycle.revive', community);
  expect(await stage()).toBe('archived');
});

/** Nobody looks after it any more; Member 0 contributed longest. */
async function alone() {
  const all = await living();
  const { s, meet, ask, personOf, fay, asha, set } = all;
  const [one, two] = await meet(3);
  await ask(one as Actor, 'Who weighs lorries?');
  s.clock.pass(1_000);
  await ask(two as Actor, 'Who weighs trains?');
  await set('active');
  await s.lifecycles.look();
  for (const who of [fay, asha]) await s.prisma.membership.deleteMany({ where: { personId: await personOf(who) } });
  const asked = (who: Actor) => postedTo(s.teams, who).filter((words) => words.includes('Would you lead it?'));
  return { ...all, asked };
}

test('where nobody looks after it, who contributed longest is asked first, then all; the first who will leads it', async () => {
  const { s, people, channel, community, asked, pass, roleIn } = await alone();
  await pass(1);
  expect(people.map((one) => asked(one).length)).toEqual([0, 0, 0]);
  await pass(2);
  expect(people.map((one) => asked(one).length)).toEqual([1, 0, 0]);
  const [first, second, third] = people as [Actor, Actor, Actor];
  expect(postedTo(s.teams, channel).join()).not.toContain('Would you lead it?');
  const said = toldBy(await pressOn(s, first, cardFor(s, first, 'Would you lead it?'), 'Not now'));
  expect(said).toContain('I ask the other members');
  await s.settle();
  expect(postedTo(s.teams, channel).join()).toContain('Would you lead it?');
  expect(toldBy(await s.press(second, channel, 'lifecycle.take-lead', community))).toContain('You lead Licensing');
  expect(await roleIn(second, community)).toBe('lead');
  expect(toldBy(await s.press(third, channel, 'lifecycle.take-lead', community))).toContain('not asked any more');
  expect(await roleIn(third, community)).toBe('member');
  await s.settle();
  expect(postedTo(s.teams, channel).join()).not.toContain('Would you lead it?');
  await pass(30);
  expect(await s.prisma.lifecycle.findFirst()).toMatchObject({ aloneSince: null, aloneStep: 0 });
});

test('after ten working days all are asked, after twenty it is dormant', async () => {
  const { s, channel, asked, people, pass, stage } = await alone();
  await s.prisma.membership.updateMany({ data: { hears: 'digest' } });
  await pass(15);
  expect(people.map((one) => asked(one).length)).toEqual([1, 1, 1]);
  expect(postedTo(s.teams, channel).join()).toContain('Would you lead it?');
  await pass(13);
  expect(['active', 'quiet']).toContain(await stage());
  await pass(6);
  expect(await stage()).toBe('dormant');
  expect(postedTo(s.teams, channel).join()).toContain('What shall become of it?');
});
