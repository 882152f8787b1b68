/** A community whose days pass, for tests of its life: Fay leads it in her channel, Asha facilitates it with her. */
import type { Actor } from './stage.ts';
import { founded } from './town.ts';

export const DAY = 24 * 3_600_000;

export type Living = Awaited<ReturnType<typeof living>>;

export async function living() {
  const all = await founded();
  const { s, fay, asha, community, channel, enrol, personOf } = all;
  await s.command(fay, channel, 'bind', 'licensing');
  await enrol(asha, community, 'facilitator');
  const look = async (): Promise<void> => {
    await s.lifecycles.look();
    await s.settle();
  };
  await look();
  const people: Actor[] = [];
  return {
    ...all,
    look,
    /** Those who came by `meet`. */
    people,
    /** Days pass, and whatever is due happens. */
    async pass(days: number): Promise<void> {
      for (let day = 0; day < days; day += 1) {
        s.clock.pass(DAY);
        await look();
      }
    },
    /** More people are in it. @param hears how they hear of it */
    async meet(count: number, hears: string | null = null): Promise<readonly Actor[]> {
      const met: Actor[] = [];
      for (let number = 0; number < count; number += 1) {
        const actor = s.actor('teams', 'ashcombe', `Member ${people.length}`);
        await s.command(actor, s.private(actor), 'help');
        await enrol(actor, community);
        await s.prisma.membership.updateMany({ where: { personId: await personOf(actor) }, data: { hears } });
        people.push(actor);
        met.push(actor);
      }
      return met;
    },
    stage: async () => (await s.prisma.community.findUniqueOrThrow({ where: { id: community } })).stage,
    set: (stage: string) => s.prisma.community.update({ where: { id: community }, data: { stage } }),
    ask: (who: Actor, text: string) => s.say(who, channel, text, { addressed: true }),
  };
}
