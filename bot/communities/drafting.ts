/** Whether a language model may draft answers from what is answered: a community's lead says so for it, an organisation's admin for that. */
import type { Block, Button } from '../core/card.ts';
import type { Turn } from '../core/feature.ts';
import type { Translate } from '../core/translate.ts';
import type { Work } from '../core/work.ts';
import { body, buttons } from '../words/fragments.ts';
import type { Listed } from './community.ts';
import { needOne } from './rights.ts';

/** What is told when it changes; null where there is no model, and so nothing to decide. */
export interface DraftingNeeds {
  changed(w: Work, what: { readonly community: string } | { readonly organisation: string }): Promise<void>;
}

const switchOf = (t: Translate, action: string, value: string, key: Parameters<Translate>[0]): Button => ({
  button: 'action',
  action,
  value,
  label: t.plain(key),
});

export const draftingFact = (t: Translate, is: boolean) => ({
  label: t.plain('drafting.fact'),
  value: t(is ? 'drafting.community-on' : 'drafting.community-off'),
});

export const draftingButton = (t: Translate, community: string, is: boolean): Button =>
  switchOf(
    t,
    'communities.drafting',
    `${community} ${is ? 'off' : 'on'}`,
    is ? 'drafting.community-off-button' : 'drafting.community-on-button',
  );

/** Changes it for a community. @returns which one. @throws Refusal */
export async function changeDrafting(turn: Turn, value: string, needs: DraftingNeeds | null): Promise<Listed> {
  const [id = '', is] = value.split(' ');
  const one = await needOne(turn, id, 'drafting');
  await turn.w.communities.setDrafting(one.id, is === 'on');
  await needs?.changed(turn.w, { community: one.id });
  return one;
}

/** For an organisation's admins. */
export const draftingBlocks = (t: Translate, is: boolean): readonly Block[] => [
  body(t(is ? 'drafting.organisation-on' : 'drafting.organisation-off')),
  ...buttons(
    switchOf(
      t,
      'communities.drafting-rule',
      is ? 'off' : 'on',
      is ? 'drafting.organisation-off-button' : 'drafting.organisation-on-button',
    ),
  ),
];
