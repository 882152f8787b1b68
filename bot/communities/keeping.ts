/** Being in a community and being in its channels, kept in step in the direction that it chose: what follows when somebody comes or goes. */
import { duty, yours } from '../core/attention.ts';
import type { Drawer } from '../core/feature.ts';
import type { InboundOf } from '../core/inbound.ts';
import type { UserRef } from '../core/ref.ts';
import { plain } from '../core/text.ts';
import type { Work } from '../core/work.ts';
import { dayBegan } from '../words/day.ts';
import { body, buttons, platformName, sentence } from '../words/fragments.ts';
import type { BoundChannel } from './community.ts';
import { tookIn, welcomeCard, wentOut } from './joining.ts';
import { differenceButton } from './keeping-views.ts';
import { isTo, nameOf, readerAt } from './shown.ts';
import { joinButton, leaveButton } from './views.ts';

/** Somebody came into a channel or left it, as its platform says. */
export async function cameOrWent(w: Work, { in: place, who, change, alone }: InboundOf<'member'>): Promise<void> {
  const channel = await w.communities.channelAt(place);
  if (!channel || !(await w.communities.seenAt(place, who, change === 'joined' ? 'there' : 'gone'))) return;
  if (change === 'joined') await came(w, channel, [who], alone === true);
  else await went(w, channel, who);
}

/** Whether what happens in a channel has a bearing on who is in its community. */
const leads = async (w: Work, { community, mode, archived }: BoundChannel): Promise<boolean> =>
  mode !== 'off' && !archived && (await w.communities.keepingOf(community)) === 'channel';

/**
 * Who came by themselves into a channel of an open community is in it; who was brought is invited. Into one that is not open
 * nobody gets by somebody else's doing: who looks after it is told.
 * @param alone the platform says that nobody else brought them
 */
export async function came(
  w: Work,
  channel: BoundChannel,
  accounts: readonly UserRef[],
  alone: boolean,
): Promise<void> {
  if (!(await leads(w, channel))) return;
  let others = false;
  for (const account of accounts) {
    const holder = await w.communities.holder(account, channel.community);
    if (holder?.isMember) continue;
    if (channel.access !== 'open') others = true;
    else if (holder?.isColleague && alone) await takeIn(w, channel, { account, person: holder.person });
    else await w.communities.toAsk(channel.id, account);
  }
  if (others) await tellOthers(w, channel);
}

async function takeIn(
  w: Work,
  { community, id }: BoundChannel,
  { account, person }: { account: UserRef; person: string },
): Promise<void> {
  if (!(await w.communities.letIn(person, community))) return;
  await tookIn(w, community, person);
  const view = { view: 'communities.came', id: `${id}/${person}` };
  await w.say(`came:${id}/${w.id()}`, { to: account, attention: yours }, view);
}

/** Whoever left the last of its channels is in it no more; not one who looks after it, who may have other reasons. */
export async function went(w: Work, channel: BoundChannel, account: UserRef): Promise<void> {
  if (!(await leads(w, channel))) return;
  const { community, id } = channel;
  const holder = await w.communities.holder(account, community);
  if (!holder?.isMember || (await w.communities.inAnyChannel(holder.person, community))) return;
  if ((await w.communities.keepers(community)).some(({ person }) => person === holder.person)) return;
  const leaving = await w.communities.leave(holder.person, community);
  if (!leaving.left) return;
  await wentOut(w, community, holder.person, leaving.joinedAt);
  const view = { view: 'communities.went', id: `${id}/${holder.person}` };
  await w.say(`went:${id}/${w.id()}`, { to: account, attention: yours }, view);
}

/** Once a day for each channel, and of that day the truth. */
async function tellOthers(w: Work, { id, community }: BoundChannel): Promise<void> {
  const whole = await w.communities.whole(community);
  if (!whole) return;
  const day = `${id}/${dayBegan(w.now, whole.zone).getTime()}`;
  for (const { ref } of await w.communities.facilitators(community))
    await w.show(`others:${day}`, { to: ref, attention: duty }, { view: 'communities.others', id });
}

