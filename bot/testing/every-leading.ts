/** Every card and form of sharing a community, of its label and its channels’ modes, for `everyCard`. */
import type { Reply } from '../core/reply.ts';
import { everyKeeping } from './every-keeping.ts';
import type { Actor } from './stage.ts';
import type { Story } from './story.ts';
import { buttonsOf } from './words-of.ts';

/** @param see takes what was answered */
export async function everyLeading(
  story: Story,
  see: (reply: Reply | null, form?: string) => Reply | null,
): Promise<void> {
  const { s, asha, fay, ben, community, slackChannel } = story;
  const { prisma } = s;
  const press = async (who: Actor, action: string, value = community) =>
    see(await s.press(who, s.private(who), `communities.${action}`, value));
  const submit = async (who: Actor, form: string, context: string, values: Parameters<typeof s.submit>[4] = {}) =>
    see(await s.submit(who, s.private(who), `communities.${form}`, context, values), `communities.${form}`);
  const identity = (who: Actor) =>
    prisma.identity.findFirstOrThrow({ where: { ref: who.ref.id }, include: { workspace: true } });
  const govern = async (who: Actor) => {
    const { personId, workspace } = await identity(who);
    const data = { organisationId: workspace.organisationId, personId, addedAt: s.clock.now() };
    await prisma.organisationAdmin.create({ data });
  };
  const brackenford = (await identity(ben)).workspace.organisationId;
  const sharing = async () => (await prisma.sharing.findFirstOrThrow({ orderBy: { offeredAt: 'desc' } })).id;
  const rules = async () => `${await sharing()} open open`;
  const enrol = async (who: Actor, role: string) => {
    const { personId } = await identity(who);
    const joinedAt = s.clock.now();
    await prisma.membership.create({ data: { communityId: community, personId, role, joinedAt } });
  };

  // Fay leads, Asha is Ashcombe's admin; Brackenford shares it no more.
  await prisma.organisationAdmin.deleteMany();
  await prisma.membership.deleteMany({ where: { communityId: community } });
  await prisma.community.update({ where: { id: community }, data: { access: 'open' } });
  await prisma.communityOrganisation.deleteMany({ where: { communityId: community, organisationId: brackenford } });
  await prisma.channel.updateMany({ data: { goneAt: s.clock.now() } });
  await enrol(fay, 'lead');
  await govern(asha);

  // The label.
  await press(fay, 'label');
  await submit(fay, 'label', community);
  for (const label of ['closed', 'members', 'open']) await submit(fay, 'label', community, { label });

  // Asked for, not allowed, allowed; nobody there to accept.
  await press(fay, 'share');
  await submit(fay, 'share', community);
  await submit(fay, 'share', community, { organisation: (await identity(fay)).workspace.organisationId });
  for (const answer of ['refuse-sharing', 'allow-sharing']) {
    await submit(fay, 'share', community, { organisation: brackenford });
    await s.settle();
    await press(asha, 'sharing-look', await sharing());
    see(await s.command(asha, s.private(asha), 'share'));
    await press(asha, 'organisation', '');
    await press(asha, answer, await sharing());
    await s.settle();
  }
  await press(fay, 'sharing');
  await press(fay, 'share-all', `${community} all`);
  for (const whom of ['all', 'named']) await press(asha, 'share-all', `${community} ${whom}`);

  // By a code: refused, before the admins, with the rules shown.
  const told = see(await s.command(fay, s.private(fay), 'code', 'licensing'));
  const code = told?.kind === 'tell' ? (/[A-Z2-9]{5}-[A-Z2-9]{5}/.exec(JSON.stringify(told.card))?.[0] ?? '') : '';
  await prisma.sharing.deleteMany();
  see(await s.command(ben, slackChannel, 'bind', code));
  await submit(asha, 'share', community, { organisation: brackenford });
  const shown = see(await s.command(ben, slackChannel, 'bind', code));
  const accept = shown?.kind === 'tell' ? buttonsOf(shown.card)[0] : undefined;
  const bea = s.actor('slack', ben.workspace, 'Ben');
  await s.command(bea, s.private(bea), 'help');
  await govern(bea);
  see(await s.command(ben, slackChannel, 'bind', code));
  see(await s.press(ben, slackChannel, 'communities.accept-sharing', accept?.value ?? ''));
  await s.settle();
  await press(bea, 'accept-sharing', `${await sharing()} open closed`);
  await press(bea, 'decline-sharing', await sharing());
  await s.settle();
  await submit(asha, 'share', community, { organisation: brackenford });
  await prisma.sharing.updateMany({ data: { answeredBy: (await identity(ben)).personId } });
  await press(bea, 'accept-sharing', await rules());
  await s.settle();
  await press(bea, 'accept-sharing', await rules());
  await submit(asha, 'share', community, { organisation: brackenford });
  await press(bea, 'organisation', '');
  await submit(fay, 'label', community, { label: 'closed' });
  await s.settle();

  // What is done in a channel.
  await enrol(ben, 'facilitator');
  see(await s.command(ben, slackChannel, 'bind', 'Licensing'));
  await everyKeeping(story, see);
  for (const wish of ['', 'answer', '9', 'suggest', 'off']) see(await s.command(ben, slackChannel, 'mode', wish));
  see((await s.say(ben, slackChannel, '7 ?', { addressed: true })).reply);
  see(await s.command(fay, slackChannel, 'mode'));
  await prisma.channel.updateMany({ data: { hears: 'all' } });
  see(await s.press(ben, slackChannel, 'communities.mode', 'suggest'));
  await s.say(ben, slackChannel, '1 2 3 4?');
  await s.settle();

  // Others can open it by now; bound anew.
  s.clock.pass(24 * 3_600_000);
  s.slack.abilities.set(slackChannel.ref.id, {
    name: 'licensing',
    hears: 'all',
    threads: true,
    opens: 'several',
    present: true,
  });
  await s.openness.look();
  await s.settle();
  s.channel('slack', ben.workspace, 'licensing');
  see(await s.command(ben, slackChannel, 'bind', 'Licensing'));

  // Quiet: the lead, the deputy, an admin; with everything that there is to do, and with nothing.
  for (let step = 0; step < 4; step += 1) {
    await s.presence.look();
    s.clock.pass(9 * 24 * 3_600_000);
    await s.presence.look();
    await s.settle();
    s.clock.pass(24 * 3_600_000);
    await s.settle();
  }
  await press(fay, 'here');

  // Ended, by the one and by the other.
  await press(bea, 'sharing');
  await press(ben, 'withdraw');
  await press(bea, 'withdraw');
  await press(bea, 'withdraw');
  await s.settle();
  s.clock.pass(24 * 3_600_000);
  await prisma.communityOrganisation.create({
    data: {
      communityId: community,
      organisationId: brackenford,
      agreedBy: (await identity(bea)).personId,
      agreedAt: s.clock.now(),
    },
  });
  await press(ben, 'sharing');
  await prisma.membership.deleteMany({ where: { communityId: community } });
  await enrol(ben, 'lead');
  await press(asha, 'end-sharing', `${community} ${brackenford}`);
  await s.settle();
}
