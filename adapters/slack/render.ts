/** Cards as Slack's blocks. Every kind is drawn; a new kind does not compile until it is. */
import type { ActionsBlock, ContextBlock, KnownBlock, Button as NativeButton, SectionBlock } from '@slack/types';
import type { Block, Button, Card } from '../../bot/core/card.ts';
import { bold, join, plain, runs, type Text } from '../../bot/core/text.ts';
import { cut, LIMITS } from './limits.ts';
import { escapeMarkup, isBlank, isSafeUrl, plainText, shortenRuns, textObject } from './literal.ts';
import { richText } from './rich.ts';

/** Stands before the number that makes an action's id unique among a message's buttons. */
const NUMBER = '#';
/** The action of a button that only opens an address: Slack reports the press and nobody needs to act on it. */
export const LINK_ACTION = 'guildhall.link';

/** A button's action from its id on Slack. */
export const actionOf = (actionId: string): string => actionId.slice(0, Math.max(0, actionId.lastIndexOf(NUMBER)));

export interface Room {
  readonly blocks: number;
  /** Characters of text in all blocks together. */
  readonly text: number;
}
export const MESSAGE: Room = { blocks: LIMITS.messageBlocks, text: LIMITS.messageText };
export const VIEW: Room = { blocks: LIMITS.viewBlocks, text: LIMITS.viewText };

/** What a notification and a screen reader say: the summary as words, never empty. */
export const fallback = (card: Card): string =>
  escapeMarkup(cut(card.summary.trim() || firstWords(card) || '…', LIMITS.fallback));
const firstWords = (card: Card): string => {
  const text = card.blocks.find((block) => block.block === 'text' && !isBlank(block.text));
  return text?.block === 'text' ? plain(text.text) : '';
};

/** A card's blocks. What does not fit ends in an ellipsis. A card with nothing to draw is its summary. */
export function cardBlocks(card: Card, room: Room = MESSAGE): KnownBlock[] {
  const out: KnownBlock[] = [];
  const count = { buttons: 0 };
  let left = room.text;
  for (const block of card.blocks) {
    const drawn = left > 0 ? draw(block, left, count) : [];
    const size = textIn(drawn);
    // One place is kept for the ellipsis.
    if (left <= 0 || out.length + drawn.length > room.blocks - 1 || size > left + LIMITS.field) {
      out.push(
        ...drawn.slice(0, Math.max(0, size > left + LIMITS.field ? 0 : room.blocks - 1 - out.length)),
        note('…'),
      );
      return out;
    }
    out.push(...drawn);
    left -= size;
  }
  return out.length > 0 ? out : richText(card.summary.trim() ? cut(card.summary, room.text) : '…');
}

function draw(block: Block, room: number, count: { buttons: number }): KnownBlock[] {
  switch (block.block) {
    case 'text':
      return isBlank(block.text) ? [] : paragraph(block.as, shortenRuns(block.text, room));
    case 'facts':
      return facts(block.facts, room);
    case 'row':
      return row(block, room, count);
    case 'buttons':
      return chunks(block.buttons, LIMITS.buttonsPerBlock).map((some) => actions(some, count));
    case 'divider':
      return [{ type: 'divider' }];
  }
}

function paragraph(as: Extract<Block, { block: 'text' }>['as'], text: Text): KnownBlock[] {
  switch (as) {
    case 'heading': {
      const words = textObject(text, LIMITS.header);
      const short = words?.type === 'plain_text' && plain(text).length <= LIMITS.header && !plain(text).includes('\n');
      return short ? [{ type: 'header', text: words }] : richText(bold(text));
    }
    case 'body':
      return richText(text);
    case 'note': {
      const small = plain(text).length <= LIMITS.context ? textObject(text, LIMITS.context) : null;
      return small ? [{ type: 'context', elements: [small] }] : richText(text);
    }
    case 'quote':
      return richText(text, true);
  }
}

const note = (text: string): ContextBlock => ({ type: 'context', elements: [plainText(text, LIMITS.context)] });

