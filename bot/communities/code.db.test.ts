/** Codes with which another organisation binds a channel. */
import { expect, test } from 'vitest';
import type { Tx } from '../../prisma/work.ts';
import { cardFor, founded, make, meeting, postedTo, storeOn, toldBy, typesCode } from '../testing/town.ts';
import { buttonsOf } from '../testing/words-of.ts';
import { digestOf } from './bind-code.ts';

const HOUR = 3_600_000;

test('two uses of one code that meet are one', async () => {
  const { s, ben, cora, code, community, personOf } = await founded();
  const digest = digestOf((await code()).replace('-', ''));
  const using = (person: string) => (tx: Tx) => storeOn(tx, s.clock.now()).redeem(person, digest);
  expect(await meeting(s, using(await personOf(ben)), using(await personOf(cora)))).toEqual([
    { code: 'good', community, issuedBy: expect.any(String) },
    { code: 'wrong' },
  ]);
});

test('a code brings in another organisation: its channel, and whoever used it as a member', async () => {
  const { s, fay, ben, cora, code, theirs, community, roleIn, organisationOf } = await founded();
  const shown = await code();
  const told = toldBy(await typesCode(s, ben, theirs, shown.toLowerCase().replace('-', ' ')));
  expect(told).toContain('licensing belongs to Licensing now');
  expect(await roleIn(ben, community)).toBe('member');
  const shares = await s.prisma.communityOrganisation.findMany({ where: { communityId: community } });
  expect(shares.map((one) => one.organisationId).sort()).toEqual(
    [await organisationOf(fay), await organisationOf(ben)].sort(),
  );
  expect(await s.prisma.channel.findFirst()).toMatchObject({
    organisationId: await organisationOf(ben),
    platform: 'slack',
  });
  await s.settle();
  expect(postedTo(s.slack, theirs)[0]).toContain('part of Licensing');
  expect(postedTo(s.teams, fay).filter((words) => words.includes('now belongs'))).toEqual([
    expect.stringContaining('licensing of Brackenford Council now belongs to Licensing'),
  ]);
  expect(toldBy(await s.command(ben, s.private(ben), 'communities'))).toContain('Licensing officers help each other');
  // Once: another place, another person, and the same again learn nothing.
  const again = s.channel('slack', 'corvale', 'licensing');
  expect(toldBy(await s.command(cora, again, 'bind', shown))).toContain('This code does not work');
  expect(await roleIn(cora, community)).toBeNull();
  expect(toldBy(await s.command(cora, s.private(cora), 'communities'))).not.toContain('Licensing');
});

test('a channel bound by a code is unbound by who used it, and by nobody else there', async () => {
  const { s, ben, code, theirs, facts } = await founded();
  const told = toldBy(await typesCode(s, ben, theirs, await code()));
  expect(told).toContain('To undo this, type /guild unbind in licensing.');
  const colleague = s.actor('slack', 'brackenford', 'Bea Colleague');
  expect(toldBy(await s.command(colleague, theirs, 'unbind'))).toContain('Only a facilitator of Licensing');
  expect(toldBy(await s.command(ben, theirs, 'unbind'))).toContain('licensing no longer belongs to Licensing');
  await s.settle();
  expect(postedTo(s.slack, theirs).at(-1)).toContain('no longer part of Licensing');
  expect(await s.prisma.channel.count({ where: { goneAt: null } })).toBe(0);
  expect(await facts('ChannelChanged')).toHaveLength(2);
});

test('a facilitator takes a channel out from afar, by the button of the news that a code was used', async () => {
  const { s, fay, asha, ben, cora, code, theirs, community, enrol } = await founded();
  await typesCode(s, ben, theirs, await code());
  await s.settle();
  const [button] = buttonsOf(cardFor(s, fay, 'now belongs'));
  expect(button).toMatchObject({ action: 'communities.unbind', confirm: {} });
  const press = (who: typeof fay, value = button?.value ?? '') =>
    s.press(who, s.private(who), 'communities.unbind', value);
  // Whoever sends its id: rights are asked for at the click.
  await enrol(asha, community);
  for (const who of [asha, ben]) expect(toldBy(await press(who))).toContain('Only a facilitator of Licensing');
  expect(JSON.stringify(await press(cora))).not.toContain('Licensing');
  for (const value of ['', 'x', community]) expect(toldBy(await press(fay, value))).toContain('taken out already');
  expect(await s.prisma.channel.count({ where: { goneAt: null } })).toBe(1);
  expect(toldBy(await press(fay))).toContain('licensing no longer belongs to Licensing');
  expect(toldBy(await press(fay))).toContain('taken out already');
  await s.settle();
  expect(postedTo(s.slack, theirs).at(-1)).toContain('no longer part of Licensing');
});

