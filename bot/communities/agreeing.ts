/** Accepting a community's rules for an organisation, declining them, and ending its part in the community. */
import { yours } from '../core/attention.ts';
import type { Card } from '../core/card.ts';
import type { FactOf } from '../core/facts.ts';
import { type Drawer, Refusal, type Turn } from '../core/feature.ts';
import type { InboundOf } from '../core/inbound.ts';
import type { UserRef } from '../core/ref.ts';
import { type Reply, replace, tell } from '../core/reply.ts';
import { plain } from '../core/text.ts';
import type { Translate } from '../core/translate.ts';
import type { Work } from '../core/work.ts';
import { body, note, sentence } from '../words/fragments.ts';
import { isAdminHere } from './admin.ts';
import { bindable, bindTo } from './bind.ts';
import type { Whole } from './community.ts';
import { tookIn, wentOut } from './joining.ts';
import { succeeded } from './lead.ts';
import { takenOut } from './places.ts';
import { hasAdmins, needSharing, type Shareable, shareable, tellOf } from './sharing.ts';
import type { Sharing } from './sharing-store.ts';
import { drawAsked, drawOffer } from './sharing-views.ts';
import { calledFor, isTo, nameOf, personAt, readerAt, someOne } from './shown.ts';

/** Memberships that end at once; the rest with the next round. */
const ROUND = 50;

/** For the organisation's admins as an offer, for the founder's as a question; as it stands. */
export const sharingView: Drawer = async ({ w, id, to, t }) => {
  const one = await w.communities.sharing(id);
  const whole = one && (await w.communities.whole(one.community));
  if (!one || !whole) return null;
  const reader = { person: await personAt(w, to), organisation: await readerAt(w, to) };
  if (one.state !== 'asked' && one.state !== 'refused' && (await isTo(w, w.communities.admins(one.organisation), to)))
    return drawOffer({ w, t }, one, whole, reader);
  return (await isTo(w, w.communities.admins(whole.founder), to)) ? drawAsked({ w, t }, one, whole, reader) : null;
};

/** From the list of what waits for an organisation's admins. */
export async function lookAtSharing(turn: Turn<InboundOf<'action'>>): Promise<Reply> {
  const { w, me, t, event } = turn;
  const one = await w.communities.sharing(event.value);
  const whole = one && (await w.communities.whole(one.community));
  const isAdmin = await isAdminHere(turn);
  if (
    one &&
    whole &&
    isAdmin &&
    one.organisation === me.organisation &&
    one.state !== 'asked' &&
    one.state !== 'refused'
  )
    return tell(await drawOffer(turn, one, whole, me));
  if (one && whole && isAdmin && whole.founder === me.organisation) return tell(await drawAsked(turn, one, whole, me));
  throw new Refusal(sentence(t, 'sharing.over'));
}

/** The offer of a button, for who speaks for the organisation to which it is made. @throws Refusal */
async function answerable(turn: Turn, id: string): Promise<Sharing> {
  const { w, me, t } = turn;
  const one = await w.communities.sharing(id);
  if (!one || me.outside || one.organisation !== me.organisation) throw new Refusal(sentence(t, 'sharing.over'));
  const isUser = one.digest !== null && one.answerer?.person === me.person;
  if ((await isAdminHere(turn)) || (isUser && !(await hasAdmins(w, me.organisation)))) return one;
  throw new Refusal(sentence(t, 'sharing.only-own', { organisation: me.organisationName }));
}

