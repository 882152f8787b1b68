/** Reports on pages: which ones somebody may read, one of them as a document, and its files. What chat shows, and no more. */
import { type Asking, type Read, Refusal, reading } from '../../core/feature.ts';
import { z } from '../../core/schema.ts';
import type { Translate } from '../../core/translate.ts';
import { sentence } from '../../words/fragments.ts';
import type { ListedReports, ReportFileShown, ReportShown } from '../../words/pages.ts';
import { dayAt } from '../days.ts';
import type { Needs } from '../needs.ts';
import { isChecked, isSettled, readingFor } from './access.ts';
import { dayText } from './document.ts';
import { FORMATS, fileOf } from './files.ts';
import type { Reading } from './reading.ts';
import { documentOf } from './sections.ts';
import type { Listed } from './store.ts';

const LISTED = 50;

const which = { session: z.uuid(), edition: z.number().int().min(0).max(9_999).nullable() };

export const reads = (needs: Needs): Readonly<Record<string, Read>> => ({
  'sessions.reports': reading(z.object({}), listed),
  'sessions.report': reading(z.object(which), async (asking, { session, edition }) =>
    shown(asking, await mine(asking, needs, session, edition)),
  ),
  'sessions.report-file': reading(z.object({ ...which, format: z.enum(FORMATS) }), async (asking, given) => {
    const { record, of } = await mine(asking, needs, given.session, given.edition);
    const { name, type, bytes } = await fileOf(of, asking.t, given.format);
    return { session: record.id, name, type, content: Buffer.from(bytes).toString('base64') } satisfies ReportFileShown;
  }),
});

/** @throws Refusal: whether it is not there or not theirs is not said */
async function mine({ w, me, t }: Asking, needs: Needs, id: string, edition: number | null) {
  const record = await w.sessions.setup.get(id);
  const of = record && (await readingFor(w, needs, record, { me, t }, edition));
  if (!record || !of) throw new Refusal(sentence(t, 'review.report.not-yours'));
  return { record, of };
}

async function listed({ w, me, t }: Asking): Promise<ListedReports> {
  const all = await w.sessions.report.readable(me, LISTED);
  return {
    reports: all.map((one) => ({
      session: one.session,
      title: one.title,
      state: stateOf(t, one),
      reference: one.reference ?? '',
    })),
  };
}

function stateOf(t: Translate, one: Listed): string {
  const day = dayText(t, dayAt(one.at, t.zone));
  if (one.edition === 0) return t.plain('review.report.edition-draft', { day });
  const edition = t.plain('review.report.edition-of', { edition: one.edition, day });
  return isSettled(one) ? edition : t.plain('review.report.edition-review', { edition });
}

async function shown(
  { w, t }: Asking,
  { record, of }: { record: Parameters<typeof isChecked>[0] & { id: string }; of: Reading },
): Promise<ReportShown> {
  const { report, breadth } = of;
  const editions = await w.sessions.report.editions(record.id);
  const day = (at: Date): string => dayText(t, dayAt(at, t.zone));
  return {
    session: record.id,
    edition: report.edition,
    doc: documentOf(of, t),
    editions: [
      ...editions.map(({ edition, at }) => ({
        edition,
        label: t.plain('review.report.edition-of', { edition, day: day(at) }),
      })),
      ...(breadth === 'whole' && isChecked(record)
        ? [{ edition: 0, label: t.plain('review.report.draft-short') }]
        : []),
    ],
    files: FORMATS.map((format) => ({ format, label: t.plain(`review.report.file-${format}`) })),
  };
}
