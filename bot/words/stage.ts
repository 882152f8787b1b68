/** The stage of a community's life, which several features ask about and show. */
import type { Card } from '../core/card.ts';
import type { Translate } from '../core/translate.ts';
import { body, buttons, sentence } from './fragments.ts';
import { lookButton } from './how-to.ts';

/** forming: it is to find its people. quiet: less than usual is said in it. dormant: nothing is. archived: over, and to be read. */
export const STAGES = ['forming', 'active', 'quiet', 'dormant', 'archived'] as const;
export type Stage = (typeof STAGES)[number];

/** @throws where it is none: only what was kept is read */
export function stageOf(text: string): Stage {
  const stage = STAGES.find((one) => one === text);
  if (!stage) throw new Error(`no stage ${text}`);
  return stage;
}

/** A stage in words. */
export const stageLabel = (t: Translate, stage: Stage): string => t.plain(`stage.${stage}`);

/** Said instead of what cannot be done in an archived community, with the way to where it can be brought back. */
export function archivedCard(t: Translate, { id, name }: { readonly id: string; readonly name: string }): Card {
  const card = sentence(t, 'stage.is-archived', { community: name });
  return { ...card, blocks: [body(t('stage.is-archived', { community: name })), ...buttons(lookButton(t, id))] };
}
