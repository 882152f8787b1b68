/** Who has left where no event says so: found in the night, by roster, and never by mistake. */
import { expect, test } from 'vitest';
import { ChatError } from '../core/chat.ts';
import { founded, typesCode } from '../testing/town.ts';

const HOUR = 3_600_000;

/** Ashcombe's community with a channel, in which Fay and Gil are still; Asha is in no team any more. It is 03:00 there. */
async function night() {
  const all = await founded();
  const { s, fay, asha, gil, ben, channel, theirs, community, code, enrol } = all;
  await s.command(fay, channel, 'bind', 'licensing');
  await typesCode(s, ben, theirs, await code());
  await enrol(asha, community);
  await s.settle();
  s.teams.rosters.set(channel.ref.id, [fay.ref, gil.ref]);
  const at = (hour: number): void => {
    const now = s.clock.now();
    const next = new Date(now);
    next.setUTCHours(hour, 0, 0, 0);
    while (next <= now) next.setUTCDate(next.getUTCDate() + 1);
    s.clock.pass(next.getTime() - now.getTime());
  };
  // A winter's night: London's clock is that of the world.
  const winter = new Date(s.clock.now());
  winter.setUTCFullYear(winter.getUTCFullYear() + 1, 0, 15);
  s.clock.pass(winter.getTime() - s.clock.now().getTime());
  at(3);
  const isOpen = async ({ ref }: typeof asha) =>
    (await s.prisma.identity.findFirstOrThrow({ where: { ref: ref.id } })).active;
  const compare = async () => {
    await s.rosters.compare();
    await s.settle();
  };
  return { ...all, at, isOpen, compare };
}

test('who is in no team and whose account is gone has left by six: memberships end, and it is said once', async () => {
  const { s, asha, fay, gil, ben, community, isOpen, compare, roleIn, facts, personOf } = await night();
  s.teams.closed.set(asha.ref.id, true);
  await compare();
  expect(await isOpen(asha)).toBe(false);
  expect(await roleIn(asha, community)).toBeNull();
  expect([await isOpen(fay), await isOpen(gil), await isOpen(ben)]).toEqual([true, true, true]);
  await compare();
  expect(await facts('PersonLeft')).toEqual([{ fact: 'PersonLeft', person: await personOf(asha) }]);
});

test('only in the night, by the clock of its people, and once in it', async () => {
  const { s, asha, at, isOpen, compare } = await night();
  s.teams.closed.set(asha.ref.id, true);
  at(7);
  await compare();
  expect(await isOpen(asha)).toBe(true);
  await s.prisma.identity.updateMany({ where: { platform: 'teams' }, data: { zone: 'America/New_York' } });
  at(4);
  await compare();
  expect(await isOpen(asha)).toBe(true);
  at(8);
  const before = s.teams.calls;
  await compare();
  expect(await isOpen(asha)).toBe(false);
  const after = s.teams.calls;
  expect(after).toBeGreaterThan(before);
  s.clock.pass(HOUR);
  await compare();
  expect(s.teams.calls).toBe(after);
});

test.each([
  [
    'the account itself is there all the same',
    (all: Awaited<ReturnType<typeof night>>) => all.s.teams.closed.delete(all.asha.ref.id),
  ],
  ['nobody can say of the account', (all) => all.s.teams.closed.set(all.asha.ref.id, 'cannot')],
  ['the roster cannot be had', (all) => all.s.teams.failNext('roster', new ChatError('fault', 'half_of_it'))],
  ['one of its places is gone', (all) => all.s.teams.rosters.clear()],
  ['the roster is empty', (all) => all.s.teams.rosters.set(all.channel.ref.id, [])],
  ['the account cannot be asked', (all) => all.s.teams.failNext('isThere', new ChatError('fault', 'broken'))],
] satisfies [string, (all: Awaited<ReturnType<typeof night>>) => unknown][])(
  'nobody has left where %s',
  async (_why, but) => {
    const all = await night();
    all.s.teams.closed.set(all.asha.ref.id, true);
    but(all);
    await all.compare();
    expect(await all.isOpen(all.asha)).toBe(true);
  },
);

test('who was taken for gone and acts after all is there again', async () => {
  const { s, asha, isOpen, compare } = await night();
  s.teams.closed.set(asha.ref.id, true);
  await compare();
  await s.command(asha, s.private(asha), 'help');
  expect(await isOpen(asha)).toBe(true);
  expect(await s.prisma.person.count({ where: { leftAt: { not: null } } })).toBe(0);
});

test('what failed is tried again in the same night', async () => {
  const { s, asha, isOpen, compare } = await night();
  s.teams.closed.set(asha.ref.id, true);
  s.teams.failNext('roster', new ChatError('fault', 'half_of_it'));
  await compare();
  expect(await isOpen(asha)).toBe(true);
  s.clock.pass(HOUR / 3);
  await compare();
  expect(await isOpen(asha)).toBe(false);
});

test('a platform that asks to wait is waited for', async () => {
  const { s, asha, isOpen, compare } = await night();
  s.teams.closed.set(asha.ref.id, true);
  for (const call of ['roster', 'isThere'] as const) s.teams.failNext(call, new ChatError('busy', 'later', 1_000));
  await compare();
  expect(await isOpen(asha)).toBe(false);
});

test('Slack, which says who leaves, is not asked of anybody', async () => {
  const { s, ben, isOpen, compare } = await night();
  s.slack.closed.set(ben.ref.id, true);
  await compare();
  expect(await isOpen(ben)).toBe(true);
});
