/** A card as a message that is ready to be sent. */
import type { Card } from '../../bot/core/card.ts';
import { labelsOf } from './generated.ts';
import { renderCard, summaryOf } from './render.ts';
import type { Drawn } from './speak.ts';

export const drawnCard = (card: Card): Drawn => ({
  content: renderCard(card),
  summary: summaryOf(card),
  labels: labelsOf(card),
});
