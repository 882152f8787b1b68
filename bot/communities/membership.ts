/** Joining and leaving a community. */
import type { Card } from '../core/card.ts';
import { Refusal, type Turn } from '../core/feature.ts';
import type { InboundOf } from '../core/inbound.ts';
import { type Reply, replace, tell } from '../core/reply.ts';
import { bold, plain, type Text } from '../core/text.ts';
import type { Translate } from '../core/translate.ts';
import { body, buttons, sentence } from '../words/fragments.ts';
import { askButton, communitiesButton } from '../words/how-to.ts';
import type { Listed } from './community.ts';
import { meant } from './find.ts';
import { drawList } from './list.ts';
import { refreshHome } from './reads.ts';
import { joinButton, leaveButton, readListValue, unknownCard, whichCard } from './views.ts';

/** As many as a card offers to leave. */
const OFFERED = 10;

export async function join(turn: Turn<InboundOf<'command'>>): Promise<Reply> {
  const { w, me, t, event } = turn;
  const words = event.text.trim();
  if (words === '') {
    const here = await w.communities.channelAt(event.in);
    return tell(here ? welcomeCard(t, await enter(turn, here.community)) : await drawList(turn, ''));
  }
  const found = await meant(w, me, words);
  switch (found.meant) {
    case 'none':
      return tell(unknownCard(t, words));
    case 'several':
      return tell(whichCard(t, t('communities.which'), found.several, (one) => joinButton(t, one.id)));
    case 'one':
      return tell(welcomeCard(t, await enter(turn, found.one.id)));
  }
}

export async function joinByButton(turn: Turn<InboundOf<'action'>>): Promise<Reply> {
  const { community, list, words } = readListValue(turn.event.value);
  const said = await enter(turn, community);
  return list ? replace(await drawList(turn, words, said)) : tell(welcomeCard(turn.t, said));
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
async function enter({ w, me, t }: Turn, community: string): Promise<Text> {
  const one = await w.communities.one(me, community);
  if (!one) {
    const { organisationName: organisation } = me;
    throw new Refusal(
      me.outside ? sentence(t, 'communities.outside', { organisation }) : sentence(t, 'words.gone-community'),
    );
  }
  const { name } = one;
  if (await w.communities.join(me, community)) {
    await w.fact({ fact: 'MemberJoined', community, person: me.person });
    await refreshHome(w, me);
    return t('communities.joined', { name });
  }
  if (one.role === null && one.access !== 'open') throw new Refusal(sentence(t, 'communities.not-open', { name }));
  return t('communities.in-already', { name });
}

/** @returns what to say. @throws Refusal where others would be without a facilitator */
async function goOut({ w, me, t }: Turn, { id, name }: Listed): Promise<Text> {
  const leaving = await w.communities.leave(me.person, id);
  if (leaving.left) {
    await w.fact({ fact: 'MemberLeft', community: id, person: me.person });
    await refreshHome(w, me);
    return t('communities.left', { name });
  }
  switch (leaving.why) {
    case 'not-member':
      return t('communities.not-in', { name });
    case 'last-facilitator':
      throw new Refusal(sentence(t, 'communities.last-facilitator', { name, others: leaving.others }));
  }
}

const whichToLeave = (t: Translate, communities: readonly Listed[]): Card =>
  whichCard(t, t('communities.which'), communities, (one) => leaveButton(t, one.name, one.id));

const welcomeCard = (t: Translate, said: Text): Card => ({
  summary: plain(said),
  blocks: [body(bold(said)), body(t('communities.joined-next')), ...buttons(askButton(t), communitiesButton(t))],
});

const leftCard = (t: Translate, said: Text): Card => ({
  summary: plain(said),
  blocks: [body(said), ...buttons(communitiesButton(t))],
});
