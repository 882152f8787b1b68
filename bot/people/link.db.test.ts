/** Accounts of one person: joined by a code that was made in one, typed in the other and confirmed in the first; and taken apart. */
import { expect, test } from 'vitest';
import { NAMED, ONE_EACH, WRITTEN } from '../../prisma/joining.ts';
import { createPeopleStore } from '../../prisma/people.ts';
import type { Tx } from '../../prisma/work.ts';
import type { Actor, Stage } from '../testing/stage.ts';
import { cardOf, founded, meeting, postedTo, toldBy, town, typesCode } from '../testing/town.ts';
import { buttonsOf, wordsOf } from '../testing/words-of.ts';

const MINUTE = 60_000;
const CODE = /[A-Z2-9]{5}-[A-Z2-9]{5}/;

const codeFor = async (s: Stage, who: Actor): Promise<string> =>
  CODE.exec(toldBy(await s.command(who, s.private(who), 'link')))?.[0] ?? '';
const type = async (s: Stage, who: Actor, code: string): Promise<string> =>
  toldBy(await s.command(who, s.private(who), 'link', code));
const chatOf = (s: Stage, who: Actor) => (who.ref.platform === 'slack' ? s.slack : s.teams);
/** The button of what somebody was told last that has it. */
function buttonTold(s: Stage, who: Actor, action: string) {
  const told = chatOf(s, who).posted.filter((one) => one.to.id === who.ref.id && !one.removed);
  return told.flatMap((one) => buttonsOf(one.card)).findLast((button) => button.action === action);
}
async function press(s: Stage, who: Actor, action: string): Promise<void> {
  const button = buttonTold(s, who, action);
  if (!button) throw new Error(`no button ${action}`);
  await s.press(who, s.private(who), action, button.value);
  await s.settle();
}
/** Joins two accounts as people do. */
async function joined(s: Stage, first: Actor, second: Actor): Promise<void> {
  await type(s, second, await codeFor(s, first));
  await s.settle();
  await press(s, first, 'people.join');
}

test('a code made in Teams, typed in Slack and confirmed in Teams makes one person; both ends are told', async () => {
  const { s, asha, ben, personOf, facts } = await town();
  const code = await codeFor(s, asha);
  expect(code).toMatch(/^[A-HJKMNP-TV-Z2-9]{5}-[A-HJKMNP-TV-Z2-9]{5}$/);
  const told = await type(s, ben, code.toLowerCase().replace('-', ' '));
  expect(told).toContain('confirm it where you got the code: Asha Verma · Ashcombe Council · Microsoft Teams');
  await s.settle();
  expect(await personOf(asha)).not.toBe(await personOf(ben));
  expect(postedTo(s.teams, asha)[0]).toContain('Ben Carter · Brackenford Council · Slack. Is it yours?');

  await press(s, asha, 'people.join');
  expect(await personOf(asha)).toBe(await personOf(ben));
  expect(postedTo(s.teams, asha)[0]).toContain('You confirmed that both accounts are yours');
  expect(postedTo(s.teams, asha)[1]).toContain('joined with another of yours: Ben Carter');
  expect(postedTo(s.slack, ben)[0]).toContain('joined with another of yours: Asha Verma');
  expect(await facts('PeopleJoined')).toHaveLength(1);
});

test('by typing in a private chat, on either platform', async () => {
  const { s, asha, ben, personOf } = await town();
  const given = toldBy((await s.say(ben, s.private(ben), 'link')).reply);
  const code = CODE.exec(given)?.[0] ?? '';
  expect(toldBy((await s.say(asha, s.private(asha), `link ${code}`)).reply)).toContain('Ben Carter');
  await s.settle();
  await press(s, ben, 'people.join');
  expect(await personOf(asha)).toBe(await personOf(ben));
});

