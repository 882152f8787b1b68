/** A bound channel that others came to be able to open is taken out within a day, and who looks after it is told. */
import { expect, test } from 'vitest';
import { founded, make, postedTo, toldBy } from '../testing/town.ts';

const DAY = 24 * 3_600_000;

async function bound() {
  const all = await founded();
  const { s, fay, channel } = all;
  await s.command(fay, channel, 'bind', 'licensing');
  await s.settle();
  s.teams.posted.length = 0;
  return {
    ...all,
    row: () => s.prisma.channel.findFirstOrThrow({ where: { name: 'Licensing' } }),
    async look() {
      s.clock.pass(DAY);
      await s.openness.look();
      await s.settle();
    },
  };
}

test('one that is shared with another organisation is taken out; nothing more is shown there', async () => {
  const { s, fay, asha, channel, row, look } = await bound();
  make(s.teams, channel, { opens: 'several' });
  // Not before a day has passed since it was bound.
  await s.openness.look();
  expect((await row()).goneAt).toBeNull();
  await look();
  expect((await row()).goneAt).not.toBeNull();
  expect(postedTo(s.teams, channel)).toEqual([expect.stringContaining('no longer part of Licensing')]);
  expect(postedTo(s.teams, fay).join('\n')).toContain('can be opened by others by now');
  await s.submit(asha, s.private(asha), 'questions.ask', '', {
    community: (await row()).communityId,
    text: 'Who weighs lorries?',
  });
  await look();
  expect(postedTo(s.teams, channel)).toHaveLength(1);
  expect(toldBy(await s.command(fay, channel, 'bind', 'licensing'))).toContain('shared between organisations');
});

test('a private one that everybody can open now is taken out where the community is not open, and stays where it is', async () => {
  const { s, fay, channel, community, row, look } = await bound();
  await s.prisma.channel.updateMany({ data: { opens: 'members' } });
  await look();
  expect(await row()).toMatchObject({ opens: 'workspace', goneAt: null });
  await s.prisma.channel.updateMany({ data: { opens: 'members' } });
  await s.prisma.community.update({ where: { id: community }, data: { access: 'hidden' } });
  make(s.teams, channel, { opens: 'members' });
  await look();
  expect(await row()).toMatchObject({ opens: 'members', goneAt: null });
  make(s.teams, channel, { opens: 'workspace' });
  await look();
  expect((await row()).goneAt).not.toBeNull();
  expect(postedTo(s.teams, fay).join('\n')).toContain('so I took it out of Licensing');
});

test('one of which its platform says nothing stays, and the others are looked at', async () => {
  const { s, fay, row, look, create } = await bound();
  await create(fay, 'Parking');
  const other = s.channel('teams', 'ashcombe', 'Parking');
  await s.command(fay, other, 'bind', 'parking');
  s.teams.abilities.delete('ashcombe/Licensing');
  make(s.teams, other, { opens: 'several' });
  await look();
  expect(await row()).toMatchObject({ name: 'Licensing', goneAt: null });
  expect(await s.prisma.channel.count({ where: { goneAt: null } })).toBe(1);
});
