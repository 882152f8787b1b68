/** Every card and form of keeping a community and its channels in step, for `everyCard`. */
import type { Reply } from '../core/reply.ts';
import type { Actor } from './stage.ts';
import type { Story } from './story.ts';

/** Ben looks after a channel in Slack, Fay leads. @param see takes what was answered */
export async function everyKeeping(
  { s, fay, ben, community, slackChannel }: Story,
  see: (reply: Reply | null, form?: string) => Reply | null,
): Promise<void> {
  const { prisma } = s;
  const look = async (hours = 1) => {
    s.clock.pass(hours * 3_600_000);
    await s.inStep.look();
    await s.settle();
  };
  const press = async (who: Actor, action: string, value = community) =>
    see(await s.press(who, s.private(who), `communities.${action}`, value));
  const choose = async (keeping: string) =>
    see(await s.submit(fay, s.private(fay), 'communities.keeping', community, { keeping }), 'communities.keeping');
  const moves = async (who: Actor, change: 'joined' | 'left', how: { alone?: true } = {}) => {
    await s.bring(s.event(who, slackChannel, { kind: 'member', who: who.ref, change, ...how }));
    await look();
  };
  const meet = async () => {
    const actor = s.actor('slack', ben.workspace, 'Ben');
    await s.command(actor, s.private(actor), 'help');
    return actor;
  };
  const { id: channel } = await prisma.channel.findFirstOrThrow({ where: { ref: slackChannel.ref.id } });
  const reach = (access: string, opens: string) =>
    Promise.all([
      prisma.community.update({ where: { id: community }, data: { access } }),
      prisma.channel.update({ where: { id: channel }, data: { opens } }),
    ]);

  await press(ben, 'difference');
  await press(fay, 'keeping');
  await choose('nonsense');
  await choose('channel');
  const [kim, lou, may, nat] = [await meet(), await meet(), await meet(), await meet()];
  s.slack.rosters.set(slackChannel.ref.id, [ben.ref, may.ref]);
  await look(30);
  for (const who of [fay, ben]) await press(who, 'difference');
  await press(ben, 'manage');
  await press(ben, 'invite-channel', channel);
  await look();
  // By themselves, and out of it again: of an open one, of one that is not, and of one of which nobody may know.
  for (const access of ['open', 'request', 'hidden']) {
    await reach('open', 'workspace');
    await moves(kim, 'joined', { alone: true });
    await reach(access, 'members');
    await moves(kim, 'left');
  }
  await moves(lou, 'joined');
  await look(24);

  // Where it leads itself, and the platform moves nobody.
  await choose('community');
  s.slack.canMove = false;
  await reach('open', 'members');
  await press(nat, 'join');
  await look();
  await moves(nat, 'joined');
  await press(nat, 'leave');
  await look();
  await look(24);
  s.slack.canMove = true;
  await choose('apart');
  await reach('open', 'workspace');
  s.slack.rosters.delete(slackChannel.ref.id);
}