test('nothing is joined before it is confirmed, by anybody else, after “Not mine”, or a day later', async () => {
  const { s, asha, ben, cora, personOf } = await town();
  const apart = async () => expect(await personOf(asha)).not.toBe(await personOf(ben));
  await type(s, ben, await codeFor(s, asha));
  await s.settle();
  const { value = '' } = buttonTold(s, asha, 'people.join') ?? {};
  for (const who of [ben, cora]) {
    expect(toldBy(await s.press(who, s.private(who), 'people.join', value))).toContain('answered already');
  }
  expect(toldBy(await s.press(cora, s.private(cora), 'people.decline', value))).toContain('answered already');
  for (const nonsense of ['', 'x', crypto.randomUUID()]) {
    expect(toldBy(await s.press(asha, s.private(asha), 'people.join', nonsense))).toContain('answered already');
  }
  await apart();
  // The other end stops it.
  expect(toldBy(await s.press(ben, s.private(ben), 'people.decline', value))).toContain('Nothing is joined');
  await s.settle();
  expect(postedTo(s.teams, asha)).toEqual([expect.stringContaining('Nothing is joined')]);
  expect(toldBy(await s.press(asha, s.private(asha), 'people.join', value))).toContain('answered already');
  await apart();

  await type(s, ben, await codeFor(s, asha));
  await s.settle();
  s.clock.pass(24 * 60 * MINUTE + 1);
  const late = buttonTold(s, asha, 'people.join')?.value ?? '';
  expect(toldBy(await s.press(asha, s.private(asha), 'people.join', late))).toContain('too long ago');
  await apart();
});

test('a code lives ten minutes, works once, ends with the next, and is kept as a digest alone', async () => {
  const { s, asha, ben, cora } = await town();
  const first = await codeFor(s, asha);
  s.clock.pass(10 * MINUTE);
  expect(await type(s, ben, first)).toContain('does not work');
  const second = await codeFor(s, asha);
  const third = await codeFor(s, asha);
  expect(await type(s, ben, second)).toContain('does not work');
  s.clock.pass(10 * MINUTE - 1);
  expect(await type(s, asha, third)).toContain('the account that this code was made with');
  expect(await type(s, ben, third)).toContain('confirm it where you got the code');
  expect(await type(s, cora, third)).toContain('does not work');
  await s.settle();
  const tables = await s.prisma.$queryRaw<{ name: string }[]>`
    SELECT quote_ident(table_name) AS name FROM information_schema.tables WHERE table_schema = 'public'`;
  for (const { name } of tables) {
    const rows = await s.prisma.$queryRawUnsafe<{ row: string }[]>(`SELECT t::text AS row FROM ${name} t`);
    for (const { row } of rows) expect(row).not.toMatch(new RegExp(`${third}|${third.replace('-', '')}`));
  }
});

test('five wrong codes, then none for an hour, the right one included', async () => {
  const { s, asha, ben, personOf } = await town();
  const guess = (number: number) => `AAAAA-AAAA${'BCDEFGHJKMNP'.charAt(number)}`;
  const tries = await Promise.all(Array.from({ length: 8 }, (_, number) => type(s, ben, guess(number))));
  expect(tries.filter((words) => words.includes('does not work'))).toHaveLength(5);
  expect(tries.filter((words) => words.includes('several codes'))).toHaveLength(3);
  expect(await type(s, ben, await codeFor(s, asha))).toContain('several codes');
  s.clock.pass(60 * MINUTE);
  expect(await type(s, ben, await codeFor(s, asha))).toContain('confirm it where');
  // What cannot be a code is no try.
  for (let time = 0; time < 6; time += 1) expect(await type(s, asha, 'mine')).toContain('does not work');
  expect(await type(s, asha, await codeFor(s, ben))).toContain('confirm it where');
  expect(await personOf(asha)).not.toBe(await personOf(ben));
});

