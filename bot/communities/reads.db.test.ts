/** What other features ask of communities. */
import { expect, test } from 'vitest';
import type { Work } from '../core/work.ts';
import { founded, make, storeOn, typesCode } from '../testing/town.ts';
import {
  channelAt,
  channelsOf,
  communityName,
  facilitators,
  isFacilitator,
  localeOf,
  mayRead,
  visibleTo,
} from './index.ts';

test('channels, people and names are read as they stand', async () => {
  const { s, fay, asha, ben, cora, gil, community, channel, theirs, code, create, enrol, personOf, organisationOf } =
    await founded();
  const read = <R>(run: (w: Work) => Promise<R>) =>
    s.prisma.$transaction((tx) => run({ communities: storeOn(tx) } as Work));
  const readerOf = async (who: typeof fay, outside = false) => ({
    person: await personOf(who),
    organisation: await organisationOf(who),
    outside,
  });
  await create(fay, 'Parking');
  make(s.teams, channel, { hears: 'mentions' });
  await s.command(fay, channel, 'bind', 'licensing');
  s.clock.pass(1000);
  await typesCode(s, ben, theirs, await code());
  await s.prisma.community.update({ where: { id: community }, data: { locale: 'cy', zone: 'Europe/Paris' } });

  expect(await read((w) => channelAt(w, channel.ref))).toMatchObject({
    community,
    communityName: 'Licensing',
    ref: channel.ref,
    hears: 'mentions',
    organisation: await organisationOf(fay),
    organisationName: 'Ashcombe Council',
    name: 'Licensing',
    gone: false,
  });
  expect((await read((w) => channelsOf(w, community))).map((one) => one.ref)).toEqual([channel.ref, theirs.ref]);
  expect(await read((w) => localeOf(w, theirs.ref))).toEqual({ locale: 'cy', zone: 'Europe/Paris' });
  expect(await read((w) => localeOf(w, s.private(fay).ref))).toEqual({ locale: 'en-GB', zone: 'Europe/London' });
  expect(await read((w) => communityName(w, community))).toBe('Licensing');
  expect(await read((w) => communityName(w, 'none'))).toBe('');

  // A binding that ended is read no more, but what is said about it keeps its language.
  await s.command(fay, channel, 'unbind');
  expect(await read((w) => channelAt(w, channel.ref))).toBeNull();
  expect((await read((w) => channelsOf(w, community))).map((one) => one.ref)).toEqual([theirs.ref]);
  expect(await read((w) => localeOf(w, channel.ref))).toMatchObject({ locale: 'cy' });

  const seen = async (who: typeof fay, query?: string, limit?: number, outside = false) => {
    const reader = await readerOf(who, outside);
    return (await read((w) => visibleTo(w, reader, query, limit))).map(({ name, members, mine }) => [
      name,
      members,
      mine,
    ]);
  };
  expect(await seen(ben)).toEqual([['Licensing', 2, true]]);
  expect(await seen(asha)).toEqual([
    ['Licensing', 2, false],
    ['Parking', 1, false],
  ]);
  expect(await seen(asha, 'park')).toEqual([['Parking', 1, false]]);
  expect(await seen(asha, '', 1)).toHaveLength(1);
  expect(await seen(cora)).toEqual([]);
  // A guest sees what they were taken into, and that alone.
  expect(await seen(gil, '', 10, true)).toEqual([]);
  await enrol(gil, community);
  expect(await seen(gil, '', 10, true)).toEqual([['Licensing', 3, true]]);

  const reads = async (who: typeof fay, of = community) => {
    const reader = await readerOf(who);
    return read((w) => mayRead(w, reader, of));
  };
  expect([await reads(asha), await reads(ben), await reads(cora), await reads(asha, 'none')]).toEqual([
    true,
    true,
    false,
    false,
  ]);

  await enrol(asha, community, 'facilitator');
  expect((await read((w) => facilitators(w, community))).map(({ ref }) => ref)).toEqual([fay.ref, asha.ref]);
  await s.prisma.identity.updateMany({ where: { ref: fay.ref.id }, data: { active: false } });
  expect((await read((w) => facilitators(w, community))).map(({ ref }) => ref)).toEqual([asha.ref]);
  expect(await read(async (w) => isFacilitator(w, await personOf(asha), community))).toBe(true);
  expect(await read(async (w) => isFacilitator(w, await personOf(ben), community))).toBe(false);
});
