/** "My communities" on a person's home page. */
import type { Block } from '../core/card.ts';
import { type Me, mayBeOutside } from '../core/me.ts';
import type { Translate } from '../core/translate.ts';
import type { Work } from '../core/work.ts';
import { body, buttons, heading, note } from '../words/fragments.ts';
import { communitiesButton, createButton } from '../words/how-to.ts';
import { findButton, recommendedBlocks } from './find-views.ts';
import { recommended } from './recommended.ts';
import { ROWS, row } from './views.ts';

/** Recommended there; all others are a button away. */
const AT_HOME = 2;

export async function homeSection(w: Work, me: Me, t: Translate): Promise<readonly Block[]> {
  const { communities, total } = await w.communities.find(me, { role: 'any', limit: ROWS });
  const more = total - communities.length;
  const outside = mayBeOutside(me);
  return [
    heading(t('home.communities')),
    ...(total === 0 ? [body(t('home.communities-none'))] : communities.map((one) => row(t, one, one.id))),
    ...(more > 0 ? [note(t('home.communities-more', { more }))] : []),
    ...(outside ? [] : recommendedBlocks(t, await recommended(w, me, t, AT_HOME))),
    ...buttons(!outside && findButton(t), communitiesButton(t), !outside && createButton(t)),
  ];
}
