/** What changes who may read: somebody leaves, a community becomes hidden, an organisation withdraws, two accounts are two people again; and then more is said. */
import { askAnyhow } from '../ask.ts';
import type { Actor } from '../stage.ts';
import { idsIn } from './ids.ts';
import { A_DAY, aWeek, HOUR } from './passing.ts';
import type { Reader } from './rules.ts';
import { drawAgain, privateOf } from './seen.ts';
import type { Surface } from './surface.ts';
import { told } from './told.ts';
import { type Bound, KEYS, type Key, type Row, type World, wordOf } from './world.ts';

/** Those who lost something by it: they try everything that they could before. */
export const LOST = [
  'admin',
  'facilitator, Slack',
  'member',
  'member, Slack',
  'has asked to join',
  'two accounts',
  'the other account',
  'admin, sharing it',
  'admin, since then',
];

/** The same world after it, with the rules' view of it kept in step. */
export async function changedWorld(world: World): Promise<World> {
  const { s, ids, groups } = world;
  const { prisma } = s;
  const press = (who: Actor, action: string, value: string) => s.press(who, s.private(who), action, value);

  // Whoever came in by trying is out again.
  for (const key of KEYS)
    await prisma.membership.deleteMany({
      where: { communityId: ids[key], personId: { notIn: [...groups[key].members.keys()] } },
    });

  // Somebody leaves what is closed.
  const member = world.row('member');
  for (const key of ['request', 'hidden'] as const) {
    await press(member.actor, 'communities.leave', ids[key]);
    groups[key].members.delete(member.person);
  }

  // What was open becomes hidden, while somebody waits to be let in; what everybody could open is taken out before.
  const [lead, keeper, admin] = [world.row('lead'), world.row('facilitator, Slack'), world.row('admin')];
  const isOut = new Set<Bound>();
  for (const bound of world.rooms)
    if (bound.tried === 'open' && bound.room.opens === 'workspace') {
      await s.command(keeper.actor, bound.place, 'unbind');
      isOut.add(bound);
    }
  const opens = (access: string) =>
    s.submit(lead.actor, s.private(lead.actor), 'communities.access', ids.open, { access });
  await opens('request');
  const why = { why: `${wordOf('why', 'open')}, please.` };
  await s.submit(world.waiter, s.private(world.waiter), 'communities.request', ids.open, why);
  await opens('hidden');
  const { id: proposal } = await prisma.proposal.findFirstOrThrow({ where: { communityId: ids.open } });
  await press(admin.actor, 'communities.approve', proposal);
  groups.open.access = 'hidden';

  // How what is hidden is to be handled changes: who speaks for an organisation hears of it.
  for (const key of ['open', 'hidden'] as const)
    await s.submit(lead.actor, s.private(lead.actor), 'communities.label', ids[key], { label: 'members' });

  // Brackenford withdraws: its people and its channels are out of it.
  const partner = world.row('admin, sharing it');
  await press(partner.actor, 'communities.withdraw', ids.request);
  groups.request.shared.delete('b');
  for (const { person, organisation } of world.rows) if (organisation === 'b') groups.request.members.delete(person);
  for (const bound of world.rooms) if (bound.tried === 'request' && bound.room.organisation === 'b') isOut.add(bound);

  // Corvale declines one, and is offered another.
  const sharing = async (key: Key): Promise<string> => {
    const where = { communityId: ids[key], state: { in: ['asked', 'offered'] } };
    return (await prisma.sharing.findFirstOrThrow({ where })).id;
  };
  await press(world.row('admin, offered it').actor, 'communities.decline-sharing', await sharing('request'));
  await press(admin.actor, 'communities.allow-sharing', await sharing('hidden'));

  // Two accounts are taken apart, from the one that has no part in any community.
  const there = world.row('the other account');
  const { id: joining } = await prisma.joining.findFirstOrThrow({ where: { undoneAt: null } });
  await press(there.actor, 'people.part', joining);
  await s.settle();
  const apart = await prisma.identity.findFirstOrThrow({ where: { ref: there.actor.ref.id } });

  // An invitation is over.
  await prisma.invitation.updateMany({
    where: { communityId: ids.hidden, ref: world.row('invited').actor.ref.id },
    data: { endsAt: s.clock.now() },
  });

  // More is said.
  for (const key of KEYS) {
    const { asker } = world.cast(key);
    const { personId } = await prisma.identity.findFirstOrThrow({
      where: { ref: world.row('former member').actor.ref.id },
    });
    const theirs = await prisma.question.findFirstOrThrow({ where: { communityId: ids[key], personId } });
    const text = `${wordOf('answer2', key)} is new.`;
    for (const question of [theirs.id, world.questions[key]])
      await s.submit(lead.actor, s.private(lead.actor), 'questions.answer', question, { text });
    const reply = await prisma.reply.findFirstOrThrow({
      where: { questionId: theirs.id },
      orderBy: { createdAt: 'desc' },
    });
    await press(lead.actor, 'questions.useful', reply.id);
    await askAnyhow(s, asker, { community: ids[key], text: `${wordOf('question2', key)} who knows more of mending?` });
  }
  await s.settle();
  await aWeek(s);
  s.clock.pass(A_DAY);
  await s.settle();
  await drawAgain(s);

  const alone = ({ organisation, outside }: Row, person: string): Pick<Row, keyof Reader | 'accounts'> => {
    const own: Reader = { person, organisation, outside };
    return { ...own, accounts: [own] };
  };
  const without = (row: Row, ...gone: readonly Key[]): readonly Key[] =>
    (row.digest ?? []).filter((key) => !gone.includes(key));
  const now: Readonly<Record<string, (row: Row) => Partial<Row>>> = {
    'facilitator, Slack': () => ({ ended: ['request'] }),
    'admin, since then': () => ({ ended: ['request'] }),
    member: (row) => ({ digest: without(row, 'request', 'hidden') }),
    'member, Slack': (row) => ({ digest: without(row, 'request') }),
    'two accounts': (row) => ({ ...alone(row, row.person), digest: without(row, 'request') }),
    'the other account': (row) => alone(row, apart.personId),
    // It is hidden by now, and of the other its question is answered.
    colleague: () => ({ passed: [] }),
    'has asked to join': () => ({ waits: [] }),
    invited: () => ({ invited: ['open', 'request'] }),
    admin: () => ({ decides: [] }),
    'admin, sharing it': () => ({ agreed: ['open', 'hidden'] }),
    'admin, offered it': () => ({ decides: ['hidden'] }),
  };
  return withRows(
    {
      ...world,
      newest: 'question2',
      rooms: world.rooms.map((bound) => (isOut.has(bound) ? { ...bound, isOut: true } : bound)),
    },
    now,
  );
}

