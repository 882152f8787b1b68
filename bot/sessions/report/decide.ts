/** What may say who somebody is, before a report is published: shown to whoever leads, who changes the wording, leaves it out, or leaves it with a reason. */
import { type Block, type Button, type Card, type Form, type Option, words } from '../../core/card.ts';
import { Refusal, type Turn } from '../../core/feature.ts';
import type { InboundOf } from '../../core/inbound.ts';
import { ask, invalid, type Reply, replace, tell } from '../../core/reply.ts';
import { shorten } from '../../core/text.ts';
import type { Key, Translate } from '../../core/translate.ts';
import type { Work } from '../../core/work.ts';
import { body, buttons, heading, sentence } from '../../words/fragments.ts';
import { redraw } from '../flow.ts';
import type { Needs } from '../needs.ts';
import { offsetIn } from '../paging.ts';
import type { SessionRecord } from '../record.ts';
import { leads, viewerOf } from '../viewer.ts';
import { type Looked, lookThrough } from './access.ts';
import type { ToDecide } from './left-out.ts';
import { numbered, REF_KINDS, type RefKind } from './numbers.ts';
import type { Reading } from './reading.ts';
import type { Report } from './report.ts';
import { canReword, kindOf } from './texts.ts';

/** In a list of them, and on the card of whoever leads. */
const EACH = 8;
export const FIRST = 4;
const AROUND = 60;
const REASON_MOST = 500;
const TEXT_MOST = 3_000;

/** The session, for whoever leads it. @throws Refusal */
export async function leading(
  { w, me, t }: Pick<Turn, 'w' | 'me' | 't'>,
  needs: Needs,
  id: string,
): Promise<SessionRecord> {
  const session = await w.sessions.setup.hold(id);
  if (!session || !leads(session, await viewerOf(w, needs, session, me)))
    throw new Refusal(sentence(t, 'review.report.only-leading'));
  return session;
}

/** One row for each, with what can be done about it. */
export function findingRows(
  t: Translate,
  session: string,
  { report, found }: Looked,
  from = 0,
  many = FIRST,
): readonly Block[] {
  return found.slice(from, from + many).map((one) => ({
    block: 'row',
    text: t('review.report.found', { kind: t.plain(`review.report.kind-${one.kind}`), text: one.text }),
    note: t('review.report.found-where', { place: placeName(t, report, one), around: around(one) }),
    button: {
      button: 'action',
      action: 'sessions.report-decide',
      value: `${session} ${one.mark}`,
      label: t.plain('review.report.decide'),
      opens: true,
    },
  }));
}

/** What was found with some words on either side. */
function around({ whole, start, end }: ToDecide): string {
  const before = whole.slice(Math.max(0, start - AROUND), start).toWellFormed();
  const after = whole.slice(end, end + AROUND).toWellFormed();
  const text = `${start > AROUND ? '…' : ''}${before}${whole.slice(start, end)}${after}${end + AROUND < whole.length ? '…' : ''}`;
  return text.replace(/\s+/g, ' ');
}

/** What a record is called in the report: "Lesson 2". */
function placeName(t: Translate, report: Report, at: Pick<ToDecide, 'record'>): string {
  const kind = kindOf(at);
  const isNumbered = (REF_KINDS as readonly string[]).includes(kind);
  const reading: Pick<Reading, 'report' | 'breadth'> = { report, breadth: 'whole' };
  if (isNumbered)
    return (
      numbered(reading, t).of(kind as RefKind, at.record.slice(kind.length + 1))?.name ?? t.plain('review.report.about')
    );
  const key: Key =
    kind === 'objection'
      ? 'review.report.disputed'
      : kind === 'edition'
        ? 'review.report.reason'
        : 'review.report.about';
  return t.plain(key);
}

export const moreButton = (t: Translate, session: string, page: number, many: number, isOn = false): Button => ({
  button: 'action',
  action: 'sessions.report-findings',
  value: `${session} ${page}${isOn ? ' on' : ''}`,
  label: t.plain('review.report.found-more', { many }),
});

function listCard(t: Translate, session: string, looked: Looked, page: number): Card {
  const { length } = looked.found;
  const from = Math.min(page, Math.floor(Math.max(0, length - 1) / EACH)) * EACH;
  const rest = length - from - EACH;
  const summary = t.plain('review.report.found-title', { count: length });
  return {
    summary,
    blocks: [
      heading(summary),
      body(t(length === 0 ? 'review.report.found-none' : 'review.report.found-what')),
      ...findingRows(t, session, looked, from, EACH),
      ...buttons(rest > 0 && moreButton(t, session, from / EACH + 1, rest, true)),
    ],
  };
}

