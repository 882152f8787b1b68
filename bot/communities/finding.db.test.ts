/** Finding a community by free words, what is recommended and shown of it, and what of hidden ones never is. */
import { expect, test } from 'vitest';
import type { Actor } from '../testing/stage.ts';
import { toldBy, town } from '../testing/town.ts';
import { buttonsOf, wordsOf } from '../testing/words-of.ts';

async function directory() {
  const here = await town();
  const { fay, create } = here;
  const taxi = await create(
    fay,
    'Taxi and private hire licensing',
    'For officers who license hackney carriages and drivers',
  );
  const waste = await create(fay, 'Household waste collections', 'Rounds, missed collections and crews');
  const parks = await create(fay, 'Parks and green spaces', 'Grounds maintenance and friends’ groups');
  return { ...here, taxi, waste, parks };
}
type Here = Awaited<ReturnType<typeof directory>>;

const find = async ({ s }: Here, who: Actor, words: string) => {
  s.clock.pass(2_000);
  return toldBy(await s.command(who, s.private(who), 'find', words));
};

test('free words lead to it, whatever their form, with a slip, and in everyday words; the reason is said', async () => {
  const here = await directory();
  const { asha } = here;
  const told = await find(here, asha, 'who deals with taxi licences for disabled drivers');
  expect(told).toContain('Taxi and private hire licensing');
  expect(told).toContain('It is about: taxi, licences, drivers');
  expect(told).not.toContain('Parks');
  expect(await find(here, asha, 'licencing of drivrs')).toContain('Taxi and private hire licensing');
  expect(await find(here, asha, 'my bin was not emptied')).toContain('Household waste collections');
  expect(await find(here, asha, 'zeppelins')).toContain('Nothing that you can see answers to “zeppelins”');
});

test('what was asked lately leads to it, until it is withdrawn, and only for who may read it', async () => {
  const here = await directory();
  const { s, asha, fay, parks } = here;
  s.clock.pass(2_000);
  await s.submit(fay, s.private(fay), 'questions.ask', '', {
    community: parks,
    text: 'Which meadow seed survives pigeons?',
  });
  const told = await find(here, asha, 'pigeons');
  expect(told).toContain('Parks and green spaces');
  expect(told).toContain('People asked there lately about: pigeons');
  const question = await s.prisma.question.findFirstOrThrow({ where: { communityId: parks } });
  await s.prisma.question.update({ where: { id: question.id }, data: { text: 'Which meadow seed survives drought?' } });
  expect(await find(here, asha, 'pigeons')).not.toContain('Parks');
  expect(await find(here, asha, 'drought')).toContain('Parks');
  await s.press(fay, s.private(fay), 'questions.withdraw', question.id);
  expect(await find(here, asha, 'drought')).not.toContain('Parks');
  expect(await s.prisma.askedTerm.count()).toBe(0);
  expect(await s.prisma.askedQuestion.count()).toBe(0);
});

test('who names a region is led to the community there, though what is asked in it is closed to them; a hidden one stays so', async () => {
  const here = await directory();
  const { s, asha, fay, parks, create } = here;
  const text = 'Which meadow seed survives pigeons?';
  await s.submit(fay, s.private(fay), 'questions.ask', '', { community: parks, text });
  const there = await create(fay, 'Parks and green spaces in Highpeak', 'For those who work there');
  await s.prisma.community.update({ where: { id: there }, data: { access: 'request' } });
  const told = await find(here, asha, 'pigeons in Highpeak');
  expect(told.indexOf('Parks and green spaces in Highpeak')).toBeGreaterThanOrEqual(0);
  expect(told.replace('Parks and green spaces in Highpeak', '')).toContain('Parks and green spaces');
  expect(told.indexOf('Parks and green spaces in Highpeak')).toBe(told.indexOf('Parks and green spaces'));
  await s.prisma.community.update({ where: { id: there }, data: { access: 'hidden' } });
  expect(await find(here, asha, 'pigeons in Highpeak')).not.toContain('green spaces in Highpeak');
});

