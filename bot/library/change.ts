/** Changing an item, saying that it is still right, withdrawing it, and deleting its words: its owner, or a facilitator. */
import { words as typedWords } from '../core/card.ts';
import { Refusal, type Turn } from '../core/feature.ts';
import type { InboundOf } from '../core/inbound.ts';
import { ask, invalid, type Reply, replace, tell } from '../core/reply.ts';
import { plain } from '../core/text.ts';
import { sentence } from '../words/fragments.ts';
import { toTyped } from '../words/typed.ts';
import { editForm, readWords, SAME_DAY } from './form.ts';
import type { Item, Words } from './item.ts';
import type { Needs } from './needs.ts';
import { wholeFor } from './read.ts';
import { needChangeable, needOwn } from './readable.ts';
import { dayIn, REVIEW_DAYS } from './review-day.ts';

export async function openEdit(turn: Turn<InboundOf<'action'>>, needs: Needs): Promise<Reply> {
  const item = await needChangeable(turn, needs, turn.event.value);
  return ask(editForm(turn.t, item, await needs.labelIn(turn.w, item.community)));
}

export async function editByForm(turn: Turn<InboundOf<'submission'>>, needs: Needs): Promise<Reply> {
  const { w, me, t, event } = turn;
  const [id = '', version = ''] = event.context.split('/');
  const item = await needChangeable(turn, needs, id);
  const read = readWords(t, item.kind, event.values, w.now);
  if (read.problems) return invalid(read.problems);
  const words = keeping(item, read.words, event.values);
  if (!(await needs.mayVouch(w, me.person, item.community))) {
    if (words.official !== null && words.official !== item.official)
      return invalid({ official: t.plain('library.official-not-yours') });
    // Whoever said so read other words.
    if (!isSaidAlike(item, words)) words.official = null;
  }
  if (!(await w.library.edit(item.id, Number.parseInt(version, 10) || 0, words, me.person)))
    return invalid({ '': t.plain('library.changed-meanwhile') });
  return tell(await again(turn, needs, item.id));
}

/** What was not touched stays as it is: a form shows words without their formatting, and no day. */
function keeping(item: Item, words: Words, values: InboundOf<'submission'>['values']): Mutable<Words> {
  const isSame = typedWords(values.text) === toTyped(item.text).trim();
  return {
    ...words,
    ...(isSame ? { text: item.text } : {}),
    ...(typedWords(values.review) === SAME_DAY ? { reviewBy: item.reviewBy } : {}),
  };
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

const isSaidAlike = (item: Item, words: Words): boolean =>
  item.title === words.title && item.link === words.link && plain(item.text) === plain(words.text);

/** Somebody looked at it: it is right for as long again. One that was withdrawn is found again. */
export async function confirmItem(turn: Turn<InboundOf<'action'>>, needs: Needs): Promise<Reply> {
  const { w } = turn;
  const item = await needChangeable(turn, needs, turn.event.value);
  await w.library.confirm(item.id, dayIn(w.now, REVIEW_DAYS));
  return replace(await again(turn, needs, item.id));
}

export async function retireItem(turn: Turn<InboundOf<'action'>>, needs: Needs): Promise<Reply> {
  const item = await needOwn(turn, needs, turn.event.value);
  await turn.w.library.retire(item.id);
  return replace(await again(turn, needs, item.id));
}

export async function eraseItem(turn: Turn<InboundOf<'action'>>, needs: Needs): Promise<Reply> {
  const item = await needOwn(turn, needs, turn.event.value);
  await turn.w.library.erase(item.id);
  return replace(sentence(turn.t, 'library.erased'));
}

async function again(turn: Turn, needs: Needs, id: string) {
  const item = await turn.w.library.get(id);
  if (item === null) throw new Refusal(sentence(turn.t, 'library.not-there'));
  return wholeFor(turn, needs, item);
}
