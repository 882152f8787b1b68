/** What Guildhall says in a channel, and what it tells facilitators about one; drawn from the database when it is sent. */
import type { Button, Card } from '../core/card.ts';
import type { Drawer } from '../core/feature.ts';
import { plain, type Text } from '../core/text.ts';
import type { Translate } from '../core/translate.ts';
import { body, buttons, heading, note, sentence } from '../words/fragments.ts';
import { askButton, hearingSteps, mentioned, typed, type Where } from '../words/how-to.ts';
import type { BoundChannel } from './community.ts';
import { joinButton } from './views.ts';

/** In the channel: what happens here from now on. */
export const bound: Drawer = async ({ w, id, t }) => {
  const channel = await w.communities.channel(id);
  if (!channel || channel.gone) return null;
  const { community, communityName, hears, access } = channel;
  const title = t('channel.bound-title', { community: communityName });
  const example = mentioned(t, t.plain('channel.example'));
  const answer = hears === 'all' ? t('channel.bound-answer-all') : t('channel.bound-answer-mentions');
  return {
    summary: plain(title),
    blocks: [
      heading(title),
      body(t('channel.bound-ask', { example })),
      body(answer),
      note(t('channel.bound-seen')),
      // Nobody joins a hidden one by a button.
      ...buttons(askButton(t), access !== 'hidden' && joinButton(t, community)),
    ],
  };
};

/** In the channel: it is over. */
export const unbound: Drawer = async ({ w, id, t }) => {
  const channel = await w.communities.channel(id);
  // Where it was off, that is no news to anybody.
  if (!channel || channel.mode === 'off') return null;
  // It may be taken out in order to be hidden.
  return channel.access === 'hidden'
    ? sentence(t, 'channel.unbound-some')
    : sentence(t, 'channel.unbound', { community: channel.communityName });
};

/** In a channel into which the bot has just come. `id`: the platform. */
export const welcome: Drawer = async ({ w, id, to, t }) => {
  if (to.kind === 'conversation' && (await w.communities.channelAt({ ...to, kind: 'conversation' }))) return null;
  const where: Where = { platform: id, where: 'channel' };
  return {
    summary: t.plain('channel.welcome-title'),
    blocks: [
      heading(t('channel.welcome-title')),
      body(t('channel.welcome')),
      body(t('channel.welcome-bind', { command: typed(t, where, 'bind') })),
    ],
  };
};

/** A card for facilitators alone: whoever is none by the time it is sent does not get it. */
const news =
  (draw: (t: Translate, channel: BoundChannel) => { title: Text; next: readonly Text[]; button?: Button }): Drawer =>
  async ({ w, id, to, t }): Promise<Card | null> => {
    const channel = await w.communities.channel(id);
    if (!channel) return null;
    const told = await w.communities.facilitators(channel.community);
    if (!told.some(({ ref }) => ref.platform === to.platform && ref.id === to.id)) return null;
    const { title, next, button } = draw(t, channel);
    return { summary: plain(title), blocks: [body(title), ...next.map(body), ...buttons(button ?? null)] };
  };

/** For somebody who cannot type in the channel. */
const unbindButton = (t: Translate, channel: BoundChannel): Button => ({
  button: 'action',
  action: 'communities.unbind',
  value: channel.id,
  label: t.plain('bind.end'),
  confirm: {
    title: t.plain('bind.end-title'),
    text: t.plain('bind.end-text', names(channel)),
    yes: t.plain('bind.end'),
    no: t.plain('words.cancel'),
  },
});

const names = ({ name, communityName, organisationName }: BoundChannel) => ({
  channel: name,
  community: communityName,
  organisation: organisationName,
});

export const codeUsed = news((t, channel) => ({
  title: t('news.code-used', names(channel)),
  next: [],
  ...(channel.gone ? {} : { button: unbindButton(t, channel) }),
}));

export const hearing = news((t, channel) => ({
  title: t('news.hearing', names(channel)),
  next: [hearingSteps(t, channel.ref.platform), t('news.hearing-until')],
}));

export const gone = news((t, channel) => ({
  title: t('news.gone', names(channel)),
  next: [t('news.gone-next', { command: typed(t, { platform: channel.ref.platform, where: 'channel' }, 'bind') })],
}));

export const moved = news((t, channel) => ({
  title: t('news.moved', names(channel)),
  next: [t('news.moved-next', { command: typed(t, { platform: channel.ref.platform, where: 'channel' }, 'bind') })],
}));

export const opened = news((t, channel) => ({
  title: t('news.opened', names(channel)),
  next: [t('news.moved-next', { command: typed(t, { platform: channel.ref.platform, where: 'channel' }, 'bind') })],
}));

export const failed = news((t, channel) => ({
  title: t('news.failed', names(channel)),
  next: [t('news.failed-next')],
}));
