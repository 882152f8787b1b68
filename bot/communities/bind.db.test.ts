/** Binding channels: who may, and where it can be. */
import { expect, test } from 'vitest';
import type { Tx } from '../../prisma/work.ts';
import { cardOf, founded, make, meeting, postedTo, storeOn, toldBy } from '../testing/town.ts';
import { buttonsOf } from '../testing/words-of.ts';

test('a facilitator binds a channel; the channel is told what happens in it', async () => {
  const { s, fay, channel, community, facts } = await founded();
  expect(toldBy(await s.command(fay, channel, 'bind'))).toContain('Licensing belongs to Licensing now');
  await s.settle();
  expect(postedTo(s.teams, channel)).toEqual([expect.stringContaining('This channel is part of Licensing')]);
  expect(postedTo(s.teams, channel)[0]).toContain('reply in the thread');
  const bound = await s.prisma.channel.findFirstOrThrow();
  expect(bound).toMatchObject({ communityId: community, ref: channel.ref.id, hears: 'all', goneAt: null });
  expect(await facts('ChannelChanged')).toEqual([{ fact: 'ChannelChanged', community, channel: bound.id }]);
  // Again, and for another: it says to which it belongs.
  expect(toldBy(await s.command(fay, channel, 'bind', 'licensing'))).toContain('belongs to Licensing already');
  expect(await s.prisma.channel.count()).toBe(1);
});

test('typed after a mention, and by name', async () => {
  const { s, fay, channel } = await founded();
  const { reply } = await s.say(fay, channel, 'bind licensing', { addressed: true });
  expect(toldBy(reply)).toContain('belongs to Licensing now');
});

test('nobody but a facilitator binds, unbinds or gives out codes', async () => {
  const { s, fay, asha, ben, channel, community, create, enrol, share } = await founded();
  await enrol(asha, community);
  await share(ben, community);
  const theirs = s.channel('slack', 'brackenford', 'licensing');
  for (const [who, where] of [
    [asha, channel],
    [ben, theirs],
  ] as const) {
    expect(toldBy(await s.command(who, where, 'bind'))).toContain('You facilitate no community here');
    expect(toldBy(await s.command(who, where, 'bind', 'licensing'))).toContain('Only a facilitator of Licensing');
    expect(toldBy(await s.press(who, where, 'communities.bind', community))).toContain(
      'Only a facilitator of Licensing',
    );
    expect(toldBy(await s.command(who, where, 'code'))).toContain('Only a facilitator gives out codes');
    expect(toldBy(await s.command(who, where, 'code', 'licensing'))).toContain('Only a facilitator of Licensing');
    expect(toldBy(await s.press(who, where, 'communities.code', community))).toContain(
      'Only a facilitator of Licensing',
    );
  }
  expect(await s.prisma.channel.count()).toBe(0);
  expect(await s.prisma.bindCode.count()).toBe(0);
  await s.command(fay, channel, 'bind');
  await create(asha, 'Parking');
  expect(toldBy(await s.command(asha, channel, 'unbind'))).toContain('Only a facilitator of Licensing, or whoever');
  expect(await s.prisma.channel.count({ where: { goneAt: null } })).toBe(1);
  // One who was made a facilitator may.
  await enrol(asha, community, 'facilitator');
  expect(toldBy(await s.command(asha, channel, 'unbind'))).toContain('no longer belongs to Licensing');
});

test('a place is refused with its reason when not everybody who can open it is known, or questions have no room in it', async () => {
  const { s, fay, channel } = await founded();
  const refused = async (expected: string | RegExp) => {
    expect(toldBy(await s.command(fay, channel, 'bind'))).toMatch(expected);
    expect(await s.prisma.channel.count()).toBe(0);
  };
  make(s.teams, channel, { opens: 'nobody' });
  await refused(/cannot tell who is able to open/);
  make(s.teams, channel, { opens: 'several' });
  await refused(/shared between organisations/);
  make(s.teams, channel, { opens: 'members', threads: false });
  await refused(/no threads/);
  make(s.teams, channel, { threads: true, present: false });
  await refused(/not in this channel yet.*Manage team/s);
  s.teams.abilities.delete(channel.ref.id);
  await refused(/could not find out who can open/);

  const group = { ...s.channel('teams', 'ashcombe', 'Group chat'), where: 'group' } as const;
  expect(toldBy(await s.command(fay, group, 'bind'))).toContain('lives in channels');
  make(s.teams, group, { threads: false });
  expect(toldBy(await s.command(fay, group, 'bind'))).toContain('group chat');
  expect(toldBy(await s.command(fay, s.private(fay), 'bind', 'licensing'))).toContain('@Guildhall bind licensing');
  expect(await s.prisma.channel.count()).toBe(0);
});

test('in Slack the bot says how it is invited', async () => {
  const { s, ben, theirs, create } = await founded();
  await create(ben, 'Housing');
  make(s.slack, theirs, { present: false });
  expect(toldBy(await s.command(ben, theirs, 'bind'))).toContain('/invite @Guildhall');
});

