/** Every card of a community's life, for `everyCard`: forming, quiet, dormant, with nobody who leads it, archived, and back. */
import type { MessageRef } from '../core/ref.ts';
import type { Reply } from '../core/reply.ts';
import type { Actor } from './stage.ts';
import type { Story } from './story.ts';

const DAY = 24 * 3_600_000;

/** @param see takes what was answered. @param look takes what stands on the platforms now */
export async function everyLife(
  { s, asha, fay, ben, community, slackChannel }: Story,
  { see, look }: { see: (reply: Reply | null, form?: string) => Reply | null; look: () => void },
): Promise<void> {
  const { prisma } = s;
  const press = async (who: Actor, action: string, value = community, place = s.private(who)) =>
    see(await s.press(who, place, action, value));
  const identity = (who: Actor) => prisma.identity.findFirstOrThrow({ where: { ref: who.ref.id } });
  const enrol = async (who: Actor, role: string, hears: string | null = null): Promise<void> => {
    const { personId } = await identity(who);
    await prisma.membership.create({
      data: { communityId: community, personId, role, hears, joinedAt: s.clock.now() },
    });
  };
  const members = async (...all: readonly (readonly [Actor, string])[]): Promise<void> => {
    await prisma.membership.deleteMany({ where: { communityId: community } });
    for (const [who, role] of all) await enrol(who, role, 'digest');
  };
  /** As it is in a stage that began long ago; then a look, and working time for what it brings. */
  const at = async (stage: string, clocks: Parameters<typeof prisma.lifecycle.updateMany>[0]['data'] = {}) => {
    await s.lifecycles.look();
    await prisma.community.update({ where: { id: community }, data: { stage } });
    await prisma.lifecycle.updateMany({
      where: { communityId: community },
      data: { clock: new Date(0), since: s.clock.now(), lookAt: s.clock.now(), told: false, ...clocks },
    });
    await goOn(1);
  };
  const goOn = async (days: number): Promise<void> => {
    for (let day = 0; day <= days; day += 1) {
      await s.lifecycles.look();
      await s.settle();
      look();
      s.clock.pass(DAY);
      await s.settle();
      look();
    }
  };

  // Two organisations share it again, and nothing was said in it for a year.
  const { personId, workspace } = await prisma.identity.findFirstOrThrow({
    where: { ref: ben.ref.id },
    include: { workspace: true },
  });
  const agreed = { agreedBy: personId, agreedAt: s.clock.now() };
  await prisma.communityOrganisation.createMany({
    data: [{ communityId: community, organisationId: workspace.organisationId, ...agreed }],
    skipDuplicates: true,
  });
  await prisma.channel.updateMany({
    where: { ref: slackChannel.ref.id },
    data: { goneAt: null, mode: 'mention', hears: 'all', opens: 'members', communityId: community },
  });
  await prisma.question.updateMany({
    where: { communityId: community, openedAt: null },
    data: { openedAt: new Date(0) },
  });
  s.clock.pass(365 * DAY);
  await prisma.presence.updateMany({ data: { toldAt: null, notedAt: null, dueAt: null } });
  await members([ben, 'lead'], [fay, 'member'], [asha, 'member']);

  // It has not found its people: more time, once and again; a note that it is quiet.
  await at('forming');
  await press(ben, 'communities.manage');
  await press(ben, 'communities.look');
  await press(fay, 'lifecycle.extend');
  for (let time = 0; time < 2; time += 1) await press(ben, 'lifecycle.extend');
  await at('active', { since: new Date(0) });
  await at('quiet');
  await press(ben, 'communities.look');

  // Its members are asked, and decide; a stranger does not.
  await at('quiet', { told: true, since: new Date(0) });
  await press(ben, 'communities.look');
  for (const choice of ['keep', 'archive', '?']) await press(ben, 'lifecycle.vote', `${community} ${choice}`);
  await press(fay, 'lifecycle.vote', `${community} keep`);
  await s.settle();
  look();
  await press(asha, 'lifecycle.vote', `${community} keep`);
  await press(asha, 'lifecycle.vote', `${community} keep`);
  await s.settle();
  look();
  const five = ['1', '2', '3', '4', '5'].map((name) => s.actor('slack', ben.workspace, name));
  for (const one of five) {
    await s.command(one, s.private(one), 'help');
    await enrol(one, 'member');
  }
  await at('quiet', { told: true, since: new Date(0) });
  for (const one of five) await press(one, 'lifecycle.vote', `${community} archive`);
  await s.settle();
  look();

  // Archived: what cannot be done in it; one who wants it back, and another.
  for (const action of ['look', 'manage', 'hello', 'join']) await press(ben, `communities.${action}`);
  see(await s.command(ben, slackChannel, 'communities', 'Licensing'));
  see((await s.say(ben, slackChannel, '7 ?', { addressed: true })).reply);
  see(await s.submit(ben, slackChannel, 'questions.ask', '', { community, text: '7 ?' }), 'questions.ask');
  const question = await prisma.question.findFirstOrThrow({
    where: { communityId: community, state: { not: 'withdrawn' } },
  });
  await press(ben, 'questions.answer', question.id, slackChannel);
  const thread = await prisma.thread.findFirstOrThrow({
    where: { platform: 'slack', subject: { startsWith: 'question:' } },
  });
  const root: MessageRef = { kind: 'message', platform: 'slack', id: thread.key, key: thread.key };
  await s.say(ben, slackChannel, '9', { thread: root });
  await press(ben, 'lifecycle.vote', `${community} keep`);
  await press(ben, 'lifecycle.revive');
  await s.settle();
  look();
  await press(fay, 'lifecycle.revive');
  await press(fay, 'lifecycle.revive');
  await s.settle();
  look();
  await press(fay, 'lifecycle.close');

  // Nobody looks after it: one is asked, then all; the first who will leads it.
  await members([fay, 'member'], [asha, 'member'], [ben, 'member']);
  await prisma.membership.updateMany({
    where: { communityId: community },
    data: { hello: '1', helloAt: s.clock.now() },
  });
  await at('active', { aloneSince: s.clock.now() });
  await goOn(4);
  for (const who of [fay, asha, ben]) await press(who, 'lifecycle.not-lead');
  await goOn(2);
  await press(ben, 'lifecycle.take-lead');
  await press(fay, 'lifecycle.take-lead');
  await s.settle();
  look();
  await press(ben, 'lifecycle.close');
  await s.settle();
  look();
}