test('of a community the newest forty questions count, each word as often as it is in them', async () => {
  const here = await directory();
  const { s, fay, parks, personOf } = here;
  const person = await personOf(fay);
  const identity = await s.prisma.identity.findFirstOrThrow({ where: { ref: fay.ref.id } });
  for (let at = 0; at < 45; at += 1) {
    await s.prisma.question.create({
      data: {
        id: crypto.randomUUID(),
        communityId: parks,
        personId: person,
        identityId: identity.id,
        text: at < 5 ? 'dandelions' : 'thistles',
        files: [],
        state: 'open',
        createdAt: new Date(s.clock.now().getTime() + at * 1_000),
        openedAt: new Date(s.clock.now().getTime() + at * 1_000),
      },
    });
  }
  expect(await s.prisma.askedQuestion.count()).toBe(40);
  const terms = await s.prisma.askedTerm.findMany({ where: { communityId: parks } });
  expect(terms.map(({ term, questions }) => [term, questions])).toEqual([['thistl', 40]]);
});

test('nothing of a hidden community shows, to anybody but its members, in any way of finding', async () => {
  const here = await directory();
  const { s, asha, fay, ben, cora, taxi, create } = here;
  const secret = await create(fay, 'Whistleblowing casework', 'Cases of fraud that must stay quiet in zeppelins');
  await s.submit(fay, s.private(fay), 'questions.ask', '', { community: secret, text: 'Who audits zeppelins?' });
  await s.prisma.community.update({ where: { id: secret }, data: { access: 'hidden' } });
  expect(await find(here, fay, 'zeppelins')).toContain('Whistleblowing casework');
  for (const who of [asha, ben, cora]) {
    for (const words of ['zeppelins', 'zepelins', 'Whistleblowing casework', 'fraud cases', 'whistleblowin']) {
      const told = await find(here, who, words);
      expect(told).not.toContain('must stay quiet');
      expect(told.replaceAll(`“${words}”`, '')).not.toContain('Whistleblowing');
    }
    s.clock.pass(2_000);
    expect(toldBy(await s.command(who, s.private(who), 'find'))).not.toContain('Whistleblowing');
    for (const action of ['communities.look', 'communities.like']) {
      const reply = await s.press(who, s.private(who), action, secret);
      expect(JSON.stringify(reply)).not.toContain('Whistleblowing');
    }
    s.clock.pass(2_000);
    const event = s.event(who, s.private(who), {
      kind: 'search',
      of: 'communities',
      query: 'zeppelins',
      by: 'compose',
    });
    expect(await s.bring(event)).toMatchObject({ kind: 'results', results: [] });
  }
  // Nor what a member puts into a message, which anybody there reads.
  s.clock.pass(2_000);
  const own = s.event(fay, s.private(fay), { kind: 'search', of: 'communities', query: 'whistle', by: 'compose' });
  expect(await s.bring(own)).toMatchObject({ kind: 'results', results: [] });
  expect(JSON.stringify(await s.press(asha, s.private(asha), 'communities.like', taxi))).not.toContain(
    'Whistleblowing',
  );
});

test('a look inside says what it is for, how many are in it and what was asked, before anybody joins', async () => {
  const here = await directory();
  const { s, asha, fay, cora, taxi } = here;
  await s.submit(fay, s.private(fay), 'questions.ask', '', { community: taxi, text: 'Do you ask for a medical?' });
  const reply = await s.press(asha, s.private(asha), 'communities.look', taxi);
  const told = toldBy(reply);
  expect(told).toContain('1 member');
  expect(told).toContain('Do you ask for a medical? (no answers yet)');
  expect(told).toContain('Too few answered questions to say');
  if (reply?.kind !== 'tell') throw new Error('nothing told');
  expect(buttonsOf(reply.card).map(({ action }) => action)).toEqual([
    'communities.join',
    'communities.like',
    'communities.members',
    'library.list',
  ]);
  expect(toldBy(await s.press(cora, s.private(cora), 'communities.look', taxi))).not.toContain('medical');
  expect(toldBy(await s.press(asha, s.private(asha), 'communities.look', 'not-an-id'))).not.toContain('medical');
});