test('a guest joins by code as anybody, and sees with it no more than their account may', async () => {
  const { s, fay, gil, ben, create, personOf } = await town();
  await create(fay, 'Licensing');
  await joined(s, ben, gil);
  expect(await personOf(gil)).toBe(await personOf(ben));
  expect(toldBy(await s.command(gil, s.private(gil), 'communities'))).not.toContain('Licensing');
  expect(toldBy(await s.command(gil, s.private(gil), 'create'))).toContain('You are a guest here');
});

test('communities, questions, limits and the home page are one person’s, and go back with the account that they came from', async () => {
  const { s, fay, asha, ben, community, channel, theirs, code, create, enrol, roleIn, personOf } = await founded();
  await typesCode(s, ben, theirs, await code());
  s.clock.pass(25 * 60 * MINUTE);
  await s.command(fay, channel, 'bind', 'licensing');
  await enrol(asha, community);
  const own = await create(asha, 'Allotments');
  const his = await create(ben, 'Rights of way');
  await s.say(asha, channel, 'Who licenses pedicabs?', { addressed: true });
  await s.command(ben, theirs, 'ask', 'Who licenses rickshaws?');
  await s.settle();
  const persons = { asha: await personOf(asha), ben: await personOf(ben) };
  const soFar = await s.prisma.question.findMany();
  await s.prisma.question.createMany({
    data: soFar.flatMap(({ personId, identityId, communityId, createdAt, openedAt }) =>
      Array.from({ length: 4 }, (_, number) => ({
        ...{ id: crypto.randomUUID(), personId, identityId, communityId, createdAt, openedAt },
        ...{ text: `${personId === persons.asha ? 'Hers' : 'His'}, ${number}?`, files: [], state: 'open' },
      })),
    ),
  });
  const questionsOf = (personId: string) => s.prisma.question.count({ where: { personId } });

  await joined(s, asha, ben);
  const one = await personOf(asha);
  expect(await personOf(ben)).toBe(one);
  expect([await roleIn(asha, community), await roleIn(asha, own), await roleIn(asha, his)]).toEqual([
    'member',
    'lead',
    'lead',
  ]);
  expect(await s.prisma.membership.count({ where: { communityId: community } })).toBe(2);
  // What one account may see the other need not: Brackenford has no part in it.
  for (const name of ['communities', 'home'])
    expect(toldBy(await s.command(ben, s.private(ben), name))).not.toContain('Allotments');
  expect(await questionsOf(one)).toBe(10);
  // The day's ten are asked by both accounts together.
  expect(toldBy(await s.command(ben, theirs, 'ask', 'Eleven?'))).toContain('You have asked 10 questions today');
  await s.bring(s.event(ben, s.private(ben), { kind: 'home' }));
  await s.settle();
  expect(wordsOf(s.slack.homes.get(ben.ref.id) ?? { summary: '', blocks: [] })).toContain('Hers');
  // Joined while they are one: where Ashcombe alone has a part, it is that account's.
  const later = await create(fay, 'Street trading');
  await s.press(asha, s.private(asha), 'communities.join', later);
  await s.press(ben, s.private(ben), 'communities.leave', his);

  await press(s, ben, 'people.part');
  expect([await personOf(asha), await personOf(ben)].sort()).toEqual([persons.asha, persons.ben].sort());
  expect(await personOf(asha)).toBe(persons.asha);
  expect([await roleIn(asha, community), await roleIn(ben, community)]).toEqual(['member', 'member']);
  expect([await roleIn(asha, own), await roleIn(ben, own)]).toEqual(['lead', null]);
  expect([await roleIn(asha, his), await roleIn(ben, his)]).toEqual([null, null]);
  expect([await roleIn(asha, later), await roleIn(ben, later)]).toEqual(['member', null]);
  expect([await questionsOf(persons.asha), await questionsOf(persons.ben)]).toEqual([5, 6]);
  expect(await s.prisma.community.findUnique({ where: { id: his } })).toMatchObject({ createdBy: persons.ben });
  expect(await s.prisma.community.findUnique({ where: { id: own } })).toMatchObject({ createdBy: persons.asha });
  expect(await s.prisma.channel.findFirst({ where: { platform: 'slack' } })).toMatchObject({ boundBy: persons.ben });
  expect(wordsOf(s.slack.homes.get(ben.ref.id) ?? { summary: '', blocks: [] })).not.toContain('Hers');
  expect(postedTo(s.teams, asha).some((words) => words.includes('These are two people again'))).toBe(true);
  expect(postedTo(s.slack, ben).some((words) => words.includes('These are two people again'))).toBe(true);
}, 60_000);

