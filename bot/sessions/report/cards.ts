/** The cards of a report: the draft for those who can object, and what a community is told of an edition, in at most 120 words. */
import type { Block, Button, Card } from '../../core/card.ts';
import type { Drawer } from '../../core/feature.ts';
import { bold, plain, shorten, type Text } from '../../core/text.ts';
import type { Translate } from '../../core/translate.ts';
import { body, buttons, heading, note, sentence } from '../../words/fragments.ts';
import { labelled } from '../../words/handling.ts';
import { pageButton } from '../../words/how-to.ts';
import type { Needs } from '../needs.ts';
import type { SessionRecord } from '../record.ts';
import { takesPart, viewerOf } from '../viewer.ts';
import { breadthFor, isChecked, isSettled } from './access.ts';
import { lineText } from './document.ts';
import { type Report, readBack } from './report.ts';
import { lessonLine } from './section-agreed.ts';
import { figures } from './section-short.ts';

/** Of all that is to be read on a card of a published report. */
export const MOST_WORDS = 120;
const TITLE = 100;
const LESSON = 110;

const countWords = (text: string): number => text.split(/\s+/).filter((word) => word !== '').length;

/** Where somebody reads a report: in the chat or on its page. @param edition 0: the draft; null: whatever is newest */
export const readButtons = (
  t: Translate,
  session: string,
  edition: number | null,
  style?: 'primary',
): readonly Button[] => [
  {
    button: 'action',
    action: 'sessions.report-here',
    value: `${session} ${edition ?? 'newest'} 1`,
    label: t.plain('review.report.read-here'),
    ...(style && { style }),
  },
  pageButton(t, `reports/${session}${edition === null ? '' : `/${edition}`}`, 'review.report.read-page'),
];

const objectButton = (t: Translate, session: string): Button => ({
  button: 'action',
  action: 'sessions.objection-add',
  value: session,
  label: t.plain('review.report.object'),
  opens: true,
});

/** `id`: the session, and its version when the draft was sent. */
export const draftView =
  (needs: Needs): Drawer =>
  async ({ w, id, to, t, there }) => {
    const session = await w.sessions.setup.get(id.split('/')[0] ?? '');
    const me = to.kind === 'user' ? await needs.meOf(w, { ...to, kind: 'user' }) : null;
    if (!session || !me || !takesPart(await viewerOf(w, needs, session, me))) return null;
    const title = shorten(session.title, TITLE);
    if (!isChecked(session)) {
      if (!there) return null;
      if (session.edition === 0) return sentence(t, 'review.report.draft-over', { title });
      const said = t('review.report.draft-published', { title });
      return { summary: plain(said), blocks: [body(said), ...buttons(...readButtons(t, session.id, null))] };
    }
    const said = t('review.report.draft-card', { title });
    return {
      summary: plain(said),
      blocks: [
        body(bold(said)),
        body(t('review.report.draft-what')),
        ...(session.closesAt ? [body(t('review.report.draft-until', { at: session.closesAt }))] : []),
        ...buttons(...readButtons(t, session.id, 0, 'primary'), objectButton(t, session.id)),
        note(t('review.report.draft-why')),
      ],
    };
  };

/** `id`: the session and the edition. */
export const reportView =
  (needs: Needs): Drawer =>
  async ({ w, id, to, t, there }) => {
    const [of = '', number = ''] = id.split('/');
    const session = await w.sessions.setup.get(of);
    const kept = session && (await w.sessions.report.edition(of, Number(number)));
    if (!session || !kept) return null;
    if (to.kind === 'user') {
      const me = await needs.meOf(w, { ...to, kind: 'user' });
      if (!me || !(await breadthFor(w, needs, session, me)))
        return there ? sentence(t, 'review.report.not-yours') : null;
    } else {
      const channel = await needs.channelAt(w, { ...to, kind: 'conversation' });
      const isTold = channel?.community === session.community && session.readers !== 'participants';
      // In a channel that is its community's no more, nothing of what has come since is told.
      if (!isTold) return there ? sentence(t, 'review.report.taken-out') : null;
      if (channel.mode === 'off' && !there) return null;
    }
    const label = session.label ?? (await needs.labelIn(w, session.community));
    return publishedCard(t, readBack(kept.body), session, label && labelled(t, label));
  };

/** @param label how it is to be handled; null where that is not said */
export function publishedCard(
  t: Translate,
  report: Report,
  session: Pick<SessionRecord, 'id' | 'state' | 'edition'>,
  label: Text | null,
): Card {
  const title = shorten(report.title, TITLE);
  const said = t(report.edition === 1 ? 'review.report.published' : 'review.report.published-again', {
    title,
    edition: report.edition,
  });
  const isOld = session.edition > report.edition;
  const blocks: Block[] = [
    heading(said),
    body(bold(t('review.report.unvalidated'))),
    ...(isOld
      ? [body(bold(t('review.report.not-latest', { edition: report.edition, latest: session.edition })))]
      : isSettled(session)
        ? []
        : [body(bold(t('review.report.under-review')))]),
    ...figures({ report, t })
      .slice(0, 3)
      .map((line) => body(lineText(line))),
  ];
  const last = [
    ...(label ? [note(label)] : []),
    ...buttons(...readButtons(t, session.id, isOld ? report.edition : null, 'primary')),
  ];
  const said_ = (of: readonly Block[]): number => of.reduce((sum, one) => sum + wordsIn(one), 0);
  // As many lessons as there is room for.
  for (const one of report.lessons) {
    const lesson = body(shorten(t('review.report.card-lesson', { lesson: lineText(lessonLine(t, one)) }), LESSON));
    if (said_([...blocks, lesson, ...last]) > MOST_WORDS) break;
    blocks.push(lesson);
  }
  return { summary: plain(said), blocks: [...blocks, ...last] };
}

function wordsIn(block: Block): number {
  if (block.block === 'text') return countWords(plain(block.text));
  return block.block === 'buttons' ? block.buttons.reduce((sum, { label }) => sum + countWords(label), 0) : 0;
}