test('at first five are shown, then more, and never all', async () => {
  const here = await town();
  const { s, fay, asha, personOf, organisationOf } = here;
  const [by, organisation] = [await personOf(fay), await organisationOf(fay)];
  for (let at = 0; at < 30; at += 1) {
    await s.prisma.community.create({
      data: {
        id: crypto.randomUUID(),
        name: `Swimming pool ${at}`,
        nameKey: `swimming pool ${at}`,
        purpose: 'Lessons and water',
        founderId: organisation,
        createdBy: by,
        createdAt: s.clock.now(),
        organisations: { create: { organisationId: organisation, agreedBy: by, agreedAt: s.clock.now() } },
      },
    });
  }
  let reply = await s.command(asha, s.private(asha), 'find', 'swimming');
  for (const shown of [5, 10, 15, 20]) {
    if (reply?.kind !== 'tell' && reply?.kind !== 'replace') throw new Error('nothing shown');
    expect(wordsOf(reply.card).match(/Swimming pool \d+/g)?.length).toBe(shown);
    const more = buttonsOf(reply.card).find(({ action }) => action === 'communities.more');
    if (shown === 20) {
      expect(more).toBeUndefined();
      expect(wordsOf(reply.card)).toContain('These are the 20 that fit best');
      continue;
    }
    s.clock.pass(2_000);
    reply = await s.press(asha, s.private(asha), 'communities.more', more?.value ?? '');
  }
  s.clock.pass(2_000);
  const forged = await s.press(asha, s.private(asha), 'communities.more', '99 swimming');
  if (forged?.kind !== 'replace') throw new Error('nothing shown');
  expect(wordsOf(forged.card).match(/Swimming pool \d+/g)?.length).toBe(20);
});

test('recommended is where five who share a community are, what one asked about, and what one’s organisation started', async () => {
  const here = await directory();
  const { s, asha, taxi, waste, parks, enrol, personOf } = here;
  const told = toldBy(await s.command(asha, s.private(asha), 'find'));
  expect(told).toContain('Recommended for you');
  expect(told).toContain('Your organisation started it');
  await s.prisma.membership.deleteMany({});
  await enrol(asha, taxi);
  const friends = Array.from({ length: 5 }, (_, at) => s.actor('teams', 'ashcombe', `Friend ${at}`));
  for (const friend of friends) {
    await s.command(friend, s.private(friend), 'help');
    await enrol(friend, taxi);
    await enrol(friend, waste);
  }
  await s.prisma.community.update({ where: { id: parks }, data: { access: 'hidden' } });
  const among = () => s.command(asha, s.private(asha), 'find').then(toldBy);
  expect(await among()).toContain('Several people who share a community with you are in it');
  expect(await among()).not.toContain('Parks');
  // One who left does not count, and four are too few to be told of.
  const [gone] = friends;
  if (gone) await s.prisma.person.update({ where: { id: await personOf(gone) }, data: { leftAt: s.clock.now() } });
  expect(await among()).not.toContain('Several people');
});

test('what one asked about recommends others that say of themselves two of its words, never a hidden one nor one asked to be let into', async () => {
  const here = await directory();
  const { s, asha, fay, parks, waste, create, personOf } = here;
  const text = 'Which crews do the rounds with missed bins?';
  await s.submit(asha, s.private(asha), 'questions.ask', '', { community: parks, text });
  await s.prisma.membership.deleteMany({ where: { personId: await personOf(asha) } });
  const recommended = () => s.command(asha, s.private(asha), 'find').then(toldBy);
  expect(await recommended()).toContain('You asked about: crews, rounds, missed');
  const other = await create(fay, 'Missed rounds', 'Crews that went past: rounds, crews and missed streets');
  await s.prisma.community.update({ where: { id: other }, data: { access: 'hidden' } });
  expect(await recommended()).not.toContain('Missed rounds');
  await s.prisma.community.update({ where: { id: waste }, data: { access: 'request' } });
  expect(await recommended()).toContain('You asked about');
  const identity = await s.prisma.identity.findFirstOrThrow({ where: { ref: asha.ref.id } });
  const { personId: person, id: account } = identity;
  await s.prisma.joinRequest.create({
    data: {
      id: waste,
      communityId: waste,
      personId: person,
      identityId: account,
      why: '',
      state: 'open',
      createdAt: s.clock.now(),
    },
  });
  expect(await recommended()).not.toContain('You asked about');
});