/** `value`: the offer, and the rules as they were shown: what has changed since is shown again before it is accepted. */
export async function acceptSharing(turn: Turn<InboundOf<'action'>>): Promise<Reply> {
  const { w, me, t, event } = turn;
  const [id = '', access, label] = event.value.split(' ');
  const one = await answerable(turn, id);
  await w.communities.hold(one.community);
  const whole = await w.communities.whole(one.community);
  if (!whole) throw new Refusal(sentence(t, 'sharing.over'));
  if (one.state !== 'offered') return replace(await drawOffer(turn, one, whole, me));
  if (whole.access !== access || whole.label !== label) return replace(await drawOffer(turn, one, whole, me, true));
  // Whoever typed the code in a channel binds that channel with it.
  const isUser = one.digest !== null && one.answerer?.person === me.person && event.where === 'channel';
  const place = isUser ? await bindable(turn, '') : null;
  if (isUser && one.digest !== null && (await w.communities.redeem(me.person, one.digest)).code !== 'good')
    throw new Refusal(sentence(t, 'bind.code-wrong'));
  if (!(await w.communities.answerSharing(id, 'accepted', me.person, whole)))
    throw new Refusal(sentence(t, 'sharing.over'));
  await answered(w, one, whole, me.person);
  if (one.answerer && one.answerer.person !== me.person) {
    const { person } = one.answerer;
    const to = await w.communities.accountOf(person);
    const view = { view: 'communities.sharing-ready', id: `${id}/${person}` };
    if (to) await w.say(`sharing-ready:${id}`, { to, attention: yours }, view);
  }
  if (place) {
    if (await w.communities.letIn(me.person, whole.id)) await tookIn(w, whole.id, me.person);
    return bindTo(turn, place, whole.id, { givenBy: one.offerer.person });
  }
  const now = await w.communities.sharing(id);
  return replace(await drawOffer(turn, now ?? one, whole, me));
}

export async function declineSharing(turn: Turn<InboundOf<'action'>>): Promise<Reply> {
  const { w, me, t, event } = turn;
  const one = await answerable(turn, event.value);
  const whole = await w.communities.whole(one.community);
  if (!whole) throw new Refusal(sentence(t, 'sharing.over'));
  if (await w.communities.answerSharing(one.id, 'declined', me.person, whole)) await answered(w, one, whole, me.person);
  const now = await w.communities.sharing(one.id);
  return replace(await drawOffer(turn, now ?? one, whole, me));
}

/** Both cards tell the truth again, and those who look after the community and the founder's admins hear of it. */
async function answered(w: Work, one: Sharing, whole: Whole, by: string): Promise<void> {
  await w.refresh(`sharing:${one.id}`);
  await tellOf(w, one, await founderSide(w, whole), by);
}

const founderSide = async (w: Work, { id, founder }: Whole) => [
  ...(await w.communities.facilitators(id)),
  ...(await w.communities.admins(founder)),
];

/** Whoever typed the code can use it now. `id`: what they brought about, and who they are. */
export const sharingReadyView: Drawer = async ({ w, id, to, t }) => {
  const [sharing = '', person = ''] = id.split('/');
  const one = await w.communities.sharing(sharing);
  const whole = one && (await w.communities.whole(one.community));
  if (one?.state !== 'accepted' || !whole || !(await isTo(w, Promise.resolve([{ person }]), to))) return null;
  return sentence(t, 'sharing.ready', { organisation: one.organisationName, community: whole.name });
};

export async function withdraw(turn: Turn<InboundOf<'action'>>): Promise<Reply> {
  const { me, t, event } = turn;
  const one = await shareable(turn, event.value);
  if (!one.speaks || one.whole.founder === me.organisation)
    throw new Refusal(sentence(t, 'sharing.only-own', { organisation: me.organisationName }));
  return endShare(turn, one, me.organisation, 'withdrew');
}

/** `value`: the community and the organisation. */
export async function endSharing(turn: Turn<InboundOf<'action'>>): Promise<Reply> {
  const [community = '', organisation = ''] = turn.event.value.split(' ');
  return endShare(turn, await needSharing(turn, community, 'share'), organisation, 'ended');
}