function facts(all: readonly { label: string; value: Text }[], room: number): KnownBlock[] {
  const share = Math.max(80, Math.min(1_000, Math.floor(room / Math.max(1, all.length)) - LIMITS.header));
  const short = all.map(({ label, value }) => ({
    label: cut(label, LIMITS.header),
    value: shortenRuns(isBlank(value) ? '–' : value, share),
  }));
  const fields = short.map(({ label, value }) => {
    const name = textObject(bold(label.trim()), LIMITS.field) ?? plainText(label, LIMITS.field);
    const words = textObject(value, LIMITS.field);
    return words && [name, words];
  });
  if (fields.every((pair) => pair !== null)) {
    return chunks(fields.flat(), LIMITS.fieldsPerSection).map(
      (some): SectionBlock => ({ type: 'section', fields: some }),
    );
  }
  // A value that only rich text can show: label and value as a line each.
  return richText(short.flatMap(({ label, value }, at) => runs(join(at > 0 ? '\n' : '', bold(label), ': ', value))));
}

function row(block: Extract<Block, { block: 'row' }>, room: number, count: { buttons: number }): KnownBlock[] {
  const text = shortenRuns(block.text, Math.min(room, LIMITS.section));
  const below =
    block.note && !isBlank(block.note)
      ? paragraph('note', shortenRuns(block.note, Math.min(room, LIMITS.context)))
      : [];
  const native = block.button && button(block.button, count);
  if (isBlank(text)) return [...below, ...(native ? [{ type: 'actions' as const, elements: [native] }] : [])];
  const words = textObject(text, LIMITS.section);
  if (words) return [{ type: 'section', text: words, ...(native && { accessory: native }) }, ...below];
  return [...richText(text), ...below, ...(native ? [{ type: 'actions' as const, elements: [native] }] : [])];
}

const actions = (buttons: readonly Button[], count: { buttons: number }): ActionsBlock => ({
  type: 'actions',
  elements: buttons.map((one) => button(one, count)),
});

/** A button. @throws where an action or a value is longer than Slack carries: it could not come back. */
export function button(one: Button, count: { buttons: number }): NativeButton {
  const id = (action: string): string => `${action}${NUMBER}${count.buttons++}`;
  switch (one.button) {
    case 'link': {
      const url = isSafeUrl(one.url) ? { url: one.url } : {};
      return { type: 'button', text: plainText(one.label, LIMITS.buttonLabel), action_id: id(LINK_ACTION), ...url };
    }
    case 'action': {
      const action = id(one.action);
      if (action.length > LIMITS.actionId || one.value.length > LIMITS.buttonValue)
        throw new Error('a button that could not come back');
      return {
        type: 'button',
        text: plainText(one.label, LIMITS.buttonLabel),
        action_id: action,
        // Slack takes no empty value; an absent one comes back as ''.
        ...(one.value !== '' && { value: one.value }),
        ...(one.style && { style: one.style }),
        ...(one.confirm && {
          confirm: {
            title: plainText(one.confirm.title, LIMITS.confirmTitle),
            text: plainText(one.confirm.text, LIMITS.confirmText),
            confirm: plainText(one.confirm.yes, LIMITS.confirmButton),
            deny: plainText(one.confirm.no, LIMITS.confirmButton),
            ...(one.style && { style: one.style }),
          },
        }),
      };
    }
  }
}

const chunks = <T>(all: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, at) => all.slice(at * size, (at + 1) * size));

/** The characters of text in blocks, as Slack counts them for a message: everything under a key named text, title or label. */
function textIn(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((total, one) => total + textIn(one), 0);
  if (typeof value !== 'object' || value === null) return 0;
  return Object.entries(value).reduce((total, [key, inner]) => {
    if (typeof inner === 'string')
      return total + (key === 'text' || key === 'url' || key === 'fallback' ? inner.length : 0);
    return total + textIn(inner);
  }, 0);
}
