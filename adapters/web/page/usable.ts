/** A card as far as it can be used on a page: what only chat can do is not shown, and leaves no gap. */
import type { Block, Button, Card } from '../../../bot/core/card.ts';
import { plain } from '../../../bot/core/text.ts';

export function usable(card: Card, canPress: (button: Button) => boolean): Card {
  const blocks = card.blocks.flatMap((block): readonly Block[] => {
    if (block.block === 'row' && block.button && !canPress(block.button)) {
      const { button: _, ...rest } = block;
      return [rest];
    }
    if (block.block !== 'buttons') return [block];
    const buttons = block.buttons.filter(canPress);
    return buttons.length === 0 ? [] : [{ ...block, buttons }];
  });
  return { ...card, blocks };
}

/** Whether it is one sentence, with nothing to press: no dialog is opened for that. */
export function isSentence({ blocks, summary }: Card): boolean {
  const [first, ...rest] = blocks;
  if (first === undefined) return true;
  return rest.length === 0 && first.block === 'text' && plain(first.text) === summary;
}