export const showFindings =
  (needs: Needs) =>
  async (turn: Turn<InboundOf<'action'>>): Promise<Reply> => {
    const { w, t, event } = turn;
    const [id = '', page = '', on] = event.value.split(' ');
    const session = await leading(turn, needs, id);
    const card = listCard(t, id, await lookThrough(w, needs, session), offsetIn(page));
    return on === 'on' ? replace(card) : tell(card);
  };

async function found(w: Work, needs: Needs, session: SessionRecord, mark: string) {
  const looked = await lookThrough(w, needs, session);
  return { looked, one: looked.found.find((each) => each.mark === mark) ?? null };
}

export const openDecide =
  (needs: Needs) =>
  async (turn: Turn<InboundOf<'action'>>): Promise<Reply> => {
    const { w, t, event } = turn;
    const [id = '', mark = ''] = event.value.split(' ');
    const session = await leading(turn, needs, id);
    const { looked, one } = await found(w, needs, session, mark);
    if (!one) return tell(sentence(t, 'review.report.decided-already'));
    return ask(formOf(t, event.value, looked.report, one));
  };

function formOf(t: Translate, context: string, report: Report, one: ToDecide): Form {
  const rewords = canReword(one);
  const option = (value: string, key: Key): Option => ({ value, label: t.plain(key) });
  return {
    form: 'sessions.report-decide',
    context,
    title: t.plain('review.report.decide-title'),
    intro: t(rewords ? 'review.report.decide-intro' : 'review.report.decide-intro-theirs', {
      kind: t.plain(`review.report.kind-${one.kind}`),
      text: one.text,
      place: placeName(t, report, one),
      around: shorten(around(one), 300),
    }),
    fields: [
      {
        field: 'choice',
        name: 'how',
        label: t.plain('review.report.decide-how'),
        options: [
          rewords
            ? option('change', 'review.report.decide-change')
            : option('left-out', 'review.report.decide-left-out'),
          option('stays', 'review.report.decide-stays'),
        ],
        value: rewords ? 'change' : 'left-out',
      },
      ...(rewords
        ? [
            {
              field: 'paragraph' as const,
              name: 'text',
              label: t.plain('review.report.decide-text'),
              value: one.whole,
              max: TEXT_MOST,
              optional: true,
            },
          ]
        : []),
      {
        field: 'line',
        name: 'reason',
        label: t.plain('review.report.decide-reason'),
        hint: t.plain('review.report.decide-reason-hint'),
        optional: true,
        max: REASON_MOST,
      },
    ],
    submit: t.plain('review.report.decide-submit'),
    cancel: t.plain('words.cancel'),
  };
}

export const decide =
  (needs: Needs) =>
  async (turn: Turn<InboundOf<'submission'>>): Promise<Reply> => {
    const { w, me, t, event } = turn;
    const [id = '', mark = ''] = event.context.split(' ');
    const session = await leading(turn, needs, id);
    const { looked, one } = await found(w, needs, session, mark);
    if (!one) return tell(sentence(t, 'review.report.decided-already'));
    const how = words(event.values.how);
    const reason = words(event.values.reason);
    const { record, part } = one;
    const finding = { mark, record, part, found: one.text, reason, by: me.person };
    if (how === 'stays') {
      if (reason === '') return invalid({ reason: t.plain('review.report.decide-needs-reason') });
      await w.sessions.report.decide(id, { ...finding, decision: 'stays' });
    } else if (how === 'left-out' && !canReword(one))
      await w.sessions.report.decide(id, { ...finding, decision: 'left-out' });
    else if (how === 'change' && canReword(one)) {
      const text = words(event.values.text);
      if (text === '') return invalid({ text: t.plain('review.report.decide-empty') });
      if (text.includes(one.text)) return invalid({ text: t.plain('review.report.decide-still', { text: one.text }) });
      if (!(await w.sessions.report.reword(id, one, one.whole, text)))
        return invalid({ text: t.plain('review.report.decide-changed') });
    } else return invalid({ how: t.plain('review.report.decide-which') });
    await needs.acted(w, me.person, session.community);
    await redraw(w, id);
    const left = await lookThrough(w, needs, session);
    return tell(
      left.found.length === 0
        ? sentence(t, 'review.report.found-done')
        : listCard(t, id, { ...left, report: looked.report }, 0),
    );
  };

/** What stands in the way of an edition that is about to be published: rows for whoever leads, and nothing where it may go. */
export const inTheWay = (t: Translate, session: string, looked: Looked): Card | null =>
  looked.found.length === 0 ? null : listCard(t, session, looked, 0);