test('what was begun while they were one goes with the account of whose organisation it is; what is older and was theirs stays', async () => {
  const { s, fay, asha, ben, channel, theirs, code, create, enrol, personOf, roleIn, organisationOf } = await founded();
  await s.command(fay, channel, 'bind', 'licensing');
  // Asha's from before: Ashcombe has no part in it any more.
  const withdrawn = await create(ben, 'Rights of way');
  await enrol(asha, withdrawn);
  await s.prisma.membership.deleteMany({ where: { communityId: withdrawn, personId: await personOf(ben) } });
  s.clock.pass(MINUTE);
  await joined(s, asha, ben);
  s.clock.pass(MINUTE);
  await typesCode(s, ben, theirs, await code());
  const his = await create(ben, 'Street trading');
  const hers = await create(asha, 'Allotments');
  await press(s, asha, 'people.part');
  expect([await roleIn(ben, his), await roleIn(asha, his)]).toEqual(['lead', null]);
  expect([await roleIn(ben, hers), await roleIn(asha, hers)]).toEqual([null, 'lead']);
  expect([await roleIn(asha, withdrawn), await roleIn(ben, withdrawn)]).toEqual(['member', null]);
  const bound = await s.prisma.channel.findFirstOrThrow({ where: { platform: 'slack' } });
  expect([bound.boundBy, bound.organisationId]).toEqual([await personOf(ben), await organisationOf(ben)]);
  expect(await s.prisma.community.findUnique({ where: { id: his } })).toMatchObject({ createdBy: await personOf(ben) });
  expect(toldBy(await s.command(ben, theirs, 'unbind'))).toContain('no longer belongs to Licensing');
}, 60_000);

test('of two roles in one community the stronger counts, and each has their own again', async () => {
  const { s, asha, ben, community, enrol, roleIn, share } = await founded();
  await share(ben, community);
  await enrol(asha, community);
  await enrol(ben, community, 'facilitator');
  await joined(s, asha, ben);
  expect(await roleIn(asha, community)).toBe('facilitator');
  expect(await s.prisma.membership.count({ where: { communityId: community } })).toBe(2);
  await press(s, asha, 'people.part');
  expect([await roleIn(asha, community), await roleIn(ben, community)]).toEqual(['member', 'facilitator']);
  // And once more, from the other end.
  await joined(s, ben, asha);
  expect(await roleIn(ben, community)).toBe('facilitator');
  await press(s, ben, 'people.part');
  expect([await roleIn(asha, community), await roleIn(ben, community)]).toEqual(['member', 'facilitator']);
});

test('of three accounts, taking one joining back leaves the others together, whichever it is', async () => {
  const { s, fay, asha, ben, cora, personOf, create, roleIn } = await town();
  const his = await create(ben, 'Rights of way');
  const hers = await create(cora, 'Homes');
  await joined(s, asha, ben);
  await joined(s, ben, cora);
  const persons = async () => Promise.all([asha, ben, cora].map(personOf));
  expect(new Set(await persons()).size).toBe(1);
  const card = cardOf(await s.command(ben, s.private(ben), 'unlink'));
  expect(wordsOf(card)).toContain('Cora Lind · Corvale Homes · Slack');
  const [first, second] = buttonsOf(card).filter((button) => button.action === 'people.part');
  // Somebody else's are not theirs to take apart.
  expect(toldBy(await s.press(fay, s.private(fay), 'people.part', first?.value ?? ''))).toContain(
    'not about an account',
  );

  // Ben and Cora go on together: what joined them says so.
  await s.press(asha, s.private(asha), 'people.part', first?.value ?? '');
  const [one, two, three] = await persons();
  expect(one).not.toBe(two);
  expect(two).toBe(three);
  expect([await roleIn(ben, his), await roleIn(cora, hers)]).toEqual(['lead', 'lead']);
  expect([await roleIn(asha, his), await roleIn(asha, hers)]).toEqual([null, null]);
  await s.press(cora, s.private(cora), 'people.part', second?.value ?? '');
  expect(new Set(await persons()).size).toBe(3);
  expect([await roleIn(ben, his), await roleIn(cora, hers), await roleIn(ben, hers)]).toEqual(['lead', 'lead', null]);
  expect(toldBy(await s.press(cora, s.private(cora), 'people.part', second?.value ?? ''))).toContain('apart already');
});

