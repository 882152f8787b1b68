/** What changes who may read: somebody leaves, a community becomes hidden, an organisation withdraws, two accounts are two people again; and then more is said. */
import type { Actor, Stage } from '../stage.ts';
import type { Reader } from './rules.ts';
import { drawAgain } from './seen.ts';
import { KEYS, ORGANISATIONS, type Row, type World, wordOf } from './world.ts';

const A_DAY = 24 * 3_600_000;

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

  // What was open becomes hidden; what everybody could open is taken out before.
  const [lead, keeper, admin] = [world.row('lead'), world.row('facilitator, Slack'), world.row('admin')];
  for (const { place, tried, room } of world.rooms)
    if (tried === 'open' && room.opens === 'workspace') await s.command(keeper.actor, place, 'unbind');
  await s.submit(lead.actor, s.private(lead.actor), 'communities.access', ids.open, { access: 'hidden' });
  const { id: proposal } = await prisma.proposal.findFirstOrThrow({ where: { communityId: ids.open } });
  await press(admin.actor, 'communities.approve', proposal);
  groups.open.access = 'hidden';

  await withdraw(s, ids.request, ORGANISATIONS.b);
  groups.request.shared.delete('b');
  for (const { person, organisation } of world.rows) if (organisation === 'b') groups.request.members.delete(person);

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
    const asked = { community: ids[key], text: `${wordOf('question2', key)} who knows more of mending?` };
    await s.submit(asker, s.private(asker), 'questions.ask', '', asked);
  }
  await s.settle();
  s.clock.pass(A_DAY);
  await s.settle();
  await drawAgain(s);

  const alone = (row: Row, person: string): Row => {
    const own: Reader = { person, organisation: row.organisation, outside: row.outside };
    return { ...row, ...own, accounts: [own] };
  };
  const rows = world.rows.map((row): Row => {
    if (row.key === 'the other account') return alone(row, apart.personId);
    if (row.key === 'two accounts') return alone(row, row.person);
    return row.key === 'invited' ? { ...row, invited: ['open', 'request'] } : row;
  });
  return {
    ...world,
    rows,
    row: (key) => rows.find((row) => row.key === key) ?? world.row(key),
  };
}

/** An organisation shares a community no more: its people and its channels are out of it. */
export async function withdraw({ prisma, clock }: Stage, communityId: string, name: string): Promise<void> {
  const { id: organisationId } = await prisma.organisation.findFirstOrThrow({ where: { name } });
  const theirs = await prisma.identity.findMany({
    where: { workspace: { organisationId } },
    select: { personId: true },
  });
  const persons = theirs.map(({ personId }) => personId);
  await prisma.membership.deleteMany({ where: { communityId, personId: { in: persons } } });
  await prisma.channel.updateMany({ where: { communityId, organisationId }, data: { goneAt: clock.now() } });
  await prisma.communityOrganisation.deleteMany({ where: { communityId, organisationId } });
}
