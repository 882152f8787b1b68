/** What an organisation's own page says, and what is not right any more: said by those who may vet, or look after the community. */
import { words as typedWords } from '../core/card.ts';
import type { Turn } from '../core/feature.ts';
import type { InboundOf } from '../core/inbound.ts';
import { ask, invalid, type Reply, tell } from '../core/reply.ts';
import { shorten } from '../core/text.ts';
import { body, sentence } from '../words/fragments.ts';
import { aboutCard } from './about.ts';
import type { Needs } from './needs.ts';
import { asAnswering, asKeeper, changed, holdFor, openFor } from './open.ts';

const ADDRESS = 500;

/** `value` is the answer. */
export async function linkForm(turn: Turn<InboundOf<'action'>>, needs: Needs): Promise<Reply> {
  const { t, event } = turn;
  const opened = await openFor(turn, needs, event.value, asKeeper);
  if ('instead' in opened) return tell(opened.instead);
  return ask({
    form: 'standing.link',
    context: opened.one.id,
    title: t.plain('standing.link-title'),
    intro: shorten(opened.one.words, ADDRESS),
    submit: t.plain('standing.link-submit'),
    cancel: t.plain('words.cancel'),
    fields: [
      {
        field: 'line',
        name: 'address',
        label: t.plain('standing.link-field'),
        hint: t.plain('standing.link-hint'),
        max: ADDRESS,
      },
    ],
  });
}

export async function linkByForm(turn: Turn<InboundOf<'submission'>>, needs: Needs): Promise<Reply> {
  const { w, me, t, event } = turn;
  const address = addressIn(typedWords(event.values.address));
  if (address === null) return invalid({ address: t.plain('standing.bad-link') });
  const opened = await holdFor(turn, needs, event.context, asKeeper);
  if ('instead' in opened) return invalid({ '': opened.instead.summary });
  const { one, was } = opened;
  await w.standing.link(one.id, me.identity, address, one.version);
  await changed(turn, needs, one, was);
  return tell(sentence(t, 'standing.linked-now'));
}

/** A whole address of a page, without anybody's name or password in it; null for anything else. */
function addressIn(typed: string): string | null {
  if (typed.length > ADDRESS || /\s/.test(typed) || !URL.canParse(typed)) return null;
  const { protocol, hostname, username, password, href } = new URL(typed);
  return protocol === 'https:' && hostname.includes('.') && username === '' && password === '' ? href : null;
}

export async function unlink(turn: Turn<InboundOf<'action'>>, needs: Needs): Promise<Reply> {
  const { w, me, t, event } = turn;
  const opened = await holdFor(turn, needs, event.value, asKeeper, { evenWithdrawn: true });
  if ('instead' in opened) return tell(opened.instead);
  const { one, was } = opened;
  if (await w.standing.unlink(one.id, me.identity)) await changed(turn, needs, one, was);
  return tell(await aboutCard(turn, needs, one, body(t('standing.unlinked-now'))));
}

/** It stays to be read, and says what it is. Whoever wrote it may say so too. */
export async function withdraw(turn: Turn<InboundOf<'action'>>, needs: Needs): Promise<Reply> {
  const { w, me, t, event } = turn;
  const opened = await holdFor(turn, needs, event.value, asAnswering, { evenWithdrawn: true });
  if ('instead' in opened) return tell(opened.instead);
  const { one, was } = opened;
  if (await w.standing.withdraw(one.id, me.identity)) await changed(turn, needs, one, was);
  return tell(await aboutCard(turn, needs, one, body(t('standing.withdrawn-now'))));
}

export async function restore(turn: Turn<InboundOf<'action'>>, needs: Needs): Promise<Reply> {
  const { w, me, t, event } = turn;
  const opened = await holdFor(turn, needs, event.value, asAnswering, { evenWithdrawn: true });
  if ('instead' in opened) return tell(opened.instead);
  const { one, part, was } = opened;
  // Whoever wrote it brings back what they themselves took out.
  if (!asKeeper(part) && !(await w.standing.withdrew(one.id, me.person)))
    return tell(sentence(t, 'standing.is-withdrawn'));
  if (await w.standing.restore(one.id, me.identity)) await changed(turn, needs, one, was);
  return tell(await aboutCard(turn, needs, one, body(t('standing.restored-now'))));
}
