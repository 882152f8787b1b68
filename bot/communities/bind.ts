/** Binding the channel in which somebody types to a community, and ending that. */
import { duty, yours } from '../core/attention.ts';
import type { Button } from '../core/card.ts';
import type { Abilities } from '../core/chat.ts';
import { Refusal, type Turn } from '../core/feature.ts';
import type { InboundOf } from '../core/inbound.ts';
import { type Reply, tell } from '../core/reply.ts';
import { join, plain } from '../core/text.ts';
import type { Key, Translate } from '../core/translate.ts';
import { body, sentence } from '../words/fragments.ts';
import { inviteSteps, typed, whereOf } from '../words/how-to.ts';
import { digestOf, readCode } from './bind-code.ts';
import type { BoundChannel, Listed } from './community.ts';
import { facilitated, meant } from './find.ts';
import { tookIn } from './joining.ts';
import { takenOut } from './places.ts';
import { need, needAlive } from './rights.ts';
import { may } from './roles.ts';
import { offerByCode } from './sharing.ts';
import { boundCard, unknownCard, whichCard } from './views.ts';

type Typed = Turn<InboundOf<'command'>>;

/** `bind`, `bind <name>`, `bind <code>`: only a facilitator of the community, or who has a code that one gave out. */
export async function bind(turn: Typed): Promise<Reply> {
  const { w, me, t, event } = turn;
  const place = await bindable(turn, event.text.trim());
  const words = event.text.trim();
  if (words === '') {
    const own = await facilitated(w, me);
    const [only] = own;
    if (!only) throw new Refusal(sentence(t, 'bind.facilitate-none'));
    return own.length === 1 ? bindTo(turn, place, only.id) : which(t, own);
  }
  const own = await meant(w, me, words, 'facilitator');
  if (own.meant === 'one') return bindTo(turn, place, own.one.id);
  if (own.meant === 'several') return which(t, own.several);
  const code = readCode(words);
  if (code !== null) return bindByCode(turn, place, code);
  const other = await meant(w, me, words);
  if (other.meant === 'one') throw new Refusal(sentence(t, 'words.only-facilitators', { community: other.one.name }));
  return tell(unknownCard(t, words));
}

/** One of several was chosen; who may is asked again. */
export async function bindByButton(turn: Turn<InboundOf<'action'>>): Promise<Reply> {
  const { w, me, t, event } = turn;
  const one = await w.communities.one(me, event.value);
  if (!one) throw new Refusal(sentence(t, 'words.gone-community'));
  const place = await bindable(turn, one.name);
  await need(turn, one, 'bind');
  return bindTo(turn, place, one.id);
}

/**
 * Whether this place can be bound at all, before any name or code is looked at.
 * @param words what was typed, so that it can be shown how to type it in a channel. @throws Refusal
 */
export async function bindable({ w, me, t, event, place }: Turn, words: string): Promise<Abilities> {
  const refuse = (key: Key, args?: Parameters<Translate>[1]): Refusal => new Refusal(sentence(t, key, args));
  const organisation = me.organisationName;
  if (me.outside) throw refuse('communities.outside', { organisation });
  if (event.where !== 'channel') {
    if (place !== null && event.where === 'group' && !place.threads) throw refuse('bind.no-threads');
    const command = typed(t, { platform: event.in.platform, where: 'channel' }, `bind ${words}`.trim());
    throw refuse('bind.private', { command });
  }
  const bound = await w.communities.channelAt(event.in);
  if (bound) throw refuse('bind.already', { community: bound.communityName });
  if (place === null) throw refuse('bind.unknown-place');
  if (!place.present) {
    const text = join(t('bind.absent'), ' ', inviteSteps(t, event.in.platform));
    throw new Refusal({ summary: plain(text), blocks: [body(text)] });
  }
  if (!place.threads) throw refuse('bind.no-threads');
  switch (place.opens) {
    case 'nobody':
      throw refuse('bind.nobody');
    case 'several':
      throw refuse('bind.several', { organisation });
    case 'workspace':
    case 'members':
      return place;
  }
}

