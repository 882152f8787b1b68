/** Every card and form of joining, inviting, leading and governing, for `everyCard`. */
import type { Subject } from '../core/ref.ts';
import type { Reply } from '../core/reply.ts';
import type { Actor } from './stage.ts';
import type { Story } from './story.ts';

/** @param see takes what was answered. @param typed what people type in place of a few characters */
export async function everyMember(
  { s, asha, fay, ben, community }: Story,
  see: (reply: Reply | null, form?: string) => Reply | null,
  typed: (short: string) => string,
): Promise<void> {
  const { prisma } = s;
  const short = typed('7 8 9 0').slice(0, 500);
  const press = async (who: Actor, action: string, value = community) =>
    see(await s.press(who, s.private(who), `communities.${action}`, value));
  const submit = async (who: Actor, form: string, context: string, values: Parameters<typeof s.submit>[4] = {}) =>
    see(await s.submit(who, s.private(who), `communities.${form}`, context, values), `communities.${form}`);
  const people = (...all: readonly Actor[]) => ({ people: all.map(({ ref }) => ref) });
  const identity = (who: Actor) =>
    prisma.identity.findFirstOrThrow({ where: { ref: who.ref.id }, include: { workspace: true } });
  const clear = () => prisma.membership.deleteMany({ where: { communityId: community, role: { not: 'lead' } } });

  // Creating, with what is like it and what is wrong.
  await press(fay, 'create', '');
  await submit(fay, 'create', '', { name: 'Licensing', purpose: 'Licensing officers help each other', access: 'odd' });
  await submit(fay, 'create', '', {
    name: 'Licensing 9',
    purpose: 'Licensing officers help each other',
    kind: 'helping',
  });

  // Into what is like it, from that form.
  const alike = async (how: object): Promise<void> => {
    const action = { kind: 'action', action: 'communities.alike', value: community, on: null, ...how } as const;
    see(await s.bring(s.event(ben, s.private(ben), action)));
  };
  const filled = { values: { name: 'Licensing 9', purpose: 'Licensing officers help each other' } };
  for (const access of ['open', 'request']) {
    await clear();
    await prisma.community.update({ where: { id: community }, data: { access } });
    for (const how of [filled, {}, filled]) await alike(how);
  }
  await prisma.joinRequest.deleteMany();
  await prisma.community.update({ where: { id: community }, data: { access: 'open' } });
  await s.settle();

  // Coming in, choosing, saying hello.
  await clear();
  await press(ben, 'join');
  for (const how of ['everything', 'digest', 'nothing']) await press(ben, 'hears', `${community} ${how}`);
  // Who wants to hear everything is told of what is asked.
  await press(ben, 'hears', `${community} everything`);
  see(await s.submit(asha, s.private(asha), 'questions.ask', '', { community, text: short }), 'questions.ask');
  await s.everything.tell();
  await s.settle();
  await press(ben, 'hello');
  await submit(ben, 'hello', community);
  await submit(ben, 'hello', community, { words: short });
  await s.settle();

  // Inviting, for each part; yes, no, too late.
  for (const as of ['member', 'facilitator', 'deputy', 'lead']) {
    await press(fay, 'invite', `${community} ${as}`);
    await submit(fay, 'invite', `${community} ${as}`);
    await submit(fay, 'invite', `${community} ${as}`, people(ben, asha, fay));
    await submit(fay, 'invite', `${community} ${as}`, people(asha));
    await s.settle();
    for (const action of ['refuse', 'take']) {
      const { id } = await prisma.invitation.findFirstOrThrow({ where: { ref: asha.ref.id } });
      await press(asha, action, id);
      await s.settle();
      await submit(fay, 'invite', `${community} ${as}`, people(asha));
      await s.settle();
    }
    await prisma.membership.updateMany({ where: { role: 'facilitator' }, data: { role: 'lead' } });
    await press(ben, 'take', '');
    await clear();
  }
  await press(ben, 'invite', `${community} lead`);
  await prisma.membership.deleteMany({ where: { communityId: community } });
  const [lead, deputy] = [await identity(fay), await identity(ben)];
  const enrol = (personId: string, role: string, isDeputy = false) =>
    prisma.membership.create({
      data: { communityId: community, personId, role, deputy: isDeputy, joinedAt: s.clock.now() },
    });
  await enrol(lead.personId, 'lead');
  await enrol(deputy.personId, 'facilitator', true);

  await submit(fay, 'invite', `${community} member`, people(s.actor('teams', 'ashcombe', 'Fay Olsen 2')));
  await s.settle();
  const { id: closed } = await prisma.invitation.findFirstOrThrow({ orderBy: { createdAt: 'desc' } });
  await prisma.invitation.update({ where: { id: closed }, data: { endsAt: s.clock.now() } });
  await press(s.actor('teams', 'ashcombe', 'Fay Olsen 2'), 'open-invitation', closed);

  // On request: asked, asked more, answered, declined; let in the second time.
  await submit(fay, 'access', community, { access: 'request' });
  await prisma.channel.updateMany({ data: { opens: 'members' } });
  await press(fay, 'access');
  await submit(fay, 'access', community);
  await submit(fay, 'access', community, { access: 'request' });
  // Who may not read it any more, and what is put into a message that anybody may read.
  const asked = await prisma.outgoing.findMany({ where: { view: { in: ['question', 'answer-notice', 'thanks'] } } });
  await s.inbox.afterwards(s.clock.now(), (w) => w.refresh(asked.map(({ subject }) => subject as Subject)));
  await s.settle();
  s.clock.pass(1_000);
  see(await s.bring(s.event(fay, s.private(fay), { kind: 'search', of: 'questions', query: '', by: 'compose' })));
  await press(fay, 'code');
  await s.settle();
  see(await s.command(asha, s.private(asha), 'join', 'Licensing'));
  await press(asha, 'request');
  await submit(asha, 'request', community);
  await submit(asha, 'request', community, { why: short });
  await press(asha, 'join');
  await s.settle();
  s.clock.pass(1_000);
  see(await s.command(asha, s.private(asha), 'communities'));
  const request = async () => (await prisma.joinRequest.findFirstOrThrow()).id;
  for (const action of ['ask-more', 'decline', 'answer-more']) {
    await press(fay, action, await request());
    await submit(fay, action, await request());
  }
  await submit(fay, 'ask-more', await request(), { words: short });
  await s.settle();
  await press(asha, 'answer-more', await request());
  await submit(asha, 'answer-more', await request());
  await submit(asha, 'answer-more', await request(), { words: short });
  s.clock.pass(20 * 24 * 3_600_000);
  await s.requests.askNext();
  await s.settle();
  await press(asha, 'accept', await request());
  await submit(ben, 'decline', await request(), { words: short });
  await s.settle();
  await submit(asha, 'request', community, { why: short });
  await press(fay, 'accept', await request());
  await s.settle();
  see(await s.command(asha, s.private(asha), 'leave', 'Licensing'));

  // Looking after it, and the organisation.
  await prisma.organisationAdmin.create({
    data: { organisationId: lead.workspace.organisationId, personId: lead.personId, addedAt: s.clock.now() },
  });
  see(await s.command(fay, s.private(fay), 'lead'));
  await press(fay, 'manage');
  await press(fay, 'end-facilitator', `${community} ${deputy.personId}`);
  await press(asha, 'manage');
  await press(fay, 'organisation', '');
  await press(fay, 'add-admin', '');
  await submit(fay, 'add-admin', '');
  await submit(fay, 'add-admin', '', people(ben));
  await submit(fay, 'add-admin', '', people(asha));
  await press(fay, 'hidden-rule', 'asks');
  await s.settle();
  await enrol((await identity(asha)).personId, 'member');
  for (const answer of ['approve', 'reject']) {
    await prisma.organisationAdmin.deleteMany({ where: { personId: { not: lead.personId } } });
    await submit(asha, 'create', 'anyway', {
      name: 'Allotments',
      purpose: 'Growing things together',
      access: 'hidden',
      kind: 'practice',
    });
    await s.settle();
    const { id } = await prisma.proposal.findFirstOrThrow({ where: { state: 'open' } });
    await press(asha, answer, id);
    await press(fay, answer, id);
    await s.settle();
  }
  const bare = { ...s.channel('slack', 'brackenford', 'town'), where: 'channel' as const };
  await prisma.membership.updateMany({
    where: { personId: deputy.personId, communityId: community },
    data: { role: 'facilitator' },
  });
  see(await s.command(ben, bare, 'bind', 'Licensing'));
  // Its lead goes.
  see(await s.command(fay, s.private(fay), 'leave', 'Licensing'));
  await s.settle();
  await submit(ben, 'access', community, { access: 'open' });
  await s.settle();
  await prisma.organisationAdmin.deleteMany({});
  await submit(asha, 'create', 'anyway', {
    name: 'Allotments',
    purpose: 'Growing things together',
    access: 'hidden',
    kind: 'practice',
  });
}