test('nobody answers themselves: such a reply is no answer while the accounts are one, and one again after', async () => {
  const { s, asha, ben, channel, theirs, code, fay } = await founded();
  await s.command(fay, channel, 'bind', 'licensing');
  await typesCode(s, ben, theirs, await code());
  await s.say(asha, channel, 'Who licenses pedicabs?', { addressed: true });
  await s.settle();
  const root = s.slack.posted.find((one) => one.card.summary.includes('pedicabs'))?.ref;
  await s.say(ben, theirs, 'We do', { ...(root && { thread: root }) });
  await s.settle();
  const state = async () => (await s.prisma.question.findFirstOrThrow()).state;
  expect(await state()).toBe('answered');
  await joined(s, asha, ben);
  expect(await state()).toBe('open');
  await press(s, asha, 'people.part');
  expect(await state()).toBe('answered');
});

test('two joinings of one account that meet are both done, and the same twice is one', async () => {
  const { s, asha, ben, cora, personOf } = await town();
  const id = async ({ ref }: Actor) => (await s.prisma.identity.findFirstOrThrow({ where: { ref: ref.id } })).id;
  const [a, b, c] = [await id(asha), await id(ben), await id(cora)];
  const joining = (one: string, other: string) => (tx: Tx) =>
    createPeopleStore(tx, s.clock.now(), () => crypto.randomUUID()).join({ one, other, how: 'code' });
  const [first, second] = await meeting(s, joining(a, b), joining(b, c));
  expect([first, second].every((one) => one !== null)).toBe(true);
  expect(new Set([await personOf(asha), await personOf(ben), await personOf(cora)]).size).toBe(1);
  const { prisma } = s;
  expect(await prisma.$transaction(joining(a, c))).toBeNull();
});

test('an account that closes while it is joined leaves no person who has not left when they are parted', async () => {
  const { s, asha, ben, personOf, facts } = await town();
  await joined(s, asha, ben);
  await s.bring(s.event(ben, s.private(ben), { kind: 'person', who: ben.ref, change: 'deactivated' }));
  expect(await facts('PersonLeft')).toEqual([]);
  await press(s, asha, 'people.part');
  expect(await facts('PersonLeft')).toEqual([{ fact: 'PersonLeft', person: await personOf(ben) }]);
});

test('every column that names a person has its place in a joining', async () => {
  const { s } = await town();
  const columns = await s.prisma.$queryRaw<{ name: string }[]>`
    SELECT table_name || '.' || column_name AS name FROM information_schema.columns
    WHERE table_schema = 'public' AND data_type = 'uuid' AND (column_name IN ('person_id', 'owner_id', 'contact_id', 'by') OR column_name LIKE '%_by')`;
  const known = [
    ...NAMED.map(({ table, column }) => `${table}.${column}`),
    ...[...WRITTEN, ...ONE_EACH].map((table) => `${table}.person_id`),
    'membership.person_id',
    'join_request.person_id',
    'organisation_admin.person_id',
    'identity.person_id',
    'origin.person_id',
    // Accounts, and a message.
    'link_code.made_by',
    'link_code.typed_by',
    'channel_step.wished_by',
    'outgoing.displaced_by',
  ];
  expect(columns.map(({ name }) => name).sort()).toEqual(known.sort());
});

