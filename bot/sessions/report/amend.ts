/** A corrected edition of a published report: with a reason, and looked through for who somebody is like the first. */
import { type Button, words } from '../../core/card.ts';
import type { Turn } from '../../core/feature.ts';
import type { InboundOf } from '../../core/inbound.ts';
import { ask, invalid, type Reply, tell } from '../../core/reply.ts';
import { shorten } from '../../core/text.ts';
import type { Key, Translate } from '../../core/translate.ts';
import { sentence } from '../../words/fragments.ts';
import { act, type Flow } from '../flow.ts';
import type { SessionRecord } from '../record.ts';
import { lookThrough } from './access.ts';
import { inTheWay, leading } from './decide.ts';

const REASON_MOST = 500;

export const amendButton = (t: Translate, { id, version }: Pick<SessionRecord, 'id' | 'version'>): Button => ({
  button: 'action',
  action: 'sessions.report-amend',
  value: `${id} ${version}`,
  label: t.plain('review.report.amend'),
  opens: true,
});

export const openAmend =
  ({ needs }: Pick<Flow, 'needs'>) =>
  async (turn: Turn<InboundOf<'action'>>): Promise<Reply> => {
    const { w, t, event } = turn;
    const [id = '', version] = event.value.split(' ');
    const session = await leading(turn, needs, id);
    if (session.state !== 'published' || session.version !== Number(version))
      return tell(sentence(t, 'review.report.moved-on'));
    const way = inTheWay(t, id, await lookThrough(w, needs, session, { edition: session.edition + 1 }));
    if (way) return tell(way);
    return ask({
      form: 'sessions.report-amend',
      context: event.value,
      title: t.plain('review.report.amend-title'),
      intro: t('review.report.amend-intro', { title: shorten(session.title, 100), edition: session.edition }),
      fields: [
        {
          field: 'paragraph',
          name: 'reason',
          label: t.plain('review.report.amend-reason'),
          hint: t.plain('review.report.amend-hint'),
          max: REASON_MOST,
        },
      ],
      submit: t.plain('review.report.amend-submit'),
      cancel: t.plain('words.cancel'),
    });
  };

export const amend =
  (flow: Flow) =>
  async (turn: Turn<InboundOf<'submission'>>): Promise<Reply> => {
    const { w, me, t, event } = turn;
    const { needs } = flow;
    const [id = '', version] = event.context.split(' ');
    const session = await leading(turn, needs, id);
    const reason = words(event.values.reason);
    if (reason === '') return invalid({ reason: t.plain('review.report.amend-needs-reason') });
    const looked = await lookThrough(w, needs, session, { edition: session.edition + 1, reason });
    const inReason = looked.found.find(({ record }) => record === `edition:${session.edition + 1}`);
    if (inReason) return invalid({ reason: t.plain('review.report.amend-names', { text: inReason.text }) });
    const way = inTheWay(t, id, looked);
    if (way) return tell(way);
    const moved = await act(
      w,
      flow,
      id,
      { event: 'amend', reason },
      { by: me.person, seen: Number(version), cause: `amend:${event.id}` },
    );
    if (moved?.kind === 'moved') return tell(sentence(t, 'review.report.amended', { edition: moved.session.edition }));
    return tell(sentence(t, REFUSED[moved?.kind === 'refused' ? moved.why : 'moved-on'] ?? 'review.report.moved-on'));
  };

const REFUSED: Readonly<Record<string, Key>> = {
  'not-yours': 'review.report.only-leading',
  'needs-reason': 'review.report.amend-needs-reason',
};
