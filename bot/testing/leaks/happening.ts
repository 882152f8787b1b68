/** What happens in a small world: each thing as people would do it, in whatever order. */

import { KEEPINGS } from '../../communities/keeping-store.ts';
import { labelFor } from '../../words/handling.ts';
import { askAnyhow } from '../ask.ts';
import type { Actor, Place, Stage } from '../stage.ts';
import { toldBy } from '../town.ts';
import { ACCESS, type Known, type Step, type Town } from './small-town.ts';

const pick = <T>(all: readonly T[], at: number): T | undefined => all[at % all.length];

/** Does it as people would; what they may not, the product refuses. */
export async function happen(
  { s, mark, people, known, admins }: Town,
  { act, who, community, more }: Step,
): Promise<void> {
  const { prisma } = s;
  const one = pick(people, who);
  const other = pick(people, more);
  const of = pick(known, community);
  if (!one || !other || !of) return;
  const { id, lead } = of;
  s.clock.pass(1_000);
  const press = (actor: Actor, action: string, value: string) => s.press(actor, s.private(actor), action, value);
  const submit = (actor: Actor, form: string, context: string, values: Parameters<Stage['submit']>[4]) =>
    s.submit(actor, s.private(actor), form, context, values);
  const newWord = (): string => `q${mark}said${of.said.length}of${known.indexOf(of)}z`;
  const newest = () => prisma.question.findFirst({ where: { communityId: id }, orderBy: { createdAt: 'desc' } });
  const place = pick(of.rooms, more);
  switch (act) {
    case 'join':
      await press(one, 'communities.join', id);
      return;
    case 'leave':
      await press(one, 'communities.leave', id);
      return;
    case 'access':
      await submit(lead, 'communities.access', id, { access: ACCESS[more % 3] ?? 'open' });
      return;
    case 'share': {
      const admin = pick(admins, who);
      if (!admin) return;
      const { id: organisation } = await organisationOf(s, admin);
      await submit(lead, 'communities.share', id, { organisation });
      const offered = { communityId: id, organisationId: organisation, state: 'offered' };
      const sharing = await prisma.sharing.findFirst({ where: offered });
      // Some offers are left at that.
      if (!sharing || more % 4 === 3) return;
      const { access } = await prisma.community.findUniqueOrThrow({ where: { id } });
      await press(admin, 'communities.accept-sharing', `${sharing.id} ${access} ${labelFor(access)}`);
      return;
    }
    case 'withdraw': {
      const admin = pick(admins, who);
      if (admin) await press(admin, 'communities.withdraw', id);
      return;
    }
    case 'end sharing': {
      // By the lead, as its founder has no admin.
      const admin = pick(admins, who);
      if (admin) await press(lead, 'communities.end-sharing', `${id} ${(await organisationOf(s, admin)).id}`);
      return;
    }
    case 'ask': {
      const word = newWord();
      of.said.push({ word, by: one });
      await askAnyhow(s, one, { community: id, text: `${word} who mends?` });
      return;
    }
    case 'answer': {
      const question = await newest();
      const word = newWord();
      of.said.push({ word, by: one });
      if (question) await submit(one, 'questions.answer', question.id, { text: `${word} does.` });
      return;
    }
    case 'mark': {
      const question = await newest();
      const reply = question && (await prisma.reply.findFirst({ where: { questionId: question.id, counts: true } }));
      if (reply) await press(lead, 'questions.useful', reply.id);
      return;
    }
    case 'bind': {
      // Where somebody else would have to type, it is put there as a code does it.
      if (!place) return;
      if (place.ref.platform === 'teams') await s.command(lead, place, 'bind', `Guild${known.indexOf(of)}`);
      else await bindElsewhere(s, mark, of, place);
      return;
    }
    case 'unbind': {
      const channel = place && (await prisma.channel.findFirst({ where: { ref: place.ref.id, goneAt: null } }));
      if (channel) await press(lead, 'communities.unbind', channel.id);
      return;
    }
    case 'let in': {
      await submit(one, 'communities.request', id, { why: 'Because I mend.' });
      const request = await prisma.joinRequest.findFirst({ where: { communityId: id, state: 'open' } });
      if (request) await press(lead, 'communities.accept', request.id);
      return;
    }
    case 'invite':
      await submit(lead, 'communities.invite', `${id} member`, { people: [one.ref] });
      return;
    case 'take': {
      const invitation = await prisma.invitation.findFirst({ where: { communityId: id, ref: one.ref.id } });
      if (invitation) await press(one, 'communities.take', invitation.id);
      return;
    }
    case 'hello': {
      const word = newWord();
      of.said.push({ word, by: one });
      await submit(one, 'communities.hello', id, { words: `${word}, hello.` });
      return;
    }
    case 'hear everything':
      await press(one, 'communities.hears', `${id} everything`);
      return;
    case 'hear the digest':
      await press(one, 'communities.hears', `${id} digest`);
      return;
    case 'become a guest': {
      const chat = one.ref.platform === 'slack' ? s.slack : s.teams;
      chat.profiles.set(one.ref.id, { name: one.name, active: true, guest: true, external: false });
      await s.bring(s.event(one, s.private(one), { kind: 'person', who: one.ref, change: 'changed' }));
      await s.command(one, s.private(one), 'help');
      return;
    }
    case 'one person': {
      const told = await s.command(one, s.private(one), 'link');
      const code = told?.kind === 'tell' ? /[A-Z2-9]{5}-[A-Z2-9]{5}/.exec(toldBy(told))?.[0] : undefined;
      if (code === undefined) return;
      await s.command(other, s.private(other), 'link', code);
      const link = await prisma.linkCode.findFirst({ where: { state: 'typed' } });
      if (link) await press(one, 'people.join', link.id);
      return;
    }
    case 'two people': {
      const { person } = await organisationOf(s, one);
      const joining = await prisma.joining.findFirst({
        where: { undoneAt: null, oneId: { in: await accountsOf(s, person) } },
      });
      if (joining) await press(one, 'people.part', joining.id);
      return;
    }
    case 'keep in step':
      await submit(lead, 'communities.keeping', id, { keeping: KEEPINGS[more % KEEPINGS.length] ?? 'apart' });
      return;
    case 'come in':
    case 'go out': {
      if (!place || place.ref.platform !== one.ref.platform) return;
      const change = act === 'come in' ? 'joined' : 'left';
      const alone = more % 2 === 0 && change === 'joined' ? ({ alone: true } as const) : {};
      await s.bring(s.event(one, place, { kind: 'member', who: one.ref, change, ...alone }));
      await s.inStep.look();
      return;
    }
    case 'close an account':
      await s.bring(s.event(lead, s.private(lead), { kind: 'person', who: one.ref, change: 'deactivated' }));
      return;
  }
}

