/** Inviting people, as members or as more: nobody is enrolled, everybody is asked in private, once, and may say no. */
import { askBy, yours } from '../core/attention.ts';
import { accounts, type Button, type Card } from '../core/card.ts';
import { type Drawer, Refusal, type Turn } from '../core/feature.ts';
import type { InboundOf } from '../core/inbound.ts';
import { sameRef, type UserRef } from '../core/ref.ts';
import { ask, invalid, type Reply, replace, tell } from '../core/reply.ts';
import { plain, type Text } from '../core/text.ts';
import type { Translate } from '../core/translate.ts';
import type { Work } from '../core/work.ts';
import { body, buttons, note, quote, sentence } from '../words/fragments.ts';
import type { Listed } from './community.ts';
import { meant } from './find.ts';
import { A_DAY, leftToGive } from './giving.ts';
import type { Invitation } from './invitation.ts';
import { conduct, tookIn } from './joining.ts';
import { needOne } from './rights.ts';
import { type InvitedAs, invitedAs, inviting, MOST_FACILITATORS, may } from './roles.ts';
import { isTo, nameOf, readerAt } from './shown.ts';
import { members, unknownCard, whichCard } from './views.ts';

/** How long one is good for. */
export const GOOD_DAYS = 14;
const DAY_MS = 24 * 3_600_000;

/** What an invitation's button carries. */
export const inviteButton = (t: Translate, community: string, as: InvitedAs, style?: 'primary'): Button => ({
  button: 'action',
  action: 'communities.invite',
  value: `${community} ${as}`,
  label: t.plain(`invite.button-${as}`),
  opens: true,
  ...(style ? { style } : {}),
});

/** `invite`, `invite <name>`: people for one of one's communities. */
export async function invite(turn: Turn<InboundOf<'command'>>): Promise<Reply> {
  const { w, me, t, event } = turn;
  const words = event.text.trim();
  if (words === '') {
    const here = await w.communities.channelAt(event.in);
    if (here && (await w.communities.one(me, here.community))?.role) return openFor(turn, here.community, 'member');
    const { communities } = await w.communities.find(me, { role: 'any', limit: MOST_OFFERED });
    const [only] = communities;
    if (!only) throw new Refusal(sentence(t, 'communities.in-none'));
    return communities.length === 1 ? openFor(turn, only.id, 'member') : which(t, communities);
  }
  const own = await meant(w, me, words, 'any');
  if (own.meant === 'one') return openFor(turn, own.one.id, 'member');
  if (own.meant === 'several') return which(t, own.several);
  const other = await meant(w, me, words);
  if (other.meant === 'one') throw new Refusal(sentence(t, 'roles.only-members', { community: other.one.name }));
  return tell(unknownCard(t, words));
}
const MOST_OFFERED = 10;

const which = (t: Translate, several: readonly Listed[]): Reply =>
  tell(whichCard(t, t('communities.which'), several, (one) => inviteButton(t, one.id, 'member')));

export async function inviteByButton(turn: Turn<InboundOf<'action'>>): Promise<Reply> {
  const { community, as } = readValue(turn.event.value);
  return openFor(turn, community, as);
}

function readValue(value: string): { community: string; as: InvitedAs } {
  const [community = '', as = ''] = value.split(' ');
  return { community, as: invitedAs(as) ?? 'member' };
}

/** The community, for who may invite somebody to be this in it. @throws Refusal */
async function invitable(turn: Turn, community: string, as: InvitedAs): Promise<Listed> {
  const { w, me, t } = turn;
  if (me.outside) throw new Refusal(sentence(t, 'communities.outside', { organisation: me.organisationName }));
  const access = (await w.communities.one(me, community))?.access ?? 'hidden';
  return needOne(turn, community, inviting(as, access));
}

async function openFor(turn: Turn, community: string, as: InvitedAs): Promise<Reply> {
  const { t } = turn;
  const one = await invitable(turn, community, as);
  const args = { community: one.name, days: GOOD_DAYS };
  return ask({
    form: 'communities.invite',
    context: `${one.id} ${as}`,
    title: t.plain(`invite.title-${as}`),
    intro: t(`invite.intro-${as}`, args),
    fields: [
      {
        field: 'people',
        name: 'people',
        label: t.plain(as === 'member' || as === 'facilitator' ? 'invite.people' : 'invite.person'),
        max: most(as),
      },
    ],
    submit: t.plain('invite.submit'),
    cancel: t.plain('words.cancel'),
  });
}

