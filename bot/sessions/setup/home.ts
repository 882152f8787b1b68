/** A person's reviews on their home page and in answer to `review`. */
import type { Block } from '../../core/card.ts';
import type { Me } from '../../core/me.ts';
import type { Translate } from '../../core/translate.ts';
import type { Work } from '../../core/work.ts';
import { buttons, heading, note } from '../../words/fragments.ts';
import { press } from './draft.ts';
import { headingText, stateText } from './words.ts';

const SHOWN = 5;

const startButton = (t: Translate) => press(t, 'new', '', { opens: true });

export async function homeSection(w: Work, me: Me, t: Translate): Promise<readonly Block[]> {
  const own = await w.sessions.setup.mine(me.ref, SHOWN);
  return [
    heading(t('review.section')),
    ...(own.length === 0 ? [note(t('review.section-none'))] : []),
    ...own.map(
      (session): Block => ({
        block: 'row',
        text: headingText(t, session),
        note: stateText(t, session),
        button: press(t, session.state === 'draft' ? 'draft' : 'read', session.id, { key: 'review.section-open' }),
      }),
    ),
    ...buttons(startButton(t)),
  ];
}
