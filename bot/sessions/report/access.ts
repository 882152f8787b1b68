/** Who may read a report, and what each reader is given of it: asked each time, whatever they pressed or followed. */
import { type Me, mayBeOutside } from '../../core/me.ts';
import type { Translate } from '../../core/translate.ts';
import type { Work } from '../../core/work.ts';
import { wordSet } from '../../text/names.ts';
import { createDetector, type Detector } from '../../text/private-data.ts';
import { shownTo } from '../../words/author.ts';
import { dayAt } from '../days.ts';
import { phaseOf } from '../method.ts';
import { methodOf } from '../methods/index.ts';
import type { Needs } from '../needs.ts';
import type { Happened, SessionRecord } from '../record.ts';
import { takesPart, viewerOf } from '../viewer.ts';
import { buildReport, type Given, whole } from './build.ts';
import { type ToDecide, toDecide } from './left-out.ts';
import { type Breadth, narrowed, type Person, peopleIn, type Reading, type Since } from './reading.ts';
import { type Report, readBack } from './report.ts';
import type { Finding, Records } from './store.ts';
import { textsOf } from './texts.ts';

/** Its draft is being read by those who take part, also while it is paused there. */
export function isChecked({ method, state, was }: Pick<SessionRecord, 'method' | 'state' | 'was'>): boolean {
  const phase = phaseOf(methodOf(method), state === 'paused' ? (was ?? '') : state);
  return phase?.begins.includes('send-draft') ?? false;
}

/** Nothing about it goes on: what is published stands. */
export const isSettled = ({ state }: Pick<SessionRecord, 'state'>): boolean =>
  state === 'published' || state === 'closed';

/** How much of its published report somebody may read; null for nothing, not even that there is one. */
export async function breadthFor(
  w: Work,
  needs: Needs,
  session: SessionRecord,
  me: Me,
): Promise<{ readonly breadth: Breadth; readonly knowsCommunity: boolean } | null> {
  if (takesPart(await viewerOf(w, needs, session, me))) return { breadth: 'whole', knowsCommunity: true };
  if (session.edition === 0 || session.readers === 'participants') return null;
  if (await needs.mayRead(w, me, session.community)) return { breadth: 'wider', knowsCommunity: true };
  if (session.readers !== 'organisation' || mayBeOutside(me)) return null;
  return (await w.sessions.report.founder(session.id)) === me.organisation
    ? { breadth: 'wider', knowsCommunity: false }
    : null;
}

/** Why there is to be another edition: what was said when the last one was amended, or opened again. */
const reasonIn = (history: readonly Happened[]): string =>
  history.findLast(({ event }) => event === 'amend' || event === 'reopen')?.reason ?? '';

/** What a report of a session as it stands would be made from. @param how.edition 0: a draft. `reason`: absent for what was said */
export async function given(
  w: Work,
  needs: Needs,
  session: SessionRecord,
  {
    edition,
    reason,
    byTime = false,
  }: { readonly edition: number; readonly reason?: string; readonly byTime?: boolean },
): Promise<Given> {
  const { report } = w.sessions;
  const records = await report.records(session.id);
  if (!records) throw new Error('a session is gone while its report is made');
  const last = records.editions.filter((one) => edition === 0 || one.edition < edition).at(-1);
  // A draft of what was published before says already why there is to be another edition: that is looked through too.
  const because = reason ?? ((edition || session.edition + 1) > 1 ? reasonIn(records.history) : '');
  const kept = records.clearedAt && last ? await report.edition(session.id, last.edition) : null;
  return {
    session,
    records,
    community: await needs.communityName(w, session.community),
    label: session.label ?? (await needs.labelIn(w, session.community)),
    edition,
    reason: because,
    byTime,
    now: w.now,
    previous: kept && readBack(kept.body),
  };
}