/** As by a code, by who works there; what nobody may bind is refused before. */
async function bindElsewhere(s: Stage, mark: string, { id, lead }: Known, place: Place): Promise<void> {
  const organisation = await s.prisma.organisation.findFirstOrThrow({ where: { name: `Organisation ${mark}b` } });
  const shares = await s.prisma.communityOrganisation.count({
    where: { communityId: id, organisationId: organisation.id },
  });
  const { person } = await organisationOf(s, lead);
  if (shares === 0) return;
  const opens = place.ref.id.includes('/hall') ? 'workspace' : 'members';
  await s.inbox.afterwards(s.clock.now(), async (w) => {
    const channel = await w.communities.bind({
      community: id,
      organisation: organisation.id,
      by: person,
      place: place.ref,
      name: place.ref.id,
      hears: 'all',
      opens,
    });
    if (channel !== null) {
      await w.say(`bound:${channel}`, { to: place.ref }, { view: 'communities.bound', id: channel });
      await w.fact({ fact: 'ChannelChanged', community: id, channel });
    }
  });
}

async function organisationOf({ prisma }: Stage, { ref }: Actor) {
  const { personId: person, workspace } = await prisma.identity.findFirstOrThrow({
    where: { ref: ref.id },
    include: { workspace: { include: { organisation: true } } },
  });
  return { person, ...workspace.organisation };
}
const accountsOf = async ({ prisma }: Stage, personId: string): Promise<string[]> =>
  (await prisma.identity.findMany({ where: { personId }, select: { id: true } })).map(({ id }) => id);
