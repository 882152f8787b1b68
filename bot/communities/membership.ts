/** Joining and leaving a community. */
import { yours } from '../core/attention.ts';
import type { Card } from '../core/card.ts';
import { Refusal, type Turn } from '../core/feature.ts';
import type { InboundOf } from '../core/inbound.ts';
import { type Reply, replace, tell } from '../core/reply.ts';
import { plain, type Text } from '../core/text.ts';
import type { Translate } from '../core/translate.ts';
import { body, buttons, sentence } from '../words/fragments.ts';
import { communitiesButton } from '../words/how-to.ts';
import type { Listed } from './community.ts';
import { meant } from './find.ts';
import { inviteButton } from './invite.ts';
import { inAlreadyCard, tookIn, welcomeCard, wentOut } from './joining.ts';
import { succeeded } from './lead.ts';
import { drawList } from './list.ts';
import { onRequestCard } from './requests.ts';
import { needAlive } from './rights.ts';
import { may } from './roles.ts';
import { enterButton, leaveButton, readListValue, unknownCard, whichCard } from './views.ts';

/** As many as a card offers to leave. */
const OFFERED = 10;

export async function join(turn: Turn<InboundOf<'command'>>): Promise<Reply> {
  const { w, me, t, event } = turn;
  const words = event.text.trim();
  if (words === '') {
    const here = await w.communities.channelAt(event.in);
    return tell(here ? await entered(turn, here.community) : await drawList(turn, ''));
  }
  const found = await meant(w, me, words);
  switch (found.meant) {
    case 'none':
      return tell(unknownCard(t, words));
    case 'several':
      return tell(whichCard(t, t('communities.which'), found.several, (one) => enterButton(t, one, one.id)));
    case 'one':
      return tell(await entered(turn, found.one.id));
  }
}

export async function joinByButton(turn: Turn<InboundOf<'action'>>): Promise<Reply> {
  const { community, list, words } = readListValue(turn.event.value);
  if (!list) return tell(await entered(turn, community));
  const { said, isNew } = await enter(turn, community);
  if (isNew) {
    // The list takes the place of what a new member is told: that comes in private.
    const { w, me } = turn;
    const id = `${community}/${me.person}`;
    await w.say(`joined:${id}/${w.id()}`, { to: me.ref, attention: yours }, { view: 'communities.joined', id });
  }
  return replace(await drawList(turn, words, said));
}

async function entered(turn: Turn, community: string): Promise<Card> {
  const { said, isNew } = await enter(turn, community);
  return isNew ? welcomeCard(turn.t, community, said) : inAlreadyCard(turn.t, said);
}

export async function leave(turn: Turn<InboundOf<'command'>>): Promise<Reply> {
  const { w, me, t, event } = turn;
  const words = event.text.trim();
  if (words === '') {
    const { communities } = await w.communities.find(me, { role: 'any', limit: OFFERED });
    if (communities.length === 0) return tell(sentence(t, 'communities.in-none'));
    return tell(whichToLeave(t, communities));
  }
  const own = await meant(w, me, words, 'any');
  if (own.meant === 'one') return tell(leftCard(t, await goOut(turn, own.one)));
  if (own.meant === 'several') return tell(whichToLeave(t, own.several));
  const other = await meant(w, me, words);
  return tell(
    other.meant === 'one' ? sentence(t, 'communities.not-in', { name: other.one.name }) : unknownCard(t, words),
  );
}

export async function leaveByButton(turn: Turn<InboundOf<'action'>>): Promise<Reply> {
  const { w, me, t, event } = turn;
  const { community, list, words } = readListValue(event.value);
  const one = await w.communities.one(me, community);
  if (!one) throw new Refusal(sentence(t, 'words.gone-community'));
  const said = await goOut(turn, one);
  return list ? replace(await drawList(turn, words, said)) : tell(leftCard(t, said));
}

/** Takes the person in; a second time changes nothing. @returns what to say. @throws Refusal */
export async function enter({ w, me, t }: Turn, community: string): Promise<{ said: Text; isNew: boolean }> {
  const one = await w.communities.one(me, community);
  if (!one) {
    const { organisationName: organisation } = me;
    throw new Refusal(
      me.outside ? sentence(t, 'communities.outside', { organisation }) : sentence(t, 'words.gone-community'),
    );
  }
  const { name } = one;
  if (one.role === null) await needAlive(w, t, one);
  if (await w.communities.join(me, community)) {
    await tookIn(w, community, me.person);
    return { said: t('communities.joined', { name }), isNew: true };
  }
  if (one.role === null && one.access !== 'open') throw new Refusal(onRequestCard(t, one));
  return { said: t('communities.in-already', { name }), isNew: false };
}

/** @returns what to say. @throws Refusal where others would be without a facilitator */
async function goOut({ w, me, t }: Turn, { id, name, access }: Listed): Promise<Text> {
  if (!may(await w.communities.parts(me.person, id), 'leave')) return t('communities.not-in', { name });
  const leaving = await w.communities.leave(me.person, id);
  if (leaving.left) {
    await wentOut(w, id, me.person, leaving.joinedAt);
    await succeeded(w, { community: id, ...leaving });
    return t(access === 'open' ? 'communities.left' : 'communities.left-closed', { name });
  }
  switch (leaving.why) {
    case 'not-member':
      return t('communities.not-in', { name });
    case 'last-facilitator':
      throw new Refusal({
        ...sentence(t, 'communities.last-facilitator', { name, others: leaving.others }),
        blocks: [
          body(t('communities.last-facilitator', { name, others: leaving.others })),
          ...buttons(inviteButton(t, id, 'lead'), inviteButton(t, id, 'facilitator')),
        ],
      });
  }
}

const whichToLeave = (t: Translate, communities: readonly Listed[]): Card =>
  whichCard(t, t('communities.which'), communities, (one) => leaveButton(t, one, one.id));

const leftCard = (t: Translate, said: Text): Card => ({
  summary: plain(said),
  blocks: [body(said), ...buttons(communitiesButton(t))],
});
