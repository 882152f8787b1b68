/** Saying hello: the one easy thing that a new member can do, shown in the community's channels until they leave. */
import { type Button, words } from '../core/card.ts';
import type { Drawer, Turn } from '../core/feature.ts';
import type { InboundOf } from '../core/inbound.ts';
import { ask, invalid, type Reply, tell } from '../core/reply.ts';
import type { Translate } from '../core/translate.ts';
import { body, buttons, byline, note, quote, sentence } from '../words/fragments.ts';
import { lengthOf } from './name.ts';
import { needOne } from './rights.ts';
import { shown } from './shown.ts';
import { joinButton } from './views.ts';

const HELLO = { least: 2, most: 500 } as const;

export const helloButton = (t: Translate, community: string): Button => ({
  button: 'action',
  action: 'communities.hello',
  value: community,
  label: t.plain('hello.button'),
  style: 'primary',
  opens: true,
});

export async function openHello(turn: Turn<InboundOf<'action'>>): Promise<Reply> {
  const { t } = turn;
  const one = await needOne(turn, turn.event.value, 'hello');
  return ask({
    form: 'communities.hello',
    context: one.id,
    title: t.plain('hello.title'),
    intro: t('hello.intro', { community: one.name }),
    fields: [{ field: 'paragraph', name: 'words', label: t.plain('hello.field'), max: HELLO.most }],
    submit: t.plain('hello.submit'),
    cancel: t.plain('words.cancel'),
  });
}

export async function sayHello(turn: Turn<InboundOf<'submission'>>): Promise<Reply> {
  const { w, me, t, event } = turn;
  const one = await needOne(turn, event.context, 'hello');
  const said = words(event.values.words).normalize('NFC');
  const length = lengthOf(said);
  if (length < HELLO.least || length > HELLO.most) {
    return invalid({ words: t.plain('hello.length', { ...HELLO, length }) });
  }
  await w.communities.greet(me.person, one.id, said);
  const id = `${one.id}/${me.person}`;
  for (const channel of await w.communities.channels(one.id)) {
    if (channel.mode === 'off') continue;
    await w.show(`hello:${id}`, { to: channel.ref }, { view: 'communities.hello', id });
  }
  return tell(sentence(t, 'hello.done', { community: one.name }));
}

/** In a channel of the community: gone when its author leaves it, or the channel does. */
export const helloView: Drawer = async ({ w, id, to, t, there }) => {
  const [community = '', person = ''] = id.split('/');
  const said = await w.communities.greeting(person, community);
  const channel = to.kind === 'conversation' ? await w.communities.channelAt({ ...to, kind: 'conversation' }) : null;
  if (!said || channel?.community !== community || (channel.mode === 'off' && !there)) return null;
  const greeting = shown(t, said, channel.organisation);
  return {
    summary: t.plain('hello.summary', { name: greeting.name }),
    blocks: [
      body(byline(t, greeting)),
      quote(greeting.words),
      note(t('hello.note', { community: channel.communityName })),
      ...buttons(channel.access !== 'hidden' && joinButton(t, community)),
    ],
  };
};