/** The newest edition where it is settled; its draft where that is being checked. Null where there is neither. */
const newestOf = (session: SessionRecord): number | null =>
  session.edition > 0 ? session.edition : isChecked(session) ? 0 : null;

/**
 * A report for one reader.
 * @param wanted an edition; 0: the draft; null: whatever is newest
 * @returns null where there is nothing that they may read
 */
export async function readingFor(
  w: Work,
  needs: Needs,
  session: SessionRecord,
  { me, t }: { readonly me: Me; readonly t: Translate },
  wanted: number | null,
): Promise<Reading | null> {
  const may = await breadthFor(w, needs, session, me);
  const edition = wanted ?? newestOf(session);
  if (!may || edition === null) return null;
  const report = await reportOf(w, needs, session, edition, may.breadth);
  if (!report) return null;
  const shown = narrowed(report, may.breadth, may.knowsCommunity);
  const since = await sinceOf(w, session, report, dayAt(w.now, t.zone));
  return { report: shown, breadth: may.breadth, since, people: await namesIn(w, t, me, shown, since) };
}

async function reportOf(
  w: Work,
  needs: Needs,
  session: SessionRecord,
  edition: number,
  breadth: Breadth,
): Promise<Report | null> {
  if (edition === 0)
    return breadth === 'whole' && isChecked(session)
      ? buildReport(await given(w, needs, session, { edition: 0 }))
      : null;
  const kept = await w.sessions.report.edition(session.id, edition);
  return kept && readBack(kept.body);
}

async function sinceOf(w: Work, session: SessionRecord, report: Report, on: string): Promise<Since> {
  const now = await w.sessions.report.now(session.id);
  const benefit = await w.sessions.report.benefit(session.id);
  return {
    on,
    actions: new Map(
      now.actions.map(({ id, state, dueOn, owner }) => [
        id,
        { state, dueOn, owner: owner === null ? null : { person: owner } },
      ]),
    ),
    closedOn: session.state === 'closed' && now.endedAt ? dayAt(now.endedAt, session.zone) : null,
    underReview: report.edition > 0 && !isSettled(session),
    latest: session.edition,
    held: session.held,
    benefit: benefit?.by && benefit.shown ? { ...benefit, by: { person: benefit.by } } : null,
  };
}

async function namesIn(
  w: Work,
  t: Translate,
  me: Me,
  report: Report,
  since: Since,
): Promise<ReadonlyMap<string, Person>> {
  const owners = [...since.actions.values()].flatMap(({ owner }) => (owner ? [owner.person] : []));
  const said = since.benefit ? [since.benefit.by.person] : [];
  const authors = await w.sessions.report.authors([...peopleIn(report), ...owners, ...said]);
  return new Map(
    [...authors].flatMap(([id, author]): [string, Person][] =>
      author.left ? [] : [[id, { name: shownTo(t, author, me.organisation).name, organisation: author.organisation }]],
    ),
  );
}

/** What finds who somebody is in a report. */
export const detectorFor = (w: Work, session: string, report: Report): Promise<Detector> =>
  detectorIn(
    w,
    session,
    textsOf(report).map(({ text }) => text),
  );

/** The same in these texts. */
export async function detectorIn(w: Work, session: string, texts: readonly string[]): Promise<Detector> {
  return createDetector(await w.sessions.report.namesAmong(session, wordSet(texts)));
}

export interface Looked {
  readonly report: Report;
  readonly records: Records;
  readonly found: readonly ToDecide[];
}

/** What nobody has decided about yet in what the report of a session would print now. */
export async function lookThrough(
  w: Work,
  needs: Needs,
  session: SessionRecord,
  how: { readonly edition: number; readonly reason?: string } = { edition: 0 },
): Promise<Looked> {
  const of = await given(w, needs, session, how);
  const report = whole(of);
  const findings: readonly Finding[] = of.records.findings;
  return { report, records: of.records, found: toDecide(report, await detectorFor(w, session.id, report), findings) };
}
