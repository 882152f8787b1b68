/** What the contract's suites share: the harness of the running test and short ways to use it. */
import type { Card } from '../../bot/core/card.ts';
import type { MessageRef } from '../../bot/core/ref.ts';
import type { Text } from '../../bot/core/text.ts';
import type { ChatHarness, Native } from './harness.ts';

export interface Stage {
  /** The harness of the running test; only to be read inside one. */
  readonly it: ChatHarness;
  /** What was shown last. @throws when nothing was */
  latest(): Native;
  /** Posts a card to the channel. */
  post(card: Card): Promise<{ ref: MessageRef; native: Native }>;
}

/** White space does not count: platforms fold and add it. So do the characters that some insert to break markup up. */
export const squeezed = (text: string): string => text.replace(/[\s\u200b\u2060\ufeff]+/g, '');

/** A value as it comes back from a database. */
export const copy = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

export const bodyCard = (text: Text): Card => ({ summary: 'A summary', blocks: [{ block: 'text', as: 'body', text }] });
