/** Cards as Slack's blocks. Every kind is drawn; a new kind does not compile until it is. */
import type {
  ActionsBlock,
  ContextActionsBlock,
  ContextBlock,
  KnownBlock,
  Button as NativeButton,
  SectionBlock,
} from '@slack/types';
import type { Block, Button, Card, Generated } from '../../bot/core/card.ts';
import { bold, join, plain, runs, type Text } from '../../bot/core/text.ts';
import { cut, LIMITS } from './limits.ts';
import { escapeMarkup, isBlank, isSafeUrl, plainText, shortenRuns, textObject } from './literal.ts';
import { richText } from './rich.ts';

/** Stands before the number that makes an action's id unique among a message's buttons. */
const NUMBER = '#';
/** The action of a button that only opens an address: Slack reports the press and nobody needs to act on it. */
export const LINK_ACTION = 'guildhall.link';
/** The action of the buttons that ask whether words of a model were useful, and the value of the one that says yes. */
export const FEEDBACK_ACTION = 'guildhall.feedback';
export const USEFUL = 'useful';

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

/** Every text of a card has this much room before whole blocks are left out; a shorter one would say too little. */
const LEAST = 120;

/**
 * A card's blocks. Where a card is longer than its room, its long texts give way first, all to the same length, so that
 * a state line and buttons below them stay; then rows are left out from the end, then texts. An ellipsis says so.
 * A card with nothing to draw is its summary.
 */
export function cardBlocks(card: Card, room: Room = MESSAGE): KnownBlock[] {
  if (!card.generated || room !== MESSAGE) return plainBlocks(card, room);
  const asked = feedback(card.generated);
  return [...plainBlocks(card, { blocks: room.blocks - 1, text: room.text - textIn(asked) }), asked];
}

/** Slack's own way to ask whether words of a model were useful: docs.slack.dev/reference/block-kit/blocks/context-actions-block */
const feedback = ({ feedback: { useful, not } }: Generated): ContextActionsBlock => {
  const said = (label: string, value: string) => ({
    text: plainText(label, LIMITS.buttonLabel),
    accessibility_label: cut(label, LIMITS.buttonLabel),
    value,
  });
  return {
    type: 'context_actions',
    elements: [
      {
        type: 'feedback_buttons',
        action_id: FEEDBACK_ACTION,
        positive_button: said(useful, USEFUL),
        negative_button: said(not, 'not'),
      },
    ],
  };
};

function plainBlocks(card: Card, room: Room): KnownBlock[] {
  const all = card.blocks.flatMap(apart);
  const fits = (blocks: readonly KnownBlock[]): boolean => blocks.length <= room.blocks && textIn(blocks) <= room.text;
  const whole = drawAll(all, room.text);
  if (whole.length === 0) return richText(card.summary.trim() ? cut(card.summary, room.text) : '…');
  if (fits(whole)) return whole;
  let left = 0;
  while (left < all.length - 1 && !fits(drawAll(kept(all, left), LEAST))) left += 1;
  const some = kept(all, left);
  const drawn = (limit: number) => drawAll(some, limit);
  const least = drawn(LEAST);
  return (fits(least) ? longest(drawn, fits, LEAST, room.text) : longest(drawn, fits, 1, LEAST)) ?? least;
}

/** What is drawn with the longest texts that fit; null where not even the shortest do. */
function longest(
  drawn: (limit: number) => KnownBlock[],
  fits: (blocks: readonly KnownBlock[]) => boolean,
  from: number,
  to: number,
): KnownBlock[] | null {
  let best: KnownBlock[] | null = null;
  for (let low = from, high = to; low <= high; ) {
    const limit = Math.floor((low + high) / 2);
    const blocks = drawn(limit);
    if (fits(blocks)) {
      best = blocks;
      low = limit + 1;
    } else high = limit - 1;
  }
  return best;
}

/** More buttons than one block holds as blocks of their own, so that some can be left out without all. */
const apart = (block: Block): Block[] =>
  block.block === 'buttons'
    ? chunks(block.buttons, LIMITS.buttonsPerBlock).map((buttons) => ({ block: 'buttons', buttons }))
    : [block];

/** The blocks without `left` of them: rows go first, from the end, those that can be acted on after all others, then texts; buttons stay longest. */
function kept(blocks: readonly Block[], left: number): readonly (Block | 'more')[] {
  if (left === 0) return blocks;
  const rank = (one: Block): number => (one.block === 'row' ? (one.button ? 1 : 0) : one.block === 'buttons' ? 3 : 2);
  const ranked = blocks.map((block, at) => ({ at, rank: rank(block) })).sort((a, b) => a.rank - b.rank || b.at - a.at);
  const out = new Set(ranked.slice(0, left).map(({ at }) => at));
  const first = Math.min(...out);
  return blocks.flatMap((block, at): (Block | 'more')[] => (at === first ? ['more'] : out.has(at) ? [] : [block]));
}

/** @param limit the characters of each text */
function drawAll(blocks: readonly (Block | 'more')[], limit: number): KnownBlock[] {
  const count = { buttons: 0 };
  return blocks.flatMap((block) => (block === 'more' ? [note('…')] : draw(block, limit, count)));
}

function draw(block: Block, limit: number, count: { buttons: number }): KnownBlock[] {
  switch (block.block) {
    case 'text':
      return isBlank(block.text) ? [] : paragraph(block.as, shortenRuns(block.text, limit));
    case 'facts':
      return facts(block.facts, limit);
    case 'row':
      return row(block, limit, count);
    case 'buttons':
      return block.buttons.length > 0 ? [actions(block.buttons, count)] : [];
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

function facts(all: readonly { label: string; value: Text }[], limit: number): KnownBlock[] {
  const short = all.map(({ label, value }) => ({
    label: cut(label, Math.min(limit, LIMITS.header)),
    value: shortenRuns(isBlank(value) ? '–' : value, Math.min(limit, LIMITS.factValue)),
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

function row(block: Extract<Block, { block: 'row' }>, limit: number, count: { buttons: number }): KnownBlock[] {
  const text = shortenRuns(block.text, Math.min(limit, LIMITS.section));
  const below =
    block.note && !isBlank(block.note)
      ? paragraph('note', shortenRuns(block.note, Math.min(limit, LIMITS.context)))
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