/**
 * Then nobody looks after anything for weeks: who leads it hears so, who stands in, and then the founder's admins.
 * @returns besides, what was told of that alone
 */
export async function quietWorld(world: World): Promise<{ readonly quiet: World; readonly toldOfQuiet: Surface }> {
  const { s } = world;
  const earlier = new Set([...s.slack.posted, ...s.teams.posted]);
  // By steps as in a week of digests.
  for (let hour = 0; hour < 28 * 24; hour += 7) {
    await s.presence.look();
    await s.requests.askNext();
    await s.settle();
    s.clock.pass(7 * HOUR);
  }
  await drawAgain(s);
  const quiet = await withRows(world, {
    invited: () => ({ invited: [] }),
    // One waits for weeks in what is joined on request, and one in what has become hidden: of that an admin hears nothing.
    admin: () => ({ late: ['request'] }),
  });
  const toldOfQuiet: Surface = {
    ...told,
    name: 'what was told while it was quiet',
    short: 'quie',
    must: ({ keeps, knows }, _, { key }) => (keeps || (knows && key === 'admin') ? ['name'] : []),
    run: async (_, row) => privateOf(s, row.actor, earlier),
  };
  return { quiet, toldOfQuiet };
}

/** The same with these rows as they are now, and with whatever ids there are by now. */
async function withRows(world: World, now: Readonly<Record<string, (row: Row) => Partial<Row>>>): Promise<World> {
  const rows = world.rows.map((row): Row => ({ ...row, ...now[row.key]?.(row) }));
  return {
    ...world,
    rows,
    others: await idsIn(world.s, world.others.reviews),
    row: (key) => rows.find((row) => row.key === key) ?? world.row(key),
  };
}
