/** Cards as Adaptive Cards 1.5. */
import type { Block, Button, Card } from '../../bot/core/card.ts';
import { plain, runs, shorten } from '../../bot/core/text.ts';
import { type Drawing, drawText, type Element, ellipsis } from './inlines.ts';
import { LIMITS } from './limits.ts';
import { bare, inert, isPressable, isTame, spelt, spoken } from './literal.ts';

export interface AdaptiveCard {
  readonly type: 'AdaptiveCard';
  readonly $schema: string;
  readonly version: string;
  readonly speak?: string;
  readonly fallbackText?: string;
  readonly body: readonly Element[];
  readonly actions?: readonly Element[];
  readonly msteams: { readonly width: 'Full'; readonly entities?: readonly unknown[] };
}

/** Where a card is seen: in a dialog, buttons submit the dialog. */
export type Surface = 'message' | 'dialog';

export const CARD_TYPE = 'application/vnd.microsoft.card.adaptive';
/** A card as an attachment of a message, a dialog or a result. */
export const attach = (content: AdaptiveCard) => ({ contentType: CARD_TYPE, content });
/** What a notification says. */
export const summaryOf = (card: Card): string => shortened(card.summary.trim(), LIMITS.summary);

/** A card drawn, and shortened until it fits into a message. */
export function renderCard(card: Card, surface: Surface = 'message'): AdaptiveCard {
  return fitted((limit, left) => {
    const drawing: Drawing = { limit, mentions: [], next: 0 };
    return frame(card.summary, drawBlocks(kept(card.blocks, left), surface, drawing), drawing);
  }, card.blocks.length);
}

/** The outermost part of a card. `summary` is read aloud and shown where the card cannot be drawn. */
export function frame(
  summary: string,
  body: readonly Element[],
  drawing: Drawing,
  actions?: readonly Element[],
): AdaptiveCard {
  const said = shortened(summary.trim(), LIMITS.summary);
  return {
    type: 'AdaptiveCard',
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    version: '1.5',
    ...(said && { speak: spoken(said), fallbackText: bare(said) }),
    body: body.length > 0 ? body : drawText(said || '…', {}, drawing),
    ...(actions && { actions }),
    msteams: { width: 'Full', ...(drawing.mentions.length > 0 && { entities: drawing.mentions }) },
  };
}

/**
 * Draws with ever shorter texts, then with ever fewer blocks, until the card fits.
 * @param blocks how many there are to leave out, at most
 */
export function fitted(draw: (limit: number, left: number) => AdaptiveCard, blocks: number): AdaptiveCard {
  const fits = (card: AdaptiveCard): boolean => Buffer.byteLength(JSON.stringify(card)) <= LIMITS.cardBytes;
  let card = draw(LIMITS.text, 0);
  for (const limit of [8_000, 4_000, 2_000, 1_000, 500, 250, 120]) {
    if (fits(card)) return card;
    card = draw(limit, 0);
  }
  for (let left = 1; left < blocks && !fits(card); left++) card = draw(120, left);
  return card;
}

/** The blocks without `left` of them: rows go first, from the end, then texts; buttons stay. An ellipsis says so. */
function kept(blocks: readonly Block[], left: number): readonly (Block | 'more')[] {
  if (left === 0) return blocks;
  const ranked = blocks
    .map((block, at) => ({ at, rank: block.block === 'row' ? 0 : block.block === 'buttons' ? 2 : 1 }))
    .sort((a, b) => a.rank - b.rank || b.at - a.at);
  const out = new Set(ranked.slice(0, left).map(({ at }) => at));
  const first = Math.min(...out);
  return blocks.flatMap((block, at): (Block | 'more')[] => (at === first ? ['more'] : out.has(at) ? [] : [block]));
}

function drawBlocks(blocks: readonly (Block | 'more')[], surface: Surface, drawing: Drawing): Element[] {
  const body: Element[] = [];
  let divide = false;
  for (const block of blocks) {
    if (block !== 'more' && block.block === 'divider') {
      divide = true;
      continue;
    }
    const [first, ...rest] = block === 'more' ? [ellipsis] : drawBlock(block, surface, drawing);
    if (!first) continue;
    body.push(divide && body.length > 0 ? { ...first, separator: true, spacing: 'Medium' } : first, ...rest);
    divide = false;
  }
  return body;
}

export function drawBlock(block: Exclude<Block, { block: 'divider' }>, surface: Surface, drawing: Drawing): Element[] {
  switch (block.block) {
    case 'text':
      return drawWords(block, drawing);
    case 'facts':
      return block.facts.flatMap((fact): Element[] => {
        const label = drawText(shortened(fact.label, LIMITS.field), { weight: 'Bolder' }, drawing);
        return pair([label, 1], [drawText(fact.value, {}, drawing), 2]);
      });
    case 'row': {
      const words = [
        ...drawText(block.text, {}, drawing),
        ...drawText(block.note ?? '', { isSubtle: true, size: 'Small' }, drawing),
      ];
      return pair([words, 'stretch'], [block.button ? drawButtons([block.button], surface, drawing) : [], 'auto']);
    }
    case 'buttons':
      return drawButtons(block.buttons, surface, drawing);
  }
}

