/** What the bot does in one channel: off, when mentioned, or with private hints; set in the channel by who looks after it. */
import type { Block, Button, Card } from '../core/card.ts';
import { Refusal, type Turn } from '../core/feature.ts';
import type { InboundOf } from '../core/inbound.ts';
import type { Me } from '../core/me.ts';
import type { ConversationRef } from '../core/ref.ts';
import { type Reply, replace, tell } from '../core/reply.ts';
import { bold, join } from '../core/text.ts';
import type { Translate } from '../core/translate.ts';
import type { Work } from '../core/work.ts';
import { body, buttons, heading, note, sentence } from '../words/fragments.ts';
import { hearingSteps } from '../words/how-to.ts';
import { type BoundChannel, MODES, type Mode, modeOf } from './community.ts';
import { may } from './roles.ts';

/** What is typed, in the words that people may use for it. */
const TYPED: Readonly<Record<string, Mode>> = {
  off: 'off',
  mention: 'mention',
  mentions: 'mention',
  mentioned: 'mention',
  suggest: 'suggest',
};

/** `mode`, `mode off`, `mode mention`, `mode suggest`: in the channel itself. */
export async function mode(turn: Turn<InboundOf<'command'>>): Promise<Reply> {
  const { t, event } = turn;
  const channel = await own(turn);
  const words = event.text.trim().toLowerCase();
  if (words === '') return tell(modeCard(t, channel));
  const wish = TYPED[words];
  if (!wish) return tell(modeCard(t, channel, words === 'answer' ? 'answer' : 'unknown'));
  return tell(await change(turn, channel, wish));
}

export async function modeByButton(turn: Turn<InboundOf<'action'>>): Promise<Reply> {
  const wish = modeOf(turn.event.value);
  const channel = await own(turn);
  return replace(wish ? await change(turn, channel, wish) : modeCard(turn.t, channel));
}

/** The channel in which somebody acts, where they may say what the bot does there. @throws Refusal */
async function own({ w, me, t, event }: Turn): Promise<BoundChannel> {
  if (event.where !== 'channel') throw new Refusal(sentence(t, 'mode.where'));
  const channel = await w.communities.channelAt(event.in);
  if (!channel) throw new Refusal(sentence(t, 'bind.not-bound'));
  if (!(await looksAfter(w, me, channel)))
    throw new Refusal(sentence(t, 'mode.who', { community: channel.communityName }));
  return channel;
}

/** Whether somebody looks after a channel: who facilitates its community, or bound it. */
const looksAfter = async (
  w: Work,
  me: Pick<Me, 'person'>,
  { boundBy, community }: Pick<BoundChannel, 'boundBy' | 'community'>,
): Promise<boolean> => boundBy === me.person || may(await w.communities.parts(me.person, community), 'mode');

async function change({ w, t }: Turn, channel: BoundChannel, wish: Mode): Promise<Card> {
  // It does not hear what it would give hints to.
  if (wish === 'suggest' && channel.hears !== 'all') return modeCard(t, channel, 'deaf');
  const changed = await w.communities.setMode(channel.ref, wish);
  if (changed) await w.fact({ fact: 'ChannelChanged', community: channel.community, channel: channel.id });
  return modeCard(t, changed ?? channel);
}

/** What each does today, the one that holds first said so. @param why what was typed cannot be, and why */
function modeCard(t: Translate, channel: BoundChannel, why?: 'answer' | 'unknown' | 'deaf'): Card {
  const { name, mode: is, ref } = channel;
  const title = t('mode.title', { channel: name, mode: t.plain(`mode.${is}`) });
  const others = MODES.filter((one) => one !== is);
  return {
    summary: t.plain('mode.title', { channel: name, mode: t.plain(`mode.${is}`) }),
    blocks: [
      ...(why === undefined ? [] : [body(bold(t(`mode.${why}`)))]),
      ...(why === 'deaf' ? [note(join(t('mode.deaf-how'), ' ', hearingSteps(t, ref.platform)))] : []),
      heading(title),
      ...MODES.map(
        (one): Block => body(t('mode.line', { mode: t.plain(`mode.${one}`), means: t(`mode.${one}-means`) })),
      ),
      ...buttons(
        ...others.map(
          (one): Button => ({
            button: 'action',
            action: 'communities.mode',
            value: one,
            label: t.plain(`mode.${one}`),
          }),
        ),
      ),
    ],
  };
}

/** How the bot stands to somebody who speaks in a place: it is off there and silent to them, off and they look after it, or not off. */
export async function offFor(w: Work, me: Me, place: ConversationRef): Promise<'silent' | 'theirs' | 'on'> {
  const channel = await w.communities.channelAt(place);
  if (channel?.mode !== 'off') return 'on';
  return (await looksAfter(w, me, channel)) ? 'theirs' : 'silent';
}