function most(as: InvitedAs): number {
  switch (as) {
    case 'member':
      return A_DAY;
    case 'facilitator':
      return MOST_FACILITATORS - 1;
    case 'deputy':
    case 'lead':
      return 1;
  }
}

export async function inviteByForm(turn: Turn<InboundOf<'submission'>>): Promise<Reply> {
  const { w, me, t, event } = turn;
  const { community, as } = readValue(event.context);
  const one = await invitable(turn, community, as);
  const chosen = distinct(accounts(event.values.people));
  if (chosen.length === 0) return invalid({ people: t.plain('invite.nobody') });
  if (chosen.length > most(as)) return invalid({ people: t.plain('invite.too-many-chosen', { most: most(as) }) });
  const today = await leftToGive(w, me);
  if (chosen.length > today.left) return invalid({ people: t.plain('invite.too-many', today) });
  const endsAt = new Date(w.now.getTime() + GOOD_DAYS * DAY_MS);
  let invited = 0;
  const persons = new Set<string>();
  for (const account of chosen) {
    const holder = await w.communities.holder(account, one.id);
    // Two accounts of one person are asked once.
    if (holder && persons.has(holder.person)) continue;
    if (holder) persons.add(holder.person);
    const isSelf = holder?.person === me.person || sameRef(account, me.ref);
    if (isSelf || (as === 'member' && holder?.isMember)) continue;
    const id = await w.communities.invite({ community: one.id, account, as, by: me.person, endsAt });
    if (id === null) continue;
    invited += 1;
    await w.show(
      `invitation:${id}`,
      { to: account, attention: askBy(endsAt), exactly: true },
      { view: 'communities.invitation', id },
    );
  }
  const others = chosen.length - invited;
  return tell(sentence(t, 'invite.done', { community: one.name, invited, others, days: GOOD_DAYS }));
}

const distinct = (all: readonly UserRef[]): readonly UserRef[] =>
  all.filter((one, at) => all.findIndex((other) => sameRef(one, other)) === at);

/** For the account that is invited, as it stands: open, accepted, declined, or over. */
export const invitationView: Drawer = async ({ w, id, to, t, there }) => {
  const one = await w.communities.invitation(id);
  if (!one || one.account.id !== to.id || one.account.platform !== to.platform) return null;
  // What does not hold any more before it was shown is not shown.
  if (!there && one.state === 'open' && !(await isGood(w, one))) return null;
  return invitationCard(w, t, one);
};

export async function invitationCard(w: Work, t: Translate, one: Invitation): Promise<Card> {
  const { id, communityName: community, purpose, as, inviter, endsAt } = one;
  const reader = await readerAt(w, one.account);
  const [by, organisation] = [nameOf(t, inviter, reader), inviter.organisation];
  const holder = await w.communities.holder(one.account, one.community);
  const isKnown = holder?.isColleague ?? false;
  /** Once it is answered or over, they may know what anybody there may. */
  const mayKnow = holder?.isMember || (isKnown && one.access !== 'hidden');
  if (one.state === 'accepted') {
    if (!holder?.isMember) return sentence(t, 'invite.over-some');
    const said = t(`invite.accepted-${as}`, { community });
    const isNew = (await w.communities.hearsHow(holder.person, one.community)) === null;
    return { summary: plain(said), blocks: [body(said), ...(isNew ? conduct(t, one.community) : [])] };
  }
  if (one.state === 'declined')
    return mayKnow ? sentence(t, 'invite.declined', { community }) : sentence(t, 'invite.declined-some');
  if (!(await isGood(w, one)))
    return mayKnow ? sentence(t, 'invite.over', { community }) : sentence(t, 'invite.over-some');
  if (!isKnown) return closedCard(t, one.id, { by, organisation });
  const title = t(`invite.card-${as}`, { by, organisation, community });
  const button = (action: string, label: string, style?: 'primary'): Button => ({
    button: 'action',
    action,
    value: id,
    label,
    ...(style ? { style } : {}),
  });
  return {
    summary: plain(title),
    blocks: [
      body(title),
      quote(purpose),
      note(
        t('invite.card-note', {
          members: members(t, one.members),
          access: t(`invite.access-${one.access}`),
          until: endsAt,
        }),
      ),
      ...buttons(
        button('communities.take', t.plain('invite.accept'), 'primary'),
        button('communities.refuse', t.plain('invite.decline')),
      ),
    ],
  };
}

/** For an account of which it is not known whose it is: a guest, or somebody from outside, learns of no community by it. */
function closedCard(t: Translate, id: string, from: { by: string; organisation: string }): Card {
  const title = t('invite.closed', from);
  const look: Button = {
    button: 'action',
    action: 'communities.open-invitation',
    value: id,
    label: t.plain('invite.look'),
    style: 'primary',
  };
  return { summary: plain(title), blocks: [body(title), ...buttons(look)] };
}

