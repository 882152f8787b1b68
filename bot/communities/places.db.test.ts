/** What follows when a channel changes, takes no messages, or a person leaves. */
import { expect, test } from 'vitest';
import { ChatError } from '../core/chat.ts';
import { followersOf } from '../core/follow.ts';
import { make, postedTo, town } from '../testing/town.ts';

/** Fay leads, and Asha facilitates, a community bound to one Teams channel. */
async function bound() {
  const all = await town();
  const { s, fay, asha } = all;
  const community = await all.create(fay, 'Licensing');
  await all.enrol(asha, community, 'facilitator');
  const channel = s.channel('teams', 'ashcombe', 'Licensing');
  await s.command(fay, channel, 'bind');
  await s.settle();
  s.teams.posted.length = 0;
  const row = () => s.prisma.channel.findFirstOrThrow();
  return { ...all, community, channel, row };
}

test('a new name is kept', async () => {
  const { s, fay, channel, row, facts } = await bound();
  await s.bring(s.event(fay, channel, { kind: 'place', change: 'renamed', name: 'Licensing (all)' }));
  expect(await row()).toMatchObject({ name: 'Licensing (all)' });
  expect(await facts('ChannelChanged')).toHaveLength(2);
});

test('when a channel is heard by mentions alone its facilitators are told, once', async () => {
  const { s, fay, asha, channel, row, facts } = await bound();
  const hears = (hears: 'all' | 'mentions') =>
    s.bring(s.event(fay, channel, { kind: 'place', change: 'hears', hears }));
  await hears('mentions');
  await s.settle();
  expect(await row()).toMatchObject({ hears: 'mentions' });
  for (const who of [fay, asha]) {
    expect(postedTo(s.teams, who)).toEqual([expect.stringContaining('hears mentions only')]);
    expect(postedTo(s.teams, who)[0]).toContain('Permissions');
    // An owner who consents changes the app as well: then it would be false that it hears less now.
    expect(postedTo(s.teams, who)[0]).toContain('I do not know now whether replies there');
  }
  expect(await facts('ChannelChanged')).toHaveLength(2);
  await hears('all');
  await hears('all');
  expect(await row()).toMatchObject({ hears: 'all' });
  expect(await facts('ChannelChanged')).toHaveLength(3);
  await hears('mentions');
  await s.settle();
  expect(postedTo(s.teams, fay)).toHaveLength(1);
});

test.each(['gone', 'archived'] as const)(
  'a channel that is %s is no longer bound, and its facilitators are told',
  async (change) => {
    const { s, fay, asha, channel, row } = await bound();
    for (let time = 0; time < 2; time += 1) await s.bring(s.event(fay, channel, { kind: 'place', change }));
    await s.settle();
    expect((await row()).goneAt).not.toBeNull();
    for (const who of [fay, asha])
      expect(postedTo(s.teams, who)).toEqual([expect.stringContaining('no longer belongs to Licensing')]);
    expect(postedTo(s.teams, channel)).toEqual([]);
  },
);

test('who is no facilitator by the time it is sent does not get the news', async () => {
  const { s, fay, asha, channel, community, enrol } = await bound();
  await s.bring(s.event(fay, channel, { kind: 'place', change: 'gone' }));
  await enrol(asha, community, 'member');
  await s.settle();
  expect(postedTo(s.teams, fay)).toHaveLength(1);
  expect(postedTo(s.teams, asha)).toEqual([]);
});

test('where it is added the bot says once how the channel is bound, and nothing where it is bound or cannot be', async () => {
  const { s, fay, channel, create } = await bound();
  const fresh = s.channel('teams', 'ashcombe', 'Fresh');
  const group = { ...s.channel('teams', 'ashcombe', 'Group'), where: 'group' } as const;
  for (const place of [fresh, fresh, group, channel])
    await s.bring(s.event(fay, place, { kind: 'place', change: 'added' }));
  await s.settle();
  expect(postedTo(s.teams, fresh)).toEqual([expect.stringContaining('@Guildhall bind')]);
  expect(postedTo(s.teams, group)).toEqual([]);
  expect(postedTo(s.teams, channel)).toEqual([]);

  const slack = s.channel('slack', 'brackenford', 'fresh');
  await create(fay, 'Parking');
  await s.bring(s.event(s.actor('slack', 'brackenford', 'Ben Carter'), slack, { kind: 'place', change: 'added' }));
  await s.settle();
  expect(postedTo(s.slack, slack)).toEqual([expect.stringContaining('/guild bind')]);
});

test('a channel that takes no messages is told to its facilitators once a day', async () => {
  const { s, fay, asha, channel } = await bound();
  const failing = async (): Promise<void> => {
    s.teams.failNext('post', new ChatError('forbidden', 'not_allowed'));
    await s.say(asha, channel, 'Who has a policy for this?', { addressed: true });
    await s.settle();
  };
  await failing();
  await failing();
  const news = () => postedTo(s.teams, fay).filter((words) => words.includes('could not post in Licensing'));
  expect(news()).toHaveLength(1);
  expect(postedTo(s.teams, asha).filter((words) => words.includes('could not post'))).toHaveLength(1);
  s.clock.pass(24 * 3_600_000);
  await failing();
  expect(news()).toHaveLength(2);
});

test('a private chat that takes no messages concerns nobody', async () => {
  const { s, fay, channel, facts } = await bound();
  await s.bring(s.event(fay, channel, { kind: 'place', change: 'gone' }));
  s.teams.failNext('post', new ChatError('forbidden', 'blocked'));
  await s.settle();
  expect(await facts('MessageFailed')).toEqual([]);
});

test('memberships end with the person, and the community stays', async () => {
  const { s, fay, asha, community, channel, create, facts, roleIn } = await bound();
  await create(asha, 'Parking');
  await s.bring(s.event(fay, s.private(fay), { kind: 'person', who: asha.ref, change: 'deactivated' }));
  await s.settle();
  expect(await roleIn(asha, community)).toBeNull();
  expect(await s.prisma.membership.count()).toBe(1);
  expect(await facts('MemberLeft')).toHaveLength(2);
  await s.bring(s.event(fay, s.private(fay), { kind: 'person', who: fay.ref, change: 'deactivated' }));
  await s.settle();
  expect(await s.prisma.membership.count()).toBe(0);
  expect(await s.prisma.community.count()).toBe(2);
  expect(await s.prisma.channel.count({ where: { goneAt: null } })).toBe(1);
  // Nobody is left to tell, and nothing fails for it.
  await s.bring(s.event(asha, channel, { kind: 'place', change: 'hears', hears: 'mentions' }));
  await s.settle();
  expect(s.tables.features.find((one) => one.name === 'communities')?.follows?.PersonLeft).toBeDefined();
  expect(followersOf(s.tables.features, 'PersonLeft')).toContain('communities');
  make(s.teams, channel, {});
});