test('a question that is asked nowhere is offered the communities that may know, with the reason, and goes to the one that is chosen', async () => {
  const here = await directory();
  const { s, asha, taxi } = here;
  const { reply } = await s.say(
    asha,
    s.private(asha),
    'Do taxi drivers need a medical at each renewal of the licence?',
  );
  expect(toldBy(reply)).toContain('Taxi and private hire licensing may know. It is about: taxi, drivers');
  if (reply?.kind !== 'tell') throw new Error('nothing told');
  const [first] = buttonsOf(reply.card);
  expect(first?.value).toContain(taxi);
  expect(await s.prisma.question.count({ where: { communityId: { not: null } } })).toBe(0);
  await s.press(asha, s.private(asha), 'questions.post', first?.value ?? '');
  expect((await s.prisma.question.findMany()).map(({ communityId }) => communityId)).toEqual([taxi]);
});

test('while somebody types, names come first, then what answers to the words', async () => {
  const here = await directory();
  const { s, asha } = here;
  const results = async (query: string) => {
    s.clock.pass(2_000);
    const reply = await s.bring(
      s.event(asha, s.private(asha), { kind: 'search', of: 'communities', query, by: 'form' }),
    );
    return reply?.kind === 'results' ? reply.results.map(({ title }) => title) : [];
  };
  expect(await results('par')).toEqual(['Parks and green spaces']);
  expect(await results('missed bins')).toEqual(['Household waste collections']);
});

test('the home page recommends, and its button opens a form that finds', async () => {
  const here = await directory();
  const { s, ben, share, taxi } = here;
  await share(ben, taxi);
  expect(await s.press(ben, s.private(ben), 'communities.find', '')).toMatchObject({ kind: 'ask' });
  const reply = await s.submit(ben, s.private(ben), 'communities.find', '', { words: 'hackney drivers' });
  expect(toldBy(reply)).toContain('Taxi and private hire licensing');
});

test('who is in it is read a page at a time, those who look after it first, without who left', async () => {
  const here = await directory();
  const { s, asha, cora, taxi } = here;
  const organisation = await here.organisationOf(asha);
  const workspace = await s.prisma.workspace.findFirstOrThrow({ where: { organisationId: organisation } });
  for (let at = 0; at < 45; at += 1) {
    const person = crypto.randomUUID();
    await s.prisma.person.create({
      data: { id: person, createdAt: s.clock.now(), leftAt: at < 3 ? s.clock.now() : null },
    });
    const identity = { id: crypto.randomUUID(), personId: person, workspaceId: workspace.id, platform: 'teams' };
    await s.prisma.identity.create({
      data: { ...identity, ref: `x${at}`, name: `Member ${at}`, active: true, createdAt: s.clock.now() },
    });
    const joinedAt = new Date(s.clock.now().getTime() + Math.floor(at / 2));
    await s.prisma.membership.create({ data: { communityId: taxi, personId: person, role: 'member', joinedAt } });
  }
  const names: string[] = [];
  let value = taxi;
  for (let page = 0; page < 3; page += 1) {
    const reply = await s.press(asha, s.private(asha), 'communities.members', value);
    if (reply?.kind !== 'tell' && reply?.kind !== 'replace') throw new Error('nothing shown');
    names.push(...(wordsOf(reply.card).match(/(?:Fay Olsen|Member \d+)(?=, Ashcombe)/g) ?? []));
    value = buttonsOf(reply.card)[0]?.value ?? '';
  }
  expect(value).toBe('');
  expect(names[0]).toBe('Fay Olsen');
  expect(new Set(names).size).toBe(43);
  expect(names).toHaveLength(43);
  expect(names).not.toContain('Member 0');
  expect(toldBy(await s.press(cora, s.private(cora), 'communities.members', taxi))).not.toContain('Fay');
});
