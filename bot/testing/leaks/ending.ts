/** The same world once nothing was said in it for months: members are asked what shall become of their communities, and their leads close them. */
import { A_DAY } from './passing.ts';
import { drawAgain } from './seen.ts';
import type { Surface } from './surface.ts';
import { KEYS, type World } from './world.ts';

/** Days go by, with all that is due in them. */
async function pass({ s }: World, days: number): Promise<void> {
  for (let day = 0; day < days; day += 1) {
    await s.lifecycles.look();
    await s.settle();
    s.clock.pass(A_DAY);
    await s.settle();
  }
}

/** Nobody said anything, so members are asked, in channels and in private; one of them votes. */
export async function sleepingWorld(world: World): Promise<void> {
  const { s, ids } = world;
  await s.lifecycles.look();
  s.clock.pass(70 * A_DAY);
  await s.prisma.community.updateMany({ data: { stage: 'quiet' } });
  await pass(world, 4);
  const member = world.row('member');
  for (const key of KEYS) await s.press(member.actor, s.private(member.actor), 'lifecycle.vote', `${ids[key]} archive`);
  await s.settle();
}

/** Those who led them are gone: who contributed longest is asked to lead, then all members. Then somebody leads again. */
export async function leaderlessWorld(world: World): Promise<void> {
  const { s } = world;
  await s.prisma.community.updateMany({ data: { stage: 'active' } });
  const where = { role: { not: 'member' } };
  const kept = await s.prisma.membership.findMany({ where });
  await s.prisma.membership.updateMany({ where, data: { role: 'member' } });
  await s.prisma.lifecycle.updateMany({ data: { clock: s.clock.now(), lookAt: s.clock.now() } });
  await pass(world, 18);
  for (const { communityId, personId, role } of kept)
    await s.prisma.membership.update({ where: { communityId_personId: { communityId, personId } }, data: { role } });
  await pass(world, 2);
}

/** Whoever leads them closes them. */
export async function archivedWorld(world: World): Promise<void> {
  const { s, ids } = world;
  const { actor } = world.row('lead');
  for (const key of KEYS) await s.press(actor, s.private(actor), 'lifecycle.close', ids[key]);
  await s.settle();
  await drawAgain(s);
}

/** Where somebody looks for a community in which something can be asked or done: an archived one is none. */
const LIVING: readonly string[] = [
  'typeahead in a form',
  'communities, put into a message',
  'the form to ask',
  'suggested for a question',
  'a question from a message',
  'a review from a message',
  'one question in a form',
  'its digest, and how it comes',
  // Invitations are over by then.
  'the pages',
];

/** The surfaces of an archived world: what is only of living communities shows nothing of them. */
export const ofArchived = (all: readonly Surface[]): readonly Surface[] =>
  all.map((surface) => {
    if (!LIVING.includes(surface.name)) return surface;
    const { must: _, ...rest } = surface;
    return rest;
  });
