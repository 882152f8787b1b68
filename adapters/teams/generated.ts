/** How Teams says that words were made by a model, what they rest on, and asks whether they were useful. */
import type { Card } from '../../bot/core/card.ts';
import { LIMITS } from './limits.ts';
import { bare, isPressable } from './literal.ts';
import { shortened } from './render.ts';

/** What goes into a message beside its card: learn.microsoft.com/microsoftteams/platform/bots/how-to/bot-messages-ai-generated-content */
export interface Labels {
  readonly entities: readonly object[];
  readonly channelData: { readonly feedbackLoop: { readonly type: 'default' } };
}

/** @returns nothing for a card whose words are people's, or ours */
export function labelsOf({ generated }: Card): Labels | undefined {
  if (!generated) return undefined;
  return {
    entities: [
      {
        type: 'https://schema.org/Message',
        '@type': 'Message',
        '@context': 'https://schema.org',
        additionalType: ['AIGeneratedContent'],
        citation: generated.sources.slice(0, LIMITS.citations).map(({ number, title, words, link }) => ({
          '@type': 'Claim',
          position: number,
          appearance: {
            '@type': 'DigitalDocument',
            name: bare(shortened(title, LIMITS.citationName)) || '…',
            abstract: bare(shortened(words, LIMITS.citationWords)) || '…',
            ...(link !== null && isPressable(link) && { url: link }),
          },
        })),
      },
    ],
    // Its form is Teams' own; what is written in it stays outside (translate.ts).
    channelData: { feedbackLoop: { type: 'default' } },
  };
}
