/** Every card and form of the product's own, in English, and in a longer language with as much as people may type, as both platforms' judges see it. */
import { test } from 'vitest';
import { everyCard } from '../testing/every-card.ts';
import { expectTaken, FIRST_MS } from '../testing/judging.ts';
import { createWords } from '../words/catalogue.ts';
import { pseudo } from '../words/pseudo.ts';

/** As much as a person may type, in words that two platforms would rather read as markup. */
const endless = (short: string): string => `${short} ${'*9* <b> '.repeat(400)}`.slice(0, 3_000);

test('both platforms take everything, and no button is lost', async () => expectTaken(await everyCard()), FIRST_MS);

test(
  'nor in a longer language',
  async () => expectTaken(await everyCard({ words: createWords({}, pseudo), typed: endless })),
  FIRST_MS,
);