/** Opens an invitation, now that it is known who presses. */
export async function openInvitation(turn: Turn<InboundOf<'action'>>): Promise<Reply> {
  const { w, me, t, event } = turn;
  const one = await mine(turn, event.value);
  if (me.outside) throw new Refusal(sentence(t, 'communities.outside', { organisation: me.organisationName }));
  if (!(await w.communities.shares(me.organisation, one.community))) throw new Refusal(sentence(t, 'invite.over-some'));
  return answered(turn, one.id);
}

/** Whether it still holds: in its time, and given by somebody who still may. */
async function isGood(w: Work, { state, endsAt, by, community, as, access }: Invitation): Promise<boolean> {
  if (state !== 'open' || endsAt <= w.now) return false;
  if ((await w.communities.stageOf(community)) === 'archived') return false;
  return may(await w.communities.parts(by, community), inviting(as, access));
}

/** The invitation of a button, for who was invited: by that account, or the person behind it. @throws Refusal */
async function mine({ w, me, t }: Turn, id: string): Promise<Invitation> {
  const one = await w.communities.invitation(id);
  const holder = one ? await w.communities.holder(one.account, one.community) : null;
  if (!one || (!sameRef(one.account, me.ref) && holder?.person !== me.person)) {
    throw new Refusal(sentence(t, 'invite.not-yours'));
  }
  return one;
}

export async function take(turn: Turn<InboundOf<'action'>>): Promise<Reply> {
  const { w, me, t, event } = turn;
  const one = await mine(turn, event.value);
  const { id, community, communityName, as, state } = one;
  if (me.outside) throw new Refusal(sentence(t, 'communities.outside', { organisation: me.organisationName }));
  if (state !== 'open') return replace(await invitationCard(w, t, one));
  await w.communities.hold(community);
  if (!(await w.communities.shares(me.organisation, community))) throw new Refusal(sentence(t, 'invite.over-some'));
  if (!(await isGood(w, one)) || !(await w.communities.answerInvitation(id, 'accepted'))) {
    const isKnown = (await w.communities.one(me, community)) !== null;
    throw new Refusal(
      isKnown ? sentence(t, 'invite.over', { community: communityName }) : sentence(t, 'invite.over-some'),
    );
  }
  if (await w.communities.letIn(me.person, community)) await tookIn(w, community, me.person);
  if (as !== 'member') {
    const raised = await w.communities.raise(me.person, community, as, MOST_FACILITATORS);
    if (raised === 'full') {
      throw new Refusal(sentence(t, 'lead.full', { community: communityName, most: MOST_FACILITATORS }));
    }
    await w.refresh(`home:${me.person}`);
    await tellInviter(w, one);
  }
  return answered(turn, id);
}

export async function refuse(turn: Turn<InboundOf<'action'>>): Promise<Reply> {
  const { w, event } = turn;
  const one = await mine(turn, event.value);
  if ((await w.communities.answerInvitation(one.id, 'declined')) && one.as !== 'member') await tellInviter(w, one);
  return answered(turn, one.id);
}

async function answered({ w, t }: Turn, id: string): Promise<Reply> {
  await w.refresh(`invitation:${id}`);
  const one = await w.communities.invitation(id);
  return replace(one ? await invitationCard(w, t, one) : sentence(t, 'invite.not-yours'));
}

/** Who wants somebody beside or in place of themselves hears what became of it. */
async function tellInviter(w: Work, { id, by }: Invitation): Promise<void> {
  const to = await w.communities.accountOf(by);
  if (to)
    await w.say(`invitation-answered:${id}`, { to, attention: yours }, { view: 'communities.invitation-answered', id });
}

export const answeredView: Drawer = async ({ w, id, to, t }) => {
  const one = await w.communities.invitation(id);
  const holder = one && (await w.communities.holder(one.account, one.community));
  const who = holder && (await w.communities.named(holder.person));
  if (!one || !who || one.state === 'open' || one.as === 'member') return null;
  // Whoever invited may have left since.
  if ((await w.communities.hearsHow(one.by, one.community)) === undefined) return null;
  if (!(await isTo(w, Promise.resolve([{ person: one.by }]), to))) return null;
  const args = { name: nameOf(t, who, await readerAt(w, to)), community: one.communityName };
  const said: Text = t(one.state === 'accepted' ? `invite.told-${one.as}` : 'invite.told-declined', args);
  return { summary: plain(said), blocks: [body(said)] };
};
