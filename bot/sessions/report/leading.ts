/** What whoever leads sees of a report before it is published, and what can be done about a published one. */
import type { Block } from '../../core/card.ts';
import { runs, type Text } from '../../core/text.ts';
import type { Translate } from '../../core/translate.ts';
import type { Work } from '../../core/work.ts';
import { body, buttons, heading, note } from '../../words/fragments.ts';
import type { Needs } from '../needs.ts';
import type { Viewer } from '../parts.ts';
import type { SessionRecord } from '../record.ts';
import { takesPart } from '../viewer.ts';
import { isChecked, isSettled, type Looked, lookThrough } from './access.ts';
import { amendButton } from './amend.ts';
import { readButtons } from './cards.ts';
import { FIRST, findingRows, moreButton } from './decide.ts';
import type { Check } from './report.ts';
import { itemKey } from './section-made.ts';
import { summaryBlocks } from './summary.ts';

export const leadingBlocks =
  (needs: Needs) =>
  async (w: Work, t: Translate, session: SessionRecord): Promise<readonly Block[]> => {
    if (isChecked(session)) {
      const looked = await lookThrough(w, needs, session);
      return [
        heading(t('review.report.before')),
        ...findingBlocks(t, session, looked),
        ...summaryBlocks(t, session, looked.report),
        ...checklistBlocks(t, looked.report.checklist),
        ...buttons(...readButtons(t, session.id, 0)),
      ];
    }
    if (session.edition === 0) return [];
    return [
      heading(t('review.report.report')),
      body(
        t(isSettled(session) ? 'review.report.published-now' : 'review.report.under-review', {
          edition: session.edition,
        }),
      ),
      ...buttons(...readButtons(t, session.id, null), session.state === 'published' && amendButton(t, session)),
    ];
  };

function findingBlocks(t: Translate, { id }: SessionRecord, looked: Looked): readonly Block[] {
  const { length } = looked.found;
  if (length === 0) return [body(t('review.report.found-none'))];
  return [
    body(t('review.report.found-title', { count: length })),
    note(t('review.report.found-what')),
    ...findingRows(t, id, looked),
    ...buttons(length > FIRST && moreButton(t, id, 0, length)),
  ];
}

/** Ten lines, each with its yes or no in words. */
function checklistBlocks(t: Translate, checks: readonly Check[]): readonly Block[] {
  const item = ({ item: number, met, some, of }: Check): Text => {
    const args = { so: t.plain(met ? 'review.report.yes' : 'review.report.no'), what: t.plain(itemKey(number)) };
    return some === null || of === null
      ? t('review.report.check-line', args)
      : t('review.report.check-line-some', { ...args, some, of });
  };
  return [
    body(t('review.report.checklist')),
    note(t('review.report.checklist-note')),
    body([{ run: 'list', ordered: true, items: checks.map((one) => runs(item(one))) }]),
  ];
}

/** On the own card of somebody who takes part. */
export async function panelBlocks(
  _w: Work,
  t: Translate,
  session: SessionRecord,
  viewer: Viewer,
): Promise<readonly Block[]> {
  if (!takesPart(viewer)) return [];
  if (isChecked(session))
    return [body(t('review.report.panel-draft')), ...buttons(...readButtons(t, session.id, 0, 'primary'))];
  if (session.edition === 0) return [];
  return [
    body(
      t(isSettled(session) ? 'review.report.published-now' : 'review.report.under-review', {
        edition: session.edition,
      }),
    ),
    ...buttons(...readButtons(t, session.id, null, 'primary')),
  ];
}