function drawWords(block: Extract<Block, { block: 'text' }>, drawing: Drawing): Element[] {
  switch (block.as) {
    case 'heading': {
      const words = plain(block.text);
      const look = { size: 'Medium', weight: 'Bolder' } as const;
      // Only a TextBlock can be a heading for a screen reader, and a TextBlock reads markdown.
      const isBare = runs(block.text).every((run) => run.run === 'text' && !run.style);
      if (isBare && isTame(words) && words.length <= drawing.limit)
        return [{ type: 'TextBlock', text: words, style: 'heading', wrap: true, ...look }];
      return drawText(block.text, look, drawing);
    }
    case 'body':
      return drawText(block.text, {}, drawing);
    case 'note':
      return drawText(block.text, { size: 'Small', isSubtle: true }, drawing);
    case 'quote': {
      const items = drawText(block.text, {}, drawing);
      return items.length > 0 ? [{ type: 'Container', style: 'emphasis', items }] : [];
    }
  }
}

type Width = number | 'auto' | 'stretch';
/** Two columns; one alone where the other is empty. */
function pair(...sides: [items: Element[], width: Width][]): Element[] {
  const columns = sides
    .filter(([items]) => items.length > 0)
    .map(([items, width]) => ({ type: 'Column', width, items, verticalContentAlignment: 'Center' }));
  return columns.length > 0 ? [{ type: 'ColumnSet', columns }] : [];
}

/** Buttons, a few to a row. One that must be confirmed shows the question below them; one that must not open is words. */
function drawButtons(all: readonly Button[], surface: Surface, drawing: Drawing): Element[] {
  const buttons = all.filter((one) => !isDead(one));
  const elements = all.filter(isDead).flatMap((one) => drawText(spelt(one.label, one.url), {}, drawing));
  for (let from = 0; from < buttons.length; from += LIMITS.actions) {
    const questions: Element[] = [];
    const actions = buttons.slice(from, from + LIMITS.actions).map((button) => {
      if (button.button !== 'action' || !button.confirm) return actionOf(button, surface, drawing);
      const { question, id } = confirmation(button, button.confirm, surface, drawing);
      questions.push(question);
      return { type: 'Action.ToggleVisibility', title: labelOf(button.label), targetElements: [id] };
    });
    elements.push({ type: 'ActionSet', actions }, ...questions);
  }
  return elements;
}

const isDead = (one: Button): one is Extract<Button, { button: 'link' }> =>
  one.button === 'link' && !isPressable(one.url);
const labelOf = (label: string): string => inert(shortened(label.trim(), LIMITS.label)) || '…';
const styleOf = (style: 'primary' | 'danger' | undefined) =>
  style === 'primary' ? { style: 'positive' } : style === 'danger' ? { style: 'destructive' } : {};

function actionOf(button: Button, surface: Surface, { beside }: Drawing): Element {
  const title = labelOf(button.label);
  switch (button.button) {
    case 'link':
      return { type: 'Action.OpenUrl', title, url: button.url };
    case 'action': {
      const data = { ...beside, action: button.action, value: button.value };
      const look = { title, ...styleOf(button.style) };
      if (surface === 'dialog') return { type: 'Action.Submit', ...look, data };
      // Teams must know before the press that a dialog follows.
      if (button.opens) return { type: 'Action.Submit', ...look, data: { ...data, msteams: { type: 'task/fetch' } } };
      return executeOf('action', look, data);
    }
  }
}

/** A press that we answer in place, and, for clients too old for it, one that arrives as a message. */
export const executeOf = (
  verb: string,
  look: { title: string; style?: string },
  data: Record<string, unknown>,
): Element => ({
  type: 'Action.Execute',
  ...look,
  verb,
  data,
  fallback: { type: 'Action.Submit', ...look, data },
});

type Action = Extract<Button, { button: 'action' }>;
function confirmation(button: Action, confirm: NonNullable<Action['confirm']>, surface: Surface, drawing: Drawing) {
  const id = `confirm-${drawing.next++}`;
  const yes = actionOf(
    {
      button: 'action',
      action: button.action,
      value: button.value,
      label: confirm.yes,
      ...(button.style && { style: button.style }),
    },
    surface,
    drawing,
  );
  const no = { type: 'Action.ToggleVisibility', title: labelOf(confirm.no), targetElements: [id] };
  const items = [
    ...drawText(confirm.title, { weight: 'Bolder' }, drawing),
    ...drawText(confirm.text, {}, drawing),
    { type: 'ActionSet', actions: [yes, no] },
  ];
  return { id, question: { type: 'Container', id, isVisible: false, style: 'emphasis', items } };
}

/** A string shortened at a word's end, with an ellipsis. */
export const shortened = (words: string, limit: number): string => plain(shorten(words, limit));