test('with several communities each has its button, which works in the channel and asks for rights again', async () => {
  const { s, fay, channel, create, community } = await founded();
  const parking = await create(fay, 'Parking');
  const card = cardOf(await s.command(fay, channel, 'bind'));
  expect(buttonsOf(card).map((button) => [button.action, button.value])).toEqual([
    ['communities.bind', community],
    ['communities.bind', parking],
  ]);
  // Where the card was told in private, the button says where to go.
  expect(toldBy(await s.press(fay, s.private(fay), 'communities.bind', parking))).toContain('@Guildhall bind Parking');
  expect(await s.prisma.channel.count()).toBe(0);
  expect(toldBy(await s.press(fay, channel, 'communities.bind', parking))).toContain('belongs to Parking now');
  expect(await s.prisma.channel.findFirst()).toMatchObject({ communityId: parking });
});

test('where it is not known what is heard, that is said, with the steps, and the channel gets a way that always works', async () => {
  const { s, fay, channel } = await founded();
  make(s.teams, channel, { hears: 'mentions' });
  const told = toldBy(await s.command(fay, channel, 'bind'));
  // The owner may have consented when the app was added: it is not for us to deny it.
  expect(told).not.toMatch(/only the messages that mention me|hears mentions only/);
  expect(told).toContain('I do not know yet whether replies here that do not mention me reach me');
  expect(told).toContain('If such a reply is not carried to the other channels');
  expect(told).toContain('Manage team, then Apps, then Guildhall, then Permissions');
  await s.settle();
  expect(postedTo(s.teams, channel)[0]).toContain('press Answer under a question, or mention me');
});

test('of several who bind one channel at once, one does', async () => {
  const { s, fay, asha, channel, community, create, enrol, facts } = await founded();
  await create(asha, 'Parking');
  await enrol(asha, community, 'facilitator');
  const replies = await Promise.all([
    s.command(fay, channel, 'bind', 'licensing'),
    s.command(asha, channel, 'bind', 'parking'),
    s.command(asha, channel, 'bind', 'licensing'),
  ]);
  expect(replies.map(toldBy).filter((words) => words.includes(' now'))).toHaveLength(1);
  expect(replies.map(toldBy).filter((words) => words.includes('already'))).toHaveLength(2);
  expect(await s.prisma.channel.count()).toBe(1);
  expect(await facts('ChannelChanged')).toHaveLength(1);
  await s.settle();
  expect(postedTo(s.teams, channel)).toHaveLength(1);
});

test('two bindings of one place that meet are one', async () => {
  const { s, fay, channel, create, community, personOf, organisationOf } = await founded();
  const parking = await create(fay, 'Parking');
  const [by, organisation] = [await personOf(fay), await organisationOf(fay)];
  const binding = (of: string) => (tx: Tx) =>
    storeOn(tx).bind({
      community: of,
      organisation,
      by,
      place: channel.ref,
      name: 'Licensing',
      hears: 'all',
      opens: 'workspace',
    });
  expect(await meeting(s, binding(community), binding(parking))).toEqual([expect.any(String), null]);
  expect(await s.prisma.channel.findMany()).toMatchObject([{ communityId: community }]);
  // The same where an old binding is taken over.
  await s.command(fay, channel, 'unbind');
  expect(await meeting(s, binding(parking), binding(community))).toEqual([expect.any(String), null]);
  expect(await s.prisma.channel.findMany()).toMatchObject([{ communityId: parking }]);
});

test('who bound a channel can unbind it in that channel, whatever they are in the community by then', async () => {
  const { s, fay, asha, channel, community, enrol } = await founded();
  const told = toldBy(await s.command(fay, channel, 'bind'));
  expect(told).toContain('To undo this, type @Guildhall unbind in Licensing.');
  await enrol(asha, community, 'lead');
  await enrol(fay, community, 'member');
  expect(toldBy(await s.command(fay, channel, 'unbind'))).toContain('no longer belongs to Licensing');
  // Another's binding of the same place is not theirs.
  await s.command(asha, channel, 'bind');
  expect(toldBy(await s.command(fay, channel, 'unbind'))).toContain('Only a facilitator of Licensing');
  expect(await s.prisma.channel.count({ where: { goneAt: null } })).toBe(1);
});

test('an unbound channel can be bound again, to another community, as a binding of its own', async () => {
  const { s, fay, channel, create, facts } = await founded();
  const parking = await create(fay, 'Parking');
  await s.command(fay, channel, 'bind', 'licensing');
  const first = await s.prisma.channel.findFirstOrThrow();
  expect(toldBy(await s.command(fay, channel, 'unbind'))).toContain('no longer belongs to Licensing');
  expect(toldBy(await s.command(fay, channel, 'unbind'))).toContain('belongs to no community');
  await s.settle();
  expect(postedTo(s.teams, channel).at(-1)).toContain('no longer part of Licensing');
  expect(toldBy(await s.command(fay, channel, 'bind', 'parking'))).toContain('belongs to Parking now');
  await s.settle();
  expect(postedTo(s.teams, channel).at(-1)).toContain('part of Parking');
  const [second, ...more] = await s.prisma.channel.findMany();
  expect(more).toEqual([]);
  expect(second).toMatchObject({ communityId: parking, goneAt: null });
  expect(second?.id).not.toBe(first.id);
  expect(await facts('ChannelChanged')).toHaveLength(3);
});