/** Another organisation's channel: the code says that a facilitator agreed; where its user's organisation does not share the community yet, the rules come first. */
async function bindByCode(turn: Typed, place: Abilities, code: string): Promise<Reply> {
  const { w, me, t } = turn;
  const read = await w.communities.redeem(me.person, digestOf(code), false);
  // Told, not refused: a refusal would undo the count of wrong codes.
  if (read.code === 'wrong') return tell(sentence(t, 'bind.code-wrong'));
  if (read.code === 'too-many') return tell(sentence(t, 'bind.code-too-many'));
  const { community } = read;
  if (!(await w.communities.holdShare(me.organisation, community))) return offerByCode(turn, { ...read, code });
  const used = await w.communities.redeem(me.person, digestOf(code));
  if (used.code !== 'good') return tell(sentence(t, 'bind.code-wrong'));
  if (await w.communities.letIn(me.person, community)) await tookIn(w, community, me.person);
  return bindTo(turn, place, community, { givenBy: used.issuedBy });
}

export async function bindTo(
  turn: Turn,
  place: Abilities,
  community: string,
  how: { givenBy?: string } = {},
): Promise<Reply> {
  const { w, me, t, event } = turn;
  const { name, hears } = place;
  const opens = place.opens === 'members' ? 'members' : 'workspace';
  const one = await w.communities.whole(community);
  // The refusal gives a used code back.
  if (one) await needAlive(w, t, one);
  if (one && one.access !== 'open' && opens === 'workspace') {
    throw new Refusal(sentence(t, 'bind.public', { community: one.name }));
  }
  const made = {
    community,
    organisation: me.organisation,
    by: me.person,
    place: event.in,
    name,
    hears,
    opens,
  } as const;
  const id = await w.communities.bind(made);
  const channel = await w.communities.channelAt(event.in);
  // Its organisation has withdrawn meanwhile.
  if (!channel) throw new Refusal(sentence(t, 'sharing.not-shared', { organisation: me.organisationName }));
  // Somebody was quicker. The refusal gives a used code back.
  if (id === null) throw new Refusal(sentence(t, 'bind.already', { community: channel.communityName }));
  await w.say(`bound:${id}`, { to: event.in }, { view: 'communities.bound', id });
  await w.fact({ fact: 'ChannelChanged', community, channel: id });
  if (how.givenBy !== undefined) {
    for (const { person, ref } of await w.communities.facilitators(community)) {
      if (person === me.person) continue;
      // Whoever gave the code out hears at once what came of it.
      const attention = person === how.givenBy ? yours : duty;
      await w.say(`code-used:${id}`, { to: ref, attention }, { view: 'communities.code-used', id });
    }
  }
  return tell(boundCard(t, channel, whereOf(event)));
}

/** In the channel itself: a facilitator, or whoever bound it; with a code that is often the only one of the two who is there. */
export async function unbind(turn: Typed): Promise<Reply> {
  const { w, me, t, event } = turn;
  const channel = await w.communities.channelAt(event.in);
  if (!channel) throw new Refusal(sentence(t, 'bind.not-bound'));
  const { community, communityName } = channel;
  if (channel.boundBy !== me.person && !may(await w.communities.parts(me.person, community), 'unbind')) {
    throw new Refusal(sentence(t, 'bind.unbind-who', { community: communityName }));
  }
  return end(turn, channel);
}

/** From afar, where a facilitator was told that a code was used: a channel of another organisation they cannot type in. */
export async function unbindByButton(turn: Turn<InboundOf<'action'>>): Promise<Reply> {
  const { w, me, t, event } = turn;
  const channel = await w.communities.channel(event.value);
  if (!channel || channel.gone) throw new Refusal(sentence(t, 'bind.unbound-already'));
  const { community, communityName } = channel;
  if (!(await w.communities.one(me, community))) throw new Refusal(sentence(t, 'words.gone-community'));
  await need(turn, { id: community, name: communityName }, 'unbind');
  return end(turn, channel);
}

async function end({ w, t }: Turn, channel: BoundChannel): Promise<Reply> {
  if (await w.communities.unbind(channel.ref)) await takenOut(w, channel);
  return tell(sentence(t, 'bind.unbound', { channel: channel.name, community: channel.communityName }));
}

const which = (t: Translate, several: readonly Listed[]): Reply =>
  tell(
    whichCard(
      t,
      t('bind.which'),
      several,
      (one): Button => ({ button: 'action', action: 'communities.bind', value: one.id, label: t.plain('bind.choose') }),
    ),
  );
