/** "Read it here": a report in the chat, in as many cards as it takes, told to whoever pressed alone. */
import type { Button, Card } from '../../core/card.ts';
import { Refusal, type Turn } from '../../core/feature.ts';
import type { InboundOf } from '../../core/inbound.ts';
import { type Reply, replace, tell } from '../../core/reply.ts';
import { shorten } from '../../core/text.ts';
import type { Translate } from '../../core/translate.ts';
import { buttons, note, sentence } from '../../words/fragments.ts';
import type { Needs } from '../needs.ts';
import { readingFor } from './access.ts';
import { partsOf } from './parts-of.ts';
import type { Reading } from './reading.ts';
import { documentOf } from './sections.ts';

/** What a button carries: the session, the edition (0: the draft), the part, and whether it stands on such a card. */
function readValue(value: string) {
  const [session = '', edition = '', part = '', on] = value.split(' ');
  return {
    session,
    edition: /^\d{1,4}$/.test(edition) ? Number(edition) : null,
    part: /^\d{1,4}$/.test(part) ? Number(part) : 1,
    isNext: on === 'on',
  };
}

export const readHere =
  (needs: Needs) =>
  async (turn: Turn<InboundOf<'action'>>): Promise<Reply> => {
    const { w, t, event } = turn;
    const { session: id, edition, part, isNext } = readValue(event.value);
    const session = await w.sessions.setup.get(id);
    const reading = session && (await readingFor(w, needs, session, turn, edition));
    if (!reading) throw new Refusal(sentence(t, 'review.report.not-yours'));
    const card = partCard(t, id, reading, part);
    return isNext ? replace(card) : tell(card);
  };

export function partCard(t: Translate, session: string, reading: Reading, wanted: number): Card {
  const parts = partsOf(documentOf(reading, t));
  const part = Math.min(Math.max(1, wanted), parts.length);
  const { edition, title } = reading.report;
  const to = (other: number, key: 'review.report.part-next' | 'review.report.part-before'): Button | false =>
    other >= 1 &&
    other <= parts.length && {
      button: 'action',
      action: 'sessions.report-here',
      value: `${session} ${edition} ${other} on`,
      label: t.plain(key),
    };
  return {
    summary: t.plain('review.report.part', { title: shorten(title, 100), part, parts: parts.length }),
    blocks: [
      ...(parts[part - 1] ?? []),
      note(t('review.report.part-of', { part, parts: parts.length })),
      ...buttons(to(part + 1, 'review.report.part-next'), to(part - 1, 'review.report.part-before')),
    ],
  };
}
