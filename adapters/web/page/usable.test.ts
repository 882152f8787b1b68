/** Cards on a page: what only chat can do leaves no trace, and one sentence opens no dialog. */
import { expect, test } from 'vitest';
import type { Button, Card } from '../../../bot/core/card.ts';
import { isSentence, usable } from './usable.ts';

const text = (words: string, as: 'body' | 'heading' = 'body') => ({ block: 'text', as, text: words }) as const;
const press = (action: string): Button => ({ button: 'action', action, value: '', label: action });
const link: Button = { button: 'link', url: 'https://ashcombe.example/thread', label: 'Open the thread' };
const here = (button: Button): boolean => button.button === 'link' || button.action === 'communities.join';

test('buttons that cannot be pressed here are gone, with the row that held nothing else', () => {
  const card: Card = {
    summary: 'Elections',
    blocks: [
      text('Elections', 'heading'),
      { block: 'row', text: 'Licensing', button: press('questions.ask') },
      { block: 'row', text: 'Homelessness', button: press('communities.join') },
      { block: 'buttons', buttons: [press('questions.ask'), link, press('communities.join')] },
      { block: 'buttons', buttons: [press('questions.ask')] },
    ],
  };
  expect(usable(card, here)).toEqual({
    summary: 'Elections',
    blocks: [
      text('Elections', 'heading'),
      { block: 'row', text: 'Licensing' },
      { block: 'row', text: 'Homelessness', button: press('communities.join') },
      { block: 'buttons', buttons: [link, press('communities.join')] },
    ],
  });
});

test('a card that says its summary and offers nothing is one sentence; one that says or offers more is not', () => {
  const left: Card = {
    summary: 'You have left Elections.',
    blocks: [text('You have left Elections.'), { block: 'buttons', buttons: [press('communities.list')] }],
  };
  expect(isSentence(left)).toBe(false);
  expect(isSentence(usable(left, here))).toBe(true);
  expect(isSentence({ summary: 'Elections', blocks: [] })).toBe(true);
  expect(isSentence({ summary: 'Elections', blocks: [text('What is asked there.')] })).toBe(false);
  expect(isSentence({ summary: 'Elections', blocks: [text('Elections'), text('More')] })).toBe(false);
});