test('a code is kept as a digest alone', async () => {
  const { s, code } = await founded();
  const shown = await code();
  const bare = shown.replace('-', '');
  expect(shown).toMatch(/^[A-HJKMNP-TV-Z2-9]{5}-[A-HJKMNP-TV-Z2-9]{5}$/);
  await s.settle();
  const tables = await s.prisma.$queryRaw<{ name: string }[]>`
    SELECT quote_ident(table_name) AS name FROM information_schema.tables WHERE table_schema = 'public'`;
  for (const { name } of tables) {
    const rows = await s.prisma.$queryRawUnsafe<{ row: string }[]>(`SELECT t::text AS row FROM ${name} t`);
    for (const { row } of rows) expect(row).not.toMatch(new RegExp(`${shown}|${bare}`));
  }
  expect(await s.prisma.bindCode.count()).toBe(1);
});

test('a code lives 48 hours', async () => {
  const { s, ben, code, theirs } = await founded();
  const [first, second] = [await code(), await code()];
  s.clock.pass(48 * HOUR - 1);
  expect(toldBy(await typesCode(s, ben, theirs, first))).toContain('belongs to Licensing now');
  s.clock.pass(1);
  const other = s.channel('slack', 'brackenford', 'other');
  expect(toldBy(await typesCode(s, ben, other, second))).toContain('This code does not work');
  expect(await s.prisma.channel.count()).toBe(1);
});

test('a code used twice at once binds one channel', async () => {
  const { s, ben, cora, code, theirs, community, roleIn } = await founded();
  const shown = await code();
  const elsewhere = s.channel('slack', 'corvale', 'licensing');
  const replies = await Promise.all([typesCode(s, ben, theirs, shown), typesCode(s, cora, elsewhere, shown)]);
  expect(replies.map(toldBy).filter((words) => words.includes('This code does not work'))).toHaveLength(1);
  expect(await s.prisma.channel.count()).toBe(1);
  expect(
    [await roleIn(ben, community), await roleIn(cora, community)].filter((role) => role === 'member'),
  ).toHaveLength(1);
});

test('a code whose giver no longer facilitates does not work', async () => {
  const { s, fay, asha, ben, code, theirs, community, enrol } = await founded();
  const shown = await code();
  await enrol(asha, community, 'lead');
  await enrol(fay, community, 'member');
  expect(toldBy(await typesCode(s, ben, theirs, shown))).toContain('This code does not work');
});

test('a refused place does not use a code up, and a guest cannot speak for an organisation', async () => {
  const { s, gil, ben, code, theirs } = await founded();
  const shown = await code();
  make(s.slack, theirs, { opens: 'several' });
  expect(toldBy(await typesCode(s, ben, theirs, shown))).toContain('shared between organisations');
  const ashcombe = s.channel('teams', 'ashcombe', 'Another');
  expect(toldBy(await s.command(gil, ashcombe, 'bind', shown))).toContain('You are a guest here');
  make(s.slack, theirs, { opens: 'workspace' });
  expect(toldBy(await typesCode(s, ben, theirs, shown))).toContain('belongs to Licensing now');
});

test('five wrong codes, then none for an hour, the right one included; however fast they are typed', async () => {
  const { s, ben, code, theirs } = await founded();
  const shown = await code();
  const guess = (number: number) => `AAAAA-AAAA${'BCDEFGHJKMNP'.charAt(number)}`;
  const first = await Promise.all(
    Array.from({ length: 8 }, (_, number) => s.command(ben, theirs, 'bind', guess(number))),
  );
  expect(first.map(toldBy).filter((words) => words.includes('This code does not work'))).toHaveLength(5);
  expect(first.map(toldBy).filter((words) => words.includes('several codes'))).toHaveLength(3);
  s.clock.pass(HOUR - 1);
  expect(toldBy(await typesCode(s, ben, theirs, shown))).toContain('several codes');
  expect(await s.prisma.channel.count()).toBe(0);
  s.clock.pass(1);
  expect(toldBy(await typesCode(s, ben, theirs, shown))).toContain('belongs to Licensing now');
});

test('a right code forgets the wrong ones before it', async () => {
  const { s, ben, code, theirs } = await founded();
  for (let number = 0; number < 4; number += 1) await s.command(ben, theirs, 'bind', 'AAAAA-AAAAA');
  expect(toldBy(await typesCode(s, ben, theirs, await code()))).toContain('belongs to Licensing now');
  expect(await s.prisma.$queryRaw`SELECT 1 FROM code_try`).toEqual([]);
});

test('thirty codes a day and no more', async () => {
  const { s, fay, code, community, personOf } = await founded();
  const issuedBy = await personOf(fay);
  const at = s.clock.now();
  await s.prisma.bindCode.createMany({
    data: Array.from({ length: 30 }, (_, number) => ({
      digest: `${number}`,
      communityId: community,
      issuedBy,
      issuedAt: at,
      expiresAt: at,
    })),
  });
  expect(toldBy(await s.command(fay, s.private(fay), 'code'))).toContain('30 codes');
  s.clock.pass(24 * HOUR + 1);
  expect(await code()).not.toBe('');
});
