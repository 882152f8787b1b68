/** Every card and form of the product's own, in English, as both platforms' judges see it. The longer language is every-card.long.test.ts. */
import { test } from 'vitest';
import { everyCard } from '../testing/every-card.ts';
import { expectTaken, FIRST_MS } from '../testing/judging.ts';

test('both platforms take everything, and no button is lost', async () => expectTaken(await everyCard()), FIRST_MS);