test('two requests to one community become one, and are two again', async () => {
  const { s, fay, asha, ben, create, share, personOf } = await town();
  const community = await create(fay, 'Legal', 'Lawyers of the council talk', 'request');
  await share(ben, community);
  for (const who of [asha, ben])
    await s.submit(who, s.private(who), 'communities.request', community, { why: `I am ${who.name}` });
  await s.settle();
  const waiting = async () => (await s.prisma.joinRequest.findMany({ where: { state: 'open' } })).map((one) => one.why);
  await joined(s, asha, ben);
  expect(await waiting()).toHaveLength(1);
  expect(await s.prisma.joinRequest.count({ where: { personId: await personOf(asha) } })).toBe(1);
  expect(postedTo(s.teams, fay).filter((words) => words.includes('would like to join'))).toHaveLength(1);

  await press(s, asha, 'people.part');
  expect((await waiting()).sort()).toEqual(['I am Asha Verma', 'I am Ben Carter']);
  const asked = await s.prisma.joinRequest.findMany({ orderBy: { why: 'asc' } });
  expect(asked.map((one) => one.personId)).toEqual([await personOf(asha), await personOf(ben)]);
});

test('who is in a community with one account waits at its door with no other', async () => {
  const { s, fay, asha, ben, create, share, enrol, roleIn } = await town();
  const community = await create(fay, 'Legal', 'Lawyers of the council talk', 'request');
  await share(ben, community);
  await enrol(ben, community);
  await s.submit(asha, s.private(asha), 'communities.request', community, { why: 'I read along' });
  await s.settle();
  await joined(s, asha, ben);
  expect(await roleIn(asha, community)).toBe('member');
  expect(await s.prisma.joinRequest.count({ where: { state: 'open' } })).toBe(0);
  expect(postedTo(s.teams, fay).filter((words) => words.includes('would like to join'))).toEqual([]);
});

test('an admin is one with all their accounts, and nobody else is once they are apart', async () => {
  const { s, asha, ben, personOf, organisationOf } = await town();
  const organisationId = await organisationOf(asha);
  const data = { organisationId, personId: await personOf(asha), addedAt: s.clock.now() };
  await s.prisma.organisationAdmin.create({ data });
  const admins = async () => (await s.prisma.organisationAdmin.findMany()).map((one) => one.personId);
  await joined(s, ben, asha);
  expect(await admins()).toEqual([await personOf(asha)]);
  expect(toldBy(await s.command(asha, s.private(asha), 'lead'))).toContain('Your organisation');
  await press(s, asha, 'people.part');
  expect(await admins()).toEqual([await personOf(asha)]);
  expect(await personOf(asha)).not.toBe(await personOf(ben));
});

test('a facilitator of two accounts decides about a request where they have their messages', async () => {
  const { s, fay, asha, ben, create, personOf, roleIn } = await town();
  const community = await create(fay, 'Legal', 'Lawyers of the council talk', 'request');
  await joined(s, fay, ben);
  const { id: placeId } = await s.prisma.identity.findFirstOrThrow({ where: { ref: ben.ref.id } });
  const data = { personId: await personOf(fay), placeId, updatedAt: s.clock.now() };
  await s.prisma.preference.create({ data });
  await s.submit(asha, s.private(asha), 'communities.request', community, { why: 'I read along' });
  await s.settle();
  const asked = (words: string) => words.includes('would like to join Legal');
  expect(postedTo(s.teams, fay).filter(asked)).toEqual([]);
  expect(postedTo(s.slack, ben).filter(asked)).toHaveLength(1);
  const accept = buttonTold(s, ben, 'communities.accept');
  await s.press(fay, s.private(fay), 'communities.accept', accept?.value ?? '');
  expect(await roleIn(asha, community)).toBe('member');
});