/** For whoever came into a channel, and so into its community. `id`: the channel and who they are. */
export const cameView: Drawer = async ({ w, id, to, t }) => {
  const [at = '', person = ''] = id.split('/');
  const channel = await w.communities.channel(at);
  if (!channel || !(await isTo(w, Promise.resolve([{ person }]), to))) return null;
  const hears = await w.communities.hearsHow(person, channel.community);
  if (hears === undefined) return null;
  const { communityName: community, name } = channel;
  const card = welcomeCard(t, channel.community, t('keeping.came', { community, channel: name }));
  return {
    ...card,
    blocks: [
      ...card.blocks,
      ...buttons(leaveButton(t, { name: community, access: channel.access }, channel.community)),
    ],
  };
};

/** For whoever left a channel, and so its community. */
export const wentView: Drawer = async ({ w, id, to, t }) => {
  const [at = '', person = ''] = id.split('/');
  const channel = await w.communities.channel(at);
  if (!channel || !(await isTo(w, Promise.resolve([{ person }]), to))) return null;
  const { community, communityName, access, name } = channel;
  // Who is in it again need not hear of it.
  if ((await w.communities.hearsHow(person, community)) !== undefined) return null;
  // Of a hidden one they may not know any more.
  if (access === 'hidden') return sentence(t, 'keeping.went-some');
  const said = t('keeping.went', { community: communityName, channel: name });
  return {
    summary: plain(said),
    blocks: [
      body(said),
      body(t(access === 'open' ? 'keeping.went-open' : 'keeping.went-closed')),
      ...buttons(access === 'open' && joinButton(t, community)),
    ],
  };
};

/** For who looks after a community that is not open: others are in a channel of it. `id`: the channel. */
export const othersView: Drawer = async ({ w, id, to, t }) => {
  const channel = await w.communities.channel(id);
  if (!channel || channel.gone) return null;
  if (!(await isTo(w, w.communities.facilitators(channel.community), to))) return null;
  const { channels } = await w.communities.difference(channel.community, 0);
  const here = channels.find((one) => one.channel.id === id);
  const count = here ? here.people - here.members : 0;
  if (count === 0) return null;
  const said = t('keeping.others', { count, community: channel.communityName, channel: channel.name });
  return { summary: plain(said), blocks: [body(said), ...buttons(differenceButton(t, channel.community))] };
};

/** For a member who could not be brought into a channel. `id`: the channel and who they are. */
export const whereView: Drawer = async ({ w, id, to, t }) => {
  const [at = '', person = ''] = id.split('/');
  const channel = await w.communities.channel(at);
  if (!channel || channel.gone || !(await isTo(w, Promise.resolve([{ person }]), to))) return null;
  if ((await w.communities.hearsHow(person, channel.community)) === undefined) return null;
  const { communityName: community, name, organisationName: organisation } = channel;
  return sentence(t, 'keeping.where', { community, channel: name, organisation });
};

/** For who looks after it: somebody who left could not be taken out of a channel. `id`: the channel and who they are. */
export const stillView: Drawer = async ({ w, id, to, t }) => {
  const [at = '', person = ''] = id.split('/');
  const channel = await w.communities.channel(at);
  if (!channel || channel.gone) return null;
  if (!(await isTo(w, w.communities.facilitators(channel.community), to))) return null;
  const who = await w.communities.named(person);
  if (!who || (await w.communities.hearsHow(person, channel.community)) !== undefined) return null;
  if (!(await w.communities.inAnyChannel(person, channel.community))) return null;
  return sentence(t, 'keeping.still', {
    name: nameOf(t, who, await readerAt(w, to)),
    community: channel.communityName,
    channel: channel.name,
    platform: platformName(t, channel.ref.platform),
  });
};