/** Channels, keepers, requests and invitations end at once; what its people could read they cannot any more; members follow in rounds. */
async function endShare(
  turn: Turn,
  { whole, name }: Shareable,
  organisation: string,
  state: 'withdrew' | 'ended',
): Promise<Reply> {
  const { w, me, t } = turn;
  const { id: community } = whole;
  // Before it ends: afterwards it is not known any more who spoke for it.
  const theirs: readonly { person: string; ref: UserRef }[] = await w.communities.speakers(community, organisation);
  const keepers = await w.communities.facilitators(community);
  const ended = await w.communities.endShare(community, organisation, { state, by: me.person });
  if (!ended) {
    const name = (await w.communities.governed(organisation))?.name ?? '';
    throw new Refusal(sentence(t, 'sharing.not-shared', { organisation: name }));
  }
  for (const channel of ended.channels) await takenOut(w, channel);
  for (const keeper of ended.keepers) {
    await wentOut(w, community, keeper.person, keeper.joinedAt);
    await succeeded(w, keeper);
  }
  await w.refresh([
    ...ended.requests.flatMap((id) => [`request:${id}`, `request-late:${id}`] as const),
    ...ended.invitations.map((id) => `invitation:${id}` as const),
  ]);
  await w.fact({ fact: 'OrganisationWithdrew', community, organisation });
  const people = [...keepers, ...(await w.communities.admins(whole.founder)), ...theirs];
  await tellOf(w, { id: ended.sharing }, people, me.person);
  const one = await w.communities.sharing(ended.sharing);
  if (!one) throw new Error('what ended is not there');
  const shown = { by: '', community: name ?? someOne(t, whole), isAlone: keepers.length === ended.keepers.length };
  return replace(newsCard(t, one, whole, shown));
}

/** Members follow in rounds, each with its own fact. */
export async function membersWithdrew(w: Work, fact: FactOf<'OrganisationWithdrew'>): Promise<void> {
  const { community, organisation } = fact;
  const ended = await w.communities.endMembers(community, organisation, ROUND);
  for (const { person, joinedAt } of ended) await wentOut(w, community, person, joinedAt);
  if (ended.length === ROUND) await w.fact({ fact: 'OrganisationWithdrew', community, organisation });
}

/** What both sides are told: who looked after it, the founder's admins, and who spoke for the organisation. */
export const sharingNewsView: Drawer = async ({ w, id, to, t }) => {
  const one = await w.communities.sharing(id);
  const whole = one && (await w.communities.whole(one.community));
  if (!one || !whole) return null;
  const people = async () => [
    ...(await founderSide(w, whole)),
    ...(await w.communities.speakers(whole.id, one.organisation)),
    one.offerer,
  ];
  const isOver = one.state === 'withdrew' || one.state === 'ended';
  // Those who looked after it on the other side do not any more: they hear why.
  const isTheirs = isOver && (await readerAt(w, to)) === one.organisation;
  if (!isTheirs && !(await isTo(w, people(), to))) return null;
  const by = nameOf(t, one.state === 'refused' ? one.decider : one.answerer, await readerAt(w, to));
  // What ended is named to who had a part in it, as long as it is not hidden: they knew of it.
  const isNamed = isOver && whole.access !== 'hidden';
  const community = isNamed ? whole.name : await calledFor(w, t, await personAt(w, to), whole);
  const isAlone = isOver && (await w.communities.keepers(whole.id)).length === 0;
  return newsCard(t, one, whole, { by, community, isAlone });
};

function newsCard(
  t: Translate,
  one: Sharing,
  whole: Whole,
  { by, community, isAlone }: { by: string; community: string; isAlone: boolean },
): Card {
  const args = { by, organisation: one.organisationName, community, founder: whole.founderName };
  switch (one.state) {
    case 'asked':
    case 'offered':
      return sentence(t, 'sharing.offered-no-admin', args);
    case 'accepted':
      return sentence(t, 'sharing.news-accepted', args);
    case 'declined':
      return sentence(t, 'sharing.news-declined', args);
    case 'refused':
      return sentence(t, 'sharing.news-refused', args);
    case 'withdrew':
    case 'ended': {
      const said = t(one.state === 'withdrew' ? 'sharing.news-withdrew' : 'sharing.news-ended', args);
      return {
        summary: plain(said),
        blocks: [
          body(said),
          body(t('sharing.news-means', args)),
          ...(isAlone ? [note(t('sharing.news-nobody', args))] : []),
        ],
      };
    }
  }
}
