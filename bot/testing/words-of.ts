/** Everything that a person could read in a card or a form, as strings. */
import type { Block, Button, Card, Form } from '../core/card.ts';
import { plain } from '../core/text.ts';

export const wordsOf = (card: Card): string => stringsOf(card).join('\n');

export const stringsOf = (card: Card): string[] => [card.summary, ...card.blocks.flatMap(ofBlock)];

function ofBlock(block: Block): string[] {
  switch (block.block) {
    case 'text':
      return [plain(block.text)];
    case 'facts':
      return block.facts.flatMap(({ label, value }) => [label, plain(value)]);
    case 'row':
      return [
        plain(block.text),
        ...(block.note ? [plain(block.note)] : []),
        ...(block.button ? ofButton(block.button) : []),
      ];
    case 'buttons':
      return block.buttons.flatMap(ofButton);
    case 'divider':
      return [];
  }
}

const ofButton = (button: Button): string[] =>
  button.button === 'action' && button.confirm
    ? [button.label, button.confirm.title, button.confirm.text, button.confirm.yes, button.confirm.no]
    : [button.label];

export const stringsOfForm = (form: Form): string[] => [
  form.title,
  form.submit,
  form.cancel,
  ...(form.step ? [form.step.said] : []),
  ...(form.intro ? [plain(form.intro)] : []),
  ...stringsOf({ summary: '', blocks: form.rows ?? [] }),
  ...form.fields.flatMap((field) => [field.label, ...(field.hint ? [field.hint] : [])]),
];

/** The buttons of a card. */
export const buttonsOf = (card: Card): Extract<Button, { button: 'action' }>[] =>
  card.blocks
    .flatMap((block) =>
      block.block === 'buttons' ? block.buttons : block.block === 'row' && block.button ? [block.button] : [],
    )
    .filter((button) => button.button === 'action');
