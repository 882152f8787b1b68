/** Words that look for somebody to blame, or for another past: a kind question beside them, and never a block. */
import type { Block } from '../../core/card.ts';
import type { Translate } from '../../core/translate.ts';
import { note } from '../../words/fragments.ts';
import { nudges } from '../wording.ts';

/** Asked beside what was just kept, where it may help. */
export const wordingNudge = (t: Translate, ...texts: readonly string[]): readonly Block[] =>
  texts.some((text) => nudges(text).length > 0) ? [note(t('review.sense.nudge'))] : [];
