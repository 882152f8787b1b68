/** Going into a community that is like the one that somebody is about to create, from the form in which they do: what they typed stays. */
import { yours } from '../core/attention.ts';
import { words } from '../core/card.ts';
import { Refusal, type Turn } from '../core/feature.ts';
import type { InboundOf } from '../core/inbound.ts';
import { ask, type Reply, tell } from '../core/reply.ts';
import { plain, shorten, type Text } from '../core/text.ts';
import { saying, sentence } from '../words/fragments.ts';
import { lookAlikes } from './create.ts';
import { enter } from './membership.ts';
import { foldName, tidyLine } from './name.ts';
import { requestBy, WORDS } from './requests.ts';
import { type CreateTyped, createForm } from './views.ts';

/** Joins it, or asks to; `value` is the community. */
export async function intoAlike(turn: Turn<InboundOf<'action'>>): Promise<Reply> {
  const { me, t, event } = turn;
  if (me.outside) throw new Refusal(sentence(t, 'communities.outside', { organisation: me.organisationName }));
  const typed: CreateTyped | null = event.values
    ? {
        name: tidyLine(words(event.values.name)),
        purpose: words(event.values.purpose).normalize('NFC'),
        access: words(event.values.access),
        kind: words(event.values.kind),
      }
    : null;
  const said = await into(turn, typed);
  // Where the form did not come with it, there is none to go on with.
  if (!typed) return tell(saying(said));
  return ask(createForm(t, typed, await lookAlikes(turn, foldName(typed.name), typed.purpose), said));
}

/** @returns what to say. @throws Refusal */
async function into(turn: Turn<InboundOf<'action'>>, typed: CreateTyped | null): Promise<Text> {
  const { w, me, t, event } = turn;
  const one = await w.communities.one(me, event.value);
  if (one?.role === null && one.access === 'request')
    return one.waits ? t('request.waits', { community: one.name }) : requestBy(turn, one, why(turn, typed));
  const { said, isNew } = await enter(turn, event.value);
  if (isNew) {
    // What a new member is told comes in private: the form stays.
    const id = `${event.value}/${me.person}`;
    await w.say(`joined:${id}/${w.id()}`, { to: me.ref, attention: yours }, { view: 'communities.joined', id });
  }
  return said;
}

/** What its facilitators are told: that somebody wanted one like it, and which. */
function why({ t }: Turn, typed: CreateTyped | null): string {
  if (!typed?.name) return t.plain('create.why-plain');
  return plain(shorten(t('create.why', { name: typed.name, purpose: typed.purpose }), WORDS.most));
}
