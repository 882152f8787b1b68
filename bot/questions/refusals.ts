/** What is said where nothing can be asked, with the words that somebody typed for it. */
import type { Card } from '../core/card.ts';
import type { Turn } from '../core/feature.ts';
import { isEmpty, type Text } from '../core/text.ts';
import type { Translate } from '../core/translate.ts';
import { note, quote, sentence } from '../words/fragments.ts';
import { typed, whereOf } from '../words/how-to.ts';
import { archivedCard } from '../words/stage.ts';
import type { BoundChannel, Needs } from './needs.ts';

/** There is no community that they may ask. */
export const nothingToAsk = ({ me, t, event }: Turn): Card =>
  me.outside
    ? sentence(t, 'questions.outside-none')
    : sentence(t, 'questions.no-communities', { command: typed(t, whereOf(event), 'create') });

/** They may not ask the community of the channel in which they are. */
export const notOpenHere = ({ me, t }: Turn): Card =>
  sentence(t, me.outside ? 'questions.outside-here' : 'questions.closed-here');

/** Nothing new is asked in the community of the channel in which they are. */
export const archivedHere = (t: Translate, { community: id, communityName: name }: BoundChannel): Card =>
  archivedCard(t, { id, name });

/** The same where a form or a button names it. */
export const archivedName = async ({ w, t }: Turn, needs: Needs, community: string): Promise<string> =>
  t.plain('stage.is-archived', { community: await needs.communityName(w, community) });

/** A command's words are gone from the screen: they come back with what is said. */
export const withWords = (t: Translate, card: Card, words: Text): Card =>
  isEmpty(words) ? card : { ...card, blocks: [...card.blocks, note(t('questions.you-wrote')), quote(words)] };
